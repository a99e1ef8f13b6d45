"""xlwings' Windows code over the recording COM model: it finds the workbook, and Excel's refusals reach the caller."""

from __future__ import annotations

import ctypes
import sys
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlwings as xw

from tests.engines.com_engine import HWND, ComEngine
from tests.engines.com_model import APPLICATION_ERROR, EDIT_MODE, Call, ModelError
from tests.engines.com_sample import opened, sample
from tests.engines.com_stubs import ComError, windows_code

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.engines.live import LiveEngine


def test_the_stand_ins_leave_nothing_behind() -> None:
    before = sys.platform
    code = windows_code()
    assert windows_code() is code
    assert sys.platform == before
    for name in ("pywintypes", "pythoncom", "win32api", "win32com", "win32com.client", "xlwings._xlwindows"):
        assert name not in sys.modules
    assert ctypes.PyDLL.__module__ == "ctypes"
    assert sys.platform == "win32" or not hasattr(ctypes, "windll")


def test_xlwings_finds_the_open_workbook_as_the_active_one(tmp_path: Path) -> None:
    before = xw.engines.active
    with opened(tmp_path) as live:
        assert live.book.name == "Mappe.xlsx"
        assert xw.books.active.fullname == live.book.fullname
        assert live.book.app.engine.name == "excel"
        assert (len(xw.apps), xw.apps.active and xw.apps.active.hwnd) == (1, HWND)
        assert [sheet.name for sheet in live.book.sheets] == ["Preise", "Summen", "Start"]
        assert [table.name for sheet in live.book.sheets for table in sheet.tables] == ["Preise", "Summen"]
    assert xw.engines.active is before


def test_a_call_from_the_ribbon_reaches_the_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path) as live:
        monkeypatch.setattr(sys, "argv", ["python", "--wb=Mappe.xlsx", "--from_xl=1"])
        assert xw.Book.caller().fullname == live.book.fullname


def test_the_engine_is_one_of_the_contract_test(tmp_path: Path) -> None:
    engine: LiveEngine = ComEngine("en")
    assert engine.name == "com-en"
    with engine.open(sample(tmp_path / "Mappe.xlsx")) as live:
        assert live.client is None
        live.save(tmp_path / "gespeichert.xlsx")
    assert (tmp_path / "gespeichert.xlsx").exists()


def test_the_file_that_was_opened_stays_as_it_is(tmp_path: Path) -> None:
    path = sample(tmp_path / "Mappe.xlsx")
    before = path.read_bytes()
    with ComEngine().open(path) as live:
        live.book.sheets["Preise"].range("A5").value = "neu"
        live.save(tmp_path / "gespeichert.xlsx")
        assert live.book.fullname != str(path)
    assert path.read_bytes() == before


def test_a_saved_workbook_holds_values_formulas_and_tables(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        prices = live.book.sheets["Preise"]
        prices.tables["Preise"].resize(prices.range("A4:D7"))
        prices.range("A7").value = "=1+1"
        prices.range("C7").value = 2.5
        live.book.sheets["Summen"].tables["Summen"].show_totals = False
        live.save(tmp_path / "gespeichert.xlsx")
    formulas = openpyxl.load_workbook(tmp_path / "gespeichert.xlsx")
    values = openpyxl.load_workbook(tmp_path / "gespeichert.xlsx", data_only=True)
    sheet = formulas["Preise"]
    assert [cell.value for cell in sheet[7]] == ["=1+1", None, 2.5, "=C7*1.19"]
    assert [cell.data_type for cell in sheet[7]] == ["s", "n", "n", "f"]
    assert sheet["C7"].number_format == sheet["C6"].number_format
    assert (sheet["A7"].font.bold, sheet["B7"].font.bold) == (True, True)
    assert (sheet.tables["Preise"].ref, formulas["Summen"].tables["Summen"].ref) == ("A4:D7", "A4:B6")
    assert not formulas["Summen"].tables["Summen"].totalsRowCount
    assert values["Preise"]["D7"].value == 0


def test_names_give_the_cells_they_stand_for(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        names = live.book.names
        assert names["PaktAktion"].refers_to_range.address == "$D$4"
        assert names["PaktAktion"].refers_to_range.sheet.name == "Start"
        assert names["Artikel"].refers_to_range.address == "$A$5:$A$6"
        assert ("paktaktion" in names, "Fehlt" in names) == (True, False)
        with pytest.raises(ComError):
            names["Satz"].refers_to_range.address  # noqa: B018


def test_reads_and_changes_are_recorded_in_order(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        app, cells = live.book.app, live.book.sheets["Summen"].range("A5:B6")
        app.screen_updating = False
        assert cells.raw_value[0][0] == "100051"
        cells.value = [["a", 1], ["b", 2]]
        cells.clear_contents()
        app.calculation = "manual"
        assert (app.screen_updating, app.calculation) == (False, "manual")
        assert live.excel.log == [
            Call("Application", "ScreenUpdating", (False,)),
            Call("Summen!$A$5:$B$6", "Value", (), changes=False),
            Call("Summen!$A$5:$B$6", "Value", ([["a", 1], ["b", 2]],)),
            Call("Summen!$A$5:$B$6", "ClearContents"),
            Call("Application", "Calculation", (-4135,)),
        ]
        assert len(live.excel.changes) == 4


def test_the_chosen_change_fails_once_and_changes_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        cell = live.book.sheets["Start"].range("D4")
        live.excel.fail_at = 2
        cell.value = "erster"
        with pytest.raises(ComError) as refused:
            cell.value = "zweiter"
        assert (refused.value.excepinfo or ())[-1] == APPLICATION_ERROR
        assert cell.raw_value == "erster"
        cell.value = "dritter"
        assert cell.raw_value == "dritter"


def test_changes_of_one_table_can_be_made_to_fail(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        live.excel.fail_when = lambda call: call.target.startswith("Summen")
        live.book.sheets["Preise"].range("A5").value = "geht"
        for _ in range(2):
            with pytest.raises(ComError):
                live.book.sheets["Summen"].range("A5").value = "geht nicht"


def test_a_protected_sheet_is_read_but_not_changed(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        live.sheet("Preise").protected = True
        sheet = live.book.sheets["Preise"]
        table = sheet.tables["Preise"]
        assert sheet.api.ProtectContents
        assert sheet.range("A5").raw_value == "AP-01"
        changes: tuple[Callable[[], object], ...] = (
            lambda: setattr(sheet.range("A5"), "value", "neu"),
            lambda: setattr(sheet.range("A5"), "formula", "=1"),
            sheet.range("A5").clear_contents,
            lambda: table.resize(sheet.range("A4:D9")),
            lambda: setattr(table, "show_totals", True),
            table.autofilter.clear,
        )
        for change in changes:
            with pytest.raises(ComError) as refused:
                change()
            assert (refused.value.hresult, (refused.value.excepinfo or ())[-1]) == (-2147352567, APPLICATION_ERROR)
        assert live.excel.changes == []


def test_xlwings_repeats_calls_that_a_busy_excel_rejects(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        cell = live.book.sheets["Start"].range("D4")
        live.excel.busy(3)
        cell.value = "geduldig"
        assert live.excel.rejections == 0
        live.excel.busy(3)
        assert cell.raw_value == "geduldig"


def test_xlwings_would_ask_an_excel_that_stays_busy_for_ever(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        live.excel.busy(None)
        with pytest.raises(ModelError, match="for ever"):
            live.book.name  # noqa: B018
        live.excel.busy(0)
        assert live.book.name == "Mappe.xlsx"


def test_while_a_cell_is_edited_reads_fail_at_once_and_changes_are_repeated(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        live.excel.busy(2, "editing")
        for _ in range(2):
            with pytest.raises(ComError) as refused:
                live.book.name  # noqa: B018
        assert live.book.name == "Mappe.xlsx"
        assert (refused.value.excepinfo or ())[-1] == EDIT_MODE
        app = live.book.app
        live.excel.busy(1, "editing")
        app.impl.xl.ScreenUpdating = False
        assert app.screen_updating is False


def test_a_hidden_sheet_cannot_be_activated(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        live.book.sheets["Summen"].activate()
        assert live.model.active is live.sheet("Summen")
        live.book.sheets["Start"].visible = False
        with pytest.raises(ComError):
            live.book.sheets["Start"].activate()
        assert live.model.active is live.sheet("Summen")


def test_message_boxes_are_kept(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        assert live.book.app.alert("Es wurde nichts geschrieben.", title="pakt-xl") == "ok"
        assert live.messages == [("pakt-xl", "Es wurde nichts geschrieben.")]
    with opened(tmp_path) as live:
        assert live.messages == []


def test_what_the_model_does_not_know_stops_the_test_instead_of_hanging(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        with pytest.raises(ModelError, match="Interior"):
            live.book.sheets["Start"].range("D4").color  # noqa: B018
        with pytest.raises(ModelError, match="cannot set"):
            live.book.sheets["Start"].name = "Anfang"
