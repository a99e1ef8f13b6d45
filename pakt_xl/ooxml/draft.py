"""A change of several parts, prepared as a whole: the package stays as it is until all of it is ready."""

from __future__ import annotations

import posixpath
import re
from string import digits
from typing import TYPE_CHECKING

from lxml import etree

from pakt_xl.ooxml.calc import CONTENT_TYPES, drop_calc_chain, force_recalculation
from pakt_xl.ooxml.edit import xml_bytes
from pakt_xl.ooxml.parts import OFFICE_RELS, Workbook, relations_part, xml_root

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pakt_xl.ooxml.package import Package

PACKAGE_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"

_TRANSITIONAL = re.compile(rb"http://schemas\.openxmlformats\.org/(officeDocument|\w+ml)/2006/(\w+)")


class Draft:
    """New and amended parts of a package, put into it by `apply`."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.book = Workbook.of(package)
        self._added: dict[str, bytes] = {}
        self._trees: dict[str, Element] = {}
        self._taken = {name.lower() for name in package.names}

    def change(self, part: str) -> Element:
        """Root of a part that is there; what is done to this tree is written by `apply`."""
        if part not in self._trees:
            self._trees[part] = xml_root(self.package, part)
        return self._trees[part]

    def amend(self, part: str, root: Element) -> None:
        """Write this tree in place of a part that is there."""
        self._trees[part] = root

    def fresh_name(self, like: str) -> str:
        """Reserve this part name or, if it is taken, one like it with another number."""
        stem, _, ending = like.rpartition(".")
        name, number = like, 1
        while name.lower() in self._taken:
            name = f"{stem.rstrip(digits)}{number}.{ending}"
            number += 1
        self._taken.add(name.lower())
        return name

    def add(self, name: str, data: bytes, content_type: str = "") -> None:
        """Add a part; without a content type (relations) the package's default for its ending holds."""
        self._taken.add(name.lower())
        self._added[name] = self._in_dialect(data)
        if content_type:
            types = self.change(CONTENT_TYPES)
            override = etree.SubElement(types, f"{{{etree.QName(types).namespace}}}Override")
            override.set("PartName", f"/{name}")
            override.set("ContentType", content_type)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Relate a part that is there to another one and return the id of the relation."""
        name = relations_part(part)
        if self.package.find(name) is None and name not in self._trees:
            self._trees[name] = etree.fromstring(f'<Relationships xmlns="{PACKAGE_RELS}"/>')
        root = self.change(self.package.find(name) or name)
        taken = {each.get("Id") for each in root}
        number = len(taken) + 1
        while f"rId{number}" in taken:
            number += 1
        relation = etree.SubElement(root, f"{{{PACKAGE_RELS}}}Relationship")
        relation.set("Id", f"rId{number}")
        kind_in_full = self._in_dialect(f"{OFFICE_RELS}/{kind}".encode()).decode()
        relation.set("Type", kind_in_full)
        relation.set("Target", relative(part, target))
        return f"rId{number}"

    def apply(self) -> None:
        """Put everything into the package and have the office program compute anew what it cached."""
        for name, root in self._trees.items():
            if self.package.find(name):
                self.package.replace(name, xml_bytes(root))
            else:
                self.package.add(name, xml_bytes(root))
        for name, data in self._added.items():
            self.package.add(name, data)
        drop_calc_chain(self.package)
        force_recalculation(self.package)

    def _in_dialect(self, data: bytes) -> bytes:
        """Return the part in the dialect of this workbook: Strict OOXML has other names for the same things."""
        if not self.book.strict:
            return data
        return _TRANSITIONAL.sub(rb"http://purl.oclc.org/ooxml/\1/\2", data)


def relative(part: str, target: str) -> str:
    """Return a part's name as the relations of another part write it, e.g. ``../tables/table7.xml``."""
    return posixpath.relpath(target, posixpath.dirname(part) or ".")
