"""The command line: exit codes, JSON, summaries, one German message for every wrong call."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from pakt_xl import __version__
from pakt_xl.cli import main
from pakt_xl.domain.finding import Severity
from pakt_xl.reports.budgets import SPEC
from pakt_xl.reports.wording import counted
from tests.masters import EXAMPLE_10, master, rows

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = "new, check, run, repair, verify, export, freeze, schools, collect, apply, schools-from-csv, buttons, serve"
FINE = EXAMPLE_10 | {"Schulen": EXAMPLE_10["Schulen"].replace("30.000,00", "90.000,00")}


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Master of worked example 10; its school is over budget. Tests only read it."""
    return master(tmp_path_factory.mktemp("faulty") / "Mappe.xlsx", **EXAMPLE_10)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Message of a call that ends with exit code 2: one line on stderr, nothing on stdout."""
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.endswith("\n")
    assert len(printed.err.splitlines()) == 1
    return printed.err.strip()


def test_exit_code_says_whether_there_are_errors(faulty: Path, tmp_path: Path) -> None:
    assert main(["check", str(faulty)]) == 1
    fine = str(master(tmp_path / "m.xlsx", **FINE))
    assert main(["check", fine]) == 0
    assert main(["run", fine]) == 0
    assert main(["export", fine, "-o", str(tmp_path / "out")]) == 0
    assert main(["export", str(faulty), "-o", str(tmp_path / "out")]) == 1


def test_summary_of_check_sums_findings_up_and_says_that_nothing_was_written(
    faulty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", str(faulty)])
    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    assert lines[0].endswith("Stichtag 01.03.2022")
    assert "Schulen 1" in lines[1]
    assert "Bedarfe 5" in lines[1]
    assert "Fehler S01: 1 × Schulen, DigitalPakt-Budget (D5)" in lines
    assert "Budget: verfügbar 30.000,00 €, belegt 30.850,00 €, Restbudget -850,00 €" in lines
    assert lines[-1] == "Geschrieben wurde nichts."
    assert printed.err == ""


def test_summary_counts_rows_with_errors_and_schools_that_are_not_complete(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    needs = EXAMPLE_10["Bedarfe"].replace("190001      | A-2", "190001      | A-9").replace("| 4 ", "|   ")
    path = master(tmp_path / "m.xlsx", **(EXAMPLE_10 | {"Bedarfe": needs}))
    main(["check", str(path)])
    lines = capsys.readouterr().out.splitlines()
    assert "Davon mit Fehlern: Bedarfe 2" in lines
    assert next(line for line in lines if line.startswith("Budget:")).endswith("(1 Schule unvollständig gerechnet)")


def test_one_finding_is_counted_in_the_singular() -> None:
    assert [counted(number, severity) for severity in Severity for number in (0, 1, 2)] == [
        *("0 Fehler", "1 Fehler", "2 Fehler", "0 Warnungen", "1 Warnung", "2 Warnungen"),
        *("0 Hinweise", "1 Hinweis", "2 Hinweise"),
    ]


def test_equal_findings_read_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = "Bedarfsnummer | Schulnummer | Artikelnummer | Menge"
    lines = [f"B-{number} | 190001 | A-9 | 1" for number in range(1, 301)]
    path = master(tmp_path / "m.xlsx", **(EXAMPLE_10 | {"Bedarfe": "\n".join([head, *lines])}))
    assert main(["check", str(path)]) == 1
    printed = [line for line in capsys.readouterr().out.splitlines() if "Z04" in line]
    assert printed == ["Fehler Z04: 300 × Bedarfe, Artikelnummer (C5, C6, C7, C8, C9 …)"]


def test_run_says_what_was_written_and_where_the_last_version_lies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = master(tmp_path / "m.xlsx", **EXAMPLE_10)
    assert main(["run", str(path)]) == 1
    assert capsys.readouterr().out.splitlines()[-2:] == [
        f"Geschrieben: {path}",
        f"Vorherige Fassung: {tmp_path / 'm.vorher.xlsx'}",
    ]
    assert rows(path, "Budgetübersicht")[0]["Schule"] == "Ahornschule"


def test_json_of_check(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(faulty), "--json"]) == 1
    printed = capsys.readouterr()
    told = json.loads(printed.out)
    assert printed.out.isascii()
    assert printed.err == ""
    assert list(told) == ["findings", "budgets", "counts", "files"]
    (over,) = [finding for finding in told["findings"] if finding["code"] == "S01"]
    assert over == {
        "code": "S01",
        "severity": "Fehler",
        "sheet": "Schulen",
        "cell": "D5",
        "school": "190001",
        "key": "190001",
        "message": "Das Budget ist um 850,00 € überschritten: verfügbar sind 30.000,00 €, belegt sind 30.850,00 €.",
        "remedy": "Bedarfe verschieben, streichen oder anders finanzieren.",
        "expected": "30000.00",
        "actual": "30850.00",
        "difference": "850.00",
        "source": over["source"],
    }
    (budget,) = told["budgets"]
    assert list(budget) == list(SPEC.headers)
    assert budget["Restbudget"] == "-850.00"
    assert budget["Ausgeschöpft %"] == 1.0283
    assert budget["Vollständig"] == "ja"
    assert told["counts"]["Bedarfe"] == {"read": 5, "used": 5, "reported": 0}
    assert told["files"] == []


def test_json_of_a_finding_without_amounts_and_of_a_school_without_budget(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    schools = EXAMPLE_10["Schulen"].replace("30.000,00", "")
    schools = schools.replace("DigitalPakt-Budget", "DigitalPakt-Budget | TPEK").replace(
        "Ahornschule | ", "Ahornschule |  | umgesetzt"
    )
    path = master(tmp_path / "m.xlsx", **(EXAMPLE_10 | {"Schulen": schools}))
    main(["check", str(path), "--json"])
    told = json.loads(capsys.readouterr().out)
    (blank,) = [finding for finding in told["findings"] if finding["code"] == "Z01"]
    assert [blank[name] for name in ("cell", "expected", "actual", "difference")] == ["D5", None, None, None]
    assert [told["budgets"][0][name] for name in ("Budget", "Restbudget", "Ausgeschöpft %")] == [None, None, None]


def test_json_of_run_names_the_file_and_the_copy_of_the_last_version(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = master(tmp_path / "m.xlsx", **EXAMPLE_10), tmp_path / "out.xlsx"
    assert main(["run", str(path), "-o", str(out), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["files"] == [str(out)]
    assert out.exists()
    main(["run", str(path), "-o", str(out), "--json"])
    assert json.loads(capsys.readouterr().out)["files"] == [str(out), str(tmp_path / "out.vorher.xlsx")]


def test_new_then_check_then_repair(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "m.xlsx"
    assert main(["new", str(path)]) == 0
    assert capsys.readouterr().out == f"Angelegt: {path}\n"
    assert main(["repair", str(path)]) == 0
    assert capsys.readouterr().out == "Es fehlt nichts.\nGeschrieben wurde nichts.\n"
    assert main(["repair", str(path), "-o", str(tmp_path / "out.xlsx")]) == 0
    assert capsys.readouterr().out == f"Es fehlt nichts.\nGeschrieben: {tmp_path / 'out.xlsx'}\n"


def test_new_for_another_programme_and_with_demo(tmp_path: Path) -> None:
    assert main(["new", str(tmp_path / "a.xlsx"), "--programme", "digitalpakt_2_nrw"]) == 0
    assert main(["new", str(tmp_path / "b.xlsx"), "--demo"]) == 0
    assert len(rows(tmp_path / "b.xlsx", "Schulen")) == 52


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], f"Es fehlt der Befehl. Befehle: {COMMANDS}. Hilfe: pakt-xl --help"),
        (
            ["prüfe"],
            f"Den Befehl „prüfe“ gibt es nicht. Befehle: {COMMANDS}. Hilfe: pakt-xl --help",
        ),
        (["check"], "Es fehlt die Angabe MASTER.xlsx. Aufruf: pakt-xl check MASTER.xlsx [--json]"),
        (["check", "a", "b"], "Es sind zu viele Angaben. Aufruf: pakt-xl check MASTER.xlsx [--json]"),
        (["check", "a", "--jsno"], "Die Option --jsno gibt es nicht. Aufruf: pakt-xl check MASTER.xlsx [--json]"),
        (
            ["run", "a", "-o"],
            "Die Option -o ist falsch verwendet. Aufruf: pakt-xl run MASTER.xlsx [-o OUT.xlsx] [--json]",
        ),
        (
            ["export", "a"],
            "Es fehlt die Angabe -o DIR. Aufruf: pakt-xl export MASTER.xlsx -o DIR [--format csv|parquet|json]",
        ),
        (["export", "a", "-o", "b", "--format", "xml"], "Das Format „xml“ gibt es nicht. Formate: csv, parquet, json."),
        (["check", "gibt es nicht.xlsx"], "Die Datei „gibt es nicht.xlsx“ gibt es nicht. Bitte prüfen Sie den Pfad."),
    ],
)
def test_wrong_call_gets_one_german_message(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refused(capsys, *arguments) == message


def test_new_on_an_existing_file_is_refused_and_leaves_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "m.xlsx"
    path.write_text("wichtig")
    assert "gibt es schon" in refused(capsys, "new", str(path))
    assert path.read_text() == "wichtig"


def test_help_is_german_and_names_every_command_and_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    whole = capsys.readouterr().out
    assert main(["run", "x.xlsx", "--help"]) == 0
    one = capsys.readouterr().out
    assert all(f"\n  {command} " in whole for command in ("new", "check", "run", "repair", "export"))
    assert one.startswith("Aufruf: pakt-xl run MASTER.xlsx [-o OUT.xlsx] [--json]\n\nPrüft, rechnet")
    assert "--json" in one
    english = ("Usage", "Options", "Arguments", "Commands", "Show this message", "default")
    assert not [word for word in english if word in whole + one]


def test_long_labels_and_texts_of_the_help_are_folded(capsys: pytest.CaptureFixture[str]) -> None:
    main(["export", "-h"])
    lines = capsys.readouterr().out.splitlines()
    assert "  --format csv|parquet|json  Format der Dateien." in lines
    assert all(len(line) <= 100 for line in lines)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"pakt-xl {__version__}\n"
