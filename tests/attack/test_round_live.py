"""The round in an Excel that breaks off at any call, or whose cells look otherwise than meant: nothing is a lie."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pakt_xl import buttons
from pakt_xl.books import excel
from pakt_xl.books.file import FileBook
from pakt_xl.books.live_write import write
from pakt_xl.desktop import message
from pakt_xl.domain.rows import Baseline, Need, columns
from pakt_xl.run.applying import apply, propose
from pakt_xl.run.freezing import freeze
from tests.engines.com_engine import ComEngine
from tests.engines.com_stubs import DESKTOP
from tests.masters import master, rows
from tests.returns.office import WISHES, made
from tests.test_buttons_round import NOW, YES
from tests.test_run_apply import ALL_FIELDS, frozen
from tests.test_run_freeze import READY

if TYPE_CHECKING:
    from tests.engines.com_engine import ComWorkbook

ROUND = ("festschreiben", "uebernehmen", "ruecklauf")
STEP = 1 if "PAKT_XL_EXAMPLES" in os.environ else 3
"""Of the changes of a click every third is refused; all of them in a thorough run."""
NOTHING = "Es wurde nichts geschrieben."


@pytest.fixture(autouse=True)
def boxes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Texts of the message boxes; every question is answered with yes, the own folder of the user is a new one."""
    shown: list[str] = []
    monkeypatch.setattr(message, "show", shown.append)
    monkeypatch.setattr(DESKTOP, "answer", YES)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "heim")
    return shown


def start(word: str, folder: Path) -> Path:
    """A master in which a button of the round has something to do; returns lie in a folder of their own."""
    if word == "festschreiben":
        return master(folder / "m.xlsx", **READY)
    if word == "uebernehmen":
        return frozen(folder, *ALL_FIELDS)
    office = made(folder)
    office.send_back(WISHES)
    return office.master


def returned(opened: ComWorkbook, folder: Path) -> None:
    """Put the returns, if there are any, beside the open workbook."""
    if (folder / "Rücklauf").is_dir():
        shutil.copytree(folder / "Rücklauf", opened.model.path.parent / "Rückläufe")


def contents(opened: ComWorkbook, folder: Path) -> dict[str, str]:
    """Rows of all tables but the states on Start, as the open workbook would be saved now."""
    opened.save(folder / "nachher.xlsx")
    tables = FileBook(folder / "nachher.xlsx").read()
    return {name: repr(tables[name].rows) for name in tables if name != "Schaltflächen"}


@pytest.mark.parametrize("word", ROUND)
def test_each_single_change_of_a_round_may_be_refused(word: str, tmp_path: Path, boxes: list[str]) -> None:
    path = start(word, tmp_path)
    with ComEngine("de").open(path) as opened:
        returned(opened, tmp_path)
        before = contents(opened, tmp_path)
        assert buttons.from_link(f"pakt-xl://{word}") == 0
        changed = {name for name, cells in contents(opened, tmp_path).items() if cells != before[name]}
        last = len(opened.excel.changes)  # gives the status bar back: refused, its text stays until the next click
    assert changed > {"Protokoll"}
    outcomes = set()
    for number in range(1, last, STEP):
        boxes.clear()
        with ComEngine("de").open(path) as opened:
            returned(opened, tmp_path)
            opened.excel.fail_at = number
            outcomes.add(code := buttons.from_link(f"pakt-xl://{word}"))
            assert opened.excel.fail_at is None, "the failure was never reached"
            app = opened.book.app
            assert (app.screen_updating, app.calculation, opened.model.application.StatusBar) == (
                *(True, "automatic", False),
            )
            now = {name for name, cells in contents(opened, tmp_path).items() if cells != before[name]}
        assert code == 2 or now == changed
        assert code == 0 or bool(now) <= (NOTHING not in boxes[0])
        assert code == 0 or all(name in boxes[0] for name in now)
    assert outcomes == {0, 2}


@pytest.mark.parametrize("word", ROUND)
def test_a_fault_of_ours_in_the_middle_says_what_is_written_and_what_to_do(
    word: str, tmp_path: Path, boxes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(excel, "write", broken)
    with ComEngine("de").open(start(word, tmp_path)) as opened:
        returned(opened, tmp_path)
        assert buttons.from_link(f"pakt-xl://{word}") == 2
        assert opened.book.app.calculation == "automatic"
    (box,) = boxes
    changed = {"festschreiben": "Festschreibung, Einstellungen", "uebernehmen": "Bedarfe"}.get(word, "Änderungsanträge")
    assert box.startswith("Unerwarteter Fehler (ZeroDivisionError)")
    assert f"Geändert sind schon: {changed};" in box
    assert box.endswith("ohne sie zu speichern, öffnen Sie sie neu und wiederholen Sie den Schritt.")


def test_a_fault_of_ours_in_a_fill_says_what_is_filled(
    tmp_path: Path, boxes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    left = iter([True, True])

    def broken(*given: object, **how: object) -> None:
        if not next(left, False):
            raise KeyError("x")
        write(*given, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(excel, "write", broken)
    with ComEngine("de").open(master(tmp_path / "m.xlsx")):
        assert buttons.from_link("pakt-xl://alles") == 2
    assert "Gefüllt sind schon: Prüfbericht, Befundübersicht; die Tabelle „Programmwerte“ kann" in boxes[0]
    assert boxes[0].endswith("Eingaben sind nicht betroffen. Bitte klicken Sie noch einmal.")


@pytest.mark.parametrize(
    ("word", "look"),
    [
        *((word, look) for word in ("festschreiben", "uebernehmen") for look in ("@", "0.00", "General")),
        ("festschreiben", "DD.MM.YYYY"),
    ],
)
def test_cells_that_a_user_formatted_otherwise_take_what_is_written(
    word: str, look: str, tmp_path: Path, boxes: list[str]
) -> None:
    path = start(word, tmp_path)
    table = "Festschreibung" if word == "festschreiben" else "Bedarfe"
    with ComEngine("de").open(path) as opened:
        opened.book.sheets[table].range("A5:H9").number_format = look
        assert buttons.from_link(f"pakt-xl://{word}") == 0
        opened.save(tmp_path / "nachher.xlsx")
    assert boxes == []
    book = FileBook(path)
    if word == "festschreiben":
        freeze(book, NOW)
    else:
        apply(book, propose(book), NOW)
    headers = [column.header for column in columns(Baseline if word == "festschreiben" else Need).values()]
    here, there = rows(tmp_path / "nachher.xlsx", table), rows(path, table)
    assert [[row[header] for header in headers] for row in here] == [
        [row[header] for header in headers] for row in there
    ]
