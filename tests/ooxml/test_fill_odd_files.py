"""Sheets that other programs write are filled too; damaged ones are refused with one clear message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.table import Table
from pakt_xl.ooxml.fill import fill
from pakt_xl.ooxml.package import Package
from pakt_xl.ooxml.parts import MAIN, MAIN_STRICT
from tests.ooxml.build import HEAD, RELS, parts, save, sheet, styles, table
from tests.ooxml.filling import filled, rows, shown

if TYPE_CHECKING:
    from pathlib import Path

SHEET = "xl/worksheets/sheet1.xml"
TABLE = Table("Liste", ("Nummer", "Betrag"), (("a", 1), ("b", 2)), key=("Nummer",))
CELLS = rows({"A1": "Nummer", "B1": "Betrag", "C1": "Eigene", "A2": "b", "B2": 9, "C2": "mein", "D2": "daneben"})
PART = table("Liste", "A1:C2", ["Nummer", "Betrag", "Eigene"])
EXPECTED = {
    "A1": "Nummer",
    "B1": "Betrag",
    "C1": "Eigene",
    "A2": "a",
    "B2": "1",
    "D2": "daneben",
    "A3": "b",
    "B3": "2",
    "C3": "mein",
}


def _book(path: Path, content: str, part: str = PART) -> Path:
    return save(path, parts({"Blatt": content}, {"Blatt": [part]}, style=styles()))


def _prefixed(content: str, prefix: str) -> str:
    """The same part with a prefix for the main namespace."""
    for name in ("worksheet", "sheetData", "row", "c", "v", "is", "t", "tableParts", "tablePart"):
        content = content.replace(f"</{name}>", f"</{prefix}:{name}>")
        for end in (" ", ">", "/"):
            content = content.replace(f"<{name}{end}", f"<{prefix}:{name}{end}")
    return content.replace(f'xmlns="{MAIN}"', f'xmlns:{prefix}="{MAIN}"')


def test_a_prefix_of_the_main_namespace_is_kept(tmp_path: Path) -> None:
    path = _book(tmp_path / "m.xlsx", _prefixed(sheet(CELLS, tables=1), "x"))
    _, package = filled(path, TABLE)
    assert shown(package) == EXPECTED
    assert b'<x:row r="3"><x:c r="A3" t="inlineStr"><x:is><x:t>b</x:t></x:is></x:c>' in package.read(SHEET)


def test_a_strict_workbook_stays_strict(tmp_path: Path) -> None:
    made = parts({"Blatt": sheet(CELLS, tables=1)}, {"Blatt": [PART]}, style=styles())
    strict_rels = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    strict = {
        name: str(content).replace(MAIN, MAIN_STRICT).replace(RELS, strict_rels) for name, content in made.items()
    }
    _, package = filled(save(tmp_path / "m.xlsx", strict), TABLE)
    assert shown(package) == EXPECTED
    assert f'<worksheet xmlns="{MAIN_STRICT}"'.encode() in package.read(SHEET)


def test_rows_and_cells_without_an_address_follow_their_predecessor(tmp_path: Path) -> None:
    bare = CELLS.replace('r="A1" ', "").replace(' r="B2"', "").replace('<row r="2">', '<row spans="1:4">')
    content = sheet(bare.replace('<c r="C1"', "<!-- Eigene --><c r='C1'"), tables=1)
    _, package = filled(_book(tmp_path / "m.xlsx", content), TABLE)
    assert shown(package) == EXPECTED


def test_a_byte_order_mark_and_comments_before_the_rows_do_no_harm(tmp_path: Path) -> None:
    content = "\ufeff" + sheet(CELLS, before="<!-- <sheetData> -->", tables=1)
    _, package = filled(_book(tmp_path / "m.xlsx", content), TABLE)
    assert shown(package) == EXPECTED


def test_a_sheet_without_rows_is_filled(tmp_path: Path) -> None:
    content = sheet("", tables=1).replace("<sheetData></sheetData>", "<sheetData/>")
    part = PART.replace("<table ", '<table headerRowCount="0" ').replace('<autoFilter ref="A1:C2"/>', "")
    _, package = filled(_book(tmp_path / "m.xlsx", content, part), TABLE)
    assert shown(package) == {"A1": "a", "B1": "1", "A2": "b", "B2": "2"}


def test_rows_without_cells_are_as_good_as_none(tmp_path: Path) -> None:
    content = sheet(CELLS + '<row r="3" ht="30" customHeight="1"/><row r="4"/>', tables=1)
    _, package = filled(_book(tmp_path / "m.xlsx", content), TABLE)
    assert shown(package) == EXPECTED
    assert b'<row r="3" ht="30" customHeight="1"><c r="A3"' in package.read(SHEET)
    assert package.read(SHEET).count(b'<row r="4"/>') == 1


def test_a_number_that_a_row_says_twice_is_damage_and_goes_with_the_row(tmp_path: Path) -> None:
    content = sheet(CELLS.replace('<row r="2">', '<row r="2" s="0" r="2">'), tables=1)
    package = Package.open(_book(tmp_path / "m.xlsx", content))
    fill(package, [TABLE])
    assert b'<row r="2" s="0"><c r="A2"' in package.read(SHEET)


def test_rows_only_below_or_only_above_the_table_stay(tmp_path: Path) -> None:
    part = PART.replace("A1:C2", "A3:C4").replace("<table ", '<table headerRowCount="0" ')
    part = part.replace('<autoFilter ref="A3:C4"/>', "")
    _, package = filled(_book(tmp_path / "m.xlsx", sheet(rows({"A1": "oben", "A9": "unten"}), tables=1), part), TABLE)
    assert shown(package) == {"A1": "oben", "A3": "a", "B3": "1", "A4": "b", "B4": "2", "A9": "unten"}
    _, package = filled(_book(tmp_path / "n.xlsx", sheet(rows({"A9": "unten"}), tables=1), part), TABLE)
    assert shown(package)["A9"] == "unten"


@pytest.mark.parametrize(
    "ref", ['ref="A1"', 'ref="A1:B2"', "ref='D1:D99'", 'ref="Unsinn"'], ids=["single", "small", "large", "odd"]
)
def test_the_dimension_holds_the_table_and_ends_with_the_last_row(tmp_path: Path, ref: str) -> None:
    content = sheet(CELLS, before=f"<dimension {ref}/>", tables=1)
    _, package = filled(_book(tmp_path / "m.xlsx", content), TABLE)
    head = package.read(SHEET).partition(b"<sheetData>")[0]
    wanted = {'ref="A1"': "A1:C3", "ref='D1:D99'": "A1:D3", 'ref="Unsinn"': "A2:C3"}.get(ref, "A1:C3")
    assert wanted.encode() in head


def test_conditions_on_whole_columns_and_elsewhere_stay(tmp_path: Path) -> None:
    rule = '<cfRule type="duplicateValues" priority="1"/>'
    after = "".join(
        f"<conditionalFormatting sqref={ref}>{rule}</conditionalFormatting>"
        for ref in ('"A:A D2 E1:E2"', "'A2:B2 A1'", '"A2"', '"B1:B2"')
    )
    content = sheet(CELLS, after=after, tables=1)
    _, package = filled(_book(tmp_path / "m.xlsx", content), TABLE)
    tail = package.read(SHEET).partition(b"</sheetData>")[2]
    assert all(each in tail for each in (b'"A:A D2 E1:E2"', b"'A2:B3 A1'", b'"A2:A3"', b'"B1:B3"'))


def test_a_condition_on_the_last_cell_of_a_longer_table_is_none_on_the_column(tmp_path: Path) -> None:
    rule = '<conditionalFormatting sqref="A3"><cfRule type="duplicateValues" priority="1"/></conditionalFormatting>'
    content = sheet(CELLS + rows({"A3": "c"}), after=rule, tables=1)
    package = Package.open(_book(tmp_path / "m.xlsx", content, PART.replace("A1:C2", "A1:C3")))
    fill(package, [Table("Liste", ("Nummer", "Betrag"), (("a", 1), ("b", 2), ("c", 3)))])
    assert b'sqref="A3"' in package.read(SHEET)


NOT_IN_ORDER = "Das Blatt „Blatt“ ist beschädigt: Seine Zeilen stehen nicht in Ordnung."
NOT_READABLE = "lässt sich nicht lesen"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('<row r="2">', '<row r="1">', NOT_IN_ORDER),
        ("</row><row", "</row>Text<row", NOT_IN_ORDER),
        ("</row></sheetData>", "</row>Text</sheetData>", NOT_IN_ORDER),
        ("</row></sheetData>", "</sheetData>", NOT_IN_ORDER),
        ('<row r="2">', f'<y:row xmlns:y="{MAIN}" r="2">', NOT_IN_ORDER),
        ('<row r="2">', '<row xmlns="urn:fremd" r="2">', NOT_IN_ORDER),
        ('<c r="B2">', '<c xmlns:z="urn:z" r="B2">', ""),
        ('<row r="2">', '<row r="2" z:zeichen="1">', NOT_READABLE),
        ("<t>daneben</t>", "<t>da<b>neben</t>", NOT_READABLE),
        ("<t>mein</t>", "<t>me<b>in</t>", NOT_READABLE),
        ("<t>daneben</t>", "<z:t>daneben</z:t>", NOT_READABLE),
        ("<tableParts", '<a xmlns:a="urn:[a"/><tableParts', NOT_READABLE),
        ("<sheetData>", "<Daten>", NOT_READABLE),
        ("<sheetData>", "<Daten><sheetData>", NOT_READABLE),
        ("</sheetData>", "", NOT_READABLE),
        ("</worksheet>", "", NOT_READABLE),
        ("<worksheet ", "<worksheet <", NOT_READABLE),
        ("<tableParts", "<a><b></a><tableParts", NOT_READABLE),
        ("<row", "<!-- a --><row r='5'><row", NOT_READABLE),
    ],
)
def test_damaged_sheets_are_refused_with_one_message(tmp_path: Path, old: str, new: str, message: str) -> None:
    content = sheet(CELLS, tables=1)
    assert old in content
    package = Package.open(_book(tmp_path / "m.xlsx", content.replace(old, new)))
    if not message:
        assert fill(package, [TABLE]).filled
        return
    with pytest.raises(UnusableError, match=message):
        fill(package, [TABLE])
    assert not package.changed


def test_a_sheet_that_is_not_in_utf_8_is_damaged(tmp_path: Path) -> None:
    package = Package.open(_book(tmp_path / "m.xlsx", sheet(CELLS.replace("daneben", "bei"), tables=1)))
    package.replace(SHEET, package.read(SHEET).replace(b"bei", b"\xe4"))
    with pytest.raises(UnusableError, match=NOT_READABLE):
        fill(package, [TABLE])


def test_a_sheet_part_that_holds_no_rows_is_damaged(tmp_path: Path) -> None:
    package = Package.open(_book(tmp_path / "m.xlsx", sheet(CELLS, tables=1)))
    package.replace(SHEET, f'{HEAD}<worksheet xmlns="{MAIN}"/>'.encode())
    with pytest.raises(UnusableError, match=NOT_READABLE):
        fill(package, [TABLE])
