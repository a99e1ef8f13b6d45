"""Columns that a user added: formulas are filled down, typed values follow their row, none is ever lost."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from pakt_xl.domain.table import ErrorValue, Formula, Link, Table
from pakt_xl.ooxml.fill import fill
from pakt_xl.ooxml.fill_user import Note
from pakt_xl.ooxml.fill_user import shown as shown_text
from pakt_xl.ooxml.package import Package
from tests.ooxml.build import table
from tests.ooxml.filling import Shown, book, filled, rows, shown, styles_of

if TYPE_CHECKING:
    from pathlib import Path

    from pakt_xl.domain.table import Cells

HEADER: dict[str, Shown] = {"A1": "Nummer", "B1": "Betrag", "C1": "Eigene"}
COLUMNS = ["Nummer", "Betrag", "Eigene"]
CALCULATED = '<tableColumn id="3" name="Eigene"><calculatedColumnFormula>{}</calculatedColumnFormula></tableColumn>'


def _table(*lines: Cells) -> Table:
    return Table("Liste", ("Nummer", "Betrag"), lines, key=("Nummer",))


def test_a_column_formula_is_filled_down_without_a_value(tmp_path: Path) -> None:
    cells = rows({**HEADER, "A2": "a", "B2": 1, "C2": "=Liste[[#This Row],[Betrag]]+1"})
    columns = [*COLUMNS[:2], CALCULATED.format("Liste[[#This Row],[Betrag]]+1")]
    path = book(tmp_path / "m.xlsx", cells, [table("Liste", "A1:C2", columns)])
    _, package = filled(path, _table(("a", 1), ("b", 2), ("c", 3)))
    found = shown(package)
    assert [found[f"C{row}"] for row in (2, 3, 4)] == ["=Liste[[#This Row],[Betrag]]+1"] * 3
    assert b"<v>0</v>" not in package.read("xl/worksheets/sheet1.xml")


def test_a_formula_in_the_first_row_is_shifted_row_by_row(tmp_path: Path) -> None:
    cells = rows({**HEADER, "A2": "a", "B2": 1, "C2": "=B2*$B$2+SUM(B$2:B2)"})
    path = book(tmp_path / "m.xlsx", cells, [table("Liste", "A1:C2", COLUMNS)])
    _, package = filled(path, _table(("a", 1), ("b", 2), ("c", 3)))
    assert shown(package)["C4"] == "=B4*$B$2+SUM(B$2:B4)"


def test_the_formula_of_the_column_goes_before_an_exception_in_the_first_row(tmp_path: Path) -> None:
    cells = rows({**HEADER, "A2": "a", "B2": 1, "C2": "=7*7", "A3": "b", "C3": "=Liste[[#This Row],[Betrag]]"})
    columns = [*COLUMNS[:2], CALCULATED.format("Liste[[#This Row],[Betrag]]")]
    path = book(tmp_path / "m.xlsx", cells, [table("Liste", "A1:C3", columns)])
    _, package = filled(path, _table(("b", 2), ("a", 1), ("c", 3)))
    found = shown(package)
    exception, rest = "=7*7", "=Liste[[#This Row],[Betrag]]"
    assert [found[f"C{row}"] for row in (2, 3, 4)] == [rest, exception, rest]


def test_a_column_formula_that_names_cells_counts_from_the_first_cell(tmp_path: Path) -> None:
    cells = rows({**HEADER, "A2": "a", "B2": 1, "C2": "=B2*2"})
    columns = [*COLUMNS[:2], CALCULATED.format("B7*2")]
    path = book(tmp_path / "m.xlsx", cells, [table("Liste", "A1:C2", columns)])
    _, package = filled(path, _table(("a", 1), ("b", 2)))
    assert shown(package)["C3"] == "=B3*2"


def test_a_column_formula_without_a_formula_in_the_first_row_is_taken_from_the_table(tmp_path: Path) -> None:
    cells = rows({**HEADER, "A2": "a", "B2": 1, "C2": (None, 0)})
    columns = [*COLUMNS[:2], CALCULATED.format("B2*2")]
    path = book(tmp_path / "m.xlsx", cells, [table("Liste", "A1:C2", columns)])
    _, package = filled(path, _table(("a", 1), ("b", 2)))
    assert [shown(package)[address] for address in ("C2", "C3")] == ["=B2*2", "=B3*2"]


def test_a_value_typed_over_a_column_formula_follows_its_row(tmp_path: Path) -> None:
    cells = rows({**HEADER, "A2": "a", "B2": 1, "C2": "=B2*2", "A3": "b", "B3": 2, "C3": (99, 2)})
    path = book(tmp_path / "m.xlsx", cells, [table("Liste", "A1:C3", COLUMNS)])
    result, package = filled(path, _table(("b", 2), ("c", 3), ("a", 1)))
    found = shown(package)
    assert [found[f"C{row}"] for row in (2, 3, 4)] == ["99", "=B3*2", "=B4*2"]
    assert [styles_of(package)[f"C{row}"] for row in (2, 3, 4)] == ["2", "0", "0"]
    assert result.filled[0].kept == 1


def test_shared_formulas_are_resolved_also_those_whose_text_stands_elsewhere(tmp_path: Path) -> None:
    master = '<f t="shared" ref="C2:E3" si="4">B2&amp;"x"</f><v>1</v>'
    child = '<f t="shared" si="4"/><v>2</v>'
    cells = rows(
        {**HEADER, "A2": "a", "B2": 1, "C2": master, "E2": child, "A3": "b", "C3": child, "E3": child} | {"E9": child}
    )
    path = book(tmp_path / "m.xlsx", cells, [table("Liste", "A1:C3", COLUMNS)])
    result, package = filled(path, _table(("b", 2), ("a", 1)))
    found = shown(package)
    assert [found[address] for address in ("C2", "C3", "E2", "E3", "E9")] == [
        *('=B2&"x"', '=B3&"x"', '=D2&"x"', '=D3&"x"', '=D9&"x"'),
    ]
    assert b"array" not in package.read("xl/worksheets/sheet1.xml")
    assert result.filled[0].kept == 0


def test_an_array_formula_stays_one_in_each_row(tmp_path: Path) -> None:
    cells = rows({**HEADER, "A2": "a", "B2": 1, "C2": '<f t="array" ref="C2">SUM(B2*{1,2})</f><v>3</v>'})
    path = book(tmp_path / "m.xlsx", cells, [table("Liste", "A1:C2", COLUMNS)])
    _, package = filled(path, _table(("a", 1), ("b", 2)))
    assert b'<f t="array" ref="C3">SUM(B3*{1,2})</f>' in package.read("xl/worksheets/sheet1.xml")


def test_typed_formulas_move_with_their_row(tmp_path: Path) -> None:
    array = '<f t="array" ref="C4">SUM(B4*{1,2})</f><v>3</v>'
    cells = rows({**HEADER, "A2": "a", "B2": 1, "A3": "b", "C3": ("=B3*3", 2), "A4": "c", "C4": array})
    path = book(tmp_path / "m.xlsx", cells, [table("Liste", "A1:C4", COLUMNS)])
    _, package = filled(path, _table(("x", 2), ("c", 1), ("y", 5), ("b", 1)))
    assert shown(package)["C5"] == "=B5*3"
    assert styles_of(package)["C5"] == "2"
    assert b'<f t="array" ref="C3">SUM(B3*{1,2})</f>' in package.read("xl/worksheets/sheet1.xml")


def test_equal_keys_keep_their_order_and_the_surplus_becomes_a_note(tmp_path: Path) -> None:
    cells = rows(
        {**HEADER, "A2": "a", "C2": "eins", "A3": "b", "C3": "zwei"} | {"A4": "A ", "C4": "drei", "A5": "a", "C5": 4}
    )
    path = book(tmp_path / "m.xlsx", cells, [table("Liste", "A1:C5", COLUMNS)])
    result, package = filled(path, _table(("b", 2), ("a", 1), ("a", 1)))
    assert [shown(package)[f"C{row}"] for row in (2, 3, 4)] == ["zwei", "eins", "drei"]
    assert result.notes == (Note("Liste", "a", "Eigene", 4),)
    assert not result.noted  # there is no table of notes: whoever calls must not save


def test_keys_are_compared_by_value_whatever_their_kind(tmp_path: Path) -> None:
    cells = rows({**HEADER, "A2": 17, "C2": "Zahl", "A3": "=1+1", "C3": "Formel"})
    path = book(tmp_path / "m.xlsx", cells, [table("Liste", "A1:C3", COLUMNS)])
    _, package = filled(path, _table(("0", 1), ("17", 2)))
    assert {address: text for address, text in shown(package).items() if address.startswith("C")} == {
        "C1": "Eigene",
        "C2": "Formel",
        "C3": "Zahl",
    }


def test_without_a_key_column_values_keep_their_place(tmp_path: Path) -> None:
    cells = rows({"A1": "Betrag", "B1": "Eigene", "A2": 1, "B2": "x", "A3": 2, "B3": "y"})
    path = book(tmp_path / "m.xlsx", cells, [table("Liste", "A1:B3", ["Betrag", "Eigene"])])
    result, package = filled(path, _table(("neu", 7), ("neu", 8), ("neu", 9)))
    assert [shown(package).get(f"B{row}") for row in (2, 3, 4)] == ["x", "y", None]
    assert result.filled[0].absent == ("Nummer",)


def test_a_vacated_place_gets_the_look_of_a_blank_one(tmp_path: Path) -> None:
    cells = rows({**HEADER, "A2": "a", "C2": ("rot", 1), "A3": "b", "C3": (None, 2)})
    path = book(tmp_path / "m.xlsx", cells, [table("Liste", "A1:C3", COLUMNS)])
    _, package = filled(path, _table(("b", 2), ("c", 2), ("a", 1)))
    assert [styles_of(package)[f"C{row}"] for row in (2, 3, 4)] == ["2", "2", "1"]


def test_notes_that_are_there_stay_and_equal_ones_are_not_doubled(tmp_path: Path) -> None:
    cells = rows(
        {**HEADER, "A2": "a", "C2": "weg", "A3": "b", "C3": "auch weg"}
        | {"F1": "Tabelle", "G1": "Schlüssel", "H1": "Spalte", "I1": "Wert", "J1": "Erledigt"}
        | {"F2": "Liste", "G2": "a", "H2": "Eigene", "I2": "weg", "J2": "ja", "F3": "von Hand", "I3": "=1+1"}
    )
    notes = table("NotizenOhneZeile", "F1:J3", ["Tabelle", "Schlüssel", "Spalte", "Wert", "Erledigt"], number=2)
    path = book(tmp_path / "m.xlsx", cells, [table("Liste", "A1:C3", COLUMNS), notes])
    result, package = filled(path, _table(("c", 2)))
    found = shown(package)
    lines = [[found.get(f"{letters}{row}") for letters in "FGHIJ"] for row in (2, 3, 4, 5)]
    assert lines == [
        ["Liste", "a", "Eigene", "weg", "ja"],
        ["von Hand", None, None, "=1+1", None],
        ["Liste", "b", "Eigene", "auch weg", None],
        [None] * 5,
    ]
    assert result.noted
    assert len(result.notes) == 2


def test_a_typed_formula_without_a_row_is_noted_as_text(tmp_path: Path) -> None:
    cells = rows({**HEADER, "A2": "a", "A3": "b", "C3": "=B3*3", "E1": "Tabelle", "F1": "Wert"})
    notes = table("NotizenOhneZeile", "E1:F2", ["Tabelle", "Wert"], number=2)
    path = book(tmp_path / "m.xlsx", cells, [table("Liste", "A1:C3", COLUMNS), notes])
    result, package = filled(path, _table(("a", 2)))
    assert result.notes == (Note("Liste", "b", "Eigene", "=B3*3"),)
    assert shown(package)["F2"] == "=B3*3"
    assert b"<f>B3*3</f>" not in package.read("xl/worksheets/sheet1.xml")


def test_nothing_is_read_or_noted_when_nothing_was_typed(tmp_path: Path) -> None:
    cells = rows({**HEADER, "A2": "a", "C2": (None, 1)})
    path = book(tmp_path / "m.xlsx", cells, [table("Liste", "A1:C2", COLUMNS)])
    package = Package.open(path)
    assert fill(package, [_table(("b", 1))]).notes == ()


def test_values_are_shown_as_a_person_types_them() -> None:
    values = (
        True,
        False,
        Decimal("1.5"),
        date(2024, 10, 31),
        datetime(2024, 10, 31, 8, 5, 9),  # noqa: DTZ001 - cells know no time zone
        ErrorValue("#REF!"),
        Link("Blatt", "D4"),
        Formula("A1", 7),
    )
    assert [shown_text(value) for value in values] == [
        *("WAHR", "FALSCH", "1,5", "31.10.2024", "31.10.2024 08:05:09", "#REF!", "D4", "7"),
    ]


def test_a_cell_computed_by_a_data_table_keeps_its_value(tmp_path: Path) -> None:
    computed = '<f t="dataTable" ref="C2" dt2D="0" dtr="0" r1="B2"/><v>7</v>'
    cells = rows({**HEADER, "A2": "a", "B2": 1, "C2": computed, "A3": "b"})
    path = book(tmp_path / "m.xlsx", cells, [table("Liste", "A1:C3", COLUMNS)])
    result, package = filled(path, _table(("b", 1), ("a", 2)))
    assert result.filled[0].kept == 1
    assert f'<c r="C3">{computed}</c>'.encode() in package.read("xl/worksheets/sheet1.xml")
