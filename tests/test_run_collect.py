"""The command collect: exit codes, lines, JSON; masters that lack the tables it writes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from openpyxl import load_workbook

from pakt_xl.cli import main
from pakt_xl.returns.returned import Returned, State
from pakt_xl.run.answering import Answers
from pakt_xl.run.collected import Collected
from tests.masters import rows
from tests.returns.office import FIRST, WISHES, Office, fill, made

if TYPE_CHECKING:
    from pakt_xl.run.results import Judged


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return made(tmp_path)


def called(office: Office, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["collect", str(office.master), str(office.inbox), *options])
    printed = capsys.readouterr()
    assert printed.err == ""
    return code, printed.out


def test_every_file_is_a_line_and_the_numbers_add_up(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.send_back([*WISHES[:1], ("B-9", "Menge", 1, "x")], "a.xlsx")
    office.put("~$a.xlsx", b"x")
    code, out = called(office, capsys)
    assert code == 1
    lines = out.splitlines()
    assert lines[:3] == [
        "a.xlsx: übernommen – Schule 190001 – 1 Änderungswunsch",
        "    Fehler Z04: Blatt „Änderungswünsche“, Zelle A6: Bedarfsnummer „B-9“ gibt es bei dieser Schule nicht.",
        "    -> Die Schule nach der richtigen Nummer fragen; dieser Wunsch wurde nicht übernommen.",
    ]
    assert lines[3].startswith("~$a.xlsx: übergangen – Sperrdatei von Excel")
    assert lines[4:7] == [
        "Dateien: 2 = 1 übernommen + 0 nicht übernommen + 1 übergangen",
        "Befunde: 1 Fehler, 0 Warnungen, 0 Hinweise",
        "Neue Anträge: 1",
    ]
    assert any(line.startswith("Vorherige Fassung: ") for line in lines)
    assert lines[-1].endswith("Antwort 190001.txt")


def test_exit_code_is_0_without_errors_and_1_with_a_refused_file(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.send_back(WISHES)
    assert called(office, capsys)[0] == 0
    office.put("kaputt.xlsx", b"PK\x03\x04")
    assert called(office, capsys)[0] == 1


def test_json_holds_findings_files_tally_and_requests(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.send_back([*WISHES[:1], ("B-9", "Menge", 1, "x")], "a.xlsx")
    office.put("kaputt.xlsx", b"PK\x03\x04")
    told: dict[str, Any] = json.loads(called(office, capsys, "--json")[1])
    assert [(each["file"], each["code"], each["cell"]) for each in told["findings"]] == [("a.xlsx", "Z04", "A6")]
    assert [(each["file"], each["state"], each["wishes"]) for each in told["returns"]] == [
        ("a.xlsx", "übernommen", 1),
        ("kaputt.xlsx", "nicht übernommen", 0),
    ]
    assert told["tally"] == {"found": 2, "taken": 1, "refused": 1, "passed": 0}
    assert [each["Antragsnummer"] for each in told["requests"]] == ["190001-001"]
    assert told["counts"]["Schulen"] == {"read": 3, "used": 3, "reported": 0}
    assert told["budgets"][0]["Schulnummer"] == "190001"
    assert str(office.master) in told["files"]


def test_answers_go_where_they_are_wanted(office: Office, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    office.send_back([("B-9", "Menge", 1, "x")])
    called(office, capsys, "-o", str(tmp_path / "hierhin"))
    assert (tmp_path / "hierhin" / "Antwort 190001.txt").exists()
    assert not (tmp_path / "Antworten").exists()


def test_master_without_the_tables_that_are_written_gets_them_back(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    book = load_workbook(office.master)
    for name in ("Änderungsanträge", "Rückläufe", "Protokoll"):
        book.remove(book[name])
    book.save(office.master)
    office.send_back(WISHES[:1])
    assert called(office, capsys)[0] == 0
    assert [row["Antragsnummer"] for row in rows(office.master, "Änderungsanträge")] == ["190001-001"]
    assert office.overview("190001")["Ergebnis"] == "übernommen"


def test_master_that_is_open_is_left_alone(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.send_back(WISHES)
    before = office.master.read_bytes()
    office.master.with_name(f"~${office.master.name}").write_bytes(b"x")
    assert main(["collect", str(office.master), str(office.inbox)]) == 2
    assert "ist geöffnet" in capsys.readouterr().err
    assert office.master.read_bytes() == before


def test_wrong_folder_is_one_sentence(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["collect", str(office.master), str(office.master)]) == 2
    assert "ist kein Ordner" in capsys.readouterr().err


def test_the_folder_of_what_was_sent_out_is_told_from_returns(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out = called(replace(office, inbox=office.sent), capsys)
    assert out.splitlines()[0].endswith("übernommen – Schule 190001 – nichts ausgefüllt")
    assert "Nichts ausgefüllt ist in 3 von 3 übernommenen Mappen. Liegen im Ordner die Mappen, die verschickt" in out
    assert office.overview("190002")["Ergebnis"] == "übernommen; nichts ausgefüllt"


@pytest.mark.parametrize(
    ("filled_in", "empty", "doubtful"), [(0, 2, False), (0, 3, True), (3, 3, False), (3, 4, True), (4, 3, False)]
)
def test_only_many_empty_returns_cast_doubt_on_the_folder(filled_in: int, empty: int, doubtful: bool) -> None:
    returns = [Returned("a", State.TAKEN)] * filled_in + [Returned("b", State.TAKEN, empty=True)] * empty
    passed = [Returned("c", State.PASSED, empty=True, again=True)] * 9
    collected = Collected(Path(), cast("Judged", None), (*returns, *passed), (), None, Answers())
    assert collected.doubt.startswith(f"Nichts ausgefüllt ist in {empty} von {empty + filled_in} ") == doubtful
    assert bool(collected.doubt) == doubtful


def test_what_a_school_says_of_itself_is_filled_in(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.send_back(change=lambda book: fill(book["Angaben"], FIRST + 2, ("Datum", "gestern")))
    assert "Schule 190001 – 0 Änderungswünsche\n" in called(office, capsys)[1]


def test_a_whole_drive_is_not_taken_for_the_folder_of_returns(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(1001):
        office.put(f"Notizen/{number}.txt", b"")
    before = office.master.read_bytes()
    assert main(["collect", str(office.master), str(office.inbox)]) == 2
    assert "liegen mehr als 1.000 Dateien; das ist kaum der mit den Rückläufen." in capsys.readouterr().err
    assert office.master.read_bytes() == before
