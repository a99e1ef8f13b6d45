"""Nothing of a rich workbook is lost when its generated tables are filled, and its own formulas go on being right."""

from __future__ import annotations

import struct
import warnings
import zipfile
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest

from pakt_xl.domain.table import Link, Table
from pakt_xl.ooxml.fill import FillResult, fill
from pakt_xl.ooxml.fill_user import Note
from pakt_xl.ooxml.package import Package
from pakt_xl.ooxml.parts import Workbook
from pakt_xl.ooxml.read import Reader
from tests.office import recalculate
from tests.ooxml.audit import alarms
from tests.ooxml.invariants import assert_sound
from tests.ooxml.rich import save_rich

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pakt_xl.domain.table import Cells

# The parts that a run may change in the rich workbook, each with its reason.
CHANGED = {
    "[Content_Types].xml",  # without calcChain
    "xl/_rels/workbook.xml.rels",  # without calcChain
    "xl/workbook.xml",  # calculation on load; names that ended with a table
    "xl/calcChain.xml",  # dropped
    "xl/worksheets/sheet1.xml",  # Budgetübersicht
    "xl/tables/table1.xml",
    "xl/worksheets/sheet2.xml",  # Prüfbericht
    "xl/tables/table2.xml",
    "xl/worksheets/sheet4.xml",  # Notizen ohne Zeile: its blank row takes the one note
}

BUDGETS: tuple[Cells, ...] = (
    ("100002", "Realschule Nord", Decimal("2500.50"), Decimal("-5.00")),
    ("100001", "Grundschule Am Süd & Ost", Decimal("1000.25"), Decimal("0.00")),
    ("100004", "Gymnasium <neu>", Decimal(300), Decimal(7)),
    ("100005", None, Decimal(400), None),
)


def _tables(budgets: Sequence[Cells] = BUDGETS) -> list[Table]:
    amounts = [row[2] for row in budgets if isinstance(row[2], Decimal)]
    total: Cells = ("Summe", None, sum(amounts, Decimal(0)), Decimal(2))
    budget = Table(
        "Budgetübersicht",
        ("Schulnummer", "Schule", "Budget", "Restbudget"),
        tuple(budgets),
        totals=total,
        key=("Schulnummer",),
    )
    findings: tuple[Cells, ...] = (
        ("Z01", Link("Budgetübersicht", "B4"), date(2024, 10, 31), "100001"),
        ("S01", Link("Notizen ohne Zeile", "A1"), None, "100002"),
    )
    return [budget, Table("Prüfbericht", ("Code", "Zelle", "Tag", "Schlüssel"), findings, key=("Code", "Schlüssel"))]


def _filled(source: Path, target: Path, tables: Sequence[Table]) -> tuple[FillResult, frozenset[str]]:
    package = Package.open(source)
    result = fill(package, tables)
    with target.open("wb") as stream:
        package.write(stream)
    return result, package.changed


def _stored(path: Path) -> dict[str, tuple[bytes, tuple[int, ...]]]:
    """Compressed bytes and date of each member, read from the file itself."""
    data = path.read_bytes()
    found: dict[str, tuple[bytes, tuple[int, ...]]] = {}
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            name, extra = struct.unpack_from("<HH", data, info.header_offset + 26)
            start = info.header_offset + 30 + name + extra
            found[info.filename] = data[start : start + info.compress_size], info.date_time
    return found


def _opened(path: Path, *, values: bool = False) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl says what it would lose; it only looks here
        return openpyxl.load_workbook(path, data_only=values)


def test_the_rich_workbook_is_sound_itself(tmp_path: Path) -> None:
    assert_sound(save_rich(tmp_path / "reich.xlsx"))


def test_every_part_that_is_not_ours_keeps_its_stored_bytes(tmp_path: Path) -> None:
    source = save_rich(tmp_path / "reich.xlsx")
    _, changed = _filled(source, tmp_path / "eins.xlsx", _tables())
    before, after = _stored(source), _stored(tmp_path / "eins.xlsx")
    assert changed == CHANGED
    assert list(after) == [name for name in before if name != "xl/calcChain.xml"]
    assert {name for name in after if after[name] != before[name]} == CHANGED - {"xl/calcChain.xml"}


def test_the_filled_workbook_is_sound_and_openpyxl_opens_it(tmp_path: Path) -> None:
    _filled(save_rich(tmp_path / "reich.xlsx"), tmp_path / "eins.xlsx", _tables())
    assert_sound(tmp_path / "eins.xlsx")
    assert alarms(tmp_path / "eins.xlsx") == []
    sheet = _opened(tmp_path / "eins.xlsx")["Budgetübersicht"]
    assert [cell.value for cell in sheet["A"][3:8]] == ["100002", "100001", "100004", "100005", "Summe"]
    assert sheet.tables["Budgetübersicht"].ref == "A3:F8"


def test_a_second_fill_with_the_same_rows_changes_nothing(tmp_path: Path) -> None:
    first, _ = _filled(save_rich(tmp_path / "reich.xlsx"), tmp_path / "eins.xlsx", _tables())
    second, changed = _filled(tmp_path / "eins.xlsx", tmp_path / "zwei.xlsx", _tables())
    assert changed == frozenset()
    assert (tmp_path / "zwei.xlsx").read_bytes() == (tmp_path / "eins.xlsx").read_bytes()
    assert first.notes
    assert not second.notes


def test_typed_values_follow_their_key_and_the_lost_one_becomes_a_note(tmp_path: Path) -> None:
    result, _ = _filled(save_rich(tmp_path / "reich.xlsx"), tmp_path / "eins.xlsx", _tables())
    package = Package.open(tmp_path / "eins.xlsx")
    book = Workbook.of(package)
    tables = {info.name: Reader(package, book).table(info) for info in book.tables}
    assert [row[5] for row in tables["Budgetübersicht"].rows] == ["fett gedruckt", "Rückruf am Montag", None, None]
    assert tables["NotizenOhneZeile"].rows == (("Budgetübersicht", "100003", "Notiz", date(2024, 1, 1)),)
    assert result.notes == (Note("Budgetübersicht", "100003", "Notiz", date(2024, 1, 1)),)
    assert result.noted
    assert [(table.name, table.rows, table.cleared, table.kept) for table in result.filled] == [
        ("Budgetübersicht", 4, True, 2),
        ("Prüfbericht", 2, False, 0),
        ("NotizenOhneZeile", 1, False, 0),
    ]


def test_what_lay_around_the_table_follows_its_end_or_stays(tmp_path: Path) -> None:
    _filled(save_rich(tmp_path / "reich.xlsx"), tmp_path / "eins.xlsx", _tables())
    package = Package.open(tmp_path / "eins.xlsx")
    sheet = package.read("xl/worksheets/sheet1.xml").decode()
    names = package.read("xl/workbook.xml").decode()
    assert '<conditionalFormatting sqref="D4:D7">' in sheet
    assert '<conditionalFormatting sqref="C4:C7">' in sheet
    assert 'sqref="F4:F7 H4"' in sheet
    assert "<xm:sqref>C4:C7</xm:sqref>" in sheet
    assert "<xm:sqref>E4:E7</xm:sqref>" in sheet
    assert "<xm:sqref>H6</xm:sqref>" in sheet
    assert '<dimension ref="A1:I8"/>' in sheet
    assert ">Budgetübersicht!$A$1:$F$8<" in names
    assert ">Budgetübersicht!$C$4:$C$7<" in names
    assert 'fullCalcOnLoad="1"' in names
    assert '<c r="H4" t="s"><v>13</v></c><c r="I4"><f t="shared" ref="I4:I6" si="0">C4+1</f><v>1001</v></c>' in sheet
    assert '<c r="I5"><f t="shared" si="0"/><v>2001</v></c>' in sheet


def test_the_filter_and_the_rows_it_hid_are_gone(tmp_path: Path) -> None:
    _filled(save_rich(tmp_path / "reich.xlsx"), tmp_path / "eins.xlsx", _tables())
    package = Package.open(tmp_path / "eins.xlsx")
    table = package.read("xl/tables/table1.xml").decode()
    assert "filterColumn" not in table
    assert "sortState" not in table
    assert b"hidden" not in package.read("xl/worksheets/sheet1.xml")


def test_styles_heights_and_formulas_of_new_rows_are_those_of_the_first(tmp_path: Path) -> None:
    _filled(save_rich(tmp_path / "reich.xlsx"), tmp_path / "eins.xlsx", _tables())
    sheet = Package.open(tmp_path / "eins.xlsx").read("xl/worksheets/sheet1.xml").decode()
    assert '<row r="7" ht="20" customHeight="1"><c r="A7" s="4" t="inlineStr"><is><t>100005</t></is></c>' in sheet
    assert '<c r="B5" s="6" t="inlineStr">' in sheet  # coloured by hand: the place keeps its colour
    assert '<c r="E7" s="2"><f>Budgetübersicht[[#This Row],[Budget]]*2</f></c>' in sheet
    assert (
        '<row r="8"><c r="A8" s="1" t="s"><v>7</v></c>'
        '<c r="C8" s="3"><f>SUBTOTAL(109,Budgetübersicht[Budget])</f><v>4200.75</v></c>'
        '<c r="D8" s="3"><f>SUM(D4:D7)</f><v>2</v></c><c r="E8" s="3"><f>C8/2</f></c></row>'
    ) in sheet


def test_a_smaller_result_leaves_no_trace_below_the_table(tmp_path: Path) -> None:
    _filled(save_rich(tmp_path / "reich.xlsx"), tmp_path / "eins.xlsx", _tables(BUDGETS[:1]))
    assert_sound(tmp_path / "eins.xlsx")
    sheet = _opened(tmp_path / "eins.xlsx")["Budgetübersicht"]
    assert [[cell.value for cell in row] for row in sheet["A5:F8"]] == [
        ["Summe", None, "=SUBTOTAL(109,Budgetübersicht[Budget])", "=SUM(D4:D4)", "=C5/2", None],
        *([[None] * 6] * 3),
    ]
    assert [sheet[place].value for place in ("I4", "I5", "I6")] == ["=C4+1", "=C5+1", "=C6+1"]


@pytest.mark.libreoffice
def test_libreoffice_computes_the_formulas_of_the_user_on_the_filled_tables(tmp_path: Path) -> None:
    _filled(save_rich(tmp_path / "reich.xlsx"), tmp_path / "eins.xlsx", _tables())
    _filled(tmp_path / "eins.xlsx", tmp_path / "zwei.xlsx", _tables())
    book = _opened(recalculate(tmp_path / "zwei.xlsx", tmp_path), values=True)
    user, budget = book["Auswertung"], book["Budgetübersicht"]
    assert [user[place].value for place in ("A1", "B1", "A2", "B2", "A3", "B3")] == [
        *(4200.75, 4, 2, 2500.5),
        *(4200.75, 8401.5),
    ]
    assert [budget[place].value for place in ("E4", "E7", "C8", "D8", "E8")] == [5001, 800, 4200.75, 2, 2100.375]
    assert [budget[place].value for place in ("I4", "I5", "I6")] == [2501.5, 1001.25, 301]
    assert book["Prüfbericht"]["B2"].value == "B4"
