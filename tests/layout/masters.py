"""Masters for tests: built afresh, filled with openpyxl, recalculated by LibreOffice, read back as values."""

from __future__ import annotations

from copy import copy
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.filters import AutoFilter

from pakt_xl.domain.rows import MODELS, columns
from pakt_xl.domain.table import Cell, Table
from pakt_xl.layout import build_master, workbook_bytes
from pakt_xl.programme import load
from pakt_xl.reports import generated_tables
from tests.office import recalculate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.table import Table as ListObject
    from openpyxl.worksheet.worksheet import Worksheet

PROGRAMME = "digitalpakt_nrw_2019"


def fresh() -> Workbook:
    """Return a master as the template is built."""
    programme = load(PROGRAMME)
    return build_master(programme, generated_tables(programme))


def table_of(workbook: Workbook, name: str) -> tuple[Worksheet, ListObject]:
    """Return sheet and table of a name."""
    return next((sheet, sheet.tables[name]) for sheet in workbook.worksheets if name in sheet.tables)


def box(table: ListObject) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of a table, its header and totals row included."""
    left, top, right, bottom = range_boundaries(table.ref)
    assert left is not None
    assert top is not None
    assert right is not None
    assert bottom is not None
    return left, top, right, bottom


def values_of(workbook: Workbook, name: str) -> list[tuple[Any, ...]]:
    """Return the cells of a table's rows below its header."""
    sheet, table = table_of(workbook, name)
    left, top, right, bottom = box(table)
    return list(sheet.iter_rows(top + 1, bottom, left, right, values_only=True))


def fill_rows(workbook: Workbook, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put rows into a table as Excel would when they are typed: formats and column formulas go with them."""
    sheet, table = table_of(workbook, name)
    left, top, right, _ = box(table)
    names = [column.name for column in table.tableColumns]
    formulas = {each.name: each.calculatedColumnFormula.attr_text for each in table.tableColumns
                if each.calculatedColumnFormula}  # fmt: skip
    first: list[Any] = [sheet.cell(top + 1, left + number) for number in range(len(names))]
    pattern = [copy(cell._style) for cell in first]
    for offset, row in enumerate(rows, start=1):
        for number, header in enumerate(names):
            cell: Any = sheet.cell(top + offset, left + number)
            cell._style = copy(pattern[number])
            cell.value = f"={formulas[header]}" if header in formulas else row.get(header)
            if header not in formulas and isinstance(cell.value, str):
                cell.data_type = "s"
    table.ref = f"{sheet.cell(top, left).coordinate}:{sheet.cell(top + max(1, len(rows)), right).coordinate}"
    table.autoFilter = AutoFilter(ref=table.ref)


def set_values(workbook: Workbook, values: Mapping[str, Any]) -> None:
    """Put values into Einstellungen, by key."""
    sheet, table = table_of(workbook, "Einstellungen")
    left, top, _, bottom = box(table)
    for line in range(top + 1, bottom + 1):
        key = str(sheet.cell(line, left).value)
        if key in values:
            sheet.cell(line, left + 1).value = values[key]


def typed_tables(workbook: Workbook) -> dict[str, Table]:
    """Return what was typed into a workbook, as the reader gets it."""
    found = {}
    for model in MODELS:
        sheet, table = table_of(workbook, model.TABLE)
        left, top, _, bottom = box(table)
        headers = tuple(column.header for column in columns(model).values())
        rows = tuple(
            tuple(_read(sheet.cell(line, left + number).value) for number in range(len(headers)))
            for line in range(top + 1, bottom + 1)
        )
        found[model.TABLE] = Table(model.TABLE, headers, rows, sheet.title, top, left)
    return found


def _read(value: Any) -> Cell:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(repr(value))
    return value.date() if isinstance(value, datetime) else value


def recalculated(workbook: Workbook, folder: Path) -> Workbook:
    """Return the workbook as LibreOffice computes it, values only."""
    path = folder / "mappe.xlsx"
    path.write_bytes(workbook_bytes(workbook))
    return load_workbook(recalculate(path, folder), data_only=True)


def shown(workbook: Workbook, computed: Workbook, name: str) -> list[dict[str, Any]]:
    """Return the rows of a table as computed, by header; places are those of the workbook that was filled."""
    sheet, table = table_of(workbook, name)
    left, top, _, bottom = box(table)
    names = [column.name for column in table.tableColumns]
    values = computed[sheet.title]
    return [
        {header: values.cell(line, left + number).value for number, header in enumerate(names)}
        for line in range(top + 1, bottom + 1)
    ]
