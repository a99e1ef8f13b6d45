"""What is put back into a workbook comes from a donor: its elements and parts, turned into the target's ids."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from lxml import etree

from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.table import fold
from pakt_xl.ooxml import escapes
from pakt_xl.ooxml.calc import CONTENT_TYPES
from pakt_xl.ooxml.draft import Draft, relative
from pakt_xl.ooxml.edit import entries_of, local, tag_beside, xml_bytes
from pakt_xl.ooxml.graft_formula import Renames
from pakt_xl.ooxml.graft_styles import StyleMerger, empty_styles
from pakt_xl.ooxml.parts import (
    MAIN,
    MAIN_STRICT,
    Workbook,
    child,
    children,
    relations,
    relations_part,
    whole_number,
    xml_root,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pakt_xl.ooxml.package import Package
    from pakt_xl.ooxml.parts import Relation, SheetInfo, TableInfo

STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_DAYS_TO_1904 = 1462  # the number of 1 January 1904 in the other date system
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_FORMULAS = frozenset({"f", "formula", "formula1", "formula2", "calculatedColumnFormula", "totalsRowFormula"})
_PARTS_TAKEN = frozenset({"table", "hyperlink", "drawing", "image", "chart", "chartStyle", "chartColorStyle"})
_FORMATS = (
    *("dxfId", "headerRowDxfId", "dataDxfId", "totalsRowDxfId"),
    *("headerRowBorderDxfId", "tableBorderDxfId", "totalsRowBorderDxfId"),
)


class Graft:
    """A donor and the draft of its target: ids of styles and names of sheets and tables in both."""

    def __init__(self, target: Package, donor: Package) -> None:
        self.draft = Draft(target)
        self.donor = donor
        self.source = Workbook.of(donor)
        self.names = defined_names(self.draft)
        self.renames = Renames({}, {})
        for sheet in self.source.sheets:
            there = self.counterpart(sheet)
            if there and fold(there.name) != fold(sheet.name):
                self.renames.sheets[sheet.name.casefold()] = there.name
        self._styles_part = self.draft.book.related("styles")
        namespace = MAIN_STRICT if self.draft.book.strict else MAIN
        own = xml_root(target, self._styles_part) if self._styles_part else empty_styles(namespace)
        self._merger = StyleMerger(own, xml_root(donor, self.source.related("styles") or ""))
        self._strings: list[Element] | None = None
        self._table_id = 0
        self._days = (self.source.date1904 - self.draft.book.date1904) * _DAYS_TO_1904

    def counterpart(self, sheet: SheetInfo) -> SheetInfo | None:
        """Sheet of the target that stands for this one of the donor: it has its tables, or else its name."""
        for table in self.tables_on(sheet):
            there = self.draft.book.table(table.name)
            if there:
                return there.sheet
        return self.draft.book.sheet(sheet.name)

    def tables_on(self, sheet: SheetInfo) -> list[TableInfo]:
        """Tables of the donor on this sheet of the donor."""
        return [table for table in self.source.tables if table.sheet == sheet]

    def fresh_table_id(self) -> int:
        """Number that no table of the target has, counting those drafted before."""
        if not self._table_id:
            roots = (xml_root(self.draft.package, table.part) for table in self.draft.book.tables)
            self._table_id = max((whole_number(root.get("id", ""), 0) for root in roots), default=0)
        self._table_id += 1
        return self._table_id

    def require_free_name(self, table: str) -> None:
        """Refuse when a defined name of the user's bars the name of a table that is to be put back."""
        if fold(table) in self.names:
            raise UnusableError(
                f"Die Tabelle „{table}“ lässt sich in „{self.draft.book.file}“ nicht ergänzen: Es gibt dort schon "
                "einen Namen, der so heißt. Bitte benennen Sie ihn um (Formeln > Namens-Manager)."
            )

    def convert(self, root: Element) -> Element:
        """Turn an element of the donor, which is changed, and all in it into ids and names of the target."""
        for element in list(root.iter("{*}*")):
            name = local(element)
            if name in ("c", "row", "col"):
                self._convert_place(element, name)
            elif name in _FORMULAS:
                element.text = self.renames.formula(element.text or "")
            elif name == "dataValidation" and element.get("type") == "date":
                for limit in element.iterchildren("{*}formula1", "{*}formula2"):
                    self._shift_day(limit)
            elif name == "hyperlink" and "location" in element.attrib:
                element.set("location", self.renames.formula(element.get("location", "")))
            for attribute in _FORMATS:
                if attribute in element.attrib:
                    element.set(attribute, str(self._merger.differential(int(element.get(attribute, "0")))))
        return root

    def finish(self) -> None:
        """Put all that was drafted into the target."""
        if self._merger.changed and self._styles_part:
            self.draft.amend(self._styles_part, self._merger.finished())
        elif self._merger.changed:
            part = self.draft.fresh_name("xl/styles.xml")
            self.draft.add(part, xml_bytes(self._merger.finished()), STYLES_TYPE)
            self.draft.relate(self.draft.book.part, "styles", part)
        self.draft.apply()

    def copy_relations(self, donor_part: str, part: str, tables: dict[str, str]) -> None:
        """Copy what a part of the donor is related to; ``tables`` are table parts that have been drafted."""
        name = self.donor.find(relations_part(donor_part))
        if name is None:
            return
        root = xml_root(self.donor, name)
        for entry, relation in zip(entries_of(root), relations(self.donor, donor_part), strict=True):
            if relation.kind not in _PARTS_TAKEN:
                raise ValueError(f"{donor_part}: a relation of kind {relation.kind} cannot be copied")
            if relation.external:
                entry.set("Target", self.renames.formula(relation.target))
            else:
                target = tables.get(relation.target) or self._copy_part(relation)
                entry.set("Target", relative(part, target))
        self.draft.add(relations_part(part), xml_bytes(root))

    def content_type(self, part: str) -> str:
        """Content type of a part of the donor."""
        types = xml_root(self.donor, CONTENT_TYPES)
        found = {entry.get("PartName", "").lower(): entry.get("ContentType", "") for entry in types}
        endings = {entry.get("Extension", "").lower(): entry.get("ContentType", "") for entry in types}
        return found.get(f"/{part}".lower()) or endings[part.rpartition(".")[2].lower()]

    def _copy_part(self, relation: Relation) -> str:
        """Draft a copy of a drawing, chart or picture with all it needs and return its name."""
        name = self.draft.fresh_name(relation.target)
        data = self.donor.read(relation.target)
        if relation.kind != "image":
            data = xml_bytes(self.convert(xml_root(self.donor, relation.target)))
        self.draft.add(name, data, self.content_type(relation.target))
        self.copy_relations(relation.target, name, {})
        return name

    def _convert_place(self, element: Element, name: str) -> None:
        """Convert a cell, row or column: its style, its date, and a shared string to one of its own."""
        attribute = "style" if name == "col" else "s"
        style = int(element.get(attribute, "0"))
        if attribute in element.attrib:
            element.set(attribute, str(self._merger.cell(style)))
        value = child(element, "v")
        if value is None:
            return
        if not value.text:
            element.remove(value)
        elif element.get("t") == "s":
            element.set("t", "inlineStr")
            element.replace(value, self._shared_string(int(value.text)))
        elif element.get("t", "n") == "n" and self._merger.shows_date(style):
            self._shift_day(value)

    def _shift_day(self, element: Element) -> None:
        """Count a date in the date system of the target."""
        if self._days and _NUMBER.fullmatch(element.text or ""):
            element.text = str(Decimal(element.text or "") + self._days)

    def _shared_string(self, index: int) -> Element:
        if self._strings is None:
            self._strings = entries_of(xml_root(self.donor, self.source.related("sharedStrings") or ""))
        string = etree.fromstring(etree.tostring(self._strings[index], with_tail=False))
        string.tag = tag_beside(string, "is")
        return string


def defined_names(draft: Draft) -> set[str]:
    """Names of the workbook's scope in the form in which they are compared."""
    listed = child(xml_root(draft.package, draft.book.part), "definedNames")
    found = children(listed, "definedName") if listed is not None else ()
    return {fold(escapes.decode(each.get("name", ""))) for each in found if "localSheetId" not in each.attrib}
