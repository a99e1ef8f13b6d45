"""``ListObject`` of the recording COM model: a table, its rows, totals and filter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.engines.com_cells import moved, same_formula
from tests.engines.com_collection import Collection
from tests.engines.com_filter import AutoFilter, Criterion
from tests.engines.com_grid import Box
from tests.engines.com_model import ComObject, ModelError, excel_error, unwrap
from tests.engines.com_range import Range
from tests.engines.com_typed import Formula, Typed

if TYPE_CHECKING:
    from tests.engines.com_grid import Cell
    from tests.engines.com_sheet import Sheet
    from tests.engines.com_typed import Content


class Sort(ComObject):
    """What a table shows of how it was sorted; sorting itself is not needed here."""

    def __init__(self, table: Table) -> None:
        self.excel, self.table = table.excel, table

    @property
    def SortFields(self) -> Any:
        return SortFields(self.table)


class SortFields(ComObject):
    """The columns by which a table was sorted."""

    def __init__(self, table: Table) -> None:
        self.excel, self.table = table.excel, table

    @property
    def Count(self) -> int:
        return len(self.table.sorted_by)

    def Clear(self) -> None:
        self.table.sheet.ask_to_change(self.table.label, "SortFields.Clear")
        self.table.sorted_by.clear()


class Table(ComObject):
    """A table. ``insert_row``: the table has no row, only the blank one for the next entry.

    Filters hide no rows here; the model refuses what Excel does differently with hidden rows.
    """

    def __init__(self, sheet: Sheet, name: str, box: Box, *, totals: bool = False, autofilter: bool = True) -> None:
        self.excel, self.sheet, self.name, self.box = sheet.excel, sheet, name, box
        self.totals, self.autofilter, self.insert_row = totals, autofilter, False
        self.criteria: dict[int, Criterion] = {}
        self.sorted_by: list[str] = []
        self.kept_totals: dict[int, Content] = {}

    @property
    def label(self) -> str:
        return f"ListObject {self.name}"

    @property
    def body(self) -> Box:
        """The data rows; of a table without one the blank row."""
        return Box(self.box.top + 1, self.box.left, self.box.bottom - self.totals, self.box.right)

    @property
    def totals_row(self) -> Box:
        return Box(self.box.bottom, self.box.left, self.box.bottom, self.box.right)

    def filter_by(self, field: int | None, first: Any, operator: int | None, second: Any) -> None:
        """Filter a column (from 1), or show all its rows again when no criterion is given; the arrows appear."""
        self.sheet.ask_to_change(self.label, "AutoFilter", field, first, operator, second)
        self.autofilter = True
        if field is None:
            return
        if first is None:
            self.criteria.pop(field, None)
        else:
            self.criteria[field] = Criterion(first, operator or 0, second)

    @property
    def Name(self) -> str:
        return self.name

    @property
    def DisplayName(self) -> str:
        return self.name

    @property
    def Parent(self) -> Sheet:
        return self.sheet

    @property
    def Application(self) -> ComObject:
        return self.sheet.book.application

    @property
    def Range(self) -> Range:
        return Range(self.sheet, self.box)

    @property
    def HeaderRowRange(self) -> Any:
        return Range(self.sheet, Box(self.box.top, self.box.left, self.box.top, self.box.right))

    @property
    def DataBodyRange(self) -> Any:
        return None if self.insert_row else Range(self.sheet, self.body)

    @property
    def InsertRowRange(self) -> Any:
        return Range(self.sheet, self.body) if self.insert_row else None

    @property
    def TotalsRowRange(self) -> Any:
        return Range(self.sheet, self.totals_row) if self.totals else None

    @property
    def ShowHeaders(self) -> bool:
        return True

    @property
    def ShowTotals(self) -> bool:
        return self.totals

    @ShowTotals.setter
    def ShowTotals(self, value: bool) -> None:
        """Take the totals row away with its contents, or put it below the data as it was."""
        if value == self.totals:
            return
        box = self.box
        self.sheet.ask_to_change(self.label, "ShowTotals", value)
        if not value:
            for row, column in self.totals_row.cells():
                self.kept_totals[column] = self.sheet.grid.content((row, column))
                self.sheet.put((row, column), Typed(None))
            self.box, self.totals = Box(box.top, box.left, box.bottom - 1, box.right), False
            return
        below = Box(box.bottom + 1, box.left, box.bottom + 1, box.right)
        if any(self.sheet.grid.content(cell) is not None for cell in below.cells()):
            raise ModelError("Excel would move the cells below the table down for the totals row")
        self.box, self.totals = Box(box.top, box.left, box.bottom + 1, box.right), True
        for row, column in below.cells():
            self.sheet.put((row, column), Typed(self.kept_totals.get(column)))

    @property
    def ShowAutoFilter(self) -> bool:
        return self.autofilter

    @ShowAutoFilter.setter
    def ShowAutoFilter(self, value: bool) -> None:
        self.sheet.ask_to_change(self.label, "ShowAutoFilter", value)
        self.autofilter = value
        if not value:
            self.criteria.clear()

    @property
    def AutoFilter(self) -> Any:
        return AutoFilter(self) if self.autofilter else None

    @property
    def Sort(self) -> Any:
        return Sort(self)

    @property
    def ListColumns(self) -> Any:
        return Collection(self.excel, [ListColumn(self, place + 1) for place in range(self.box.width)], self)

    def Resize(self, new: Any) -> None:
        box = unwrap(new).box
        self._refuse_bad_size(box)
        self.sheet.ask_to_change(self.label, "Resize", box.address)
        old, self.box, self.insert_row = self.body, box, False
        if box.bottom > old.bottom:
            self._fill_down(old)

    def _refuse_bad_size(self, box: Box) -> None:
        others = [table for table in self.sheet.tables if table is not self]
        if (
            box.top != self.box.top
            or box.height < 2
            or any(box.overlaps(other.box) for other in others)
            or any(box.overlaps(merged) for merged in self.sheet.grid.merged)
        ):
            raise excel_error("Die Resize-Methode des ListObject-Objektes konnte nicht ausgeführt werden.")
        if (box.left, box.right) != (self.box.left, self.box.right):
            raise ModelError("the model resizes rows, not columns")
        if self.totals:
            raise ModelError("the model does not know where Excel puts the totals row: take it away before")
        if self.criteria:
            raise ModelError("the model does not know how Excel resizes a filtered table: show all rows before")

    def fill_columns(self, written: set[Cell]) -> None:
        """Let the last formula just written fill its column, blank cells too, if no other cell has a value.

        So Excel does unless it is switched off (github.com/OfficeDev/office-js, issues 1916, 2093 and 5909).
        """
        if not self.sheet.book.application.auto_correct.fill_down:
            return
        grid, body = self.sheet.grid, self.body
        for column in {column for _, column in written}:
            cells = [(row, column) for row in range(body.top, body.bottom + 1)]
            if not all(isinstance(grid.content(cell), Formula | None) for cell in cells):
                continue
            last = next((cell for cell in reversed(cells) if cell in written and grid.content(cell)), None)
            formula = grid.content(last) if last else None
            if last and isinstance(formula, Formula):
                for cell in cells:
                    self.sheet.put(cell, Typed(moved(formula, last, cell)))

    def _fill_down(self, old: Box) -> None:
        """Give the new rows the look of the last one, and blank cells of calculated columns their formula."""
        for column in range(old.left, old.right + 1):
            cells = [(row, column) for row in range(old.top, old.bottom + 1)]
            formula = same_formula([(cell, self.sheet.grid.content(cell)) for cell in cells])
            for row in range(old.bottom + 1, self.box.bottom + 1):
                cell = (row, column)
                self.sheet.grid.take_look(cell, cells[-1])
                if isinstance(formula, Formula) and self.sheet.grid.content(cell) is None:
                    self.sheet.put(cell, Typed(moved(formula, cells[0], cell)))


class ListColumn(ComObject):
    """A column of a table, by its place from 1."""

    def __init__(self, table: Table, place: int) -> None:
        self.excel, self.table, self.place = table.excel, table, place

    def _part(self, box: Box) -> Range:
        column = box.left + self.place - 1
        return Range(self.table.sheet, Box(box.top, column, box.bottom, column))

    @property
    def name(self) -> str:
        box = self.table.box
        return str(self.table.sheet.grid.content((box.top, box.left + self.place - 1)))

    @property
    def Index(self) -> int:
        return self.place

    @property
    def Name(self) -> str:
        return self.name

    @property
    def Range(self) -> Any:
        return self._part(self.table.box)

    @property
    def DataBodyRange(self) -> Any:
        return None if self.table.insert_row else self._part(self.table.body)
