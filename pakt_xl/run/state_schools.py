"""Schools from the state's list: new rows and blank names and types; what the office typed stays and is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pakt_xl.domain.amendment import Amendment
from pakt_xl.domain.cells import is_blank
from pakt_xl.domain.rows import School, columns
from pakt_xl.domain.table import Formula, fold
from pakt_xl.reading.rows import read_rows
from pakt_xl.reading.tables import find_sources
from pakt_xl.reports.view import shown_text
from pakt_xl.run.amended import protocol_of
from pakt_xl.run.checking import collector_paused, programme_of
from pakt_xl.run.results import Step, no_step
from pakt_xl.run.state_list import CLOSED, CLOSING, Listed, StateList, read_state_list

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from pakt_xl.books.port import Book, Filled
    from pakt_xl.domain.table import Cell
    from pakt_xl.reading.tables import Source

NUMBER, NAME, TYPE, CLOSED_FROM = (
    columns(School)[field].header for field in ("number", "name", "school_type", "closed_from")
)


@dataclass(frozen=True, slots=True)
class Told:
    """Something that the list says otherwise than the workbook, or cannot say; it is not written.

    ``here`` is what the workbook has, blank where it has nothing; ``listed`` what the list says.
    """

    number: str
    name: str
    here: str
    listed: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The list beside Schulen: rows to add, cells to fill by data row and header, and what is only told."""

    new: tuple[Listed, ...]
    filled: Mapping[tuple[int, str], str]
    places: Mapping[tuple[int, str], str]
    renamed: tuple[Told, ...]
    retyped: tuple[Told, ...]
    untyped: tuple[Told, ...]
    closed: tuple[Told, ...]
    left_closed: int

    @property
    def amendment(self) -> Amendment | None:
        """The change of Schulen; None if there is nothing to do."""
        if not self.new and not self.filled:
            return None
        rows: list[Mapping[str, Cell]] = [
            {NUMBER: school.number, NAME: school.name or None, TYPE: school.school_type} for school in self.new
        ]
        return Amendment(School.TABLE, self.filled, rows)


@dataclass(frozen=True, slots=True)
class Taken:
    """Outcome of ``schools-from-csv``; ``filled`` is None if there was nothing to do."""

    authority: str
    found: StateList
    comparison: Comparison
    filled: Filled | None


def take_schools(book: Book, file: Path, authority: str, now: datetime, step: Step = no_step) -> Taken:
    """Put the schools of an authority into Schulen; raises UnusableError before anything is written."""
    with collector_paused():
        step("Liste wird gelesen")
        found = read_state_list(file, authority)
        step("Mappe wird gelesen")
        tables = book.read()
        comparison = compare(find_sources(tables)[School.TABLE], found)
        amendment = comparison.amendment
        if amendment is None:
            return Taken(authority, found, comparison, None)
        step("Schulen werden ergänzt")
        deed = (
            f"Schulen aus {file.name}, Schulträger {authority}: {len(comparison.new)} neu, "
            f"{len(comparison.filled)} leere Zellen gefüllt"
        )
        protocol = protocol_of(tables, (amendment,), programme_of(tables), now, deed)
        return Taken(authority, found, comparison, book.amend((amendment,), (protocol,)))


def compare(source: Source, found: StateList) -> Comparison:
    """Set the rows of Schulen beside the list; of a doubled number the first row counts."""
    draft = _Draft(source)
    rows: dict[str, School] = {}
    for row in read_rows(School, source).rows:
        if row.number is not None:
            rows.setdefault(fold(row.number), row)
    for number, row in rows.items():
        listed = found.schools.get(number)
        if listed is not None:
            draft.beside(row, listed)
        draft.note_closed(row, listed, found)
    new = [school for number, school in sorted(found.schools.items()) if fold(number) not in rows]
    draft.untyped += [_untyped(school) for school in new if not school.is_closed and school.school_type is None]
    return Comparison(
        tuple(school for school in new if not school.is_closed),
        draft.filled,
        draft.places,
        tuple(draft.renamed),
        tuple(draft.retyped),
        tuple(draft.untyped),
        tuple(draft.closed),
        sum(school.is_closed for school in new),
    )


class _Draft:
    """Collects what one row after the other gives."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.filled: dict[tuple[int, str], str] = {}
        self.places: dict[tuple[int, str], str] = {}
        self.renamed: list[Told] = []
        self.retyped: list[Told] = []
        self.untyped: list[Told] = []
        self.closed: list[Told] = []

    def beside(self, row: School, listed: Listed) -> None:
        """Fill what is blank in a row, and note what stands there otherwise than in the list."""
        name = row.name or listed.name
        for header, value, noted in ((NAME, listed.name, self.renamed), (TYPE, listed.school_type, self.retyped)):
            place = self._source.position(header)
            cell = self._source.table.rows[row.index][place] if place is not None else None
            if not value:
                if is_blank(cell) and header == TYPE:
                    self.untyped.append(_untyped(listed))
            elif is_blank(cell) and not isinstance(cell, Formula) and place is not None:
                self.filled[row.index, header] = value
                self.places[row.index, header] = self._source.table.cell(row.index, place)
            elif fold(shown_text(cell)) != fold(value):
                noted.append(Told(listed.number, name, shown_text(cell), value))

    def note_closed(self, row: School, listed: Listed | None, found: StateList) -> None:
        """Note a school that the list no longer has or calls closed, unless the office has said so already."""
        if row.closed_from is not None or row.number is None:
            return
        if listed is None:
            other = found.elsewhere.get(row.number)
            what = f"gehört laut Liste zum Schulträger {other}" if other else "steht nicht in der Liste"
        elif listed.operation in _ENDED:
            what = _ENDED[listed.operation].format(day=listed.day or "ohne Tag")
        else:
            return
        self.closed.append(Told(row.number, row.name or "", "", what))


_ENDED = {CLOSED: "laut Liste geschlossen ({day})", CLOSING: "läuft laut Liste aus ({day})"}


def _untyped(listed: Listed) -> Told:
    return Told(listed.number, listed.name, "", listed.type_key)
