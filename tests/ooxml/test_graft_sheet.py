"""A missing sheet comes back from a donor with all that belongs to it, and nothing else of the user's changes."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from pakt_xl.domain.errors import UnusableError
from pakt_xl.ooxml.graft import graft_names, graft_sheet
from pakt_xl.ooxml.parts import MAIN, Workbook
from tests.office import recalculate
from tests.ooxml import build
from tests.ooxml.graft_cases import (
    HEADERS,
    add_table,
    bytes_of,
    computed,
    contents,
    donor,
    donor_bytes,
    look,
    opened,
    package,
    row,
    saved,
    schools,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pakt_xl.ooxml.package import Package

SHEETS = ("Start", "Bedarfe", "Prüfbericht", "Budgetübersicht", "Übersicht")
HANDLED = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}


def _minimal() -> bytes:
    return build.pack(schools())


def _strict() -> bytes:
    text = "http://schemas.openxmlformats.org/{}/2006/{}"
    pairs = (("spreadsheetml", "main"), ("officeDocument", "relationships"))
    parts = {name: str(content) for name, content in schools().items()}
    for pair in pairs:
        strict = "http://purl.oclc.org/ooxml/{}/{}".format(*pair)
        parts = {name: content.replace(text.format(*pair), strict) for name, content in parts.items()}
    return build.pack(parts)


def _prefixed() -> bytes:
    parts = schools()
    for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/tables/table1.xml"):
        text = re.sub(r"<(/?)([a-zA-Z])", r"<\1x:\2", str(parts[name]))
        parts[name] = text.replace("xmlns=", "xmlns:x=")
    return build.pack(parts)


def _of_openpyxl() -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Schulen"
    sheet.append(list(HEADERS))
    sheet.append(["191234", "Schillerschule", 1000])
    sheet["A1"].font = openpyxl.styles.Font(name="Arial", bold=True)
    add_table(sheet, "Schulen", "A1:C2")
    return bytes_of(book)


def _of_libreoffice(folder: Path) -> bytes:
    path = folder / "Mappe.xlsx"
    path.write_bytes(_of_openpyxl())
    return recalculate(path, folder).read_bytes()


def _put_all_back(target: Package) -> None:
    for name in SHEETS:
        graft_sheet(target, donor(), name)


def _assert_put_back(data: bytes) -> Package:
    """Put every sheet back and prove that it looks as in the donor, and that the rest is byte for byte the same."""
    target = package(data)
    before = contents(target)
    own = look(opened(target)["Schulen"]) if not Workbook.of(target).strict else None
    _put_all_back(target)
    there = opened(target)
    wanted = openpyxl.load_workbook(io.BytesIO(donor_bytes()))
    for name in SHEETS:
        assert look(there[name]) == look(wanted[name])
    assert own in (None, look(there["Schulen"]))
    assert {name for name in before if target.read(name) != before[name]} <= HANDLED
    return target


@pytest.mark.parametrize("make", [_minimal, _prefixed, _of_openpyxl])
def test_all_sheets_come_back_as_they_are_in_the_donor(make: Any) -> None:
    _assert_put_back(make())


@pytest.mark.libreoffice
def test_all_sheets_come_back_into_a_workbook_that_libreoffice_saved(tmp_path: Path) -> None:
    target = _assert_put_back(_of_libreoffice(tmp_path))
    book = computed(target, tmp_path)
    assert book.sheetnames == ["Start", "Bedarfe", "Prüfbericht", "Budgetübersicht", "Übersicht", "Schulen"]
    assert book["Start"]["A2"].value == "Nr."
    assert book["Prüfbericht"]["E4"].value == "Nr.Prüfbericht!"


def test_a_strict_workbook_gets_strict_parts() -> None:
    target = package(_strict())
    _put_all_back(target)
    assert [sheet.name for sheet in Workbook.of(target).sheets if sheet.name in SHEETS] == list(SHEETS)
    assert Workbook.of(target).table("Prüfbericht") is not None
    added = b"".join(target.read(name) for name in target.changed - {"[Content_Types].xml"})
    assert b"schemas.openxmlformats.org/spreadsheetml" not in added
    assert b"schemas.openxmlformats.org/drawingml" not in added
    assert b"schemas.openxmlformats.org/officeDocument" not in added


def test_sheets_stand_where_they_stand_in_the_donor_and_the_users_tab_stays_open() -> None:
    parts = schools()
    view = '<bookViews><workbookView firstSheet="1" activeTab="1"/></bookViews><sheets>'
    text = str(parts["xl/workbook.xml"]).replace("<sheets>", view)
    extra = '<sheet name="Eigenes" sheetId="9" r:id="rId9"/></sheets>'
    names = '<definedNames><definedName name="Druck" localSheetId="1">Eigenes!$A$1</definedName></definedNames>'
    parts["xl/workbook.xml"] = text.replace("</sheets>", extra + names)
    parts["xl/worksheets/sheet9.xml"] = build.sheet("")
    parts["xl/_rels/workbook.xml.rels"] = build.rels(
        ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId9", "worksheet", "worksheets/sheet9.xml")
    )
    parts["[Content_Types].xml"] = build.content_types(parts)
    target = package(build.pack(parts))
    graft_sheet(target, donor(), "Prüfbericht")
    graft_sheet(target, donor(), "Start")
    graft_sheet(target, donor(), "Bedarfe")
    book = opened(target)
    assert book.sheetnames == ["Start", "Bedarfe", "Schulen", "Eigenes", "Prüfbericht"]
    assert book.active is book["Eigenes"]
    assert b'firstSheet="3"' in target.read("xl/workbook.xml")
    assert list(book["Eigenes"].defined_names) == ["Druck"]
    assert book["Prüfbericht"].print_title_rows == "$3:$3"
    ids = re.findall(rb'sheetId="(\d+)"', target.read("xl/workbook.xml"))
    assert len(set(ids)) == len(ids)


def test_no_second_tab_is_selected() -> None:
    target = package(_minimal())
    graft_sheet(target, donor(), "Start")
    part = next(sheet.part for sheet in Workbook.of(target).sheets if sheet.name == "Start")
    assert b"<sheetView " in target.read(part)
    assert b"tabSelected" not in target.read(part)


def test_a_taken_name_leads_to_a_fresh_one_that_formulas_links_and_names_follow() -> None:
    parts = build.parts({"PRÜFBERICHT": build.sheet(row(1, "Meins")), "Prüfbericht (2)": build.sheet("")})
    target = package(build.pack(parts))
    graft_sheet(target, donor(), "Prüfbericht")
    graft_sheet(target, donor(), "Start")
    assert graft_names(target, donor()) == ["Kopf", "Steuer"]
    book = opened(target)
    assert book.sheetnames == ["Start", "PRÜFBERICHT", "Prüfbericht (2)", "Prüfbericht (3)"]
    assert book["PRÜFBERICHT"]["A1"].value == "Meins"
    report, start = book["Prüfbericht (3)"], book["Start"]
    assert report.tables["Prüfbericht"].ref == "A3:E4"
    assert report["E4"].value == "='Prüfbericht (3)'!A3&\"Prüfbericht!\""
    assert report.print_title_rows == "$3:$3"
    assert start["A2"].value == "='Prüfbericht (3)'!A3"
    assert start["A1"].hyperlink.location == "'Prüfbericht (3)'!A1"
    assert start["A4"].hyperlink.target == "#'Prüfbericht (3)'!A1"
    assert book.defined_names["Kopf"].attr_text == "'Prüfbericht (3)'!$A$3"


def test_a_chart_follows_the_sheet_that_holds_its_table() -> None:
    target = package(build.pack(build.parts({"Budgetübersicht": build.sheet(row(1, "Meins"))})))
    graft_sheet(target, donor(), "Budgetübersicht")
    graft_sheet(target, donor(), "Übersicht")
    assert "'Budgetübersicht (2)'!" in target.read("xl/charts/chart1.xml").decode()
    assert opened(target)["Übersicht"]["A1"].value == "=SUM('Budgetübersicht (2)'!B2:B2)"


def test_a_long_name_stays_within_excels_limit() -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Zusammenfassung der Bedarfe 202")
    target = package(build.pack(build.parts({"Zusammenfassung der Bedarfe 202": build.sheet("")})))
    sheet: Any = book["Zusammenfassung der Bedarfe 202"]
    sheet.append(["Nr."])
    sheet.append([1])
    add_table(sheet, "Lang", "A1:A2")
    graft_sheet(target, package(bytes_of(book)), "Zusammenfassung der Bedarfe 202")
    assert opened(target).sheetnames[-1] == "Zusammenfassung der Bedarfe (2)"


def test_putting_back_what_is_there_changes_nothing() -> None:
    target = package(_minimal())
    _put_all_back(target)
    again = package(saved(target))
    _put_all_back(again)
    assert graft_names(again, donor()) == ["Satz", "Kopf", "Steuer"]
    third = package(saved(again))
    assert graft_names(third, donor()) == []
    assert third.changed == frozenset()


def test_a_table_that_stands_elsewhere_is_not_doubled() -> None:
    target = package(_minimal())
    graft_sheet(target, donor(), "Prüfbericht")
    part = "xl/workbook.xml"
    renamed = target.read(part).decode().replace('"Prüfbericht"', '"Mein Bericht"')
    target.replace(part, renamed.replace("'Prüfbericht'!", "'Mein Bericht'!").encode())
    moved = package(saved(target))
    graft_sheet(moved, donor(), "Prüfbericht")
    assert moved.changed == frozenset()
    graft_sheet(moved, donor(), "Start")
    assert opened(moved)["Start"]["A2"].value == "='Mein Bericht'!A3"


def test_of_two_tables_on_a_sheet_the_one_that_is_there_gets_another_name() -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Zwei"
    sheet.append(["Schulnummer", None, "Nr."])
    sheet.append(["=Schulen[[#This Row],[Schulnummer]]", None, 1])
    add_table(sheet, "Schulen", "A1:A2")
    add_table(sheet, "Lose", "C1:C2")
    target = package(_minimal())
    names = '</sheets><definedNames><definedName name="schulen_2">1</definedName></definedNames>'
    target.replace("xl/workbook.xml", target.read("xl/workbook.xml").replace(b"</sheets>", names.encode()))
    graft_sheet(target, package(bytes_of(book)), "Zwei")
    there = opened(target)["Zwei"]
    assert [(table.name, table.ref) for table in there.tables.values()] == [("Schulen_3", "A1:A2"), ("Lose", "C1:C2")]
    assert there["A2"].value == "=Schulen_3[[#This Row],[Schulnummer]]"
    assert len({table.part for table in Workbook.of(target).tables}) == 3
    ids = [re.search(rb' id="(\d+)"', target.read(t.part)) for t in Workbook.of(target).tables]
    assert len({match[1] for match in ids if match}) == 3


def test_a_name_of_the_users_that_bars_a_table_is_refused_before_anything_changes() -> None:
    parts = schools()
    names = '</sheets><definedNames><definedName name="PRÜFBERICHT">Schulen!$A$1</definedName></definedNames>'
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace("</sheets>", names)
    target = package(build.pack(parts))
    with pytest.raises(UnusableError, match=r"Tabelle „Prüfbericht“ .* Namens-Manager"):
        graft_sheet(target, donor(), "Prüfbericht")
    assert target.changed == frozenset()


def test_what_cannot_be_copied_is_refused_loudly() -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Notiz"
    sheet["A1"].comment = Comment("von Hand", "Amt")
    target = package(_minimal())
    with pytest.raises(ValueError, match=r"comments|vmlDrawing"):
        graft_sheet(target, package(bytes_of(book)), "Notiz")
    with pytest.raises(ValueError, match="no sheet"):
        graft_sheet(target, donor(), "Fehlt")
    assert target.changed == frozenset()


def test_shared_strings_of_the_donor_become_strings_of_their_own() -> None:
    cells = '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>'
    strings = build.shared("Menge", "<r><rPr><b/></rPr><t>Be</t></r><r><t xml:space='preserve'>darf </t></r>")
    parts = build.parts({"Neu": build.sheet(cells)}, strings=strings, style=build.styles())
    target = package(_minimal())
    graft_sheet(target, package(build.pack(parts)), "Neu")
    there = opened(target)["Neu"]
    assert [cell.value for cell in there[1]] == ["Bedarf ", "Menge", "Bedarf "]
    assert target.find("xl/sharedStrings.xml") is None


def test_the_code_name_of_a_macro_module_is_not_taken_along() -> None:
    sheet = build.sheet("", before='<sheetPr codeName="Tabelle1"/>')
    parts = build.parts({"Neu": sheet}, style=build.styles())
    target = package(_minimal())
    graft_sheet(target, package(build.pack(parts)), "Neu")
    assert all(b"codeName" not in target.read(name) for name in target.changed)


@pytest.mark.parametrize(
    ("of_donor", "of_target", "days"), [("", "1", -1462), ("1", "", 1462), ("1", "1", 0), ("", "", 0)]
)
def test_dates_are_counted_in_the_date_system_of_the_target(of_donor: str, of_target: str, days: int) -> None:
    cells = '<row r="1"><c r="A1" s="1"><v>45566.25</v></c><c r="B1"><v>45566.25</v></c><c r="C1"><v/></c></row>'
    rules = (
        '<dataValidations><dataValidation type="date" sqref="A1"><formula1>45566</formula1><formula2>TODAY()'
        '</formula2></dataValidation><dataValidation type="whole" sqref="B1"><formula1>45566</formula1>'
        "</dataValidation></dataValidations>"
    )
    pr = '<workbookPr date1904="1"/>'
    sheets = {"Neu": build.sheet(cells, after=rules)}
    parts = build.parts(sheets, style=build.styles(22), workbook_pr=pr if of_donor else "")
    target = package(build.pack(build.parts({"Alt": build.sheet("")}, workbook_pr=pr if of_target else "")))
    graft_sheet(target, package(build.pack(parts)), "Neu")
    text = target.read(Workbook.of(target).sheets[0].part).decode()
    assert re.findall(r"<v>([^<]*)</v>", text) == [str(45566.25 + days), "45566.25"]
    assert re.findall(r"<formula.>([^<]*)</f", text) == [str(45566 + days), "TODAY()", "45566"]
    assert "<v/>" not in text


def test_pictures_come_along_byte_for_byte() -> None:
    drawing = f'<wsDr xmlns="urn:d" xmlns:r="{build.RELS}"><blip r:embed="rId1"/></wsDr>'
    parts = build.parts({"Bild": build.sheet("", after=f'<drawing r:id="rId1" xmlns:r="{build.RELS}"/>')})
    parts["xl/styles.xml"] = build.styles()
    parts["xl/_rels/workbook.xml.rels"] = build.rels(
        ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml")
    )
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = build.rels(("rId1", "drawing", "../drawings/drawing1.xml"))
    parts["xl/drawings/drawing1.xml"] = drawing
    parts["xl/drawings/_rels/drawing1.xml.rels"] = build.rels(("rId1", "image", "../media/image1.png"))
    parts["xl/media/image1.png"] = b"\x89PNG\r\n\x1a\n\xff\x00"
    types = '<Default Extension="png" ContentType="image/png"/></Types>'
    parts["[Content_Types].xml"] = str(parts["[Content_Types].xml"]).replace("</Types>", types)
    target = package(_minimal())
    target.add("xl/media/Image1.PNG", b"des Amtes")
    graft_sheet(target, package(build.pack(parts)), "Bild")
    assert target.read("xl/media/image2.png") == b"\x89PNG\r\n\x1a\n\xff\x00"
    assert target.read("xl/media/Image1.PNG") == b"des Amtes"
    assert b"../media/image2.png" in target.read("xl/drawings/_rels/drawing1.xml.rels")
    assert b'PartName="/xl/media/image2.png" ContentType="image/png"' in target.read("[Content_Types].xml")


def test_calculation_state_goes_and_a_full_calculation_is_asked_for() -> None:
    parts = schools()
    parts["xl/calcChain.xml"] = f'<calcChain xmlns="{MAIN}"><c r="A1" i="1"/></calcChain>'
    parts["xl/_rels/workbook.xml.rels"] = build.rels(
        ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "calcChain", "calcChain.xml")
    )
    target = package(build.pack(parts))
    graft_sheet(target, donor(), "Bedarfe")
    assert target.find("xl/calcChain.xml") is None
    assert b'fullCalcOnLoad="1"' in target.read("xl/workbook.xml")


def test_a_fresh_relation_takes_no_id_that_is_in_use() -> None:
    parts = schools()
    for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
        parts[name] = str(parts[name]).replace('"rId1"', '"rId2"')
    target = package(build.pack(parts))
    graft_sheet(target, donor(), "Bedarfe")
    ids = re.findall(rb' Id="([^"]*)"', target.read("xl/_rels/workbook.xml.rels"))
    assert ids == [b"rId2", b"rId3", b"rId4"]
    assert opened(target).sheetnames == ["Schulen", "Bedarfe"]


def test_names_of_missing_sheets_and_of_tables_are_left_out() -> None:
    book = openpyxl.load_workbook(io.BytesIO(donor_bytes()))
    book.defined_names["Schulen"] = openpyxl.workbook.defined_name.DefinedName("Schulen", attr_text="1")
    target = package(_minimal())
    assert graft_names(target, package(bytes_of(book))) == ["Steuer"]
    assert graft_names(package(_minimal()), package(_minimal_with_styles())) == []


def _minimal_with_styles() -> bytes:
    return build.pack(build.parts({"Leer": build.sheet("")}, style=build.styles()))


def test_the_fixtures_hold_what_they_promise() -> None:
    assert f'xmlns:x="{MAIN}"'.encode() in package(_prefixed()).read("xl/workbook.xml")
    assert Workbook.of(package(_strict())).strict
