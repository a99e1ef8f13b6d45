"""An Excel that refuses anything at any moment of a click: inputs stay, switches come back, a second click heals."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from pakt_xl import buttons
from pakt_xl.books import live_show
from pakt_xl.books.excel import ExcelBook
from pakt_xl.books.file import FileBook
from pakt_xl.books.live_quiet import FILL_DOWN, STUCK
from pakt_xl.domain.actions import ACTIONS
from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.rows import MODELS
from pakt_xl.domain.table import Table
from pakt_xl.reports import generated_tables
from tests.engines.com_engine import ComEngine
from tests.engines.com_model import excel_error
from tests.masters import PROGRAMME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.engines.com_engine import ComWorkbook
    from tests.engines.com_model import Call

ALL = next(action for action in ACTIONS if action.word == "alles")
NOTHING = "Es wurde nichts geschrieben."
STEP = 1 if "PAKT_XL_EXAMPLES" in os.environ else 5
"""Of the changes of a click every fifth is refused; all of them in a thorough run."""
SWITCHES = {"Calculation", "ScreenUpdating", "StatusBar", "EnableEvents", FILL_DOWN}


@pytest.fixture
def excel(sound: Path) -> Iterator[ComWorkbook]:
    """The sound master, open in a German Excel."""
    with ComEngine("de").open(sound) as opened:
        yield opened


def contents(opened: ComWorkbook, tmp_path: Path) -> dict[str, object]:
    """Rows of all tables by name, as a file tells them, without what tells of earlier clicks: outcomes, log, Stand."""
    opened.save(tmp_path / "nachher.xlsx")
    tables = FileBook(tmp_path / "nachher.xlsx").read()
    rows = {name: tables[name].rows for name in tables if name not in ("Schaltflächen", "Protokoll")}
    stand = tables["Prüfbericht"].headers.index("Stand")
    return rows | {"Prüfbericht": [(*row[:stand], *row[stand + 1 :]) for row in rows["Prüfbericht"]]}


def switches(opened: ComWorkbook) -> tuple[object, ...]:
    return opened.book.app.screen_updating, opened.book.app.calculation, opened.model.application.StatusBar


def number_of_changes(sound: Path) -> int:
    with ComEngine("de").open(sound) as opened:
        assert not buttons.click(ALL, opened.book).failed
        return len(opened.excel.changes)


def test_each_single_change_may_be_refused(sound: Path, tmp_path: Path) -> None:
    with ComEngine("de").open(sound) as opened:
        before = contents(opened, tmp_path)
        buttons.click(ALL, opened.book)
        whole = contents(opened, tmp_path)
    inputs = {model.TABLE for model in MODELS} & set(before)
    assert len(inputs) > 5
    names = [spec.name for spec in generated_tables(PROGRAMME)]
    last = number_of_changes(sound)  # gives the status bar back: refused, its text stays until the next click
    for number in range(1, last, STEP):
        with ComEngine("de").open(sound) as opened:
            opened.excel.fail_at = number
            outcome = buttons.click(ALL, opened.book)
            assert opened.excel.fail_at is None, "the failure was never reached"
            assert switches(opened) == (True, "automatic", False), number
            now = contents(opened, tmp_path)
            assert {name: now[name] for name in inputs} == {name: before[name] for name in inputs}
            if outcome.failed:
                says_nothing = outcome.message.endswith(NOTHING)
                assert now == before or not says_nothing, (number, outcome.message)
                assert says_nothing or any(f"„{name}“" in outcome.message for name in names)
            else:
                assert now == whole
            assert not buttons.click(ALL, opened.book).failed
            assert contents(opened, tmp_path) == whole


def test_what_was_filled_is_never_called_unwritten(excel: ComWorkbook) -> None:
    filled = 0

    def refuse(call: Call) -> bool:
        nonlocal filled
        filled += call.member == "Calculation"
        return filled == 2 and call.member not in SWITCHES

    excel.excel.fail_when = refuse
    outcome = buttons.click(ALL, excel.book)
    assert not outcome.failed
    assert NOTHING not in outcome.message
    assert outcome.remarks[-1].startswith("Auf dem Blatt Start ließ sich der Stand nicht eintragen")


def test_a_workbook_that_cannot_be_read_after_the_fill_is_filled_all_the_same(
    excel: ComWorkbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise excel_error("weg")

    monkeypatch.setattr(live_show, "LiveTables", refuse)
    outcome = buttons.click(ALL, excel.book)
    assert not outcome.failed
    assert outcome.remarks[-1].startswith("Auf dem Blatt Start ließ sich der Stand nicht eintragen")


@pytest.mark.parametrize("breaks", [False, True], ids=["ganz gefüllt", "abgebrochen"])
def test_a_calculation_that_stays_manual_is_said(breaks: bool, excel: ComWorkbook) -> None:
    off = "Calculation", (-4135,)
    excel.excel.fail_when = lambda call: (
        (call.member == "Calculation" and (call.member, call.args) != off)
        or (breaks and call.target.startswith("Lose!") and not call.target.endswith("$4"))
    )
    outcome = buttons.click(ALL, excel.book)
    assert outcome.failed == breaks
    assert STUCK["calculation"] in (outcome.message if breaks else outcome.remarks)
    assert excel.book.app.screen_updating is True


def test_a_calculation_that_was_manual_needs_no_word(excel: ComWorkbook) -> None:
    excel.book.app.calculation = "manual"
    excel.excel.fail_when = lambda call: call.member == "Calculation"
    assert buttons.click(ALL, excel.book).remarks == ()


def test_the_first_error_is_not_hidden_by_the_status_bar(excel: ComWorkbook, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object, text: str | None) -> None:
        raise (KeyError("Statusleiste") if text is None else ZeroDivisionError("erster Fehler"))

    monkeypatch.setattr(live_show, "progress", broken)
    with pytest.raises(ZeroDivisionError):
        buttons.click(ALL, excel.book)


def test_a_status_bar_that_breaks_at_the_end_costs_no_outcome(
    excel: ComWorkbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object, text: str | None) -> None:
        if text is None:
            raise KeyError

    monkeypatch.setattr(live_show, "progress", broken)
    assert not buttons.click(ALL, excel.book).failed


def test_an_excel_that_is_gone_is_not_called_protected(excel: ComWorkbook) -> None:
    gone = excel_error(scode=-2147023174)

    def leave(call: Call) -> bool:
        if call.member not in SWITCHES:
            raise gone
        return False

    excel.excel.fail_when = leave
    outcome = buttons.click(ALL, excel.book)
    assert outcome.message.startswith("Excel antwortet nicht mehr")
    assert outcome.message.endswith(NOTHING)


@pytest.mark.parametrize("protected", ["Start", "Bedarfe"])
def test_other_protected_sheets_do_no_harm(protected: str, excel: ComWorkbook) -> None:
    excel.sheet(protected).protected = True
    outcome = buttons.click(ALL, excel.book)
    assert not outcome.failed
    assert len(outcome.remarks) == (protected == "Start")


def test_a_hidden_sheet_is_not_brought_to_the_front(excel: ComWorkbook) -> None:
    excel.sheet("Prüfbericht").visible = 2
    front = excel.book.sheets.active.name
    outcome = buttons.click(ACTIONS[0], excel.book)
    assert not outcome.failed
    assert excel.book.sheets.active.name == front


def test_a_busy_excel_is_said_by_run_main_too(excel: ComWorkbook) -> None:
    excel.excel.busy(None, "editing")
    with pytest.raises(UnusableError, match="Excel ist beschäftigt"):
        buttons._chosen(excel.book)


def test_a_second_fill_sees_what_stands_there_then(excel: ComWorkbook) -> None:
    """The same book object twice: what was read before the first fill counts no longer."""
    book = ExcelBook(excel.book)
    book.read()
    headers = ("Jahr", "Los")
    book.fill([Table("Lose", headers, ((2020, "A"), (2021, "B")), key=headers)])
    excel.book.sheets["Lose"].range("C5").value = "Rückruf"
    (remark,) = book.fill([Table("Lose", headers, ((2021, "B"),), key=headers)]).remarks
    assert "Notizen ohne Zeile" in remark
