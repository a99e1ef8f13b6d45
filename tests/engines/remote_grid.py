"""Cells and areas of a file as openpyxl holds them, with the types that openpyxl leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from openpyxl.utils import get_column_letter, range_boundaries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


class Area(NamedTuple):
    """An area of a sheet, all 1-based and included."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def address(self) -> str:
        """Return it as Office.js does, without signs for absolute references."""
        first = f"{get_column_letter(self.left)}{self.top}"
        return first if self[:2] == self[2:] else f"{first}:{get_column_letter(self.right)}{self.bottom}"

    def to_row(self, bottom: int) -> Area:
        """Return the same area with another last row."""
        return self._replace(bottom=bottom)

    def row(self, row: int) -> Area:
        """Return one row of the columns."""
        return self._replace(top=row, bottom=row)

    def meets(self, other: Area) -> bool:
        """Whether both share a cell."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )


def area(address: str) -> Area:
    """Read an address like A1:B2 or $A$1."""
    return Area(*cast("tuple[int, int, int, int]", range_boundaries(address.replace("$", ""))))


def cell(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return a cell. Raises TypeError inside a merged area, where only the first cell takes anything."""
    found = sheet.cell(row, column)
    if type(found).__name__ == "MergedCell":
        raise TypeError(f"{found.coordinate} is hidden in a merged area")
    return cast("Cell", found)


def cells(sheet: Worksheet, place: Area) -> Iterator[Cell]:
    """Yield the cells of an area, row by row."""
    for row in range(place.top, place.bottom + 1):
        for column in range(place.left, place.right + 1):
            yield cell(sheet, row, column)


def known_cells(sheet: Worksheet) -> list[Cell]:
    """Return the cells that the file has, in no order; hidden ones of merged areas hold nothing."""
    held: dict[tuple[int, int], Cell] = getattr(sheet, "_cells")  # noqa: B009  unknown to the stubs
    return list(held.values())


def sheet_titles(book: Workbook) -> list[str]:
    """Return the names of the worksheets; sheets that are one chart do not count."""
    return [sheet.title for sheet in book.worksheets]


def epoch_of(sheet: object) -> datetime:
    """Return the day zero of a sheet's workbook: dates count from 1900 or from 1904."""
    return cast("Workbook", cast("Worksheet", sheet).parent).epoch
