"""What falls into which year (rule 10, readings 31 and 60)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from tests.planning.plans import look

if TYPE_CHECKING:
    from pakt_xl.planning.outlook import Outlook

INVOICES = "Rechnungsnummer | Menge | Betrag brutto | Rechnungsdatum | Bezahlt am\n"


def amounts(facts: Outlook) -> dict[tuple[int, int], tuple[Decimal, Decimal, Decimal]]:
    """Return planned, ordered and invoiced by year and pillar, where there is any."""
    return {(row.year, row.pillar): (row.planned, row.ordered, row.invoiced) for row in facts.years if row.total}


def euros(*texts: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, texts))


def test_reading_31_a_row_for_each_year_of_the_programme_and_each_pillar() -> None:
    rows = [(row.year, row.pillar) for row in look().years]
    assert rows == [(year, pillar) for year in range(2020, 2025) for pillar in range(1, 5)]


def test_rule_10_invoices_in_the_year_of_payment_else_of_the_invoice_the_rest_in_the_wished_year() -> None:
    facts = look(
        Bedarfe="Bedarfsnummer | Menge | Wunschjahr\nB-1 | 9 | 2023",
        Bestellungen="Bestellnummer | Menge | Betrag brutto\nO-1 | 2 | 180",
        Rechnungen=INVOICES + "R-1 | 1 | 10 | 31.12.2020 | 2.1.2021\nR-2 | 1 | 20 | 31.12.2020 | ",
    )
    assert amounts(facts) == {
        (2020, 1): euros("0.00", "0.00", "20.00"),
        (2021, 1): euros("0.00", "0.00", "10.00"),
        (2023, 1): euros("5000.00", "180.00", "0.00"),
    }


def test_rule_10_nothing_is_still_to_come_in_a_year_that_is_over() -> None:
    facts = look(Bedarfe="Bedarfsnummer | Menge | Wunschjahr\nB-1 | 1 | 2020")
    assert list(amounts(facts)) == [(2022, 1)]


def test_reading_31_further_years_stand_with_all_pillars_if_they_have_an_amount() -> None:
    facts = look(
        Bedarfe="Bedarfsnummer | Menge | Wunschjahr\nB-1 | 1 | 2030\nB-2 | 0 | 2031",
        Rechnungen="Bedarfsnummer | " + INVOICES + "B-2 | R-1 | 1 | 10 | 1.1.2018 | ",
    )
    assert [row.year for row in facts.years] == [
        year for year in (2018, 2020, 2021, 2022, 2023, 2024, 2030) for _ in range(4)
    ]


def test_reading_31_only_the_digitalpakt_is_counted() -> None:
    facts = look(Bedarfe="Bedarfsnummer | Menge | Finanzierung\nB-1 | 1 | städtische Mittel")
    assert amounts(facts) == {}


def test_reading_31_the_grant_is_that_of_the_sum_with_either_kind_of_budget() -> None:
    for kind in ("Gesamtausgaben", "Zuwendung"):
        facts = look(
            f"Budgetart | {kind}",
            Preise="Artikelnummer | Einzelpreis\nA | 10,01",
            Bedarfe="Bedarfsnummer | Menge\nB-1 | 1\nB-2 | 1\nB-3 | 1",
        )
        (row,) = [row for row in facts.years if row.total]
        assert (row.total, row.grant) == (Decimal("30.03"), Decimal("27.02"))


def test_reading_60_an_order_without_wished_year_stands_in_the_year_of_the_as_of_day() -> None:
    facts = look(
        Bedarfe="Bedarfsnummer | Menge | Wunschjahr\nB-1 | 3 | #",
        Bestellungen="Bestellnummer | Menge | Betrag brutto\nO-1 | 2 | 180",
        Rechnungen=INVOICES + "R-1 | 1 | 10 | 1.4.2021 | ",
    )
    assert amounts(facts) == {
        (2022, 1): euros("0.00", "180.00", "0.00"),
        (2021, 1): euros("0.00", "0.00", "10.00"),
    }


def test_rule_11_after_the_end_only_invoices_are_left() -> None:
    facts = look(
        "Stichtag | 1.11.2024",
        Bedarfe="Bedarfsnummer | Menge\nB-1 | 3",
        Bestellungen="Bestellnummer | Menge | Betrag brutto\nO-1 | 1 | 90",
        Rechnungen=INVOICES + "R-1 | 1 | 10 | 1.4.2021 | ",
    )
    assert amounts(facts) == {(2021, 1): euros("0.00", "0.00", "10.00")}


def test_pillar_4_counts_though_it_is_not_applied_for() -> None:
    facts = look(Katalog="Artikelnummer | Fördersäule\nA | 4", Bedarfe="Bedarfsnummer | Menge\nB-1 | 1")
    assert list(amounts(facts)) == [(2022, 4)]
