"""What is said about ranges of a sheet around its rows: conditions, validations, dimension, merged cells, columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pakt_xl.domain.table import column_letters
from pakt_xl.ooxml.parts import bounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pakt_xl.ooxml.fill_formula import Span

_QUOTED = rb"""(["'])([^"'<]*)\2"""
_SQREF = re.compile(rb"(\bsqref\s*=\s*)" + _QUOTED)
_SQREF_ELEMENT = re.compile(rb"(<(?:[\w.-]+:)?sqref\b[^>]*>)()([^<]*)")
_DIMENSION = re.compile(rb"(<(?:[\w.-]+:)?dimension\s[^>]*?\bref\s*=\s*)" + _QUOTED)
_MERGED = re.compile(rb"(<(?:[\w.-]+:)?mergeCell\s[^>]*?\bref\s*=\s*)" + _QUOTED)
_FILTER_MODE = re.compile(rb"""\sfilterMode\s*=\s*["'](?:1|true)["']""")
_COLUMN = re.compile(rb"<(?:[\w.-]+:)?col\s([^>]*)>")
_ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*["']([^"']*)["']""")


def regrown_tail(tail: bytes, span: Span) -> bytes:
    """Return the tail with conditional formats and validations (Excel's newer ones too) following the table's end."""

    def follow(match: re.Match[bytes]) -> bytes:
        quote = match[2]
        ranges = " ".join(moved_range(ref, span) for ref in match[3].decode().split())
        return match[1] + quote + ranges.encode() + quote if ranges else match[0]

    return _SQREF_ELEMENT.sub(follow, _SQREF.sub(follow, tail))


def sized_head(head: bytes, span: Span, last_row: int) -> bytes:
    """Return the head with a dimension that holds the table and ends with the sheet's last row."""

    def fit(match: re.Match[bytes]) -> bytes:
        top, _, left, right = bounds(match[3].decode()) or (span.first, span.first, span.left, span.right)
        ref = range_text(min(top, span.first), last_row, min(left, span.left), max(right, span.right))
        return match[1] + match[2] + ref.encode() + match[2]

    return _DIMENSION.sub(fit, head, count=1)


def without_filter_mode(head: bytes) -> bytes:
    """Return the head of a sheet on which no filter hides rows any more."""
    return _FILTER_MODE.sub(b"", head)


def merged_ranges(tail: bytes) -> Iterator[tuple[int, int, int, int]]:
    """First row, last row, first column, last column of each group of merged cells."""
    for match in _MERGED.finditer(tail):
        place = bounds(match[3].decode())
        if place:
            yield place


def column_style(head: bytes, column: int) -> int:
    """Return the style of the cells of a sheet column that are not written in the file."""
    for match in _COLUMN.finditer(head):
        told = dict(_ATTRIBUTE.findall(match[1]))
        if int(told.get(b"min", b"0")) <= column <= int(told.get(b"max", b"0")):
            return int(told.get(b"style", b"0"))
    return 0


def range_text(top: int, bottom: int, left: int, right: int) -> str:
    """Range in A1 notation; a single cell as such."""
    first, last = f"{column_letters(left)}{top}", f"{column_letters(right)}{bottom}"
    return first if first == last else f"{first}:{last}"


def moved_range(ref: str, span: Span) -> str:
    """Return a range that ended with the table ending with it again; any other text as it is."""
    place = bounds(ref)
    if not place:
        return ref
    top, bottom, left, right = place
    after = span.moved(top, bottom, left, right)
    return ref if after == (top, bottom) else range_text(*after, left, right)
