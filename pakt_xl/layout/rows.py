"""Fills rows into an input table of a workbook that is ours: styles and column formulas of the first row go with it."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

from openpyxl.utils import range_boundaries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.table import Table
    from openpyxl.worksheet.worksheet import Worksheet


def table_of(workbook: Workbook, name: str) -> tuple[Worksheet, Table]:
    """Return sheet and table of a name; KeyError if there is none."""
    for sheet in workbook.worksheets:
        if name in sheet.tables:
            return sheet, sheet.tables[name]
    raise KeyError(name)


def fill_rows(workbook: Workbook, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Replace the rows of an input table by these, one mapping of header to value a row; missing headers stay blank.

    The first row of the table carries the styles; calculated columns keep their formulas. Text is never a formula.
    """
    sheet, table = table_of(workbook, name)
    left, top, right, bottom = range_boundaries(table.ref)
    headers = [str(sheet.cell(top, column).value) for column in range(left, right + 1)]
    formulas = {column.name: column.calculatedColumnFormula.attr_text
                for column in table.tableColumns if column.calculatedColumnFormula}  # fmt: skip
    for offset, row in enumerate(rows, start=1):
        for column, header in enumerate(headers, start=left):
            cell = sheet.cell(top + offset, column)
            cell._style = copy(sheet.cell(top + 1, column)._style)  # noqa: SLF001  the public way copies part by part
            cell.value = f"={formulas[header]}" if header in formulas else row.get(header)
            if header not in formulas and isinstance(cell.value, str):
                cell.data_type = "s"
    last = top + max(1, len(rows))
    for line in range(last + 1, bottom + 1):
        for column in range(left, right + 1):
            sheet.cell(line, column).value = None
    first, _ = table.ref.split(":")
    table.ref = f"{first}:{sheet.cell(last, right).coordinate}"
    table.autoFilter.ref = table.ref
