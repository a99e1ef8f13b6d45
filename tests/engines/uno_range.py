"""A range of cells of the live LibreOffice, as xlwings asks an engine for it."""

# ruff: noqa: D105 - the methods of a collection do what they do for every collection

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tests.engines.uno_bridge import CONTENT
from tests.engines.uno_cells import DATE, TEXT, TIME, Block, format_key
from tests.engines.uno_formula import column_letters, moved
from tests.engines.uno_typed import Content, content

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.engines.uno_sheet import Sheet


class Range(base_classes.Range):
    """Cells from ``row`` and ``column`` (counted from 1), as many as ``shape`` says; none if one of both is 0."""

    def __init__(self, sheet: Sheet, row: int, column: int, height: int = 1, width: int = 1) -> None:
        self._sheet = sheet
        self._row, self._column = row, column
        self._shape = height, width
        self.options: dict[str, Any] = {}  # set by xlwings

    def __len__(self) -> int:
        return self._shape[0] * self._shape[1]

    def __call__(self, *args: int) -> Range:
        row, column = (
            args if len(args) == 2 else (1 + (args[0] - 1) // self._shape[1], 1 + (args[0] - 1) % self._shape[1])
        )
        return Range(self._sheet, self._row + row - 1, self._column + column - 1)

    @property
    def sheet(self) -> Sheet:
        return self._sheet

    @property
    def row(self) -> int:
        return self._row

    @property
    def column(self) -> int:
        return self._column

    @property
    def shape(self) -> tuple[int, int]:
        return self._shape

    @property
    def api(self) -> Any:
        """The UNO cell range, None if there are no cells."""
        if not len(self):
            return None
        left, top = self._column - 1, self._row - 1
        return self._sheet.api.getCellRangeByPosition(left, top, left + self._shape[1] - 1, top + self._shape[0] - 1)

    @property
    def block(self) -> Block:
        return Block(self._sheet.book.api, self.api)

    @property
    def address(self) -> str:
        return self.get_address(True, True, False)

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        ends = [(self._row, self._column), (self._row + self._shape[0] - 1, self._column + self._shape[1] - 1)]
        column_mark, row_mark = "$" * col_absolute, "$" * row_absolute
        cells = [f"{column_mark}{column_letters(column)}{row_mark}{row}" for row, column in ends]
        address = cells[0] if len(self) == 1 else ":".join(cells)
        return f"'[{self._sheet.book.name}]{self._sheet.name}'!{address}" if external else address

    @property
    def raw_value(self) -> Any:
        """A tuple of rows; the value alone of a single cell."""
        return self._as_com(Block.values) if len(self) else None

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self._write(data, lambda value, as_text, _row, _column: content(value, as_text=as_text))

    @property
    def formula(self) -> Any:
        """A tuple of rows of text; the text alone of a single cell."""
        return self._as_com(lambda block: block.formulas(self._table_of()))

    @formula.setter
    def formula(self, value: Any) -> None:
        # One formula for many cells is filled in: its relative references move along.
        fill = isinstance(value, str)

        def typed(each: Any, as_text: bool, row: int, column: int) -> Content:
            made = content(each, as_text=as_text)
            return Content("formula", moved(made.value, row, column)) if fill and made.kind == "formula" else made

        self._write(value, typed)

    def _as_com(self, read: Callable[[Block], list[list[Any]]]) -> Any:
        grid = read(self.block)
        return grid[0][0] if len(self) == 1 else tuple(tuple(row) for row in grid)

    def _write(self, data: Any, make: Callable[[Any, bool, int, int], Content]) -> None:
        if not len(self):
            return
        height, width = self._shape
        grid = data if isinstance(data, list | tuple) else [[data] * width] * height
        if len(grid) != height or any(len(row) != width for row in grid):
            raise ValueError(f"the values do not have the shape {self._shape} of {self.address}")
        self._sheet.check_unlocked(self.block)
        kinds = self.block.kinds()
        self.block.write(
            [
                [make(value, bool(kinds[row][column] & TEXT), row, column) for column, value in enumerate(values)]
                for row, values in enumerate(grid)
            ],
            self._table_of(),
        )

    def _table_of(self) -> Callable[[int, int], str | None]:
        """Name of the table, if any, in which a cell of this range stands."""
        areas: list[tuple[str, Range]] = []

        def find(row: int, column: int) -> str | None:
            if not areas:  # asked for formulas only
                areas.extend((table.name, table.range) for table in self._sheet.tables)
            place = self._row + row, self._column + column
            return next((name for name, area in areas if area.holds(*place)), None)

        return find

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell belongs to this range."""
        return 0 <= row - self._row < self._shape[0] and 0 <= column - self._column < self._shape[1]

    def clear_contents(self) -> None:
        if len(self):
            self._sheet.check_unlocked(self.block)
            self.api.clearContents(CONTENT)

    @property
    def number_format(self) -> str | None:
        """Pattern of the cells' format, None if they differ."""
        formats = self._sheet.book.api.NumberFormats
        found = [formats.getByKey(group.NumberFormat) for group in self.block.styles()]
        # Excel writes the parts of dates and times small.
        patterns = {
            each.FormatString.lower() if each.Type & (DATE | TIME) else str(each.FormatString) for each in found
        }
        return patterns.pop() if len(patterns) == 1 else None

    @number_format.setter
    def number_format(self, value: str) -> None:
        self._sheet.check_unlocked(self.block)
        self.api.NumberFormat = format_key(self._sheet.book.api, value)

    @property
    def merge_cells(self) -> bool | None:
        """True if the range lies in one merged area, None if some of its cells are merged, else False."""
        cursor = self._sheet.api.createCursorByRange(self.api)
        cursor.collapseToMergedArea()
        reach, own = cursor.RangeAddress, self.api.RangeAddress
        grown = (reach.StartRow, reach.StartColumn, reach.EndRow, reach.EndColumn) != (
            *(own.StartRow, own.StartColumn),
            *(own.EndRow, own.EndColumn),
        )
        if not grown and not self.api.IsMerged:
            return False
        corner = self._sheet.api.createCursorByRange(self(1, 1).api)
        corner.collapseToMergedArea()
        area = corner.RangeAddress
        inside = area.EndRow >= own.EndRow and area.EndColumn >= own.EndColumn
        return True if inside else None
