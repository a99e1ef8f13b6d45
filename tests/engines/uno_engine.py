"""An xlwings engine over a live LibreOffice: workbooks are open, compute and answer as they would in Excel."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xlwings as xw

from tests.engines.uno_app import App, Apps, Book
from tests.engines.uno_bridge import require
from tests.engines.uno_typed import EXCEL_ERRORS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pakt_xl.books.client import ClientFacts

_ERROR_NAMES = {number: name for name, number in EXCEL_ERRORS.items()}


class Engine:
    """What xlwings asks of an engine, in the shape of its own Windows engine."""

    def __init__(self) -> None:
        self.app = App(self)

    @property
    def apps(self) -> Apps:
        return Apps(self.app)

    @property
    def name(self) -> str:
        return "libreoffice"

    @property
    def type(self) -> str:
        return "desktop"

    @staticmethod
    def prepare_xl_data_element(x: Any, _options: Any) -> Any:
        """Prepare a value for a cell."""
        return "" if x is None else x

    @staticmethod
    def clean_value_data(
        data: Sequence[Sequence[Any]],
        datetime_builder: Callable[..., Any],
        empty_as: Any,
        number_builder: Callable[[float], Any] | None,
        err_to_str: bool,
    ) -> list[list[Any]]:
        """Turn raw values into those that ``Range.value`` gives."""

        def clean(value: Any) -> Any:
            if value in ("", None):
                return empty_as
            if isinstance(value, dt.datetime):
                parts = ("year", "month", "day", "hour", "minute", "second", "microsecond")
                return datetime_builder(**{part: getattr(value, part) for part in parts}, tzinfo=None)
            if type(value) is int and value in _ERROR_NAMES:
                return _ERROR_NAMES[value] if err_to_str else None
            return number_builder(value) if number_builder is not None and isinstance(value, float) else value

        return [[clean(value) for value in row] for row in data]


class UnoWorkbook:
    """A live workbook in LibreOffice; ``app.alerts`` are the message boxes of its application."""

    def __init__(self, impl: Book) -> None:
        self._impl = impl

    @property
    def book(self) -> xw.Book:
        return xw.Book(impl=self._impl)

    @property
    def app(self) -> App:
        return self._impl.app

    @property
    def client(self) -> ClientFacts | None:
        return None

    def save(self, path: Path) -> None:
        self._impl.save(path)


class UnoEngine:
    """The live engine of the contract test; opening a workbook makes xlwings' ``books.active`` answer it."""

    @property
    def name(self) -> str:
        return "libreoffice"

    @contextmanager
    def open(self, path: Path) -> Iterator[UnoWorkbook]:
        """Open a copy of the file in an application of its own; skips the test where python3-uno is missing."""
        require()
        impl = Engine()
        engine = xw.Engine(impl=impl)
        before = xw.engines.active
        xw.engines.add(engine)
        engine.activate()
        with tempfile.TemporaryDirectory() as folder:
            book = Book(impl.app, Path(shutil.copy(path, folder)))
            try:
                yield UnoWorkbook(book)
            finally:
                book.close()
                xw.engines.active = before
                xw.engines.engines.remove(engine)
                xw.engines.engines_by_name.pop(engine.name, None)
