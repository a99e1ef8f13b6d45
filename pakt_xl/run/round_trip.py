"""The buttons of a round with the schools, in an open workbook: freeze, apply, send workbooks, take them in."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.money import number_text
from pakt_xl.returns.returned import State
from pakt_xl.run.applying import apply, propose
from pakt_xl.run.checking import collector_paused, judged, programme_of
from pakt_xl.run.clicking import prove_ours
from pakt_xl.run.freezing import ONCE, fix, prepare
from pakt_xl.run.outcome import Done
from pakt_xl.run.results import Step, no_step

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from pakt_xl.books.port import Book
    from pakt_xl.domain.actions import Action
    from pakt_xl.programme import Programme
    from pakt_xl.run.applying import Proposed
    from pakt_xl.run.approved import Left
    from pakt_xl.run.schools import SchoolsMade

SCHOOL_FOLDER = "Schulmappen"
"""The folder beside the open workbook in which the workbooks of the schools are put."""
RETURN_FOLDER = "Rückläufe"
"""The folder beside the open workbook in which the schools' workbooks lie when they come back."""
ASKED = 15
"""Lines of changes in the question; more would not fit on a screen."""
REMARKED = 5
"""Schools, files or requests that are named beside the button; folder and sheets show the others."""
_CHANGED = (
    "Während der Frage wurde die Mappe geändert. Bitte klicken Sie noch einmal und lesen Sie die Frage neu. "
    "Es wurde nichts geschrieben."
)
_WIDTH = 120  # characters of a line of the question


@dataclass(frozen=True, slots=True)
class Desk:
    """What a click has beside the workbook: the ``path`` of its file (UnusableError if none), a user to ``ask``."""

    path: Callable[[], Path]
    ask: Callable[[str], bool]


def run_round(action: Action, book: Book, desk: Desk, now: datetime, step: Step = no_step) -> Done:
    """Do one of the local actions in an open workbook; raises UnusableError."""
    prove_ours(book.read())
    return _ACTIONS[action.word](book, desk, now, step)


def _freeze(book: Book, desk: Desk, now: datetime, step: Step) -> Done:
    ready = prepare(book, step)
    if not desk.ask(f"{ready.amount} festschreiben?\n\n{ONCE}"):
        return Done("Es wurde nichts festgeschrieben.", declined=True)
    still = prepare(book, step)
    if (still.rows, still.day) != (ready.rows, ready.day):
        raise UnusableError(_CHANGED)
    frozen = fix(book, still, now, step)
    told = f"{still.amount} festgeschrieben, Prüfsumme {frozen.checksum}"
    return Done(told, frozen.filled.remarks, table="Festschreibung")


def _apply(book: Book, desk: Desk, now: datetime, step: Step) -> Done:
    proposed = propose(book, step)
    remarks = (*_texts(proposed.left), *_texts(proposed.overtaken))
    if not proposed.changes:
        return Done("keine genehmigte Änderung zu übernehmen", remarks)
    if not desk.ask(_question(proposed)):
        return Done("Es wurde nichts übernommen.", declined=True)
    still = propose(book, step)  # who had the question before them may have sorted the rows in another window
    if still.deeds != proposed.deeds:
        raise UnusableError(_CHANGED)
    filled = apply(book, still, now, step)
    told = f"{_counted(len(still.changes), 'Änderung', 'Änderungen')} übernommen"
    return Done(told, (*remarks, *filled.remarks), table="Bedarfe")


def _question(proposed: Proposed) -> str:
    count = _counted(len(proposed.changes), "genehmigte Änderung", "genehmigte Änderungen")
    lines = [f"{count} in die Bedarfe übernehmen?", ""]
    lines += map(_line, _first([change.text for change in proposed.changes], ASKED))
    if proposed.overtaken:
        lines += ["", *map(_line, _texts(proposed.overtaken))]
    if proposed.left:
        lines += ["", f"Liegen bleiben: {_counted(len(proposed.left), 'Antrag', 'Anträge')}"]
    return "\n".join(lines)


def _texts(requests: Sequence[Left]) -> tuple[str, ...]:
    return _first([each.text for each in requests], REMARKED)


def _schools(book: Book, desk: Desk, _now: datetime, step: Step) -> Done:
    folder = desk.path().parent / SCHOOL_FOLDER  # asked for first: without a folder nothing need be computed
    _prove_free(folder)
    from pakt_xl.run.schools import write_schools  # noqa: PLC0415  it needs openpyxl, which no other click does

    with collector_paused():
        tables = book.read()
        done = judged(tables, programme_of(tables), step, with_gaps=False)
    return _of_schools(write_schools(done, folder, step=step))


def _of_schools(made: SchoolsMade) -> Done:
    counted: dict[str, int] = {}
    for file in made.files:
        counted[file.outcome] = counted.get(file.outcome, 0) + 1
    numbers = ", ".join(f"{number_text(Decimal(count), 0)} {outcome}" for outcome, count in counted.items())
    reasons = [f"{file.number} {file.name}: {file.reason}".strip() for file in made.files if file.reason]
    told = f"Ordner {SCHOOL_FOLDER}: {numbers or 'keine Schule'}"
    return Done(told, _first(reasons, REMARKED), made.judged.findings)


def _collect(book: Book, desk: Desk, now: datetime, step: Step) -> Done:
    path = desk.path()
    folder = path.parent / RETURN_FOLDER
    _prove_free(folder)
    if not folder.is_dir():
        raise UnusableError(
            f"Neben der Mappe gibt es keinen Ordner „{RETURN_FOLDER}“. Bitte legen Sie ihn an ({path.parent}) und die "
            "Mappen der Schulen hinein. Es wurde nichts geschrieben."
        )
    from pakt_xl.reports.returns import refusal  # noqa: PLC0415  as the next
    from pakt_xl.run.answering import ANSWERS  # noqa: PLC0415  as the next
    from pakt_xl.run.collecting import Surroundings, take_in  # noqa: PLC0415  only this click reads foreign files

    answers = path.parent / ANSWERS
    _prove_free(answers)  # they are written last, when the requests stand in the workbook
    collected = take_in(book, Surroundings(path, folder, answers, _refuse_to_restore), now, step)
    tally, requests = collected.tally, len(collected.requests)
    told = (
        f"{_counted(tally.found, 'Datei', 'Dateien')}: {tally.taken} übernommen, {tally.refused} nicht übernommen, "
        f"{tally.passed} übergangen; {_counted(requests, 'neuer Antrag', 'neue Anträge')}"
    )
    refused = [f"{each.file}: {refusal(each)}" for each in collected.returns if each.state is State.REFUSED]
    remarks = collected.filled.remarks if collected.filled else ()
    findings = tuple(finding for each in collected.returns for finding in each.findings)
    doubt = (collected.doubt,) if collected.doubt else ()
    beside = (*doubt, *_first(refused, REMARKED), *_first(collected.answers.failed, REMARKED), *remarks)
    return Done(told, beside, findings, "Rückläufe")


def _prove_free(folder: Path) -> None:
    """Raise UnusableError if a file has the name of a folder that a button works with."""
    if folder.exists() and not folder.is_dir():
        raise UnusableError(
            f"Neben der Mappe liegt eine Datei „{folder.name}“; so soll dort ein Ordner heißen. Bitte benennen Sie die "
            f"Datei um ({folder.parent}) und klicken Sie noch einmal. Es wurde nichts geschrieben."
        )


def _refuse_to_restore(_programme: Programme, missing: Sequence[str]) -> None:
    """Sheets are never put back in an open workbook."""
    if missing:
        raise UnusableError(
            f"In der Mappe fehlt: {', '.join(missing)}. Bitte speichern und schließen Sie die Mappe, ergänzen Sie sie "
            "mit „pakt-xl repair“ und klicken Sie dann noch einmal. Es wurde nichts geschrieben."
        )


def _first(lines: Sequence[str], limit: int) -> tuple[str, ...]:
    """Return the first lines, and how many more there are."""
    more = len(lines) - limit
    return (*lines[:limit], *((f"… und {number_text(Decimal(more), 0)} weitere",) if more > 0 else ()))


def _line(text: str) -> str:
    """Return a line of the question, whatever was typed into the cells that it shows."""
    plain = "".join(char if char.isprintable() else " " for char in text)
    return plain if len(plain) <= _WIDTH else f"{plain[: _WIDTH - 1]}…"


def _counted(count: int, one: str, many: str) -> str:
    return f"{number_text(Decimal(count), 0)} {one if count == 1 else many}"


_ACTIONS: dict[str, Callable[[Book, Desk, datetime, Step], Done]] = {
    "festschreiben": _freeze,
    "uebernehmen": _apply,
    "schulmappen": _schools,
    "ruecklauf": _collect,
}
