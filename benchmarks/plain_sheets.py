"""Part of plain.py: rows into an Excel table with openpyxl, in the styles of its first row."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, TypeAlias

from openpyxl.utils import get_column_letter, range_boundaries

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


Values: TypeAlias = "Sequence[object]"
Sheet: TypeAlias = Any  # openpyxl's types reckon with merged cells and open ranges, which no table has


def fill_table(sheet: Sheet, table: Any, rows: Iterable[Values], totals: Values = ()) -> None:
    """Replace the rows of a table, which begins in column A, and its totals row; the table then ends with them."""
    bounds: tuple[Any, ...] = range_boundaries(table.ref)
    _, header, width, last = bounds
    styles = [cell._style for cell in sheet[header + 1]][:width]  # noqa: SLF001
    total_styles = [cell._style for cell in sheet[last]][:width]  # noqa: SLF001
    height = sheet.row_dimensions[header + 1].height
    end = header
    for end, values in enumerate(rows, start=header + 1):
        fill_row(sheet, end, values, styles)
        if height is not None:
            sheet.row_dimensions[end].height = height
    end = bottom = max(end, header + 1)
    if table.totalsRowCount:
        end += 1
        fill_row(sheet, end, totals or [None] * width, total_styles)
    for below in range(end + 1, last + 1):
        for cell in sheet[below]:
            cell.value = None
    letter = get_column_letter(width)
    table.ref = f"A{header}:{letter}{end}"
    if table.autoFilter is not None:
        table.autoFilter.ref = f"A{header}:{letter}{bottom}"


def fill_row(sheet: Sheet, number: int, values: Values, styles: Sequence[object]) -> None:
    for column, (value, style) in enumerate(zip(values, styles, strict=True), start=1):
        cell = sheet.cell(number, column, value)
        cell._style = copy(style)  # noqa: SLF001
