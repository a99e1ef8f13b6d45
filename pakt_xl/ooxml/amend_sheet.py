"""Single cells put into a sheet part: every other byte of its rows stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pakt_xl.domain.table import column_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pakt_xl.ooxml.fill_sheet import Row, SheetXml

_SPANS = re.compile(rb"""\sspans\s*=\s*["'][^"']*["']""")

Edits = dict[int, dict[int, str]]
"""New cells as whole elements by row and column number; an empty text removes the cell."""


def spliced(sheet: SheetXml, edits: Mapping[int, Mapping[int, str]], height: str) -> bytes:
    """Return the rows of a sheet with these cells in them; rows that are not there get ``height`` as attributes."""
    if not edits:
        return sheet.body
    _, rows, end = sheet.rows(min(edits), max(edits), "")
    pieces: list[bytes] = []
    done = 0
    for number, start, stop, old in _pieces(sheet, rows, edits, end):
        pieces += (sheet.body[done:start], _row(sheet, old, number, edits[number], height))
        done = stop
    return b"".join((*pieces, sheet.body[done:]))


def _pieces(
    sheet: SheetXml, rows: Mapping[int, Row], edits: Mapping[int, object], end: int
) -> Iterator[tuple[int, int, int, Row | None]]:
    """Yield each row to be written: its number, where it begins and ends in the body, and what stands there."""
    starts = {number: sheet.body.rindex(b"<", 0, row.start) for number, row in rows.items()}
    for number in sorted(edits):
        old = rows.get(number)
        if old is None:
            at = next((starts[later] for later in sorted(rows) if later > number), end)
            yield number, at, at, None
        elif _is_empty(sheet, old):
            yield number, starts[number], old.end, old
        else:
            yield number, starts[number], old.end + len(_closing(sheet)), old


def _row(sheet: SheetXml, old: Row | None, number: int, cells: Mapping[int, str], height: str) -> bytes:
    """Return one row: its cells as they are, with the new ones in their places."""
    if old is None:
        inner = "".join(cells[column] for column in sorted(cells)).encode()
        return f'<{sheet.prefix}row r="{number}"{height}>'.encode() + inner + _closing(sheet)
    body, waiting = sheet.body, dict(sorted(cells.items()))
    tag = body[body.rindex(b"<", 0, old.start) : old.start]
    pieces: list[bytes] = []
    done = old.start
    for match in sheet.patterns.whole_cell.finditer(body, old.start, old.end):
        column = column_number(match[1].decode())
        pieces.append(body[done : match.start()])
        pieces += (waiting.pop(each).encode() for each in list(waiting) if each < column)
        pieces.append(waiting.pop(column).encode() if column in waiting else match[0])
        done = match.end()
    pieces += (each.encode() for each in waiting.values())
    opened = tag[:-2].rstrip() + b">" if _is_empty(sheet, old) else tag
    return b"".join((_SPANS.sub(b"", opened), *pieces, body[done : old.end], _closing(sheet)))


def _is_empty(sheet: SheetXml, row: Row) -> bool:
    return sheet.body[row.start - 2 : row.start] == b"/>"


def _closing(sheet: SheetXml) -> bytes:
    return b"</%srow>" % sheet.prefix.encode()
