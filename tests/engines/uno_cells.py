"""Blocks of cells: formats, values and formulas, read with few calls and written as Excel would take them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from tests.engines.uno_bridge import FORMULA, struct
from tests.engines.uno_formula import to_excel, to_native
from tests.engines.uno_typed import EXCEL_ERRORS, Content, number_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

DATE, TIME, TEXT, LOGICAL = 2, 4, 256, 1024  # com.sun.star.util.NumberFormat
# Error codes of LibreOffice; any other is about the arguments or the grammar of a formula.
_ERRORS = {503: "#NUM!", 521: "#NULL!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!", 32767: "#N/A"}
_ERROR_FORMULAS = {f"={name}": name for name in EXCEL_ERRORS}
_BOOL_FORMULAS = {"=TRUE()": "TRUE", "=FALSE()": "FALSE"}  # so LibreOffice takes in a truth value of a file
_DATE_SHOWN = "DD.MM.YYYY"

Grid = list[list[Any]]


class Block:
    """A rectangle of cells of a LibreOffice document."""

    def __init__(self, document: Any, cells: Any) -> None:
        self.document = document
        self.cells = cells
        address = cells.RangeAddress
        self.top, self.left = address.StartRow, address.StartColumn
        self.height = address.EndRow - self.top + 1
        self.width = address.EndColumn - self.left + 1

    def places(self, addresses: Sequence[Any]) -> Iterator[tuple[int, int]]:
        """Rows and columns, counted from the block's corner, of the cells of these addresses."""
        for each in addresses:
            for row in range(each.StartRow, each.EndRow + 1):
                for column in range(each.StartColumn, each.EndColumn + 1):
                    yield row - self.top, column - self.left

    def formula_places(self) -> Iterator[tuple[int, int]]:
        """Rows and columns, counted from the block's corner, of cells with a formula."""
        return self.places(self.cells.queryContentCells(FORMULA).RangeAddresses)

    def styles(self) -> Iterator[Any]:
        """Groups of cells that look alike, each with its properties and RangeAddresses."""
        groups = self.cells.getUniqueCellFormatRanges()
        for index in range(groups.Count):
            yield groups.getByIndex(index)

    def kinds(self) -> Grid:
        """Type flags of every cell's number format."""
        grid = [[0] * self.width for _ in range(self.height)]
        for group in self.styles():
            kind = self.document.NumberFormats.getByKey(group.NumberFormat).Type
            for row, column in self.places(group.RangeAddresses):
                grid[row][column] = kind
        return grid

    def values(self) -> Grid:
        """Values as Excel's Range.Value gives them; an error is the number that COM has for it."""
        kinds = self.kinds()
        null = self.document.NullDate
        origin = dt.datetime(null.Year, null.Month, null.Day)  # noqa: DTZ001 - cells know no time zone
        grid = [list(row) for row in self.cells.getDataArray()]
        for row, cells in enumerate(grid):
            for column, value in enumerate(cells):
                cells[column] = self._value(value, kinds[row][column], origin, row, column)
        for row, column in self.formula_places():
            if grid[row][column] is None:
                grid[row][column] = ""  # Excel tells an empty text that was computed from an empty cell
        return grid

    def _value(self, value: Any, kind: int, origin: dt.datetime, row: int, column: int) -> Any:
        if value == "":
            return None
        if value is None:
            return EXCEL_ERRORS[self._error(row, column)]
        if isinstance(value, float) and kind & LOGICAL:
            return bool(value)
        if isinstance(value, float) and kind & DATE and value >= 0:
            return origin + dt.timedelta(milliseconds=round(value * 86_400_000))
        return value

    def _error(self, row: int, column: int) -> str:
        return _ERRORS.get(self.cells.getCellByPosition(column, row).getError(), "#VALUE!")

    def formulas(self, table_of: Callable[[int, int], str | None]) -> Grid:
        """Formulas as Excel's Range.Formula gives them; a constant is its text, in English."""
        grid = [list(row) for row in self.cells.getDataArray()]
        kinds = self.kinds()
        for row, cells in enumerate(grid):
            for column, value in enumerate(cells):
                if isinstance(value, float):
                    logical = kinds[row][column] & LOGICAL
                    cells[column] = str(bool(value)).upper() if logical else number_text(value)
        native = self.cells.getFormulaArray()
        for row, column in self.formula_places():
            grid[row][column] = _excel_formula(native[row][column], table_of(row, column))
        return grid

    def write(self, contents: Sequence[Sequence[Content]], table_of: Callable[[int, int], str | None]) -> None:
        """Put these contents into the cells, all plain ones in one call."""
        plain = tuple(tuple(self._plain(content) for content in row) for row in contents)
        kinds = self.kinds() if any(content.kind in {"bool", "date"} for row in contents for content in row) else []
        if all(content.kind == "formula" for row in contents for content in row):
            self._write_formulas(contents, table_of)
            return
        self.cells.setDataArray(plain)
        for row, line in enumerate(contents):
            for column, content in enumerate(line):
                if content.kind in {"formula", "error"}:
                    text = content.value if content.kind == "formula" else f"={content.value}"
                    self.cells.getCellByPosition(column, row).setFormula(to_native(text, table_of(row, column)))
                elif content.kind == "bool" and not kinds[row][column] & LOGICAL:
                    self._show(row, column, "BOOLEAN")
                elif content.kind == "date" and not kinds[row][column] & DATE:
                    self._show(row, column, _DATE_SHOWN)

    def _write_formulas(
        self, contents: Sequence[Sequence[Content]], table_of: Callable[[int, int], str | None]
    ) -> None:
        """Fill the block with formulas in one call: it is computed once, not for every cell."""
        self.cells.setFormulaArray(
            tuple(
                tuple(to_native(content.value, table_of(row, column)) for column, content in enumerate(line))
                for row, line in enumerate(contents)
            )
        )

    def _plain(self, content: Content) -> str | float:
        """Value of a cell that is neither formula nor error; those are written one by one."""
        if content.kind == "date":
            return self._serial(content.value)
        if content.kind in {"number", "bool"}:
            return float(content.value)
        return str(content.value) if content.kind == "text" else ""

    def _serial(self, value: dt.date) -> float:
        null = self.document.NullDate
        days = value.toordinal() - dt.date(null.Year, null.Month, null.Day).toordinal()
        if not isinstance(value, dt.datetime):
            return float(days)
        return days + (value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / 86_400

    def _show(self, row: int, column: int, pattern: str) -> None:
        self.cells.getCellByPosition(column, row).NumberFormat = format_key(self.document, pattern)


def _excel_formula(native: str, table: str | None) -> str:
    native = native[1:-1] if native.startswith("{=") else native  # a formula of several cells
    constant = _ERROR_FORMULAS.get(native) or _BOOL_FORMULAS.get(native)
    return constant or to_excel(native, table)


def format_key(document: Any, pattern: str) -> int:
    """Key of a number format of the document, added if it is new."""
    locale = struct("com.sun.star.lang.Locale", Language="en", Country="US")
    key: int = document.NumberFormats.queryKey(pattern, locale, False)
    return key if key >= 0 else int(document.NumberFormats.addNew(pattern, locale))
