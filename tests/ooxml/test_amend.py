"""Input tables are amended cell by cell: what is told to change changes, nothing else does."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from pakt_xl.domain.amendment import Amendment
from pakt_xl.domain.errors import UnusableError
from pakt_xl.ooxml.amend import amend
from pakt_xl.ooxml.package import Package
from pakt_xl.ooxml.parts import Workbook
from pakt_xl.ooxml.read import Reader
from tests.ooxml import build
from tests.ooxml.filling import book, rows, shown, styles_of
from tests.ooxml.invariants import assert_sound
from tests.ooxml.rich import save_rich

if TYPE_CHECKING:
    from pathlib import Path

    from pakt_xl.domain.table import Cell
    from tests.ooxml.filling import Shown

SHEET = "xl/worksheets/sheet1.xml"
DOUBLED = (
    '<tableColumn id="3" name="Doppelt"><calculatedColumnFormula>Bedarfe[[#This Row],[Menge]]*2'
    "</calculatedColumnFormula></tableColumn>"
)
NEEDS: dict[str, Shown] = {
    "A1": "Nr.",
    "B1": "Menge",
    "C1": "Doppelt",
    "E1": "Eigenes",
    "A2": "B-1",
    "B2": (4, 1),
    "C2": "=Bedarfe[[#This Row],[Menge]]*2",
    "E2": "neben 2",
    "A3": "B-2",
    "B3": (5, 2),
    "C3": "=Bedarfe[[#This Row],[Menge]]*2",
}


def needs(path: Path, *, after: str = "", attributes: str = "", more: str = "") -> Path:
    """Two needs with a column formula; a cell beside, and what a test adds."""
    table = build.table("Bedarfe", "A1:C3", ["Nr.", "Menge", DOUBLED], attributes=attributes)
    style = build.styles(4, 2, 14)
    return book(path, rows(NEEDS) + more, [table], after=after, style=style)


def amended(path: Path, *amendments: Amendment) -> Package:
    """Amend and prove the file sound; the package is that of the new file, which stands beside as ``neu.xlsx``."""
    package = Package.open(path)
    amend(package, amendments)
    target = path.with_name("neu.xlsx")
    with target.open("wb") as stream:
        package.write(stream)
    assert_sound(target)
    return Package.open(target)


def bedarfe(cells: dict[tuple[int, str], Cell] | None = None, *added: dict[str, Cell]) -> Amendment:
    return Amendment("Bedarfe", cells or {}, added)


def differing(one: dict[str, str], other: dict[str, str]) -> set[str]:
    """Addresses whose cells differ."""
    return {address for address in one.keys() | other.keys() if one.get(address) != other.get(address)}


def test_a_changed_cell_keeps_its_style_and_every_other_byte_of_the_sheet_stays(tmp_path: Path) -> None:
    path = needs(tmp_path / "m.xlsx")
    before = Package.open(path).read(SHEET)
    package = amended(path, bedarfe({(1, "Menge"): Decimal(6)}))
    assert package.read(SHEET) == before.replace(b'<c r="B3" s="2"><v>5</v></c>', b'<c r="B3" s="2"><v>6</v></c>')
    assert package.read("xl/tables/table1.xml") == Package.open(path).read("xl/tables/table1.xml")
    assert b'fullCalcOnLoad="1"' in package.read("xl/workbook.xml")  # formulas elsewhere may depend on the cell


def test_a_cell_that_is_not_in_the_file_is_put_in_its_place(tmp_path: Path) -> None:
    path = needs(tmp_path / "m.xlsx")
    package = Package.open(path)
    package.replace(SHEET, package.read(SHEET).replace(b'<c r="B3" s="2"><v>5</v></c>', b""))
    with path.open("wb") as stream:
        package.write(stream)
    package = amended(path, bedarfe({(1, "Menge"): 7, (1, "Nr."): "=B-2"}))
    assert shown(package)["B3"] == "7"
    assert shown(package)["A3"] == "=B-2"
    assert b"<f>B-2</f>" not in package.read(SHEET)
    assert re.findall(rb'<c r="(..)"', package.read(SHEET).partition(b'r="3"')[2]) == [b"A3", b"B3", b"C3"]


def test_new_rows_take_the_styles_and_column_formulas_of_the_first_row(tmp_path: Path) -> None:
    path = needs(tmp_path / "m.xlsx")
    before = shown(Package.open(path))
    package = amended(path, bedarfe(None, {"Nr.": "B-3", "Menge": Decimal("1.5")}, {"nr. ": "B-4"}))
    formula = "=Bedarfe[[#This Row],[Menge]]*2"
    new = {"A4": "B-3", "B4": "1.5", "C4": formula, "A5": "B-4", "C5": formula}
    assert shown(package) == before | new
    assert {cell: styles_of(package)[cell] for cell in ("A4", "B4", "C4", "B5")} == {
        "A4": "0",
        "B4": "1",
        "C4": "0",
        "B5": "1",
    }
    assert Workbook.of(package).tables[0].last_row == 5
    assert b'<autoFilter ref="A1:C5"/>' in package.read("xl/tables/table1.xml")


def test_a_formula_that_counts_rows_from_its_cell_moves_down(tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    cells: dict[str, Shown] = {"A1": "Nr.", "B1": "Summe", "A2": 1, "B2": "=A2*2", "A3": 2, "B3": "=A3*2"}
    column = '<tableColumn id="2" name="Summe"><calculatedColumnFormula>A2*2</calculatedColumnFormula></tableColumn>'
    book(path, rows(cells), [build.table("Bedarfe", "A1:B3", ["Nr.", column])])
    assert shown(amended(path, bedarfe(None, {"Nr.": 3}, {"Nr.": 4})))["B5"] == "=A5*2"


def test_conditions_validations_and_names_end_with_the_table_again(tmp_path: Path) -> None:
    after = (
        '<conditionalFormatting sqref="B2:B3"><cfRule type="cellIs" dxfId="0" priority="1" operator="lessThan">'
        "<formula>0</formula></cfRule></conditionalFormatting>"
        '<dataValidations count="1"><dataValidation type="whole" sqref="B2:B3 G2"><formula1>0</formula1>'
        "</dataValidation></dataValidations>"
    )
    path = needs(tmp_path / "m.xlsx", after=after)
    package = Package.open(path)
    names = b"<definedNames><definedName name='Mengen'>Blatt!$B$2:$B$3</definedName></definedNames></workbook>"
    package.replace("xl/workbook.xml", package.read("xl/workbook.xml").replace(b"</workbook>", names))
    style = package.read("xl/styles.xml").replace(b"</styleSheet>", b'<dxfs count="1"><dxf/></dxfs></styleSheet>')
    package.replace("xl/styles.xml", style)
    with path.open("wb") as stream:
        package.write(stream)
    package = amended(path, bedarfe(None, {"Nr.": "B-3"}))
    assert re.findall(rb'sqref="([^"]*)"', package.read(SHEET)) == [b"B2:B4", b"B2:B4 G2"]
    assert b"Blatt!$B$2:$B$4" in package.read("xl/workbook.xml")


def test_a_filter_and_a_sort_of_the_user_stay(tmp_path: Path) -> None:
    path = needs(tmp_path / "m.xlsx")
    package = Package.open(path)
    part = "xl/tables/table1.xml"
    filters = (
        b'<autoFilter ref="A1:C3"><filterColumn colId="0"><filters><filter val="B-1"/></filters></filterColumn>'
        b'<sortState ref="A2:C3"><sortCondition ref="B2:B3"/></sortState></autoFilter>'
    )
    package.replace(part, package.read(part).replace(b'<autoFilter ref="A1:C3"/>', filters))
    with path.open("wb") as stream:
        package.write(stream)
    package = amended(path, bedarfe(None, {"Nr.": "B-3"}))
    expected = filters.replace(b"A1:C3", b"A1:C4").replace(b"A2:C3", b"A2:C4").replace(b"B2:B3", b"B2:B4")
    assert expected in package.read(part)


def blank(path: Path, cells: dict[str, Shown], attributes: str = "") -> Path:
    """Write an empty table: its one row holds only a column formula and styles."""
    first: dict[str, Shown] = {"A2": (None, 3), "C2": "=Bedarfe[[#This Row],[Menge]]*2"}
    head: dict[str, Shown] = {"A1": "Nr.", "B1": "Menge", "C1": "Doppelt"}
    table = build.table("Bedarfe", "A1:C2", ["Nr.", "Menge", DOUBLED], attributes=attributes)
    lines = rows(head | first | cells)
    return book(path, lines, [table], style=build.styles(4, 2, 14))


def test_the_blank_row_of_an_empty_table_is_used_first(tmp_path: Path) -> None:
    path = blank(tmp_path / "m.xlsx", {}, 'insertRow="1"')
    package = amended(path, bedarfe(None, {"Nr.": date(2024, 10, 31)}, {"Nr.": date(2024, 11, 1), "Menge": 2}))
    formula = "=Bedarfe[[#This Row],[Menge]]*2"
    assert {cell: text for cell, text in shown(package).items() if cell[1] != "1"} == {
        "A2": "45596",
        "C2": formula,
        "A3": "45597",
        "B3": "2",
        "C3": formula,
    }
    assert (styles_of(package)["A2"], styles_of(package)["A3"]) == ("3", "3")
    assert b"insertRow" not in package.read("xl/tables/table1.xml")


@pytest.mark.parametrize("typed", ["Notiz", "=1+1"])
def test_a_first_row_in_which_something_stands_is_not_used(tmp_path: Path, typed: str) -> None:
    package = amended(blank(tmp_path / "m.xlsx", {"B2": typed}), bedarfe(None, {"Nr.": 1, "Menge": 2}))
    assert shown(package)["B2"] == typed
    assert shown(package)["B3"] == "2"


def test_a_date_in_a_cell_without_a_date_format_gets_one(tmp_path: Path) -> None:
    path = needs(tmp_path / "m.xlsx")
    package = amended(path, bedarfe({(0, "Nr."): date(2024, 10, 31)}))
    book_ = Workbook.of(package)
    assert Reader(package, book_).table(book_.tables[0]).rows[0][0] == date(2024, 10, 31)


@pytest.mark.parametrize(
    ("amendment", "message"),
    [
        (Amendment("Fehlt"), "Die Tabelle „Fehlt“ fehlt in der Mappe"),
        (bedarfe({(0, "Fehlt"): 1}), "Tabelle „Bedarfe“: Die Spalte „Fehlt“ fehlt"),
        (bedarfe(None, {"Fehlt": 1}), "Tabelle „Bedarfe“: Die Spalte „Fehlt“ fehlt"),
        (bedarfe({(0, "Doppelt"): 1}), "Die Spalte „Doppelt“ rechnet die Mappe"),
        (bedarfe(None, {"Nr.": "B-3", "Doppelt": 1}), "Die Spalte „Doppelt“ rechnet die Mappe"),
        (bedarfe({(2, "Menge"): 1}), "Die Zeile 4 gehört nicht zur Tabelle"),
        (bedarfe({(-1, "Menge"): 1}), "Die Zeile 1 gehört nicht zur Tabelle"),
    ],
)
def test_what_cannot_be_amended_is_refused_and_nothing_changes(
    tmp_path: Path, amendment: Amendment, message: str
) -> None:
    package = Package.open(needs(tmp_path / "m.xlsx"))
    other = bedarfe({(0, "Menge"): 9}) if amendment.table == "Fehlt" else None
    with pytest.raises(UnusableError, match=message) as refused:
        amend(package, [*filter(None, [other]), amendment])
    assert str(refused.value).endswith("Es wurde nichts geschrieben.")
    assert not package.changed


def test_a_cell_with_a_formula_is_not_overwritten(tmp_path: Path) -> None:
    path = needs(tmp_path / "m.xlsx")
    package = Package.open(path)
    package.replace(SHEET, package.read(SHEET).replace(b"<v>5</v>", b"<f>2+3</f><v>5</v>"))
    with pytest.raises(UnusableError, match="Blatt „Blatt“, Zelle B3: Dort steht eine Formel"):
        amend(package, [bedarfe({(1, "Menge"): 1})])


def test_what_stands_below_the_table_is_not_overwritten(tmp_path: Path) -> None:
    package = Package.open(needs(tmp_path / "m.xlsx", more=rows({"B5": "Nachtrag"})))
    with pytest.raises(UnusableError, match=r"Zeile 5: .* ein Eintrag \(Zelle B5\).*\nEs wurde nichts geschrieben"):
        amend(package, [bedarfe(None, {"Nr.": "B-3"}, {"Nr.": "B-4"})])
    assert not package.changed


def test_a_row_beside_which_something_stands_takes_the_new_cells(tmp_path: Path) -> None:
    path = needs(tmp_path / "m.xlsx", more=rows({"E4": "daneben"}, {4: ' spans="5:5"'}))
    package = amended(path, bedarfe(None, {"Nr.": "B-3"}))
    assert (shown(package)["A4"], shown(package)["E4"]) == ("B-3", "daneben")
    assert b"spans" not in package.read(SHEET)


def test_a_text_that_excel_cannot_keep_is_said(tmp_path: Path) -> None:
    package = Package.open(needs(tmp_path / "m.xlsx"))
    (altered,) = amend(package, [bedarfe({(0, "Nr."): "B\x07-1"})])
    assert (altered.cell, altered.lost, shown(package)["A2"]) == ("A2", 1, "B-1")


def test_a_formula_that_shares_the_text_of_the_totals_row_gets_its_own(tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    text = '<f t="shared" ref="B4:D4" si="0">SUM(B2:B3)</f><v>3</v>'
    cells: dict[str, Shown] = {"A1": "Nr.", "B1": "Menge", "A2": 1, "B2": 1, "A3": 2, "B3": 2, "D2": 5}
    cells |= {"A4": "Summe", "B4": text, "D4": '<f t="shared" si="0"/><v>5</v>'}
    book(path, rows(cells), [build.table("Bedarfe", "A1:B4", ["Nr.", "Menge"], attributes='totalsRowCount="1"')])
    after = shown(amended(path, bedarfe(None, {"Nr.": 3, "Menge": 4})))
    assert (after["A4"], after["B4"], after["A5"], after["B5"]) == ("3", "4", "Summe", "=SUM(B2:B4)")
    assert after["D4"] == "=SUM(D2:D3)"


# What an amendment of the table Budgetübersicht may change in the rich workbook.
CHANGED = {
    *("[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/calcChain.xml"),  # the order of calculation goes
    "xl/workbook.xml",  # calculation on load; names that ended with the table
    *(SHEET, "xl/tables/table1.xml"),
}


def test_nothing_of_a_rich_workbook_is_lost(tmp_path: Path) -> None:
    path = save_rich(tmp_path / "m.xlsx")
    before = Package.open(path)
    new: dict[str, Cell] = {"Schulnummer": "100004", "Budget": Decimal(300)}
    package = amended(path, Amendment("Budgetübersicht", {(1, "Budget"): Decimal(2500)}, [new, new]))
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "neu.xlsx") as now:
        there = set(now.namelist())
        assert {name for name in old.namelist() if name not in there or old.read(name) != now.read(name)} == CHANGED
    cells, after = shown(before), shown(package)
    moved = {f"{column}{row}" for column in "ACDE" for row in (7, 8, 9)} - {"D8"}  # no Restbudget there
    assert differing(cells, after) == {"C5"} | moved
    assert {place: after[place] for place in ("A7", "C7", "E8", "A9", "C9", "D9")} == {
        "A7": "100004",
        "C7": "300",
        "E8": "=Budgetübersicht[[#This Row],[Budget]]*2",
        "A9": cells["A7"],
        "C9": cells["C7"],
        "D9": "=SUM(D4:D8)",
    }
    styles, later = styles_of(before), styles_of(package)
    assert {cell: later[cell] for cell in styles if cell[1] != "7"} == {
        cell: style for cell, style in styles.items() if cell[1] != "7"
    }
    assert b'hidden="1"' in package.read(SHEET)  # the filter stays, and with it the rows that it hides
    assert b'<filter val="Realschule Nord"/>' in package.read("xl/tables/table1.xml")
