"""Rows are replaced in place: columns by header, what is beside and below untouched, refusal before writing."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.table import Formula, Table
from pakt_xl.ooxml.fill import fill
from pakt_xl.ooxml.package import Package
from tests.ooxml.build import MAIN, rels, styles, table
from tests.ooxml.filling import Shown, book, filled, rows, shown, styles_of

if TYPE_CHECKING:
    from pathlib import Path

    from pakt_xl.domain.table import Cells

HEADER: dict[str, Shown] = {"B2": "Nummer", "C2": "Betrag"}
COLUMNS = ["Nummer", "Betrag"]
SHEET = "xl/worksheets/sheet1.xml"


def _table(*lines: Cells, totals: Cells | None = None) -> Table:
    return Table("Liste", ("Nummer", "Betrag"), lines, key=("Nummer",), totals=totals)


def _lines(count: int) -> list[Cells]:
    return [(f"N{number}", number) for number in range(1, count + 1)]


def test_columns_are_found_by_header_wherever_the_user_moved_them(tmp_path: Path) -> None:
    cells = rows({"B2": "BETRAG ", "C2": "Rest", "D2": "Nummer"})
    part = table("liste", "B2:D3", ["BETRAG ", "Rest", "Nummer"])
    path = book(tmp_path / "m.xlsx", cells, [part])
    result, package = filled(path, Table("Liste", ("Nummer", "Betrag", "Fehlt"), (("a", 5, 6),)))
    assert shown(package) == {"B2": "BETRAG ", "C2": "Rest", "D2": "Nummer", "B3": "5", "D3": "a"}
    assert result.filled[0].absent == ("Fehlt",)


def test_a_table_that_the_workbook_has_not_is_said(tmp_path: Path) -> None:
    path = book(tmp_path / "m.xlsx", rows(HEADER), [table("Liste", "B2:C3", COLUMNS)])
    package = Package.open(path)
    assert fill(package, [Table("Weg", ("Nummer",), ())]).missing == ("Weg",)
    assert not package.changed


def test_cells_beside_the_table_stay_and_blank_formatted_ones_below_are_written_over(tmp_path: Path) -> None:
    beside: dict[str, Shown] = {
        "A3": ("links", 1),
        "A4": "=B3",
        "E4": 7,
        "E5": "unten",
        "B5": (None, 2),
        "C5": (None, 2),
    }
    path = book(tmp_path / "m.xlsx", rows(HEADER | beside | {"B3": (None, 1)}), [table("Liste", "B2:C3", COLUMNS)])
    _, package = filled(path, _table(*_lines(3)))
    assert shown(package) == {
        "B2": "Nummer",
        "C2": "Betrag",
        "A3": "links",
        "B3": "N1",
        "C3": "1",
        "A4": "=B3",
        "B4": "N2",
        "C4": "2",
        "E4": "7",
        "B5": "N3",
        "C5": "3",
        "E5": "unten",
    }
    assert [styles_of(package)[address] for address in ("A3", "B3", "B4", "B5", "C5")] == ["1", "1", "1", "1", "0"]
    assert b'<c r="A4"><f>B3</f><v>0</v></c>' in package.read(SHEET)


def test_a_shorter_table_leaves_only_what_is_beside_it(tmp_path: Path) -> None:
    old: dict[str, Shown] = {f"{letters}{row}": row for row in (3, 4, 5, 6, 7) for letters in "BC"}
    attributes = {
        4: ' spans="2:3" ht="30" customHeight="1"',
        5: ' outlineLevel="1"',
        6: ' ht="18" customHeight="1" x14ac:dyDescent="0.2"',
        7: ' ht="40" customHeight="1"',
    }
    namespace = 'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
    path = book(
        tmp_path / "m.xlsx", rows(HEADER | old | {"E4": 1, "A7": 2}, attributes), [table("Liste", "B2:C7", COLUMNS)]
    )
    data = Package.open(path)
    data.replace(SHEET, data.read(SHEET).replace(b"<worksheet ", b"<worksheet " + namespace.encode() + b" "))
    with path.open("wb") as stream:
        data.write(stream)
    _, package = filled(path, _table(("x", 1)))
    body = package.read(SHEET).decode().partition("<sheetData>")[2]
    assert body.startswith(rows(HEADER) + rows({"B3": "x", "C3": 1}))
    assert (
        '<row r="4" ht="30" customHeight="1"><c r="E4"><v>1</v></c></row><row r="5" outlineLevel="1"></row>'
        '<row r="7" ht="40" customHeight="1"><c r="A7"><v>2</v></c></row></sheetData>'
    ) in body


def test_rows_that_are_not_in_the_file_need_no_clearing(tmp_path: Path) -> None:
    path = book(tmp_path / "m.xlsx", rows(HEADER | {"B3": 1, "B6": 2}), [table("Liste", "B2:C6", COLUMNS)])
    _, package = filled(path, _table(("x", 1)))
    assert shown(package) == {"B2": "Nummer", "C2": "Betrag", "B3": "x", "C3": "1"}


def test_as_many_cells_as_the_table_has_columns_need_not_be_its_own(tmp_path: Path) -> None:
    cells = rows(HEADER | {"A3": "links", "C3": 1, "B4": 2, "D4": "rechts"})
    path = book(tmp_path / "m.xlsx", cells, [table("Liste", "B2:C4", COLUMNS)])
    _, package = filled(path, _table(*_lines(2)))
    found = shown(package)
    assert [found.get(address) for address in ("A3", "B3", "C3", "B4", "C4", "D4")] == [
        *("links", "N1", "1", "N2", "2", "rechts"),
    ]


def test_a_shared_formula_that_loses_nothing_stays_shared(tmp_path: Path) -> None:
    own = '<f t="shared" ref="C3:C4" si="0">B3</f><v>1</v>'
    other = '<f t="shared" ref="E3:E4" si="1">A3</f><v>1</v>'
    child = '<f t="shared" si="1"/><v>2</v>'
    cells = rows(HEADER | {"C3": own, "C4": '<f t="shared" si="0"/>', "E3": other, "E4": child, "E5": "Text"})
    path = book(tmp_path / "m.xlsx", cells, [table("Liste", "B2:C4", COLUMNS)])
    _, package = filled(path, _table(*_lines(2)))
    data = package.read(SHEET)
    assert b'<c r="E4"><f t="shared" si="1"/><v>2</v></c>' in data
    assert b'si="0"' not in data


def test_no_row_at_all_leaves_a_blank_one(tmp_path: Path) -> None:
    cells = rows(HEADER | {"B3": ("a", 2), "C3": 1, "B4": "b", "C4": 2})
    path = book(tmp_path / "m.xlsx", cells, [table("Liste", "B2:C4", COLUMNS)])
    _, package = filled(path, _table())
    assert shown(package) == {"B2": "Nummer", "C2": "Betrag"}
    assert styles_of(package) == {"B2": "0", "C2": "0", "B3": "2", "C3": "0"}
    assert b'ref="B2:C3"' in package.read("xl/tables/table1.xml")


def test_rows_keep_their_own_height_and_new_ones_take_that_of_the_first(tmp_path: Path) -> None:
    attributes = {
        3: ' ht="21" customHeight="true"',
        4: ' ht="33" customHeight="1"',
        5: ' ht="44"',
        6: ' ht="9" customHeight="1"',
    }
    cells = rows(HEADER | {"B3": 1, "B4": 2, "B5": 3, "E6": 1}, attributes)
    path = book(tmp_path / "m.xlsx", cells, [table("Liste", "B2:C5", COLUMNS)])
    _, package = filled(path, _table(*_lines(5)))
    data = package.read(SHEET).decode()
    heights = [data.partition(f'<row r="{row}"')[2].partition(">")[0] for row in (3, 4, 5, 6, 7)]
    assert heights == [
        *(' ht="21" customHeight="1"', ' ht="33" customHeight="1"', ""),
        *[' ht="21" customHeight="1"'] * 2,
    ]


def test_cells_that_are_not_in_the_file_look_like_their_row_or_column(tmp_path: Path) -> None:
    part = table("Liste", "B2:C3", COLUMNS)
    columns = '<cols><col min="1" max="1" width="9"/><col min="2" max="3" width="9" style="2"/></cols>'
    path = book(tmp_path / "m.xlsx", rows(HEADER), [part], before=columns)
    _, package = filled(path, _table(*_lines(1)))
    assert [styles_of(package)[address] for address in ("B3", "C3")] == ["2", "2"]
    formatted = rows(HEADER, {3: ' s="1" customFormat="1"'})
    path = book(tmp_path / "n.xlsx", formatted, [part], before=columns)
    _, package = filled(path, _table(("a", "b")))
    assert styles_of(package)["B3"] == "1"


TOTALS = 'totalsRowCount="1"'


def _with_totals(ref: str, filters: str, columns: list[str]) -> str:
    part = table("Liste", ref, columns, attributes=TOTALS)
    return part.replace(f'<autoFilter ref="{ref}"/>', f'<autoFilter ref="{filters}"/>')


def test_the_totals_row_moves_with_the_end_of_the_table(tmp_path: Path) -> None:
    old: dict[str, Shown] = {
        "D2": "Eigene",
        "B3": "N1",
        "C3": 1,
        "D3": 5,
        "B4": ("Summe", 1),
        "C4": "=SUBTOTAL(109,Liste[Betrag])",
        "D4": "=C4*2",
        "F4": "bleibt",
    }
    cells = rows(HEADER | old, {4: ' ht="25" customHeight="1"'})
    path = book(tmp_path / "m.xlsx", cells, [_with_totals("B2:D4", "B2:D3", [*COLUMNS, "Eigene"])])
    _, package = filled(path, _table(*_lines(3), totals=("Summe", Formula("egal", Decimal("6.50")))))
    found = shown(package)
    assert [found.get(f"{letters}4") for letters in "BCDF"] == ["N2", "2", None, "bleibt"]
    assert [found.get(f"{letters}6") for letters in "BCD"] == ["Summe", "=SUBTOTAL(109,Liste[Betrag])", "=C6*2"]
    assert b"<f>SUBTOTAL(109,Liste[Betrag])</f><v>6.50</v></c>" in package.read(SHEET)
    assert b'<c r="D6"><f>C6*2</f></c>' in package.read(SHEET)
    assert b'<row r="6" ht="25" customHeight="1">' in package.read(SHEET)
    assert b'ref="B2:D6" totalsRowCount="1"><autoFilter ref="B2:D5"/>' in package.read("xl/tables/table1.xml")


def test_a_totals_row_that_stays_gets_new_values_and_loses_stale_ones(tmp_path: Path) -> None:
    array = '<f t="array" ref="B4">SUM(C3:C3*1)</f><v>9</v>'
    old: dict[str, Shown] = {"B3": "x", "C3": 1, "A4": "links", "B4": array, "C4": "=SUM(C3:C3)"}
    path = book(tmp_path / "m.xlsx", rows(HEADER | old), [_with_totals("B2:C4", "B2:C3", COLUMNS)])
    _, package = filled(path, _table(("y", 2)))
    assert (
        b'<row r="4"><c r="A4" t="inlineStr"><is><t>links</t></is></c>'
        b'<c r="B4"><f t="array" ref="B4">SUM(C3:C3*1)</f></c><c r="C4"><f>SUM(C3:C3)</f></c></row>'
    ) in package.read(SHEET)


def test_a_totals_row_that_is_not_in_the_file_stays_blank(tmp_path: Path) -> None:
    path = book(tmp_path / "m.xlsx", rows(HEADER | {"B3": "x"}), [_with_totals("B2:C4", "B2:C3", COLUMNS)])
    _, package = filled(path, _table(*_lines(2), totals=("Summe", 3)))
    assert shown(package) == {"B2": "Nummer", "C2": "Betrag", "B3": "N1", "C3": "1", "B4": "N2", "C4": "2"}


def test_blank_cells_of_a_totals_row_keep_their_format(tmp_path: Path) -> None:
    old: dict[str, Shown] = {"B3": "x", "B4": (None, 2), "C4": ("Ende", 1), "E5": 1}
    cells = rows(HEADER | old, {5: ' ht="50" customHeight="1"'})
    path = book(tmp_path / "m.xlsx", cells, [_with_totals("B2:C4", "B2:C3", COLUMNS)])
    _, package = filled(path, _table(*_lines(2)))
    assert b'<row r="5" ht="50" customHeight="1">' in package.read(SHEET)
    assert [styles_of(package)[address] for address in ("B5", "C5", "E5")] == ["2", "1", "0"]


def test_two_tables_side_by_side_are_filled_in_one_go(tmp_path: Path) -> None:
    other: dict[str, Shown] = {"E2": "Code", "E3": "alt"}
    parts = [table("Liste", "B2:C3", COLUMNS), table("Codes", "E2:E3", ["Code"], number=2)]
    path = book(tmp_path / "m.xlsx", rows(HEADER | other), parts)
    _, package = filled(path, _table(*_lines(2)), Table("Codes", ("Code",), (("Z01",), ("Z02",), ("Z03",))))
    assert shown(package) == {
        "B2": "Nummer",
        "C2": "Betrag",
        "E2": "Code",
        "B3": "N1",
        "C3": "1",
        "E3": "Z01",
        "B4": "N2",
        "C4": "2",
        "E4": "Z02",
        "E5": "Z03",
    }


def test_a_table_without_header_row_or_filter_is_filled_from_its_first_row(tmp_path: Path) -> None:
    part = table("Liste", "B2:C2", COLUMNS, attributes='headerRowCount="0" insertRow="1"')
    path = book(tmp_path / "m.xlsx", rows({"B2": "x"}), [part.replace('<autoFilter ref="B2:C2"/>', "")])
    _, package = filled(path, _table(*_lines(2)))
    assert shown(package) == {"B2": "N1", "C2": "1", "B3": "N2", "C3": "2"}
    assert b"insertRow" not in package.read("xl/tables/table1.xml")


def test_a_hidden_filter_button_is_no_filter(tmp_path: Path) -> None:
    hidden = '<autoFilter ref="B2:C3"><filterColumn colId="0" hiddenButton="1"/></autoFilter>'
    part = table("Liste", "B2:C3", COLUMNS).replace('<autoFilter ref="B2:C3"/>', hidden)
    path = book(tmp_path / "m.xlsx", rows(HEADER | {"B3": 1}, {3: ' hidden="1"'}), [part])
    result, package = filled(path, _table(*_lines(1)))
    assert not result.filled[0].cleared
    assert b'<row r="3" hidden="1">' in package.read(SHEET)
    assert hidden.encode() in package.read("xl/tables/table1.xml")


def test_a_filter_is_cleared_with_the_mode_of_its_sheet(tmp_path: Path) -> None:
    rule = '<filterColumn colId="0" hiddenButton="1"><filters><filter val="a"/></filters></filterColumn>'
    part = table("Liste", "B2:C3", COLUMNS).replace('ref="B2:C3"/>', f'ref="B2:C3">{rule}</autoFilter>')
    cells = rows(HEADER | {"B3": 1}, {3: " hidden='1' collapsed='0'"})
    path = book(tmp_path / "m.xlsx", cells, [part], before='<sheetPr filterMode="1"/>')
    result, package = filled(path, _table(*_lines(1)))
    assert result.filled[0].cleared
    assert b'<row r="3" collapsed="0">' in package.read(SHEET)
    assert b"<sheetPr/>" in package.read(SHEET)
    assert b'<filterColumn colId="0" hiddenButton="1"/>' in package.read("xl/tables/table1.xml")


def test_dates_get_a_date_format_and_numbers_lose_one(tmp_path: Path) -> None:
    day, moment = date(2024, 10, 31), datetime(2024, 10, 31, 12)  # noqa: DTZ001 - cells know no time zone
    path = book(
        tmp_path / "m.xlsx", rows(HEADER | {"B3": (None, 1), "C3": (None, 2)}), [table("Liste", "B2:C3", COLUMNS)]
    )
    _, package = filled(path, _table((day, day), (Decimal(1), moment), (None, "Text"), (2, day)))
    found = styles_of(package)
    assert [found[f"{letters}{row}"] for row in (3, 4, 5, 6) for letters in "BC"] == [
        *("1", "1", "0", "3", "1", "2", "0", "1"),
    ]
    assert b'<cellXfs count="4">' in package.read("xl/styles.xml")
    assert b'<xf numFmtId="22" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' in package.read(
        "xl/styles.xml"
    )


def test_a_style_that_fits_is_found_again_and_own_date_formats_are_known(tmp_path: Path) -> None:
    style = styles("0.0", "DD.MM.YYYY", 14)
    path = book(
        tmp_path / "m.xlsx",
        rows(HEADER | {"B3": (None, 1), "C3": (None, 2)}),
        [table("Liste", "B2:C3", COLUMNS)],
        style=style,
    )
    _, package = filled(path, _table((date(2024, 1, 1), date(2024, 1, 1))))
    assert [styles_of(package)[address] for address in ("B3", "C3")] == ["3", "2"]
    assert package.read("xl/styles.xml") == style.encode()


def test_without_a_list_of_styles_a_date_is_written_as_text(tmp_path: Path) -> None:
    path = book(
        tmp_path / "m.xlsx",
        rows(HEADER | {"B3": "x"}),
        [table("Liste", "B2:C3", COLUMNS)],
        style=f'<styleSheet xmlns="{MAIN}"/>',
    )
    _, package = filled(path, _table((date(2024, 1, 31), 5)))
    assert shown(package)["B3"] == "31.01.2024"
    assert shown(package)["C3"] == "5"


IN_THE_WAY = "Bitte verschieben oder löschen Sie, was unter der Tabelle steht, und starten Sie den Lauf noch einmal."


MERGED = '<mergeCells count="1"><mergeCell ref="C7:E9"/></mergeCells>'


@pytest.mark.parametrize(
    ("cells", "after", "row", "what"),
    [
        ({"C6": "wichtig", "B7": 1, "A5": 1}, "", 6, "ein Eintrag (Zelle C6)"),
        ({"B5": "=1+1"}, "", 5, "ein Eintrag (Zelle B5)"),
        ({}, MERGED, 7, "ein verbundener Bereich (ab C7)"),
    ],
)
def test_what_stands_below_is_never_written_over(
    tmp_path: Path, cells: dict[str, Shown], after: str, row: int, what: str
) -> None:
    path = book(tmp_path / "m.xlsx", rows(HEADER | cells), [table("Liste", "B2:C3", COLUMNS)], after=after)
    package = Package.open(path)
    with pytest.raises(UnusableError) as caught:
        fill(package, [_table(*_lines(5))])
    assert str(caught.value) == (
        f"Blatt „Blatt“, Zeile {row}: Die Tabelle „Liste“ wächst bis Zeile 7, aber dort steht {what}. "
        f"{IN_THE_WAY}\nEs wurde nichts geschrieben."
    )
    assert not package.changed
    fill(package, [_table(*_lines(1))])  # with room enough nothing is in the way


def test_other_tables_below_are_in_the_way_and_all_obstacles_are_told_at_once(tmp_path: Path) -> None:
    cells = rows(HEADER | {"C5": "Code", "E2": "Wert", "E4": 1})
    parts = [
        *(table("Liste", "B2:C3", COLUMNS), table("Codes", "C5:C6", ["Code"], number=2)),
        table("Werte", "E2:E3", ["Wert"], number=3),
    ]
    package = Package.open(book(tmp_path / "m.xlsx", cells, parts))
    with pytest.raises(UnusableError) as caught:
        fill(package, [_table(*_lines(9)), Table("Werte", ("Wert",), ((1,), (2,))), Table("Codes", ("Code",), ())])
    told = str(caught.value).splitlines()
    assert "Zeile 5: Die Tabelle „Liste“ wächst bis Zeile 11, aber dort steht die Tabelle „Codes“" in told[0]
    assert "Zeile 4: Die Tabelle „Werte“ wächst bis Zeile 4, aber dort steht ein Eintrag (Zelle E4)" in told[1]
    assert told[2:] == ["Es wurde nichts geschrieben."]
    assert not package.changed


def test_what_is_not_in_the_way_stays(tmp_path: Path) -> None:
    cells = rows(HEADER | {"E5": "Code", "E9": "x"})
    parts = [table("Liste", "B2:C3", COLUMNS), table("Codes", "E5:E6", ["Code"], number=2)]
    after = '<mergeCells count="2"><mergeCell ref="E8:F9"/><mergeCell ref="Unsinn"/></mergeCells>'
    package = Package.open(book(tmp_path / "m.xlsx", cells, parts, after=after))
    assert fill(package, [_table(*_lines(9))]).filled


@pytest.mark.parametrize(("location", "blocked"), [("A6:B9", True), ("E6:F9", False), ("A9:B9", False), ("?", False)])
def test_a_pivot_table_below_is_in_the_way(tmp_path: Path, location: str, blocked: bool) -> None:
    pivot = (
        f'<pivotTableDefinition xmlns="{MAIN}" name="P" cacheId="1"><location ref="{location}"/></pivotTableDefinition>'
    )
    relations = rels(
        ("rId1", "table", "../tables/table1.xml"), ("rId2", "pivotTable", "../pivotTables/pivotTable1.xml")
    )
    more = {"xl/pivotTables/pivotTable1.xml": pivot, "xl/worksheets/_rels/sheet1.xml.rels": relations}
    package = Package.open(book(tmp_path / "m.xlsx", rows(HEADER), [table("Liste", "B2:C3", COLUMNS)], more=more))
    if blocked:
        with pytest.raises(UnusableError, match=r"Zeile 6: .* dort steht eine Pivot-Tabelle"):
            fill(package, [_table(*_lines(5))])
    else:
        assert fill(package, [_table(*_lines(5))]).filled


def test_a_pivot_table_without_a_place_is_nowhere_in_the_way(tmp_path: Path) -> None:
    relations = rels(
        ("rId1", "table", "../tables/table1.xml"), ("rId2", "pivotTable", "../pivotTables/pivotTable1.xml")
    )
    pivot = f'<pivotTableDefinition xmlns="{MAIN}" name="P" cacheId="1"/>'
    more = {"xl/pivotTables/pivotTable1.xml": pivot, "xl/worksheets/_rels/sheet1.xml.rels": relations}
    package = Package.open(book(tmp_path / "m.xlsx", rows(HEADER), [table("Liste", "B2:C3", COLUMNS)], more=more))
    assert fill(package, [_table(*_lines(5))]).filled


def test_a_table_that_would_leave_the_sheet_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "m.xlsx", rows({"B1048574": "Nummer"}), [table("Liste", "B1048574:B1048575", ["Nummer"])])
    with pytest.raises(UnusableError, match="Zeile 1048576: Das Blatt hat nicht genug Zeilen für die Tabelle „Liste“"):
        fill(Package.open(path), [_table(*_lines(3))])
    assert fill(Package.open(path), [_table(*_lines(2))]).filled


def test_names_that_ended_with_the_table_end_with_it_again(tmp_path: Path) -> None:
    package = Package.open(
        book(tmp_path / "m.xlsx", rows(HEADER | {"B3": 1, "B4": 2}), [table("Liste", "B2:C4", COLUMNS)])
    )
    part = package.read("xl/workbook.xml").replace(
        b"</sheets>",
        b"</sheets><definedNames><definedName name='eins'>Blatt!$B$3:$B$4</definedName>"
        b"<definedName name='zwei'>Blatt!$B$4</definedName><definedName name='drei'/></definedNames>",
    )
    package.replace("xl/workbook.xml", part)
    fill(package, [_table(*_lines(7))])
    names = package.read("xl/workbook.xml")
    assert b'name="eins">Blatt!$B$3:$B$9<' in names
    assert b'name="zwei">Blatt!$B$4<' in names
