"""Changing the tree of a part: elements where the schema wants them, written back as Office does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from pakt_xl.ooxml.parts import child

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

# Order of the children by CT_Workbook, CT_Worksheet and CT_Table (ECMA-376 Part 1, 18.2.27, 18.3.1.99, 18.5.1.2).
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
TABLE = ("autoFilter", "sortState", "tableColumns", "tableStyleInfo", "extLst")


def local(element: Element) -> str:
    """Name of an element without its namespace; empty for comments."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def entries_of(element: Element) -> list[Element]:
    """Child elements without comments: ids count only these."""
    return list(element.iterchildren("{*}*"))


def tag_beside(element: Element, name: str) -> str:
    """Return the full tag of this name in the namespace of an element, transitional or Strict."""
    return f"{{{etree.QName(element).namespace}}}{name}"


def insert(parent: Element, fresh: Element, order: Sequence[str]) -> None:
    """Add a child after all that the schema wants before it."""
    later = order[order.index(local(fresh)) + 1 :]
    following = next((index for index, each in enumerate(parent) if local(each) in later), len(parent))
    parent.insert(following, fresh)


def section(parent: Element, name: str, order: Sequence[str]) -> Element:
    """Return the child of this name; it is added in its place when there is none."""
    found = child(parent, name)
    if found is None:
        found = etree.Element(tag_beside(parent, name))
        insert(parent, found, order)
    return found


def renamed(element: Element, namespace: str) -> Element:
    """Copy an element into another main namespace, without extensions."""
    attributes = {str(name): str(value) for name, value in element.attrib.items()}
    fresh = etree.Element(f"{{{namespace}}}{local(element)}", attributes)
    fresh.text = element.text
    fresh.extend([renamed(child, namespace) for child in entries_of(element) if local(child) != "extLst"])
    return fresh


def xml_bytes(root: Element) -> bytes:
    """Bytes of a part as Office writes them: UTF-8 with a declaration."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
