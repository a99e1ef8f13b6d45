"""Defined names of a workbook in the live LibreOffice, as xlwings asks an engine for them."""

# ruff: noqa: D105 - the methods of a collection do what they do for every collection

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tests.engines.uno_range import Range
from tests.engines.uno_sheet import Sheet

if TYPE_CHECKING:
    from tests.engines.uno_app import Book


class Names(base_classes.Names):
    """The defined names of a workbook."""

    def __init__(self, book: Book) -> None:
        self._book = book

    @property
    def api(self) -> Any:
        return self._book.api.NamedRanges

    def __call__(self, name_or_index: int | str) -> Name:
        for number, name in enumerate(self.api.ElementNames, start=1):
            if name_or_index == number or (
                isinstance(name_or_index, str) and name.casefold() == name_or_index.casefold()
            ):
                return Name(self._book, name)
        raise KeyError(name_or_index)

    def contains(self, name_or_index: int | str) -> bool:
        try:
            self(name_or_index)
        except KeyError:
            return False
        return True

    def __len__(self) -> int:
        return int(self.api.Count)


class Name(base_classes.Name):
    """A defined name of the whole workbook."""

    def __init__(self, book: Book, name: str) -> None:
        self._book = book
        self._name = name

    @property
    def api(self) -> Any:
        return self._book.api.NamedRanges.getByName(self._name)

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        raise NotImplementedError(value)

    @property
    def refers_to(self) -> str:
        return "=" + str(self.api.Content)

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        raise NotImplementedError(value)

    @property
    def refers_to_range(self) -> Range:
        """Cells the name stands for; ValueError if it stands for none."""
        cells = self.api.getReferredCells()
        if cells is None:
            raise ValueError(f"{self._name} names no cells")
        area = cells.RangeAddress
        sheet = Sheet(self._book, self._book.api.Sheets.getByIndex(area.Sheet))
        height, width = area.EndRow - area.StartRow + 1, area.EndColumn - area.StartColumn + 1
        return Range(sheet, area.StartRow + 1, area.StartColumn + 1, height, width)
