"""A small workbook for the tests of the remote engine, and what a click leaves of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.filters import AutoFilter, FilterColumn, Filters
from openpyxl.worksheet.table import Table

from tests.engines.remote_engine import RemoteEngine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import xlwings as xw
    from xlwings.main import Table as XwTable

SHEET = "Lieferungen 2024"
HEADERS = ("Nr.", "Lieferant", "Menge", "Betrag", "Geliefert am")
ROWS: tuple[tuple[Any, ...], ...] = (
    ("017", "Müller", 2, "=Lieferungen[[#This Row],[Menge]]*1.5", dt.date(2024, 12, 31)),
    ("018", "=1+1", 3, "=Lieferungen[[#This Row],[Menge]]*1.5", dt.datetime(2024, 1, 2, 13, 30)),  # noqa: DTZ001
)


def sample(path: Path) -> None:
    """Write a workbook: a table in B3:F6 with totals row, a hidden sheet, and one with two tables close together."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    for row, values in enumerate((HEADERS, *ROWS, ("Summe", None, None, "=SUBTOTAL(109,Lieferungen[Betrag])", None))):
        for column, value in enumerate(values):
            sheet.cell(3 + row, 2 + column).value = value
    sheet["C5"].data_type = "s"  # a text that reads like a formula
    sheet["B6"].font = Font(bold=True)
    for row in (4, 5):
        sheet.cell(row, 2).number_format = "@"
        sheet.cell(row, 6).number_format = "DD.MM.YYYY"
    sheet.add_table(_table("Lieferungen", "B3:F6", HEADERS))
    sheet.tables["Lieferungen"].totalsRowCount = 1
    sheet.tables["Lieferungen"].autoFilter = AutoFilter(ref="B3:F5")
    book.create_sheet("Versteckt").sheet_state = "hidden"
    other = book.create_sheet("Zweites")
    other["A5"], other["A7"], other["A8"] = "Oben", "Unten", 1
    other.add_table(_table("Oben", "A5:A6", ("Oben",)))
    other.add_table(_table("Unten", "A7:A8", ("Unten",)))
    other["A1"] = True
    other["B2"] = "#DIV/0!"
    other["C1"] = 1.5
    book.defined_names["Auswahl"] = DefinedName("Auswahl", attr_text="Zweites!$C$1")
    book.defined_names["Beträge"] = DefinedName("Beträge", attr_text="Lieferungen[Betrag]")
    book.save(path)


def _table(name: str, place: str, headers: Sequence[str]) -> Table:
    table = Table(displayName=name, ref=place)
    getattr(table, "_initialise_columns")()  # noqa: B009  unknown to the stubs
    for column, header in zip(table.tableColumns, headers, strict=True):
        column.name = header
    return table


def filter_rows(path: Path) -> None:
    """Filter the table of the file by its second column, so that row 5 is hidden."""
    book = load_workbook(path)
    table = book.worksheets[0].tables["Lieferungen"]
    assert table.autoFilter is not None
    table.autoFilter.filterColumn = [FilterColumn(colId=1, filters=Filters(filter=["Müller"]))]
    book.worksheets[0].row_dimensions[5].hidden = True
    book.save(path)


def protect(path: Path, sheet: str) -> None:
    """Protect a sheet of the file."""
    book = load_workbook(path)
    book[sheet].protection.sheet = True
    book.save(path)


def after(path: Path, act: Callable[[xw.Book], object]) -> Any:
    """Return the saved file, read again, after something was asked of the open workbook."""
    with RemoteEngine().open(path) as live:
        act(live.book)
        live.save(path.with_name("danach.xlsx"))
    return load_workbook(path.with_name("danach.xlsx"))


def table_of(book: xw.Book) -> XwTable:
    """Return the table of the open workbook."""
    return book.sheets[SHEET].tables["Lieferungen"]


def written(path: Path, address: str, value: object) -> Any:
    """Write one value to a cell of the second sheet and return the cell of the saved file."""

    def act(book: xw.Book) -> None:
        book.sheets["Zweites"].range(address).value = [[value]]

    return after(path, act)["Zweites"][address]
