"""Finds our tables in a workbook that some other program may have saved: by table, by sheet, at last by headers.

Google Sheets and Numbers know no tables of Excel and drop their definitions; Numbers makes one sheet of each table
and names it after both. So a table is where its headers stand, and it goes on to the last row of the sheet: what a
person typed below the table is meant as a row of it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pakt_xl.domain.cells import is_blank
from pakt_xl.domain.table import Cell, Formula, column_letters, fold_header
from pakt_xl.returns.content import Content, Found, Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pakt_xl.ooxml.parts import Workbook
    from pakt_xl.ooxml.read import Reader
    from pakt_xl.returns.content import Wanted

WIDTH = 60
"""Columns of a sheet that are looked at; our tables have seven, a school may move them and add some."""

HEADER_ROWS = 200
"""Rows of a sheet in which a header row is looked for."""

_OWN_HEADERS = 3
"""Headers of a table that no other has in common: those of two columns are label and value."""

Rows = dict[int, list[Cell]]


def content_of(workbook: Workbook, reader: Reader, wanted: Sequence[Wanted], reaches: tuple[str, ...]) -> Content:
    """Read the wanted tables that are there. Raises UnusableError when a part is damaged."""
    sheets = {sheet.name: reader.cells(sheet, WIDTH) for sheet in workbook.sheets}
    homes = {fold_header(table.name): table.sheet.name for table in workbook.tables}
    tables: dict[str, Found] = {}
    for each in wanted:
        found = next(filter(None, (_found(name, sheets[name], each) for name in _places(each, sheets, homes))), None)
        if found:
            tables[each.id] = replace(found, elsewhere=tuple(_elsewhere(found, each, sheets)))
    return Content(tables, reaches)


def _places(wanted: Wanted, sheets: Mapping[str, Rows], homes: Mapping[str, str]) -> Iterator[str]:
    """Names of the sheets on which a table may stand, the surest first.

    By headers alone only tables are found that have more than two: others have them in common.
    """
    home = homes.get(fold_header(wanted.table))
    if home is not None:
        yield home
    name = fold_header(wanted.sheet)
    yield from (sheet for sheet in sheets if fold_header(sheet) == name)
    yield from (sheet for sheet in sheets if fold_header(sheet).startswith(f"{name} - "))  # Numbers
    if len(wanted.headers) >= _OWN_HEADERS:
        yield from sheets


def _found(sheet: str, rows: Rows, wanted: Wanted) -> Found | None:
    """Return the table if its header row stands on this sheet."""
    headers = {fold_header(header): header for header in wanted.headers}
    for number in sorted(rows)[:HEADER_ROWS]:
        places: dict[str, int] = {}
        for place, cell in enumerate(rows[number]):
            shown = cell.value if isinstance(cell, Formula) else cell
            if isinstance(shown, str) and fold_header(shown) in headers:
                places.setdefault(headers[fold_header(shown)], place)
        if len(places) == len(headers):
            letters = {header: column_letters(place + 1) for header, place in places.items()}
            return Found(sheet, letters, tuple(_lines(rows, number, places.items())))
    return None


def _elsewhere(found: Found, wanted: Wanted, sheets: Mapping[str, Rows]) -> Iterator[str]:
    """Yield the other sheets that have the headers of a table and rows that it does not have: copies to write in."""
    if len(wanted.headers) < _OWN_HEADERS:
        return
    known = [line.cells for line in found.lines]
    for name, rows in sheets.items():
        other = _found(name, rows, wanted) if name != found.sheet else None
        if other and any(line.cells not in known for line in other.lines):
            yield name


def _lines(rows: Rows, header_row: int, places: Iterable[tuple[str, int]]) -> Iterator[Line]:
    """Rows below the header row that have something in a column of the table, and those sorted above it.

    A program without tables may sort the headers with the rows; above them a page has no more than a label and a value.
    """
    columns = list(places)
    for number in sorted(rows):
        cells = {header: rows[number][place] for header, place in columns}
        filled = sum(not is_blank(cell) for cell in cells.values())
        if number != header_row and filled >= (1 if number > header_row else _OWN_HEADERS):
            yield Line(number, cells)
