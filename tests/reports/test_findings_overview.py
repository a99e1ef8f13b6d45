"""Befundübersicht: equal findings read as one line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pakt_xl.domain.finding import Admission
from pakt_xl.reports.findings_overview import build, groups
from pakt_xl.reports.wording import all_counted
from tests.reports.facts import BLANK, CITY_ONLY, finding, row_of, view


def test_three_hundred_equal_findings_are_one_row_with_the_first_cells() -> None:
    findings = tuple(finding(key=f"B-{line}", cell=f"D{line}") for line in range(304, 4, -1))
    table = build(view(findings=findings))
    assert len(table.rows) == 1
    assert row_of(table) == {
        "Schwere": "Fehler",
        "Code": "Z01",
        "Blatt": "Bedarfe",
        "Spalte": "Menge",
        "Anzahl": 300,
        "Erste Zellen": "D5, D6, D7, D8, D9 …",
        "Was zu tun ist": "Wert eintragen.",
    }


def test_other_column_sheet_or_code_is_another_row() -> None:
    findings = (
        finding(),
        finding(column="Wunschjahr"),
        finding(sheet="Preise", cell=""),
        finding(CITY_ONLY),
        finding(BLANK),
    )
    rows = build(view(findings=findings)).rows
    assert [row[:6] for row in rows] == [
        ("Fehler", "Z01", "Bedarfe", "Menge", 2, "D5"),
        ("Fehler", "Z01", "Bedarfe", "Wunschjahr", 1, "D5"),
        ("Fehler", "Z01", "Preise", "Menge", 1, ""),
        ("Warnung", "Z09", "Bedarfe", "Menge", 1, "D5"),
    ]


@pytest.mark.parametrize(("count", "named"), [(5, "D5, D6, D7, D8, D9"), (6, "D5, D6, D7, D8, D9 …")])
def test_up_to_five_cells_are_named_and_more_are_hinted_at(count: int, named: str) -> None:
    findings = tuple(finding(key=f"B-{row}", cell=f"D{row}") for row in range(5, 5 + count))
    assert row_of(build(view(findings=findings)))["Erste Zellen"] == named


def test_what_is_allowed_is_said_and_not_counted_among_the_errors() -> None:
    allowed = replace(finding(key="B-1"), admitted=Admission("Amt", None, "geprüft"))
    (mixed,) = groups((allowed, finding(key="B-2")))
    (alone,) = groups((allowed,))
    assert (mixed.count, mixed.remedy) == (2, "Wert eintragen. Davon zugelassen: 1.")
    assert mixed.message == "Menge ist leer."  # the example is one that nobody allowed
    assert (alone.count, alone.remedy) == (1, "Zugelassen; nichts zu tun.")
    assert all_counted((allowed, finding())) == "1 Fehler, 0 Warnungen, 0 Hinweise, 1 zugelassen"
    assert all_counted((finding(),)) == "1 Fehler, 0 Warnungen, 0 Hinweise"
