"""Check and run on a workbook: what is read, written and put back."""

from __future__ import annotations

import gc
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from pakt_xl.books.file import FileBook
from pakt_xl.domain.errors import UnusableError
from pakt_xl.layout import build_master, workbook_bytes
from pakt_xl.layout.demo import faulty_tables
from pakt_xl.ooxml.save import save
from pakt_xl.reports import generated_tables
from pakt_xl.reports.wording import message, remedy
from pakt_xl.run import check, run
from pakt_xl.run.checking import collector_paused
from pakt_xl.run.demo import demo_package
from tests.masters import EXAMPLE_10, PROGRAMME, master, rows

if TYPE_CHECKING:
    from pathlib import Path

EIGHT, NINE, TEN = (datetime(2026, 3, 1, hour) for hour in (8, 9, 10))  # noqa: DTZ001  workbooks know no time zones


def codes(path: Path) -> list[str]:
    return [finding.rule.code for finding in check(path).judged.findings]


def generated_master(path: Path, *left_out: str) -> Path:
    """Write a fresh master without some of its generated sheets."""
    kept = [table for table in generated_tables(PROGRAMME) if table.name not in left_out]
    path.write_bytes(workbook_bytes(build_master(PROGRAMME, kept)))
    return path


def test_check_writes_nothing_and_leaves_nothing_beside(tmp_path: Path) -> None:
    path = master(tmp_path / "m.xlsx", **EXAMPLE_10)
    before = path.read_bytes()
    judged = check(path).judged
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
    assert judged.has_errors
    assert judged.counts["Bedarfe"].read == 5


def test_run_fills_budgets_findings_and_schedule_of_worked_example_10(tmp_path: Path) -> None:
    path = master(tmp_path / "m.xlsx", **EXAMPLE_10)
    done = run(path, None, EIGHT)
    (budget,) = rows(path, "Budgetübersicht")
    assert (budget["Verfügbar"], budget["Belegt"], budget["Restbudget"]) == (30000, 30850, -850)
    assert (budget["Nachrichtlich städtische Mittel"], budget["Nachrichtlich anderes Programm"]) == (4000, 9000)
    (over,) = [row for row in rows(path, "Prüfbericht") if row["Code"] == "S01"]
    assert (over["Soll"], over["Ist"], over["Differenz"], over["Stand"]) == (30000, 30850, 850, "neu")
    assert [(row["Bedarfsnummer"], row["Gedeckt"], row["Grund"]) for row in rows(path, "Verteilliste")] == [
        ("B-1", "ja", None),
        ("B-2", "ja", None),
        ("B-3", "nein", "Budget"),
        ("B-4", "ja", None),
        ("B-5", "ja", None),
    ]
    plan = [(row["Los"], row["noch zu beschaffen"], row["davon DigitalPakt"]) for row in rows(path, "Plan2022")]
    assert plan == [
        ("Präsentationstechnik", 6, 23700),
        ("WLAN", 5, 3750),
        ("Mobile Endgeräte", 10, 0),
        ("Mobile Endgeräte", 20, 0),
    ]
    assert done.filled.backup is not None
    assert done.filled.backup.exists()
    assert done.restored == ()


def test_second_run_changes_only_protocol_and_state_the_third_only_the_protocol(tmp_path: Path) -> None:
    path = master(tmp_path / "m.xlsx", **EXAMPLE_10)
    seen = []
    for now in (EIGHT, NINE, TEN):
        run(path, None, now)
        tables = FileBook(path).read()
        seen.append({name: tables[name] for name in tables})
    first, second, third = seen
    assert [name for name in first if first[name] != second[name]] == ["Prüfbericht", "Protokoll"]
    assert [name for name in second if second[name] != third[name]] == ["Protokoll"]
    state = first["Prüfbericht"].headers.index("Stand")
    assert {row[state] for row in first["Prüfbericht"].rows} == {"neu"}
    assert {row[state] for row in second["Prüfbericht"].rows} == {"offen"}
    without_state = [[row[:state] for row in each["Prüfbericht"].rows] for each in (first, second)]
    assert without_state[0] == without_state[1]
    assert [row[0] for row in third["Protokoll"].rows] == [TEN, NINE, EIGHT]
    assert len({row[5] for row in third["Protokoll"].rows}) == 1, "the inputs did not change"


def test_run_into_another_file_leaves_the_master_and_keeps_what_stood_there(tmp_path: Path) -> None:
    path, out = master(tmp_path / "m.xlsx", **EXAMPLE_10), tmp_path / "out.xlsx"
    before = path.read_bytes()
    run(path, out, EIGHT)
    first = out.read_bytes()
    done = run(path, out, NINE)
    assert path.read_bytes() == before
    assert done.path == out.resolve()
    assert done.filled.backup is not None
    assert done.filled.backup.read_bytes() == first


def test_output_with_another_ending_is_refused(tmp_path: Path) -> None:
    path = master(tmp_path / "m.xlsx", **EXAMPLE_10)
    with pytest.raises(UnusableError, match="dieselbe Endung"):
        run(path, tmp_path / "out.xlsm", EIGHT)
    assert list(tmp_path.iterdir()) == [path]


def test_missing_generated_sheet_is_a_note_of_check_and_put_back_by_run(tmp_path: Path) -> None:
    path = generated_master(tmp_path / "m.xlsx", "Lose", "Plan2023")
    missing = [finding for finding in check(path).judged.findings if finding.rule.code == "P02"]
    assert [finding.place.sheet for finding in missing] == ["Plan 2023", "Lose"]
    done = run(path, None, EIGHT)
    assert done.restored == ("Tabelle Plan2023", "Tabelle Lose")
    assert "P02" not in {row["Code"] for row in rows(path, "Prüfbericht")}
    assert "P02" not in codes(path)
    assert len(rows(path, "Lose")) == 5 * 6
    assert run(path, None, NINE).restored == ()


def test_steps_are_told_in_their_order(tmp_path: Path) -> None:
    told: list[str] = []
    run(master(tmp_path / "m.xlsx", **EXAMPLE_10), None, EIGHT, told.append)
    assert told == [
        "Mappe wird gelesen",
        "Budgets und Plan werden gerechnet",
        "Regeln werden geprüft",
        "Tabellen werden gefüllt",
    ]


def test_workbook_without_errors_has_none(tmp_path: Path) -> None:
    bigger = EXAMPLE_10["Schulen"].replace("30.000,00", "90.000,00")
    path = master(tmp_path / "m.xlsx", **(EXAMPLE_10 | {"Schulen": bigger}))
    judged = check(path).judged
    assert not judged.has_errors
    assert judged.outlook.schools[0].remaining == Decimal("59150.00")


def test_unknown_programme_is_refused_by_name(tmp_path: Path) -> None:
    settings = """
        Schlüssel  | Wert
        Programm   | digitalpakt_9
        Stichtag   | 1.3.2022
        Budgetart  | Gesamtausgaben
        """
    path = master(tmp_path / "m.xlsx", **(EXAMPLE_10 | {"Einstellungen": settings}))
    with pytest.raises(UnusableError, match="digitalpakt_9"):
        run(path, None, EIGHT)


def test_collector_runs_again_after_a_use_case_even_if_it_fails() -> None:
    with collector_paused():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(UnusableError), collector_paused():
        raise UnusableError("x")
    assert gc.isenabled()


def test_every_finding_of_the_demos_has_whole_german_sentences(tmp_path: Path) -> None:
    shown: set[str] = set()
    for name, tables in {"demo": None, "faulty": faulty_tables()}.items():
        path = tmp_path / f"{name}.xlsx"
        save(demo_package(PROGRAMME, tables), path)
        for finding in check(path).judged.findings:
            shown.add(finding.rule.code)
            sentences = message(finding) + remedy(finding)
            assert not set("{}") & set(sentences), sentences
            assert "None" not in sentences
    assert {"Z01", "Z02", "Z03", "Z04", "Z05", "Z06", "Z07", "Z08", "Z09", "Z10", "Z11", "Z12"} <= shown
    assert {"S01", "S02", "S03", "S04", "S05", "S06", "S07", "S08", "B01", "B02", "B03", "B04"} <= shown
    assert {"B05", "B06", "B07", "B08", "B09", "M01", "M02", "M03"} <= shown
    assert {"J01", "J02", "T01", "T02", "T03", "T04"} <= shown
