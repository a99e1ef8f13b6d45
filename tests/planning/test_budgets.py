"""Budget, transfers and sums of the authority (rules 5 to 7, readings 5, 12, 21 to 24, 51, 65, 72)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.planning.plans import look, need, school

TWO = "Schulnummer | DigitalPakt-Budget\n190001 | 1000\n190002 | 2000"


def test_rule_6_grant_money_is_charged_from_the_sum_rounded_down() -> None:
    facts = look(
        "Budgetart | Zuwendung",
        Schulen="DigitalPakt-Budget\n100",
        Preise="Artikelnummer | Einzelpreis\nA | 10,01",
        Bedarfe="Bedarfsnummer | Menge\nB-1 | 1\nB-2 | 1\nB-3 | 1",
    )
    found = school(facts)
    assert found.planned == Decimal("30.03")  # reading 21: always spending
    assert (found.committed, found.remaining, found.exhausted) == (
        Decimal("27.02"),
        Decimal("72.98"),
        Decimal("0.2702"),
    )


@pytest.mark.parametrize(
    ("budget", "exhausted"), [("3000", "0.6667"), ("1", "2000.0000"), ("0", None), ("#", None), ("", None)]
)
def test_reading_23_exhausted_is_a_fraction_with_four_places(budget: str, exhausted: str | None) -> None:
    facts = look(
        Schulen=f"Schulnummer | DigitalPakt-Budget\n190001 | {budget}", Bedarfe="Bedarfsnummer | Menge\nB-1 | 2"
    )
    assert school(facts).exhausted == (None if exhausted is None else Decimal(exhausted))


@pytest.mark.parametrize("budget", ["", "#", "-1"])
def test_reading_12_without_a_budget_nothing_is_compared_with_it(budget: str) -> None:
    facts = look(
        Schulen=f"Schulnummer | DigitalPakt-Budget | Infrastruktur\n190001 | {budget} | nicht vorhanden\n"
        "190002 | 2000 | vorhanden",
        Bedarfe="Bedarfsnummer | Artikelnummer | Menge\nB-1 | T | 2",
    )
    found = school(facts)
    assert (found.available, found.remaining, found.exhausted, found.cap) == (None, None, None, None)
    assert (found.committed, found.complete) == (Decimal("800.00"), False)
    assert need(facts).blocking == ()  # no S03
    assert (facts.authority.budgets, facts.authority.cap) == (Decimal("2000.00"), Decimal("400.00"))


def test_rule_7_transfers_move_budget_to_the_cent() -> None:
    facts = look(
        Schulen=TWO,
        Umschichtungen="Von Schule | An Schule | Betrag\n190001 | 190002 | 100,01\n190002 | 190001 | 0,01",
    )
    assert [(found.transfers, found.available) for found in facts.schools] == [
        (Decimal("-100.00"), Decimal("900.00")),
        (Decimal("100.00"), Decimal("2100.00")),
    ]
    assert facts.authority.budgets == Decimal("3000.00")  # reading 51: as typed


@pytest.mark.parametrize(("setting", "resolution"), [("nein", "Rat"), ("", "Rat"), ("ja", "")])
def test_rule_7_a_transfer_without_ground_does_not_count(setting: str, resolution: str) -> None:
    facts = look(
        f"Umschichtung erlaubt | {setting}",
        Schulen=TWO,
        Umschichtungen=f"Von Schule | An Schule | Betrag | Beschluss\n190001 | 190002 | 100 | {resolution}\n"
        f"190001 | 190009 | # | {resolution}",
    )
    assert [found.transfers for found in facts.schools] == [Decimal("0.00")] * 2
    assert all(found.complete for found in facts.schools)  # reading 72: it would not have counted


@pytest.mark.parametrize(
    ("row", "incomplete"),
    [
        ("190001 | 190002 | #", ["190001", "190002"]),
        ("190001 | 190002 | 0", ["190001", "190002"]),
        ("190001 | 190009 | 100", ["190001"]),
        (" | 190002 | 100", ["190002"]),
        ("190009 |  | 100", []),
    ],
)
def test_readings_24_and_72_a_bad_transfer_counts_on_neither_side(row: str, incomplete: list[str]) -> None:
    facts = look(Schulen=TWO, Umschichtungen=f"Von Schule | An Schule | Betrag\n{row}")
    assert [found.transfers for found in facts.schools] == [Decimal("0.00")] * 2
    assert [found.school.number for found in facts.schools if not found.complete] == incomplete


def test_reading_24_a_transfer_to_itself_is_nothing() -> None:
    facts = look(Umschichtungen="Von Schule | An Schule | Betrag | Datum\n190001 | 190001 | 100 | #")
    assert school(facts).transfers == Decimal("0.00")
    assert school(facts).complete


def test_reading_5_a_bad_row_of_any_funding_makes_the_school_incomplete() -> None:
    facts = look(Bedarfe="Bedarfsnummer | Menge | Finanzierung\nB-1 | # | städtische Mittel")
    assert not school(facts).complete


def test_reading_67_a_bad_cell_that_no_sum_needs_leaves_the_school_complete() -> None:
    facts = look(
        Schulen="Schulname | Schulform | TPEK | Infrastruktur\n | # | # | #",
        Bedarfe="Bedarfsnummer | Menge | Erfasst im Jahr\nB-1 | 1 | #",
    )
    assert school(facts).complete


def test_the_sums_of_the_authority() -> None:
    facts = look(
        Schulen=f"{TWO}\n190003 | 50",
        Bedarfe="""
            Bedarfsnummer | Schulnummer | Artikelnummer | Menge | Finanzierung
            B-1           | 190001      | A             | 1     | DigitalPakt
            B-2           | 190002      | T             | 2     | DigitalPakt
            B-3           | 190002      | T             | 9     | städtische Mittel
            B-4           | 190002      | T             | 9     | anderes Förderprogramm""",
        Rechnungen="""
            Rechnungsnummer | Bedarfsnummer | Menge | Betrag brutto
            R-1             | B-1           | 1     | 990
            R-2             | B-2           | 1     | 399
            R-3             | B-3           | 1     | 398""",
    )
    sums = facts.authority
    assert (sums.value, sums.value_pillar1, sums.pillar3) == (Decimal("1789.00"), Decimal("990.00"), Decimal("799.00"))
    assert (sums.invoiced, sums.invoiced_pillar3) == (Decimal("1389.00"), Decimal("399.00"))
    assert (school(facts, "190002").city, school(facts, "190002").other_programme) == (
        Decimal("3598.00"),
        Decimal("3600.00"),
    )
