"""The rows and cells of one sheet as a tree: found by their place, added where they belong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from pakt_xl.domain.table import column_letters, column_number, trim
from pakt_xl.ooxml import escapes
from pakt_xl.ooxml.edit import WORKSHEET, entries_of, local, section, tag_beside
from pakt_xl.ooxml.parts import bounds, child, children, whole_number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Area = tuple[int, int, int, int]
"""First row, last row, first column, last column; 1-based and inclusive."""


class Grid:
    """Cells of a sheet by row and column number; ``strings`` are the texts of the shared strings part."""

    def __init__(self, root: Element, strings: list[str]) -> None:
        self.root = root
        self._data = section(root, "sheetData", WORKSHEET)
        self._strings = strings
        self.rows: dict[int, Element] = {}
        number = 0
        for row in children(self._data, "row"):
            number = whole_number(row.get("r", ""), number + 1)  # without r it follows its predecessor
            self.rows[number] = row
        self.last_row = number

    def cells(self, row: int) -> dict[int, Element]:
        """Return the cells of a row by column number."""
        found: dict[int, Element] = {}
        column = 0
        for cell in children(self.rows[row], "c") if row in self.rows else ():
            column = column_number(cell.get("r", "").rstrip("0123456789")) or column + 1
            found[column] = cell
        return found

    def text(self, cell: Element | None) -> str | None:
        """Text typed in a cell; None if there is none, or a number, formula or anything else."""
        if cell is None or child(cell, "f") is not None:
            return None
        value, inline = child(cell, "v"), child(cell, "is")
        if cell.get("t") == "s" and value is not None:
            number = whole_number(value.text or "", len(self._strings))
            return self._strings[number] if number < len(self._strings) else None
        return string_text(inline) if inline is not None else None

    def is_blank(self, cell: Element) -> bool:
        """Whether a person sees an empty cell."""
        if child(cell, "f") is not None:
            return False
        text = self.text(cell)
        if text is not None:
            return not trim(text)
        value = child(cell, "v")
        return value is None or not trim(value.text or "")

    def occupied(self, area: Area) -> str | None:
        """Address of the first cell in an area that is not blank."""
        top, bottom, left, right = area
        for number in sorted(number for number in self.rows if top <= number <= bottom):
            for column, cell in self.cells(number).items():
                if left <= column <= right and not self.is_blank(cell):
                    return address(number, column)
        return None

    def is_blank_row(self, row: int, left: int, right: int) -> bool:
        """Whether these columns are blank in a row."""
        return all(self.is_blank(cell) for number, cell in self.cells(row).items() if left <= number <= right)

    def put(self, row: int, column: int) -> Element:
        """Return the emptied cell at this place; row and cell are added if they are not there."""
        line = self.rows[row] if row in self.rows else self._add_row(row)
        line.attrib.pop("spans", "")  # an optimisation that would not be true any more
        cells = self.cells(row)
        cell = cells.get(column)
        if cell is None:
            cell = etree.Element(tag_beside(self.root, "c"))
            later = [each for number, each in cells.items() if number > column]
            _insert(line, cell, later or [each for each in entries_of(line) if local(each) != "c"])
        for each in list(cell):
            cell.remove(each)
        cell.attrib.clear()
        cell.set("r", address(row, column))
        return cell

    def extend_dimension(self, area: Area) -> None:
        """Have the sheet's announced range cover this area, too."""
        dimension = child(self.root, "dimension")
        known = bounds(dimension.get("ref", "")) if dimension is not None else None
        if dimension is not None and known:
            top, bottom = min(known[0], area[0]), max(known[1], area[1])
            dimension.set("ref", reference((top, bottom, min(known[2], area[2]), max(known[3], area[3]))))

    def _add_row(self, number: int) -> Element:
        row = etree.Element(tag_beside(self.root, "row"), {"r": str(number)})
        later = next((each for each in range(number + 1, self.last_row + 1) if each in self.rows), None)
        _insert(self._data, row, [self.rows[later]] if later else [])
        self.rows[number] = row
        self.last_row = max(self.last_row, number)
        return row


def _insert(parent: Element, element: Element, following: list[Element]) -> None:
    """Put an element before the first of these that follow it, or at the end."""
    if following:
        following[0].addprevious(element)
    else:
        parent.append(element)


def string_text(string: Element) -> str:
    """Text of a string with its runs joined, as a person sees it; readings above characters are no part of it."""
    return escapes.decode("".join(t.text or "" for t in string.iter("{*}t") if _is_shown(t)))


def _is_shown(text: Element) -> bool:
    above = text.getparent()
    return above is None or local(above) != "rPh"


def address(row: int, column: int) -> str:
    """Address of a cell in A1 notation."""
    return f"{column_letters(column)}{row}"


def reference(area: Area) -> str:
    """Reference of an area in A1 notation, e.g. ``B3:D17``."""
    top, bottom, left, right = area
    return f"{address(top, left)}:{address(bottom, right)}"


def meets(one: Area, other: Area) -> bool:
    """Whether two areas share a cell."""
    return one[0] <= other[1] and other[0] <= one[1] and one[2] <= other[3] and other[2] <= one[3]
