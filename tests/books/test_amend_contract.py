"""The contract of the port's third verb: the same amendments in a file and in every kind of open workbook."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.worksheet.table import TableColumn, TableFormula

from pakt_xl.books.file import FileBook
from pakt_xl.books.port import Amendment
from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.table import Formula
from tests.books.adapters import FILE
from tests.books.test_contract import ADAPTERS, TEXTS, every_adapter, every_live_adapter, loaded, plain
from tests.masters import EXAMPLE_10, master

if TYPE_CHECKING:
    from pathlib import Path

    from pakt_xl.domain.table import Cell, Table
    from tests.books.adapters import Adapter

CHANGES: dict[tuple[int, str], Cell] = {(0, "Menge"): Decimal(7), (2, "Finanzierung"): "städtische Mittel"}
ROW: dict[str, Cell] = {"Bedarfsnummer": "B-6", "Schulnummer": "017", "Menge": Decimal(3), "Wunschjahr": Decimal(2023)}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Worked example 10 as a master. Tests only read it."""
    return master(tmp_path_factory.mktemp("amend") / "m.xlsx", **EXAMPLE_10)


def amended(adapter: Adapter, path: Path, *amendments: Amendment) -> Path:
    """Amend the workbook and return the saved file."""
    with adapter.open(path) as opened:
        assert opened.book.amend(amendments).remarks == ()
        return opened.saved()


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of all tables, without the texts of formulas."""
    return {name: plain(table) for name, table in FileBook(path).read().items()}


def typed(table: Table, index: int) -> dict[str, object]:
    """Typed cells of a row by header."""
    return {
        header: cell
        for header, cell in zip(table.headers, table.rows[index], strict=True)
        if cell is not None and not isinstance(cell, Formula)
    }


@every_adapter
def test_only_the_cells_that_are_named_change(adapter: Adapter, example: Path) -> None:
    before = tables(example)
    after = tables(amended(adapter, example, Amendment("Bedarfe", CHANGES)))
    bedarfe = [list(row) for row in before["Bedarfe"]]
    bedarfe[0][3], bedarfe[2][5] = Decimal(7), "städtische Mittel"
    assert after == before | {"Bedarfe": [tuple(row) for row in bedarfe]}


@every_adapter
def test_new_rows_come_below_with_their_formulas_and_looks(adapter: Adapter, example: Path) -> None:
    saved = amended(adapter, example, Amendment("bedarfe", {}, [ROW, ROW | {"Bedarfsnummer": "B-7"}]))
    before, after = FileBook(example).read()["Bedarfe"], FileBook(saved).read()["Bedarfe"]
    assert plain(after)[:5] == plain(before)
    assert [typed(after, index) for index in (5, 6)] == [ROW, ROW | {"Bedarfsnummer": "B-7"}]
    sheet = loaded(saved)["Bedarfe"]
    top, right = after.row + 1, len(sheet[after.row])
    formulas = [column for column in range(1, right + 1) if str(sheet.cell(top, column).value).startswith("=")]
    assert formulas
    for row in (top + 5, top + 6):
        assert [c for c in range(1, right + 1) if str(sheet.cell(row, c).value).startswith("=")] == formulas
        for column in (1, 2, 4, 5):  # of a blank cell LibreOffice keeps the look in its column
            assert sheet.cell(row, column).number_format == sheet.cell(top, column).number_format


@every_adapter
def test_the_blank_row_of_an_empty_table_is_used_first(adapter: Adapter, example: Path) -> None:
    row: dict[str, Cell] = {"Datum": date(2024, 10, 31), "Von Schule": "190001", "Betrag": Decimal("0.50")}
    saved = amended(adapter, example, Amendment("Umschichtungen", {}, [row, row]))
    table = FileBook(saved).read()["Umschichtungen"]
    assert len(table.rows) == 2
    assert [typed(table, index) for index in (0, 1)] == [row, row]


@every_adapter
@pytest.mark.parametrize("header", ["Bedarfsnummer", "Schulnummer", "Finanzierung"])
def test_text_stays_text_whatever_it_looks_like(adapter: Adapter, example: Path, header: str) -> None:
    rows: list[dict[str, Cell]] = [{header: text} for text in TEXTS]
    table = FileBook(amended(adapter, example, Amendment("Bedarfe", {(0, header): "=1+1"}, rows))).read()["Bedarfe"]
    at = table.headers.index(header)
    assert [table.rows[index][at] for index in (0, *range(5, 5 + len(TEXTS)))] == ["=1+1", *TEXTS]


@every_adapter
def test_several_tables_are_amended_at_once(adapter: Adapter, example: Path) -> None:
    budget: dict[tuple[int, str], Cell] = {(0, "DigitalPakt-Budget"): Decimal("31000.50")}
    after = tables(amended(adapter, example, Amendment("Schulen", budget), Amendment("Bedarfe", {}, [ROW])))
    assert after["Schulen"][0][3] == Decimal("31000.50")
    assert len(after["Bedarfe"]) == 6


@pytest.fixture
def filtered(example: Path, tmp_path: Path) -> Path:
    """The example with a filter on Bedarfe that hides B-2 to B-4."""
    workbook = openpyxl.load_workbook(example)
    sheet = workbook["Bedarfe"]
    sheet.tables["Bedarfe"].autoFilter.add_filter_column(0, ["B-1", "B-5"])
    for row in range(1, sheet.max_row + 1):
        sheet.row_dimensions[row].hidden = sheet.cell(row, 1).value in ("B-2", "B-3", "B-4")
    workbook.save(tmp_path / "m.xlsx")
    return tmp_path / "m.xlsx"


def hidden(path: Path) -> list[object]:
    """Numbers of the needs that the filter hides."""
    sheet = loaded(path)["Bedarfe"]
    assert [column.colId for column in sheet.tables["Bedarfe"].autoFilter.filterColumn if column.filters] == [0]
    return [sheet.cell(row, 1).value for row in range(1, sheet.max_row + 1) if sheet.row_dimensions[row].hidden]


@every_adapter
def test_a_filter_on_an_input_table_stays(adapter: Adapter, filtered: Path) -> None:
    saved = amended(adapter, filtered, Amendment("Bedarfe", CHANGES))
    assert hidden(saved) == ["B-2", "B-3", "B-4"]
    assert FileBook(saved).read()["Bedarfe"].rows[2][5] == "städtische Mittel"


def test_a_filtered_table_in_a_file_takes_new_rows(filtered: Path) -> None:
    saved = amended(FILE, filtered, Amendment("Bedarfe", {}, [ROW]))
    assert hidden(saved) == ["B-2", "B-3", "B-4"]
    assert typed(FileBook(saved).read()["Bedarfe"], 5) == ROW


@every_live_adapter
def test_an_open_filtered_table_takes_no_new_rows(adapter: Adapter, filtered: Path) -> None:
    before = tables(filtered)
    with adapter.open(filtered) as opened:
        with pytest.raises(UnusableError, match=r"„Bedarfe“ ist gefiltert.*Filter löschen.*nichts geschrieben"):
            opened.book.amend([Amendment("Bedarfe", CHANGES, [ROW])])
        assert tables(opened.saved()) == before


REFUSED = {
    "Tabelle fehlt": (Amendment("Fehlt", {}, [ROW]), "Die Tabelle „Fehlt“ fehlt"),
    "Spalte fehlt": (Amendment("Bedarfe", {(0, "Fehlt"): "x"}), "Die Spalte „Fehlt“ fehlt"),
    "Formelspalte": (Amendment("Bedarfe", {(0, "Geplant"): Decimal(1)}), "Die Spalte „Geplant“ rechnet die Mappe"),
    "neue Formelspalte": (Amendment("Bedarfe", {}, [{"Geplant": None}]), "Die Spalte „Geplant“ rechnet die Mappe"),
    "Zeile fehlt": (Amendment("Bedarfe", {(5, "Menge"): Decimal(1)}), "gehört nicht zur Tabelle"),
}


@every_adapter
@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_amended_is_refused_and_nothing_is_written(adapter: Adapter, example: Path, name: str) -> None:
    amendment, message = REFUSED[name]
    budget: dict[tuple[int, str], Cell] = {(0, "DigitalPakt-Budget"): Decimal(1)}
    with adapter.open(example) as opened:
        with pytest.raises(UnusableError, match=f"{message}.*Es wurde nichts geschrieben"):
            opened.book.amend([Amendment("Schulen", budget), amendment])
        assert tables(opened.saved()) == tables(example)


@every_adapter
def test_a_formula_that_somebody_typed_is_not_lost(adapter: Adapter, example: Path, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(example)
    table = FileBook(example).read()["Bedarfe"]
    place = table.cell(0, table.headers.index("Menge"))
    workbook["Bedarfe"][place] = "=2*3"
    workbook.save(tmp_path / "m.xlsx")
    with adapter.open(tmp_path / "m.xlsx") as opened, pytest.raises(UnusableError, match=f"Zelle {place}: .* Formel"):
        opened.book.amend([Amendment("Bedarfe", CHANGES)])


@every_adapter
def test_what_stands_below_a_table_is_never_overwritten(adapter: Adapter, example: Path, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(example)
    table = FileBook(example).read()["Bedarfe"]
    row = table.line(len(table.rows)) + 1
    workbook["Bedarfe"].cell(row, 2).value = "Nachtrag"
    workbook.save(tmp_path / "m.xlsx")
    before = tables(tmp_path / "m.xlsx")
    with adapter.open(tmp_path / "m.xlsx") as opened:
        with pytest.raises(UnusableError, match=rf"Blatt „Bedarfe“, Zeile {row}: .* ein Eintrag \(Zelle B{row}\)"):
            opened.book.amend([Amendment("Bedarfe", CHANGES, [ROW, ROW])])
        assert tables(opened.saved()) == before


@every_adapter
def test_a_column_of_the_user_is_left_alone(adapter: Adapter, example: Path, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(example)
    sheet = workbook["Bedarfe"]
    table = sheet.tables["Bedarfe"]
    header = FileBook(example).read()["Bedarfe"].row
    column = len(table.tableColumns) + 1
    for row, value in enumerate(("Notiz", "017", None, "=1+1"), header):
        sheet.cell(row, column).value = value
    first, _, last = table.ref.partition(":")
    letters = openpyxl.utils.get_column_letter(column)
    table.ref = f"{first}:{letters}{last.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"
    assert table.autoFilter is not None
    table.autoFilter.ref = table.ref
    table.tableColumns.append(TableColumn(id=99, name="Notiz"))
    workbook.save(tmp_path / "m.xlsx")
    saved = loaded(amended(adapter, tmp_path / "m.xlsx", Amendment("Bedarfe", CHANGES, [ROW])))["Bedarfe"]
    assert [saved.cell(row, column).value for row in range(header, header + 7)] == [
        *("Notiz", "017", None, "=1+1", None, None, None),
    ]


@pytest.mark.parametrize("adapter", ADAPTERS[:-1])  # to the server no totals row is told
def test_a_sum_below_a_table_takes_in_its_new_rows(adapter: Adapter, example: Path, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(example)
    sheet = workbook["Bedarfe"]
    table = sheet.tables["Bedarfe"]
    table.ref, table.totalsRowCount = f"{table.ref[:-1]}{TOTALS}", 1
    sheet[f"A{TOTALS}"] = "Summe"
    table.tableColumns[0].totalsRowLabel = "Summe"
    for letters, at, formula in (("B", 1, "COUNTA"), ("D", 3, "SUM")):  # a column of texts, one of numbers
        sheet[f"{letters}{TOTALS}"] = f"={formula}({letters}5:{letters}{TOTALS - 1})"
        sheet[f"{letters}{TOTALS}"].number_format = sheet[f"{letters}{TOTALS - 1}"].number_format
        table.tableColumns[at].totalsRowFunction = "custom"
        table.tableColumns[at].totalsRowFormula = TableFormula(attr_text=f"{formula}({letters}5:{letters}{TOTALS - 1})")
    workbook.save(tmp_path / "m.xlsx")
    saved = loaded(amended(adapter, tmp_path / "m.xlsx", Amendment("Bedarfe", {}, [ROW])))["Bedarfe"]
    assert [saved[f"{letters}{row}"].value for row in (TOTALS, TOTALS + 1) for letters in "ABD"] == [
        *("B-6", "017", 3),
        *("Summe", f"=COUNTA(B5:B{TOTALS})", f"=SUM(D5:D{TOTALS})"),
    ]
    assert [saved[f"{letters}{TOTALS + 1}"].data_type for letters in "BD"] == ["f", "f"]


TOTALS = 10  # row below the five needs of the example


def test_the_last_version_of_the_file_is_kept(example: Path) -> None:
    with FILE.open(example) as opened:
        filled = opened.book.amend([Amendment("Bedarfe", CHANGES)])
        assert filled.path == opened.saved()
    assert filled.backup is not None
    assert filled.backup.read_bytes() == example.read_bytes()
