"""The buttons of a round with the schools: what they do in the open workbook, what they ask, what they refuse."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from pakt_xl import buttons
from pakt_xl.books.file import FileBook
from pakt_xl.books.live_errors import BUSY
from pakt_xl.desktop import message
from pakt_xl.desktop.alone import RUNNING
from pakt_xl.domain.actions import ACTIONS, SERVED, Action
from pakt_xl.run.freezing import ONCE, freeze
from tests.engines.com_engine import ComEngine
from tests.engines.com_stubs import DESKTOP
from tests.masters import master, rows
from tests.returns.office import WISHES, made
from tests.test_buttons import STATE, active, beside
from tests.test_run_apply import ALL_FIELDS, EARLIER, TWICE, frozen
from tests.test_run_freeze import READY

if TYPE_CHECKING:
    import xlwings as xw

    from tests.engines.com_engine import ComWorkbook
    from tests.returns.office import Office

LOCAL = [action for action in ACTIONS if action not in SERVED]
NOW = datetime(2026, 11, 24, 10, 15)  # noqa: DTZ001  a workbook shows local time
YES, NO, CANCEL, OK = 6, 7, 2, 1


@pytest.fixture(autouse=True)
def boxes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Texts of the message boxes; the own folder of the user is a new one."""
    shown: list[str] = []
    monkeypatch.setattr(message, "show", shown.append)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "heim")
    return shown


def told(opened: ComWorkbook, label: str) -> list[str]:
    """Lines beside a button after the first, which says when it was clicked."""
    state, *lines = beside(opened, label).split("\n")
    assert STATE.fullmatch(state)
    return lines


def folder(opened: ComWorkbook) -> Path:
    """Folder in which the open workbook lies."""
    return opened.model.path.parent


def saved(opened: ComWorkbook, tmp_path: Path, table: str) -> list[dict[str, object]]:
    """Rows of a table as the open workbook would be saved now."""
    opened.save(tmp_path / "nachher.xlsx")
    return rows(tmp_path / "nachher.xlsx", table)


def only_the_status_bar(opened: ComWorkbook) -> bool:
    return {call.member for call in opened.excel.changes} <= {"StatusBar"}


def test_festschreiben_asks_and_writes_after_a_yes_what_the_command_writes(
    tmp_path: Path, boxes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DESKTOP, "answer", YES)
    path = master(tmp_path / "m.xlsx", **READY)
    with ComEngine("de").open(path) as opened:
        assert buttons.from_link("pakt-xl://festschreiben") == 0
        assert boxes == []
        ((title, question),) = opened.messages
        (line,) = told(opened, "Festschreiben")
        assert active(opened) == "Festschreibung"
        written = {name: saved(opened, tmp_path, name) for name in ("Festschreibung", "Einstellungen")}
        assert buttons.from_link("pakt-xl://festschreiben") == 2
        assert len(opened.messages) == 1, "what cannot be done is not asked about"
    assert boxes[0].startswith("Die Bedarfe sind schon festgeschrieben")
    assert title == "pakt-xl"
    assert question.split("\n") == ["5 Bedarfe zum 01.02.2022 festschreiben?", "", ONCE]
    done = freeze(FileBook(path), NOW)
    assert line == f"{done.needs} Bedarfe zum 01.02.2022 festgeschrieben, Prüfsumme {done.checksum}"
    assert written == {name: rows(path, name) for name in written}


def test_uebernehmen_shows_the_changes_and_writes_them_after_a_yes(
    tmp_path: Path, boxes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DESKTOP, "answer", YES)
    with ComEngine("de").open(frozen(tmp_path, ALL_FIELDS[0])) as opened:
        assert buttons.from_link("pakt-xl://uebernehmen") == 0
        ((title, question),) = opened.messages
        first = saved(opened, tmp_path, "Bedarfe")[0]
        assert told(opened, "Übernehmen") == ["1 Änderung übernommen"]
        assert active(opened) == "Bedarfe"
    assert boxes == []
    assert title == "pakt-xl"
    head, blank, change = question.split("\n")
    assert (head, blank) == ("1 genehmigte Änderung in die Bedarfe übernehmen?", "")
    assert change.endswith(": Menge 6 -> 4, Antrag Ä-1")
    assert (first["Bedarfsnummer"], first["Menge"]) == ("B-1", 4)


@pytest.mark.parametrize("answer", [NO, CANCEL, OK])
@pytest.mark.parametrize("word", ["festschreiben", "uebernehmen"])
def test_no_other_answer_changes_anything(
    word: str, answer: int, tmp_path: Path, boxes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DESKTOP, "answer", answer)
    path = master(tmp_path / "m.xlsx", **READY) if word == "festschreiben" else frozen(tmp_path, *ALL_FIELDS)
    with ComEngine("de").open(path) as opened:
        assert buttons.from_link(f"pakt-xl://{word}") == 0
        assert len(opened.messages) == 1
        assert only_the_status_bar(opened)
    assert boxes == []


@pytest.mark.parametrize("word", ["festschreiben", "uebernehmen"])
def test_what_was_changed_during_the_question_is_not_written_over(
    word: str, tmp_path: Path, boxes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = master(tmp_path / "m.xlsx", **READY) if word == "festschreiben" else frozen(tmp_path, ALL_FIELDS[0])

    def sorts_and_agrees(book: xw.Book, question: str) -> bool:
        """Sort the needs in another window, from the last to the first, and agree then."""
        typed = book.sheets["Bedarfe"].range("A5:G9")
        typed.value = list(reversed(typed.value))
        return bool(question)

    monkeypatch.setattr("pakt_xl.books.live_desk.agreed", sorts_and_agrees)
    with ComEngine("de").open(path) as opened:
        assert buttons.from_link(f"pakt-xl://{word}") == 2
        needs = [(row["Bedarfsnummer"], row["Menge"]) for row in saved(opened, tmp_path, "Bedarfe")]
        assert [row for row in saved(opened, tmp_path, "Festschreibung") if row["Bedarfsnummer"]] == [
            row for row in rows(path, "Festschreibung") if row["Bedarfsnummer"]
        ]
    assert needs == [("B-5", 20), ("B-4", 10), ("B-3", 4), ("B-2", 5), ("B-1", 6)]
    (box,) = boxes
    assert box.startswith("Während der Frage wurde die Mappe geändert.")
    assert box.endswith("Es wurde nichts geschrieben.")


def test_a_second_click_during_the_question_is_told_to_wait(
    tmp_path: Path, boxes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    second = []

    def impatient(_book: xw.Book, _question: str) -> bool:
        second.append(buttons.from_link("pakt-xl://festschreiben"))
        return True

    monkeypatch.setattr("pakt_xl.books.live_desk.agreed", impatient)
    with ComEngine("de").open(master(tmp_path / "m.xlsx", **READY)) as opened:
        assert buttons.from_link("pakt-xl://festschreiben") == 0
        assert len(saved(opened, tmp_path, "Festschreibung")) == 5
    assert second == [2]
    assert boxes == [RUNNING]


@pytest.mark.parametrize(
    ("word", "sheet", "done"),
    [
        ("festschreiben", "Einstellungen", "Geändert sind schon: Festschreibung;"),
        ("festschreiben", "Protokoll", "Geändert sind schon: Festschreibung, Einstellungen;"),
        ("uebernehmen", "Bedarfe", "Vorher wurde keine Tabelle geändert;"),
        ("uebernehmen", "Protokoll", "Geändert sind schon: Bedarfe;"),
    ],
)
def test_a_break_half_way_says_what_is_written_and_how_to_get_back(  # noqa: PLR0917
    word: str, sheet: str, done: str, tmp_path: Path, boxes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DESKTOP, "answer", YES)
    path = master(tmp_path / "m.xlsx", **READY) if word == "festschreiben" else frozen(tmp_path, *ALL_FIELDS)
    with ComEngine("de").open(path) as opened:
        opened.excel.fail_when = lambda call: (
            call.changes and call.target.startswith(f"{sheet}!") and not call.target.endswith("$A$4")
        )
        assert buttons.from_link(f"pakt-xl://{word}") == 2
        opened.excel.fail_when = None
        label = next(action.label for action in LOCAL if action.word == word)
        assert beside(opened, label) == "None", "nothing is said to be done"
    (box,) = boxes
    assert box.startswith(f"Beim Ändern der Tabelle „{sheet}“ brach Excel ab")
    assert done in box
    assert "schließen Sie die Mappe, ohne sie zu speichern" in box


@pytest.mark.parametrize("word", ["festschreiben", "uebernehmen"])
def test_a_cell_that_is_edited_when_the_answer_is_given_is_told(
    word: str, tmp_path: Path, boxes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = master(tmp_path / "m.xlsx", **READY) if word == "festschreiben" else frozen(tmp_path, *ALL_FIELDS)
    with ComEngine("de").open(path) as opened:

        def agrees_and_types(_book: xw.Book, _question: str) -> bool:
            opened.excel.busy(None, "editing")
            return True

        monkeypatch.setattr("pakt_xl.books.live_desk.agreed", agrees_and_types)
        before = {name: saved(opened, tmp_path, name) for name in ("Bedarfe", "Festschreibung", "Protokoll")}
        assert buttons.from_link(f"pakt-xl://{word}") == 2
        opened.excel.busy(0)
        assert {name: saved(opened, tmp_path, name) for name in before} == before
    assert boxes == [BUSY]


def test_question_and_outcome_say_what_a_later_approval_overtakes(
    tmp_path: Path, boxes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DESKTOP, "answer", YES)
    with ComEngine("de").open(frozen(tmp_path, *TWICE, "Ä-3 | B-2 | Menge | vier")) as opened:
        assert buttons.from_link("pakt-xl://uebernehmen") == 0
        ((_, question),) = opened.messages
        one, doubt, other = told(opened, "Übernehmen")
        assert saved(opened, tmp_path, "Bedarfe")[0]["Menge"] == 9
    assert boxes == []
    _, _, change, _, earlier, _, left = question.split("\n")
    assert change.endswith(": Menge 6 -> 9, Antrag Ä-1")
    assert (earlier, left) == (EARLIER, "Liegen bleiben: 1 Antrag")
    assert (one, other) == ("1 Änderung übernommen", EARLIER)
    assert doubt.startswith("Antrag Ä-3: Neuer Wert für Menge nicht lesbar")


@pytest.mark.parametrize(("count", "more"), [(15, []), (17, ["… und 2 weitere"])])
def test_the_question_shows_fifteen_changes_and_counts_the_others(
    count: int, more: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DESKTOP, "answer", NO)
    numbers = range(1, count + 1)
    needs = "".join(f"B-{number} | 190001 | A-1 | 2 | 2022\n" for number in numbers)
    head = "Bedarfsnummer | Schulnummer | Artikelnummer | Menge | Wunschjahr\n"
    requests = [f"Ä-{number} | B-{number} | Menge | 1" for number in numbers]
    empty = {"Bestellungen": "Bestellnummer", "Rechnungen": "Rechnungsnummer"}
    path = frozen(tmp_path, *requests, Bedarfe=head + needs, **empty)
    with ComEngine("de").open(path) as opened:
        assert buttons.from_link("pakt-xl://uebernehmen") == 0
        ((_, question),) = opened.messages
    head, _, *lines = question.split("\n")
    assert head == f"{count} genehmigte Änderungen in die Bedarfe übernehmen?"
    assert lines[15:] == more
    assert all("Menge 2 -> 1, Antrag" in line for line in lines[:15])


def test_without_an_approved_request_nothing_is_asked(tmp_path: Path, boxes: list[str]) -> None:
    with ComEngine("de").open(frozen(tmp_path)) as opened:
        assert buttons.from_link("pakt-xl://uebernehmen") == 0
        assert opened.messages == []
        assert told(opened, "Übernehmen") == ["keine genehmigte Änderung zu übernehmen"]
    assert boxes == []


def test_schulmappen_shows_the_open_workbook_as_it_is_now(tmp_path: Path, boxes: list[str]) -> None:
    with ComEngine("de").open(master(tmp_path / "m.xlsx")) as opened:
        table = next(table for table in opened.book.sheets["Schulen"].tables if table.name == "Schulen")
        assert table.range.value[1][1] == "Gymnasium Mitte"
        table.range[1, 1].value = "Umbenannte Schule"
        assert buttons.from_link("pakt-xl://schulmappen") == 0
        names = {path.name for path in (folder(opened) / "Schulmappen").iterdir()}
        assert names == {"190001_Umbenannte-Schule.xlsx", "190002_Schule-am-Park.xlsx"}
        assert told(opened, "Schulmappen")[0] == "Ordner Schulmappen: 2 angelegt"
        assert active(opened) == "Start"
    assert boxes == []


@pytest.mark.parametrize("word", ["schulmappen", "ruecklauf"])
def test_a_workbook_that_was_never_saved_has_no_folder(word: str, tmp_path: Path, boxes: list[str]) -> None:
    with ComEngine("de").open(master(tmp_path / "m.xlsx")) as opened:
        opened.model.path = Path("Mappe1")
        assert buttons.from_link(f"pakt-xl://{word}") == 2
        assert only_the_status_bar(opened)
    (box,) = boxes
    assert "liegt noch in keinem Ordner" in box
    assert box.endswith("Bitte speichern Sie sie dort und klicken Sie noch einmal. Es wurde nichts geschrieben.")


@pytest.mark.parametrize("word", ["festschreiben", "uebernehmen"])
def test_what_needs_no_folder_is_done_in_a_workbook_that_was_never_saved(
    word: str, tmp_path: Path, boxes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DESKTOP, "answer", YES)
    path = master(tmp_path / "m.xlsx", **READY) if word == "festschreiben" else frozen(tmp_path, *ALL_FIELDS)
    with ComEngine("de").open(path) as opened:
        opened.model.path = Path("Mappe1")
        assert buttons.from_link(f"pakt-xl://{word}") == 0
        assert not only_the_status_bar(opened)
    assert boxes == []


@pytest.mark.parametrize(
    ("word", "name"), [("schulmappen", "Schulmappen"), ("ruecklauf", "Rückläufe"), ("ruecklauf", "Antworten")]
)
def test_a_file_where_a_folder_is_to_be_is_told_before_anything_happens(
    word: str, name: str, tmp_path: Path, boxes: list[str]
) -> None:
    with ComEngine("de").open(master(tmp_path / "m.xlsx")) as opened:
        if name == "Antworten":
            (folder(opened) / "Rückläufe").mkdir()
        (folder(opened) / name).write_text("eine Datei", encoding="utf-8")
        assert buttons.from_link(f"pakt-xl://{word}") == 2
        assert only_the_status_bar(opened)
        assert (folder(opened) / name).read_text(encoding="utf-8") == "eine Datei"
    (box,) = boxes
    assert box.startswith(f"Neben der Mappe liegt eine Datei „{name}“; so soll dort ein Ordner heißen.")
    assert box.endswith("und klicken Sie noch einmal. Es wurde nichts geschrieben.")
    assert "-o" not in box.replace(str(tmp_path), "")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return made(tmp_path)


def test_ruecklauf_takes_in_what_lies_beside_the_open_workbook(
    office: Office, tmp_path: Path, boxes: list[str]
) -> None:
    office.send_back([*WISHES, ("B-9", "Menge", 1, "x")])
    office.put("kaputt.xlsx", b"PK\x03\x04")
    with ComEngine("de").open(office.master) as opened:
        shutil.copytree(office.inbox, folder(opened) / "Rückläufe")
        assert buttons.from_link("pakt-xl://ruecklauf") == 0
        assert boxes == []
        line, refused = told(opened, "Rückläufe")
        requests = [row for row in saved(opened, tmp_path, "Änderungsanträge") if row["Antragsnummer"]]
        overview = saved(opened, tmp_path, "Rückläufe")
        answers = {path.name: path.read_text(encoding="utf-8") for path in (folder(opened) / "Antworten").iterdir()}
        assert active(opened) == "Rückläufe"
        assert buttons.from_link("pakt-xl://ruecklauf") == 0
        assert told(opened, "Rückläufe")[0].endswith("; 0 neue Anträge")
    assert line == "2 Dateien: 1 übernommen, 1 nicht übernommen, 0 übergangen; 4 neue Anträge"
    assert refused.startswith("kaputt.xlsx: ")
    office.collect()
    ours = [{key: value for key, value in row.items() if key != "Eingang am"} for row in requests]
    theirs = [{key: value for key, value in row.items() if key != "Eingang am"} for row in office.requests()]
    assert len(ours) == len(WISHES)
    assert ours == theirs
    assert [row["Schulnummer"] for row in overview] == [row["Schulnummer"] for row in rows(office.master, "Rückläufe")]
    assert answers == {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "Antworten").iterdir()}


def test_ruecklauf_says_of_every_refused_file_why_and_what_to_do(office: Office, boxes: list[str]) -> None:
    for name, wishes in (("a.xlsx", WISHES[:1]), ("b.xlsx", WISHES[1:2])):
        office.send_back(wishes, name)
    shutil.copy(office.master, office.inbox / "fremd.xlsx")
    with ComEngine("de").open(office.master) as opened:
        shutil.copytree(office.inbox, folder(opened) / "Rückläufe")
        assert buttons.from_link("pakt-xl://ruecklauf") == 0
        lines = told(opened, "Rückläufe")[1:]
    assert boxes == []
    assert all("die überholten Dateien aus dem Ordner nehmen" in line for line in lines[:2])
    assert "der Stempel fehlt. Die Schule um ihre eigene, unveränderte Mappe bitten" in lines[2]


def test_ruecklauf_asks_whether_the_folder_holds_what_was_sent_out(office: Office, boxes: list[str]) -> None:
    with ComEngine("de").open(office.master) as opened:
        shutil.copytree(office.sent, folder(opened) / "Rückläufe")
        assert buttons.from_link("pakt-xl://ruecklauf") == 0
        line, doubt = told(opened, "Rückläufe")
    assert boxes == []
    assert line.startswith("3 Dateien: 3 übernommen")
    assert doubt.startswith("Nichts ausgefüllt ist in 3 von 3 übernommenen Mappen.")


def test_ruecklauf_says_which_answers_could_not_be_written(office: Office, boxes: list[str]) -> None:
    office.send_back([("B-9", "Menge", 1, "x")])
    with ComEngine("de").open(office.master) as opened:
        shutil.copytree(office.inbox, folder(opened) / "Rückläufe")
        (folder(opened) / "Antworten").symlink_to(folder(opened) / "weg")
        assert buttons.from_link("pakt-xl://ruecklauf") == 0
        (_, failed) = told(opened, "Rückläufe")
    assert boxes == []
    assert failed.startswith("Antwort 190001 ließ sich nicht schreiben (Systemfehler ")


def test_ruecklauf_without_its_folder_says_where_to_put_it(office: Office, boxes: list[str]) -> None:
    with ComEngine("de").open(office.master) as opened:
        assert buttons.from_link("pakt-xl://ruecklauf") == 2
        assert only_the_status_bar(opened)
    assert boxes[0].startswith("Neben der Mappe gibt es keinen Ordner „Rückläufe“.")


def test_ruecklauf_does_not_put_sheets_back_in_an_open_workbook(office: Office, boxes: list[str]) -> None:
    office.send_back(WISHES)
    with ComEngine("de").open(office.master) as opened:
        shutil.copytree(office.inbox, folder(opened) / "Rückläufe")
        opened.sheet("Änderungsanträge").tables.clear()
        assert buttons.from_link("pakt-xl://ruecklauf") == 2
        assert only_the_status_bar(opened)
        assert not (folder(opened) / "Antworten").exists()
    assert boxes[0].startswith("In der Mappe fehlt: Änderungsanträge. ")


@pytest.mark.parametrize("action", LOCAL, ids=lambda action: action.word)
def test_a_workbook_of_somebody_else_stays_untouched(action: Action, tmp_path: Path, boxes: list[str]) -> None:
    openpyxl.Workbook().save(tmp_path / "fremd.xlsx")
    with ComEngine("de").open(tmp_path / "fremd.xlsx") as opened:
        assert buttons.from_link(action.link) == 2
        assert only_the_status_bar(opened)
        assert [path.name for path in folder(opened).iterdir()] == ["fremd.xlsx"]
    assert boxes[0].startswith("Die aktive Mappe ist keine Mappe von pakt-xl")


@pytest.mark.parametrize("action", LOCAL, ids=lambda action: action.word)
def test_runpython_finds_a_function_for_each_button(action: Action, tmp_path: Path, boxes: list[str]) -> None:
    with ComEngine("de").open(master(tmp_path / "m.xlsx")) as opened:
        opened.model.path = Path("Mappe1")
        outcome = getattr(buttons, action.word)(opened.book)
    assert outcome.action == action
    assert len(boxes) == outcome.failed
