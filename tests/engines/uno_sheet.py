"""Sheets of the live LibreOffice, as xlwings asks an engine for them."""

# ruff: noqa: D105 - the methods of a collection do what they do for every collection

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tests.engines.uno_range import Range
from tests.engines.uno_table import Tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.engines.uno_app import Book
    from tests.engines.uno_cells import Block


class ProtectedError(Exception):
    """A write into a protected sheet, which Excel answers with an error of its own."""


class Sheets(base_classes.Sheets):
    """The sheets of a workbook in the order of their tabs."""

    def __init__(self, book: Book) -> None:
        self._book = book

    @property
    def api(self) -> Any:
        return self._book.api.Sheets

    @property
    def active(self) -> Sheet:
        return Sheet(self._book, self._book.api.CurrentController.ActiveSheet)

    def __call__(self, name_or_index: int | str) -> Sheet:
        for number, sheet in enumerate(self, start=1):
            if name_or_index == number or (
                isinstance(name_or_index, str) and sheet.name.casefold() == name_or_index.casefold()
            ):
                return sheet
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return int(self.api.Count)

    def __iter__(self) -> Iterator[Sheet]:
        for index in range(len(self)):
            yield Sheet(self._book, self.api.getByIndex(index))

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and any(sheet.name.casefold() == key.casefold() for sheet in self)


class Sheet(base_classes.Sheet):
    """One sheet."""

    def __init__(self, book: Book, api: Any) -> None:
        self._book = book
        self._api = api

    @property
    def api(self) -> Any:
        return self._api

    @property
    def book(self) -> Book:
        return self._book

    @property
    def name(self) -> str:
        return str(self._api.Name)

    @name.setter
    def name(self, value: str) -> None:
        raise NotImplementedError(value)

    @property
    def index(self) -> int:
        return int(self._api.RangeAddress.Sheet) + 1

    @property
    def visible(self) -> bool:
        return bool(self._api.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self._api.IsVisible = value

    @property
    def tables(self) -> Tables:
        return Tables(self)

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """Make a range from corners: addresses, (row, column), ranges; or from (row, column, rows, columns)."""
        if isinstance(arg1, tuple) and len(arg1) == 4:
            return Range(self, *arg1)
        first = self._corner(arg1)
        last = first if arg2 is None else self._corner(arg2)
        top, left = min(first.row, last.row), min(first.column, last.column)
        bottom = max(each.row + each.shape[0] for each in (first, last))
        right = max(each.column + each.shape[1] for each in (first, last))
        return Range(self, top, left, bottom - top, right - left)

    def _corner(self, given: Any) -> Range:
        if isinstance(given, Range):
            return given
        if isinstance(given, tuple):
            if 0 in given:
                raise IndexError("cells are counted from 1")
            return Range(self, *given)
        area = self._api.getCellRangeByName(given).RangeAddress
        height, width = area.EndRow - area.StartRow + 1, area.EndColumn - area.StartColumn + 1
        return Range(self, area.StartRow + 1, area.StartColumn + 1, height, width)

    def activate(self) -> None:
        if not self.visible:
            raise ValueError(f"{self.name} is hidden: Excel does not activate it")
        self._book.api.CurrentController.setActiveSheet(self._api)

    def check_unprotected(self) -> None:
        """Raise ProtectedError if the sheet is protected; its tables cannot change then."""
        if self._api.isProtected():
            raise ProtectedError(self.name)

    def check_unlocked(self, block: Block) -> None:
        """Raise ProtectedError if one of these cells may not be written."""
        if self._api.isProtected() and any(group.CellProtection.IsLocked for group in block.styles()):
            raise ProtectedError(self.name)
