"""Changing the tree of a part: elements where the schema wants them, written back as Office does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from pakt_xl.ooxml.parts import child

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

# Order of the children by CT_Workbook and CT_Worksheet (ECMA-376 Part 1, 18.2.27 and 18.3.1.99).
WORKBOOK = (
    *("fileVersion", "fileSharing", "workbookPr", "AlternateContent", "revisionPtr", "absPath"),
    *("workbookProtection", "bookViews", "sheets", "functionGroups", "externalReferences", "definedNames"),
    *("calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes"),
    *("webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst"),
)
WORKSHEET = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr"),
    *("sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate"),
    *("customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations"),
    *("hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks"),
    *("customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing"),
    *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "AlternateContent", "controls"),
    *("webPublishItems", "tableParts", "extLst"),
)


def local(element: Element) -> str:
    """Name of an element without its namespace; empty for comments."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def entries_of(element: Element) -> list[Element]:
    """Child elements without comments: ids count only these."""
    return list(element.iterchildren("{*}*"))


def tag_beside(element: Element, name: str) -> str:
    """Return the full tag of this name in the namespace of an element, transitional or Strict."""
    return f"{{{etree.QName(element).namespace}}}{name}"


def insert(parent: Element, name: str, order: Sequence[str]) -> Element:
    """Add an empty child after all that the schema wants before it, and return it."""
    fresh = etree.Element(tag_beside(parent, name))
    later = order[order.index(name) + 1 :]
    following = next((index for index, each in enumerate(parent) if local(each) in later), len(parent))
    parent.insert(following, fresh)
    return fresh


def section(parent: Element, name: str, order: Sequence[str]) -> Element:
    """Return the child of this name; it is added in its place when there is none."""
    found = child(parent, name)
    return insert(parent, name, order) if found is None else found


def xml_bytes(root: Element) -> bytes:
    """Bytes of a part as Office writes them: UTF-8 with a declaration."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
