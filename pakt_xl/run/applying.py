"""Apply: approved requests are put into Bedarfe, after showing them; only those cells change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pakt_xl.domain.amendment import Amendment
from pakt_xl.domain.rows import Need
from pakt_xl.reports.view import table_named
from pakt_xl.run.amended import protocol_of, stored
from pakt_xl.run.approved import proposal
from pakt_xl.run.checking import collector_paused, judged, programme_of
from pakt_xl.run.results import Step, no_step

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from pakt_xl.books.port import Book, Filled
    from pakt_xl.domain.table import Table
    from pakt_xl.programme import Programme
    from pakt_xl.run.approved import Change, Left


@dataclass(frozen=True, slots=True)
class Proposed:
    """What approved requests would change; nothing is written yet.

    ``left`` are requests that are in doubt, ``overtaken`` those that a later one goes before, each with the reason.
    """

    tables: Mapping[str, Table]
    programme: Programme
    changes: tuple[Change, ...] = ()
    left: tuple[Left, ...] = ()
    overtaken: tuple[Left, ...] = ()

    @property
    def deeds(self) -> tuple[Change | Left, ...]:
        """All that is to be told, to compare one proposal with another."""
        return (*self.changes, *self.left, *self.overtaken)


def propose(book: Book, step: Step = no_step) -> Proposed:
    """Find what approved requests would change in Bedarfe; raises UnusableError."""
    with collector_paused():
        step("Mappe wird gelesen")
        tables = book.read()
        programme = programme_of(tables)
        done = judged(tables, programme, step, with_gaps=False)
        table = table_named(tables, Need.TABLE)
        if table is None:
            return Proposed(tables, programme)
        found = proposal(done.outlook.plan, programme, table)
    return Proposed(tables, programme, found.changes, found.left, found.overtaken)


def apply(book: Book, proposed: Proposed, now: datetime, step: Step = no_step) -> Filled:
    """Write what was proposed into the same book, and a row into Protokoll; raises UnusableError."""
    with collector_paused():
        step("Anträge werden übernommen")
        cells = {(change.row, change.header): stored(change.after) for change in proposed.changes}
        amendments = (Amendment(Need.TABLE, cells),)
        told = [*(change.text for change in proposed.changes), *(each.text for each in proposed.overtaken)]
        record = protocol_of(proposed.tables, amendments, proposed.programme, now, "übernommen", told)
        return book.amend(amendments, [record])
