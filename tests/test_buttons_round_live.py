"""The buttons of a round with the schools in a live LibreOffice: the whole round, and users who do as they please."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.worksheet.table import TableColumn

from pakt_xl import buttons
from pakt_xl.books import live_errors
from pakt_xl.books.file import FileBook
from pakt_xl.books.port import Amendment
from pakt_xl.desktop import message
from pakt_xl.domain.table import Cell, Formula
from pakt_xl.run import run
from pakt_xl.run.applying import apply, propose
from pakt_xl.run.collecting import collect
from pakt_xl.run.freezing import freeze
from pakt_xl.run.schools import schools
from tests.books.test_contract import loaded
from tests.engines.uno_engine import UnoEngine
from tests.masters import master, rows
from tests.office import recalculate
from tests.returns.office import NOW, TABLES, Office
from tests.returns.test_round import SETTINGS

if TYPE_CHECKING:
    import xlwings as xw

    from tests.engines.uno_engine import UnoWorkbook

pytestmark = pytest.mark.libreoffice

WISHES = (("B-1", "Menge", 6, "zwei Klassen mehr"), ("B-2", "Wunschjahr", 2024, "Umbau"))
DECISION: dict[str, Cell] = {
    "Entscheidung": "genehmigt",
    "Entschieden am": date(2022, 5, 4),
    "Entschieden durch": "Medienzentrum",
}
STATE = "02.05.2022 09:30 Uhr"


class Clock(datetime):
    """The time at which all is done, in the file as in the open workbook."""

    @classmethod
    def now(cls, _zone: object = None) -> Any:
        return NOW


@pytest.fixture(autouse=True)
def boxes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Texts of the message boxes; it is always the same time, and the own folder of the user is a new one."""
    shown: list[str] = []
    monkeypatch.setattr(message, "show", shown.append)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "heim")
    monkeypatch.setattr(buttons, "datetime", Clock)
    return shown


@pytest.fixture
def start(tmp_path: Path) -> Path:
    """The master of an office before its round."""
    return master(tmp_path / "Mappe.xlsx", **TABLES, Einstellungen=SETTINGS)


def desk(opened: UnoWorkbook) -> Path:
    """Folder in which the open workbook lies."""
    return Path(opened.book.fullname).parent


def office(opened: UnoWorkbook) -> Office:
    """The folders beside the open workbook."""
    return Office(Path(opened.book.fullname), desk(opened) / "Schulmappen", desk(opened) / "Rückläufe")


def table_of(book: xw.Book, name: str) -> Any:
    """Return an open table."""
    return next(table for sheet in book.sheets for table in sheet.tables if table.name == name)


def beside(opened: UnoWorkbook, label: str) -> list[str]:
    """Lines beside a button on Start."""
    lines = table_of(opened.book, "Schaltflächen").range.value
    return next(str(line[-1]).split("\n") for line in lines if line[0] == label)


def typed(book: xw.Book, name: str, row: int, cells: dict[str, Cell]) -> None:
    """Type cells into a data row (0-based) of an open table."""
    area = table_of(book, name).range
    headers = area.value[0]
    for header, cell in cells.items():
        area[row + 1, headers.index(header)].value = cell


def plain(path: Path) -> dict[str, list[dict[str, object]]]:
    """Tables with what stands in them; a program that computes knows the values of formulas and spells them its way.

    The outcomes beside the buttons are told apart, and blank rows say nothing.
    """
    shown: dict[str, list[dict[str, object]]] = {}
    for name in FileBook(path).read():
        if name != "Schaltflächen":
            found = [
                {header: "Formel" if isinstance(cell, Formula) else cell for header, cell in row.items()}
                for row in rows(path, name)
            ]
            shown[name] = [row for row in found if set(row.values()) - {None, "", "Formel"}]
    return shown


def with_own_things(path: Path) -> Path:
    """Give Bedarfe a column of the user with formulas and a filter, both input tables of the round a totals row."""
    workbook = openpyxl.load_workbook(path)
    needs = workbook["Bedarfe"]
    table = needs.tables["Bedarfe"]
    column = len(table.tableColumns) + 1
    letters = openpyxl.utils.get_column_letter(column)
    for row, value in enumerate(("Doppelt", "=D5*2", "=D6*2", "von Hand", "=D8*2"), 4):
        needs.cell(row, column).value = value
    table.tableColumns.append(TableColumn(id=99, name="Doppelt"))
    table.autoFilter.add_filter_column(0, ["B-1", "B-4"])
    for row in (6, 7):
        needs.row_dimensions[row].hidden = True
    _totals(needs, "Bedarfe", 9, letters)
    _totals(workbook["Änderungsanträge"], "Änderungsanträge", 6, "I")
    workbook.save(path)
    return path


def _totals(sheet: Any, name: str, row: int, letters: str) -> None:
    """Add a totals row: a label, and the number of rows that show."""
    table = sheet.tables[name]
    table.ref = f"A4:{letters}{row}"
    table.autoFilter.ref = f"A4:{letters}{row - 1}"
    table.totalsRowCount = 1
    table.tableColumns[0].totalsRowLabel = "Summe"
    table.tableColumns[1].totalsRowFunction = "count"
    sheet.cell(row, 1).value = "Summe"
    sheet.cell(row, 2).value = f"=SUBTOTAL(103,B5:B{row - 1})"


def test_filter_totals_and_a_column_of_the_user_live_through_a_round(
    start: Path, tmp_path: Path, boxes: list[str]
) -> None:
    with UnoEngine().open(with_own_things(start)) as opened:
        before = opened.book.sheets["Bedarfe"].range("A4:Z9").formula
        assert buttons.from_link("pakt-xl://festschreiben") == 0
        assert buttons.from_link("pakt-xl://schulmappen") == 0
        office(opened).send_back(WISHES)
        assert buttons.from_link("pakt-xl://ruecklauf") == 0
        requests = opened.book.sheets["Änderungsanträge"]
        assert [line[:2] for line in requests.range("A5:B7").value] == [
            ["190001-001", "B-1"],
            ["190001-002", "B-2"],
            ["Summe", 2],
        ]
        for row in range(2):
            typed(opened.book, "Änderungsanträge", row, DECISION)
        assert buttons.from_link("pakt-xl://uebernehmen") == 0
        assert buttons.from_link("pakt-xl://alles") == 0
        needs = table_of(opened.book, "Bedarfe")
        after = opened.book.sheets["Bedarfe"].range("A4:Z9").formula
        (criterion,) = [each for each in needs.autofilter.criteria if each.type != "none"]
        assert list(criterion.values) == ["B-1", "B-4"]
        opened.save(tmp_path / "live.xlsx")
    assert boxes == []
    changed = {
        (row, column): (old, new)
        for row, lines in enumerate(zip(before, after, strict=True), 4)
        for column, (old, new) in enumerate(zip(*lines, strict=True))
        if old != new
    }
    assert changed == {(5, 3): ("4", "6"), (6, 4): ("2023", "2024")}, "D5 and E6, though a filter hides row 6"
    sheet = loaded(tmp_path / "live.xlsx")["Bedarfe"]
    assert [row for row in range(5, 9) if sheet.row_dimensions[row].hidden] == [6, 7]


def contents(book: xw.Book) -> dict[str, object]:
    """All that the tables of an open workbook show."""
    return {table.name: table.range.formula for sheet in book.sheets for table in sheet.tables}


def test_what_a_sheet_does_not_allow_is_said_and_nothing_is_changed(
    start: Path, boxes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = (
        ("festschreiben", "Festschreibung", "Einstellungen", "Protokoll"),
        ("ruecklauf", "Änderungsanträge", "Rückläufe", "Protokoll"),
        ("uebernehmen", "Bedarfe", "Protokoll"),
    )
    module = "tests.engines.uno_sheet"
    monkeypatch.setattr(
        live_errors, "_ENGINES", (module,)
    )  # this engine refuses with an error of its own, as Excel does
    with UnoEngine().open(start) as opened:
        schools(start, desk(opened) / "Schulmappen")
        office(opened).send_back(WISHES)
        for word, *sheets in cases:
            before, files = contents(opened.book), sorted(desk(opened).iterdir())
            for sheet in sheets:
                opened.book.sheets[sheet].api.protect("")
                assert buttons.from_link(f"pakt-xl://{word}") == 2
                opened.book.sheets[sheet].api.unprotect("")
                assert boxes.pop().startswith(f"Das Blatt „{sheet}“ ist geschützt."), (word, sheet)
                assert contents(opened.book) == before, (word, sheet)
                assert sorted(desk(opened).iterdir()) == files
            assert buttons.from_link(f"pakt-xl://{word}") == 0
            if word == "ruecklauf":
                typed(opened.book, "Änderungsanträge", 0, DECISION)
        assert contents(opened.book)["Bedarfe"] != before["Bedarfe"]
    assert boxes == []


def test_a_filter_on_the_requests_stops_new_ones_and_says_so(start: Path, boxes: list[str]) -> None:
    with UnoEngine().open(start) as opened:
        schools(start, desk(opened) / "Schulmappen")
        office(opened).send_back(WISHES)
        assert buttons.from_link("pakt-xl://ruecklauf") == 0
        office(opened).send_back([("B-3", "Menge", 2, "Umbau")], "park.xlsx", "190002")
        requests = table_of(opened.book, "Änderungsanträge")
        requests.impl.autofilter.apply_values(2, ["B-1"])
        before = contents(opened.book)
        assert buttons.from_link("pakt-xl://ruecklauf") == 2
        assert "Die Tabelle „Änderungsanträge“ auf dem Blatt „Änderungsanträge“ ist gefiltert" in boxes.pop()
        assert contents(opened.book) == before
        requests.impl.autofilter.clear(None)
        assert buttons.from_link("pakt-xl://ruecklauf") == 0
        assert beside(opened, "Rückläufe")[1].endswith("; 1 neuer Antrag")
    assert boxes == []


@pytest.mark.parametrize("word", ["festschreiben", "uebernehmen"])
def test_a_no_changes_nothing(word: str, start: Path, boxes: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    if word == "uebernehmen":
        cells: dict[str, Cell] = {"Antragsnummer": "Ä-1", "Bedarfsnummer": "B-1", "Feld": "Menge", "Neuer Wert": "6"}
        asked: dict[str, Cell] = {"Begründung": "Umbau", "Eingang am": date(2022, 5, 2)}
        FileBook(start).amend([Amendment("Änderungsanträge", rows=[cells | asked | DECISION])])
    with UnoEngine().open(start) as opened:
        monkeypatch.setattr(opened.app, "alert", lambda *_: "no")
        before = contents(opened.book)
        assert buttons.from_link(f"pakt-xl://{word}") == 0
        assert contents(opened.book) == before
        monkeypatch.undo()
    assert boxes == []


def by_files(path: Path, returned: Path) -> Path:
    """Do a whole round with the workbook closed; before the last run it is computed, as it is when it is opened."""
    freeze(FileBook(path), NOW)
    schools(path, path.parent / "Schulmappen")
    inbox = path.parent / "Rückläufe"
    inbox.mkdir()
    shutil.copy(returned, inbox)
    collect(path, inbox, None, NOW)
    decisions = {(row, header): cell for row in range(2) for header, cell in DECISION.items()}
    FileBook(path).amend([Amendment("Änderungsanträge", decisions)])
    book = FileBook(path)
    apply(book, propose(book), NOW)
    computed = recalculate(path, path.parent / "gerechnet")
    run(computed, None, NOW)
    return computed


def test_a_round_by_buttons_leaves_the_tables_of_a_round_by_commands(
    start: Path, tmp_path: Path, boxes: list[str]
) -> None:
    with UnoEngine().open(start) as opened:
        assert buttons.from_link("pakt-xl://festschreiben") == 0
        assert beside(opened, "Festschreiben")[0] == STATE
        assert buttons.from_link("pakt-xl://schulmappen") == 0
        returned = office(opened).send_back(WISHES)
        assert buttons.from_link("pakt-xl://ruecklauf") == 0
        assert beside(opened, "Rückläufe")[1] == (
            "1 Datei: 1 übernommen, 0 nicht übernommen, 0 übergangen; 2 neue Anträge"
        )
        for row in range(2):
            typed(opened.book, "Änderungsanträge", row, DECISION)
        assert buttons.from_link("pakt-xl://uebernehmen") == 0
        assert beside(opened, "Übernehmen") == [STATE, "2 Änderungen übernommen"]
        assert buttons.from_link("pakt-xl://alles") == 0
        questions = [alert.prompt.split("\n") for alert in opened.app.alerts]
        opened.save(tmp_path / "live.xlsx")
        done = by_files(start, returned)
        assert boxes == []
        sent = {path.name: path.read_bytes() for path in (desk(opened) / "Schulmappen").iterdir()}
        answers = [path.name for path in desk(opened).glob("Antworten/*")]
    assert questions[0][0] == "4 Bedarfe zum 01.03.2022 festschreiben?"
    assert questions[1][0] == "2 genehmigte Änderungen in die Bedarfe übernehmen?"
    assert questions[1][2:] == [
        "Bedarfe!D5: Menge 4 -> 6, Antrag 190001-001",
        "Bedarfe!E6: Wunschjahr 2023 -> 2024, Antrag 190001-002",
    ]
    assert sent == {path.name: path.read_bytes() for path in (tmp_path / "Schulmappen").iterdir()}
    assert answers == [path.name for path in tmp_path.glob("Antworten/*")]
    live, closed = plain(tmp_path / "live.xlsx"), plain(done)
    assert live.keys() == closed.keys()
    for name in closed:
        assert live[name] == closed[name], name
