"""Tables of the live LibreOffice: its database ranges, moved and toggled as Excel does with a table."""

# ruff: noqa: D105 - the methods of a collection do what they do for every collection

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tests.engines.uno_bridge import CONTENT, enum, struct
from tests.engines.uno_range import Range

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import xlwings as xw

    from tests.engines.uno_sheet import Sheet

_EQUAL = 2  # com.sun.star.sheet.FilterOperator2
_TEXT = 1  # com.sun.star.sheet.FilterFieldType


class Tables(base_classes.Tables):
    """The tables of a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    @property
    def api(self) -> Any:
        return self._sheet.book.api.DatabaseRanges

    @property
    def parent(self) -> Sheet:
        return self._sheet

    def __iter__(self) -> Iterator[Table]:
        return (Table(self._sheet, name) for name in self._sheet.book.table_names(self._sheet.name))

    def __call__(self, key: int | str) -> Table:
        for number, table in enumerate(self, start=1):
            if key == number or (isinstance(key, str) and table.name.casefold() == key.casefold()):
                return table
        raise KeyError(key)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and any(table.name.casefold() == key.casefold() for table in self)


class Table(base_classes.Table):
    """A table with a header row, at least one data row and perhaps a totals row."""

    def __init__(self, sheet: Sheet, name: str) -> None:
        self._sheet = sheet
        self._name = name

    @property
    def api(self) -> Any:
        return self._sheet.book.api.DatabaseRanges.getByName(self._name)

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        raise NotImplementedError(value)

    @property
    def parent(self) -> Sheet:
        return self._sheet

    @property
    def range(self) -> Range:
        area = self.api.DataArea
        height, width = area.EndRow - area.StartRow + 1, area.EndColumn - area.StartColumn + 1
        return Range(self._sheet, area.StartRow + 1, area.StartColumn + 1, height, width)

    @property
    def header_row_range(self) -> Range | None:
        return self._rows(0, 1) if self.show_headers else None

    @property
    def data_body_range(self) -> Range | None:
        above = int(self.show_headers)
        height = self.range.shape[0] - above - self.show_totals
        return self._rows(above, height) if height > 0 else None

    @property
    def totals_row_range(self) -> Range | None:
        return self._rows(self.range.shape[0] - 1, 1) if self.show_totals else None

    def _rows(self, first: int, count: int) -> Range:
        whole = self.range
        return Range(self._sheet, whole.row + first, whole.column, count, whole.shape[1])

    @property
    def show_headers(self) -> bool:
        return bool(self.api.ContainsHeader)

    @show_headers.setter
    def show_headers(self, value: bool) -> None:
        raise NotImplementedError(value)

    @property
    def show_autofilter(self) -> bool:
        return bool(self.api.AutoFilter)

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        self._sheet.check_unprotected()
        if not value:
            self.autofilter.clear(None)
        self.api.AutoFilter = value

    @property
    def autofilter(self) -> AutoFilter:
        return AutoFilter(self)

    @property
    def show_totals(self) -> bool:
        return bool(self.api.TotalsRow)

    @show_totals.setter
    def show_totals(self, value: bool) -> None:
        self._sheet.check_unprotected()
        if value and not self.show_totals:
            self._add_totals()
        elif not value and self.show_totals:
            self._drop_totals()

    def _drop_totals(self) -> None:
        """Clear the totals and remember them: Excel keeps their formulas with the columns of the table."""
        totals = self._rows(self.range.shape[0] - 1, 1).api
        self._sheet.book.totals[self._name] = totals.getFormulaArray()
        totals.clearContents(CONTENT)
        self.api.TotalsRow = False
        self._stretch(-1)

    def _add_totals(self) -> None:
        """Take in the row below, with the totals the table had; what stands there makes way."""
        below = self._rows(self.range.shape[0], 1)
        if any(value is not None for row in below.block.values() for value in row):
            self._sheet.api.insertCells(below.api.RangeAddress, enum("com.sun.star.sheet.CellInsertMode", "DOWN"))
        self._stretch(1)
        self.api.TotalsRow = True
        kept = self._sheet.book.totals.get(self._name)
        if kept is not None and len(kept[0]) == below.shape[1]:
            below.api.setFormulaArray(kept)

    def _stretch(self, rows: int) -> None:
        area = self.api.DataArea
        area.EndRow += rows
        self.api.setDataArea(area)

    def resize(self, range: xw.Range) -> None:  # noqa: A002 - xlwings calls it so
        """Give the table these cells: the header row stays where it is, a data row is the least, totals are off."""
        self._sheet.check_unprotected()
        wanted: Range = range.impl
        whole = self.range
        if self.show_totals:
            raise ValueError(f"{self._name} shows totals: the engine resizes tables without them only")
        if wanted.sheet.name != self._sheet.name or (wanted.row, wanted.column) != (whole.row, whole.column):
            raise ValueError(f"{self._name} must keep its header row in {whole.address}, not {wanted.address}")
        if wanted.shape[0] < 1 + self.show_headers or not wanted.shape[1]:
            raise ValueError(f"{self._name} needs a row of data: {wanted.address}")
        for other in self._sheet.tables:
            if other.name != self._name and _overlap(other.range, wanted):
                raise ValueError(f"{self._name} would lie over {other.name}")
        area = self.api.DataArea
        area.EndRow = area.StartRow + wanted.shape[0] - 1
        area.EndColumn = area.StartColumn + wanted.shape[1] - 1
        self.api.setDataArea(area)


def _overlap(one: Range, other: Range) -> bool:
    rows = one.row < other.row + other.shape[0] and other.row < one.row + one.shape[0]
    return rows and one.column < other.column + other.shape[1] and other.column < one.column + one.shape[1]


class AutoFilter(base_classes.AutoFilter):
    """The filter of a table; columns are counted from 1."""

    def __init__(self, table: Table) -> None:
        self._table = table

    @property
    def criteria(self) -> list[dict[str, Any]]:
        """One entry a column, as xlwings words it."""
        entries = [base_classes.empty_autofilter_criteria(field + 1) for field in range(self._table.range.shape[1])]
        for each in self._descriptor().getFilterFields3():
            values = [value.StringValue for value in each.Values]
            kind = "values" if each.Operator == _EQUAL else "unknown"
            entries[each.Field] |= {"type": kind, "values": values if kind == "values" else None}
        return entries

    def apply_values(self, field: int, values: Sequence[str]) -> None:
        self._table.parent.check_unprotected()
        wanted = tuple(
            struct("com.sun.star.sheet.FilterFieldValue", IsNumeric=False, FilterType=_TEXT, StringValue=value)
            for value in values
        )
        added = struct("com.sun.star.sheet.TableFilterField3", Field=field - 1, Operator=_EQUAL, Values=wanted)
        kept = tuple(each for each in self._descriptor().getFilterFields3() if each.Field != field - 1)
        self._apply((*kept, added))

    def clear(self, field: int | None) -> None:
        """Remove the criteria of a column or all, and show the rows again."""
        self._table.parent.check_unprotected()
        self._apply(
            tuple(each for each in self._descriptor().getFilterFields3() if field not in (None, each.Field + 1))
        )

    def _descriptor(self) -> Any:
        return self._table.api.getFilterDescriptor()

    def _apply(self, fields: tuple[Any, ...]) -> None:
        self._table.range.api.Rows.IsVisible = True
        self._descriptor().setFilterFields3(fields)
        self._table.api.refresh()
