"""Fills computed tables into the package of a workbook: all is made and checked before the first part is replaced."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pakt_xl.domain.errors import UnusableError
from pakt_xl.ooxml import notes as note_table
from pakt_xl.ooxml.calc import drop_calc_chain, force_recalculation
from pakt_xl.ooxml.directory import damaged
from pakt_xl.ooxml.fill_draft import Altered, Draft, FilledTable, Source, draft_of
from pakt_xl.ooxml.fill_names import regrown_names
from pakt_xl.ooxml.fill_plan import span_of
from pakt_xl.ooxml.fill_room import Room
from pakt_xl.ooxml.fill_sheet import SheetXml
from pakt_xl.ooxml.fill_styles import Styles
from pakt_xl.ooxml.parts import Workbook
from pakt_xl.ooxml.read import Reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pakt_xl.domain.table import Table
    from pakt_xl.ooxml.fill_formula import Span
    from pakt_xl.ooxml.fill_user import Note
    from pakt_xl.ooxml.package import Package
    from pakt_xl.ooxml.parts import TableInfo


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


def fill(package: Package, tables: Sequence[Table]) -> FillResult:
    """Replace the rows of the tables of these names; the caller saves the package.

    ``headers`` of a table are our columns, ``key`` those by which typed values of the user find their rows again.
    Raises UnusableError, with sheet and row, when there is no room for the rows; the package is unchanged then.
    """
    filler = _Filler(package)
    missing = tuple(table.name for table in tables if not filler.fill(table))
    return filler.finish(missing)


class _Filler:
    """Collects the drafts of all tables; nothing is put into the package before `finish`."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._book = Workbook.of(package)
        self._styles = Styles(package, self._book)
        self._source = Source(package, self._book, self._styles, Reader(package, self._book))
        self._sheets: dict[str, bytes] = {}
        self._ends: dict[str, int] = {}
        self._drafts: list[Draft] = []
        self._spans: list[Span] = []
        self._problems: list[str] = []

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
        sheet = SheetXml.of(self._sheets.get(part) or self._package.read(part), part, self._book.file, info.sheet.name)
        span = span_of(info, len(table.rows))
        problem = Room(self._package, self._book, info, span, sheet, self._ends).obstacle()
        if problem:
            self._problems.append(problem)
            return
        draft = draft_of(self._source, table, info, span, sheet=sheet)
        self._sheets[part] = draft.sheet
        self._ends[info.part] = span.new_last
        self._drafts.append(replace(draft, sheet=b""))
        self._spans.append(span)

    def finish(self, missing: tuple[str, ...]) -> FillResult:
        """Add the notes, refuse if anything is in the way, put all parts into the package."""
        notes = tuple(note for draft in self._drafts for note in draft.notes)
        info = self._book.table(note_table.TABLE)
        if notes and info:
            self.fill(note_table.with_notes(self._source.reader.table(info), notes))
        if self._problems:
            raise UnusableError("\n".join((*self._problems, "Es wurde nichts geschrieben.")))
        self._put()
        return FillResult(
            filled=tuple(draft.filled for draft in self._drafts),
            missing=missing,
            altered=tuple(altered for draft in self._drafts for altered in draft.altered),
            notes=notes,
            noted=not notes or info is not None,
        )

    def _put(self) -> None:
        parts = self._sheets | {draft.table.name: draft.table.data for draft in self._drafts}
        names = regrown_names(self._package, self._book.part, self._spans)
        for name, data in parts.items():
            self._package.replace(name, data)
        self._styles.apply()
        if names:
            self._package.replace(self._book.part, names)
        if self._package.changed & parts.keys():
            drop_calc_chain(self._package)
            force_recalculation(self._package)
