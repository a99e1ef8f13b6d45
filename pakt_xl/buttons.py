"""What a click does, whichever way it comes: a link in a cell, xlwings' Run main or RunPython, the task pane."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from pakt_xl import failures
from pakt_xl.books import live_desk, live_show
from pakt_xl.books.excel import ExcelBook
from pakt_xl.books.live_errors import BUSY, refusals
from pakt_xl.desktop import message
from pakt_xl.desktop.alone import alone
from pakt_xl.domain.actions import ACTIONS, BUTTON_TABLE, CHOICE_NAME, SCHEME, Action, action_of
from pakt_xl.domain.errors import UnusableError
from pakt_xl.reports import wording
from pakt_xl.run.clicking import run_open
from pakt_xl.run.outcome import Done, Outcome, found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import xlwings as xw

    from pakt_xl.books.client import ClientFacts

DONE, FAILED = 0, 2
HELD_BACK = ("pandas", "numpy")
"""Packages that xlwings imports when they are installed; a click need not wait for them."""
PATIENCE = 10.0
"""Seconds in which Excel must answer the first question; longer, and somebody is typing in a cell."""


def click(action: Action, book: xw.Book, client: ClientFacts | None = None) -> Outcome:
    """Run an action in an open workbook and show its outcome there.

    What a person can mend is told in the outcome. Any other exception is a fault of ours or of the program and is
    raised: the edge that called logs it, and a server must not send half of the changes.
    """
    try:
        return _clicked(action, book, client)
    except UnusableError as error:
        return Outcome(action, str(error), failed=True)
    finally:
        with suppress(Exception):  # the outcome, or the first error, counts more than the status bar
            live_show.progress(book, None)


def pruefen(book: xw.Book | None = None) -> Outcome:
    """Check all rows and fill the Prüfbericht (RunPython)."""
    return _called("pruefen", book)


def budget(book: xw.Book | None = None) -> Outcome:
    """Check and fill the budgets (RunPython)."""
    return _called("budget", book)


def plan(book: xw.Book | None = None) -> Outcome:
    """Check and fill the schedule (RunPython)."""
    return _called("plan", book)


def alles(book: xw.Book | None = None) -> Outcome:
    """Fill all generated sheets (RunPython)."""
    return _called("alles", book)


def festschreiben(book: xw.Book | None = None) -> Outcome:
    """Freeze the needs (RunPython)."""
    return _called("festschreiben", book)


def uebernehmen(book: xw.Book | None = None) -> Outcome:
    """Show approved requests, ask, and put them into Bedarfe (RunPython)."""
    return _called("uebernehmen", book)


def schulmappen(book: xw.Book | None = None) -> Outcome:
    """Write the workbooks of the schools (RunPython)."""
    return _called("schulmappen", book)


def ruecklauf(book: xw.Book | None = None) -> Outcome:
    """Take in what the schools sent back (RunPython)."""
    return _called("ruecklauf", book)


def main() -> None:
    """Do what the cell PaktAktion on Start chooses: for the button “Run main” of the xlwings add-in."""
    _safely(lambda: click(_chosen(book := _caller()), book))


def from_link(link: str) -> int:
    """Do what a link asks for in the active workbook; return the exit code.

    Only the words of ACTIONS count. Nothing of the link goes anywhere else: no path, no parameter, no echo.
    """
    action = action_of_link(link)
    if action is None:
        labels = ", ".join(f"„{each.label}“" for each in ACTIONS)
        return _safely(lambda: _refuse(f"Dieser Link gehört zu keiner Schaltfläche. Es gibt {labels}."))
    return _safely(lambda: click(action, _active()))


def action_of_link(link: str) -> Action | None:
    """Return the action of a link like ``pakt-xl://pruefen``; some programs put a slash behind it."""
    scheme, _, word = link.partition("://")
    if scheme.lower() != SCHEME:
        return None
    return next((action for action in ACTIONS if word.lower().removesuffix("/") == action.word), None)


def link_main() -> int:
    """Entry of the program behind the scheme: the link is its one argument."""
    for name in HELD_BACK:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # None is how Python marks a module as absent
    return from_link(sys.argv[1] if len(sys.argv) == 2 else "")  # noqa: PLR2004  the program and the link


def _clicked(action: Action, book: xw.Book, client: ClientFacts | None) -> Outcome:
    now = datetime.now()  # noqa: DTZ005  a workbook shows local time
    done = _done(action, book, client, now)
    if done.declined:
        return Outcome(action, done.told)
    state, remarks = f"{now:%d.%m.%Y %H:%M} Uhr", list(done.remarks)
    if not live_show.note(book, action.label, "\n".join((state, done.told, *remarks))):
        remarks.append("Auf dem Blatt Start ließ sich der Stand nicht eintragen (Tabelle „Schaltflächen“).")
    live_show.show(book, done.table or BUTTON_TABLE)
    return Outcome(action, f"{state}: {done.told}", tuple(remarks), tuple(map(found, done.findings)))


def _done(action: Action, book: xw.Book, client: ClientFacts | None, now: datetime) -> Done:
    own, step = ExcelBook(book, client), partial(live_show.progress, book)
    if action.local:
        from pakt_xl.run.round_trip import Desk, run_round  # noqa: PLC0415  the clicks of every day need not wait for it

        desk = Desk(partial(live_desk.path_of, book), partial(live_desk.agreed, book))
        return run_round(action, own, desk, now, step)
    done = run_open(own, action.parts, now, step)
    findings = done.judged.findings
    table = "Prüfbericht" if done.judged.has_errors else action.sheet
    return Done(wording.all_counted(findings), done.filled.remarks, findings, table)


def _called(word: str, book: xw.Book | None) -> Outcome:
    action = next(each for each in ACTIONS if each.word == word)
    outcome = Outcome(action, "", failed=True)

    def run() -> Outcome:
        nonlocal outcome
        outcome = click(action, book or _caller())
        return outcome

    _safely(run)
    return outcome


def _safely(run: Callable[[], Outcome]) -> int:
    """Run a click; when nothing could be done, say why in a message box. No traceback reaches the user."""
    try:
        with alone(failures.own_folder()):
            outcome = run()
    except Exception as error:  # noqa: BLE001  whatever happens, a person gets one German sentence
        message.show(failures.sentence(error, failures.own_folder()))
        return FAILED
    if outcome.failed:
        message.show(outcome.message)
        return FAILED
    return DONE


def _refuse(text: str) -> Outcome:
    raise UnusableError(text)


def _caller() -> xw.Book:
    import xlwings as xw  # noqa: PLC0415  only after HELD_BACK

    return xw.Book.caller()


def _active() -> xw.Book:
    """Return the workbook that the user looks at. UnusableError if there is none or Excel does not answer."""
    import xlwings as xw  # noqa: PLC0415  for the same reason

    with _impatience():
        try:
            book = xw.books.active
            book.name  # noqa: B018  the first question to Excel
        except Exception as error:
            raise UnusableError(
                "In Excel ist keine Mappe aktiv. Bitte öffnen Sie die Mappe, klicken Sie in der geschützten Ansicht "
                "auf „Bearbeitung aktivieren“ und dann noch einmal auf die Schaltfläche. Es wurde nichts geschrieben."
            ) from error
    return book


@contextmanager
def _impatience() -> Iterator[None]:
    """End the program with a message if Excel does not answer: xlwings itself would wait for ever."""
    timer = threading.Timer(PATIENCE, _give_up)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()  # once the message is shown, nothing may be written behind it: the program ends with it


def _give_up() -> None:
    message.show(BUSY)
    os._exit(FAILED)  # the waiting call in the main thread cannot be broken off; nothing was written yet


def _chosen(book: xw.Book) -> Action:
    """Return the action that the cell PaktAktion names. UnusableError if it is missing or names none."""
    labels = ", ".join(f"„{each.label}“" for each in ACTIONS)
    with refusals():
        value = next((name.refers_to_range.value for name in book.names if name.name == CHOICE_NAME), None)
    action = action_of(str(value or "").strip())
    if action is None:
        raise UnusableError(
            f"Die Zelle „{CHOICE_NAME}“ auf dem Blatt Start nennt keine Schaltfläche. Bitte wählen Sie dort {labels}."
        )
    return action


if __name__ == "__main__":
    sys.exit(link_main())
