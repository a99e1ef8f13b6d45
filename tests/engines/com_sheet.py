"""``Worksheet`` of the recording COM model."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.engines.com_cells import formula_text
from tests.engines.com_collection import Collection
from tests.engines.com_grid import LAST_COLUMN, LAST_ROW, Box, Cell, Grid
from tests.engines.com_model import ComObject, ModelError, excel_error, unwrap
from tests.engines.com_range import Range
from tests.engines.com_references import lengthened, shortened
from tests.engines.com_typed import Formula

if TYPE_CHECKING:
    from tests.engines.com_book import Book
    from tests.engines.com_table import Table
    from tests.engines.com_typed import Typed

VISIBLE, HIDDEN, VERY_HIDDEN = -1, 0, 2


class Sheet(ComObject):
    """A sheet; ``protected``: every change of its cells and tables is refused."""

    def __init__(self, book: Book, title: str, grid: Grid) -> None:
        self.excel, self.book, self.title, self.name, self.grid = book.excel, book, title, title, grid
        self.protected, self.visible = False, VISIBLE
        self.tables: list[Table] = []

    def ask_to_change(self, label: str, member: str, *args: object) -> None:
        """Record a change of the sheet, or refuse it: protected, or made to fail."""
        if self.protected:
            raise excel_error("Die Zelle oder das Diagramm befindet sich auf einem schreibgeschützten Blatt.")
        self.excel.change(label, member, *args)

    def table_at(self, cell: Cell) -> Table | None:
        """Return the table that the cell belongs to."""
        return next((table for table in self.tables if table.box.covers(cell)), None)

    def entry_format(self, cell: Cell) -> str:
        """Return the number format that an entry meets: the header of a table takes only text."""
        table = self.table_at(cell)
        is_header = table is not None and cell[0] == table.box.top
        return "@" if is_header else self.grid.number_format(cell)

    def shown_formula(self, cell: Cell) -> str:
        """Return what the formula bar shows of a cell."""
        text, table = formula_text(self.grid.content(cell)), self.table_at(cell)
        if not self.excel.short_references or not isinstance(self.grid.content(cell), Formula):
            return text
        return shortened(text, table.name if table else None)

    def put(self, cell: Cell, new: Typed) -> None:
        """Change a cell; an entry into the blank row of a table without rows makes it a row."""
        table_here = self.table_at(cell)
        if isinstance(new.content, Formula) and table_here:
            new = replace(new, content=replace(new.content, text=lengthened(new.content.text, table_here.name)))
        self.grid.put(cell, new)
        for table in self.tables:
            if table.insert_row and new.content is not None and table.body.covers(cell):
                table.insert_row = False

    def refuse_filtered(self, box: Box) -> None:
        """Stop a block write into a filtered table: Excel leaves hidden rows out or shifts values."""
        for table in self.tables:
            if table.criteria and box.height > 1 and table.body.overlaps(box):
                raise ModelError(f"a block is written into the filtered table {table.name}: show all rows before")

    @property
    def Name(self) -> str:
        return self.title

    @property
    def Index(self) -> int:
        return self.book.sheets.index(self) + 1

    @property
    def Parent(self) -> Any:
        return self.book

    @property
    def Application(self) -> Any:
        return self.book.application

    @property
    def Visible(self) -> int:
        return self.visible

    @Visible.setter
    def Visible(self, value: int) -> None:
        self.excel.change(self.title, "Visible", value)
        self.visible = VISIBLE if value is True else int(value)

    @property
    def ProtectContents(self) -> bool:
        return self.protected

    @property
    def AutoFilterMode(self) -> bool:
        return False

    @property
    def AutoFilter(self) -> None:
        return None

    @property
    def UsedRange(self) -> Any:
        return Range(self, self.grid.used())

    @property
    def Cells(self) -> Any:
        return Range(self, Box(1, 1, LAST_ROW, LAST_COLUMN))

    @property
    def ListObjects(self) -> Collection:
        return Collection(self.excel, self.tables, self)

    def Range(self, first: Any, second: Any = None) -> Any:
        box = self._box(first)
        return Range(self, box.joined(self._box(second)) if second is not None else box)

    def Activate(self) -> None:
        if self.visible != VISIBLE:
            raise excel_error("Die Activate-Methode des Worksheet-Objektes konnte nicht ausgeführt werden.")
        self.excel.change(self.title, "Activate")
        self.book.active = self

    def Select(self) -> None:
        self.Activate()

    def _box(self, place: Any) -> Box:
        found = unwrap(place)
        box = Box.parse(found) if isinstance(found, str) else found.box
        if not isinstance(box, Box):
            raise excel_error("Die Range-Methode des Worksheet-Objektes konnte nicht ausgeführt werden.")
        return box
