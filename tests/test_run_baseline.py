"""A run on a workbook with a baseline: what is blocked, what is shown, what an exemption changes."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from pakt_xl.run import check, run
from tests.masters import master, rows
from tests.office import recalculate

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 3, 1, 8)  # noqa: DTZ001  workbooks know no time zones
NEED = "Bedarfsnummer | Schulnummer | Artikelnummer | Wunschjahr | Menge\nB-0107 | 190001 | A-1 | 2023 |"
EXAMPLE_9 = {
    "Schulen": "Schulnummer | Schulname | DigitalPakt-Budget\n190001 | Ahornschule | 60.000,00",
    "Katalog": "Artikelnummer | Bezeichnung\nA-1 | Tafel",
    "Preise": "Artikelnummer | Einzelpreis\nA-1 | 3.950,00",
    "Bedarfe": f"{NEED} 6",
    "Festschreibung": f"{NEED} 4",
    "Bestellungen": "Bestellnummer",
    "Rechnungen": "Rechnungsnummer",
    "Umschichtungen": "Von Schule",
}
REQUEST = "Antragsnummer | Bedarfsnummer | Feld | Neuer Wert\nAN-1 | B-0107 | Menge | 6"
EXEMPTION = "Code | Schlüssel | Gültig bis | Begründung\nF01 | B-0107 | 31.12.2022 | Antrag folgt"


def bought(path: Path) -> list[tuple[object, object]]:
    """Item and quantity of the plan of 2023."""
    return [(row["Artikelnummer"], row["noch zu beschaffen"]) for row in rows(path, "Plan2023") if row["Los"]]


@pytest.mark.parametrize(
    ("more", "errors", "plan", "result"),
    [
        ({"Änderungsanträge": REQUEST}, False, [("A-1", Decimal(6))], "zulässig"),
        ({}, True, [], "gesperrt"),
        ({"Ausnahmen": EXEMPTION}, False, [("A-1", Decimal(6))], "zulässig"),
    ],
    ids=["granted", "not granted", "allowed"],
)
def test_example_9_in_a_workbook(
    tmp_path: Path, more: dict[str, str], errors: bool, plan: list[tuple[str, Decimal]], result: str
) -> None:
    path = master(tmp_path / "m.xlsx", **EXAMPLE_9, **more)
    assert run(path, None, NOW).judged.has_errors is errors
    assert bought(path) == plan
    (change,) = rows(path, "Änderungen")
    assert (change["Bedarfsnummer"], change["Festgeschrieben"], change["Aktuell"]) == ("B-0107", 4, 6)
    assert (change["Wirkung auf das Budget"], change["Ergebnis"]) == (7900, result)
    (budget,) = rows(path, "Budgetübersicht")
    assert budget["Geplant"] == 23700  # sums use the row as it stands


def test_an_allowed_finding_stays_in_the_report_and_counts_nowhere(tmp_path: Path) -> None:
    path = master(tmp_path / "m.xlsx", **EXAMPLE_9, Ausnahmen=EXEMPTION)
    run(path, None, NOW)
    (finding,) = rows(path, "Prüfbericht")
    assert (finding["Code"], finding["Schwere"], finding["Stand"]) == ("F01", "Fehler", "zugelassen")
    assert str(finding["Was ist falsch"]).endswith("Zugelassen durch Medienzentrum (bis 31.12.2022): Antrag folgt")
    (entry,) = rows(path, "Protokoll")
    assert (entry["Fehler"], entry["Warnungen"], entry["Hinweise"]) == (0, 0, 0)
    (group,) = rows(path, "Befundübersicht")
    assert (group["Code"], group["Was zu tun ist"]) == ("F01", "Zugelassen; nichts zu tun.")


def test_the_request_of_a_change_is_shown_with_its_decision(tmp_path: Path) -> None:
    path = master(tmp_path / "m.xlsx", **EXAMPLE_9, Änderungsanträge=REQUEST)
    run(path, None, NOW)
    (change,) = rows(path, "Änderungen")
    assert [change[header] for header in ("Antragsnummer", "Entscheidung", "Entschieden am", "Begründung")] == [
        "AN-1",
        "genehmigt",
        date(2022, 2, 1),
        "Umbau",
    ]


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    path = master(tmp_path / "m.xlsx", **EXAMPLE_9)
    run(path, None, NOW)
    before = [rows(path, name) for name in ("Änderungen", "Plan2023", "Verteilliste")]
    run(path, None, NOW)
    assert [rows(path, name) for name in ("Änderungen", "Plan2023", "Verteilliste")] == before
    assert [row["Stand"] for row in rows(path, "Prüfbericht")] == ["offen"]


@pytest.mark.libreoffice
def test_live_formulas_count_a_blocked_need_as_before(tmp_path: Path) -> None:
    path = master(tmp_path / "m.xlsx", **EXAMPLE_9)
    assert [finding.rule.code for finding in check(recalculate(path, tmp_path / "recalculated")).judged.findings] == [
        "F01"
    ]
