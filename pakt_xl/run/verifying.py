"""Verify: are the generated sheets what the inputs give? All is computed anew and compared; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from pakt_xl import __version__
from pakt_xl.books.file import FileBook
from pakt_xl.domain.table import Formula
from pakt_xl.reports import build_all, generated_tables, protocol
from pakt_xl.reports.checksum import inputs_checksum
from pakt_xl.reports.view import View, column_places, shown_text, table_named
from pakt_xl.run.checking import collector_paused, judged, programme_of
from pakt_xl.run.differences import TableDifference, compared
from pakt_xl.run.results import Step, no_step

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pakt_xl.domain.table import Cell, Table
    from pakt_xl.run.results import Judged

_RECORDED = ("Zeitpunkt", "Fassung", "Prüfsumme Programm", "Prüfsumme Eingaben")
_NEVER = datetime(1900, 1, 1)  # noqa: DTZ001  before every run; it shows nowhere but in Protokoll


@dataclass(frozen=True, slots=True)
class LastRun:
    """What the newest row of Protokoll says; a checksum is empty where the row has none."""

    moment: datetime
    version: str
    programme: str
    inputs: str


@dataclass(frozen=True, slots=True)
class Verified:
    """Outcome of ``verify``: the tables that differ, and whether inputs and programme are those of the last run.

    ``last`` is None if Protokoll holds no run. ``rows`` counts what was compared in how many ``tables``.
    """

    path: Path
    last: LastRun | None
    same_inputs: bool
    same_programme: bool
    same_version: bool
    differences: tuple[TableDifference, ...]
    tables: int
    rows: int

    @property
    def holds(self) -> bool:
        """Whether the sheets are what the inputs give; another version of the tool alone is no difference."""
        return self.last is not None and self.same_inputs and self.same_programme and not self.differences


def verify(path: Path, step: Step = no_step) -> Verified:
    """Compute the generated tables anew and compare them with those of the workbook. Raises UnusableError."""
    with collector_paused():
        step("Mappe wird gelesen")
        tables = FileBook(path).read()
        programme = programme_of(tables)
        done = judged(tables, programme, step, with_gaps=False)
        step("Tabellen werden verglichen")
        last = _last_run(tables)
        computed = _computed(done, last)
        specs = {spec.name: spec for spec in generated_tables(programme)}
        found = (compared(specs[table.name], table, table_named(tables, table.name)) for table in computed)
        return Verified(
            path,
            last,
            same_inputs=last is not None and last.inputs == inputs_checksum(tables),
            same_programme=last is not None and last.programme == programme.checksum,
            same_version=last is not None and last.version == __version__,
            differences=tuple(filter(None, found)),
            tables=len(computed),
            rows=sum(len(table.rows) for table in computed),
        )


def _computed(done: Judged, last: LastRun | None) -> list[Table]:
    """Return what a run would have filled at the moment of the last one."""
    view = View(done.outlook, done.findings, done.tables, done.counts, last.moment if last else _NEVER, __version__)
    return [table for table in build_all(view) if table.name != protocol.SPEC.name]


def _last_run(tables: Mapping[str, Table]) -> LastRun | None:
    """Return the newest row of Protokoll, however its rows are sorted."""
    table = table_named(tables, protocol.SPEC.name)
    places = column_places(table, _RECORDED) if table else None
    if table is None or places is None:
        return None
    runs = [(_moment(row[places[0]]), index) for index, row in enumerate(table.rows)]
    dated = [(moment, -index) for moment, index in runs if moment is not None]
    if not dated:
        return None
    moment, place = max(dated)  # of two rows of one moment the upper one
    return LastRun(moment, *(shown_text(table.rows[-place][at]) for at in places[1:]))


def _moment(cell: Cell) -> datetime | None:
    """Return the moment of a run; a day alone is its midnight, anything else no run."""
    shows = cell.value if isinstance(cell, Formula) else cell
    if isinstance(shows, date) and not isinstance(shows, datetime):
        return datetime(shows.year, shows.month, shows.day)  # noqa: DTZ001  a workbook shows local time
    return shows.replace(microsecond=0) if isinstance(shows, datetime) else None
