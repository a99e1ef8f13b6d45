"""The parts of a workbook and how they hang together: relations, sheets, tables; transitional and Strict OOXML."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.table import column_number, fold
from pakt_xl.ooxml import escapes, gate
from pakt_xl.ooxml.directory import damaged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pakt_xl.ooxml.package import Package

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MAIN_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE_RELS_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"

LAST_ROW = 1_048_576
"""Rows of a sheet."""

_DIGITS = 10
_REF = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})(?::\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6}))?")


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of a part: id, last word of its type (``table``, ``worksheet`` …), full name of the target part.

    ``target`` is a web address or a path outside when ``external``.
    """

    id: str
    kind: str
    target: str
    external: bool = False


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A sheet in the order of its tab (0-based ``index``); state is visible, hidden or veryHidden."""

    name: str
    part: str
    state: str
    index: int


@dataclass(frozen=True, slots=True)
class ColumnInfo:
    """A column of a table; ``formula`` is its column formula without ``=``."""

    name: str
    id: int
    formula: str | None = None
    totals_label: str | None = None


@dataclass(frozen=True, slots=True)
class TableInfo:
    """A table and its place on the sheet, 1-based and inclusive, header and totals rows counted."""

    name: str
    part: str
    sheet: SheetInfo
    first_row: int
    last_row: int
    first_col: int
    last_col: int
    header_row_count: int
    totals_row_count: int
    columns: tuple[ColumnInfo, ...]

    @property
    def first_data_row(self) -> int:
        """Row below the header."""
        return self.first_row + self.header_row_count

    @property
    def last_data_row(self) -> int:
        """Row above the totals row, or the last one."""
        return self.last_row - self.totals_row_count


@dataclass(frozen=True, slots=True)
class Workbook:
    """The workbook part with its sheets and tables; names of parts are None when the file has none.

    ``outdated``: the file asks to be computed anew when it is opened, so values of its formulas may be old.
    """

    part: str
    relations: tuple[Relation, ...]
    sheets: tuple[SheetInfo, ...]
    tables: tuple[TableInfo, ...]
    date1904: bool
    strict: bool
    file: str
    outdated: bool

    @classmethod
    def of(cls, package: Package) -> Workbook:
        """Read the structure of the workbook. Raises UnusableError with a German message when it is damaged."""
        part = next((each.target for each in relations(package, "") if each.kind == "officeDocument"), "")
        root = xml_root(package, part)
        if root.tag not in (f"{{{MAIN}}}workbook", f"{{{MAIN_STRICT}}}workbook"):
            raise damaged(package.file, part)
        own = relations(package, part)
        sheets = tuple(_sheets(root, own, package, part))
        properties, calculation = child(root, "workbookPr"), child(root, "calcPr")
        return cls(
            part=part,
            relations=own,
            sheets=sheets,
            tables=tuple(table for sheet in sheets for table in _tables_of(package, sheet)),
            date1904=properties is not None and properties.get("date1904") in ("1", "true"),
            strict=str(root.tag).startswith(f"{{{MAIN_STRICT}}}"),
            file=package.file,
            outdated=calculation is not None and calculation.get("fullCalcOnLoad") in ("1", "true"),
        )

    def sheet(self, name: str) -> SheetInfo | None:
        """Return the sheet of this name, case ignored as Excel does."""
        return next((sheet for sheet in self.sheets if fold(sheet.name) == fold(name)), None)

    def table(self, name: str) -> TableInfo | None:
        """Return the table of this name, case ignored. Raises UnusableError when two tables bear it."""
        found = [table for table in self.tables if fold(table.name) == fold(name)]
        if len(found) > 1:
            where = " und ".join(f"„{table.sheet.name}“" for table in found)
            raise UnusableError(
                f"Die Arbeitsmappe „{self.file}“ enthält die Tabelle „{name}“ mehrfach (Blatt {where}). "
                "Bitte benennen Sie alle bis auf eine um oder löschen Sie sie."
            )
        return found[0] if found else None

    def related(self, kind: str) -> str | None:
        """Return the part with this kind of relation to the workbook: styles, sharedStrings, calcChain."""
        return next((each.target for each in self.relations if each.kind == kind and not each.external), None)


def xml_root(package: Package, name: str) -> etree._Element:
    """Root element of a part, parsed without entities and network. Raises UnusableError when it is damaged."""
    data = package.read(name)
    gate.check_prolog(data, name, package.file, whole=True)
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as error:
        raise damaged(package.file, name) from error


def child(element: etree._Element, name: str) -> etree._Element | None:
    """First child of this name in the main namespace, transitional or Strict."""
    return next(children(element, name), None)


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Children of this name in the main namespace, transitional or Strict."""
    return element.iterchildren(f"{{{MAIN}}}{name}", f"{{{MAIN_STRICT}}}{name}")


def relation_id(element: etree._Element) -> str:
    """Return the value of ``r:id``, transitional or Strict; empty when there is none."""
    return element.get(f"{{{OFFICE_RELS}}}id") or element.get(f"{{{OFFICE_RELS_STRICT}}}id") or ""


def relations_part(part: str) -> str:
    """Name of the part that holds the relations of this part (of the whole package for an empty name)."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations(package: Package, part: str) -> tuple[Relation, ...]:
    """Relations of a part, targets resolved to part names; empty when it has none."""
    name = package.find(relations_part(part))
    if name is None:
        return ()
    root = xml_root(package, name)
    return tuple(_relation(package, part, each) for each in root.iterchildren("{*}Relationship"))


def whole_number(text: str, default: int) -> int:
    """Number of an attribute; what is no whole number of up to ten digits (unsignedInt) counts as absent."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else default


def bounds(ref: str) -> tuple[int, int, int, int] | None:
    """First row, last row, first column, last column of a reference like ``B3:D17`` or ``B3``; None if it is none."""
    match = _REF.fullmatch(ref)
    if not match:
        return None
    left, top = column_number(match[1]), int(match[2])
    right = column_number(match[3]) if match[3] else left
    bottom = int(match[4]) if match[4] else top
    return min(top, bottom), max(top, bottom), min(left, right), max(left, right)


def _relation(package: Package, part: str, element: etree._Element) -> Relation:
    target = element.get("Target", "")
    external = element.get("TargetMode") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
        target = package.find(target) or package.find(unquote(target)) or target
    return Relation(element.get("Id", ""), element.get("Type", "").rpartition("/")[2], target, external)


def _sheets(root: etree._Element, own: tuple[Relation, ...], package: Package, part: str) -> Iterator[SheetInfo]:
    targets = {each.id: each.target for each in own}
    listed = child(root, "sheets")
    for index, element in enumerate(children(listed, "sheet") if listed is not None else ()):
        target = package.find(targets.get(relation_id(element), ""))
        if target is None:
            raise damaged(package.file, part)
        name = escapes.decode(element.get("name", ""))
        yield SheetInfo(name, target, element.get("state", "visible"), index)


def _tables_of(package: Package, sheet: SheetInfo) -> Iterator[TableInfo]:
    for relation in relations(package, sheet.part):
        if relation.kind == "table" and not relation.external:
            yield _table(package, sheet, relation.target)


def _table(package: Package, sheet: SheetInfo, part: str) -> TableInfo:
    root = xml_root(package, part)
    name = escapes.decode(root.get("displayName") or root.get("name") or "")
    place = bounds(root.get("ref", ""))
    listed = child(root, "tableColumns")
    columns = tuple(map(_column, children(listed, "tableColumn"))) if listed is not None else ()
    header, totals = _number(root, "headerRowCount", 1), _number(root, "totalsRowCount", 0)
    if not place or place[3] - place[2] + 1 != len(columns) or place[1] - place[0] + 1 < header + totals:
        raise UnusableError(
            f"Die Tabelle „{name}“ auf dem Blatt „{sheet.name}“ ist beschädigt (Bereich und Spalten passen nicht "
            "zusammen). Bitte öffnen Sie die Datei in Excel, lassen Sie sie reparieren und speichern Sie sie neu."
        )
    return TableInfo(name, part, sheet, *place, header, totals, columns)


def _column(element: etree._Element) -> ColumnInfo:
    formula = child(element, "calculatedColumnFormula")
    return ColumnInfo(
        name=escapes.decode(element.get("name", "")),
        id=_number(element, "id", 0),
        formula=None if formula is None else formula.text or "",
        totals_label=element.get("totalsRowLabel"),
    )


def _number(element: etree._Element, name: str, default: int) -> int:
    return whole_number(element.get(name, ""), default)
