"""What is ordered and invoiced, and what is still to be bought (rule 4 with its readings)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.planning.plans import look, need, school

NEED = "Bedarfsnummer | Menge\nB-1 | 10"
ORDERS = "Bestellnummer | Bedarfsnummer | Menge | Betrag brutto | Status\n"
INVOICES = "Rechnungsnummer | Bedarfsnummer | Bestellnummer | Menge | Betrag brutto\n"
ORDER = "O-1 | B-1 | 4 | 400 | bestellt\n"


def bought(orders: str = "", invoices: str = "", needs: str = NEED) -> tuple[int | None, Decimal, Decimal]:
    """Return k, O and I of the need B-1."""
    found = need(look(Bedarfe=needs, Bestellungen=ORDERS + orders, Rechnungen=INVOICES + invoices))
    return found.open_quantity, found.ordered, found.invoiced


def amounts(quantity: int, ordered: str, invoiced: str) -> tuple[int, Decimal, Decimal]:
    return quantity, Decimal(ordered), Decimal(invoiced)


def test_rule_4_what_is_ordered_is_no_longer_planned() -> None:
    assert bought(ORDER) == amounts(6, "400.00", "0.00")


def test_rule_4_more_invoiced_than_ordered_or_needed_is_never_below_nothing() -> None:
    assert bought(ORDER, "R-1 | B-1 | O-1 | 12 | 1200") == amounts(0, "0.00", "1200.00")


def test_rule_4_the_open_share_of_an_order_is_rounded_half_up() -> None:
    assert bought("O-1 | B-1 | 8 | 100,04 | bestellt", "R-1 | B-1 | O-1 | 7 | 90") == amounts(2, "12.51", "90.00")


@pytest.mark.parametrize("order_number", ["", "O-9", "O-2", "O-3", "#"])
def test_rule_4_and_reading_17_invoices_without_order_or_under_a_cancelled_one(order_number: str) -> None:
    orders = ORDER + "O-2 | B-1 | 3 | 300 | storniert\nO-3 | B-2 | 3 | 300 | bestellt\n"
    assert bought(orders, f"R-1 | B-1 | {order_number} | 2 | 210") == amounts(4, "400.00", "210.00")


def test_reading_6_a_bad_order_row_is_left_out_and_its_invoices_are_without_order() -> None:
    for cells in ("# | 400 | bestellt", "4 | # | bestellt", "4 | 400 | #", "0 | 400 | bestellt", "-4 | 400 | bestellt"):
        facts = look(
            Bedarfe=NEED, Bestellungen=f"{ORDERS}O-1 | B-1 | {cells}", Rechnungen=f"{INVOICES}R-1 | B-1 | O-1 | 2 | 210"
        )
        found = need(facts)
        assert (found.open_quantity, found.ordered, found.invoiced) == amounts(8, "0.00", "210.00")
        assert found.blocking == ()
        assert not school(facts).complete
        assert facts.orders == ()


@pytest.mark.parametrize(
    "cells", ["# | 210 | 1.4.2022 | 1.4.2022", "2 | # | 1.4.2022 | ", "2 | 210 | # | ", "-2 | 210 | 1.4.2022 | "]
)
def test_readings_6_16_and_64_a_bad_invoice_row_is_left_out(cells: str) -> None:
    columns = "Rechnungsnummer | Bedarfsnummer | Menge | Betrag brutto | Rechnungsdatum | Bezahlt am\n"
    facts = look(Bedarfe=NEED, Rechnungen=f"{columns}R-1 | B-1 | {cells}")
    assert (need(facts).open_quantity, need(facts).invoiced) == (10, Decimal("0.00"))
    assert not school(facts).complete


@pytest.mark.parametrize("days", ["# | 1.5.2022", "1.5.2022 | #"])
def test_reading_6_one_readable_day_is_enough(days: str) -> None:
    columns = "Rechnungsnummer | Bedarfsnummer | Menge | Betrag brutto | Rechnungsdatum | Bezahlt am\n"
    facts = look(Bedarfe=NEED, Rechnungen=f"{columns}R-1 | B-1 | 2 | 210 | {days}")
    assert need(facts).invoiced == Decimal("210.00")
    assert school(facts).complete


def test_reading_67_cells_that_no_sum_needs_take_nothing_out() -> None:
    facts = look(
        Bedarfe=NEED,
        Bestellungen="Bestellnummer | Menge | Betrag brutto | Bestellt am | Lieferant\nO-1 | 4 | 400 | # | ",
        Rechnungen=(
            "Rechnungsnummer | Bestellnummer | Menge | Betrag brutto | Geliefert am | USt-Satz | Rechnungssumme\n"
            "R-1 | O-1 | 1 | 90 | # | # | #"
        ),
    )
    assert (need(facts).ordered, need(facts).invoiced) == (Decimal("300.00"), Decimal("90.00"))
    assert school(facts).complete


def test_reading_67_an_order_without_a_number_counts_but_has_no_invoices() -> None:
    orders = " | B-1 | 4 | 400 | bestellt\n | B-1 | 2 | 200 | bestellt\n"
    assert bought(orders, "R-1 | B-1 |  | 1 | 100") == amounts(3, "600.00", "100.00")


@pytest.mark.parametrize("number", ["", "B-9"])
def test_rows_without_a_known_need_belong_to_nobody(number: str) -> None:
    assert bought(f"O-1 | {number} | 4 | 400 | bestellt", f"R-1 | {number} |  | 1 | 100") == amounts(10, "0.00", "0.00")


def test_reading_10_orders_and_invoices_of_a_doubled_number_belong_to_its_first_row() -> None:
    facts = look(
        Bedarfe="Bedarfsnummer | Menge\nB-1 | 10\nb-1 | 3\n | 5",
        Bestellungen=ORDERS + ORDER,
        Rechnungen=INVOICES + "R-1 | B-1 | O-1 | 1 | 100",
    )
    rows = [(found.open_quantity, found.ordered, found.invoiced) for found in facts.needs]
    assert rows == [amounts(6, "300.00", "100.00"), amounts(3, "0.00", "0.00"), amounts(5, "0.00", "0.00")]
    assert [found.blocking for found in facts.needs] == [("Z03",), ("Z03",), ("Z01",)]
    assert school(facts).planned == Decimal("14000.00")


def test_reading_11_rows_of_one_order_are_added_up_before_rule_4() -> None:
    orders = ORDER + "o-1 | b-1 | 2 | 260 | bestellt\n"
    facts = look(Bedarfe=NEED, Bestellungen=ORDERS + orders, Rechnungen=f"{INVOICES}R-1 | B-1 | O-1 | 5 | 500")
    found = need(facts)
    assert (found.open_quantity, found.ordered, found.bought_quantity) == (4, Decimal("110.00"), 6)
    (order,) = facts.orders
    assert (order.quantity, order.amount, order.invoiced_quantity) == (6, Decimal("660.00"), 5)
    assert (order.invoiced_amount, order.open_amount, len(order.rows)) == (Decimal("500.00"), Decimal("110.00"), 2)


def test_reading_16_credit_notes_reduce_what_was_invoiced_but_never_below_nothing() -> None:
    assert bought(ORDER, "R-1 | B-1 | O-1 | 3 | 300\nG-1 | B-1 | O-1 | -1 | -100") == amounts(6, "200.00", "200.00")
    assert bought(ORDER, "G-1 | B-1 | O-1 | -1 | -100") == amounts(6, "400.00", "-100.00")
    assert bought(ORDER, "G-1 | B-1 |  | -1 | 0") == amounts(7, "400.00", "0.00")


def test_reading_18_rows_count_whatever_their_day() -> None:
    facts = look(
        Bedarfe=NEED,
        Bestellungen="Bestellnummer | Menge | Betrag brutto | Bestellt am\nO-1 | 4 | 400 | 31.12.2030",
        Rechnungen="Rechnungsnummer | Bestellnummer | Menge | Betrag brutto | Rechnungsdatum"
        "\nR-1 | O-1 | 1 | 90 | 1.1.2031",
    )
    assert (need(facts).ordered, need(facts).invoiced) == (Decimal("300.00"), Decimal("90.00"))


def test_reading_19_a_doubled_invoice_counts_twice() -> None:
    row = "R-1 | B-1 | O-1 | 1 | 100\n"
    assert bought(ORDER, row + row) == amounts(6, "200.00", "200.00")


@pytest.mark.parametrize(
    ("second", "cancelled", "invoices"),
    [
        ("3 | 300 | storniert", True, 1),
        ("3 | 300 | bestellt", False, 1),
        ("# | 300 | storniert", True, 1),
        ("# | 300 | bestellt", False, 0),
        ("3 | 300 | #", False, 0),
    ],
)
def test_reading_75_an_order_is_cancelled_if_none_of_its_rows_stands(
    second: str, cancelled: bool, invoices: int
) -> None:
    (order,) = look(
        Bedarfe=NEED,
        Bestellungen=f"{ORDERS}O-1 | B-1 | 4 | 400 | storniert\nO-1 | B-1 | {second}",
        Rechnungen=INVOICES + "R-1 | B-1 | O-1 | 2 | 210",
    ).orders
    assert (order.cancelled, len(order.invoices)) == (cancelled, invoices)


def test_orders_stand_in_the_order_of_the_sheet_those_of_unknown_needs_too() -> None:
    orders = look(
        Bedarfe=NEED, Bestellungen=f"{ORDERS}O-2 | B-9 | 1 | 100 | bestellt\nO-1 | B-1 | 1 | 100 | storniert"
    ).orders
    assert [order.rows[0].number for order in orders] == ["O-2", "O-1"]
    assert [order.open_amount for order in orders] == [Decimal("100.00"), Decimal("0.00")]
