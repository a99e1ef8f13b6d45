"""The rows and cells of a sheet part as a stream of small tuples: the fast way and the sure way, which agree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from pakt_xl.domain.table import column_letters, column_number
from pakt_xl.ooxml.events import Listener
from pakt_xl.ooxml.parts import whole_number
from pakt_xl.ooxml.scan import TEXT, Scanner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pakt_xl.ooxml.package import Package

Token: TypeAlias = tuple[str, str, str, str, str, str, str, str, str, str]
"""Column letters, style, type, attributes of the formula, formula, ``<v`` if there is a value, value, inline text,
row number, odd text. A cell has column letters, the start of a row has a number; what is absent is empty, and texts
are still escaped as in XML."""

_SCANNER = Scanner(
    "worksheet",
    "sheetData",
    "row",
    r'<c r="([A-Z]{1,3})\d+"(?: s="(\d+)")?(?: t="([a-zA-Z]+)")?(?: ?/>|>'
    rf'(?:<f((?: [a-z0-9:]+="[^"<&]*")*)(?: ?/>|>({TEXT})</f>))?'
    rf'(?:(<v)(?: xml:space="preserve")?(?: ?/>|>({TEXT})</v>))?'
    rf'(?:<is><t(?: xml:space="preserve")?>({TEXT})</t></is>)?</c>)'
    r'|</row>|<row r="(\d{1,7})"[^<>]*>|[ \n]+',
)
_REF = re.compile(r"([A-Za-z]{1,3})[0-9]+")
_CELL = ("style", "kind", "attributes", "formula", "has_value", "value", "text")


def plain_tokens(package: Package, part: str, end: str = "") -> Iterator[list[Token]]:
    """Yield the tokens of a sheet in batches, the fast way. Raises NotPlain; a token with odd text means the same.

    With ``end``, the letters of a column, rows are read up to the column before it.
    """
    return _SCANNER.batches(package, part, (f'<c r="{end}', "</row>") if end else None)


def any_tokens(package: Package, part: str) -> Iterator[list[Token]]:
    """Yield the same tokens, the sure way. Raises UnusableError when the part is damaged."""
    rows = _Rows(package, part)
    for _ in rows.pieces():
        yield rows.take()
        if rows.complete:
            return
    raise rows.damaged()  # no sheet: without cells its tables would look blank


class _Rows(Listener):
    def __init__(self, package: Package, part: str) -> None:
        super().__init__(package, part)
        self.complete = False
        self._tokens: list[Token] = []
        self._row = self._column = 0
        self._cell: dict[str, str] = {}

    def take(self) -> list[Token]:
        taken, self._tokens = self._tokens, []
        return taken

    def started(self, kind: str, attributes: dict[str, str]) -> None:
        if kind == "row":
            self._row = self._row_number(attributes)
            self._column = 0
            self._tokens.append(("", "", "", "", "", "", "", "", str(self._row), ""))
        elif kind == "c":
            self._column = self._column_number(attributes)
            self._cell = {"style": attributes.get("s", ""), "kind": attributes.get("t", "")}
        elif kind == "f":
            self._cell["attributes"] = "".join(f' {key}="{value}"' for key, value in attributes.items())

    def ended(self, kind: str, text: str) -> None:
        cell = self._cell
        if kind == "c":
            fields = (_escaped(cell.get(key, "")) for key in _CELL)
            style, kind, attributes, formula, has_value, value, inline = fields
            where = column_letters(self._column)
            self._tokens.append((where, style, kind, attributes, formula, has_value, value, inline, "", ""))
        elif kind == "v":
            cell["has_value"], cell["value"] = "<v", text
        elif kind == "f":
            cell["formula"] = text
        elif kind == "t":
            cell["text"] = cell.get("text", "") + text
        elif kind == "sheetData":
            self.complete = True

    def _row_number(self, attributes: dict[str, str]) -> int:
        """Row without a number follows its predecessor."""
        number = attributes.get("r")
        if number is None:
            return self._row + 1
        if not whole_number(number, 0):
            raise self.damaged()
        return int(number)

    def _column_number(self, attributes: dict[str, str]) -> int:
        """Cell without an address follows its predecessor."""
        if "r" not in attributes:
            return self._column + 1
        match = _REF.fullmatch(attributes["r"])
        if not match:
            raise self.damaged()
        return column_number(match[1].upper())


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;")
