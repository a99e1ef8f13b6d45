"""A small workbook for the tests of the recording COM model."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

from tests.engines.com_engine import ComEngine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import xlwings as xw
    from openpyxl.worksheet.worksheet import Worksheet

    from tests.engines.com_engine import ComWorkbook
    from tests.engines.com_typed import Locale

EURO = '#,##0.00\\ "€"'


def sample(path: Path) -> Path:
    """Write a workbook with the tables Preise (A4:D6) and Summen (A4:B7 with a totals row), and a note."""
    workbook = openpyxl.Workbook()
    prices, sums, start = workbook.worksheets[0], workbook.create_sheet("Summen"), workbook.create_sheet("Start")
    prices.title = "Preise"
    _rows(prices, 4, ["Artikel", "Gültig ab", "Preis", "Brutto"])
    _rows(prices, 5, ["AP-01", date(2024, 1, 31), 1234.56785, "=C5*1.19"])
    _rows(prices, 6, ["017", date(2024, 2, 1), 10, "=C6*1.19"])
    prices["A6"].data_type = "s"
    for cell in prices[6]:
        cell.font = Font(bold=True)
    for row in (5, 6):
        prices.cell(row, 1).number_format = "@"
        prices.cell(row, 2).number_format = "DD.MM.YYYY"
        prices.cell(row, 3).number_format = EURO
    prices.add_table(Table(displayName="Preise", ref="A4:D6"))
    _rows(sums, 4, ["Schule", "Betrag"])
    _rows(sums, 5, ["100051", 1.5])
    _rows(sums, 6, ["100052", "#DIV/0!"])
    _rows(sums, 7, ["Summe", "=SUBTOTAL(109,Summen[Betrag])"])
    sums.add_table(Table(displayName="Summen", ref="A4:B7", totalsRowCount=1))
    start["A1"] = "Titel"
    start.merge_cells("A1:B2")
    workbook.defined_names["PaktAktion"] = DefinedName("PaktAktion", attr_text="Start!$D$4")
    workbook.defined_names["Artikel"] = DefinedName("Artikel", attr_text="Preise[Artikel]")
    workbook.defined_names["Satz"] = DefinedName("Satz", attr_text="0.19")
    for sheet in (prices, sums):
        for table in sheet.tables.values():
            table._initialise_columns()
            for column, cell in zip(table.tableColumns, sheet[4], strict=False):
                column.name = str(cell.value)
    workbook.save(path)
    return path


def _rows(sheet: Worksheet, row: int, values: list[object]) -> None:
    for column, value in enumerate(values, start=1):
        sheet.cell(row, column).value = value  # type: ignore[assignment]


@contextmanager
def opened(folder: Path, locale: Locale = "de") -> Iterator[ComWorkbook]:
    """Open the sample workbook in the model."""
    with ComEngine(locale).open(sample(folder / "Mappe.xlsx")) as live:
        yield live


def formulas(cells: xw.Range) -> Any:
    """Return the formulas as COM gives them: xlwings' own type does not know of rows as tuples."""
    return cells.formula
