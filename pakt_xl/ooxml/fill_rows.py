"""The new rows of a table as bytes: run by run of rows that look alike, with what the user has beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pakt_xl.domain.table import Formula, column_number
from pakt_xl.ooxml.fill_cells import style_of
from pakt_xl.ooxml.fill_formula import regrown, shifted
from pakt_xl.ooxml.render import Calculated, Column, Frame, Raw, Written, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pakt_xl.domain.table import Plain
    from pakt_xl.ooxml.fill_ground import Content, Ground, Place
    from pakt_xl.ooxml.fill_sheet import OldCell, Row

_RUN = 2048  # rows written at once: enough to be fast, few enough to need little memory
_ATTRIBUTE = re.compile(r"""\s([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_HEIGHT = ("ht", "customHeight")
_TRUE = ("1", "true")


@dataclass(slots=True)
class _Run:
    """Rows in one style, below each other: their starts with the cells left of the table, and their ends."""

    first: int
    styles: tuple[int, ...]
    starts: list[str]
    ends: list[str]


class RowWriter:
    """Writes the rows of one table.

    ``altered`` are the cells whose text was cut or cleaned, with that text; ``stayed`` what came from the file as
    it was.
    """

    def __init__(self, ground: Ground, frame: Frame) -> None:
        self.altered: list[tuple[str, str]] = []
        self.stayed: list[bytes] = []
        self._ground = ground
        self._frame = frame
        self._span = ground.span
        self._base = tuple(place.style for place in ground.places)
        self._letters = [place.letters.encode() for place in ground.places]
        self._styles = _Styles()
        self._columns: dict[tuple[int, int], Column] = {}
        self._attributes: dict[tuple[str, bool], str] = {}
        self._close = f"</{frame.prefix}row>"
        first = ground.rows.get(self._span.first)
        self._height = height_of(first.attributes) if first else ""

    def written(self, content: Content) -> Iterator[bytes]:
        """Yield the rows from the first data row to the last row that the table has or had."""
        for run in self._runs():
            yield self._data(run, content)
        if self._span.totals:
            yield self._totals(content)
        for number in range(self._span.new_last + 1, self._span.old_last + 1):
            yield self._left_over(number)

    def _runs(self) -> Iterator[_Run]:
        start, styles, end = self._around(self._span.first)
        run = _Run(self._span.first, styles, [start], [end])
        for number in range(self._span.first + 1, self._span.new_end + 1):
            start, styles, end = self._around(number)
            if styles != run.styles or len(run.starts) == _RUN:
                yield run
                run = _Run(number, styles, [], [])
            run.starts.append(start)
            run.ends.append(end)
        yield run

    def _data(self, run: _Run, content: Content) -> bytes:
        size = len(run.starts)
        rows = content.rows[run.first - self._span.first :][:size] or [()]
        columns: list[list[str]] = [run.starts]
        for place, style in zip(self._ground.places, run.styles, strict=True):
            if place.source is not None:
                values: list[Written] = [row[place.source] if row else None for row in rows]
            else:
                values = self._of_user(place, run.first, size, content.typed.get(place.number, {}))
            columns.append(self._cells(place, style, run.first, values))
        columns.append(run.ends)
        return joined(columns)

    def _cells(self, place: Place, style: int, first: int, values: Sequence[Written]) -> list[str]:
        key = place.number, style
        if key not in self._columns:
            self._columns[key] = Column(place.letters, style, self._frame)
        column = self._columns[key]
        cells = column.cells(first, values)
        if column.altered:
            for row, value in enumerate(values, first):
                if isinstance(value, str) and value in column.altered:
                    self.altered.append((f"{place.letters}{row}", value))
        return cells

    def _of_user(self, place: Place, first: int, size: int, typed: Mapping[int, Raw]) -> list[Written]:
        formula, numbers = place.formula, range(first, first + size)
        if formula is None:
            return [typed.get(number) for number in numbers]
        if shifted(formula.text, 1) == formula.text:
            same = Calculated(formula.text, formula.array)
            return [typed.get(number, same) for number in numbers]
        down = (shifted(formula.text, number - self._span.first) for number in numbers)
        return [
            typed.get(number) or Calculated(text, formula.array) for number, text in zip(numbers, down, strict=True)
        ]

    def _around(self, number: int) -> tuple[str, tuple[int, ...], str]:
        """Start of a row with what is left of the table, styles of the table's cells, end of the row."""
        tag = f'<{self._frame.prefix}row r="{number}"'
        row = self._ground.rows.get(number)
        if row is None:
            return f"{tag}{self._height}>", self._base, self._close
        left, styles, right = self._split(row)
        is_new = number > self._span.old_end
        key = row.attributes, is_new
        if key not in self._attributes:
            height = (self._height if is_new else "") or height_of(row.attributes)
            self._attributes[key] = self._told(row) + height
        return f"{tag}{self._attributes[key]}>{left}", self._base if is_new else styles, f"{right}{self._close}"

    def _split(self, row: Row) -> tuple[str, tuple[int, ...], str]:
        """Cells left of the table, styles of the cells in it, cells right of it."""
        sheet, letters = self._ground.sheet, self._letters
        found = sheet.patterns.cell.findall(sheet.body, row.start, row.end)
        if len(found) == len(letters) and found[0][0] == letters[0] and found[-1][0] == letters[-1]:
            left, right, styles = "", "", [self._styles[attributes] for _, attributes in found]
        else:
            left, styles, right = self._split_carefully(row)
        for at, place in enumerate(self._ground.places if self._ground.vacated else ()):
            if (row.number, place.number) in self._ground.vacated:
                styles[at] = place.style
        return left, tuple(styles), right

    def _split_carefully(self, row: Row) -> tuple[str, list[int], str]:
        sides: dict[bool, list[bytes]] = {False: [], True: []}
        styles = list(self._base)
        for cell in self._ground.sheet.cells(row):
            number = column_number(cell.letters)
            if self._span.left <= number <= self._span.right:
                styles[number - self._span.left] = style_of(cell.attributes)
            else:
                sides[number > self._span.right].append(cell.whole)
        left, right = (self._ground.shared.detached(b"".join(sides[side])) for side in (False, True))
        self.stayed += (left, right)
        return left.decode(), styles, right.decode()

    def _told(self, row: Row) -> str:
        """Attributes of a row that stay, without its height."""
        told = "".join(
            f' {name}="{one or other}"'
            for name, one, other in _ATTRIBUTE.findall(row.attributes)
            if name not in ("r", "spans", *_HEIGHT) and not (name == "hidden" and self._ground.unhide)
        )
        if told:
            self.stayed.append(f"<{self._frame.prefix}row{told}/>".encode())
        return told

    def _totals(self, content: Content) -> bytes:
        """Return the totals row: cells and height as they were, in the row where it is now."""
        number, before = self._span.new_last, self._ground.rows.get(self._span.old_last)
        cells = {column_number(cell.letters): cell for cell in self._ground.sheet.cells(before)} if before else {}
        height, told, left, right = height_of(before.attributes) if before else "", "", "", ""
        row = self._ground.rows.get(number)
        if row:
            left, _, right = self._split(row)
            height, told = height or height_of(row.attributes), self._told(row)
        written = [f'<{self._frame.prefix}row r="{number}"{told}{height}>{left}']
        for place in self._ground.places:
            if place.number in cells:
                cell = cells[place.number]
                value = self._total(place, cell, content)
                written += self._cells(place, style_of(cell.attributes), number, [value])
        return "".join((*written, right, self._close)).encode()

    def _total(self, place: Place, cell: OldCell, content: Content) -> Written:
        """Cell of the totals row: a formula with our value, without one in columns of the user; a label as it is."""
        formula = self._ground.shared.formula(cell.content, self._span.old_last, place.number)
        if formula:
            text = regrown(formula.text, self._span, self._span.sheet)
            if formula.array:
                return Calculated(text, array=True)
            known = None if content.totals is None or place.source is None else content.totals[place.source]
            return Formula(text, _plain(known))
        if not cell.content:
            return None
        self.stayed.append(cell.whole)
        return Raw(f'"{cell.attributes}>{cell.content}</{self._frame.prefix}c>')

    def _left_over(self, number: int) -> bytes:
        """Return a row that the table has left: what the user has beside it stays."""
        row = self._ground.rows.get(number)
        if row is None:
            return b""
        left, _, right = self._split(row)
        told = self._told(row)
        if left or right:
            told += height_of(row.attributes)
        elif not re.sub(r' [\w.-]+:dyDescent="[^"]*"', "", told):
            return b""
        return f'<{self._frame.prefix}row r="{number}"{told}>{left}{right}{self._close}'.encode()


def height_of(attributes: str) -> str:
    """Return the attributes of a height that was set by hand; a fitted height is fitted anew to the new content."""
    told = {name: one or other for name, one, other in _ATTRIBUTE.findall(attributes)}
    fixed = told.get("customHeight") in _TRUE and "ht" in told
    return f' ht="{told["ht"]}" customHeight="1"' if fixed else ""


def _plain(cell: object) -> Plain:
    return cell.value if isinstance(cell, Formula) else cell  # type: ignore[return-value]


class _Styles(dict[bytes, int]):
    """Style index by the attributes of a cell."""

    def __missing__(self, attributes: bytes) -> int:
        style = self[attributes] = style_of(attributes.decode())
        return style
