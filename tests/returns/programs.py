"""Returns as other office programs save them, built from the workbook that was sent; each names what it imitates.

Google Sheets knows no tables of Excel and drops their definitions (github.com/qax-os/excelize, issue 1314), writes no
``dimension`` (github.com/tidyverse/readxl, issue 26) and materialises cells that have a style only
(github.com/fileverse/fileverse-dsheets, pull request 421). It knows hidden sheets, not very hidden ones.

Numbers makes a worksheet of each table, named after sheet and table, with a sheet "Export Summary" in front ("Each
table was converted to an Excel worksheet", the words on that sheet), and names the first part ``sheet.xml`` without a
number (github.com/roo-rb/roo, pull request 114). It hides no sheet.

Excel saves "Strict Open XML Spreadsheet" with other namespaces (ECMA-376 Part 1 against Part 4).
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook

from pakt_xl.domain.school_workbook import SCHOOL_MODELS
from pakt_xl.ooxml.parts import MAIN, MAIN_STRICT, OFFICE_RELS, OFFICE_RELS_STRICT
from tests.returns.bombs import packed, parts_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def google_sheets(data: bytes) -> bytes:
    """Return the workbook as Google Sheets downloads it."""
    source, target = load_workbook(io.BytesIO(data)), _empty()
    for sheet in source.worksheets:
        copy = target.create_sheet(sheet.title)
        _copy(sheet, copy, 1)
        copy.sheet_state = "visible" if sheet.sheet_state == "visible" else "hidden"
    parts = {name: part for name, part in parts_of(_saved(target)).items() if not name.startswith("docProps/")}
    for name, part in parts.items():
        if name.startswith("xl/worksheets/"):
            without = re.sub(rb"<dimension[^>]*/>", b"", part)
            parts[name] = re.sub(rb'(<row r="(\d+)"[^>]*>)(.*?)(</row>)', _with_empty_cells, without)
    return packed(_unlisted(parts))


def numbers(data: bytes) -> bytes:
    """Return the workbook as Numbers exports it."""
    source, target = load_workbook(io.BytesIO(data)), _empty()
    summary = target.create_sheet("Export Summary")
    summary["B4"] = "This document was exported from Numbers. Each table was converted to an Excel worksheet."
    for sheet, model in zip(source.worksheets, SCHOOL_MODELS, strict=True):
        first = int(re.findall(r"\d+", sheet.tables[model.TABLE].ref)[0])
        copy = target.create_sheet(f"{sheet.title} - {model.TABLE}"[:31])
        copy["A1"] = model.TABLE
        _copy(sheet, copy, first)
    parts = parts_of(_saved(target))
    parts["xl/worksheets/sheet.xml"] = parts.pop("xl/worksheets/sheet1.xml")
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        parts[name] = parts[name].replace(b"worksheets/sheet1.xml", b"worksheets/sheet.xml")
    return packed(parts)


def strict(data: bytes) -> bytes:
    """Return the workbook as Excel saves it as Strict Open XML Spreadsheet."""
    names = ((MAIN, MAIN_STRICT), (OFFICE_RELS, OFFICE_RELS_STRICT))
    parts = parts_of(data)
    for name, part in parts.items():
        for old, new in names:
            part = part.replace(old.encode(), new.encode())  # noqa: PLW2901  one name after the other
        parts[name] = part
    return packed(parts)


def _empty() -> Workbook:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    return workbook


def _copy(sheet: Worksheet, copy: Worksheet, first: int) -> None:
    """Copy the values from this row on; below a title where the table does not begin in the first row."""
    for row in sheet.iter_rows(min_row=first):
        for cell in row:
            if cell.value is not None:
                target = copy.cell(cell.row - first + (1 if first == 1 else 2), cell.column)
                target.value, target.number_format = cell.value, cell.number_format


def _saved(workbook: Workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _with_empty_cells(match: re.Match[bytes]) -> bytes:
    start, number, cells, end = match.groups()
    return start + cells + b"".join(b'<c r="%s%s" s="0"/>' % (letter, number) for letter in (b"X", b"Y", b"Z")) + end


def _unlisted(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Take the properties that were left out from the lists of parts too."""
    for name in ("[Content_Types].xml", "_rels/.rels"):
        parts[name] = re.sub(rb"<(?:Override|Relationship)[^>]*docProps/[^>]*/>", b"", parts[name])
    return parts
