"""The scripts that the task pane and the ribbon call, one a button; they hand over to ``pakt_xl.buttons``."""

import xlwings as xw
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
    try:
        text = answer(click(action, book, client_facts(client)))
    except UnusableError as error:
        text = refused(str(error))
    book.app.macro(CALLBACK)(text)
