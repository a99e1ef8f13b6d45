"""Freeze: the needs become the binding baseline, once, and nothing else of the workbook changes."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest

from pakt_xl.books.file import FileBook
from pakt_xl.cli import main
from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.table import Formula
from pakt_xl.run import check, run
from pakt_xl.run.freezing import freeze
from tests.masters import EXAMPLE_10, master, rows
from tests.office import recalculate
from tests.rich_master import enrich
from tests.test_run_rich import changed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pakt_xl.run.freezing import Frozen

NOW = datetime(2026, 11, 24, 10, 15, 30)  # noqa: DTZ001  a workbook shows local time
DAY = date(2022, 2, 1)
SETTINGS = """
    Schlüssel           | Wert
    Stichtag            | 1.3.2022
    Programm            | digitalpakt_nrw_2019
    Budgetart           | Gesamtausgaben
    Trägerbudget        | 900.000,00
    Festgeschrieben am  | 1.2.2022
    Prüfsumme Festschreibung |
    """
READY = EXAMPLE_10 | {"Einstellungen": SETTINGS}


def frozen(path: Path) -> Frozen:
    return freeze(FileBook(path), NOW)


def refused(path: Path) -> str:
    """Return what is said; the file stays as it was."""
    before = path.read_bytes()
    with pytest.raises(UnusableError) as caught:
        frozen(path)
    assert path.read_bytes() == before
    assert str(caught.value).endswith("Es wurde nichts geschrieben.")
    return str(caught.value)


def settings(path: Path) -> dict[object, object]:
    return {row["Schlüssel"]: row["Wert"] for row in rows(path, "Einstellungen")}


def baseline_findings(path: Path) -> list[tuple[str, str]]:
    """Codes and cells of the findings of the baseline."""
    findings = check(path).judged.findings
    return [(each.rule.code, each.place.cell) for each in findings if each.rule.code.startswith("F")]


def test_all_needs_stand_in_the_baseline_with_its_day(tmp_path: Path) -> None:
    path = master(tmp_path / "m.xlsx", **READY)
    needs = rows(path, "Bedarfe")
    done = frozen(path)
    typed = [
        {key: cell for key, cell in row.items() if cell is not None and not isinstance(cell, Formula)} for row in needs
    ]
    assert rows(path, "Festschreibung") == [row | {"Festgeschrieben am": DAY} for row in typed]
    assert (done.needs, done.day) == (5, DAY)
    assert settings(path)["Prüfsumme Festschreibung"] == done.checksum
    assert re.fullmatch("[0-9a-f]{64}", done.checksum)
    assert done.filled.backup is not None


def test_what_was_frozen_is_kept_to_and_a_change_is_seen(tmp_path: Path) -> None:
    path = master(tmp_path / "m.xlsx", **READY)
    frozen(path)
    assert baseline_findings(path) == []
    book = openpyxl.load_workbook(path)
    book["Bedarfe"]["D5"] = 7
    book.save(path)
    assert baseline_findings(path) == [("F01", "D5")]
    book["Bedarfe"]["D5"] = 6
    book["Festschreibung"]["D6"] = 9
    book.save(path)
    assert {code for code, _ in baseline_findings(path)} == {"F01", "F05"}


def test_the_checksum_outlives_sorting_and_an_office_program(tmp_path: Path) -> None:
    path = master(tmp_path / "m.xlsx", **READY)
    frozen(path)
    book = openpyxl.load_workbook(path)
    sheet = book["Festschreibung"]
    lines = [[cell.value for cell in line] for line in sheet["A5:H9"]]
    for line, values in zip(sheet["A5:H9"], reversed(lines), strict=True):
        for cell, value in zip(line, values, strict=True):
            cell.value = value
    book.save(path)
    assert baseline_findings(path) == []


@pytest.mark.libreoffice
def test_the_checksum_outlives_an_office_program(tmp_path: Path) -> None:
    path = master(tmp_path / "m.xlsx", **READY)
    frozen(path)
    assert baseline_findings(recalculate(path, tmp_path)) == []


def test_a_missing_key_of_the_checksum_is_added(tmp_path: Path) -> None:
    path = master(tmp_path / "m.xlsx", **READY)
    book = openpyxl.load_workbook(path)
    (cell,) = [cell for (cell,) in book["Einstellungen"]["A1:A40"] if cell.value == "Prüfsumme Festschreibung"]
    cell.value = "Eigener Schlüssel"
    book.save(path)
    before = rows(path, "Einstellungen")
    done = frozen(path)
    after = rows(path, "Einstellungen")
    assert after[:-1] == before
    assert (after[-1]["Schlüssel"], after[-1]["Wert"]) == ("Prüfsumme Festschreibung", done.checksum)
    assert baseline_findings(path) == []


def test_the_protocol_tells_of_it(tmp_path: Path) -> None:
    path = master(tmp_path / "m.xlsx", **READY)
    done = frozen(path)
    newest = rows(path, "Protokoll")[0]
    assert newest["Zeitpunkt"] == NOW
    assert str(newest["Zeilen je Tabelle"]).endswith(
        f"Festschreibung 5, Änderungsanträge 0, Ausnahmen 0; festgeschrieben: 5 Bedarfe zum 01.02.2022, "
        f"Prüfsumme {done.checksum}"
    )
    run(path, None, NOW.replace(hour=11))
    assert rows(path, "Protokoll")[1] == newest
    assert rows(path, "Protokoll")[0]["Prüfsumme Eingaben"] == newest["Prüfsumme Eingaben"]


def test_it_happens_once(tmp_path: Path) -> None:
    path = master(tmp_path / "m.xlsx", **READY)
    frozen(path)
    assert "sind schon festgeschrieben (5 Zeilen im Blatt „Festschreibung“)" in refused(path)


def test_a_baseline_that_was_emptied_is_not_written_anew(tmp_path: Path) -> None:
    path = master(tmp_path / "m.xlsx", **READY | {"Einstellungen": SETTINGS.rstrip() + " abc123"})
    assert "das Blatt „Festschreibung“ ist leer" in refused(path)


def test_needs_with_errors_are_named_and_not_frozen(tmp_path: Path) -> None:
    needs = """
        Bedarfsnummer | Schulnummer | Artikelnummer | Menge | Wunschjahr
        B-1           | 190001      | A-1           | 6     | 2022
        B-2           | 190009      | A-1           | -1    | 2022
        B-1           | 190001      | A-3           | 4     | 2031
        """
    message = refused(master(tmp_path / "m.xlsx", **READY | {"Bedarfe": needs}))
    named = "B-1: Z03 in A7; B-2: Z04 in B6; B-2: Z05 in D6; B-1: Z06 in E7"
    assert message.startswith(
        f"Bedarfe mit Fehlern werden nicht festgeschrieben (Anzahl: 4). Blatt „Bedarfe“: {named}. Was zu tun ist"
    )


def test_errors_elsewhere_do_not_stop_it(tmp_path: Path) -> None:
    path = master(tmp_path / "m.xlsx", **READY)  # the school is over budget: S01
    assert check(path).judged.has_errors
    assert frozen(path).needs == 5


def test_an_error_that_an_office_allows_does_not_stop_it_but_a_blank_cell_does(tmp_path: Path) -> None:
    needs = """
        Bedarfsnummer | Schulnummer | Artikelnummer | Menge | Wunschjahr
        B-1           | 190001      | A-1           | 6     | 2031
        """
    allowed = READY | {"Bedarfe": needs, "Ausnahmen": "Code | Schlüssel\nZ06 | B-1\nZ05 | B-1"}
    assert frozen(master(tmp_path / "m.xlsx", **allowed)).needs == 1
    blank = allowed | {"Bedarfe": needs.replace("| 6  ", "| -6 ")}
    assert "B-1: Z05 in D5" in refused(master(tmp_path / "n.xlsx", **blank))


def test_many_errors_are_counted(tmp_path: Path) -> None:
    needs = "Bedarfsnummer | Schulnummer | Artikelnummer | Menge" + "".join(
        f"\nB-{number} | 190001 | A-1 | -1" for number in range(25)
    )
    message = refused(master(tmp_path / "m.xlsx", **READY | {"Bedarfe": needs}))
    assert "(Anzahl: 25)" in message
    assert "B-0: Z05 in D5; B-1: Z05 in D6; B-10: Z05 in D15; " in message
    assert " und 5 weitere. Was" in message
    assert message.count("Z05") == 20


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ({"Einstellungen": SETTINGS.replace("1.2.2022", "")}, "In Einstellungen fehlt „Festgeschrieben am“"),
        ({"Bedarfe": "Bedarfsnummer"}, "Im Blatt „Bedarfe“ steht kein Bedarf"),
    ],
)
def test_without_what_it_needs_it_is_refused(tmp_path: Path, texts: dict[str, str], message: str) -> None:
    assert message in refused(master(tmp_path / "m.xlsx", **READY | texts))


def test_without_the_table_repair_is_named(tmp_path: Path) -> None:
    path = master(tmp_path / "m.xlsx", **READY)
    book = openpyxl.load_workbook(path)
    del book["Festschreibung"].tables["Festschreibung"]
    book.save(path)
    assert "Die Tabelle „Festschreibung“ fehlt. Bitte ergänzen Sie sie mit „pakt-xl repair“" in refused(path)


def test_nothing_of_the_users_in_a_rich_master_changes(tmp_path: Path) -> None:
    path = master(tmp_path / "m.xlsx", **READY)
    run(path, None, NOW)
    enrich(path, {"190001": "Rückruf"})
    before = path.read_bytes()
    frozen(path)
    assert changed(path, before, tmp_path) == {
        *("Festschreibung", "Festschreibung (Tabelle)", "Einstellungen", "Protokoll", "Protokoll (Tabelle)"),
        *("xl/calcChain.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"),
    }


def test_the_command_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = master(tmp_path / "m.xlsx", **READY)
    assert main(["freeze", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Festgeschrieben: 5 Bedarfe zum 01.02.2022."
    assert lines[1] == f"Prüfsumme: {settings(path)['Prüfsumme Festschreibung']}"
    assert lines[2:] == [f"Geschrieben: {path}", f"Vorherige Fassung: {path.with_name('m.vorher.xlsx')}"]
    assert main(["freeze", str(path)]) == 2
    assert "schon festgeschrieben" in capsys.readouterr().err


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[[str | None], list[str]]:
    """Sit at a terminal and answer so; give the questions."""

    def at_a_terminal(answer: str | None) -> list[str]:
        questions = []

        def ask(question: str) -> str:
            questions.append(question)
            if answer is None:
                raise EOFError
            return answer

        for stream in ("stdin", "stdout"):
            monkeypatch.setattr(f"sys.{stream}.isatty", lambda: True)
        monkeypatch.setattr("builtins.input", ask)
        return questions

    return at_a_terminal


@pytest.mark.parametrize(("answer", "writes"), [("j", True), ("ja", True), ("n", False), ("", False), (None, False)])
def test_on_a_terminal_the_command_asks_once_with_number_and_day(
    tmp_path: Path, asked: Callable[[str | None], list[str]], answer: str | None, writes: bool
) -> None:
    path = master(tmp_path / "m.xlsx", **READY)
    before = path.read_bytes()
    questions = asked(answer)
    assert main(["freeze", str(path)]) == 0
    (question,) = questions
    assert question == (
        "5 Bedarfe zum 01.02.2022 festschreiben? Das geht nur einmal. Danach gilt eine Änderung in den Bedarfen nur "
        "noch mit genehmigtem Antrag. [j/N] "
    )
    assert (path.read_bytes() != before) is writes


@pytest.mark.parametrize("option", ["--ja", "--yes"])
def test_with_the_option_nothing_is_asked(
    tmp_path: Path, asked: Callable[[str | None], list[str]], option: str
) -> None:
    path = master(tmp_path / "m.xlsx", **READY)
    questions = asked("n")
    assert main(["freeze", str(path), option]) == 0
    assert questions == []
    assert len(rows(path, "Festschreibung")) == 5


def test_what_cannot_be_frozen_is_not_asked_about(
    tmp_path: Path, asked: Callable[[str | None], list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    path = master(tmp_path / "m.xlsx", **READY | {"Bedarfe": "Bedarfsnummer"})
    questions = asked("j")
    assert main(["freeze", str(path)]) == 2
    assert questions == []
    assert "steht kein Bedarf" in capsys.readouterr().err
