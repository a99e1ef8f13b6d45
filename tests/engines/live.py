"""What the contract test asks of an engine: open a file as a live workbook, hand it over, save its state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    import xlwings as xw

    from pakt_xl.books.client import ClientFacts


class LiveWorkbook(Protocol):
    """An open workbook in one engine; ``client`` is what the task pane would send along (remote engine only)."""

    @property
    def book(self) -> xw.Book: ...

    @property
    def client(self) -> ClientFacts | None: ...

    def save(self, path: Path) -> None:
        """Write the workbook as it is now, after everything that was asked of ``book``, to an .xlsx file."""


class LiveEngine(Protocol):
    """One way of holding a workbook open under xlwings' public API."""

    @property
    def name(self) -> str: ...

    def open(self, path: Path) -> AbstractContextManager[LiveWorkbook]:
        """Open a copy of the file's content; the file itself is never changed."""
