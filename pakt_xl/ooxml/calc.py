"""Calculation state of a workbook: what the office program cached must not outlive the cells it was made for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.ooxml.edit import WORKBOOK, section, xml_bytes
from pakt_xl.ooxml.parts import Workbook, relations, relations_part, xml_root

if TYPE_CHECKING:
    from pakt_xl.ooxml.package import Package

CONTENT_TYPES = "[Content_Types].xml"


def drop_calc_chain(package: Package) -> None:
    """Leave out the order of calculation, which names cells that may be gone; Excel makes it anew."""
    book = Workbook.of(package).part
    for relation in relations(package, book):
        if relation.kind == "calcChain":
            _remove(package, relations_part(book), "Id", relation.id)
            _remove(package, CONTENT_TYPES, "PartName", f"/{relation.target}")
            if package.find(relation.target):
                package.drop(relation.target)


def force_recalculation(package: Package) -> None:
    """Have the office program compute every formula when it opens the file."""
    book = Workbook.of(package).part
    root = xml_root(package, book)
    calculation = section(root, "calcPr", WORKBOOK)
    if calculation.get("fullCalcOnLoad") not in ("1", "true"):
        calculation.set("fullCalcOnLoad", "1")
        package.replace(book, xml_bytes(root))


def _remove(package: Package, part: str, attribute: str, value: str) -> None:
    """Take the entries with this attribute out of a list of relations or content types."""
    root = xml_root(package, part)
    for entry in list(root.iterchildren("{*}*")):
        if entry.get(attribute, "").lower() == value.lower():
            root.remove(entry)
    package.replace(part, xml_bytes(root))
