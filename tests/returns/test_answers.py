"""The answers to the schools as files: nothing of the office is replaced, and what cannot be written is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pakt_xl.cli import main
from pakt_xl.domain.errors import UnusableError
from tests.returns.office import NOW, Office

if TYPE_CHECKING:
    from pathlib import Path

UNKNOWN = [("B-9", "Menge", 5, "x")]
WITHOUT_REASONS = [("B-1", "Menge", 6, None)]


def answers(office: Office) -> Path:
    return office.master.parent / "Antworten"


def test_every_edited_answer_is_kept_and_the_same_text_is_written_once(office: Office) -> None:
    office.send_back(UNKNOWN)
    names = ["Antwort 190001.txt", "Antwort 190001 (2).txt", "Antwort 190001 (3).txt"]
    for name in names:
        (path,) = office.collect().answers.written
        assert path.name == name
        assert office.collect().answers.written == ()
        path.write_text("von Hand ergänzt", encoding="utf-8")
    assert {path.name for path in answers(office).iterdir()} == set(names)


def test_a_folder_with_the_name_of_an_answer_is_passed_by(office: Office) -> None:
    (answers(office) / "Antwort 190001.txt").mkdir(parents=True)
    office.send_back(UNKNOWN)
    assert [path.name for path in office.collect().answers.written] == ["Antwort 190001 (2).txt"]


def test_a_file_in_place_of_the_folder_is_refused_before_anything_is_written(office: Office) -> None:
    office.send_back(WITHOUT_REASONS)
    answers(office).write_text("Notiz", encoding="utf-8")
    before = office.master.read_bytes()
    with pytest.raises(UnusableError, match="soll der Ordner der Antworten sein, ist aber eine Datei"):
        office.collect()
    assert office.master.read_bytes() == before


def test_an_answer_that_cannot_be_written_stops_no_other_and_comes_with_the_next_call(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.send_back(WITHOUT_REASONS)
    office.send_back(UNKNOWN, "andere.xlsx", "190002")
    answers(office).mkdir()
    blocked = answers(office) / "Antwort 190001.txt"
    blocked.symlink_to(office.master.parent / "weg" / "weg.txt")
    said = (
        "Antwort 190001 ließ sich nicht schreiben (Systemfehler 2). Bitte prüfen Sie Ordner und Rechte und lesen Sie "
        "noch einmal ein."
    )
    collected = office.collect()
    assert [path.name for path in collected.answers.written] == ["Antwort 190002.txt"]
    assert collected.answers.failed == (said,)
    assert [row["Bedarfsnummer"] for row in office.requests()] == ["B-1"]
    assert main(["collect", str(office.master), str(office.inbox)]) == 1
    assert said in capsys.readouterr().out.splitlines()
    blocked.unlink()
    assert [path.name for path in office.collect(NOW).answers.written] == ["Antwort 190001.txt"]


def test_a_failed_answer_alone_is_exit_code_1(office: Office) -> None:
    office.send_back(WITHOUT_REASONS)
    answers(office).symlink_to(office.master.parent / "weg")
    assert office.collect().has_errors
    answers(office).unlink()
    assert not office.collect().has_errors
