"""Who is covered by the budget of a school (rule 8, readings 25, 26, 49, 65)."""

from __future__ import annotations

import pytest

from tests.planning.plans import look, need

CATALOGUE = {
    "Katalog": """
        Artikelnummer | Fördersäule | Warengruppe
        A             | 1           | Präsentationstechnik
        W             | 2           | WLAN
        L             | 1           | LAN und Server
        S             | 1           | Sonstiges
        P             | 2           | Arbeitsplätze
        T             | 3           | Mobile Endgeräte
        R             | 4           | Sonstiges""",
    "Preise": "Artikelnummer | Einzelpreis\nA | 100\nW | 100\nL | 100\nS | 100\nP | 100\nT | 100\nR | 100",
}
RANKED = ("A", "W", "L", "S", "P", "T", "R")


def covered(budget: str, needs: str, settings: str = "", **tables: str) -> list[str]:
    """Numbers of the covered needs of a school with this budget."""
    facts = look(settings, Schulen=f"DigitalPakt-Budget\n{budget}", Bedarfe=needs, **CATALOGUE, **tables)
    return [found.need.number or "" for found in facts.needs if found.covered]


@pytest.mark.parametrize("fits", range(len(RANKED) + 1))
def test_rule_8_product_groups_first_then_pillars(fits: int) -> None:
    rows = "\n".join(f"{item} | {item} | 1" for item in sorted(RANKED))
    found = covered(str(fits * 100), f"Bedarfsnummer | Artikelnummer | Menge\n{rows}")
    assert sorted(found) == sorted(RANKED[:fits])


def test_rule_8_from_the_first_that_does_not_fit_on_none_is_covered() -> None:
    needs = "Bedarfsnummer | Menge | Wunschjahr\nB-1 | 2 | 2022\nB-2 | 5 | 2023\nB-3 | 1 | 2024"
    assert covered("300", needs) == ["B-1"]


def test_rule_8_ordered_and_invoiced_come_first() -> None:
    needs = "Bedarfsnummer | Artikelnummer | Menge\nB-1 | A | 1\nB-2 | R | 2"
    bought = {
        "Bestellungen": "Bestellnummer | Bedarfsnummer | Menge | Betrag brutto\nO-1 | B-2 | 2 | 250",
        "Rechnungen": "Rechnungsnummer | Bedarfsnummer | Bestellnummer | Menge | Betrag brutto\n"
        "R-1 | B-2 | O-1 | 1 | 125",
    }
    assert covered("349,99", needs, **bought) == ["B-2"]
    assert covered("350", needs, **bought) == ["B-1", "B-2"]


@pytest.mark.parametrize(
    ("rows", "first"),
    [
        ("B-1 | 2023 | 2020\nB-2 | 2022 | 2021", "B-2"),  # Wunschjahr
        ("B-1 | 2022 | 2021\nB-2 | 2022 | 2020", "B-2"),  # Erfasst im Jahr
        ("B-1 | 2022 | #\nB-2 | 2022 | 2099", "B-2"),  # unreadable: last
        ("B-9 | 2022 | 2020\nB-10 | 2022 | 2020", "B-10"),  # by code point
        ("b | 2022 | 2020\nB | 2022 | 2020", "B"),  # by code point, though both are one number
    ],
)
def test_rule_8_and_reading_26_ties_within_a_rank(rows: str, first: str) -> None:
    lines = "\n".join(f"{line} | 1" for line in rows.splitlines())
    assert covered("100", f"Bedarfsnummer | Wunschjahr | Erfasst im Jahr | Menge\n{lines}") == [first]


def test_reading_26_at_last_the_place_in_the_sheet_decides() -> None:
    facts = look(Schulen="DigitalPakt-Budget\n100", Bedarfe="Bedarfsnummer | Menge\nB | 1\nB | 1", **CATALOGUE)
    assert [found.covered for found in facts.needs] == [True, False]


def test_reading_25_blocked_needs_use_up_the_budget() -> None:
    needs = "Bedarfsnummer | Menge | Wunschjahr\nB-1 | 1 | 2019\nB-2 | 1 | 2022"
    assert covered("100", needs) == ["B-1"]


def test_reading_25_grant_money_is_charged_from_the_running_sum() -> None:
    needs = "Bedarfsnummer | Menge | Wunschjahr\nB-1 | 1 | 2022\nB-2 | 1 | 2023\nB-3 | 1 | 2024"
    assert covered("180", needs, "Budgetart | Zuwendung") == ["B-1", "B-2"]
    assert covered("179,99", needs, "Budgetart | Zuwendung") == ["B-1"]


def test_rule_8_other_funding_counts_as_covered() -> None:
    needs = "Bedarfsnummer | Menge | Finanzierung\nB-1 | 1 | städtische Mittel\nB-2 | 1 | DigitalPakt"
    assert covered("0", needs) == ["B-1"]


@pytest.mark.parametrize("budget", ["#", "-5"])
def test_reading_65_without_a_readable_budget_nothing_is_covered(budget: str) -> None:
    facts = look(
        Schulen=f"DigitalPakt-Budget\n{budget}",
        Bedarfe="Bedarfsnummer | Menge | Finanzierung\nB-1 | 1 | DigitalPakt\nB-2 | 1 | städtische Mittel",
    )
    assert [(line.covered, line.reason) for line in facts.deliveries] == [("nein", "Budget"), ("ja", "")]
    assert not need(facts).covered


def test_a_school_that_has_spent_too_much_covers_nothing_more() -> None:
    facts = look(
        Schulen="DigitalPakt-Budget\n100",
        Bedarfe="Bedarfsnummer | Menge\nB-1 | 1\nB-2 | 1",
        Rechnungen="Rechnungsnummer | Menge | Betrag brutto\nR-1 | 1 | 101",
    )
    assert [found.covered for found in facts.needs] == [True, False]


def test_a_school_over_its_budget_by_what_it_bought_alone_has_nothing_to_rank() -> None:
    facts = look(
        Schulen="DigitalPakt-Budget\n100",
        Bedarfe="Bedarfsnummer | Menge\nB-1 | 1",
        Rechnungen="Rechnungsnummer | Menge | Betrag brutto\nR-1 | 1 | 101",
    )
    assert [found.covered for found in facts.needs] == [True]
