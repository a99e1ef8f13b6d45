"""One whole round with the schools: fixed, sent, filled in, collected, decided, applied, computed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from pakt_xl.books.file import FileBook
from pakt_xl.books.port import Amendment
from pakt_xl.run import check, run
from pakt_xl.run.applying import apply, propose
from pakt_xl.run.freezing import freeze
from pakt_xl.run.schools import schools
from tests.masters import master, rows
from tests.returns.office import NOW, TABLES, Office
from tests.tables import GOOD

if TYPE_CHECKING:
    from pathlib import Path

    from pakt_xl.domain.table import Cell

FROZEN = NOW - timedelta(days=60)
SETTINGS = GOOD["Einstellungen"].replace(
    "Trägerbudget ", "Festgeschrieben am                 | 1.3.2022\n        Trägerbudget "
)


def typed(path: Path, table: str, cells: dict[tuple[int, str], Cell]) -> None:
    """Type cells into a table of the master, as the office does."""
    FileBook(path).amend([Amendment(table, cells)])


def test_wishes_of_a_school_change_needs_only_after_the_decision(tmp_path: Path) -> None:
    path = master(tmp_path / "Mappe.xlsx", **TABLES, Einstellungen=SETTINGS)
    freeze(FileBook(path), FROZEN)
    schools(path, tmp_path / "Schulmappen")
    office = Office(path, tmp_path / "Schulmappen", tmp_path / "Rücklauf")
    frozen, needs = rows(path, "Festschreibung"), rows(path, "Bedarfe")

    office.send_back([("B-1", "Menge", 6, "zwei Klassen mehr"), ("B-2", "Wunschjahr", 2024, "Umbau")])
    office.send_back([("B-3", "Menge", 60, "alle Räume")], "park.xlsx", "190002")
    collected = office.collect()
    assert [finding for each in collected.returns for finding in each.findings] == []
    assert rows(path, "Bedarfe") == needs
    deeds = [str(row["Zeilen je Tabelle"]) for row in rows(path, "Protokoll")]
    assert deeds[0].endswith("; eingelesen: 190001-001; 190001-002; 190002-001")

    for place, decision in enumerate(("genehmigt", "abgelehnt", "genehmigt")):
        decided: dict[tuple[int, str], Cell] = {
            (place, "Entscheidung"): decision,
            (place, "Entschieden am"): date(2022, 5, 4),
            (place, "Entschieden durch"): "Medienzentrum",
        }
        typed(path, "Änderungsanträge", decided)
    assert [(row["Bedarfsnummer"], row["Entscheidung"]) for row in office.requests()] == [
        ("B-1", "genehmigt"),
        ("B-2", "abgelehnt"),
        ("B-3", "genehmigt"),
    ]
    book = FileBook(path)
    apply(book, propose(book), datetime(2022, 5, 5, 8, 0))  # noqa: DTZ001  a workbook shows local time
    run(path, None, NOW)

    after = {row["Bedarfsnummer"]: (row["Menge"], row["Wunschjahr"]) for row in rows(path, "Bedarfe")}
    assert after == {"B-1": (6, 2022), "B-2": (10, 2023), "B-3": (60, 2023), "B-4": (2, 2026)}
    assert rows(path, "Festschreibung") == frozen
    assert not [each for each in check(path).judged.findings if each.rule.code.startswith("F")]
    assert [row["Ergebnis"] for row in rows(path, "Änderungen")] == ["zulässig", "zulässig"]
    assert office.collect().requests == ()
