"""A table of a workbook: its place, its headers and the cells of its rows."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """An error that Excel shows in a cell, with its code as stored in the file, e.g. ``#REF!``."""

    code: str


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that jumps to another cell when clicked; adapters write it as a HYPERLINK formula."""

    sheet: str
    cell: str  # A1 notation; it is also what the cell shows


Plain: TypeAlias = str | Decimal | int | bool | date | ErrorValue | None
"""What a cell shows. Numbers are read as Decimal; a datetime only where a time of day stands in the cell."""


@dataclass(slots=True, unsafe_hash=True)  # never changed, but frozen each of the many in a sheet costs twice the time
class Formula:
    """A formula without its leading ``=`` and the value the office program stored (None: never computed)."""

    text: str
    value: Plain


Cell: TypeAlias = Plain | Formula | Link
Cells: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one table, with the place of its header row so that a finding can name a cell.

    ``row`` and ``column`` (1-based) are the place of the first header; both 0 for a table that was computed
    and has no place yet. ``key`` names the columns that identify a row when values typed in columns of the
    user follow their row. ``stray_rows`` are sheet rows with content directly below the table.
    ``calculated`` are the headers of columns that carry a column formula. ``outdated``: the workbook was changed
    since an office program computed it, and asks to be computed anew.
    """

    name: str
    headers: tuple[str, ...]
    rows: tuple[Cells, ...]
    sheet: str = ""
    row: int = 0
    column: int = 0
    totals: Cells | None = None
    key: tuple[str, ...] = ()
    stray_rows: tuple[int, ...] = ()
    calculated: frozenset[str] = frozenset()
    outdated: bool = False

    def line(self, index: int) -> int:
        """Sheet row of the data row with this index (0-based)."""
        return self.row + 1 + index

    def cell(self, index: int, header_index: int) -> str:
        """Address of a data cell in A1 notation, e.g. ``D17``."""
        return f"{column_letters(self.column + header_index)}{self.line(index)}"


def column_letters(number: int) -> str:
    """Letters of a column number: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number of a column's letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


_REMEMBERED = 1 << 17  # keys: every rule that looks one up folds it again

# Zero-width characters are blanks to a person, though str.isspace() does not count them.
_BLANKS = re.compile(r"[\s\u200b-\u200d\u2060\ufeff\u00ad]+")


def trim(text: str) -> str:
    """Text in NFC without blanks of any kind at its ends, zero-width ones included."""
    if text.isascii():
        return text.strip()
    text = unicodedata.normalize("NFC", text)
    end = len(text)
    start = 0
    while start < end and _BLANKS.match(text[start]):
        start += 1
    while end > start and _BLANKS.match(text[end - 1]):
        end -= 1
    return text[start:end]


@lru_cache(maxsize=_REMEMBERED)
def fold(text: str) -> str:
    """The form in which keys and choices are compared: trimmed, NFC, case ignored (reading 48)."""
    return trim(text).lower()


def fold_header(text: str) -> str:
    """The form in which headers are compared: NFC, runs of white space are one blank, case folded."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip().casefold()
