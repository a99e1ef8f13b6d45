"""The sure way through a long part: an XML parser that reports elements of the main namespace, piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError, ParserCreate

from pakt_xl.ooxml import gate
from pakt_xl.ooxml.directory import damaged
from pakt_xl.ooxml.parts import MAIN, MAIN_STRICT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pakt_xl.domain.errors import UnusableError
    from pakt_xl.ooxml.package import Package


class Listener:
    """Follows the parser through a part; what it learns is kept by its two methods `started` and `ended`.

    Prefixes, transitional and Strict namespaces are all the same to it; phonetic runs are left out.
    """

    def __init__(self, package: Package, part: str) -> None:
        self._package, self._part = package, part
        self._text: list[str] = []
        self._phonetic = False
        self._parser = ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text.append
        self._parser.StartDoctypeDeclHandler = self._doctype

    def started(self, kind: str, attributes: dict[str, str]) -> None:
        """Take note that an element begins."""

    def ended(self, kind: str, text: str) -> None:
        """Take note that an element ends; ``text`` is what stood in it after its last child."""

    def pieces(self) -> Iterator[None]:
        """Parse the part, pausing after each piece. Raises UnusableError when the part is damaged."""
        try:
            for chunk in self._package.chunks(self._part):
                self._parser.Parse(chunk)
                yield
            self._parser.Parse(b"", True)
        except ExpatError as error:
            raise self.damaged() from error

    def damaged(self) -> UnusableError:
        """The message for a part that is not what its format promises."""
        return damaged(self._package.file, self._part)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._text.clear()
        kind = _local(name)
        self._phonetic = self._phonetic or kind == "rPh"
        if kind:
            self.started(kind, attributes)

    def _end(self, name: str) -> None:
        kind = _local(name)
        if kind == "rPh":  # how a word is pronounced is no part of the text
            self._phonetic = False
        elif kind and not self._phonetic:
            self.ended(kind, "".join(self._text))
        self._text.clear()

    def _doctype(self, *_: object) -> None:
        raise gate.doctype(self._part, self._package.file)


def _local(name: str) -> str:
    """Name of an element of the main namespace; empty for all others."""
    namespace, _, local = name.rpartition(" ")
    return local if namespace in (MAIN, MAIN_STRICT) else ""
