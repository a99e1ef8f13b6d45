"""What counts of a row that is bad, and for whom (rules 2 to 5 and 11, readings 1 to 5, 30, 43, 58, 63)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.planning.plans import look, need, school

BOUGHT = {
    "Bestellungen": "Bestellnummer | Menge | Betrag brutto\nO-1 | 2 | 200",
    "Rechnungen": "Rechnungsnummer | Bestellnummer | Menge | Betrag brutto\nR-1 | O-1 | 1 | 90",
}
AFTER = "Stichtag | 1.11.2024"


def test_reading_1_ordered_and_invoiced_count_without_price_or_item() -> None:
    for item in ("A", "X", "#", ""):
        facts = look(Preise="", Bedarfe=f"Bedarfsnummer | Artikelnummer | Menge\nB-1 | {item} | 5", **BOUGHT)
        found = school(facts)
        assert (found.planned, found.ordered, found.invoiced) == (Decimal("0.00"), Decimal("100.00"), Decimal("90.00"))
        assert not found.complete
        in_pillars = sum(row.total for row in facts.years)
        assert in_pillars == (Decimal("190.00") if item == "A" else 0)


@pytest.mark.parametrize("quantity", ["-1", "2,5", "#", ""])
def test_reading_3_a_bad_quantity_has_no_plan_value(quantity: str) -> None:
    facts = look(Bedarfe=f"Bedarfsnummer | Menge\nB-1 | {quantity}", **BOUGHT)
    found = need(facts)
    assert (found.open_quantity, found.planned, found.value) == (None, None, Decimal("190.00"))
    assert found.blocking
    assert not school(facts).complete


def test_reading_3_a_bad_quantity_leaves_a_school_incomplete_after_the_end_too() -> None:
    facts = look(AFTER, Bedarfe="Bedarfsnummer | Menge\nB-1 | -1")
    assert need(facts).planned is None
    assert not school(facts).complete


@pytest.mark.parametrize("funding", ["", "#", "Spende"])
def test_reading_4_without_funding_nothing_counts(funding: str) -> None:
    facts = look(Bedarfe=f"Bedarfsnummer | Menge | Finanzierung\nB-1 | 5 | {funding}", **BOUGHT)
    found = school(facts)
    assert (found.committed, found.city, found.other_programme) == (Decimal("0.00"),) * 3
    assert not found.complete
    assert facts.authority.value == Decimal("0.00")


@pytest.mark.parametrize("number", ["", "#", "190009"])
def test_reading_1_without_a_known_school_nothing_counts(number: str) -> None:
    facts = look(Bedarfe=f"Bedarfsnummer | Schulnummer | Menge\nB-1 | {number} | 5", **BOUGHT)
    assert school(facts).committed == Decimal("0.00")
    assert school(facts).complete
    assert need(facts).school is None
    assert need(facts).blocking
    assert sum(row.total for row in facts.years) == 0


def test_rule_5_a_row_in_error_still_counts_against_the_budget() -> None:
    facts = look(Bedarfe="Bedarfsnummer | Menge | Wunschjahr\nB-1 | 2 | 2019\nB-1 | 1 | 2022")
    assert school(facts).planned == Decimal("3000.00")
    assert all(found.blocking for found in facts.needs)
    assert school(facts).complete


@pytest.mark.parametrize("cell", ["#", ""])
def test_reading_63_an_unreadable_year_makes_the_school_incomplete(cell: str) -> None:
    facts = look(Bedarfe=f"Bedarfsnummer | Menge | Wunschjahr\nB-1 | 0 | {cell}")
    assert (need(facts).year, need(facts).planned) == (None, Decimal("0.00"))
    assert not school(facts).complete


def test_reading_63_an_unknown_item_makes_the_school_incomplete_though_nothing_is_open() -> None:
    facts = look(Bedarfe="Bedarfsnummer | Artikelnummer | Menge\nB-1 | X | 0")
    assert not school(facts).complete


def test_reading_58_an_item_without_pillar_counts_to_the_school_and_to_no_pillar() -> None:
    facts = look(
        Katalog="Artikelnummer | Fördersäule | Warengruppe\nA | # | WLAN",
        Bedarfe="Bedarfsnummer | Menge\nB-1 | 2",
    )
    assert school(facts).planned == Decimal("2000.00")
    assert not school(facts).complete
    assert need(facts).blocking == ("Z02",)
    assert sum(row.total for row in facts.years) == 0


def test_reading_58_an_item_without_product_group_is_in_no_lot() -> None:
    facts = look(
        Katalog="Artikelnummer | Fördersäule | Warengruppe\nA | 1 | ",
        Bedarfe="Bedarfsnummer | Menge\nB-1 | 2\nB-2 | 1",
        Bestellungen="Bestellnummer | Bedarfsnummer | Menge | Betrag brutto\nO-1 | B-2 | 1 | 900",
    )
    assert school(facts).committed == Decimal("2900.00")
    assert need(facts).blocking == ("Z02",)
    assert not any(facts.plans.values())
    assert not any(lot.net for lot in facts.lots)


def test_reading_9_the_first_row_of_a_school_or_item_counts() -> None:
    facts = look(
        Schulen="Schulnummer | DigitalPakt-Budget\n190001 | 500\n190001 | 900",
        Katalog="Artikelnummer | Fördersäule\nA | 1\na | 2",
        Bedarfe="Bedarfsnummer | Menge\nB-1 | 1",
    )
    assert [found.available for found in facts.schools] == [Decimal("500.00")]
    assert need(facts).item == facts.plan.items[0]
    assert facts.authority.budgets == Decimal("500.00")


def test_reading_59_a_school_without_a_readable_number_is_left_out() -> None:
    facts = look(Schulen="Schulnummer | DigitalPakt-Budget\n12 | 500\n190002 | 900\n190001 | 100")
    assert [found.school.number for found in facts.schools] == ["190001", "190002"]


@pytest.mark.parametrize(
    ("quantity", "status", "withdrawn"),
    [("0", "storniert", True), ("0", "bestellt", False), ("1", "storniert", False)],
)
def test_reading_43_a_need_is_withdrawn_if_nothing_was_bought(quantity: str, status: str, withdrawn: bool) -> None:
    facts = look(
        Bedarfe=f"Bedarfsnummer | Menge | Wunschjahr\nB-1 | {quantity} | 2019",
        Bestellungen=f"Bestellnummer | Menge | Betrag brutto | Status\nO-1 | 1 | 100 | {status}",
    )
    assert need(facts).withdrawn == withdrawn
    assert need(facts).blocking == (() if withdrawn else ("Z06",))


def test_reading_43_an_invoiced_need_is_not_withdrawn() -> None:
    facts = look(
        Bedarfe="Bedarfsnummer | Menge\nB-1 | 0",
        Rechnungen="Rechnungsnummer | Menge | Betrag brutto\nR-1 | 1 | 100",
    )
    assert not need(facts).withdrawn


def test_rule_11_after_the_end_only_what_was_invoiced_counts() -> None:
    facts = look(AFTER, Bedarfe="Bedarfsnummer | Menge | Finanzierung\nB-1 | 5 | DigitalPakt", **BOUGHT)
    found = need(facts)
    assert (found.planned, found.planned_net, found.ordered) == (Decimal("0.00"),) * 3
    assert (found.open_quantity, found.lapsed, found.value) == (3, True, Decimal("90.00"))
    assert school(facts).remaining == Decimal("99910.00")
    assert facts.orders[0].open_amount == Decimal("100.00")


def test_rule_11_the_last_day_is_not_after_the_end() -> None:
    assert not need(look("Stichtag | 31.10.2024", Bedarfe="Bedarfsnummer | Menge\nB-1 | 5")).lapsed


def test_rule_11_other_funding_goes_on_after_the_end() -> None:
    facts = look(AFTER, Bedarfe="Bedarfsnummer | Menge | Finanzierung\nB-1 | 5 | städtische Mittel", **BOUGHT)
    assert (need(facts).lapsed, need(facts).planned) == (False, Decimal("3000.00"))
    assert school(facts).city == Decimal("3190.00")


def test_rule_11_a_missing_price_is_asked_for_after_the_end_too() -> None:
    facts = look(AFTER, Preise="", Bedarfe="Bedarfsnummer | Menge\nB-1 | 5")
    assert need(facts).missing_price
    assert not school(facts).complete
