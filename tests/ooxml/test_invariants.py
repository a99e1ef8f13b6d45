"""The checks of soundness see each fault that makes Excel repair a workbook."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.ooxml.audit import alarms
from tests.ooxml.build import pack
from tests.ooxml.invariants import assert_sound, problems
from tests.ooxml.rich import save_rich

if TYPE_CHECKING:
    from pathlib import Path

SHEET, TABLE, BOOK = "xl/worksheets/sheet1.xml", "xl/tables/table1.xml", "xl/workbook.xml"
TYPES = "[Content_Types].xml"
MERGED = '<mergeCells count="1"><mergeCell ref="A6:B8"/></mergeCells><conditionalFormatting'
FAULTS = [
    (SHEET, '<row r="5" spans', '<row r="4" spans', "row 4 after row 4"),
    (SHEET, '<c r="I5">', '<c r="A5">', "cell A5 in row 5 after column 6"),
    (SHEET, '<c r="B5"', '<c r="B9"', "cell B9 in row 5"),
    (SHEET, '<c r="B5" s="6"', '<c r="B5" s="9"', "style 9 is not there"),
    (SHEET, "<v>11</v>", "<v>99</v>", "shared string 99 is not there"),
    (SHEET, "<v>2000</v>", "<v>zwei</v>", "'zwei' is no number"),
    (SHEET, "<f>C7/2</f><v>1500</v>", "<v>1500</v><f>C7/2</f>", "in no order"),
    (SHEET, "<f>C7/2</f>", "<f>C0/2</f>", "formula C0 is no place"),
    (SHEET, "<f>C7/2</f>", "<f>#REF!/2</f>", "formula #REF! is no place"),
    (SHEET, ">C4+1</f>", "></f>", "shared formula 0 has lost its text"),
    (SHEET, 'dxfId="0"', 'dxfId="2"', "conditional format 2 is not there"),
    (SHEET, 'sqref="D4:D6"', 'sqref="D6:D4"', "D6:D4 is no range"),
    (SHEET, "<xm:sqref>E4:E6</xm:sqref>", "<xm:sqref>E6:E4</xm:sqref>", "E6:E4 is no range"),
    (SHEET, "<conditionalFormatting", MERGED, "lies on merged A6:B8"),
    (SHEET, "<dimension", '<legacyDrawing r:id="rId3"/><dimension', "in no order"),
    (SHEET, '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>', "", "announces 0 tables, but has 1"),
    (SHEET, '<drawing r:id="rId2"/>', '<drawing r:id="rId22"/>', "names the relation rId22"),
    (TABLE, 'ref="A3:F7"', 'ref="A3:G7"', "has 6 columns"),
    (TABLE, 'ref="A3:F7"', 'ref="A3:F4"', "has no row"),
    (TABLE, 'ref="A3:F6"', 'ref="A3:F7"', "is not the table's"),
    (TABLE, 'id="2" name="Schule"', 'id="2" name="Name"', "is not the column 'Name'"),
    (TABLE, 'id="2" name="Schule"', 'id="1" name="Schule"', "column id 1 twice"),
    (TABLE, 'name="Schule"', 'name="Budget"', "column name budget twice"),
    (TABLE, "<table xmlns", '<table dataDxfId="5" xmlns', "format 5 is not there"),
    (TABLE, 'id="2" name="Budgetübersicht" ', 'id="3" name="Budgetübersicht" ', "id 3 is not unique"),
    (BOOK, 'name="Satz"', 'name="Budgets"', "name ('budgets', None) twice"),
    (BOOK, "Budgetübersicht!$C$4", "Weg!$C$4", "is on no sheet"),
    (BOOK, 'localSheetId="0"', 'localSheetId="7"', "belongs to no sheet"),
    (BOOK, 'sheetId="2"', 'sheetId="1"', "sheet sheetId 1 twice"),
    (BOOK, "<calcPr", "<bogus/><calcPr", "['bogus'] unknown"),
    (TYPES, "/xl/styles.xml", "/xl/stil.xml", "content type for xl/stil.xml"),
    (TYPES, '<Default Extension="png" ContentType="image/png"/>', "", "image1.png has no content type"),
    ("xl/_rels/workbook.xml.rels", "calcChain.xml", "kette.xml", "leads to xl/kette.xml"),
    ("xl/_rels/workbook.xml.rels", 'Id="rId6"', 'Id="rId5"', "relation rId5 twice"),
    ("xl/styles.xml", "</styleSheet>", "", "Premature end"),
]  # fmt: skip


@pytest.mark.parametrize(("part", "old", "new", "problem"), FAULTS, ids=[fault[3] for fault in FAULTS])
def test_a_fault_is_seen(tmp_path: Path, part: str, old: str, new: str, problem: str) -> None:
    with zipfile.ZipFile(save_rich(tmp_path / "reich.xlsx")) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts[part].decode()
    assert old in text
    broken = tmp_path / "kaputt.xlsx"
    broken.write_bytes(pack(parts | {part: text.replace(old, new, 1).encode()}))
    assert problem in "\n".join(problems(broken))
    with pytest.raises(AssertionError):
        assert_sound(broken)


def test_the_second_opinion_finds_nothing_in_the_rich_workbook_but_sees_a_fault(tmp_path: Path) -> None:
    rich = save_rich(tmp_path / "reich.xlsx")
    assert alarms(rich) == []
    with zipfile.ZipFile(rich) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    broken = tmp_path / "kaputt.xlsx"
    broken.write_bytes(pack(parts | {SHEET: parts[SHEET].replace(b"<sheetData>", b"<cols/><sheetData>")}))
    assert alarms(broken)
