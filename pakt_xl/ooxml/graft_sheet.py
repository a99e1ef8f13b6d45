"""Puts a sheet of the donor with its tables into a workbook that lacks it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from pakt_xl.domain.table import fold
from pakt_xl.ooxml import escapes
from pakt_xl.ooxml.edit import WORKBOOK, section, tag_beside, xml_bytes
from pakt_xl.ooxml.graft_donor import Graft
from pakt_xl.ooxml.graft_formula import sheets_of
from pakt_xl.ooxml.parts import OFFICE_RELS, OFFICE_RELS_STRICT, child, children, whole_number, xml_root

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pakt_xl.ooxml.package import Package
    from pakt_xl.ooxml.parts import SheetInfo, TableInfo

_LONGEST_NAME = 31  # Excel's limit for the name of a sheet
_COUNTED = re.compile(r" \([0-9]+\)$")


def graft_sheet(target: Package, donor: Package, sheet_name: str) -> None:
    """Add the donor's sheet of this name with its tables, formats, dropdowns, names and charts.

    Nothing happens if the target has all its tables already, wherever they stand, or, for a sheet without
    tables, a sheet of this name. If the name is taken by another sheet, the new one is called "… (2)".
    Formulas that name a sheet follow the tables of that sheet, so put sheets without tables back last.
    Raises UnusableError when a table's name is barred by a defined name of the user's.
    """
    graft = Graft(target, donor)
    sheet = graft.source.sheet(sheet_name)
    if sheet is None:
        raise ValueError(f"the donor has no sheet {sheet_name}")
    tables = graft.tables_on(sheet)
    there = tables or graft.draft.book.sheet(sheet_name) is not None
    if not there or not all(graft.draft.book.table(table.name) for table in tables):
        put_sheet(graft, sheet)
        graft.finish()


def put_sheet(graft: Graft, sheet: SheetInfo) -> None:
    """Draft a sheet of the donor with its tables, under a fresh name if its own is taken."""
    title = _fresh_title(sheet.name, {each.name.casefold() for each in graft.draft.book.sheets})
    position = _position(graft, sheet)
    graft.renames.sheets[sheet.name.casefold()] = title
    tables: dict[str, str] = {}
    for table in _with_fresh_names(graft, sheet):
        tables[table.part] = put_table(graft, table, graft.convert(xml_root(graft.donor, table.part)))
    part = graft.draft.fresh_name(sheet.part)
    root = graft.convert(xml_root(graft.donor, sheet.part))
    for properties in children(root, "sheetPr"):
        properties.attrib.pop("codeName", "")  # it would tie the sheet to a macro module that is not there
    for view in root.iter(tag_beside(root, "sheetView")):
        view.attrib.pop("tabSelected", "")  # two selected tabs are a group: what is typed goes into both
    graft.draft.add(part, xml_bytes(root), graft.content_type(sheet.part))
    graft.copy_relations(sheet.part, part, tables)
    _list_sheet(graft, sheet, title, part, position)


def put_table(graft: Graft, table: TableInfo, root: Element) -> str:
    """Draft a converted table part under a fresh number and return its name."""
    root.set("id", str(graft.fresh_table_id()))
    name = graft.renames.tables.get(table.name.casefold())
    if name:
        root.set("name", name)
        root.set("displayName", name)
    part = graft.draft.fresh_name(table.part)
    graft.draft.add(part, xml_bytes(root), graft.content_type(table.part))
    return part


def graft_names(target: Package, donor: Package) -> list[str]:
    """Add the defined names of the workbook's scope that the target lacks, and return them.

    A name that looks at a sheet which the target does not have is left out, and so is one that a table bears.
    """
    graft = Graft(target, donor)
    there = {table.name.casefold() for table in graft.draft.book.tables}
    sheets = {sheet.name.casefold() for sheet in graft.draft.book.sheets}
    added = []
    for entry in _names_of(graft):
        name, text = escapes.decode(entry.get("name", "")), graft.renames.formula(entry.text or "")
        if "localSheetId" in entry.attrib or fold(name) in graft.names or name.casefold() in there:
            continue
        if {each.casefold() for each in sheets_of(text)} <= sheets:
            _add_name(graft, entry, text)
            added.append(name)
    if added:
        graft.finish()
    return added


def _with_fresh_names(graft: Graft, sheet: SheetInfo) -> list[TableInfo]:
    """Tables of the sheet; one that the target has elsewhere gets another name, in formulas too."""
    tables = graft.tables_on(sheet)
    taken = graft.names | {fold(each.name) for each in (*graft.draft.book.tables, *tables)}
    for table in tables:
        if graft.draft.book.table(table.name) is None:
            graft.require_free_name(table.name)
            continue
        number = 2
        while fold(f"{table.name}_{number}") in taken:
            number += 1
        graft.renames.tables[table.name.casefold()] = f"{table.name}_{number}"
        taken.add(fold(f"{table.name}_{number}"))
    return tables


def _fresh_title(name: str, taken: set[str]) -> str:
    title, number = name, 1
    while title.casefold() in taken:
        number += 1
        ending = f" ({number})"
        title = _COUNTED.sub("", name)[: _LONGEST_NAME - len(ending)] + ending
    return title


def _position(graft: Graft, sheet: SheetInfo) -> int:
    """Place among the tabs: beside the nearest of the donor's sheets that are there; the first is first."""
    before = [graft.counterpart(each) for each in reversed(graft.source.sheets[: sheet.index])]
    behind = [graft.counterpart(each) for each in graft.source.sheets[sheet.index + 1 :]]
    places = [each.index + 1 for each in before if each] + [each.index for each in behind if each]
    return (places or [len(graft.draft.book.sheets)])[0] if before else 0


def _list_sheet(graft: Graft, sheet: SheetInfo, title: str, part: str, position: int) -> None:
    """Enter the sheet in the workbook, with the names that belong to it; those of the sheets behind move on."""
    book = graft.draft.book
    root = graft.draft.change(book.part)
    listed = section(root, "sheets", WORKBOOK)
    ids = [whole_number(each.get("sheetId", ""), 0) for each in children(listed, "sheet")]
    entry = etree.Element(tag_beside(root, "sheet"))
    entry.set("name", escapes.encode(title))
    entry.set("sheetId", str(max(ids, default=0) + 1))
    if sheet.state != "visible":
        entry.set("state", sheet.state)
    namespace = OFFICE_RELS_STRICT if book.strict else OFFICE_RELS
    entry.set(f"{{{namespace}}}id", graft.draft.relate(book.part, "worksheet", part))
    listed.insert(position, entry)
    _move_on(root, position)
    for name in _names_of(graft):
        if name.get("localSheetId") == str(sheet.index):
            name.set("localSheetId", str(position))
            _add_name(graft, name, graft.renames.formula(name.text or ""))


def _move_on(root: Element, position: int) -> None:
    """Count the sheets behind a new one anew: as places of names and as the tabs that are shown."""
    views = section(root, "bookViews", WORKBOOK)
    if not len(views):
        etree.SubElement(views, tag_beside(root, "workbookView"))  # every view of a sheet names one
    for view in children(views, "workbookView"):
        active, first = (whole_number(view.get(name, ""), 0) for name in ("activeTab", "firstSheet"))
        if active >= position:
            view.set("activeTab", str(active + 1))
        if first > position:
            view.set("firstSheet", str(first + 1))
    names = child(root, "definedNames")
    for name in children(names, "definedName") if names is not None else ():
        place = whole_number(name.get("localSheetId", ""), -1)
        if place >= position:
            name.set("localSheetId", str(place + 1))


def _names_of(graft: Graft) -> list[Element]:
    """Defined names of the donor."""
    listed = child(xml_root(graft.donor, graft.source.part), "definedNames")
    return list(children(listed, "definedName")) if listed is not None else []


def _add_name(graft: Graft, entry: Element, text: str) -> None:
    root = graft.draft.change(graft.draft.book.part)
    listed = section(root, "definedNames", WORKBOOK)
    name = etree.SubElement(listed, tag_beside(root, "definedName"))
    for attribute, value in entry.attrib.items():
        name.set(attribute, value)
    name.text = text
