"""Styles for dates: a date in a cell without a date format, or a number in one that has it, would be unreadable."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from lxml import etree

from pakt_xl.ooxml.edit import xml_bytes
from pakt_xl.ooxml.parts import Workbook, child, children, xml_root
from pakt_xl.ooxml.values import is_date_format

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pakt_xl.ooxml.package import Package

_DATE, _MOMENT = "14", "22"  # built-in: the day, and the day with its time, as the user's country writes them
_GENERAL = "0"
_FORMAT = ("numFmtId", "applyNumberFormat")


class Styles:
    """The cell styles of a workbook; what is missing is appended, and put into the package by `apply`."""

    def __init__(self, package: Package, book: Workbook) -> None:
        self._package = package
        self._part = book.related("styles")
        self._known: dict[tuple[int, str], int | None] = {}
        self._changed = False
        self._list: Element | None = None
        self._formats: list[Element] = []
        self._codes: dict[str, str] = {}

    def dated(self, style: int, *, timed: bool) -> int | None:
        """Return this style if it shows dates, else one like it that does; ``timed`` asks for the time of day.

        None when the workbook has no such style and no list to append one to.
        """
        return self._fitting(style, _MOMENT if timed else _DATE)

    def undated(self, style: int) -> int:
        """Return this style unless it shows numbers as dates, else one like it that does not."""
        fitting = self._fitting(style, _GENERAL)
        return style if fitting is None else fitting

    def apply(self) -> None:
        """Put the styles part into the package if a style was appended."""
        if self._changed and self._part and self._list is not None:
            self._list.set("count", str(len(self._formats)))
            self._package.replace(self._part, xml_bytes(self._list.getroottree().getroot()))

    def _fitting(self, style: int, wanted: str) -> int | None:
        key = style, wanted
        if key not in self._known:
            self._known[key] = self._found(style, wanted)
        return self._known[key]

    def _found(self, style: int, wanted: str) -> int | None:
        self._load()
        if style >= len(self._formats):
            return None
        own = self._formats[style]
        if self._is_date(own) == (wanted != _GENERAL):
            return style
        look = _look(own)
        for index, other in enumerate(self._formats):
            if other.get("numFmtId") == wanted and _look(other) == look:
                return index
        return self._append(own, wanted)

    def _append(self, own: Element, wanted: str) -> int:
        fresh = copy.deepcopy(own)
        fresh.set("numFmtId", wanted)
        fresh.set("applyNumberFormat", "1")
        self._formats[-1].addnext(fresh)
        self._formats.append(fresh)
        self._changed = True
        return len(self._formats) - 1

    def _load(self) -> None:
        if self._list is not None or self._part is None:
            return
        root = xml_root(self._package, self._part)
        self._list = child(root, "cellXfs")
        codes = child(root, "numFmts")
        self._formats = [] if self._list is None else list(children(self._list, "xf"))
        self._codes = {
            form.get("numFmtId", ""): form.get("formatCode", "")
            for form in (() if codes is None else children(codes, "numFmt"))
        }

    def _is_date(self, style: Element) -> bool:
        number = style.get("numFmtId", _GENERAL)
        return is_date_format(number, self._codes.get(number))


def _look(style: Element) -> tuple[object, ...]:
    """What two styles share that differ in their number format only."""
    told = sorted((str(name), str(value)) for name, value in style.attrib.items() if name not in _FORMAT)
    return tuple(told), tuple(etree.tostring(each, with_tail=False) for each in style)
