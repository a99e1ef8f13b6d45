"""Fills input tables of a workbook that is ours: styles and column formulas of a table's first row go with its rows."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

from openpyxl.utils import range_boundaries

from pakt_xl.domain.rows import Setting
from pakt_xl.layout.start import REMARK_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.table import Table as ListObject
    from openpyxl.worksheet.worksheet import Worksheet

    from pakt_xl.domain.table import Table


def fill_tables(workbook: Workbook, tables: Mapping[str, Table]) -> None:
    """Put the rows of input tables in; of Einstellungen only the values of the keys that are given."""
    for name, table in tables.items():
        if name == Setting.TABLE:
            _fill_settings(workbook, {str(row[0]): row[1] for row in table.rows})
        else:
            fill_rows(workbook, name, [dict(zip(table.headers, row, strict=True)) for row in table.rows])


def set_remark(workbook: Workbook, text: str) -> None:
    """Write a remark on the whole workbook under the title of Start."""
    sheet, cell = workbook.defined_names[REMARK_NAME].attr_text.split("!")
    workbook[sheet][cell.replace("$", "")] = text


def fill_rows(workbook: Workbook, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Replace the rows of an input table by these, one mapping of header to value a row; missing headers stay blank."""
    sheet, table = table_of(workbook, name)
    left, top, right, bottom = range_boundaries(table.ref)
    headers = [str(sheet.cell(top, column).value) for column in range(left, right + 1)]
    formulas = _formulas(table)
    pattern = [copy(sheet.cell(top + 1, column)._style) for column in range(left, right + 1)]  # noqa: SLF001
    for offset, row in enumerate(rows, start=1):
        for number, header in enumerate(headers):
            cell = sheet.cell(top + offset, left + number)
            cell._style = copy(pattern[number])  # noqa: SLF001  the public way copies a style part by part
            _put(cell, f"={formulas[header]}" if header in formulas else row.get(header), header in formulas)
    last = top + max(1, len(rows))
    for line in range(last + 1, bottom + 1):
        for column in range(left, right + 1):
            sheet.cell(line, column).value = None
    table.ref = f"{sheet.cell(top, left).coordinate}:{sheet.cell(last, right).coordinate}"
    table.autoFilter.ref = table.ref


def table_of(workbook: Workbook, name: str) -> tuple[Worksheet, ListObject]:
    """Return sheet and table of a name; KeyError if there is none."""
    for sheet in workbook.worksheets:
        if name in sheet.tables:
            return sheet, sheet.tables[name]
    raise KeyError(name)


def _fill_settings(workbook: Workbook, values: Mapping[str, Any]) -> None:
    sheet, table = table_of(workbook, Setting.TABLE)
    left, top, _, bottom = range_boundaries(table.ref)
    for line in range(top + 1, bottom + 1):
        key = sheet.cell(line, left).value
        if key in values:
            _put(sheet.cell(line, left + 1), values[key])


def _put(cell: Cell, value: Any, formula: bool = False) -> None:
    cell.value = value
    if isinstance(value, str) and not formula:
        cell.data_type = "s"  # text is never a formula


def _formulas(table: ListObject) -> dict[str, str]:
    return {
        column.name: column.calculatedColumnFormula.attr_text
        for column in table.tableColumns
        if column.calculatedColumnFormula
    }
