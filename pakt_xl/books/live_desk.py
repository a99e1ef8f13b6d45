"""What a click on the desktop has beside the open workbook: its file, and a user who can be asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pakt_xl.books.live_errors import refusals
from pakt_xl.domain.errors import UnusableError

if TYPE_CHECKING:
    import xlwings as xw

TITLE = "pakt-xl"


def path_of(book: xw.Book) -> Path:
    """Return the file of the workbook. UnusableError if it was never saved on this computer."""
    with refusals():
        path = Path(book.fullname)
    if not path.is_absolute() or not path.is_file():
        raise UnusableError(
            f"Die Mappe „{book.name}“ liegt noch in keinem Ordner dieses Rechners. Bitte speichern Sie sie dort und "
            "klicken Sie noch einmal. Es wurde nichts geschrieben."
        )
    return path


def agreed(book: xw.Book, question: str) -> bool:
    """Ask the user; True only for a plain yes, and never for a box that was closed."""
    with refusals():
        return book.app.alert(question, title=TITLE, buttons="yes_no") == "yes"
