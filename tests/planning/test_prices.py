"""Which price holds on the planning day, and what a quantity is worth (rules 1 to 3, readings 2, 7, 8, 57, 68)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.planning.plans import look, need, school

ONE = "Bedarfsnummer | Menge\nB-1 | 1"


@pytest.mark.parametrize(
    ("year", "price"),
    [("2021", "100.00"), ("2022", "100.00"), ("2023", "200.00"), ("2024", "300.00")],
)
def test_rule_2_the_latest_price_not_after_the_planning_day_holds(year: str, price: str) -> None:
    facts = look(
        Preise="Artikelnummer | Gültig ab | Einzelpreis\nA | 1.1.2024 | 300\nA | 1.3.2022 | 100\nA | 2.3.2022 | 200",
        Bedarfe=f"Bedarfsnummer | Menge | Wunschjahr\nB-1 | 1 | {year}",
    )
    assert need(facts).planned == Decimal(price)


def test_rule_2_without_a_price_on_the_day_only_the_plan_value_is_missing() -> None:
    facts = look(Preise="Artikelnummer | Gültig ab | Einzelpreis\nA | 2.3.2022 | 100", Bedarfe=ONE)
    found = need(facts)
    assert (found.planned, found.planned_net, found.unit_price, found.unit_net) == (None, None, None, None)
    assert found.missing_price
    assert found.blocking == ("Z10",)
    assert not school(facts).complete


@pytest.mark.parametrize(
    ("kind", "gross", "net", "unit_net"),
    [("brutto", "700.35", "588.53", "84.08"), ("netto", "833.42", "700.35", "100.05")],
)
def test_rule_3_gross_and_net_are_rounded_once_per_row(kind: str, gross: str, net: str, unit_net: str) -> None:
    facts = look(
        Preise=f"Artikelnummer | Einzelpreis | Preisart\nA | 100,05 | {kind}", Bedarfe="Bedarfsnummer | Menge\nB-1 | 7"
    )
    found = need(facts)
    assert (found.planned, found.planned_net, found.unit_net) == (Decimal(gross), Decimal(net), Decimal(unit_net))
    assert found.unit_price == Decimal("100.05")


@pytest.mark.parametrize("quantity", ["0", "2"])
def test_reading_2_nothing_open_asks_for_no_price(quantity: str) -> None:
    facts = look(
        Preise="",
        Bedarfe=f"Bedarfsnummer | Menge\nB-1 | {quantity}",
        Bestellungen="Bestellnummer | Menge | Betrag brutto\nO-1 | 2 | 50",
    )
    found = need(facts)
    assert (found.planned, found.missing_price, found.blocking) == (Decimal("0.00"), False, ())
    assert school(facts).complete


@pytest.mark.parametrize("cells", ["# | brutto", "100 | #", "100 | ", "0 | brutto"])
def test_readings_7_and_57_an_unreadable_price_stays_in_the_choice(cells: str) -> None:
    facts = look(
        Preise="Artikelnummer | Gültig ab | Einzelpreis | Preisart\nA | 1.1.2020 | 90 | brutto"
        f"\nA | 1.1.2021 | {cells}",
        Bedarfe=ONE,
    )
    found = need(facts)
    assert (found.planned, found.missing_price, found.blocking) == (None, False, ("Z02",))
    assert not school(facts).complete


@pytest.mark.parametrize("row", ["A | # | 500", " | 1.1.2021 | 500"])
def test_reading_7_a_price_without_day_or_item_is_skipped(row: str) -> None:
    facts = look(
        Preise=f"Artikelnummer | Gültig ab | Einzelpreis\nA | 1.1.2020 | 90\n{row}",
        Bedarfe=ONE,
    )
    assert need(facts).planned == Decimal("90.00")
    assert school(facts).complete


@pytest.mark.parametrize(("net", "expected"), [("100,00", "119.50"), ("101,00", "120.19")])
def test_reading_8_of_two_prices_of_a_day_the_greater_counts(net: str, expected: str) -> None:
    rows = ["A | 119,50 | brutto", f"A | {net} | netto"]
    for order in (rows, rows[::-1]):
        facts = look(Preise="Artikelnummer | Einzelpreis | Preisart\n" + "\n".join(order), Bedarfe=ONE)
        assert need(facts).planned == Decimal(expected)


def test_reading_68_one_of_two_prices_of_a_day_is_unreadable() -> None:
    facts = look(Preise="Artikelnummer | Einzelpreis\nA | 100\nA | #", Bedarfe=ONE)
    assert (need(facts).planned, need(facts).blocking) == (None, ("Z02",))


def test_reading_48_numbers_compare_without_case_and_blanks_but_with_zeros() -> None:
    facts = look(
        Katalog="Artikelnummer\na-ß1\n017",
        Preise="Artikelnummer | Einzelpreis\nA-ß1 | 100\n17 | 200",
        Bedarfe="Bedarfsnummer | Artikelnummer | Menge\nB-1 | A-ß1 | 1\nB-2 | 017 | 1",
    )
    assert need(facts).planned == Decimal("100.00")
    assert need(facts, "B-2").missing_price


def test_the_largest_numbers_a_cell_can_hold_stay_exact() -> None:
    facts = look(
        Preise="Artikelnummer | Einzelpreis | Preisart\nA | 9999999999999,99 | netto",
        Bedarfe="Bedarfsnummer | Menge\nB-1 | 999999999999999",
    )
    cents = (999_999_999_999_999 * 999_999_999_999_999 * 119 + 50) // 100
    assert str(need(facts).planned).replace(".", "") == str(cents)
