"""Before a table is filled: where its rows will end, which column is whose, and how new rows look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.domain.table import column_number, fold_header
from pakt_xl.ooxml import escapes
from pakt_xl.ooxml.fill_cells import CellFormula, style_of
from pakt_xl.ooxml.fill_formula import Span, shifted
from pakt_xl.ooxml.fill_ground import Place
from pakt_xl.ooxml.fill_ranges import column_style

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pakt_xl.domain.table import Table
    from pakt_xl.ooxml.fill_cells import SharedFormulas
    from pakt_xl.ooxml.fill_sheet import OldCell, Row, SheetXml
    from pakt_xl.ooxml.parts import TableInfo


def span_of(info: TableInfo, rows: int) -> Span:
    """Return the place of a table before and after it gets this many rows; no row leaves a blank one."""
    return Span(
        sheet=info.sheet.name,
        left=info.first_col,
        right=info.last_col,
        first=info.first_data_row,
        old_end=max(info.last_data_row, info.first_data_row),
        new_end=info.first_data_row + max(rows, 1) - 1,
        totals=info.totals_row_count > 0,
    )


def places_of(
    info: TableInfo, table: Table, sheet: SheetXml, rows: Mapping[int, Row], shared: SharedFormulas
) -> tuple[Place, ...]:
    """Return the columns of the table from left to right, ours found by header whatever their order."""
    first = rows.get(info.first_data_row)
    cells = {column_number(cell.letters): cell for cell in sheet.cells(first)} if first else {}
    ours: dict[str, int] = {}
    for index, header in enumerate(table.headers):
        ours.setdefault(fold_header(header), index)
    places = []
    for number, column in enumerate(info.columns, info.first_col):
        source = ours.pop(fold_header(column.name), None)
        cell = cells.get(number)
        style = style_of(cell.attributes) if cell else style_of_blank(sheet, first, number)
        formula = None
        if source is None:
            formula = _column_formula(column.formula, cell, info.first_data_row, number, shared)
        places.append(Place(number, column.name, source, style, formula))
    return tuple(places)


def absent_headers(table: Table, places: tuple[Place, ...]) -> tuple[str, ...]:
    """Our columns that the table on the sheet no longer has."""
    there = {place.source for place in places}
    return tuple(header for index, header in enumerate(table.headers) if index not in there)


def style_of_blank(sheet: SheetXml, row: Row | None, column: int) -> int:
    """Style of a cell that is not in the file: that of its row, else of its column."""
    if row and "customFormat" in row.attributes:
        return style_of(row.attributes)
    return column_style(sheet.head, column)


def _column_formula(
    told: str | None, first: OldCell | None, row: int, column: int, shared: SharedFormulas
) -> CellFormula | None:
    """Return the formula of a user's column as it stands in the first data row.

    The column's own formula goes before that of the first cell, which may be an exception, unless it names
    cells by place: only the cell says from where these are counted.
    """
    in_cell = shared.formula(first.content, row, column) if first else None
    if told is None:
        return in_cell
    text = escapes.decode(told)
    if in_cell and (shifted(text, 1) != text or in_cell.text == text):
        return in_cell
    return CellFormula(text)
