"""Sheets and tables are found through the parts, whatever spelling of OOXML the file uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pakt_xl.domain.errors import UnusableError
from pakt_xl.ooxml import escapes
from pakt_xl.ooxml.package import Package
from pakt_xl.ooxml.parts import Workbook, bounds, relations, relations_part
from tests.ooxml import build

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BEDARFE = ["Bedarfsnummer", '<tableColumn id="7" name="Menge"/>']


def opened(folder: Path, contents: Mapping[str, str | bytes]) -> Workbook:
    return Workbook.of(Package.open(build.save(folder / "Master.xlsx", contents)))


def two_sheets() -> dict[str, str | bytes]:
    return build.parts(
        {"Schulen": build.sheet("", tables=2), "Bedarfe &amp; mehr": build.sheet("", tables=1)},
        {
            "Schulen": [
                build.table("Schulen", "B3:C20", ["Schulnummer", "Schulname"], attributes='totalsRowCount="1"'),
                build.table("Kontakte", "F1:F2", ["Thema"], number=2, attributes='headerRowCount="0"'),
            ],
            "Bedarfe &amp; mehr": [build.table("Bedarfe", "$A$1:$B$5", BEDARFE, number=3)],
        },
    )


def test_sheets_and_tables_are_listed_with_their_places(tmp_path: Path) -> None:
    workbook = opened(tmp_path, two_sheets())
    assert [(sheet.name, sheet.index, sheet.state) for sheet in workbook.sheets] == [
        ("Schulen", 0, "visible"),
        ("Bedarfe & mehr", 1, "visible"),
    ]
    schulen, kontakte, bedarfe = workbook.tables
    assert (schulen.first_row, schulen.last_row, schulen.first_col, schulen.last_col) == (3, 20, 2, 3)
    assert (schulen.first_data_row, schulen.last_data_row) == (4, 19)
    assert (kontakte.first_data_row, kontakte.last_data_row) == (1, 2)
    assert bedarfe.sheet == workbook.sheets[1]
    assert [(column.name, column.id) for column in bedarfe.columns] == [("Bedarfsnummer", 1), ("Menge", 7)]


def test_tables_and_sheets_are_found_without_case(tmp_path: Path) -> None:
    workbook = opened(tmp_path, two_sheets())
    found = workbook.table("BEDARFE")
    assert found is not None
    assert found.name == "Bedarfe"
    assert workbook.sheet("schulen") == workbook.sheets[0]
    assert workbook.table("Preise") is None
    assert workbook.sheet("Preise") is None


def test_two_tables_of_one_name_are_refused_when_it_is_asked_for(tmp_path: Path) -> None:
    contents = two_sheets()
    contents["xl/tables/table3.xml"] = build.table("schulen", "A1:A2", ["x"], number=3)
    workbook = opened(tmp_path, contents)
    assert workbook.table("Kontakte")
    with pytest.raises(UnusableError, match=r"„Schulen“ mehrfach.*„Schulen“ und „Bedarfe & mehr“"):
        workbook.table("Schulen")


def test_column_formulas_totals_labels_and_escaped_headers_are_read(tmp_path: Path) -> None:
    columns = [
        (
            '<tableColumn id="1" name="Noch zu_x000a_beschaffen" totalsRowLabel="Summe">'
            "<calculatedColumnFormula>[@Menge]&amp;1</calculatedColumnFormula></tableColumn>"
        ),
        '<tableColumn id="x" name="b"><calculatedColumnFormula/></tableColumn>',
    ]
    workbook = opened(tmp_path, build.parts({"A": build.sheet("")}, {"A": [build.table("T", "A1:B2", columns)]}))
    first, second = workbook.tables[0].columns
    assert (first.name, first.formula, first.totals_label) == ("Noch zu\nbeschaffen", "[@Menge]&1", "Summe")
    assert (second.id, second.formula, second.totals_label) == (0, "", None)


@pytest.mark.parametrize(("attribute", "expected"), [("1", True), ("true", True), ("0", False), ("", False)])
def test_the_date_system_is_read(tmp_path: Path, attribute: str, *, expected: bool) -> None:
    contents = build.parts({"A": build.sheet("")}, workbook_pr=f'<workbookPr date1904="{attribute}"/>')
    assert opened(tmp_path, contents).date1904 is expected


def test_a_workbook_without_properties_uses_the_system_of_1900(tmp_path: Path) -> None:
    assert opened(tmp_path, two_sheets()).date1904 is False


def test_strict_files_and_prefixed_names_are_read(tmp_path: Path) -> None:
    def strict(text: str | bytes) -> str:
        return (
            str(text)
            .replace(build.MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
            .replace(build.RELS, "http://purl.oclc.org/ooxml/officeDocument/relationships")
        )

    workbook = opened(tmp_path, {name: strict(content) for name, content in two_sheets().items()})
    assert workbook.strict
    assert [table.name for table in workbook.tables] == ["Schulen", "Kontakte", "Bedarfe"]
    contents = two_sheets()
    contents["xl/tables/table1.xml"] = (
        f'<x:table xmlns:x="{build.MAIN}" id="1" name="Alt" ref="A1:A2"><x:tableColumns>'
        '<x:tableColumn id="1" name="n"/></x:tableColumns></x:table>'
    )
    workbook = opened(tmp_path, contents)
    assert not workbook.strict
    assert workbook.tables[0].name == "Alt"


def test_targets_are_resolved_absolute_relative_encoded_and_without_case(tmp_path: Path) -> None:
    contents = two_sheets()
    contents["xl/_rels/workbook.xml.rels"] = build.rels(
        ("rId1", "worksheet", "/XL/worksheets/sheet1.xml"),
        ("rId2", "worksheet", "./worksheets/../worksheets/sheet%32.xml"),
        ("rId3", "theme", "theme/fehlt.xml"),
    )
    workbook = opened(tmp_path, contents)
    assert [sheet.part for sheet in workbook.sheets] == ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"]
    assert workbook.related("theme") == "xl/theme/fehlt.xml"
    assert workbook.related("styles") is None


def test_hidden_sheets_keep_their_state_and_external_relations_are_no_parts(tmp_path: Path) -> None:
    contents = two_sheets()
    contents["xl/workbook.xml"] = str(contents["xl/workbook.xml"]).replace(
        'sheetId="1"', 'sheetId="1" state="veryHidden"'
    )
    name = "xl/worksheets/_rels/sheet2.xml.rels"
    contents[name] = str(contents[name]).replace(
        "</Relationships>",
        f'<Relationship Id="x" Type="{build.RELS}/table" Target="http://a/t" TargetMode="External"/></Relationships>',
    )
    package = Package.open(build.save(tmp_path / "Master.xlsx", contents))
    workbook = Workbook.of(package)
    assert workbook.sheets[0].state == "veryHidden"
    assert len(workbook.tables) == 3
    external = relations(package, "xl/worksheets/sheet2.xml")[-1]
    assert (external.target, external.external) == ("http://a/t", True)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("xl/workbook.xml", "<workbook", id="malformed"),
        pytest.param("xl/_rels/workbook.xml.rels", build.rels(), id="sheet without a part"),
        pytest.param("_rels/.rels", build.rels(), id="no workbook part"),
        pytest.param("_rels/.rels", build.rels(("a", "officeDocument", "xl/fehlt.xml")), id="missing part"),
    ],
)
def test_a_broken_structure_is_one_german_message(tmp_path: Path, name: str, content: str) -> None:
    with pytest.raises(UnusableError, match=r"„Master\.xlsx“ ist beschädigt"):
        opened(tmp_path, two_sheets() | {name: content})


@pytest.mark.parametrize(
    "table",
    [
        build.table("Bedarfe", "A1:C5", BEDARFE),
        build.table("Bedarfe", "A1", BEDARFE),
        build.table("Bedarfe", "Unsinn", BEDARFE),
        build.table("Bedarfe", "A1:B1", BEDARFE, attributes='totalsRowCount="1"'),
        f'<table xmlns="{build.MAIN}" displayName="Bedarfe" ref="A1:B5"/>',
    ],
)
def test_a_table_whose_range_and_columns_disagree_is_named(tmp_path: Path, table: str) -> None:
    with pytest.raises(UnusableError, match="Tabelle „Bedarfe“ auf dem Blatt „Bedarfe & mehr“ ist beschädigt"):
        opened(tmp_path, two_sheets() | {"xl/tables/table3.xml": table})


def test_a_workbook_part_without_sheets_has_none(tmp_path: Path) -> None:
    contents = two_sheets() | {"xl/workbook.xml": f'<workbook xmlns="{build.MAIN}"/>'}
    assert opened(tmp_path, contents).sheets == ()


def test_a_doctype_in_a_part_with_another_ending_is_refused(tmp_path: Path) -> None:
    contents = two_sheets() | {
        "_rels/.rels": build.rels(("rId1", "officeDocument", "xl/mappe.bin")),
        "xl/mappe.bin": "<!DOCTYPE a><a/>",
    }
    with pytest.raises(UnusableError, match="DOCTYPE"):
        opened(tmp_path, contents)


def test_references_are_read_in_any_direction() -> None:
    assert bounds("B3:D17") == (3, 17, 2, 4)
    assert bounds("$D$17:$B$3") == (3, 17, 2, 4)
    assert bounds("AA5") == (5, 5, 27, 27)
    assert bounds("A0") is None
    assert bounds("Schulen!A1") is None


def test_the_relations_of_a_part_lie_beside_it() -> None:
    assert relations_part("xl/worksheets/sheet1.xml") == "xl/worksheets/_rels/sheet1.xml.rels"
    assert relations_part("") == "_rels/.rels"


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("Menge", "Menge"),
        ("a_x000A_b", "a\nb"),
        ("_x005F_x000a_", "_x000a_"),
        ("_xd83d__xDE00_", "\U0001f600"),
        ("_xD83D_", "\ufffd"),
        ("_x12_", "_x12_"),
    ],
)
def test_escapes_are_decoded_once(stored: str, shown: str) -> None:
    assert escapes.decode(stored) == shown


@pytest.mark.parametrize("text", ["Menge", "_x000a_", "a_x005F_b", "_x12_", "_x000a_x000b_", "__x000a_"])
def test_encoded_text_decodes_to_itself(text: str) -> None:
    assert escapes.decode(escapes.encode(text)) == text
