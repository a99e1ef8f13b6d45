"""Änderungen: a row per difference from the baseline (readings 82 and 83)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pakt_xl.reports.changes import build
from tests.planning.plans import look
from tests.reports.facts import row_of, view

HEADER = "Bedarfsnummer | Schulnummer | Menge | Wunschjahr\n"
ASKED = (
    "Antragsnummer | Bedarfsnummer | Feld | Neuer Wert | Begründung | Eingang am | Entscheidung | Entschieden am | "
    "Entschieden durch\n"
)
TABLES = {
    "Schulen": "Schulnummer | Schulname\n190001 | Schule am Park\n190002 | Schule am Wald",
    "Festschreibung": HEADER + "B-1 | 190001 | 4 | 2023\nB-2 | 190002 | 3 | 2023",
}


def test_a_row_says_what_was_frozen_what_stands_there_who_granted_it_and_what_it_costs() -> None:
    facts = look(
        **TABLES,
        Bedarfe=HEADER + "B-1 | 190001 | 6 | 2023\nB-2 | 190002 | 3 | 2023",
        Änderungsanträge=ASKED + "AN-1 | B-1 | Menge | 6 | zwei Räume mehr | 10.1.2022 | genehmigt | 1.2.2022 | Amt",
    )
    table = build(view(facts))
    assert len(table.rows) == 1
    assert row_of(table) == {
        "Bedarfsnummer": "B-1",
        "Schule": "Schule am Park",
        "Feld": "Menge",
        "Festgeschrieben": 4,
        "Aktuell": 6,
        "Antragsnummer": "AN-1",
        "Entscheidung": "genehmigt",
        "Entschieden am": date(2022, 2, 1),
        "Begründung": "zwei Räume mehr",
        "Wirkung auf das Budget": Decimal(2000),
        "Ergebnis": "zulässig",
    }


def test_a_need_that_is_gone_and_a_new_one_without_a_request() -> None:
    facts = look(**TABLES, Bedarfe=HEADER + "B-1 | 190001 | 4 | 2023\nB-0 | 190001 | 1 | 2023")
    new, gone = (row_of(build(view(facts)), index) for index in range(2))
    assert [new[header] for header in ("Bedarfsnummer", "Feld", "Festgeschrieben", "Aktuell", "Antragsnummer")] == [
        "B-0", "Neuer Bedarf", None, 1, None,
    ]  # fmt: skip
    assert [gone[header] for header in ("Bedarfsnummer", "Schule", "Feld", "Festgeschrieben", "Aktuell")] == [
        "B-2", "Schule am Wald", "Streichung", 3, 0,
    ]  # fmt: skip
    assert [(row["Wirkung auf das Budget"], row["Ergebnis"]) for row in (new, gone)] == [
        (Decimal(1000), "gesperrt"), (Decimal(-3000), "gesperrt"),
    ]  # fmt: skip


def test_without_an_approval_the_last_request_is_shown() -> None:
    asked = (
        "AN-1 | B-1 | Menge | 6 | x | 12.1.2022 | abgelehnt | 1.2.2022 | Amt\n"
        "AN-2 | B-1 | Menge | 6 | y | 11.1.2022 | offen | | \n"
        "AN-3 | B-1 | Wunschjahr | 2024 | z | 13.1.2022 | offen | | "
    )
    facts = look(
        **TABLES,
        Bedarfe=HEADER + "B-1 | 190001 | 6 | 2023\nB-2 | 190002 | 3 | 2023",
        Änderungsanträge=ASKED + asked,
    )
    row = row_of(build(view(facts)))
    assert (row["Antragsnummer"], row["Entscheidung"], row["Ergebnis"]) == ("AN-1", "abgelehnt", "gesperrt")


def test_an_exemption_makes_a_difference_pass() -> None:
    exempt = "Code | Schlüssel | Begründung | Zugelassen durch\nF01 | B-1 | x | Amt"
    needs = HEADER + "B-1 | 190001 | 6 | 2023\nB-2 | 190002 | 3 | 2023"
    assert row_of(build(view(look(**TABLES, Bedarfe=needs))))["Ergebnis"] == "gesperrt"
    assert row_of(build(view(look(**TABLES, Bedarfe=needs, Ausnahmen=exempt))))["Ergebnis"] == "zulässig"


def test_rows_stand_by_need_and_field_and_requests_that_changed_nothing_are_not_listed() -> None:
    facts = look(
        **TABLES,
        Bedarfe=HEADER + "B-2 | 190002 | 1 | 2024\nB-1 | 190002 | 4 | 2023",
        Änderungsanträge=ASKED + "AN-1 | B-1 | Menge | 9 | x | 12.1.2022 | genehmigt | 1.2.2022 | Amt",
    )
    assert [row[:3:2] for row in build(view(facts)).rows] == [
        ("B-1", "Schule"),
        ("B-2", "Menge"),
        ("B-2", "Wunschjahr"),
    ]
    assert row_of(build(view(facts)))["Schule"] == "Schule am Wald"
