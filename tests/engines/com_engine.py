"""xlwings' own Windows code over the recording COM model, as an engine of the contract test."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import xlwings as xw

from tests.engines import com_file
from tests.engines.com_book import Application
from tests.engines.com_model import Excel
from tests.engines.com_stubs import DESKTOP, windows_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.engines.com_book import Book
    from tests.engines.com_sheet import Sheet
    from tests.engines.com_table import Table
    from tests.engines.com_typed import Locale

HWND = 4711


@dataclass(frozen=True)
class ComWorkbook:
    """An open workbook: ``excel`` holds the log and the moods of the process, ``model`` the workbook behind COM."""

    book: xw.Book
    excel: Excel
    model: Book

    client = None

    @property
    def messages(self) -> list[tuple[str, str]]:
        """Title and text of the message boxes that were shown."""
        return DESKTOP.messages

    def sheet(self, title: str) -> Sheet:
        """Return the sheet behind COM, to protect or hide it: not recorded."""
        return next(sheet for sheet in self.model.sheets if sheet.title == title)

    def table(self, name: str) -> Table:
        """Return the table behind COM, to filter or empty it: not recorded."""
        return next(table for sheet in self.model.sheets for table in sheet.tables if table.name == name)

    def save(self, path: Path) -> None:
        """Write the workbook as it is now to an .xlsx file; it stays open."""
        com_file.save(self.model, path)


class ComEngine:
    """An Excel with a German or English user; as long as a workbook is open, xlwings finds it as the active one."""

    def __init__(self, locale: Locale = "de") -> None:
        self.locale = locale

    @property
    def name(self) -> str:
        return f"com-{self.locale}"

    @contextmanager
    def open(self, path: Path) -> Iterator[ComWorkbook]:
        """Open a copy of the file; within, ``xw.books.active`` is the workbook."""
        code = windows_code()
        with tempfile.TemporaryDirectory() as folder:
            excel = Excel(self.locale)
            application = Application(excel, HWND)
            model = com_file.load(application, Path(shutil.copy(path, folder)))
            before = xw.engines.active
            engine = xw.Engine(impl=code.engine)
            engine.activate()
            DESKTOP.applications[HWND] = application
            try:
                book = engine.apps.active.books.active  # type: ignore[union-attr]
                excel.log.clear()
                yield ComWorkbook(book, excel, model)
            finally:
                del DESKTOP.applications[HWND]
                DESKTOP.messages.clear()
                xw.engines.active = before
