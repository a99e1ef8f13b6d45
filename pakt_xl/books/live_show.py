"""Shows the outcome of a click in an open workbook: a note beside the button on Start, and the sheet to look at."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from pakt_xl.books.live_cells import native
from pakt_xl.books.live_errors import refusals
from pakt_xl.books.live_quiet import unheard
from pakt_xl.books.live_tables import LiveTables
from pakt_xl.books.live_write import TEXT
from pakt_xl.domain.actions import BUTTON_HEADERS, BUTTON_TABLE
from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.table import Formula, fold, fold_header

if TYPE_CHECKING:
    import xlwings as xw

    from pakt_xl.domain.table import Cell


LINES = 2
"""Lines of an outcome for which a row with a button has room: when it was, and how many findings there are."""


def note(book: xw.Book, label: str, text: str) -> bool:
    """Write the outcome beside the button of this label; False if Start has no such button or refuses it.

    Never raises what the program refuses: the tables are filled already when this is called.
    """
    with suppress(UnusableError), refusals():
        return _noted(book, label, text)
    return False


def show(book: xw.Book, table: str) -> None:
    """Bring the sheet with this table to the front; nothing happens if there is none, or it is hidden."""
    with suppress(UnusableError), refusals():
        spot = LiveTables(book, None).spot(table)
        if spot is not None and spot.sheet.visible:
            spot.sheet.activate()


def progress(book: xw.Book, text: str | None) -> None:
    """Say in the status bar what is being done; None gives the bar back to the office program."""
    bar: str | bool = False if text is None else f"pakt-xl: {text} …"
    with suppress(UnusableError, NotImplementedError), refusals():  # the remote engine has none, its task pane shows it
        book.app.status_bar = bar


def _noted(book: xw.Book, label: str, text: str) -> bool:
    tables = LiveTables(book, None)
    spot = tables.spot(BUTTON_TABLE)
    if spot is None:
        return False
    table = tables[BUTTON_TABLE]
    places = [fold_header(header) for header in table.headers]
    button, _, outcome = map(fold_header, BUTTON_HEADERS)
    if button not in places or outcome not in places:
        return False
    at = places.index(button)
    row = next((index for index, row in enumerate(table.rows) if _reads(row[at], label)), None)
    if row is None:
        return False
    column = places.index(outcome)
    cell = spot.cells(spot.first_data + row, spot.first_data + row, column, column)
    if tables.remote:
        cell.value = native(text, verbatim=False)
        return True
    with unheard(book.app):
        cell.value = native(text, verbatim=cell.number_format == TEXT)
        if len(text.splitlines()) > LINES:  # remarks too: they are read here or nowhere
            with suppress(NotImplementedError):
                cell.rows.autofit()
    return True


def _reads(cell: Cell, label: str) -> bool:
    """Whether a cell shows this label, typed or by a formula."""
    text = cell.value if isinstance(cell, Formula) else cell
    return isinstance(text, str) and fold(text) == fold(label)
