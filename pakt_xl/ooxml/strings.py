"""The shared strings of a workbook: rich text joined, how a word is pronounced left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.ooxml import escapes
from pakt_xl.ooxml.events import Listener
from pakt_xl.ooxml.scan import TEXT, NotPlain, Scanner, unescaped

if TYPE_CHECKING:
    from pakt_xl.ooxml.package import Package

_SCANNER = Scanner("sst", "sst", "si", rf'<si><t(?: xml:space="preserve")?(?: ?/>|>({TEXT})</t>)</si>')


def shared_strings(package: Package, part: str) -> list[str]:
    """All shared strings by number. Raises UnusableError when the part is damaged."""
    try:
        return plain_strings(package, part)
    except NotPlain:
        return any_strings(package, part)


def plain_strings(package: Package, part: str) -> list[str]:
    """All strings, the fast way. Raises NotPlain."""
    strings: list[str] = []
    for batch in _SCANNER.batches(package, part):
        for text, odd in batch:
            if odd:
                raise NotPlain
            strings.append(escapes.decode(unescaped(text)))
    return strings


def any_strings(package: Package, part: str) -> list[str]:
    """All strings, the sure way. Raises UnusableError when the part is damaged."""
    items = _Items(package, part)
    for _ in items.pieces():
        pass
    return items.strings


class _Items(Listener):
    def __init__(self, package: Package, part: str) -> None:
        super().__init__(package, part)
        self.strings: list[str] = []
        self._item = ""

    def started(self, kind: str, _attributes: dict[str, str]) -> None:
        if kind == "si":
            self._item = ""

    def ended(self, kind: str, text: str) -> None:
        if kind == "t":
            self._item += text
        elif kind == "si":
            self.strings.append(escapes.decode(self._item))
