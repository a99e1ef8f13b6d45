"""xlwings' remote engine over a file: the payload goes in, the actions come out and are done to the file."""

from __future__ import annotations

import importlib
import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

import xlwings as xw
from openpyxl import load_workbook

from tests.engines.remote_facts import client_facts
from tests.engines.remote_payload import book_payload
from tests.engines.remote_replay import Replay

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pakt_xl.books.client import ClientFacts

NAME = "remote"
_KEY = "XLWINGS_LICENSE_KEY"


def register() -> None:
    """Make sure that xlwings has its remote engine, also when it was imported before a licence key was there.

    The key is looked for while the module is imported and remembered; afterwards the environment is as before.
    """
    if NAME in [engine.name for engine in xw.engines]:
        return
    before = os.environ.get(_KEY)
    os.environ[_KEY] = "noncommercial"
    try:
        module = importlib.import_module("xlwings.pro._xlremote")
    finally:
        if before is None:
            del os.environ[_KEY]
        else:
            os.environ[_KEY] = before
    xw.engines.add(xw.Engine(impl=module.engine))


@dataclass(frozen=True)
class RemoteWorkbook:
    """A workbook as the server sees it, and the file that its actions are done to."""

    book: xw.Book
    client: ClientFacts | None
    content: bytes = field(repr=False)

    def replay(self) -> Replay:
        """Do all actions so far to the file as it was opened."""
        replay = Replay(load_workbook(BytesIO(self.content)))
        replay.run(self.book.json())
        return replay

    def save(self, path: Path) -> None:
        """Write the file after all actions so far; formulas carry no values there."""
        self.replay().book.save(path)


class RemoteEngine:
    """Opens files as the task pane hands them to xlwings on a server."""

    name = NAME

    @contextmanager
    def open(self, path: Path) -> Iterator[RemoteWorkbook]:
        """Open the content of a file."""
        register()
        content = path.read_bytes()
        held = load_workbook(BytesIO(content))
        shown = load_workbook(BytesIO(content), data_only=True)
        book = xw.Book(json=book_payload(shown, held, path.name))
        try:
            yield RemoteWorkbook(book, client_facts(held), content)
        finally:
            book.close()
            importlib.import_module("xlwings.pro._xlremote").get_range_api.cache_clear()
