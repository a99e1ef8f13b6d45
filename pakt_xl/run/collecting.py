"""Collect: the returns of the schools become change requests "offen"; nothing binding moves."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from pakt_xl.books.file import FileBook
from pakt_xl.domain.amendment import Amendment
from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.money import number_text
from pakt_xl.domain.rows import ChangeRequest, columns
from pakt_xl.domain.table import fold
from pakt_xl.reports import protocol
from pakt_xl.reports import returns as overview
from pakt_xl.reports.view import table_named
from pakt_xl.returns.files import Candidate, bytes_of, candidates, odd_ending, passed_over, printable
from pakt_xl.returns.judge import judge_return
from pakt_xl.returns.layouts import LAYOUTS, wanted
from pakt_xl.returns.master import Master
from pakt_xl.returns.process import read_apart
from pakt_xl.returns.requests import new_requests, request_keys, wish_key
from pakt_xl.returns.returned import Returned, State
from pakt_xl.returns.rivals import EarlierRequests, OpenRequests
from pakt_xl.returns.together import newest_round, settled
from pakt_xl.run.amended import protocol_of
from pakt_xl.run.answering import ANSWERS, prove_folder, write_answers
from pakt_xl.run.checking import judged, programme_of
from pakt_xl.run.collected import Collected
from pakt_xl.run.open_effects import effects_of
from pakt_xl.run.repair import put_back
from pakt_xl.run.results import Judged, Step, no_step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from pakt_xl.books.port import Book, Filled
    from pakt_xl.domain.plan import Plan
    from pakt_xl.domain.rows import School
    from pakt_xl.domain.table import Cell, Table
    from pakt_xl.programme import Programme

_FILLED = (overview.SPEC.name, protocol.SPEC.name)
_FILES_AT_LEAST, _FILES_PER_SCHOOL = 1_000, 20  # more are somebody's whole drive, and each would get a row
_AT_ONCE = 4  # files that are read side by side, each by a process of its own

Restore: TypeAlias = "Callable[[Programme, Sequence[str]], object]"
"""Puts back the tables of these names; raises UnusableError where that cannot be done."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a master lies, where its returns do, where answers go, and how tables that it lacks are put back."""

    path: Path
    folder: Path
    answers: Path
    restore: Restore


def collect(path: Path, folder: Path, answers: Path | None, now: datetime, step: Step = no_step) -> Collected:
    """Take in the returns below ``folder``; answers go to ``answers``, else to a folder beside the master.

    Only Änderungsanträge and Protokoll get new rows, and Rückläufe is filled. No file can stop the others. Raises
    UnusableError before anything is written.
    """
    if not folder.is_dir():
        raise UnusableError(f"„{folder}“ ist kein Ordner. Bitte den Ordner mit den Rückläufen angeben.")
    replies = answers or path.parent / ANSWERS
    prove_folder(replies)
    book = FileBook(path)
    return take_in(book, Surroundings(path, folder, replies, partial(put_back, book.package)), now, step)


def take_in(book: Book, around: Surroundings, now: datetime, step: Step = no_step) -> Collected:
    """Take in the returns for a master in a file or in an open workbook, as ``collect`` does."""
    path, folder = around.path, around.folder
    now = now.replace(microsecond=0)
    step("Mappe wird gelesen")
    tables = book.read()
    done = judged(tables, programme_of(tables), step, with_gaps=False)
    before = overview.Before.of(table_named(done.tables, overview.SPEC.name))
    plan = done.outlook.plan
    returns = list(_received(path, folder, Master.of(plan, done.outlook.programme), step))
    returns = _marked_again(returns, plan, before)
    returns = settled(returns, plan.settings.as_of, before.rounds(), before.shown_at)
    taken_numbers = [number for row in (*plan.needs, *plan.baseline) if (number := row.number)]
    wishes = [wish for each in returns if each.state is State.TAKEN for wish in each.wishes]
    requests = new_requests(wishes, plan.requests, taken_numbers, now.date())
    returns = _beside_requests(returns, [*plan.requests, *requests])
    step("Anträge werden eingetragen")
    effects, newest = effects_of(done, returns, requests), newest_round(_rounds(returns), plan.settings.as_of)
    outcome = overview.build(returns, _schools(done), effects, before, now, newest=newest)
    filled = _written(book, around.restore, done, requests, outcome, now)
    return Collected(path, done, tuple(returns), tuple(requests), filled, write_answers(returns, plan, around.answers))


def _received(path: Path, folder: Path, master: Master, step: Step) -> Iterator[Returned]:
    """Read every file, several at once, and judge each on its own, in the order of their names."""
    most = max(_FILES_AT_LEAST, _FILES_PER_SCHOOL * len(master.schools))
    found = list(islice(candidates(folder), most + 1))
    if len(found) > most:
        raise UnusableError(
            f"Im Ordner „{folder}“ liegen mehr als {number_text(Decimal(most), 0)} Dateien; das ist kaum der mit den "
            "Rückläufen. Bitte nur sie hineinlegen oder den richtigen Ordner angeben. Es wurde nichts geschrieben."
        )
    with ThreadPoolExecutor(min(_AT_ONCE, os.cpu_count() or 1)) as readers:
        outcomes = readers.map(lambda each: _looked_at(each, path, folder, master), found)
        for number, returned in enumerate(outcomes, start=1):
            step(f"Rückläufe werden gelesen ({number} von {len(found)})")
            yield returned


def _looked_at(candidate: Candidate, path: Path, folder: Path, master: Master) -> Returned:
    passed = passed_over(candidate, path)
    if passed:
        return passed
    try:
        content = read_apart(candidate.name, bytes_of(candidate, folder), wanted(LAYOUTS))
        return replace(judge_return(candidate.name, content, master), why=odd_ending(candidate))
    except UnusableError as error:
        return Returned(candidate.name, State.REFUSED, printable(str(error)))
    except Exception as error:  # noqa: BLE001  whatever a file holds, the others are read
        why = (
            f"Die Datei „{candidate.name}“ ließ sich nicht auswerten ({type(error).__name__}); das ist ein Fehler des "
            "Werkzeugs. Bitte an die Betreuung geben."
        )
        return Returned(candidate.name, State.REFUSED, why)


def _marked_again(returns: Sequence[Returned], plan: Plan, before: overview.Before) -> list[Returned]:
    """Pass over the returns that an earlier call has taken whole: all wishes are requests, or it had none."""
    known = set().union(*map(request_keys, plan.requests))
    return [
        replace(each, state=State.PASSED, again=True, why="schon früher eingelesen")
        if each.state is State.TAKEN
        and all(wish_key(wish) in known for wish in each.wishes)
        and (each.wishes or before.shown_at(each) is not None)
        else each
        for each in returns
    ]


def _beside_requests(returns: Sequence[Returned], requests: Sequence[ChangeRequest]) -> list[Returned]:
    """Note on the newest return of each school which wishes contradict open requests, and which were decided before."""
    there, earlier = OpenRequests(requests), EarlierRequests(requests)
    return [
        replace(each, findings=(*each.findings, *there.beside(each), *earlier.decided(each)))
        if each.is_newest
        else each
        for each in returns
    ]


def _rounds(returns: Iterable[Returned]) -> Iterator[str]:
    """Yield the rounds of the returns that are not older than others."""
    return (each.stamp.round for each in returns if each.stamp and not each.stale)


def _written(  # noqa: PLR0917  what is written, where and how
    book: Book,
    restore: Restore,
    done: Judged,
    requests: Sequence[ChangeRequest],
    outcome: Table,
    now: datetime,
) -> Filled | None:
    """Put requests and overview into the master with one save; None if that changes nothing."""
    there = {fold(name) for name in done.tables}
    missing = [name for name in (ChangeRequest.TABLE, *_FILLED) if fold(name) not in there]
    if not requests and not missing and overview.shows(table_named(done.tables, overview.SPEC.name), outcome):
        return None
    programme = done.outlook.programme
    restore(programme, missing)
    if not requests:
        return book.fill([outcome])
    numbers = [str(request.number) for request in requests]
    amendments = (Amendment(ChangeRequest.TABLE, rows=[_cells(request) for request in requests]),)
    return book.amend(
        amendments, [outcome, protocol_of(book.read(), amendments, programme, now, "eingelesen", numbers)]
    )


def _schools(done: Judged) -> list[School]:
    """Return each school once, by number."""
    return [facts.school for facts in done.outlook.schools]


def _cells(request: ChangeRequest) -> Mapping[str, Cell]:
    """Cells of a request by header; all that a school wrote is text."""
    return {column.header: getattr(request, name) for name, column in columns(ChangeRequest).items()}
