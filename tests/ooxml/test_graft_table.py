"""A table that a user removed comes back on its sheet, around what still stands there, or beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from pakt_xl.domain.errors import UnusableError
from pakt_xl.ooxml.graft import graft_table
from pakt_xl.ooxml.parts import MAIN, Workbook
from tests.ooxml import build
from tests.ooxml.graft_cases import (
    add_table,
    bytes_of,
    computed,
    contents,
    donor,
    opened,
    package,
    row,
    saved,
    schools,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pakt_xl.ooxml.package import Package

NEEDS = ("Bedarfsnummer", "Menge", "Einzelpreis", "Wert", "Laufend")


def _sheet(rows: str, *, before: str = "", after: str = "", name: str = "Bedarfe") -> Package:
    return package(build.pack(build.parts({name: build.sheet(rows, before=before, after=after)})))


def _without_table() -> Package:
    """Four rows of which the user made a plain range, with a column of his own and a note further below."""
    rows = (
        row(1, *NEEDS, "Notiz")
        + row(2, "B-1", "3", "2,50")
        + row(3, "B-2", None, None, None, "von Hand", "eilig")
        + '<row r="4"><c r="B4"><v>5</v></c></row><row r="5"><c r="A5" s="0"/></row>'
        + row(6, "Ende")
    )
    return _sheet(rows, before='<dimension ref="A1:C9"/>')


def test_the_table_is_put_around_the_rows_that_still_stand_there() -> None:
    target = _without_table()
    before = opened(target)["Bedarfe"]
    typed = {cell.coordinate: cell.value for line in before.iter_rows() for cell in line if cell.value is not None}
    parts = contents(target)
    graft_table(target, donor(), "Bedarfe")
    sheet = opened(target)["Bedarfe"]
    table = sheet.tables["Bedarfe"]
    assert table.ref == "A1:F4"
    assert [column.name for column in table.tableColumns] == [*NEEDS, "Notiz"]
    assert typed.items() <= {cell.coordinate: cell.value for line in sheet.iter_rows() for cell in line}.items()
    assert [sheet[f"D{number}"].value for number in (2, 3, 4)] == ["=Bedarfe[[#This Row],[Menge]]*2"] * 3
    assert [sheet[f"E{number}"].value for number in (2, 3, 4)] == ["=SUM($B$2:B2)", "von Hand", "=SUM($B$2:B4)"]
    assert table.tableColumns[4].calculatedColumnFormula.attr_text == "SUM($B$2:B2)"
    assert sheet.calculate_dimension() == "A1:F6"
    assert b'<dimension ref="A1:F9"/>' in target.read("xl/worksheets/sheet1.xml")
    assert {name for name in parts if target.read(name) != parts[name]} == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
    }


def test_dropdowns_and_conditions_come_back_and_cover_the_rows() -> None:
    target = _without_table()
    graft_table(target, donor(), "Bedarfe")
    sheet = opened(target)["Bedarfe"]
    places = sorted(str(rule.sqref) for rule in sheet.data_validations.dataValidation)
    assert places == ["B2:B4", "D2:D4", "E2:E1000"]
    assert sorted(str(place.sqref) for place in sheet.conditional_formatting) == ["A2:E4", "D2:D4", "E2:E4"]
    priorities = [rule.priority for place in sheet.conditional_formatting for rule in place.rules]
    assert sorted(priorities) == [1, 2, 3]
    assert sheet.column_dimensions["D"].width == 14.5


def test_rules_that_the_user_still_has_are_not_doubled() -> None:
    rules = (
        '<conditionalFormatting sqref="D2:D9"><cfRule type="duplicateValues" priority="7"/>'
        "</conditionalFormatting>"
        '<dataValidations count="1"><dataValidation type="list" sqref="D3"><formula1>"a,b"</formula1></dataValidation>'
        "</dataValidations>"
    )
    target = _sheet(row(1, *NEEDS) + row(2, "B-1") + row(3, "B-2"), after=rules)
    graft_table(target, donor(), "Bedarfe")
    sheet = opened(target)["Bedarfe"]
    assert sorted(str(rule.sqref) for rule in sheet.data_validations.dataValidation) == ["B2:B3", "D3", "E2:E1000"]
    assert sorted(str(place.sqref) for place in sheet.conditional_formatting) == ["D2:D9", "E2:E3"]
    assert sorted(r.priority for place in sheet.conditional_formatting for r in place.rules) == [7, 8]


def test_rules_of_the_users_on_whole_columns_count_and_what_is_no_range_does_not() -> None:
    rule = '<dataValidation type="list" sqref="{}"><formula1>"a,b"</formula1></dataValidation>'
    rules = f'<dataValidations count="2">{rule.format("$B:D")}{rule.format("")}</dataValidations>'
    target = _sheet(row(1, *NEEDS), after=rules)
    graft_table(target, donor(), "Bedarfe")
    xml = target.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r'<dataValidation [^>]*sqref="([^"]*)"', xml) == ["$B:D", "", "E2:E1000"]


def test_a_blank_cell_keeps_the_users_colour_when_it_gets_its_formula() -> None:
    target = _sheet(row(1, *NEEDS) + '<row r="2"><c r="A2"><v>1</v></c><c r="D2" s="1"/></row>')
    target.add("xl/styles.xml", build.styles("0.0").encode())
    relations = build.rels(("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml"))
    target.replace("xl/_rels/workbook.xml.rels", relations.encode())
    graft_table(target, donor(), "Bedarfe")
    xml = target.read("xl/worksheets/sheet1.xml").decode()
    assert '<c r="D2" s="1"><f>Bedarfe[[#This Row],[Menge]]*2</f></c>' in xml


def test_a_header_alone_gets_one_row_with_formulas_and_formats() -> None:
    target = _sheet(row(1, *NEEDS))
    graft_table(target, donor(), "Bedarfe")
    sheet = opened(target)["Bedarfe"]
    assert sheet.tables["Bedarfe"].ref == "A1:E2"
    assert sheet["D2"].value == "=Bedarfe[[#This Row],[Menge]]*2"
    assert sheet["D2"].number_format == '#,##0.00 "€"'


def test_headers_in_other_case_are_taken_as_they_are_typed() -> None:
    target = _sheet(row(1, "BEDARFSNUMMER", *NEEDS[1:]))
    graft_table(target, donor(), "Bedarfe")
    table = opened(target)["Bedarfe"].tables["Bedarfe"]
    assert table.tableColumns[0].name == "BEDARFSNUMMER"


def test_headers_with_line_breaks_are_found() -> None:
    target = _sheet(row(3, "Nr.", "Schwere", "Was ist\nfalsch", "Tag", "Zelle"), name="Prüfbericht")
    graft_table(target, donor(), "Prüfbericht")
    assert opened(target)["Prüfbericht"].tables["Prüfbericht"].ref == "A3:E4"
    assert b'name="Was ist_x000a_falsch"' in target.read(Workbook.of(target).tables[0].part)


def test_columns_of_the_users_are_taken_in_up_to_the_first_that_is_no_new_header() -> None:
    for stop in ("", " ", "menge"):
        target = _sheet(row(1, *NEEDS, "Notiz", "Farbe", stop, "Weiter"))
        graft_table(target, donor(), "Bedarfe")
        table = opened(target)["Bedarfe"].tables["Bedarfe"]
        assert table.ref == "A1:G2"
        assert len({column.id for column in table.tableColumns}) == 7


def test_on_a_blank_sheet_the_donors_cells_are_written() -> None:
    target = _sheet('<row r="9"><c r="H9"><v>1</v></c></row>', before='<cols><col min="4" max="6" width="9"/></cols>')
    graft_table(target, donor(), "Bedarfe")
    sheet, wanted = opened(target)["Bedarfe"], opened(donor())["Bedarfe"]
    assert [cell.value for cell in sheet[1]][:5] == list(NEEDS)
    assert sheet["A1"].font.b == wanted["A1"].font.b
    assert sheet["A1"].fill.fgColor.rgb == wanted["A1"].fill.fgColor.rgb
    assert sheet["E2"].value == "=SUM($B$2:B2)"
    assert sheet["H9"].value == 1
    assert sheet.tables["Bedarfe"].ref == "A1:E2"
    assert [sheet.column_dimensions[letter].width for letter in "ADEF"] == [16, 14.5, 11, 9]


def test_a_totals_row_comes_with_a_blank_place() -> None:
    target = _sheet("", name="Budgetübersicht")
    graft_table(target, donor(), "Budgetübersicht")
    sheet = opened(target)["Budgetübersicht"]
    table = sheet.tables["Budgetübersicht"]
    assert (table.ref, table.totalsRowCount, table.autoFilter.ref) == ("A1:B3", 1, "A1:B2")
    assert [cell.value for cell in sheet[3]] == ["Summe", "=SUBTOTAL(109,Budgetübersicht[Budget])"]


def test_a_totals_row_that_still_stands_is_taken_as_such() -> None:
    rows = row(1, "Schulnummer", "Budget") + row(2, "191234", "5") + row(3, "191235", "7") + row(4, "Summe", "12")
    target = _sheet(rows, name="Budgetübersicht")
    graft_table(target, donor(), "Budgetübersicht")
    sheet = opened(target)["Budgetübersicht"]
    table = sheet.tables["Budgetübersicht"]
    assert (table.ref, table.totalsRowCount, table.autoFilter.ref) == ("A1:B4", 1, "A1:B3")
    assert sheet["B4"].value == "12"


@pytest.mark.parametrize("last", [row(2, "191234", "5"), row(2, "Summe", "5")])
def test_a_totals_row_that_is_gone_is_written_below(last: str) -> None:
    target = _sheet(row(1, "Schulnummer", "Budget") + last + row(9, "Ende"), name="Budgetübersicht")
    graft_table(target, donor(), "Budgetübersicht")
    sheet = opened(target)["Budgetübersicht"]
    assert sheet.tables["Budgetübersicht"].ref == "A1:B3"
    assert [cell.value for cell in sheet[3]] == ["Summe", "=SUBTOTAL(109,Budgetübersicht[Budget])"]
    assert sheet["B2"].value == "5"
    assert sheet["A9"].value == "Ende"


@pytest.mark.parametrize(
    ("rows", "after"),
    [
        (row(1, "Bedarfsnummer", "Anzahl"), ""),
        (row(1, *NEEDS[:4]), ""),
        ('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>', ""),
        ('<row r="1"><c r="A1"><v>2</v></c></row>', ""),
        (row(700, None, "weit unten"), ""),
        (row(1, *NEEDS), '<mergeCells><mergeCell ref="A2:B2"/></mergeCells>'),
        ("", '<mergeCells><mergeCell ref="E1:F1"/></mergeCells>'),
        (row(1, *NEEDS), '<autoFilter ref="B1:C9"/>'),
    ],
)
def test_a_place_that_is_not_free_leads_to_a_sheet_beside_it(rows: str, after: str) -> None:
    target = _sheet(rows, after=after)
    before = contents(target)
    graft_table(target, donor(), "Bedarfe")
    book = opened(target)
    assert book.sheetnames == ["Bedarfe", "Bedarfe (2)"]
    assert book["Bedarfe (2)"].tables["Bedarfe"].ref == "A1:E2"
    assert target.read("xl/worksheets/sheet1.xml") == before["xl/worksheets/sheet1.xml"]


def test_another_table_of_the_users_at_its_place_is_not_touched() -> None:
    parts = build.parts(
        {"Bedarfe": build.sheet(row(1, *NEEDS) + row(2, "B-1"), tables=1)},
        {"Bedarfe": [build.table("Meine", "A1:E2", NEEDS)]},
    )
    target = package(build.pack(parts))
    graft_table(target, donor(), "Bedarfe")
    assert [table.name for table in Workbook.of(target).tables] == ["Meine", "Bedarfe"]
    assert opened(target).sheetnames == ["Bedarfe", "Bedarfe (2)"]


def test_a_table_beside_another_one_of_the_users_is_announced_with_it() -> None:
    rows = row(1, *NEEDS, None, "Eigenes").replace('r="F1"', 'r="G1"')
    rows = '<row r="1">' + rows.split(">", 1)[1]
    parts = build.parts(
        {"Bedarfe": build.sheet(rows, tables=1)}, {"Bedarfe": [build.table("Meine", "G1:G2", ["Eigenes"])]}
    )
    target = package(build.pack(parts))
    graft_table(target, donor(), "Bedarfe")
    assert opened(target)["Bedarfe"].tables.keys() == {"Meine", "Bedarfe"}
    assert len(opened(target).sheetnames) == 1


def test_a_filter_of_the_sheets_becomes_the_tables() -> None:
    own = '<filterColumn colId="1"><filters><filter val="3"/></filters></filterColumn>'
    for ref, taken in (("A1:E2", True), ("H1:I9", False)):
        target = _sheet(row(1, *NEEDS) + row(2, "B-1", "3"), after=f'<autoFilter ref="{ref}">{own}</autoFilter>')
        graft_table(target, donor(), "Bedarfe")
        assert (b"<autoFilter" in target.read("xl/worksheets/sheet1.xml")) is not taken
        table = opened(target)["Bedarfe"].tables["Bedarfe"]
        assert table.autoFilter.ref == "A1:E2"
        assert len(table.autoFilter.filterColumn) == taken


def test_a_missing_sheet_is_put_back_whole() -> None:
    target = package(build.pack(schools()))
    graft_table(target, donor(), "Bedarfe")
    assert opened(target)["Bedarfe"].tables["Bedarfe"].ref == "A1:E2"


def test_a_table_that_is_there_stays_and_an_unknown_one_is_an_error() -> None:
    target = _sheet(row(1, *NEEDS))
    graft_table(target, donor(), "Bedarfe")
    graft_table(target, donor(), "Budgetübersicht")
    again = package(saved(target))
    graft_table(again, donor(), "BEDARFE")
    with pytest.raises(ValueError, match="no table Fehlt"):
        graft_table(again, donor(), "Fehlt")
    assert again.changed == frozenset()


def test_a_name_that_bars_the_table_is_refused_before_anything_changes() -> None:
    name = '<definedNames><definedName name="Bedarfe">1</definedName></definedNames>'
    target = package(build.pack(build.parts({"Bedarfe": build.sheet("")}, workbook_after=name)))
    with pytest.raises(UnusableError, match="Namens-Manager"):
        graft_table(target, donor(), "Bedarfe")
    assert target.changed == frozenset()


def test_a_donors_rows_fill_a_blank_place_and_leave_standing_rows_alone() -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Kontakte"
    for line in (["Thema", "Stelle"], ["Vergabe", "Amt 30"], ["Technik", "Amt 10"]):
        sheet.append(line)
    sheet["D2"] = "daneben"
    add_table(sheet, "Kontakte", "A1:B3")
    source = package(bytes_of(book))
    blank, standing = _sheet("", name="Kontakte"), _sheet(row(1, "Thema", "Stelle") + row(2, "WLAN"), name="Kontakte")
    for target in (blank, standing):
        graft_table(target, source, "Kontakte")
    values = [[cell.value for cell in line] for line in opened(blank)["Kontakte"].iter_rows()]
    assert values == [["Thema", "Stelle"], ["Vergabe", "Amt 30"], ["Technik", "Amt 10"]]
    values = [[cell.value for cell in line] for line in opened(standing)["Kontakte"].iter_rows()]
    assert values == [["Thema", "Stelle"], ["WLAN", None]]


def test_strict_sheets_announce_the_table_in_their_own_words() -> None:
    parts = {name: str(each) for name, each in build.parts({"Bedarfe": build.sheet(row(1, *NEEDS))}).items()}
    for one, other in ((MAIN, "spreadsheetml/main"), (build.RELS, "officeDocument/relationships")):
        parts = {name: text.replace(one, f"http://purl.oclc.org/ooxml/{other}") for name, text in parts.items()}
    target = package(build.pack(parts))
    graft_table(target, donor(), "Bedarfe")
    assert [table.name for table in Workbook.of(target).tables] == ["Bedarfe"]
    assert b"schemas.openxmlformats.org" not in target.read("xl/worksheets/sheet1.xml")


@pytest.mark.libreoffice
def test_libreoffice_computes_the_table_that_came_back(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{number}"><c r="B{number}"><v>{number}</v></c></row>' for number in (2, 3, 4))
    target = _sheet(row(1, *NEEDS) + rows)
    graft_table(target, donor(), "Bedarfe")
    sheet = computed(target, tmp_path)["Bedarfe"]
    assert [(sheet[f"D{number}"].value, sheet[f"E{number}"].value) for number in (2, 3, 4)] == [(4, 2), (6, 5), (8, 9)]
