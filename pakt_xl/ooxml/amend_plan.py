"""What an amendment means for a table as it stands: which cells get which value, and whether anything forbids it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.table import Formula, fold_header, trim

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from pakt_xl.domain.amendment import Amendment
    from pakt_xl.domain.table import Cell, Table

NOTHING_WRITTEN = "Es wurde nichts geschrieben."


@dataclass(frozen=True, slots=True)
class AmendPlan:
    """The cells to be written by data row and column (both 0-based), and the number of data rows afterwards.

    Rows from ``start`` on are new ones; a table without content is filled from its first row on.
    """

    cells: Mapping[int, Mapping[int, Cell]]
    start: int
    count: int

    @property
    def added(self) -> range:
        """Indexes of the new rows."""
        return range(self.start, 1 + max((row for row in self.cells if row >= self.start), default=self.start - 1))


def plan_of(amendment: Amendment, before: Table, calculated: Collection[int]) -> AmendPlan:
    """Return what is to be written. ``before`` is the table with all its columns, ``calculated`` its formula columns.

    Raises UnusableError when a column or row is not there, or a formula would be lost.
    """
    places = _places(amendment, before)
    for header in dict.fromkeys(_headers(amendment)):
        if places[fold_header(header)] in calculated:
            raise UnusableError(
                f"Tabelle „{before.name}“: Die Spalte „{header}“ rechnet die Mappe; in sie wird nichts eingetragen. "
                f"{NOTHING_WRITTEN}"
            )
    cells: dict[int, dict[int, Cell]] = {}
    for (row, header), value in amendment.cells.items():
        column = places[fold_header(header)]
        _prove(before, row, column)
        cells.setdefault(row, {})[column] = value
    start = _start(amendment, before, places)
    for index, given in enumerate(amendment.rows, start):
        cells[index] = {places[fold_header(header)]: value for header, value in given.items()}
    return AmendPlan(cells, start, max(len(before.rows), start + len(amendment.rows)))


def missing_table(name: str, repair: str) -> UnusableError:
    """Return the message for an input table that is not there; ``repair`` says how it comes back."""
    return UnusableError(f"Die Tabelle „{name}“ fehlt in der Mappe ({repair}). {NOTHING_WRITTEN}")


def _headers(amendment: Amendment) -> Iterator[str]:
    yield from (header for _, header in amendment.cells)
    for row in amendment.rows:
        yield from row


def _places(amendment: Amendment, before: Table) -> dict[str, int]:
    """Return the place of each column by its folded header; the first of equal ones counts."""
    places: dict[str, int] = {}
    for index, header in enumerate(before.headers):
        places.setdefault(fold_header(header), index)
    for header in _headers(amendment):
        if fold_header(header) not in places:
            raise UnusableError(
                f"Tabelle „{before.name}“: Die Spalte „{header}“ fehlt. Bitte fügen Sie sie wieder ein oder benennen "
                f"Sie die Spalte richtig. {NOTHING_WRITTEN}"
            )
    return places


def _prove(before: Table, row: int, column: int) -> None:
    """Refuse a row that is not there and a cell in which somebody wrote a formula."""
    if not 0 <= row < len(before.rows):
        raise UnusableError(
            f"Tabelle „{before.name}“: Die Zeile {before.line(row)} gehört nicht zur Tabelle. {NOTHING_WRITTEN}"
        )
    if isinstance(before.rows[row][column], Formula):
        raise UnusableError(
            f"Blatt „{before.sheet}“, Zelle {before.cell(row, column)}: Dort steht eine Formel, die verloren ginge. "
            f"Bitte ersetzen Sie sie durch ihren Wert. {NOTHING_WRITTEN}"
        )


def _start(amendment: Amendment, before: Table, places: Mapping[str, int]) -> int:
    """Return the index of the first new row: below all, but in a table without content its first row."""
    given = {places[fold_header(header)] for row in amendment.rows for header in row}
    blank = all(_is_free(cell, is_written=index in given) for row in before.rows for index, cell in enumerate(row))
    return 0 if blank and not amendment.cells else len(before.rows)


def _is_free(cell: Cell, *, is_written: bool) -> bool:
    """Whether a cell of a blank row loses nothing when a new row takes its place."""
    if isinstance(cell, Formula):
        return not is_written
    return cell is None or (isinstance(cell, str) and not trim(cell))
