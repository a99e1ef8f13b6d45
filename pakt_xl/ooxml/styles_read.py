"""Which cell styles show a date: number formats of the styles part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.ooxml.parts import child, children, xml_root
from pakt_xl.ooxml.values import is_date_format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from pakt_xl.ooxml.package import Package


def date_styles(package: Package, part: str) -> frozenset[str]:
    """Numbers of the cell styles with a date format, as text, as cells spell them."""
    root = xml_root(package, part)
    codes = {each.get("numFmtId", ""): each.get("formatCode", "") for each in _items(root, "numFmts", "numFmt")}
    formats = [each.get("numFmtId", "") for each in _items(root, "cellXfs", "xf")]
    dates = {number for number in set(formats) if is_date_format(number, codes.get(number))}
    return frozenset(str(index) for index, number in enumerate(formats) if number in dates)


def _items(root: etree._Element, group: str, name: str) -> Iterator[etree._Element]:
    around = child(root, group)
    return iter(()) if around is None else children(around, name)
