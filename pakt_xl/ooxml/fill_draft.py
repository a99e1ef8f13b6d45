"""The draft of one filled table: new sheet and table part, made and checked while the package stays as it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pakt_xl.ooxml.fill_cells import SharedFormulas
from pakt_xl.ooxml.fill_ground import Content, Ground, Place
from pakt_xl.ooxml.fill_plan import absent_headers, places_of
from pakt_xl.ooxml.fill_ranges import regrown_tail, sized_head, without_filter_mode
from pakt_xl.ooxml.fill_rows import RowWriter
from pakt_xl.ooxml.fill_sheet import SheetXml, check_well_formed
from pakt_xl.ooxml.fill_table import TablePart, filled_part
from pakt_xl.ooxml.fill_user import Moved, Note, Typed, followed, style_of_new, typed_cells
from pakt_xl.ooxml.render import Frame, cleaned, is_cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pakt_xl.domain.table import Table
    from pakt_xl.ooxml.fill_formula import Span
    from pakt_xl.ooxml.fill_sheet import Row
    from pakt_xl.ooxml.fill_styles import Styles
    from pakt_xl.ooxml.package import Package
    from pakt_xl.ooxml.parts import TableInfo, Workbook
    from pakt_xl.ooxml.read import Reader


@dataclass(frozen=True, slots=True)
class FilledTable:
    """A table that was filled, with its number of rows.

    ``cleared`` says whether a filter or sort of the user was removed, ``absent`` are our columns that the user has
    deleted, ``kept`` is the number of typed cells of the user that stayed with their rows.
    """

    name: str
    sheet: str
    rows: int
    cleared: bool
    absent: tuple[str, ...]
    kept: int


@dataclass(frozen=True, slots=True)
class Altered:
    """A text that Excel could not keep: characters that were left out, because it is too long or as control signs."""

    table: str
    sheet: str
    cell: str
    cut: bool
    lost: int


@dataclass(frozen=True, slots=True)
class Draft:
    """One filled table: the bytes of its sheet and of its table part, and what there is to tell of it."""

    sheet: bytes
    table: TablePart
    filled: FilledTable
    altered: tuple[Altered, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The workbook that is filled, its styles, and what reads its tables as they were."""

    package: Package
    book: Workbook
    styles: Styles
    reader: Reader


def draft_of(source: Source, table: Table, info: TableInfo, span: Span, *, sheet: SheetXml) -> Draft:
    """Draft a table with these rows. Raises UnusableError when what stays in its sheet is damaged."""
    begin, rows, end = sheet.rows(span.first, max(span.old_last, span.new_last), span.sheet)
    shared = SharedFormulas(sheet)
    places = places_of(info, table, sheet, rows, shared)
    typed = typed_cells(sheet, span, places, rows, shared)
    moved: Moved = {}
    notes: list[Note] = []
    if any(typed.values()):
        moved, notes = followed(typed, source.reader.table(info), table, places, span=span, prefix=sheet.prefix)
        places = _restyled(places, typed, sheet, rows.values(), last=span.old_end)
    shared.leave(span)
    part = filled_part(source.package, info, span)
    vacated = frozenset((row, column) for column, cells in typed.items() for row in cells)
    writer = RowWriter(
        Ground(sheet, span, places, rows, shared, part.filtered, vacated),
        Frame(sheet.prefix, source.book.date1904, source.styles),
    )
    written = list(writer.written(Content(table.rows, moved, table.totals)))
    writer.stayed += (cell.xml(sheet.prefix) for cells in moved.values() for cell in cells.values())
    around = sheet.body[:begin], shared.detached(sheet.body[end:])
    check_well_formed((sheet.head, around[0], *writer.stayed, around[1], sheet.tail), info.sheet.part, source.book.file)
    kept, absent = sum(map(len, moved.values())), absent_headers(table, places)
    return Draft(
        sheet=_joined(sheet, span, around, written, unhide=part.filtered),
        table=part,
        filled=FilledTable(info.name, span.sheet, len(table.rows), part.cleared, absent, kept),
        altered=tuple(_altered(info, cell, text) for cell, text in writer.altered),
        notes=tuple(notes),
    )


def _restyled(
    places: Sequence[Place], typed: Typed, sheet: SheetXml, rows: Iterable[Row], *, last: int
) -> tuple[Place, ...]:
    """Columns of the user in which something is typed, with the style of a cell without it."""
    lines = tuple(rows)
    return tuple(
        replace(place, style=style_of_new(sheet, place, typed, lines, last)) if typed.get(place.number) else place
        for place in places
    )


def _joined(
    sheet: SheetXml, span: Span, around: tuple[bytes, bytes], written: Sequence[bytes], *, unhide: bool
) -> bytes:
    """All bytes of the sheet, what is said around its rows with the table's new end."""
    before, after = around
    last_row = next(filter(None, map(sheet.last_row, (after, *reversed(written)))))
    head = sized_head(sheet.head, span, last_row)
    head = without_filter_mode(head) if unhide else head
    return b"".join((head, before, *written, after, regrown_tail(sheet.tail, span)))


def _altered(info: TableInfo, cell: str, text: str) -> Altered:
    kept = cleaned(text)
    return Altered(info.name, info.sheet.name, cell, is_cut(text), len(text) - len(kept))
