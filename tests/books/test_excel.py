"""The Excel adapter where only Excel can stand in the way: busy, read-only, protected, breaking off half way."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlwings as xw
from openpyxl.worksheet.table import Table as SheetTable

from pakt_xl.books import live_show
from pakt_xl.books.excel import ExcelBook
from pakt_xl.books.file import FileBook
from pakt_xl.books.live_quiet import FILL_DOWN, STUCK
from pakt_xl.domain.actions import Part
from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.sheets import Look, OutColumn
from pakt_xl.domain.table import Formula, Link, Table
from pakt_xl.layout import build_master, workbook_bytes
from pakt_xl.reports import generated_tables, lots
from pakt_xl.run.clicking import run_open
from tests.engines.com_engine import ComEngine, ComWorkbook
from tests.masters import EXAMPLE_10, PROGRAMME, master

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.engines.com_model import Call

NOW = datetime(2026, 11, 24, 10, 15, 30)  # noqa: DTZ001  a workbook shows local time
NOTHING = "Es wurde nichts geschrieben."
QUIET = {"ScreenUpdating", "Calculation", "EnableEvents", FILL_DOWN}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Worked example 10 as a master. Tests only read it."""
    return master(tmp_path_factory.mktemp("excel") / "m.xlsx", **EXAMPLE_10)


@pytest.fixture
def excel(example: Path) -> Iterator[ComWorkbook]:
    """The example, open in a German Excel."""
    with ComEngine("de").open(example) as opened:
        yield opened


def click(opened: ComWorkbook) -> tuple[str, ...]:
    """Fill everything; return the remarks."""
    return run_open(ExcelBook(opened.book), frozenset(Part), NOW).filled.remarks


def refused(opened: ComWorkbook) -> str:
    """Return what is said when filling everything is refused."""
    with pytest.raises(UnusableError) as caught:
        click(opened)
    return str(caught.value)


def written(opened: ComWorkbook) -> list[Call]:
    """Changes of cells and tables, without the switches of the application."""
    return [call for call in opened.excel.changes if call.member not in QUIET]


def test_everything_is_read_before_the_first_change(excel: ComWorkbook) -> None:
    click(excel)
    log = excel.excel.log
    first = log.index(written(excel)[0])
    read = {call.target.partition("!")[0] for call in log[:first]}
    assert {"Einstellungen", "Schulen", "Bedarfe", "Rechnungen", "Umschichtungen"} <= read
    inputs = {"Einstellungen", "Kontakte", "Schulen", "Katalog", "Preise", "Bedarfe", "Bestellungen", "Rechnungen"}
    assert not inputs & {call.target.partition("!")[0] for call in log[first:]}


def test_an_input_table_is_read_in_one_call_for_values_and_one_for_formulas(excel: ComWorkbook) -> None:
    ExcelBook(excel.book).read()["Bedarfe"]
    reads = [call.member for call in excel.excel.log if call.target.startswith("Bedarfe!")]
    rows_below = reads[2:]  # looked at for rows that slipped out of the table
    assert reads[:2] == ["Value", "Formula2"]
    assert rows_below == ["Value", "Formula2"]


def test_an_input_sheet_is_never_changed(excel: ComWorkbook) -> None:
    click(excel)
    ours = {name for spec in generated_tables(PROGRAMME) for name in (spec.sheet, f"ListObject {spec.name}")}
    assert {call.target.partition("!")[0] for call in written(excel)} <= ours


@pytest.mark.parametrize("mode", ["automatic", "manual", "semiautomatic"])
def test_drawing_and_calculation_are_as_before(excel: ComWorkbook, mode: str) -> None:
    app = excel.book.app
    app.calculation = mode
    click(excel)
    assert (app.screen_updating, app.calculation) == (True, mode)


def test_drawing_and_calculation_are_as_before_when_excel_breaks_off(excel: ComWorkbook) -> None:
    excel.excel.fail_when = lambda call: call.member == "Value" and "Budgetübersicht" in call.target
    refused(excel)
    assert (excel.book.app.screen_updating, excel.book.app.calculation) == (True, "automatic")


def links(opened: ComWorkbook) -> tuple[list[object], tuple[str, ...]]:
    """Fill a table with two links that differ and a blank between; return what its cells hold, and the last remark."""
    table = Table("Prüfbericht", ("Zelle",), ((Link("Bedarfe", "D5"),), (None,), (Link("Schulen", "B7"),)))
    filled = ExcelBook(opened.book).fill([table])
    cells = [row[5] for row in ExcelBook(opened.book).read()["Prüfbericht"].rows]
    told = tuple(remark for remark in filled.remarks if "fehlt und wurde nicht" not in remark)
    return [cell.text if isinstance(cell, Formula) else cell for cell in cells], told


LINKS = ['HYPERLINK("#\'Bedarfe\'!D5","D5")', None, 'HYPERLINK("#\'Schulen\'!B7","B7")']


def test_excel_fills_formulas_down_again_after_a_fill(excel: ComWorkbook) -> None:
    assert links(excel) == (LINKS, ())
    assert excel.book.app.api.AutoCorrect.AutoFillFormulasInLists is True


def test_links_that_excel_would_make_one_are_texts(excel: ComWorkbook) -> None:
    excel.excel.fail_when = lambda call: call.member == FILL_DOWN
    assert links(excel) == (["D5", None, LINKS[2]], ())


def test_formulas_that_are_no_longer_filled_down_are_said(excel: ComWorkbook) -> None:
    excel.excel.fail_when = lambda call: (call.member, call.args) == (FILL_DOWN, (True,))
    assert links(excel) == (LINKS, (STUCK[FILL_DOWN],))


def test_a_break_half_way_names_the_tables_that_are_filled(excel: ComWorkbook) -> None:
    header = "$4"  # the first touch of every sheet is its header
    excel.excel.fail_when = lambda call: "Budgetübersicht" in call.target and not call.target.endswith(header)
    told = refused(excel)
    assert "Beim Füllen der Tabelle „Budgetübersicht“ brach Excel ab" in told
    assert "Gefüllt sind schon: Prüfbericht, Befundübersicht, Programmwerte;" in told
    assert "Eingaben sind nicht betroffen" in told
    assert NOTHING not in told


def test_every_single_write_that_fails_is_one_message(example: Path) -> None:
    with ComEngine("de").open(example) as opened:
        click(opened)
        total = len(opened.excel.changes)
    for number in range(1, total - len(QUIET) + 1, 7):  # the last ones put the switches back
        with ComEngine("de").open(example) as opened:
            opened.excel.fail_at = number
            with suppress(UnusableError):  # a switch that is refused is no reason to stop
                click(opened)
            assert opened.book.app.screen_updating is True


def test_a_busy_excel_is_waited_for(excel: ComWorkbook) -> None:
    excel.excel.busy(50)
    assert click(excel) == ()


def test_a_cell_in_edit_mode_is_said_and_nothing_is_written(excel: ComWorkbook) -> None:
    excel.excel.busy(None, "editing")
    with pytest.raises(UnusableError, match=r"Excel ist beschäftigt: Eine Zelle wird gerade bearbeitet.*" + NOTHING):
        ExcelBook(excel.book).read()
    excel.excel.busy(0)
    assert written(excel) == []


def test_a_read_only_workbook_is_refused(excel: ComWorkbook) -> None:
    excel.model.read_only = True
    assert refused(excel).startswith(f"Die Mappe „{excel.book.name}“ ist schreibgeschützt geöffnet")
    assert written(excel) == []


def test_a_protected_sheet_is_refused_before_any_other_is_filled(excel: ComWorkbook) -> None:
    excel.sheet("Verteilliste").protected = True
    told = refused(excel)
    assert told.startswith("Das Blatt „Verteilliste“ ist geschützt.")
    assert told.endswith(NOTHING)
    headers = {call.args for call in written(excel)}
    assert all(isinstance(value, str) for (value,) in headers), "only headers were touched, each with its own text"


def test_a_workbook_whose_structure_is_protected_can_be_filled(excel: ComWorkbook) -> None:
    excel.model.structure_protected = True
    assert click(excel) == ()


def test_a_hidden_header_row_is_said(excel: ComWorkbook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(excel.table("Lose")), "ShowHeaders", property(lambda table: table.name != "Lose"))
    assert "zeigt keine Kopfzeile" in refused(excel)


def test_an_amount_in_a_currency_format_is_exact(tmp_path: Path) -> None:
    """Windows cuts the value of such a cell at four places: a fifth one must not go unseen."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for value in ("Betrag", 12.345678, 1234.56):
        sheet.append([value])
    for cell in ("A2", "A3"):
        sheet[cell].number_format = Look.EURO.value
    sheet.add_table(SheetTable(displayName="Beträge", ref="A1:A3"))
    workbook.save(tmp_path / "m.xlsx")
    with ComEngine("de").open(tmp_path / "m.xlsx") as opened:
        rows = ExcelBook(opened.book).read()["Beträge"].rows
    assert rows == ((Decimal("12.345678"),), (Decimal("1234.56"),))


def test_new_rows_look_like_the_rows_above(tmp_path: Path) -> None:
    spec = replace(lots.SPEC, columns=(*lots.SPEC.columns[:2], OutColumn("Auftragswert netto", Look.EURO, 12)))
    others = [each for each in generated_tables(PROGRAMME) if each.name != "Lose"]
    path = tmp_path / "m.xlsx"
    path.write_bytes(workbook_bytes(build_master(PROGRAMME, [*others, spec])))
    rows = tuple((year, "WLAN", Decimal("1.50")) for year in (2020, 2021, 2022))
    with ComEngine("de").open(path) as opened:
        ExcelBook(opened.book).fill([Table("Lose", spec.headers, rows, key=("Jahr", "Los"))])
        opened.save(path)
    sheet = openpyxl.load_workbook(path)["Lose"]
    assert {sheet[f"C{row}"].number_format for row in (5, 6, 7)} == {Look.EURO.value}


def test_a_fault_of_ours_is_not_dressed_as_one_of_excels(excel: ComWorkbook, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(xw.Range, "raw_value", property(broken))
    with pytest.raises(ZeroDivisionError):
        click(excel)


def test_no_macro_of_the_user_hears_of_a_change(excel: ComWorkbook) -> None:
    excel.excel.fail_when = lambda call: call.member == "Value" and excel.book.app.enable_events
    assert click(excel) == ()
    assert live_show.note(excel.book, "Prüfen", "10:15 Uhr")
    assert excel.book.app.enable_events is True


def test_a_sort_is_taken_away_and_that_is_said(excel: ComWorkbook) -> None:
    excel.table("Lose").sorted_by.append("Jahr")
    assert click(excel) == ("Blatt „Lose“: Filter oder Sortierung der Tabelle Lose wurde entfernt.",)
    assert excel.table("Lose").sorted_by == []


def test_formulas_are_asked_for_as_excel_365_computes_them(excel: ComWorkbook) -> None:
    click(excel)
    assert "Formula" not in {call.member for call in excel.excel.log}
    assert "Formula2" in {call.member for call in excel.excel.changes}


def test_an_excel_that_knows_no_array_formulas_is_asked_the_old_way(
    excel: ComWorkbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object) -> None:
        raise AttributeError("<unknown>.Formula2")

    monkeypatch.setattr(xw.Range, "formula2", property(unknown, unknown))
    assert click(excel) == ()
    assert "Formula2" not in {call.member for call in excel.excel.log}


def test_remarks_beside_a_button_have_room(excel: ComWorkbook) -> None:
    live_show.note(excel.book, "Prüfen", "10:15 Uhr\n0 Fehler")
    assert "AutoFit" not in {call.member for call in excel.excel.changes}
    live_show.note(excel.book, "Prüfen", "10:15 Uhr\n0 Fehler\nTabelle Lose fehlt.")
    assert "AutoFit" in {call.member for call in excel.excel.changes}


def test_a_break_in_a_table_with_notes_says_not_to_save(tmp_path: Path) -> None:
    path = noted_lots(tmp_path / "m.xlsx")
    for years, moves in ((2022, 2021), True), ((2021, 2022), False):
        with ComEngine("de").open(path) as opened:
            opened.excel.fail_when = lambda call: call.target.startswith("Lose!") and not call.target.endswith("$4")
            book = ExcelBook(opened.book)
            rows = tuple((year, "WLAN") for year in years)
            with pytest.raises(UnusableError) as caught:
                book.fill([Table("Lose", ("Jahr", "Los"), rows, key=("Jahr", "Los"))])
        assert ("ohne sie zu speichern" in str(caught.value)) == moves


def noted_lots(path: Path) -> Path:
    """Write a master in which a person has noted something beside the lot of 2021."""
    spec = replace(lots.SPEC, columns=(*lots.SPEC.columns[:2], OutColumn("Notiz", Look.VALUE, 12)))
    others = [each for each in generated_tables(PROGRAMME) if each.name != "Lose"]
    path.write_bytes(workbook_bytes(build_master(PROGRAMME, [*others, spec])))
    FileBook(path).fill([Table("Lose", ("Jahr", "Los"), ((2021, "WLAN"), (2022, "WLAN")), key=("Jahr", "Los"))])
    workbook = openpyxl.load_workbook(path)
    workbook["Lose"]["C5"] = "Rückruf"
    workbook.save(path)
    return path
