"""Freeze: the needs as they stand become the binding baseline, once, with a checksum that shows later changes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pakt_xl.domain.amendment import Amendment
from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.finding import Scope, Severity
from pakt_xl.domain.money import number_text
from pakt_xl.domain.rows import Baseline, Need, Setting, columns
from pakt_xl.domain.settings import setting_columns
from pakt_xl.domain.table import fold, fold_header
from pakt_xl.planning.baseline_sum import baseline_checksum
from pakt_xl.reports.view import table_named
from pakt_xl.run.amended import protocol_of, stored
from pakt_xl.run.checking import collector_paused, judged, programme_of
from pakt_xl.run.results import Judged, Step, no_step

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from pakt_xl.books.port import Book, Filled
    from pakt_xl.domain.finding import Finding
    from pakt_xl.domain.table import Cell, Table
    from pakt_xl.programme import Programme

SHOWN = 20  # so many cells are named in a refusal; the rest is counted
ONCE = "Das geht nur einmal. Danach gilt eine Änderung in den Bedarfen nur noch mit genehmigtem Antrag."
"""What somebody must know before they agree."""
_UNREADABLE = ("Z01", "Z02", "Z05")  # such a cell cannot be frozen, whoever allows the finding
_NOTHING = "Es wurde nichts geschrieben."


@dataclass(frozen=True, slots=True)
class Ready:
    """What ``freeze`` would write, proved to be possible; nothing is written yet. ``rows`` are cells by field."""

    tables: Mapping[str, Table]
    programme: Programme
    rows: tuple[Mapping[str, Cell], ...]
    day: date

    @property
    def amount(self) -> str:
        """Return what would be frozen: ``2.081 Bedarfe zum 01.09.2022``."""
        noun = "Bedarf" if len(self.rows) == 1 else "Bedarfe"
        return f"{number_text(Decimal(len(self.rows)), 0)} {noun} zum {self.day:%d.%m.%Y}"


@dataclass(frozen=True, slots=True)
class Frozen:
    """Outcome of ``freeze``: how many needs were frozen as of which day, and their checksum."""

    needs: int
    day: date
    checksum: str
    filled: Filled


def freeze(book: Book, now: datetime, step: Step = no_step) -> Frozen:
    """Write the baseline without asking, as `prepare` and `fix` do."""
    return fix(book, prepare(book, step), now, step)


def prepare(book: Book, step: Step = no_step) -> Ready:
    """Find what would be frozen.

    Raises UnusableError when there is a baseline already, its day or table is missing, or needs have Fehler.
    """
    with collector_paused():
        step("Mappe wird gelesen")
        tables = book.read()
        programme = programme_of(tables)
        done = judged(tables, programme, step, with_gaps=False)
        day = _proved(done, tables)
        needs = done.outlook.plan.needs
        rows = [{name: stored(getattr(need, name)) for name in columns(Need)} | {"frozen_on": day} for need in needs]
    return Ready(tables, programme, tuple(rows), day)


def fix(book: Book, ready: Ready, now: datetime, step: Step = no_step) -> Frozen:
    """Write the baseline into Festschreibung and its checksum into Einstellungen, and a row into Protokoll.

    Raises UnusableError before anything is written.
    """
    with collector_paused():
        checksum = baseline_checksum(Baseline.model_validate(row) for row in ready.rows)
        headers = {name: column.header for name, column in columns(Baseline).items()}
        amendments = (
            Amendment(Baseline.TABLE, rows=[{headers[name]: cell for name, cell in row.items()} for row in ready.rows]),
            _setting(ready.tables, checksum),
        )
        deed = f"festgeschrieben: {ready.amount}, Prüfsumme {checksum}"
        step("Festschreibung wird geschrieben")
        filled = book.amend(amendments, [protocol_of(ready.tables, amendments, ready.programme, now, deed)])
    return Frozen(len(ready.rows), ready.day, checksum, filled)


def _proved(done: Judged, tables: Mapping[str, Table]) -> date:
    """Return the day of the baseline; UnusableError where none may be written."""
    plan, settings = done.outlook.plan, done.outlook.plan.settings
    if table_named(tables, Baseline.TABLE) is None:
        raise UnusableError(
            f"Die Tabelle „{Baseline.TABLE}“ fehlt. Bitte ergänzen Sie sie mit „pakt-xl repair“. {_NOTHING}"
        )
    if plan.baseline:
        raise UnusableError(
            f"Die Bedarfe sind schon festgeschrieben ({number_text(Decimal(len(plan.baseline)), 0)} Zeilen im Blatt "
            f"„{Baseline.TABLE}“); das geschieht nur einmal. Änderungen gehen über Änderungsanträge. {_NOTHING}"
        )
    if settings.baseline_checksum is not None:
        raise UnusableError(
            f"In Einstellungen steht eine „{_checksum_key()}“, aber das Blatt „{Baseline.TABLE}“ ist leer. Bitte holen "
            f"Sie die Sicherung der Mappe zurück; war es ein Versuch, leeren Sie die Prüfsumme. {_NOTHING}"
        )
    if settings.frozen_on is None:
        key = setting_columns()["frozen_on"].header
        raise UnusableError(
            f"In Einstellungen fehlt „{key}“ (Datum TT.MM.JJJJ). Bitte tragen Sie den Tag ein. {_NOTHING}"
        )
    if not plan.needs:
        raise UnusableError(f"Im Blatt „{Need.TABLE}“ steht kein Bedarf, der festzuschreiben wäre. {_NOTHING}")
    faults = list(_faults(done, tables))
    if faults:
        raise UnusableError(_refusal(faults))
    return settings.frozen_on


def _faults(done: Judged, tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield the Fehler on rows that would be frozen (reading 39), and on rows that slipped out of the table."""
    table = table_named(tables, Need.TABLE)
    for finding in done.findings:
        rule = finding.rule
        on_need = rule.scope is Scope.ROW and table is not None and finding.place.sheet == table.sheet
        if on_need and rule.severity is Severity.ERROR and (finding.is_error or rule.code in _UNREADABLE):
            yield finding


def _refusal(faults: Sequence[Finding]) -> str:
    named = "; ".join(f"{each.place.key}: {each.rule.code} in {each.place.cell}" for each in faults[:SHOWN])
    more = f" und {len(faults) - SHOWN} weitere" if len(faults) > SHOWN else ""
    return (
        f"Bedarfe mit Fehlern werden nicht festgeschrieben (Anzahl: {len(faults)}). Blatt „{faults[0].place.sheet}“: "
        f"{named}{more}. Was zu tun ist, sagt „pakt-xl check“. {_NOTHING}"
    )


def _setting(tables: Mapping[str, Table], checksum: str) -> Amendment:
    """Return the amendment that puts the checksum beside its key; a key that is missing is added."""
    key, value, note = (columns(Setting)[field].header for field in ("key", "value", "note"))
    table = table_named(tables, Setting.TABLE)
    headers = [fold_header(header) for header in table.headers] if table else []
    if table and fold_header(key) in headers:
        at = headers.index(fold_header(key))
        for index, row in enumerate(table.rows):
            if _is_key(row[at]):
                return Amendment(Setting.TABLE, {(index, value): checksum})
    added: dict[str, Cell] = {key: _checksum_key(), value: checksum}
    if fold_header(note) in headers:
        added[note] = setting_columns()["baseline_checksum"].help
    return Amendment(Setting.TABLE, rows=[added])


def _is_key(cell: Cell) -> bool:
    return isinstance(cell, str) and fold(cell) == fold(_checksum_key())


def _checksum_key() -> str:
    return setting_columns()["baseline_checksum"].header
