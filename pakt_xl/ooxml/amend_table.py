"""The table part of an amended table: it ends with its new rows, a filter or sort of the user stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.ooxml.edit import xml_bytes
from pakt_xl.ooxml.fill_ranges import moved_range, range_text
from pakt_xl.ooxml.parts import child, xml_root

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pakt_xl.ooxml.fill_formula import Span
    from pakt_xl.ooxml.package import Package
    from pakt_xl.ooxml.parts import TableInfo


def amended_part(package: Package, info: TableInfo, span: Span) -> bytes:
    """Return the table part for the table's new place; one in which nothing changes keeps its bytes."""
    root = xml_root(package, info.part)
    before = xml_bytes(root)
    root.attrib.pop("insertRow", "")  # an empty table that waits for its first row
    root.set("ref", range_text(info.first_row, span.new_last, info.first_col, info.last_col))
    filters = child(root, "autoFilter")
    if filters is not None:
        filters.set("ref", range_text(info.first_row, span.new_end, info.first_col, info.last_col))
    for parent in (root, filters):
        state = None if parent is None else child(parent, "sortState")
        if state is not None:
            _follow(state, span)
    after = xml_bytes(root)
    return package.read(info.part) if after == before else after


def _follow(state: Element, span: Span) -> None:
    """Have what was sorted, and by what, end with the table again."""
    for element in (state, *state):
        ref = element.get("ref")
        if ref:
            element.set("ref", moved_range(ref, span))
