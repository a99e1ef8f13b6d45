"""``Range`` of the recording COM model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.engines.com_cells import assigned, assigned_formula, com_value, moved
from tests.engines.com_grid import LAST_COLUMN, LAST_ROW, Box
from tests.engines.com_model import ComObject, ModelError, excel_error, unwrap
from tests.engines.com_typed import ErrorValue, Formula, Typed

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal

    from tests.engines.com_grid import Cell
    from tests.engines.com_model import Excel
    from tests.engines.com_sheet import Sheet
    from tests.engines.com_table import Table

    Parser = Callable[[object, str, Excel], Typed]


FILL_FORMATS = 3  # xlFillFormats


class Range(ComObject):
    """A block of cells; ``counts`` says what ``Count`` counts and ``Item`` gives: ``Range.Rows`` counts rows."""

    def __init__(self, sheet: Sheet, box: Box, counts: Literal["cells", "rows", "columns"] = "cells") -> None:
        self.excel, self.sheet, self.box, self.counts = sheet.excel, sheet, box, counts

    def __call__(self, row: int, column: int | None = None) -> Range:
        return self.item(row, column)

    @property
    def label(self) -> str:
        return f"{self.sheet.title}!{self.box.address}"

    def item(self, row: int, column: int | None) -> Range:
        """Return a row, a column or a cell, counted from 1; a cell may lie outside the block."""
        box = self.box
        if column is None and self.counts == "rows":
            return Range(self.sheet, Box(box.top + row - 1, box.left, box.top + row - 1, box.right))
        if column is None and self.counts == "columns":
            return Range(self.sheet, Box(box.top, box.left + row - 1, box.bottom, box.left + row - 1))
        down, right = divmod(row - 1, box.width) if column is None else (row - 1, column - 1)
        cell = (box.top + down, box.left + right)
        if not (1 <= cell[0] <= LAST_ROW and 1 <= cell[1] <= LAST_COLUMN):
            raise excel_error("Anwendungs- oder objektdefinierter Fehler")
        return Range(self.sheet, Box(*cell, *cell))

    def Item(self, row: int, column: int | None = None) -> Range:
        return self.item(row, column)

    @property
    def Cells(self) -> Range:
        return Range(self.sheet, self.box)

    @property
    def Rows(self) -> Range:
        return Range(self.sheet, self.box, "rows")

    @property
    def Columns(self) -> Range:
        return Range(self.sheet, self.box, "columns")

    @property
    def EntireRow(self) -> Range:
        return Range(self.sheet, Box(self.box.top, 1, self.box.bottom, LAST_COLUMN))

    @property
    def EntireColumn(self) -> Range:
        return Range(self.sheet, Box(1, self.box.left, LAST_ROW, self.box.right))

    @property
    def Count(self) -> int:
        box = self.box
        return {"cells": box.height * box.width, "rows": box.height, "columns": box.width}[self.counts]

    @property
    def Row(self) -> int:
        return self.box.top

    @property
    def Column(self) -> int:
        return self.box.left

    @property
    def Worksheet(self) -> Sheet:
        return self.sheet

    @property
    def Parent(self) -> Sheet:
        return self.sheet

    @property
    def Application(self) -> ComObject:
        return self.sheet.book.application

    @property
    def ListObject(self) -> Table | None:
        return self.sheet.table_at((self.box.top, self.box.left))

    @property
    def Address(self) -> str:
        return self.box.address

    def GetAddress(self, row_absolute: bool, column_absolute: bool, _style: int, external: bool) -> str:
        address = self.box.address
        if not (row_absolute and column_absolute):
            raise NotImplementedError("only absolute addresses")
        return f"'[{self.sheet.book.file_name}]{self.sheet.title}'!{address}" if external else address

    @property
    def Value(self) -> Any:
        grid = self.sheet.grid
        self.excel.read(self.label, "Value")
        return self._shaped([com_value(grid.content(cell), grid.number_format(cell)) for cell in self.box.cells()])

    @Value.setter
    def Value(self, value: Any) -> None:
        self._write("Value", value, assigned)

    @property
    def Formula(self) -> Any:
        return self._shown_formulas("Formula")

    @Formula.setter
    def Formula(self, value: Any) -> None:
        self._write("Formula", value, assigned_formula)

    @property
    def Formula2(self) -> Any:
        return self._shown_formulas("Formula2")

    @Formula2.setter
    def Formula2(self, value: Any) -> None:
        self._write("Formula2", value, assigned_formula)

    def _shown_formulas(self, member: str) -> Any:
        self.excel.read(self.label, member)
        return self._shaped([self.sheet.shown_formula(cell) for cell in self.box.cells()])

    @property
    def NumberFormat(self) -> str | None:
        """The number format; None if the cells differ."""
        formats = {self.sheet.grid.number_format(cell) for cell in self.box.cells()}
        return formats.pop() if len(formats) == 1 else None

    @NumberFormat.setter
    def NumberFormat(self, value: str) -> None:
        self.sheet.ask_to_change(self.label, "NumberFormat", value)
        for cell in self.box.cells():
            self.sheet.grid.formats[cell] = value
            self.sheet.grid.changed.add(cell)

    @property
    def MergeCells(self) -> bool | None:
        """Whether the cells are merged; None if some are."""
        merged = {any(box.covers(cell) for box in self.sheet.grid.merged) for cell in self.box.cells()}
        return merged.pop() if len(merged) == 1 else None

    def ClearContents(self) -> None:
        if any(box.overlaps(self.box) and box.joined(self.box) != self.box for box in self.sheet.grid.merged):
            raise excel_error("Dies ist bei verbundenen Zellen nicht möglich.")
        self.sheet.ask_to_change(self.label, "ClearContents")
        for cell in [cell for cell in self.sheet.grid.contents if self.box.covers(cell)]:
            self.sheet.put(cell, Typed(None))

    def AutoFit(self) -> None:
        self.sheet.ask_to_change(self.label, "AutoFit")

    def AutoFill(self, Destination: Any, Type: int) -> None:
        """Give the look of this block to the destination, repeated downwards; the model fills nothing else."""
        target: Box = unwrap(Destination).box
        if Type != FILL_FORMATS:
            raise ModelError("the model fills only formats")
        if target.joined(self.box) != target or target.width != self.box.width:
            raise excel_error("Die AutoFill-Methode des Range-Objektes konnte nicht ausgeführt werden.")
        self.sheet.ask_to_change(self.label, "AutoFill", target.address, Type)
        for row, column in target.cells():
            source = (self.box.top + (row - self.box.top) % self.box.height, column)
            if source != (row, column):
                self.sheet.grid.take_look((row, column), source)

    def Select(self) -> None:
        self.excel.change(self.label, "Select")

    def AutoFilter(
        self, Field: int | None = None, Criteria1: Any = None, Operator: int | None = None, Criteria2: Any = None
    ) -> None:
        table = self.ListObject
        if table is None:
            raise excel_error("Die AutoFilter-Methode des Range-Objektes konnte nicht ausgeführt werden.")
        table.filter_by(Field, Criteria1, Operator, Criteria2)

    def _shaped(self, values: list[Any]) -> Any:
        """Return what COM gives: the value of a single cell, else a tuple of rows."""
        if len(values) == 1:
            return values[0]
        width = self.box.width
        return tuple(tuple(values[start : start + width]) for start in range(0, len(values), width))

    def _write(self, member: str, value: Any, parse: Parser) -> None:
        if isinstance(unwrap(value), ComObject):
            raise NotImplementedError("a range is no value here")
        self.sheet.refuse_filtered(self.box)
        spread = self._from_block if isinstance(value, list | tuple) else self._from_scalar
        new = spread(value, parse)
        self.sheet.ask_to_change(self.label, member, value)
        for cell, content in new.items():
            self.sheet.put(cell, content)
        for table in self.sheet.tables:
            table.fill_columns({cell for cell in new if table.body.covers(cell)})

    def _from_block(self, value: Any, parse: Parser) -> dict[Cell, Typed]:
        """Return the new contents: a flat list fills every row; cells without a value of the block show #N/A."""
        rows = value if value and isinstance(value[0], list | tuple) else [value] * self.box.height
        new = {}
        for row, column in self.box.cells():
            down, right = row - self.box.top, column - self.box.left
            if down < len(rows) and right < len(rows[down]):
                new[row, column] = parse(rows[down][right], self.sheet.entry_format((row, column)), self.excel)
            else:
                new[row, column] = Typed(ErrorValue("#N/A"))
        return new

    def _from_scalar(self, value: Any, parse: Parser) -> dict[Cell, Typed]:
        origin = (self.box.top, self.box.left)
        new = {}
        for cell in self.box.cells():
            found = parse(value, self.sheet.entry_format(cell), self.excel)
            if isinstance(found.content, Formula) and cell != origin:
                found = Typed(moved(found.content, origin, cell))
            new[cell] = found
        return new
