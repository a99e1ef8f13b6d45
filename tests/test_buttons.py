"""The buttons: the words of the links, the workbook they find, what a person sees afterwards."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlwings as xw
from openpyxl.worksheet.table import Table as SheetTable

from pakt_xl import buttons, failures
from pakt_xl.books.excel import ExcelBook
from pakt_xl.books.file import FileBook
from pakt_xl.books.port import Filled
from pakt_xl.desktop import message
from pakt_xl.desktop.alone import RUNNING, alone
from pakt_xl.domain.actions import ACTIONS, CHOICE_NAME, SERVED, Action, Part
from pakt_xl.domain.table import Formula
from pakt_xl.programme import load
from pakt_xl.reports import generated_tables
from pakt_xl.run import run
from pakt_xl.run.clicking import run_open
from pakt_xl.run.new import new
from pakt_xl.run.outcome import Outcome
from tests.engines.com_engine import ComEngine
from tests.engines.uno_engine import UnoEngine
from tests.masters import EXAMPLE_10, master

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pakt_xl.domain.table import Table
    from tests.engines.com_engine import ComWorkbook

BROKEN = EXAMPLE_10 | {"Bedarfe": EXAMPLE_10["Bedarfe"].replace("A-1           | 6 ", "A-9           | 6 ")}
NOW = datetime(2026, 11, 24, 10, 15)  # noqa: DTZ001  a workbook shows local time
LABELS = "„Prüfen“, „Budget“, „Plan“, „Alles“, „Festschreiben“, „Übernehmen“, „Schulmappen“, „Rückläufe“"
STATE = re.compile(r"[0-9]{2}\.[0-9]{2}\.20[0-9]{2} [0-9]{2}:[0-9]{2} Uhr")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A master without a finding. Tests only read it."""
    return master(tmp_path_factory.mktemp("buttons") / "gut.xlsx")


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with an item that is in no Katalog. Tests only read it."""
    return master(tmp_path_factory.mktemp("buttons") / "fehlerhaft.xlsx", **BROKEN)


@pytest.fixture
def excel(good: Path) -> Iterator[ComWorkbook]:
    """The good example, active in a German Excel."""
    with ComEngine("de").open(good) as opened:
        yield opened


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Texts of the message boxes; the own folder of the user is a new one."""
    shown: list[str] = []
    monkeypatch.setattr(message, "show", shown.append)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "heim")
    return shown


def beside(opened: ComWorkbook, label: str) -> str:
    """Return the outcome that stands beside a button on Start."""
    table = next(table for sheet in opened.book.sheets for table in sheet.tables if table.name == "Schaltflächen")
    rows = table.range.value
    return str(next(row[-1] for row in rows if row[0] == label))


def active(opened: ComWorkbook) -> str:
    """Name of the sheet that the user sees."""
    return str(opened.book.sheets.active.name)


def filled(path: Path) -> set[str]:
    """Names of the generated tables that hold something."""
    tables = FileBook(path).read()
    return {name for name in tables if any(cell is not None for row in tables[name].rows for cell in row)}


@pytest.mark.parametrize("action", SERVED, ids=lambda action: action.word)
def test_a_link_runs_its_action_in_the_active_workbook(action: Action, excel: ComWorkbook, boxes: list[str]) -> None:
    assert buttons.from_link(action.link) == 0
    assert boxes == []
    state, counts = beside(excel, action.label).split("\n")
    assert STATE.fullmatch(state)
    assert counts == "0 Fehler, 0 Warnungen, 0 Hinweise"
    assert active(excel) == (action.sheet or "Start")
    others = [beside(excel, other.label) for other in ACTIONS if other is not action]
    assert set(others) == {"None"}


FILLS = {
    "pruefen": {"Prüfbericht", "Befundübersicht"},
    "budget": {"Prüfbericht", "Befundübersicht", "Budgetübersicht", "Jahresübersicht", "Lesarten"},
    "plan": {"Prüfbericht", "Befundübersicht", "Plan2022", "Lose", "Verteilliste"},
}


@pytest.mark.parametrize("word", FILLS)
def test_a_button_fills_its_own_tables(word: str, boxes: list[str], broken: Path, tmp_path: Path) -> None:
    with ComEngine("de").open(broken) as opened:
        assert buttons.from_link(f"pakt-xl://{word}") == 0
        opened.save(tmp_path / "m.xlsx")
    assert filled(tmp_path / "m.xlsx") - filled(broken) == FILLS[word]
    assert boxes == []


@pytest.mark.parametrize("link", ["pakt-xl://pruefen/", "PAKT-XL://Pruefen", "pakt-xl://PRUEFEN"])
def test_what_programs_make_of_a_link_is_understood(link: str) -> None:
    action = buttons.action_of_link(link)
    assert action is not None
    assert action.word == "pruefen"


@pytest.mark.parametrize(
    "link",
    [
        "",
        "pakt-xl",
        "pakt-xl:",
        "pakt-xl://",
        "pakt-xl://loeschen",
        "pakt-xl://Prüfen",
        "pakt-xl://pruefen?mappe=C:/geheim.xlsx",
        "pakt-xl://pruefen//",
        "pakt-xl://pruefen/../alles",
        "pakt-xl://pruefen%20",
        "pakt-xl://pruefen\n",
        "pakt-xl://../../etc/passwd",
        "pakt-xl://$(reboot)",
        "http://pruefen",
        "pruefen",
    ],
)
def test_any_other_link_does_nothing_but_says_so(link: str, excel: ComWorkbook, boxes: list[str]) -> None:
    assert buttons.from_link(link) == 2
    assert boxes == [f"Dieser Link gehört zu keiner Schaltfläche. Es gibt {LABELS}."]
    assert excel.excel.log == []


@pytest.mark.parametrize("words", [[], ["pakt-xl://pruefen", "--wb=geheim.xlsx"]])
def test_the_handler_takes_one_argument(words: list[str], boxes: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["pakt-xl-link", *words])
    monkeypatch.setattr(buttons, "HELD_BACK", ())
    assert buttons.link_main() == 2
    (told,) = boxes
    assert told.startswith("Dieser Link gehört zu keiner Schaltfläche.")


def test_with_a_fehler_the_pruefbericht_is_shown(broken: Path, boxes: list[str]) -> None:
    with ComEngine("de").open(broken) as opened:
        assert buttons.from_link("pakt-xl://budget") == 0
        assert active(opened) == "Prüfbericht"
        assert beside(opened, "Budget").endswith("\n1 Fehler, 0 Warnungen, 0 Hinweise")
    assert boxes == []


def test_a_workbook_of_somebody_else_stays_untouched(tmp_path: Path, boxes: list[str]) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(["Jahr"])
    sheet.append([2022])
    sheet.add_table(SheetTable(displayName="Umsatz", ref="A1:A2"))
    workbook.save(tmp_path / "fremd.xlsx")
    with ComEngine("de").open(tmp_path / "fremd.xlsx") as opened:
        assert buttons.from_link("pakt-xl://alles") == 2
        changes = {call.member for call in opened.excel.changes}
    assert boxes == [
        (
            "Die aktive Mappe ist keine Mappe von pakt-xl: Die Tabelle „Einstellungen“ fehlt. Bitte öffnen Sie die "
            "Mappe des Schulträgers und klicken Sie dort. Es wurde nichts geschrieben."
        )
    ]
    assert changes <= {"StatusBar"}


def test_without_a_workbook_that_is_said(boxes: list[str]) -> None:
    assert buttons.from_link("pakt-xl://pruefen") == 2
    assert boxes == [
        (
            "In Excel ist keine Mappe aktiv. Bitte öffnen Sie die Mappe, klicken Sie in der geschützten Ansicht auf "
            "„Bearbeitung aktivieren“ und dann noch einmal auf die Schaltfläche. Es wurde nichts geschrieben."
        )
    ]


def test_an_unforeseen_fault_is_one_sentence_and_a_log_in_the_users_folder(
    excel: ComWorkbook, boxes: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fault(*_: object) -> None:
        raise ZeroDivisionError("geheim")

    monkeypatch.setattr(buttons, "click", fault)
    assert buttons.from_link("pakt-xl://pruefen") == 2
    (log,) = (tmp_path / "heim" / ".pakt-xl").glob("*.log")
    assert boxes == [
        (
            "Unerwarteter Fehler (ZeroDivisionError); es ist ein Fehler des Werkzeugs. "
            f"Das Protokoll dazu liegt in {log}; bitte an die Betreuung des Werkzeugs geben."
        )
    ]
    assert "geheim" in log.read_text(encoding="utf-8")
    assert excel.excel.changes == []


def test_the_status_bar_says_what_is_done_and_is_given_back(excel: ComWorkbook) -> None:
    buttons.click(ACTIONS[0], excel.book)
    said = [call.args[0] for call in excel.excel.changes if call.member == "StatusBar"]
    assert said == [
        *("pakt-xl: Mappe wird gelesen …", "pakt-xl: Budgets und Plan werden gerechnet …"),
        *("pakt-xl: Regeln werden geprüft …", "pakt-xl: Tabellen werden gefüllt …", False),
    ]


def test_the_findings_come_back_for_a_list(broken: Path) -> None:
    with ComEngine("de").open(broken) as opened:
        outcome = buttons.click(ACTIONS[0], opened.book)
    (found,) = outcome.findings
    assert (found.code, found.severity, found.sheet, found.key) == ("Z04", "Fehler", "Bedarfe", "B-1")
    assert found.message
    assert found.remedy
    assert re.fullmatch(r"[A-Z]+[0-9]+", found.cell)
    assert STATE.match(outcome.message)


def test_the_log_tells_a_click_to_the_second(excel: ComWorkbook) -> None:
    run_open(ExcelBook(excel.book), frozenset(Part), NOW.replace(second=30, microsecond=700_000))
    assert ExcelBook(excel.book).read()["Protokoll"].rows[-1][0] == NOW.replace(second=30)


def test_a_workbook_of_ours_is_known_however_its_tables_are_spelled(good: Path) -> None:
    class Shouting(FileBook):
        def read(self) -> dict[str, Table]:
            return {name.upper(): table for name, table in super().read().items()}

        def fill(self, tables: Sequence[Table]) -> Filled:
            assert tables
            return Filled(None, None, ())

    assert run_open(Shouting(good), ACTIONS[0].parts, NOW).judged.findings == ()


def test_remarks_stand_beside_the_button_too(excel: ComWorkbook) -> None:
    excel.sheet("Lose").tables.clear()
    outcome = buttons.click(ACTIONS[2], excel.book)
    (remark,) = outcome.remarks
    (found,) = outcome.findings
    assert found.severity == "Hinweis"
    assert active(excel) == "Start", "the sheet of the button is gone, and only a Fehler leads to the Prüfbericht"
    assert remark.startswith("Tabelle Lose fehlt und wurde nicht gefüllt")
    assert beside(excel, "Plan").endswith(remark)


def test_a_start_without_buttons_is_a_remark(excel: ComWorkbook) -> None:
    excel.sheet("Start").tables.clear()
    outcome = buttons.click(ACTIONS[0], excel.book)
    assert outcome.remarks == ("Auf dem Blatt Start ließ sich der Stand nicht eintragen (Tabelle „Schaltflächen“).",)
    assert not outcome.failed


@pytest.mark.parametrize("name", [action.word for action in SERVED])
def test_runpython_finds_a_function_for_each_button(name: str, excel: ComWorkbook, boxes: list[str]) -> None:
    excel.book.set_mock_caller()
    try:
        outcome = getattr(buttons, name)()
    finally:
        delattr(xw.Book, "_mock_caller")
    assert not outcome.failed
    assert boxes == []
    assert beside(excel, outcome.action.label) != "None"


def test_runpython_takes_the_workbook_that_it_is_given(excel: ComWorkbook, boxes: list[str]) -> None:
    assert not buttons.pruefen(excel.book).failed
    assert boxes == []


@pytest.mark.parametrize(("choice", "expected"), [("Alles", "Alles"), ("Prüfen", "Prüfen"), (" budget ", "Budget")])
def test_run_main_does_what_the_cell_on_start_says(
    choice: str, expected: str, excel: ComWorkbook, boxes: list[str]
) -> None:
    excel.book.names[CHOICE_NAME].refers_to_range.value = choice
    excel.book.set_mock_caller()
    try:
        buttons.main()
    finally:
        delattr(xw.Book, "_mock_caller")
    assert boxes == []
    assert beside(excel, expected) != "None"


@pytest.mark.parametrize("choice", [None, "Löschen"])
def test_run_main_without_a_choice_says_what_there_is(choice: str | None, excel: ComWorkbook, boxes: list[str]) -> None:
    excel.book.names[CHOICE_NAME].refers_to_range.value = choice
    excel.book.set_mock_caller()
    try:
        buttons.main()
    finally:
        delattr(xw.Book, "_mock_caller")
    assert boxes == [
        (f"Die Zelle „PaktAktion“ auf dem Blatt Start nennt keine Schaltfläche. Bitte wählen Sie dort {LABELS}.")
    ]


def test_an_excel_that_does_not_answer_ends_the_program_with_a_message(
    excel: ComWorkbook, boxes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ends: list[int] = []

    def end(code: int) -> None:
        ends.append(code)
        excel.excel.busy(0)  # the real one ends the program, which a test cannot

    monkeypatch.setattr(os, "_exit", end)
    monkeypatch.setattr(buttons, "PATIENCE", 0.05)
    monkeypatch.setattr("tests.engines.com_model.PATIENCE", 1 << 40)
    excel.excel.busy(None)
    buttons.from_link("pakt-xl://pruefen")
    assert ends == [2]
    assert boxes[0].startswith("Excel ist beschäftigt")


def test_nothing_is_written_behind_the_message_that_says_so(
    excel: ComWorkbook, boxes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    clicked = threading.Event()

    def show(text: str) -> None:
        excel.excel.busy(0)  # the user ends the entry first, as the message asks, and closes the message later
        clicked.wait(0.5)
        order.append(text[:3])

    def click(action: Action, _book: object) -> Outcome:
        clicked.set()
        order.append("click")
        return Outcome(action, "")

    monkeypatch.setattr(message, "show", show)
    monkeypatch.setattr(os, "_exit", lambda _code: order.append("end"))
    monkeypatch.setattr(buttons, "click", click)
    monkeypatch.setattr(buttons, "PATIENCE", 0.05)
    monkeypatch.setattr("tests.engines.com_model.PATIENCE", 1 << 40)
    excel.excel.busy(None)
    buttons.from_link("pakt-xl://pruefen")
    assert order == ["Exc", "end", "click"]  # the real _exit lets no click follow
    assert boxes == []


def test_a_second_click_waits_its_turn(excel: ComWorkbook, boxes: list[str]) -> None:
    with alone(failures.own_folder()):
        assert buttons.from_link("pakt-xl://pruefen") == buttons.FAILED
    assert boxes == [RUNNING]
    assert excel.excel.log == []
    assert buttons.from_link("pakt-xl://pruefen") == buttons.DONE


def test_a_click_works_without_a_place_for_its_lock(excel: ComWorkbook, boxes: list[str]) -> None:
    Path.home().write_text("kein Ordner", encoding="utf-8")
    assert buttons.from_link("pakt-xl://pruefen") == buttons.DONE
    assert boxes == []
    assert beside(excel, "Prüfen") != "None"


PROBE = """
import sys
from pakt_xl import buttons, failures
from pakt_xl.desktop import message
from pakt_xl.desktop.alone import RUNNING, alone
message.show = lambda text: None
sys.argv[1:] = ["pakt-xl://pruefen"]
buttons.link_main()
from pakt_xl.books import excel
from pakt_xl.run import clicking, round_trip
heavy = ("pandas", "numpy", "openpyxl", "fastapi", "starlette", "uvicorn", "xlwings_server", "typer", "rich")
print(sorted(name for name in heavy if sys.modules.get(name) is not None))
"""


def test_a_click_imports_no_pandas_and_no_web_framework() -> None:
    done = subprocess.run([sys.executable, "-c", PROBE], check=True, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]"
    assert done.stderr == ""


@pytest.mark.libreoffice
def test_the_handler_does_in_libreoffice_what_a_run_does_on_the_file(tmp_path: Path, boxes: list[str]) -> None:
    demo = new(tmp_path / "hamm.xlsx", "digitalpakt_nrw_2019", demo=True).path
    with UnoEngine().open(demo) as opened:
        assert buttons.from_link("pakt-xl://alles") == 0
        opened.save(tmp_path / "live.xlsx")
    assert boxes == []
    run(demo, tmp_path / "file.xlsx", NOW)
    live, file = FileBook(tmp_path / "live.xlsx").read(), FileBook(tmp_path / "file.xlsx").read()
    for spec in generated_tables(load("digitalpakt_nrw_2019")):
        assert timeless(live[spec.name]) == timeless(file[spec.name]), spec.name


def timeless(table: Table) -> list[tuple[object, ...]]:
    """Rows without moments and without the texts of links, which LibreOffice stores in its own spelling."""
    return [
        tuple(None if isinstance(cell, datetime) else "Link" if isinstance(cell, Formula) else cell for cell in row)
        for row in table.rows
    ]
