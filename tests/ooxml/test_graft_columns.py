"""Columns that a table lacks come back at its right end, with formulas, formats and rules; nothing is overwritten."""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from lxml import etree
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation

from pakt_xl.domain.errors import UnusableError
from pakt_xl.ooxml.graft import graft_columns
from pakt_xl.ooxml.parts import MAIN, Workbook
from tests.office import recalculate
from tests.ooxml import build
from tests.ooxml.graft_cases import (
    EURO,
    add_table,
    bytes_of,
    computed,
    contents,
    donor,
    opened,
    package,
    row,
    saved,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pakt_xl.ooxml.package import Package

TYPED = ("Bedarfsnummer", "Menge", "Einzelpreis")


def _numbers(*rows: int) -> str:
    return "".join(
        f'<row r="{number}" spans="1:3"><c r="A{number}" t="inlineStr"><is><t>B-{number}</t></is></c>'
        f'<c r="B{number}"><v>{number}</v></c><c r="C{number}"><v>2.5</v></c></row>'
        for number in rows
    )


def _needs(
    rows: str = "", ref: str = "A1:C4", *, before: str = "", after: str = "", attributes: str = ""
) -> dict[str, str | bytes]:
    """Parts of a workbook whose table Bedarfe lacks the formula columns of the donor."""
    table = build.table("Bedarfe", ref, TYPED, attributes=attributes)
    content = build.sheet(row(1, *TYPED) + (rows or _numbers(2, 3, 4)), before=before, after=after, tables=1)
    return build.parts({"Eingabe": content}, {"Eingabe": [table]})


def _target(*args: str, **kwargs: str) -> Package:
    return package(build.pack(_needs(*args, **kwargs)))


def test_formula_columns_come_to_the_right_end_with_formats_rules_and_width() -> None:
    target = _target(before='<dimension ref="A1:C4"/>')
    before = contents(target)
    assert graft_columns(target, donor(), "bedarfe", ["Laufend", "Wert", "Menge"]) == ["Wert", "Laufend"]
    sheet = opened(target)["Eingabe"]
    table = sheet.tables["Bedarfe"]
    assert (table.ref, table.autoFilter.ref) == ("A1:E4", "A1:E4")
    assert [(column.id, column.name) for column in table.tableColumns][3:] == [(4, "Wert"), (5, "Laufend")]
    assert table.tableColumns[3].calculatedColumnFormula.attr_text == "Bedarfe[[#This Row],[Menge]]*2"
    assert [sheet[f"D{number}"].value for number in (1, 2, 3, 4)] == [
        "Wert",
        *["=Bedarfe[[#This Row],[Menge]]*2"] * 3,
    ]
    assert [sheet[f"E{number}"].value for number in (2, 3, 4)] == [
        "=SUM($B$2:B2)",
        "=SUM($B$2:B3)",
        "=SUM($B$2:B4)",
    ]
    assert sheet["D1"].font.b
    assert (sheet["D4"].number_format, sheet["D4"].font.i) == (EURO, True)
    assert [sheet.column_dimensions[letter].width for letter in "DE"] == [14.5, 11]
    rules = sorted(str(rule.sqref) for rule in sheet.data_validations.dataValidation)
    assert rules == ["D2:D4", "E2:E1000"]
    assert sorted(str(place.sqref) for place in sheet.conditional_formatting) == ["D2:D4", "E2:E4"]
    xml = target.read("xl/worksheets/sheet1.xml")
    assert b'<dimension ref="A1:E4"/>' in xml
    assert b"spans" not in xml
    assert b"<v></v>" not in xml
    assert {name for name in before if target.read(name) != before[name]} == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
        "xl/tables/table1.xml",
    }


def test_a_single_column_lands_beside_the_table_wherever_it_stands_in_the_donor() -> None:
    target = _target()
    assert graft_columns(target, donor(), "Bedarfe", ["Laufend"]) == ["Laufend"]
    sheet = opened(target)["Eingabe"]
    assert sheet.tables["Bedarfe"].ref == "A1:D4"
    assert sheet["D3"].value == "=SUM($B$2:A3)"  # places relative to the column move with it, as in Excel
    rule = sheet.data_validations.dataValidation[0]
    assert (str(rule.sqref), rule.formula1) == ("D2:D1000", "D2>0")


def test_a_plain_column_comes_without_content() -> None:
    parts = build.parts(
        {"Bedarfe": build.sheet(row(1, "Bedarfsnummer") + row(2, "B-1"), tables=1)},
        {"Bedarfe": [build.table("Bedarfe", "A1:A2", ["Bedarfsnummer"])]},
    )
    target = package(build.pack(parts))
    assert graft_columns(target, donor(), "Bedarfe", ["Einzelpreis"]) == ["Einzelpreis"]
    sheet = opened(target)["Bedarfe"]
    assert [cell.value for cell in sheet["B"]] == ["Einzelpreis", None]
    assert sheet["B2"].number_format == EURO


def test_a_plain_column_that_the_donor_left_unformatted_comes_without_cells() -> None:
    parts = build.parts(
        {"Plan": build.sheet(row(1, "Los", "Menge"), tables=1)},
        {"Plan": [build.table("Plan", "A1:B2", ["Los", "Menge"])]},
    )
    parts["xl/styles.xml"] = build.styles()
    parts["xl/_rels/workbook.xml.rels"] = build.rels(
        ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml")
    )
    own = build.parts({"Plan": build.sheet(row(1, "Los"), tables=1)}, {"Plan": [build.table("Plan", "A1:A2", ["Los"])]})
    target = package(build.pack(own))
    assert graft_columns(target, package(build.pack(parts)), "Plan", ["Menge"]) == ["Menge"]
    assert [[cell.value for cell in line] for line in opened(target)["Plan"].iter_rows()] == [
        ["Los", "Menge"],
        [None, None],
    ]


def test_headers_are_compared_as_everywhere_and_what_is_there_is_left_alone() -> None:
    target = _target()
    assert graft_columns(target, donor(), "Bedarfe", [" menge ", "EINZELPREIS"]) == []
    assert target.changed == frozenset()
    graft_columns(target, donor(), "Bedarfe", ["Wert"])
    again = package(saved(target))
    assert graft_columns(again, donor(), "Bedarfe", ["wert"]) == []
    assert again.changed == frozenset()


def test_a_totals_row_stays_blank_below_the_new_column() -> None:
    totals = 'totalsRowCount="1"'
    rows = _numbers(2, 3) + row(4, "Summe")
    target = _target(rows, attributes=totals)
    target.replace(
        "xl/tables/table1.xml",
        target.read("xl/tables/table1.xml").replace(b'<autoFilter ref="A1:C4"', b'<autoFilter ref="A1:C3"'),
    )
    book = openpyxl.load_workbook(io.BytesIO(saved(donor())))
    sheet: Any = book["Budgetübersicht"]
    budgets: Any = sheet.tables["Budgetübersicht"]
    budgets.name = budgets.displayName = "Bedarfe"
    del book["Bedarfe"]
    assert graft_columns(target, package(bytes_of(book)), "Bedarfe", ["Budget"]) == ["Budget"]
    there = opened(target)["Eingabe"]
    assert (there.tables["Bedarfe"].ref, there.tables["Bedarfe"].autoFilter.ref) == ("A1:D4", "A1:D3")
    assert there.tables["Bedarfe"].tableColumns[3].totalsRowFunction is None
    assert [cell.value for cell in there["D"]] == ["Budget", None, None, None]
    assert b"totalsRowFormula" not in target.read("xl/tables/table1.xml")


def test_a_totals_formula_of_the_donors_does_not_come_along() -> None:
    source = donor()
    part = next(table.part for table in Workbook.of(source).tables if table.name == "Bedarfe")
    text = source.read(part).decode()
    formula = "</calculatedColumnFormula><totalsRowFormula>1</totalsRowFormula>"
    source.replace(part, text.replace("</calculatedColumnFormula>", formula).encode())
    target = _target()
    graft_columns(target, source, "Bedarfe", ["Wert"])
    assert b"totalsRowFormula" not in target.read("xl/tables/table1.xml")
    assert b"calculatedColumnFormula" in target.read("xl/tables/table1.xml")


def test_a_table_without_header_row_gets_only_formulas() -> None:
    parts = _needs(attributes='headerRowCount="0"')
    parts["xl/tables/table1.xml"] = str(parts["xl/tables/table1.xml"]).replace('<autoFilter ref="A1:C4"/>', "")
    target = package(build.pack(parts))
    graft_columns(target, donor(), "Bedarfe", ["Wert"])
    sheet = opened(target)["Eingabe"]
    assert sheet["D1"].value == "=Bedarfe[[#This Row],[Menge]]*2"
    assert sheet.tables["Bedarfe"].ref == "A1:D4"


@pytest.mark.parametrize(
    ("rows", "after", "where"),
    [
        (_numbers(2, 3) + row(4, "B-4", None, None, None, "meins"), "", "E4"),
        ('<row r="2"><c r="D2" t="s"><v>0</v></c></row>', "", "D2"),
        ('<row r="3"><c r="D3"><f>1+1</f></c></row>', "", "D3"),
        ('<row r="3"><c r="D3" t="e"><v>#REF!</v></c></row>', "", "D3"),
        (_numbers(2), '<mergeCells><mergeCell ref="H1:J9"/><mergeCell ref="E2:G2"/></mergeCells>', "E2:G2"),
    ],
)
def test_cells_right_of_the_table_are_never_overwritten(rows: str, after: str, where: str) -> None:
    parts = _needs(rows, after=after)
    relations = str(parts["xl/_rels/workbook.xml.rels"])
    strings = f'<Relationship Id="s" Type="{build.RELS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    parts["xl/_rels/workbook.xml.rels"] = relations.replace("</Relationships>", strings)
    parts["xl/sharedStrings.xml"] = build.shared("von Hand")
    target = package(build.pack(parts))
    with pytest.raises(UnusableError) as caught:
        graft_columns(target, donor(), "Bedarfe", ["Wert", "Laufend"])
    message = str(caught.value)
    assert (
        f"Blatt „Eingabe“ ist rechts neben der Tabelle „Bedarfe“ kein Platz für „Wert“, „Laufend“: {where} " in message
    )
    assert "verschieben" in message
    assert target.changed == frozenset()


def test_another_table_right_of_it_is_never_overwritten() -> None:
    parts = build.parts(
        {"Eingabe": build.sheet(row(1, *TYPED, None, "Eigenes"), tables=2)},
        {"Eingabe": [build.table("Bedarfe", "A1:C2", TYPED), build.table("Meine", "E1:E9", ["Eigenes"], number=2)]},
    )
    target = package(build.pack(parts))
    with pytest.raises(UnusableError, match="E1:E9 ist belegt"):
        graft_columns(target, donor(), "Bedarfe", ["Wert", "Laufend"])
    graft_columns(target, donor(), "Bedarfe", ["Wert"])
    assert opened(target)["Eingabe"].tables["Bedarfe"].ref == "A1:D2"


def test_blank_cells_with_a_colour_or_blanks_in_them_are_free() -> None:
    rows = '<row r="2"><c r="D2" s="0"/><c r="E2" t="inlineStr"><is><t> </t></is></c><c r="F2"><v>7</v></c></row>'
    target = _target(rows + '<row r="3"><c r="D3" t="s"/></row>')
    graft_columns(target, donor(), "Bedarfe", ["Wert", "Laufend"])
    sheet = opened(target)["Eingabe"]
    assert sheet["E2"].value == "=SUM($B$2:B2)"
    assert sheet["F2"].value == 7


def test_rows_and_cells_without_addresses_and_missing_rows_are_understood() -> None:
    rows = '<row><c><v>1</v></c><c><v>2</v></c><c r="H2"><v>7</v></c><c><v>8</v></c><extLst/></row>'
    rows += '<row r="9"><c r="A9"><v>9</v></c></row>'
    target = _target(rows)
    graft_columns(target, donor(), "Bedarfe", ["Wert"])
    xml = target.read("xl/worksheets/sheet1.xml").decode()
    assert '<c><v>2</v></c><c r="D2"' in xml
    assert xml.index('<c r="D2"') < xml.index('<c r="H2"') < xml.index("<extLst")
    assert [xml.index(f'<row r="{number}"') for number in (3, 4, 9)] == sorted(
        xml.index(f'<row r="{number}"') for number in (3, 4, 9)
    )
    ending = '<row r="2"><c r="A2"><v>1</v></c><extLst/></row>'
    target = _target(ending)
    graft_columns(target, donor(), "Bedarfe", ["Wert"])
    xml = target.read("xl/worksheets/sheet1.xml").decode()
    assert xml.index('<c r="D2"') < xml.index("<extLst")


@pytest.mark.parametrize(
    ("cols", "after"),
    [
        ('<col min="1" max="9" width="9"/>', [(1, 3, 9), (4, 4, 14.5), (5, 5, 11), (6, 9, 9)]),
        ('<col min="4" max="5" width="9"/>', [(4, 4, 14.5), (5, 5, 11)]),
        ('<col min="4" max="9" width="9" customWidth="1"/>', [(4, 9, 9)]),
        ('<col min="1" max="4" width="9" customWidth="true"/>', [(1, 4, 9), (5, 5, 11)]),
        ('<col min="7" max="9" width="9"/>', [(4, 4, 14.5), (5, 5, 11), (7, 9, 9)]),
    ],
)
def test_the_width_is_the_donors_unless_the_user_set_one(cols: str, after: list[tuple[int, int, float]]) -> None:
    target = _target(before=f"<cols>{cols}</cols>")
    graft_columns(target, donor(), "Bedarfe", ["Wert", "Laufend"])
    xml = etree.fromstring(target.read("xl/worksheets/sheet1.xml"))
    found = xml.findall(f"{{{MAIN}}}cols/{{{MAIN}}}col")
    assert [(int(c.get("min", "")), int(c.get("max", "")), float(c.get("width", ""))) for c in found] == after


@pytest.mark.parametrize("cols", ["", '<cols><col min="1" max="9" width="9" customWidth="1"/></cols>'])
def test_a_helper_column_is_hidden_here_too_and_has_the_donors_format(cols: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(saved(donor())))
    hidden = book["Bedarfe"].column_dimensions["D"]
    hidden.hidden, hidden.outlineLevel, hidden.number_format = True, 1, EURO
    target = _target(before=cols)
    graft_columns(target, package(bytes_of(book)), "Bedarfe", ["Wert"])
    column = opened(target)["Eingabe"].column_dimensions["D"]
    assert (column.hidden, column.outlineLevel) == (True, 1)
    assert (column.width, column.number_format) == ((9, "General") if cols else (14.5, EURO))


def test_rules_over_several_columns_come_only_as_a_whole() -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Bedarfe"
    sheet.append([*TYPED, "Wert", "Laufend"])
    sheet.append([None] * 5)
    add_table(sheet, "Bedarfe", "A1:E2")
    for place in ("A2:E2", "D2:E2", "D1:D1", "D3:D9", "D2 E2"):
        rule = DataValidation(type="whole", formula1=f"{len(place)}")
        rule.sqref = MultiCellRange(place)
        sheet.data_validations.dataValidation.append(rule)
    target = _target()
    graft_columns(target, package(bytes_of(book)), "Bedarfe", ["Wert", "Laufend"])
    there = opened(target)["Eingabe"].data_validations.dataValidation
    assert sorted(str(rule.sqref) for rule in there) == ["D2:D4 E2:E4", "D2:E4"]


def test_unknown_tables_and_columns_are_errors_of_the_program() -> None:
    target = _target()
    for table, header in (("Lose", "Wert"), ("Prüfbericht", "Nr."), ("Bedarfe", "Fehlt")):
        with pytest.raises(ValueError, match=r"Lose|Prüfbericht|fehlt"):
            graft_columns(target, donor(), table, [header])
    assert target.changed == frozenset()


def test_thirty_thousand_rows_take_a_few_seconds() -> None:
    target = _target(_numbers(*range(2, 30_002)), "A1:C30001")
    before = time.process_time()
    graft_columns(target, donor(), "Bedarfe", ["Wert", "Laufend"])
    assert time.process_time() - before < 20  # about 3 on a slow machine
    assert b"<f>SUM($B$2:B30001)</f>" in target.read("xl/worksheets/sheet1.xml")


@pytest.mark.libreoffice
def test_libreoffice_computes_columns_that_came_into_a_file_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "Alt.xlsx"
    path.write_bytes(build.pack(_needs()))
    target = package(recalculate(path, tmp_path).read_bytes())
    graft_columns(target, donor(), "Bedarfe", ["Wert", "Laufend"])
    sheet = computed(target, tmp_path)["Eingabe"]
    assert [(sheet[f"D{number}"].value, sheet[f"E{number}"].value) for number in (2, 3, 4)] == [(4, 2), (6, 5), (8, 9)]
