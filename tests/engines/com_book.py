"""``Application``, ``Workbook`` and ``Names`` of the recording COM model."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.engines.com_collection import Collection
from tests.engines.com_grid import Box
from tests.engines.com_model import APPLICATION_ERROR, ComObject, excel_error
from tests.engines.com_range import Range

if TYPE_CHECKING:
    from pathlib import Path

    from tests.engines.com_model import Excel
    from tests.engines.com_sheet import Sheet

AUTOMATIC, MANUAL, SEMIAUTOMATIC = -4105, -4135, 2


def _switch(name: str, start: Any) -> Any:
    """Return a property of the application whose changes are recorded; start: its value in a fresh Excel."""
    key = f"switch_{name}"

    def read(self: Application) -> Any:
        return vars(self).get(key, start)

    def write(self: Application, value: Any) -> None:
        self.excel.change("Application", name, value)
        vars(self)[key] = value

    return property(read, write)


class AutoCorrect(ComObject):
    """What Excel corrects by itself: whether a formula written into a column of a table fills the whole column."""

    def __init__(self, excel: Excel) -> None:
        self.excel, self.fill_down = excel, True

    @property
    def AutoFillFormulasInLists(self) -> bool:
        return self.fill_down

    @AutoFillFormulasInLists.setter
    def AutoFillFormulasInLists(self, value: bool) -> None:
        self.excel.change("AutoCorrect", "AutoFillFormulasInLists", value)
        self.fill_down = value


class Application(ComObject):
    """Excel itself: its switches, its open workbooks."""

    ScreenUpdating = _switch("ScreenUpdating", True)
    Calculation = _switch("Calculation", AUTOMATIC)
    StatusBar = _switch("StatusBar", False)
    DisplayAlerts = _switch("DisplayAlerts", True)
    EnableEvents = _switch("EnableEvents", True)
    Interactive = _switch("Interactive", True)
    Visible = _switch("Visible", True)
    CutCopyMode = _switch("CutCopyMode", False)
    Cursor = _switch("Cursor", -4143)

    def __init__(self, excel: Excel, hwnd: int) -> None:
        self.excel, self.hwnd = excel, hwnd
        self.books: list[Book] = []
        self.active: Book | None = None
        self.auto_correct = AutoCorrect(excel)

    @property
    def AutoCorrect(self) -> Any:
        return self.auto_correct

    @property
    def Application(self) -> Application:
        return self

    @property
    def Name(self) -> str:
        return "Microsoft Excel"

    @property
    def Version(self) -> str:
        return "16.0"

    @property
    def Hwnd(self) -> int:
        return self.hwnd

    @property
    def Ready(self) -> bool:
        return True

    @property
    def Workbooks(self) -> Collection:
        return Collection(self.excel, self.books, self)

    @property
    def ActiveWorkbook(self) -> Any:
        return self.active

    @property
    def ActiveSheet(self) -> Any:
        return self.active.active if self.active else None

    def Calculate(self) -> None:
        self.excel.change("Application", "Calculate")


class Book(ComObject):
    """An open workbook. ``read_only``: opened so; ``structure_protected``: its sheets may not be added or moved."""

    def __init__(self, application: Application, path: Path) -> None:
        self.excel, self.application, self.path = application.excel, application, path
        self.file_name = self.name = path.name
        self.read_only = self.structure_protected = self.date_1904 = False
        self.sheets: list[Sheet] = []
        self.names: list[DefinedName] = []
        self.active: Sheet | None = None

    @property
    def Application(self) -> Any:
        return self.application

    @property
    def Parent(self) -> Any:
        return self.application

    @property
    def Name(self) -> str:
        return self.name

    @property
    def FullName(self) -> str:
        return str(self.path)

    @property
    def Path(self) -> str:
        return str(self.path.parent)

    @property
    def ReadOnly(self) -> bool:
        return self.read_only

    @property
    def ProtectStructure(self) -> bool:
        return self.structure_protected

    @property
    def Date1904(self) -> bool:
        return self.date_1904

    @property
    def Worksheets(self) -> Collection:
        return Collection(self.excel, self.sheets, self)

    @property
    def Sheets(self) -> Collection:
        return Collection(self.excel, self.sheets, self)

    @property
    def ActiveSheet(self) -> Any:
        return self.active

    @property
    def Names(self) -> Any:
        return Collection(self.excel, self.names, self, scode=APPLICATION_ERROR)

    def Activate(self) -> None:
        self.excel.change(self.label, "Activate")
        self.application.active = self

    def Save(self) -> None:
        self.excel.change(self.label, "Save")

    @property
    def label(self) -> str:
        return f"Workbook {self.name}"


class DefinedName(ComObject):
    """A name of the workbook: of a cell, a block, or a column of a table; anything else is no range."""

    def __init__(self, book: Book, name: str, refers_to: str) -> None:
        self.excel, self.book, self.name, self.refers_to = book.excel, book, name, refers_to

    @property
    def Name(self) -> str:
        return self.name

    @property
    def RefersTo(self) -> str:
        return f"={self.refers_to}"

    @property
    def RefersToRange(self) -> Range:
        found = self._place() or self._table_column()
        if found is None:
            raise excel_error("Anwendungs- oder objektdefinierter Fehler")
        return found

    def _place(self) -> Range | None:
        title, _, address = self.refers_to.rpartition("!")
        box = Box.parse(address)
        plain = title[1:-1].replace("''", "'") if title.startswith("'") else title
        return next((Range(sheet, box) for sheet in self.book.sheets if box and sheet.title == plain), None)

    def _table_column(self) -> Range | None:
        found = re.fullmatch(r"([^\[]+)\[([^\[\]]+)\]", self.refers_to)
        tables = [table for sheet in self.book.sheets for table in sheet.tables if found and table.name == found[1]]
        for table in tables if found else ():
            body, headers = table.body, Range(table.sheet, table.box)
            for column in range(body.left, body.right + 1):
                if headers.sheet.grid.content((table.box.top, column)) == (found[2] if found else ""):
                    return Range(table.sheet, Box(body.top, column, body.bottom, column))
        return None
