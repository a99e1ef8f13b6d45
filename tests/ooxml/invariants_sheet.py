"""What makes Excel repair a sheet or a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pakt_xl.domain.table import column_number
from tests.ooxml.invariants_book import (
    LAST_COLUMN,
    LAST_ROW,
    REF,
    Book,
    Sheet,
    bounds,
    impossible,
    letters,
    local,
    order,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

WORKSHEET = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
    *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells"),
    *("phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins"),
    *("pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors"),
    *("smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects"),
    *("AlternateContent", "controls", "webPublishItems", "tableParts", "extLst"),
)
TABLE = ("autoFilter", "sortState", "tableColumns", "tableStyleInfo", "extLst")
CELL = ("f", "v", "is", "extLst")


def sheet_problems(book: Book) -> Iterator[str]:
    """Problems of all sheets of a workbook."""
    strings = book.size("sharedStrings", "{*}si")
    styles = book.size("styles", "{*}cellXfs/{*}xf") or 1
    formats = book.size("styles", "{*}dxfs/{*}dxf")
    for sheet in book.sheets:
        yield from order(sheet.root, WORKSHEET, sheet.part)
        yield from _rows(sheet, styles)
        for address, cell in sheet.cells.items():
            yield from (f"{sheet.part} {problem}" for problem in _cell(address, cell, styles, strings))
        for element in sheet.root.iter("{*}cfRule"):
            if int(element.get("dxfId", "0")) >= max(formats, 1) and "x14" not in str(element.tag):
                yield f"{sheet.part}: conditional format {element.get('dxfId')} is not there"
        for element in sheet.root.iter():
            for ref in (element.get("sqref"), element.text if local(element) == "sqref" else None):
                yield from (f"{sheet.part}: {each} is no range" for each in (ref or "").split() if bounds(each) is None)
        shared = {f.get("si") for f in sheet.root.iter("{*}f") if f.get("t") == "shared" and f.text}
        for f in sheet.root.iter("{*}f"):
            if f.get("t") == "shared" and f.get("si") not in shared:
                yield f"{sheet.part}: shared formula {f.get('si')} has lost its text"


def _rows(sheet: Sheet, styles: int) -> Iterator[str]:
    before = 0
    for row in sheet.root.iterfind("{*}sheetData/{*}row"):
        number = int(row.get("r", before + 1))
        if not before < number <= LAST_ROW:
            yield f"{sheet.part}: row {number} after row {before}"
        if int(row.get("s", "0")) >= styles:
            yield f"{sheet.part}: style of row {number} is not there"
        before, column = number, 0
        for cell in row.iterfind("{*}c"):
            match = REF.fullmatch(cell.get("r", ""))
            if not match or int(match[2]) != number or not column < column_number(match[1]) <= LAST_COLUMN:
                yield f"{sheet.part}: cell {cell.get('r')} in row {number} after column {column}"
                break
            column = column_number(match[1])


def _cell(address: str, cell: Element, styles: int, strings: int) -> Iterator[str]:
    if int(cell.get("s", "0")) >= styles:
        yield f"{address}: style {cell.get('s')} is not there"
    names = [local(each) for each in cell]
    if names != [name for name in CELL if name in names]:
        yield f"{address}: {names} in no order"
    value = cell.findtext("{*}v")
    kind = cell.get("t", "n")
    if kind == "s" and not (value and value.isdigit() and int(value) < strings):
        yield f"{address}: shared string {value} is not there"
    if kind == "inlineStr" and "is" not in names:
        yield f"{address}: text is not there"
    if kind == "n" and value and not re.fullmatch(r"\s*[-+]?[0-9.]+([eE][-+]?[0-9]+)?\s*", value):
        yield f"{address}: {value!r} is no number"
    if kind == "b" and value not in ("0", "1", None):
        yield f"{address}: {value!r} is neither true nor false"
    text = "".join(map(str, cell.itertext("{*}t")))
    if len(text.encode("utf-16-le")) > 2 * 32767:
        yield f"{address}: text too long"
    yield from (f"{address}: formula {ref} is no place" for ref in impossible(cell.findtext("{*}f") or ""))


def table_problems(book: Book) -> Iterator[str]:
    """Problems of all tables of a workbook."""
    seen: dict[str, set[str]] = {"id": set(), "displayName": set()}
    formats = book.size("styles", "{*}dxfs/{*}dxf")
    for sheet in book.sheets:
        places = [
            (f"merged {each.get('ref')}", bounds(each.get("ref", "")) or (0, 0, 0, 0))
            for each in sheet.root.iterfind("{*}mergeCells/{*}mergeCell")
        ]
        parts = book.related(sheet.part, "table")
        announced = len(sheet.root.findall("{*}tableParts/{*}tablePart"))
        if announced != len(parts):
            yield f"{sheet.part} announces {announced} tables, but has {len(parts)}"
        for part in parts:
            root = book.trees[part]
            for attribute, values in seen.items():
                value = root.get(attribute, "").lower()
                if not value or value in values:
                    yield f"{part}: {attribute} {value} is not unique"
                values.add(value)
            yield from order(root, TABLE, part)
            yield from (f"{part}: {problem}" for problem in (*_table(root, sheet, book), *_formats(root, formats)))
            place = bounds(root.get("ref", "")) or (0, 0, 0, 0)
            yield from (f"{part} lies on {other}" for other, there in places if _meet(place, there))
            places.append((part, place))


def _formats(root: Element, known: int) -> Iterator[str]:
    for element in root.iter():
        for attribute, value in element.attrib.items():
            if str(attribute).endswith("DxfId") and int(value) >= known:
                yield f"format {value!s} is not there"


def _meet(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1] and one[2] <= other[3] and other[2] <= one[3]


def _table(root: Element, sheet: Sheet, book: Book) -> Iterator[str]:
    place = bounds(root.get("ref", ""))
    columns = root.findall("{*}tableColumns/{*}tableColumn")
    if place is None:
        yield f"{root.get('ref')} is no range"
        return
    top, bottom, left, right = place
    header, totals = int(root.get("headerRowCount", "1")), int(root.get("totalsRowCount", "0"))
    if right - left + 1 != len(columns) or root.find("{*}tableColumns").get("count") != str(len(columns)):  # type: ignore[union-attr]
        yield f"{root.get('ref')} has {len(columns)} columns"
    if bottom - top + 1 <= header + totals:
        yield f"{root.get('ref')} has no row"
    filters = root.find("{*}autoFilter")
    if filters is not None and bounds(filters.get("ref", "")) != (top, bottom - totals, left, right):
        yield f"filter {filters.get('ref')} is not the table's {root.get('ref')}"
    for attribute in ("id", "name"):
        values = [column.get(attribute, "").lower() for column in columns]
        yield from (f"column {attribute} {value} twice" for value in set(values) if values.count(value) > 1)
    for number, column in enumerate(columns, left):
        shown = _text(sheet.cells.get(f"{letters(number)}{top}"), book)
        if header and shown != _unescaped(column.get("name", "")):
            yield f"header {shown!r} is not the column {column.get('name')!r}"


def _text(cell: Element | None, book: Book) -> str | None:
    if cell is None:
        return None
    if cell.get("t") == "s":
        strings = book.trees[book.related(book.workbook, "sharedStrings")[0]].findall("{*}si")
        return _unescaped("".join(map(str, strings[int(cell.findtext("{*}v") or "0")].itertext("{*}t"))))
    return _unescaped("".join(map(str, cell.itertext("{*}t", "{*}v"))))


def _unescaped(text: str) -> str:
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)
