"""The scripts that the task pane and the ribbon call, one a button; they hand over to ``pakt_xl.buttons``."""

from collections.abc import Iterator
from contextlib import contextmanager

import xlwings as xw
from xlwings.pro._xlremote import get_range_api
from xlwings.server import script

from pakt_xl.addin.answer import CALLBACK, answer, refused
from pakt_xl.addin.facts import client_facts
from pakt_xl.buttons import click
from pakt_xl.domain.actions import action_of
from pakt_xl.domain.errors import UnusableError


@script
def pruefen(book: xw.Book, client: object) -> None:
    """Check all rows and fill the Prüfbericht."""
    _run("pruefen", book, client)


@script
def budget(book: xw.Book, client: object) -> None:
    """Check and fill the budgets."""
    _run("budget", book, client)


@script
def plan(book: xw.Book, client: object) -> None:
    """Check and fill the schedule."""
    _run("plan", book, client)


@script
def alles(book: xw.Book, client: object) -> None:
    """Fill all generated sheets."""
    _run("alles", book, client)


def _run(word: str, book: xw.Book, client: object) -> None:
    """Run the action and queue its outcome behind the changes.

    What nobody foresaw is raised: the server logs it, answers 500 and sends none of the queued changes.
    """
    action = action_of(word)
    if action is None:
        raise LookupError(word)
    with _opened_last(book) as own:
        try:
            text = answer(click(action, own, client_facts(client)))
        except UnusableError as error:
            text = refused(str(error))
        own.app.macro(CALLBACK)(text)
        book.json()["actions"].extend(own.json()["actions"])


@contextmanager
def _opened_last(book: xw.Book) -> Iterator[xw.Book]:
    """Open the workbook of this call once more and close it, leaving nothing of it in the server's memory.

    xlwings sends what concerns the application to the workbook that was opened last, and while this call waited
    for its turn that may have been another user's. From here on nothing waits.
    """
    own = xw.Book(json=book.api)
    try:
        yield own
    finally:
        own.close()
        get_range_api.cache_clear()  # it would keep the cells of every workbook for ever
