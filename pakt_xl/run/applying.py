"""Apply: approved requests are put into Bedarfe, after showing them; only those cells change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pakt_xl.domain.amendment import Amendment
from pakt_xl.domain.rows import Need
from pakt_xl.reports.view import table_named
from pakt_xl.run.amended import protocol_of, stored
from pakt_xl.run.approved import Change, Left, proposal
from pakt_xl.run.checking import collector_paused, judged, programme_of
from pakt_xl.run.results import Step, no_step

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from pakt_xl.books.port import Book, Filled
    from pakt_xl.domain.table import Table
    from pakt_xl.programme import Programme


@dataclass(frozen=True, slots=True)
class Proposed:
    """What approved requests would change, and what is left with the reason; nothing is written yet."""

    tables: Mapping[str, Table]
    programme: Programme
    changes: tuple[Change, ...]
    left: tuple[Left, ...]


def propose(book: Book, step: Step = no_step) -> Proposed:
    """Find what approved requests would change in Bedarfe; raises UnusableError."""
    with collector_paused():
        step("Mappe wird gelesen")
        tables = book.read()
        programme = programme_of(tables)
        done = judged(tables, programme, step, with_gaps=False)
        table = table_named(tables, Need.TABLE)
        changes, left = proposal(done.outlook.plan, programme, table) if table else ((), ())
    return Proposed(tables, programme, changes, left)


def apply(book: Book, proposed: Proposed, now: datetime, step: Step = no_step) -> Filled:
    """Write what was proposed into the same book, and a row into Protokoll; raises UnusableError."""
    with collector_paused():
        step("Anträge werden übernommen")
        cells = {(change.row, change.header): stored(change.after) for change in proposed.changes}
        amendments = (Amendment(Need.TABLE, cells),)
        deed = "übernommen: " + "; ".join(change.text for change in proposed.changes)
        return book.amend(amendments, [protocol_of(proposed.tables, amendments, proposed.programme, now, deed)])
