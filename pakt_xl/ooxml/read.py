"""Tables out of sheet parts: only the rows of the table are kept, and reading stops below it."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import count, takewhile
from typing import TYPE_CHECKING

from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.table import Cell, ErrorValue, Formula, Plain, Table, column_letters, fold_header, trim
from pakt_xl.ooxml import escapes
from pakt_xl.ooxml.directory import damaged
from pakt_xl.ooxml.parts import LAST_ROW, ColumnInfo, TableInfo
from pakt_xl.ooxml.scan import NotPlain, unescaped
from pakt_xl.ooxml.strings import shared_strings
from pakt_xl.ooxml.styles_read import date_styles
from pakt_xl.ooxml.tokens import Token, any_tokens, plain_tokens
from pakt_xl.ooxml.values import Dates, Numbers, iso_moment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pakt_xl.ooxml.package import Package
    from pakt_xl.ooxml.parts import SheetInfo, Workbook

_SHARED = re.compile(r'(?=.* t="shared").* si="(\d+)"')
_BOOLS = {"1": True, "true": True, "0": False, "false": False}


def read_table(package: Package, workbook: Workbook, info: TableInfo) -> Table:
    """Read one table; to read several of a workbook use one `Reader`, which keeps the shared strings."""
    return Reader(package, workbook).table(info)


class Reader:
    """Reads the tables of one workbook; shared strings and styles are read once, when they are needed."""

    def __init__(self, package: Package, workbook: Workbook) -> None:
        self._package, self._workbook = package, workbook
        self._numbers = Numbers()
        self._dates = Dates(date1904=workbook.date1904)

    def table(self, info: TableInfo, wanted: Collection[str] | None = None) -> Table:
        """Read the cells of a table as they stand. Raises UnusableError when a part is damaged.

        Rows missing in the file are blank. A shared formula is given with the text of its first cell.
        ``wanted`` are the folded headers of the columns that are needed; the cells of all others are left out and
        come as blank, and a header cell that contradicts the name of its column is refused. Without it all columns
        are read.
        """
        needed = [
            index for index, column in enumerate(info.columns) if wanted is None or fold_header(column.name) in wanted
        ]
        places = {column_letters(info.first_col + index): index for index in needed}
        end = info.first_col + max(needed, default=0) + 1
        try:
            end_letters = column_letters(end) if end <= info.last_col else ""
            cells = self._rows(info, places, plain_tokens(self._package, info.sheet.part, end_letters))
        except NotPlain:
            cells = self._rows(info, places, any_tokens(self._package, info.sheet.part))
        self._package.prove(info.sheet.part)  # reading stopped below the table; a flipped digit shows only at the end
        blank: tuple[Cell, ...] = (None,) * len(info.columns)
        totals = range(info.last_data_row + 1, info.last_row + 1)
        if wanted is not None:
            _check_headers(info, cells)
        return Table(
            name=info.name,
            headers=tuple(column.name for column in info.columns),
            rows=tuple(
                tuple(cells.get(number, blank)) for number in range(info.first_data_row, info.last_data_row + 1)
            ),
            sheet=info.sheet.name,
            row=info.first_data_row - 1,
            column=info.first_col,
            totals=next((tuple(cells.get(number, blank)) for number in totals), None),
            stray_rows=tuple(takewhile(lambda number: _typed(cells.get(number, ())), count(info.last_row + 1))),
            calculated=frozenset(column.name for column in info.columns if column.formula is not None),
            outdated=self._workbook.outdated,
        )

    def cells(self, sheet: SheetInfo, width: int) -> dict[int, list[Cell]]:
        """Rows of a sheet by number, the first ``width`` columns of each; tables play no part."""
        info = TableInfo("", "", sheet, 1, LAST_ROW, 1, width, 0, 0, (ColumnInfo("", 0),) * width)
        places = {column_letters(index + 1): index for index in range(width)}
        try:
            return self._rows(info, places, plain_tokens(self._package, sheet.part))
        except NotPlain:
            return self._rows(info, places, any_tokens(self._package, sheet.part))

    def _rows(
        self, info: TableInfo, places: Mapping[str, int], batches: Iterable[list[Token]]
    ) -> dict[int, list[Cell]]:
        """Cells by number of row: below the header, and below the table until a row has nothing typed.

        ``places`` are the columns that are read: their place in the row by their letters.
        """
        rows = _Rows(info, self._next_table(info), self._package.file)
        formulas, plain, numbers, dates = _Formulas(), self._plain, self._numbers, self._date_styles
        cells: list[Cell] | None = None
        for batch in batches:
            for column, style, kind, attributes, formula, has_value, value, text, row, odd in batch:
                if column:
                    place = places.get(column)
                    if cells is None or place is None:
                        continue
                    # Most cells are numbers; a call for each would cost a tenth of the reading.
                    is_number = not kind and style not in dates
                    shown = numbers[value] if is_number else plain(style, kind, has_value, value, text)
                    if attributes:
                        cells[place] = Formula(formulas.text(attributes, formula), shown)
                    else:
                        cells[place] = Formula(formulas[formula], shown) if formula else shown
                elif row:
                    if rows.end_before(int(row)):
                        return rows.cells
                    cells = rows.start(int(row))
                elif odd:
                    raise NotPlain
        return rows.cells

    def _next_table(self, info: TableInfo) -> int:
        """First row of the next table below on the same columns of the sheet."""
        rows = (
            other.first_row
            for other in self._workbook.tables
            if other.sheet == info.sheet
            and other.first_row > info.last_row
            and other.first_col <= info.last_col
            and info.first_col <= other.last_col
        )
        return min(rows, default=1 << 30)

    def _plain(self, style: str, kind: str, has_value: str, value: str, text: str) -> Plain:
        """Value of a cell by its type (ECMA-376 Part 1, 18.18.11); what contradicts its type stays text."""
        if kind == "s":
            return self._string(value)
        if not kind or kind == "n":
            return self._dates[value] if style in self._date_styles else self._numbers[value]
        if kind in ("str", "inlineStr"):
            return escapes.decode(unescaped(text or value)) if text or has_value else None
        if not value:
            return unescaped(text) or None  # text under a type that has none
        if kind == "e":
            return ErrorValue(unescaped(value))
        return iso_moment(value) if kind == "d" else _BOOLS.get(value, value)

    def _string(self, number: str) -> str | None:
        if not number:
            return None
        try:
            return self._strings[int(number)] if number[0] != "-" else self._strings[len(self._strings)]
        except (ValueError, IndexError):
            raise damaged(self._package.file, self._workbook.related("sharedStrings") or "sharedStrings") from None

    @cached_property
    def _strings(self) -> list[str]:
        part = self._workbook.related("sharedStrings")
        return shared_strings(self._package, part) if part else []

    @cached_property
    def _date_styles(self) -> frozenset[str]:
        part = self._workbook.related("styles")
        return date_styles(self._package, part) if part else frozenset()


def _check_headers(info: TableInfo, cells: Mapping[int, list[Cell]]) -> None:
    """Refuse a header cell that shows another text than the name of its column: nobody can tell which one is meant.

    Excel keeps the two alike and repairs a file in which they differ; other programs may change one alone.
    """
    shown = cells.get(info.first_row, []) if info.header_row_count else []
    for index, (cell, column) in enumerate(zip(shown, info.columns, strict=False)):
        if isinstance(cell, str) and trim(cell) and fold_header(cell) != fold_header(column.name):
            place = f"{column_letters(info.first_col + index)}{info.first_row}"
            raise UnusableError(
                f"Blatt „{info.sheet.name}“, Zelle {place}: Die Überschrift „{trim(cell)}“ passt nicht zum Namen "
                f"„{column.name}“ der Spalte in der Tabelle {info.name}. Bitte öffnen Sie die Mappe in Excel, lassen "
                "Sie sie reparieren, prüfen Sie die Überschriften und speichern Sie sie."
            )


class _Rows:
    """The rows of a table as they come in; rows that do not ascend are damage, reading on could lose some."""

    def __init__(self, info: TableInfo, end: int, file: str) -> None:
        self.cells: dict[int, list[Cell]] = {}
        self._info, self._end, self._file = info, end, file
        self._width = len(info.columns)
        self._first = info.first_row
        self._previous = 0

    def end_before(self, number: int) -> bool:
        """Tell whether this row is neither of the table nor typed directly below it."""
        if number > LAST_ROW:
            raise damaged(self._file, self._info.sheet.part)
        below = number > self._info.last_row + 1 and not _typed(self.cells.get(number - 1, ()))
        return below or number >= self._end

    def start(self, number: int) -> list[Cell] | None:
        """Return the list that takes the cells of this row; None above the table."""
        if number <= self._previous:
            raise damaged(self._file, self._info.sheet.part)
        self._previous = number
        if number < self._first:
            return None
        cells: list[Cell] = [None] * self._width
        self.cells[number] = cells
        return cells


class _Formulas(dict[str, str]):
    """Texts of formulas without escapes, each kept once: a column formula is the same text in every row."""

    def __init__(self) -> None:
        super().__init__()
        self._shared: dict[str, str] = {}

    def __missing__(self, escaped: str) -> str:
        self[escaped] = text = unescaped(escaped)
        return text

    def text(self, attributes: str, escaped: str) -> str:
        """Text of a formula with attributes; a cell without text shares that of the first cell with its number."""
        shared = _SHARED.match(attributes)
        return self._shared.setdefault(shared[1], self[escaped]) if shared else self[escaped]


def _typed(cells: Iterable[Cell]) -> bool:
    """Tell whether somebody typed something into the row: a formula or a blank is nothing typed."""
    return any(
        cell is not None and not isinstance(cell, Formula) and (not isinstance(cell, str) or trim(cell) != "")
        for cell in cells
    )
