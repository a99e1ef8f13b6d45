"""The table part of a filled table: its new place, without filter and sort, and the formulas of its totals row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pakt_xl.ooxml.edit import local, xml_bytes
from pakt_xl.ooxml.fill_ranges import range_text
from pakt_xl.ooxml.parts import child, children, xml_root

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pakt_xl.ooxml.fill_formula import Span
    from pakt_xl.ooxml.package import Package
    from pakt_xl.ooxml.parts import TableInfo


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table part as it will be; ``filtered`` rows were hidden by a filter, ``cleared`` a filter or sort removed."""

    name: str
    data: bytes
    filtered: bool
    cleared: bool


def filled_part(package: Package, info: TableInfo, span: Span) -> TablePart:
    """Return the table part for the table's new place. A part in which nothing changes keeps its bytes."""
    root = xml_root(package, info.part)
    filters = child(root, "autoFilter")
    filtered = filters is not None and _clear_filters(filters)
    cleared = filtered
    for parent in (root,) if filters is None else (root, filters):
        for state in list(children(parent, "sortState")):
            parent.remove(state)
            cleared = True
    ref = range_text(info.first_row, span.new_last, info.first_col, info.last_col)
    moved = _set(root, "ref", ref)
    if filters is not None:
        rows = range_text(info.first_row, span.new_end, info.first_col, info.last_col)
        moved = _set(filters, "ref", rows) or moved
    if root.attrib.pop("insertRow", ""):  # an empty table that waits for its first row
        moved = True
    data = xml_bytes(root) if moved or cleared else package.read(info.part)
    return TablePart(info.part, data, filtered, cleared)


def _clear_filters(filters: Element) -> bool:
    """Remove what hides rows; a column whose button is hidden keeps that."""
    found = False
    for column in list(children(filters, "filterColumn")):
        conditions = [each for each in column if local(each)]
        found = found or bool(conditions)
        for condition in conditions:
            column.remove(condition)
        if not {"hiddenButton", "showButton"} & set(column.keys()):
            filters.remove(column)
    return found


def _set(element: Element, name: str, value: str) -> bool:
    if element.get(name) == value:
        return False
    element.set(name, value)
    return True
