"""What Office.js does to a table of a file: new size, totals row on and off, filter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.worksheet.filters import AutoFilter

from tests.engines.remote_cells import RefusedError, clear, moved, set_content, set_style, style_of, take_style
from tests.engines.remote_formulas import stored_formula
from tests.engines.remote_grid import Area, area, cell, cells

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.table import Table, TableColumn
    from openpyxl.worksheet.worksheet import Worksheet

_FUNCTIONS = {"average": 101, "countNums": 102, "count": 103, "max": 104, "min": 105, "stdDev": 107, "sum": 109}


@dataclass(frozen=True)
class Kept:
    """A cell of a totals row that is switched off: content, its kind and the look."""

    value: object
    kind: str
    style: StyleArray | None


Totals = dict[str, list[Kept]]
"""Totals rows that are switched off, by table name."""


def table_around(sheet: Worksheet, one: Cell) -> str | None:
    """Return the name of the table that a cell lies in, None if it lies in none."""
    place = Area(one.column, one.row, one.column, one.row)
    return next((table.displayName for table in sheet.tables.values() if area(table.ref).meets(place)), None)


def resize(sheet: Worksheet, table: Table, address: str) -> None:
    """Give a table new rows; like Excel, formulas that fill a column go on and new rows look like the last one."""
    old, new = area(table.ref), area(address)
    if table.totalsRowCount:
        raise RefusedError(f"the size of {table.displayName} cannot change while its totals row is on")
    if new[:3] != old[:3] or new.bottom <= old.top:
        raise RefusedError(f"{table.displayName} in {table.ref} cannot become {address}")
    for other in sheet.tables.values():
        if other is not table and area(other.ref).meets(new):
            raise RefusedError(f"{table.displayName} would cover {other.displayName}")
    for column in range(old.left, old.right + 1):
        _extend([cell(sheet, row, column) for row in range(old.top + 1, max(old.bottom, new.bottom) + 1)], old)
    _set_place(table, new)


def show_totals(sheet: Worksheet, table: Table, shown: bool, switched_off: Totals) -> None:
    """Switch the totals row on or off; what stood in it comes back."""
    if shown == bool(table.totalsRowCount):
        return
    place = area(table.ref)
    if shown:
        _totals_on(sheet, table, place.to_row(place.bottom + 1), switched_off.pop(table.displayName, None))
    else:
        switched_off[table.displayName] = [_take(one) for one in cells(sheet, place.row(place.bottom))]
        table.totalsRowCount = 0
        _set_place(table, place.to_row(place.bottom - 1))


def show_filter(sheet: Worksheet, table: Table, shown: bool) -> None:
    """Show or take away the filter buttons; without them no row stays hidden."""
    if not shown:
        clear_filter(sheet, table, None)
        table.autoFilter = None
    elif table.autoFilter is None:
        place = area(table.ref)
        table.autoFilter = AutoFilter(ref=place.to_row(place.bottom - (table.totalsRowCount or 0)).address)


def clear_filter(sheet: Worksheet, table: Table, field: int | None) -> None:
    """Take away the criteria of one column (1-based) or of all; rows show again when none is left."""
    if table.autoFilter is None:
        return
    kept = [one for one in table.autoFilter.filterColumn if field is not None and one.colId != field - 1]
    table.autoFilter.filterColumn = kept
    if not kept:
        place = area(table.ref)
        for row in range(place.top, place.bottom + 1):
            if row in sheet.row_dimensions:
                sheet.row_dimensions[row].hidden = False


def _set_place(table: Table, place: Area) -> None:
    """Set the place of a table without totals row."""
    table.ref = place.address
    if table.autoFilter is not None:
        table.autoFilter.ref = place.address


def _extend(column: list[Cell], old: Area) -> None:
    """Give the cells of a column that are below the old table its look and its formula."""
    count = old.bottom - old.top
    body, new = column[:count], column[count:]
    formula = _column_formula(body)
    for one in new:
        if not one.has_style:
            take_style(one, body[-1])
        if formula is not None:
            one.value = moved(formula, body[0].coordinate, one.coordinate)


def _column_formula(body: list[Cell]) -> str | None:
    """Return the formula of the first cell when all cells of a column hold the same one, moved to their rows."""
    first = stored_formula(body[0])
    if first is None:
        return None
    same = all(stored_formula(one) == moved(first, body[0].coordinate, one.coordinate) for one in body)
    return first if same else None


def _take(one: Cell) -> Kept:
    """Take content and look away from a cell of the totals row."""
    kept = Kept(one.value, one.data_type, style_of(one))
    clear(one)
    set_style(one, None)
    return kept


def _totals_on(sheet: Worksheet, table: Table, place: Area, before: list[Kept] | None) -> None:
    row = list(cells(sheet, place.row(place.bottom)))
    if any(one.value is not None for one in row):
        raise RefusedError(f"the totals row of {table.displayName} would cover row {place.bottom}")
    kept = before or [_total(table, column) for column in table.tableColumns]
    for one, total in zip(row, kept, strict=True):
        set_content(one, total.value, total.kind)
        if total.style is not None:
            set_style(one, total.style)
    table.totalsRowCount = 1
    table.ref = place.address


def _total(table: Table, column: TableColumn) -> Kept:
    """Return what a column says of a totals row that was never seen on."""
    if column.totalsRowFunction in _FUNCTIONS:
        number = _FUNCTIONS[column.totalsRowFunction]
        return Kept(f"=SUBTOTAL({number},{table.displayName}[{column.name}])", "f", None)
    label = column.totalsRowLabel
    return Kept(label, "s" if label else "n", None)
