"""Fills computed tables into the package of a workbook: all is made and checked before the first part is replaced."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pakt_xl.domain.errors import UnusableError
from pakt_xl.ooxml import notes as note_table
from pakt_xl.ooxml.calc import drop_calc_chain, force_recalculation
from pakt_xl.ooxml.directory import damaged
from pakt_xl.ooxml.edit import xml_bytes
from pakt_xl.ooxml.fill_cells import SharedFormulas
from pakt_xl.ooxml.fill_formula import Span, regrown
from pakt_xl.ooxml.fill_ground import Content, Ground
from pakt_xl.ooxml.fill_plan import absent_headers, places_of, span_of
from pakt_xl.ooxml.fill_ranges import regrown_tail, sized_head, without_filter_mode
from pakt_xl.ooxml.fill_room import Room
from pakt_xl.ooxml.fill_rows import RowWriter
from pakt_xl.ooxml.fill_sheet import SheetXml, check_well_formed
from pakt_xl.ooxml.fill_styles import Styles
from pakt_xl.ooxml.fill_table import TablePart, filled_part
from pakt_xl.ooxml.fill_user import Moved, Note, followed, style_of_new, typed_cells
from pakt_xl.ooxml.parts import Workbook, child, children, xml_root
from pakt_xl.ooxml.read import Reader
from pakt_xl.ooxml.render import Frame, cleaned, is_cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pakt_xl.domain.table import Table
    from pakt_xl.ooxml.package import Package
    from pakt_xl.ooxml.parts import TableInfo


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
class FillResult:
    """What was filled, and what did not go as it came.

    ``missing`` are tables that the workbook has not. ``notes`` are typed values that have lost their row; they are
    in the table of notes if ``noted``, else the workbook has no such table and saving would lose them.
    """

    filled: tuple[FilledTable, ...]
    missing: tuple[str, ...]
    altered: tuple[Altered, ...]
    notes: tuple[Note, ...]
    noted: bool


@dataclass(slots=True)
class _Drafts:
    """Everything that is made before the first part is replaced."""

    sheets: dict[str, bytes] = field(default_factory=dict)
    tables: list[TablePart] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    ends: dict[str, int] = field(default_factory=dict)
    filled: list[FilledTable] = field(default_factory=list)
    altered: list[Altered] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def fill(package: Package, tables: Sequence[Table]) -> FillResult:
    """Replace the rows of the tables of these names; the caller saves the package.

    ``headers`` of a table are our columns, ``key`` those by which typed values of the user find their rows again.
    Raises UnusableError, with sheet and row, when there is no room for the rows; the package is unchanged then.
    """
    filler = _Filler(package)
    missing = tuple(table.name for table in tables if not filler.fill(table))
    return filler.finish(missing)


class _Filler:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._book = Workbook.of(package)
        self._styles = Styles(package, self._book)
        self._reader = Reader(package, self._book)
        self._drafts = _Drafts()

    def fill(self, table: Table) -> bool:
        """Draft the sheet and the table part of one table; False if the workbook has no such table."""
        info = self._book.table(table.name)
        if info is None:
            return False
        try:
            self._fill(table, info)
        except UnicodeDecodeError as error:
            raise damaged(self._book.file, info.sheet.part) from error
        return True

    def _fill(self, table: Table, info: TableInfo) -> None:
        part = info.sheet.part
        sheet = SheetXml.of(
            self._drafts.sheets.get(part) or self._package.read(part), part, self._book.file, info.sheet.name
        )
        span = span_of(info, len(table.rows))
        problem = Room(self._package, self._book, info, span, sheet, self._drafts.ends).obstacle()
        if problem:
            self._drafts.problems.append(problem)
        else:
            self._draft(table, info, span, sheet)

    def finish(self, missing: tuple[str, ...]) -> FillResult:
        """Add the notes, refuse if anything is in the way, put all parts into the package."""
        drafts, info = self._drafts, self._book.table(note_table.TABLE)
        notes = tuple(drafts.notes)
        if notes and info:
            self.fill(note_table.with_notes(self._reader.table(info), notes))
        if drafts.problems:
            raise UnusableError("\n".join((*drafts.problems, "Es wurde nichts geschrieben.")))
        for name, data in drafts.sheets.items():
            self._package.replace(name, data)
        for table in drafts.tables:
            self._package.replace(table.name, table.data)
        self._styles.apply()
        self._follow_names()
        if self._package.changed & {*drafts.sheets, *(table.name for table in drafts.tables)}:
            drop_calc_chain(self._package)
            force_recalculation(self._package)
        return FillResult(tuple(drafts.filled), missing, tuple(drafts.altered), notes, not notes or info is not None)

    def _draft(self, table: Table, info: TableInfo, span: Span, sheet: SheetXml) -> None:
        begin, rows, end = sheet.rows(span.first, max(span.old_last, span.new_last), span.sheet)
        shared = SharedFormulas(sheet)
        places = places_of(info, table, sheet, rows, shared)
        typed = typed_cells(sheet, span, places, rows, shared)
        moved: Moved = {}
        notes: list[Note] = []
        if any(typed.values()):
            moved, notes = followed(typed, self._reader.table(info), table, places, span=span, prefix=sheet.prefix)
        places = tuple(
            replace(place, style=style_of_new(sheet, place, typed, rows.values(), span.old_end))
            if typed.get(place.number)
            else place
            for place in places
        )
        shared.leave(span)
        part = filled_part(self._package, info, span)
        vacated = frozenset((row, column) for column, cells in typed.items() for row in cells)
        ground = Ground(sheet, span, places, rows, shared, part.filtered, vacated)
        writer = RowWriter(ground, Frame(sheet.prefix, self._book.date1904, self._styles))
        written = list(writer.written(Content(table.rows, moved, table.totals)))
        before, after = sheet.body[:begin], shared.detached(sheet.body[end:])
        stayed = (*writer.stayed, *(cell.xml(sheet.prefix) for cells in moved.values() for cell in cells.values()))
        check_well_formed((sheet.head, before, *stayed, after, sheet.tail), info.sheet.part, self._book.file)
        head = sized_head(sheet.head, span, next(filter(None, map(sheet.last_row, (after, *reversed(written))))))
        head = without_filter_mode(head) if part.filtered else head
        drafts = self._drafts
        drafts.sheets[info.sheet.part] = b"".join((head, before, *written, after, regrown_tail(sheet.tail, span)))
        drafts.tables.append(part)
        drafts.spans.append(span)
        drafts.ends[info.part] = span.new_last
        drafts.notes += notes
        drafts.altered += (_altered(info, cell, text) for cell, text in writer.altered)
        kept = sum(map(len, moved.values()))
        absent = absent_headers(table, places)
        drafts.filled.append(FilledTable(info.name, span.sheet, len(table.rows), part.cleared, absent, kept))

    def _follow_names(self) -> None:
        """Make the names of the workbook that ended with a table end with it again."""
        root = xml_root(self._package, self._book.part)
        names = child(root, "definedNames")
        changed = False
        for name in () if names is None else children(names, "definedName"):
            text = name.text or ""
            for span in self._drafts.spans:
                text = regrown(text, span)
            if text != (name.text or ""):
                name.text = text
                changed = True
        if changed:
            self._package.replace(self._book.part, xml_bytes(root))


def _altered(info: TableInfo, cell: str, text: str) -> Altered:
    kept = cleaned(text)
    return Altered(info.name, info.sheet.name, cell, is_cut(text), len(text) - len(kept))
