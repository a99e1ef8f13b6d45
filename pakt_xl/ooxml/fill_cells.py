"""Cells of the user that stay when a table is filled: what is typed beside our columns, and shared formulas."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from pakt_xl.domain.table import column_number
from pakt_xl.ooxml import escapes
from pakt_xl.ooxml.fill_formula import shifted
from pakt_xl.ooxml.render import Raw, escaped

if TYPE_CHECKING:
    from pakt_xl.ooxml.fill_formula import Span
    from pakt_xl.ooxml.fill_sheet import SheetXml

_STYLE = re.compile(r"""\ss\s*=\s*["']([0-9]+)["']""")
_TYPE = re.compile(r"""\st\s*=\s*["'][^"']*["']""")
_FORMULA = re.compile(
    r"<(?P<prefix>[\w.-]+:)?f(?P<attributes>(?:\s[^>]*?)?)(?:/>|>(?P<text>.*?)</(?:[\w.-]+:)?f>)", re.DOTALL
)
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*["']([^"']*)["']""")
_CONTENT = re.compile(r"<(?:[\w.-]+:)?(?:f[\s>/]|v(?:\s[^>]*[^/])?>[^<]|is[\s>])")


@dataclass(frozen=True, slots=True)
class CellFormula:
    """A formula without ``=``, as it would stand in its own cell."""

    text: str
    array: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """A cell of the user that follows its row: its old row, its attributes and what stands in it."""

    row: int
    attributes: str
    content: str
    formula: CellFormula | None

    def placed(self, row: int, letters: str, prefix: str) -> Raw:
        """Return the cell for its new row. A formula moves as if it had been cut and filled, without its value."""
        tag = f"{prefix}c"
        if self.formula is None:
            return Raw(f'"{self.attributes}>{self.content}</{tag}>')
        text = escaped(escapes.encode(shifted(self.formula.text, row - self.row)))
        kind = f' t="array" ref="{letters}{row}"' if self.formula.array else ""
        told = _TYPE.sub("", self.attributes)
        return Raw(f'"{told}><{prefix}f{kind}>{text}</{prefix}f></{tag}>')


class SharedFormulas:
    """The shared formulas of a sheet by their number: text, row and column of the cell that holds the text."""

    def __init__(self, sheet: SheetXml) -> None:
        self._masters: dict[str, tuple[str, int, int]] = {}
        self._gone: set[str] = set()
        self._sheet = sheet
        if b'"shared"' not in sheet.body:
            return
        for match in sheet.patterns.whole_cell.finditer(sheet.body):
            formula = _FORMULA.search(match[4].decode()) if b'"shared"' in (match[4] or b"") else None
            if formula and formula["text"]:
                place = int(match[2]), column_number(match[1].decode())
                self._masters[_attributes(formula).get("si", "")] = _typed(formula["text"]), *place

    def formula(self, content: str, row: int, column: int) -> CellFormula | None:
        """Return the formula in the content of a cell; None if there is none, or only a value can be kept."""
        match = _FORMULA.search(content)
        if not match:
            return None
        told = _attributes(match)
        if told.get("t") == "shared" and told.get("si") in self._masters:
            text, top, left = self._masters[told["si"]]
            return CellFormula(shifted(text, row - top, column - left))
        if not match["text"]:
            return None
        return CellFormula(_typed(match["text"]), array=told.get("t") == "array")

    def leave(self, span: Span) -> None:
        """Note that all cells of a table are written anew, and with them the texts that others share."""
        for number, (_, row, column) in self._masters.items():
            if span.first <= row <= span.old_last and span.left <= column <= span.right:
                self._gone.add(number)

    def detached(self, cells: bytes) -> bytes:
        """Return cells that stay, with formulas of their own where the cell that held the text is gone."""
        if not self._gone or b'"shared"' not in cells:
            return cells
        return self._sheet.patterns.whole_cell.sub(self._detach, cells)

    def _detach(self, match: re.Match[bytes]) -> bytes:
        cell, content = match[0].decode(), (match[4] or b"").decode()
        found = _FORMULA.search(content)
        if not found or _attributes(found).get("si") not in self._gone:
            return match[0]
        formula = self.formula(content, int(match[2]), column_number(match[1].decode()))
        p = found["prefix"] or ""
        own = f"<{p}f>{escaped(escapes.encode(formula.text))}</{p}f>" if formula else ""
        return cell.replace(found[0], own, 1).encode()


def style_of(attributes: str) -> int:
    """Return the style index in the attributes of a cell or row; 0 if it says none."""
    match = _STYLE.search(attributes)
    return int(match[1]) if match else 0


def has_content(cell: str) -> bool:
    """Whether a cell, or its content, holds a value or a formula, not only a format."""
    return bool(_CONTENT.search(cell))


def _attributes(formula: re.Match[str]) -> dict[str, str]:
    return dict(_ATTRIBUTE.findall(formula["attributes"]))


def _typed(text: str) -> str:
    """Text of a formula as the user typed it."""
    return escapes.decode(unescape(text))
