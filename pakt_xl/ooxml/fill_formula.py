"""Places in formulas: filled down with their row, and kept at the end of a table whose rows became more or fewer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pakt_xl.domain.table import column_letters, column_number, fold
from pakt_xl.ooxml.parts import LAST_ROW

LAST_COLUMN = 16_384

_PLACE = r"(\$?)([A-Z]{1,3})(\$?)([1-9][0-9]{0,6})"
_PIECE = re.compile(
    r'"(?:[^"]|"")*"'  # text
    r"|\[(?:'.|[^'\[\]]|\[(?:'.|[^'\[\]])*\])*\]"  # columns of a table, whose headers may look like anything
    r"|(?:'(?P<quoted>(?:[^']|'')+)'!|(?P<bare>[\w.]+)!)?"
    rf"(?<![\w.\\$]){_PLACE}(?::{_PLACE})?(?![\w.(\[!])"
    r"|(?<![\w.\\$:])(?P<rows>(\$?)([1-9][0-9]{0,6}):(\$?)([1-9][0-9]{0,6}))(?![\w.:])"
    r"|'(?:[^']|'')*'"  # the sheet of a name
)


@dataclass(frozen=True, slots=True)
class Span:
    """A table's place before and after it is filled; rows and columns 1-based, inclusive.

    ``old_end`` and ``new_end`` are the last data rows; a totals row, if there is one, comes right below.
    """

    sheet: str
    left: int
    right: int
    first: int
    old_end: int
    new_end: int
    totals: bool

    @property
    def old_last(self) -> int:
        """Last row before, totals row counted."""
        return self.old_end + self.totals

    @property
    def new_last(self) -> int:
        """Last row after, totals row counted."""
        return self.new_end + self.totals

    def moved(self, top: int, bottom: int, left: int, right: int) -> tuple[int, int]:
        """First and last row after the filling of a range that was there before.

        What ended with the last data row or the totals row does so again. A single cell at the end of a longer
        table is no column of it and stays.
        """
        if right < self.left or left > self.right:
            return top, bottom
        if self.totals and bottom == self.old_last:
            return (self.new_last if top == bottom else min(top, self.new_last)), self.new_last
        whole = top < bottom or top == self.first
        if bottom == self.old_end and whole and top <= self.new_end:
            return top, self.new_end
        return top, bottom


def shifted(formula: str, rows: int, columns: int = 0) -> str:
    """Return the formula as Excel's fill writes it this many cells further down and to the right."""
    if not rows and not columns:
        return formula
    return _PIECE.sub(lambda match: _shift(match, rows, columns), formula)


def regrown(formula: str, span: Span, own_sheet: str = "") -> str:
    """Return the formula with every range that ended with the table ending with it again.

    Places without a sheet's name are on ``own_sheet``. A single cell stays one; it moves with the totals row only.
    """
    return _PIECE.sub(lambda match: _regrow(match, span, own_sheet), formula)


def _shift(match: re.Match[str], rows: int, columns: int) -> str:
    if match["rows"]:
        _, fixed_first, first_row, fixed_last, last_row = match.groups()[10:15]
        first, last = _line(fixed_first, first_row, rows), _line(fixed_last, last_row, rows)
        return f"{first}:{last}" if first and last else "#REF!"
    if not match[4]:
        return match[0]
    before = match[0][: match.start(3) - match.start()]
    first = _place(match.groups()[2:6], rows, columns)
    last = _place(match.groups()[6:10], rows, columns) if match[8] else None
    if first is None or (match[8] and last is None):
        return f"{before}#REF!"
    return f"{before}{first}:{last}" if last else f"{before}{first}"


def _place(parts: tuple[str, ...], rows: int, columns: int) -> str | None:
    """Return a shifted place; as it was if it is a name that only looks like a place; None if it fell off."""
    fixed_column, letters, fixed_row, digits = parts
    number = column_number(letters)
    if number > LAST_COLUMN:
        return "".join(parts)
    number += 0 if fixed_column else columns
    line = _line(fixed_row, digits, rows)
    return f"{fixed_column}{column_letters(number)}{line}" if line and 1 <= number <= LAST_COLUMN else None


def _line(fixed: str, digits: str, rows: int) -> str | None:
    row = int(digits) + (0 if fixed else rows)
    return f"{fixed}{row}" if 1 <= row <= LAST_ROW else None


def _regrow(match: re.Match[str], span: Span, own_sheet: str) -> str:
    sheet = (match["quoted"] or match["bare"] or own_sheet).replace("''", "'")
    if not match[4] or fold(sheet) != fold(span.sheet):
        return match[0]
    fixed_left, left, fixed_top, top, fixed_right, right, fixed_bottom, bottom = match.groups()[2:10]
    columns = column_number(left), column_number(right or left)
    rows = int(top), int(bottom or top)
    first, last = span.moved(min(rows), max(rows), min(columns), max(columns))
    if (first, last) == (min(rows), max(rows)):
        return match[0]
    before = match[0][: match.start(3) - match.start()]
    if not right:  # one cell is meant, though it may be the only one of a column
        return f"{before}{fixed_left}{left}{fixed_top}{first}"
    return f"{before}{fixed_left}{left}{fixed_top}{first}:{fixed_right}{right}{fixed_bottom}{last}"
