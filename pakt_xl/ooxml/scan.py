"""The fast way through a long part: one regular expression, piece by piece, that gives up on anything unusual.

It knows only what Excel, LibreOffice and openpyxl write and takes a third of an XML parser's time. Whoever uses
it has the parser's way as well, for the parts where it raises NotPlain.
"""

from __future__ import annotations

import codecs
import re
from collections import deque
from typing import TYPE_CHECKING, Any

from pakt_xl.ooxml.parts import MAIN, MAIN_STRICT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pakt_xl.ooxml.package import Package

TEXT = r"[^<\x00-\x08\x0b-\x1f]*"
"""Pattern of text as it stands in XML, escapes included."""

_LONGEST = 1 << 22  # characters of one row or string; searching a longer one again with each piece would take hours
_ENTITY = re.compile(r"&([^;&]{0,9};?)")
_ENTITIES = {"amp;": "&", "lt;": "<", "gt;": ">", "quot;": '"', "apos;": "'"}


class NotPlain(Exception):  # noqa: N818 - no error: the part is read the other way
    """The part holds something that only an XML parser understands."""


class Scanner:
    """How a part is taken apart: root element, the element around the items, start of an item, its pattern.

    The pattern's last group takes any one character that no other branch takes, so that nothing is left over.
    """

    def __init__(self, root: str, around: str, item: str, pattern: str) -> None:
        self._head = re.compile(
            rf'(?:<\?xml[^<>]*\?>\s*)?<{root}\s[^<>]*?xmlns="(?:{MAIN}|{MAIN_STRICT})"[^<>]*(?<!/)>'
        )
        self._start = re.compile(rf"<{around}(?:\s[^<>]*)?>")
        self._end = f"</{around}>"
        self._item = f"<{item}"
        self._find = re.compile(rf"{pattern}|(.)", re.DOTALL | re.ASCII).findall

    def batches(
        self, package: Package, part: str, cut_out: tuple[str, str] | None = None
    ) -> Iterator[list[tuple[Any, ...]]]:
        """Yield what the pattern finds, a batch for each piece. Raises NotPlain.

        ``cut_out`` are two texts: what stands from the first up to the second is not looked at.
        """
        decode = codecs.getincrementaldecoder("utf-8")().decode
        chunks = package.chunks(part)
        rest, inside = "", False
        try:
            for chunk in chunks:
                rest += decode(chunk)
                rest, inside = rest if inside else self._after_start(rest), True
                end = rest.find(self._end)
                cut = end if end >= 0 else rest.rfind(self._item)
                if cut > 0:
                    yield self._find(without(rest[:cut], *cut_out) if cut_out else rest[:cut])
                    rest = rest[cut:]
                elif len(rest) > _LONGEST:
                    break
                if end >= 0:
                    deque(chunks, maxlen=0)  # unpacking to the end proves the checksum of the part
                    return
        except UnicodeDecodeError:
            pass
        raise NotPlain

    def _after_start(self, text: str) -> str:
        """What follows the start of the element around the items; the head before it must be plain too."""
        start = self._start.search(text)
        if not start or not self._head.match(text) or "<!" in text[: start.start()]:
            raise NotPlain
        return self._end if start[0].endswith("/>") else text[start.end() :]


def without(text: str, start: str, end: str) -> str:
    """The text less every stretch from ``start`` up to the next ``end``, or up to its own end."""
    kept, at = [], 0
    while (cut := text.find(start, at)) >= 0:
        kept.append(text[at:cut])
        at = text.find(end, cut)
        if at < 0:
            return "".join(kept)
    return "".join((*kept, text[at:]))


def unescaped(text: str) -> str:
    """Text without the escapes of XML. Raises NotPlain for an escape that XML does not know."""
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    name = match[1]
    if name in _ENTITIES:
        return _ENTITIES[name]
    number = re.fullmatch(r"#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));", name)
    code = int(number[1], 16) if number and number[1] else int(number[2]) if number else 0
    if not (code in (0x9, 0xA, 0xD) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000):  # noqa: PLR2004 - the characters of XML
        raise NotPlain
    return chr(code)
