"""What is bound and until when, what is gone of it, what is still to be delivered (readings 93, 95 and 96)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.planning.plans import look

NEEDS = """Bedarfsnummer | Schulnummer | Artikelnummer | Menge | Finanzierung
B-1 | 190001 | A | 9 | DigitalPakt
B-2 | 190002 | A | 9 | DigitalPakt
B-3 | 190001 | T | 9 | städtische Mittel"""
TABLES = {
    "Schulen": "Schulnummer\n190001\n190002",
    "Bedarfe": NEEDS,
    "Bescheide": "Aktenzeichen | Durchführung bis\nAZ-1 | 31.10.2024\nAZ-2 | 31.12.2022",
}
HEADER = "Rechnungsnummer | Bedarfsnummer | Menge | Betrag brutto | Aktenzeichen\n"
GONE = "Rechnungsnummer | Bedarfsnummer | Menge | Datum | Grund\n"
ORDERS = "Bestellnummer | Bedarfsnummer | Bestellt am | Lieferant | Menge | Betrag brutto | Status\n"


def bound(invoices: str, gone: str = "", **tables: str) -> list[tuple[str | None, int, int, int, date]]:
    """Return the rows of Zweckbindung: invoice, delivered, disposed, stock, bound until."""
    found = look(**TABLES | {"Rechnungen": HEADER + invoices, "Abgänge": GONE + gone} | tables).funds.bound
    return [(each.facts.invoice.number, each.delivered, each.disposed, each.stock, each.bound_until) for each in found]


def disposals(invoices: str, gone: str, **tables: str) -> list[tuple[date, str, date]]:
    """Return the disposals within the binding period: day, notice, bound until."""
    found = look(**TABLES | {"Rechnungen": HEADER + invoices, "Abgänge": GONE + gone} | tables).funds.disposals
    return [(each.day, each.notice.reference, each.notice.bound_until) for each in found]


LONG, SHORT = date(2029, 12, 31), date(2027, 12, 31)


def test_reading_95_a_row_per_invoice_row_until_the_end_of_its_notice() -> None:
    rows = "R-1 | B-1 | 4 | 4000 | AZ-1\nR-2 | B-2 | 2 | 2000 | az-2"
    assert bound(rows) == [("R-1", 4, 0, 4, LONG), ("R-2", 2, 0, 2, SHORT)]


def test_reading_95_returns_stand_with_their_negative_quantity_and_rows_without_pieces_do_not() -> None:
    rows = "R-1 | B-1 | 4 | 4000 | AZ-1\nG-1 | B-1 | -1 | -1000 | AZ-1\nR-3 | B-1 | 0 | 50 | AZ-1"
    assert bound(rows) == [("G-1", -1, 0, -1, LONG), ("R-1", 4, 0, 4, LONG)]


def test_reading_95_disposals_add_up_whatever_their_day() -> None:
    gone = "R-1 | B-1 | 1 | 1.1.2022 | Verlust\nr-1 | b-1 | 2 | 1.1.2040 | Defekt\nR-1 | B-1 | # | 1.1.2022 | Umzug"
    assert bound("R-1 | B-1 | 4 | 4000 | AZ-1", gone) == [("R-1", 4, 3, 1, LONG)]


def test_reading_95_disposals_belong_to_invoice_supplier_and_need() -> None:
    gone = "R-1 | B-2 | 1 | 1.1.2022 | Verlust\nR-2 | B-1 | 1 | 1.1.2022 | Verlust\n | B-1 | 1 | 1.1.2022 | Verlust"
    assert bound("R-1 | B-1 | 4 | 4000 | AZ-1", gone) == [("R-1", 4, 0, 4, LONG)]
    assert bound(" | B-1 | 4 | 4000 | AZ-1", gone) == [(None, 4, 0, 4, LONG)]


def test_of_a_row_that_stands_twice_the_first_has_the_disposals() -> None:
    rows = "R-1 | B-1 | 4 | 4000 | AZ-1\nR-1 | B-1 | 4 | 4000 | AZ-1"
    gone = "R-1 | B-1 | 1 | 1.1.2022 | Verlust"
    assert bound(rows, gone) == [("R-1", 4, 1, 3, LONG), ("R-1", 4, 0, 4, LONG)]


@pytest.mark.parametrize(
    "row",
    [
        "R-1 | B-3 | 1 | 400 | AZ-1",  # city money (reading 89)
        "R-1 | B-1 | 1 | 400 | AZ-9",
        "R-1 | B-1 | 1 | 400 | ",
        "R-1 | B-9 | 1 | 400 | AZ-1",
        "R-1 | B-1 | # | 400 | AZ-1",  # reading 6
        "R-1 | B-1 | 1 | #   | AZ-1",
    ],
)
def test_reading_95_other_rows_are_not_bound(row: str) -> None:
    assert bound(row) == []


def test_reading_6_an_invoice_row_without_any_day_is_left_out() -> None:
    undated = "Rechnungsnummer | Menge | Betrag brutto | Rechnungsdatum\nR-1 | 1 | 400 | #"
    assert bound("", Rechnungen=undated) == []


def test_reading_90_nothing_is_bound_under_a_notice_that_cannot_be_read() -> None:
    tables = {"Bescheide": "Aktenzeichen | Zuwendung\nAZ-1 | #"}
    assert bound("R-1 | B-1 | 4 | 4000 | AZ-1", **tables) == []
    assert disposals("R-1 | B-1 | 4 | 4000 | AZ-1", "R-1 | B-1 | 1 | 1.1.2023 | Defekt", **tables) == []


def test_bound_rows_come_by_school_item_and_invoice() -> None:
    needs = """Bedarfsnummer | Schulnummer | Artikelnummer | Menge
        B-1 | 190002 | A | 9
        B-2 | 190001 | T | 9
        B-3 | 190001 | A | 9
        B-4 | #      | A | 9"""
    rows = "\n".join(
        f"R-{number} | B-{need} | 1 | 1 | AZ-1" for number, need in ((1, 1), (2, 2), (4, 3), (3, 3), (5, 4))
    )
    assert [row[0] for row in bound(rows, Bedarfe=needs)] == ["R-5", "R-3", "R-4", "R-2", "R-1"]


def test_reading_93_a_disposal_is_named_until_the_last_day_of_its_notice() -> None:
    rows = "R-1 | B-1 | 4 | 4000 | AZ-1\nR-2 | B-2 | 2 | 2000 | AZ-2"
    gone = """R-1 | B-1 | 1 | 31.12.2029 | Defekt
        R-1 | B-1 | 1 | 1.1.2030   | Defekt
        R-2 | B-2 | 1 | 31.12.2027 | Umzug
        R-2 | B-2 | 1 | 1.1.2028   | Umzug
        R-2 | B-2 | 1 | #          | Umzug"""
    assert disposals(rows, gone) == [(LONG, "AZ-1", LONG), (SHORT, "AZ-2", SHORT)]


@pytest.mark.parametrize(
    ("invoice", "number"),
    [
        ("R-1 | B-1 | 0 | 400 | AZ-1", 1),  # in no row of Zweckbindung, but gone all the same
        ("R-1 | B-1 | 1 | #   | AZ-1", 1),
        ("R-1 | B-3 | 1 | 400 | AZ-1", 0),
        ("R-1 | B-1 | 1 | 400 | ", 0),
        (" | B-1 | 1 | 400 | AZ-1", 0),
    ],
)
def test_reading_93_asks_for_a_known_notice_and_the_programme(invoice: str, number: int) -> None:
    need = invoice.split("|")[1].strip()
    assert disposals(invoice, f" | {need} | 1 | 1.1.2023 | Defekt") == []  # a blank number is none
    assert len(disposals(invoice, f"R-1 | {need} | 1 | 1.1.2023 | Defekt")) == number


def test_reading_93_of_an_invoice_row_that_stands_twice_the_first_counts() -> None:
    rows = "R-1 | B-1 | 4 | 4000 | AZ-2\nR-1 | B-1 | 4 | 4000 | AZ-1"
    assert disposals(rows, "R-1 | B-1 | 1 | 1.1.2023 | Defekt") == [(date(2023, 1, 1), "AZ-2", SHORT)]


def open_orders(
    orders: str, invoices: str = "", settings: str = ""
) -> list[tuple[str | None, int, Decimal, int | None, date | None]]:
    """Return the rows of OffeneLieferungen: order, open quantity and amount, days open, due."""
    header = "Rechnungsnummer | Bedarfsnummer | Bestellnummer | Menge | Betrag brutto\n"
    found = look(settings, **TABLES | {"Bestellungen": ORDERS + orders, "Rechnungen": header + invoices})
    return [
        (each.order.rows[0].number, each.open_quantity, each.order.open_amount, each.days_open, each.due)
        for each in found.funds.open_orders
    ]


END = date(2024, 10, 31)


def test_reading_96_what_is_missing_of_an_order() -> None:  # T is 1.3.2022
    orders = "O-1 | B-1 | 1.2.2022 | A | 3 | 1000 | bestellt\nO-2 | B-1 | 1.3.2022 | A | 2 | 500 | storniert"
    part = "R-1 | B-1 | O-1 | 2 | 700"
    assert open_orders(orders) == [("O-1", 3, Decimal("1000.00"), 28, END)]
    assert open_orders(orders, part) == [("O-1", 1, Decimal("333.33"), 28, END)]
    assert open_orders(orders, part + "\nR-2 | B-1 | O-1 | 1 | 300") == []
    assert open_orders(orders, part + "\nR-2 | B-1 | O-1 | 2 | 300") == []
    assert open_orders(orders, part + "\nG-1 | B-1 | O-1 | -3 | -300") == [("O-1", 3, Decimal("1000.00"), 28, END)]


def test_reading_96_every_funding_and_after_the_end_too() -> None:
    orders = "O-1 | B-1 | 1.11.2024 | A | 3 | 1000 | bestellt\nO-3 | B-3 | 2.11.2024 | A | 1 | 400 | bestellt"
    assert open_orders(orders, settings="Stichtag | 1.11.2024") == [
        ("O-1", 3, Decimal("1000.00"), 0, END),
        ("O-3", 1, Decimal("400.00"), -1, None),
    ]


def test_reading_96_an_order_of_an_unknown_need_is_open_without_a_day_to_keep() -> None:
    assert open_orders("O-1 | B-9 | 1.3.2022 | A | 3 | 1000 | bestellt") == [("O-1", 3, Decimal("1000.00"), 0, None)]


def test_reading_73_a_doubled_order_is_one_with_the_day_of_its_first_row() -> None:
    orders = "O-1 | B-1 | 1.2.2022 | A | 3 | 1000 | bestellt\nO-1 | B-1 | 1.3.2022 | B | 1 | 500 | bestellt"
    assert open_orders(orders) == [("O-1", 4, Decimal("1500.00"), 28, END)]


def test_open_orders_come_by_day_number_and_need_and_an_unreadable_day_last() -> None:
    rows = [
        ("O-0", "B-1", "#"),
        ("O-2", "B-1", "1.3.2022"),
        ("o-1", "B-2", "1.3.2022"),
        ("O-1", "B-1", "1.3.2022"),
        ("O-9", "B-1", "28.2.2022"),
    ]
    orders = "\n".join(f"{number} | {need} | {day} | A | 1 | 1 | bestellt" for number, need, day in rows)
    assert [(row[0], row[3]) for row in open_orders(orders)] == [
        ("O-9", 1),
        ("O-1", 0),
        ("o-1", 0),
        ("O-2", 0),
        ("O-0", None),
    ]
