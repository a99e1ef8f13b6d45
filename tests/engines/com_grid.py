"""The cells of a sheet in the recording COM model: contents, number formats, merged cells, and what was changed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openpyxl.utils.cell import get_column_letter, range_boundaries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.engines.com_typed import Content, Typed

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
Cell = tuple[int, int]
"""Row and column, from 1."""


@dataclass(frozen=True)
class Box:
    """A block of cells, all four sides included, from 1."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def parse(cls, address: str) -> Box | None:
        """Return the block of an address such as "$A$1:B2"; None if it is none."""
        if not re.fullmatch(r"\$?[A-Za-z]{1,3}\$?\d+(:\$?[A-Za-z]{1,3}\$?\d+)?", address):
            return None
        left, top, right, bottom = (int(side or 0) for side in range_boundaries(address.upper()))
        return cls(min(top, bottom), min(left, right), max(top, bottom), max(left, right))

    @property
    def height(self) -> int:
        return self.bottom - self.top + 1

    @property
    def width(self) -> int:
        return self.right - self.left + 1

    @property
    def address(self) -> str:
        """The address as Excel gives it: "$A$1:$B$2", for one cell "$A$1"."""
        first = f"${get_column_letter(self.left)}${self.top}"
        if self.height == self.width == 1:
            return first
        return f"{first}:${get_column_letter(self.right)}${self.bottom}"

    def cells(self) -> Iterator[Cell]:
        """Yield the cells row by row."""
        for row in range(self.top, self.bottom + 1):
            for column in range(self.left, self.right + 1):
                yield row, column

    def covers(self, cell: Cell) -> bool:
        return self.top <= cell[0] <= self.bottom and self.left <= cell[1] <= self.right

    def overlaps(self, other: Box) -> bool:
        return not (
            self.bottom < other.top or other.bottom < self.top or self.right < other.left or other.right < self.left
        )

    def joined(self, other: Box) -> Box:
        """Return the smallest block that holds both."""
        return Box(
            min(self.top, other.top),
            min(self.left, other.left),
            max(self.bottom, other.bottom),
            max(self.right, other.right),
        )


@dataclass
class Grid:
    """Contents and number formats by cell. ``style_from``: the cell of the file whose look a cell took over."""

    contents: dict[Cell, Content] = field(default_factory=dict)
    formats: dict[Cell, str] = field(default_factory=dict)
    merged: tuple[Box, ...] = ()
    changed: set[Cell] = field(default_factory=set)
    style_from: dict[Cell, Cell] = field(default_factory=dict)

    def content(self, cell: Cell) -> Content:
        return self.contents.get(cell)

    def number_format(self, cell: Cell) -> str:
        return self.formats.get(cell, "General")

    def put(self, cell: Cell, new: Typed) -> None:
        """Put the content in; a format that came with it is taken where there was none."""
        if self.is_covered(cell):
            return
        self.changed.add(cell)
        if new.content is None:
            self.contents.pop(cell, None)
        else:
            self.contents[cell] = new.content
        if new.number_format is not None and self.number_format(cell) == "General":
            self.formats[cell] = new.number_format

    def is_covered(self, cell: Cell) -> bool:
        """Tell whether the cell lies in merged cells without being their first: it takes no content."""
        return any(box.covers(cell) and cell != (box.top, box.left) for box in self.merged)

    def take_look(self, cell: Cell, source: Cell) -> None:
        """Give the cell the look of another one."""
        self.formats[cell] = self.number_format(source)
        self.style_from[cell] = self.style_from.get(source, source)
        self.changed.add(cell)

    def used(self) -> Box:
        """Return the block from the first to the last cell with content; A1 if there is none."""
        if not self.contents:
            return Box(1, 1, 1, 1)
        rows, columns = [cell[0] for cell in self.contents], [cell[1] for cell in self.contents]
        return Box(min(rows), min(columns), max(rows), max(columns))
