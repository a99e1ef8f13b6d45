"""Every adapter of the port behind one door: a workbook is opened, read and filled, and its state saved."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pakt_xl.books.excel import ExcelBook
from pakt_xl.books.file import FileBook
from tests.engines.com_engine import ComEngine
from tests.engines.remote_engine import RemoteEngine
from tests.engines.uno_engine import UnoEngine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from pakt_xl.books.port import Book
    from tests.engines.live import LiveEngine, LiveWorkbook


@dataclass(frozen=True)
class Opened:
    """A workbook open in an adapter; ``saved`` writes its state to a file and returns it."""

    book: Book
    live: LiveWorkbook | None
    saved: Callable[[], Path]


class Adapter(Protocol):
    """One way to hold a workbook."""

    @property
    def name(self) -> str: ...

    def open(self, path: Path) -> AbstractContextManager[Opened]: ...


class FileAdapter:
    """The file adapter, working on a copy of the file."""

    name = "file"

    @contextmanager
    def open(self, path: Path) -> Iterator[Opened]:
        copy = path.with_stem(f"{path.stem}-file")
        copy.write_bytes(path.read_bytes())
        yield Opened(FileBook(copy), None, lambda: copy)


@dataclass(frozen=True)
class LiveAdapter:
    """The Excel adapter over an engine."""

    engine: LiveEngine

    @property
    def name(self) -> str:
        return self.engine.name

    @contextmanager
    def open(self, path: Path) -> Iterator[Opened]:
        with self.engine.open(path) as live:

            def saved() -> Path:
                out = path.with_stem(f"{path.stem}-{self.name}")
                live.save(out)
                return out

            yield Opened(ExcelBook(live.book, live.client), live, saved)


FILE = FileAdapter()
LIBREOFFICE = LiveAdapter(UnoEngine())
GERMAN_EXCEL, ENGLISH_EXCEL = LiveAdapter(ComEngine("de")), LiveAdapter(ComEngine("en"))
SERVER = LiveAdapter(RemoteEngine())
