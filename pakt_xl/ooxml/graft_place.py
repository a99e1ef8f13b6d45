"""A place on a sheet of the target for what is put back: what bars it, and how cells get there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from pakt_xl.ooxml.edit import entries_of, renamed
from pakt_xl.ooxml.grid import Grid, meets, reference
from pakt_xl.ooxml.parts import bounds, child, xml_root
from pakt_xl.ooxml.strings import shared_strings

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pakt_xl.ooxml.graft_donor import Graft
    from pakt_xl.ooxml.grid import Area
    from pakt_xl.ooxml.parts import SheetInfo, TableInfo


def grid_of(graft: Graft, part: str) -> Grid:
    """Return the cells of a sheet of the target; they are a copy until the draft is told to amend the part."""
    strings = graft.draft.book.related("sharedStrings")
    texts = shared_strings(graft.draft.package, strings) if strings else []
    return Grid(xml_root(graft.draft.package, part), texts)


def barrier(graft: Graft, grid: Grid, sheet: SheetInfo, area: Area, own: TableInfo | None = None) -> str | None:
    """Return the range of a table other than ``own``, or of joined cells, that lies in an area of the sheet."""
    for other in graft.draft.book.tables:
        place = (other.first_row, other.last_row, other.first_col, other.last_col)
        if other != own and other.sheet == sheet and meets(place, area):
            return reference(place)
    merged = child(grid.root, "mergeCells")
    for each in entries_of(merged) if merged is not None else []:
        joined = bounds(each.get("ref", ""))
        if joined and meets(joined, area):
            return reference(joined)
    return None


def copy_cell(graft: Graft, donor_cell: Element, cell: Element) -> None:
    """Make an emptied cell of the target look like a cell of the donor and hold the same."""
    copy = etree.fromstring(etree.tostring(donor_cell, with_tail=False))
    converted = renamed(graft.convert(copy), str(etree.QName(cell).namespace))
    for name in ("s", "t"):
        if name in converted.attrib:
            cell.set(name, converted.get(name, ""))
    cell.extend(entries_of(converted))
