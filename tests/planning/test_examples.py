"""The worked examples of the rules, with their figures to the cent."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pakt_xl.domain.money import percent_down
from pakt_xl.programme import load
from tests.planning.plans import look, need, school


def tablets(budget: str, quantity: int, price: str, infrastructure: str = "vorhanden") -> dict[str, str]:
    """One school that wants tablets from the DigitalPakt."""
    return {
        "Schulen": f"DigitalPakt-Budget | Infrastruktur\n{budget} | {infrastructure}",
        "Preise": f"Artikelnummer | Einzelpreis\nT | {price}",
        "Bedarfe": f"Bedarfsnummer | Artikelnummer | Menge\nB-1 | T | {quantity}",
    }


def test_example_1_pillar_3_may_reach_a_fifth_of_the_budget() -> None:
    found = school(look(**tablets("100000,00", 50, "400,00")))
    assert found.cap is not None
    assert (found.cap.amount, found.pillar3, found.cap.rest) == (
        Decimal("20000.00"),
        Decimal("20000.00"),
        Decimal("0.00"),
    )
    assert found.remaining == Decimal("80000.00")


def test_example_1_pillar_3_may_not_be_a_cent_above() -> None:
    found = school(look(**tablets("99999,99", 50, "400,00")))
    assert found.cap is not None
    assert (found.cap.amount, found.cap.rest, found.remaining) == (
        Decimal("19999.99"),
        Decimal("-0.01"),
        Decimal("79999.99"),
    )
    assert found.cap.amount == percent_down(Decimal(20), Decimal("99999.99"))


def test_example_2_the_amount_binds_where_it_is_lower() -> None:
    found = school(look(**tablets("204000,00", 50, "500,00")))
    assert found.cap is not None
    assert (found.cap.amount, found.cap.binding, found.pillar3) == (
        Decimal("25000.00"),
        "25.000 €",
        Decimal("25000.00"),
    )
    assert percent_down(Decimal(20), Decimal("204000.00")) == Decimal("40800.00")


EXAMPLE_3 = {
    "Schulen": "Schulnummer | DigitalPakt-Budget\n190001 | 110000,00\n190002 | 150000,00",
    "Preise": "Artikelnummer | Einzelpreis\nT | 1000,00",
    "Bedarfe": """
        Bedarfsnummer | Schulnummer | Artikelnummer | Menge
        B-1           | 190001      | T             | 23
        B-2           | 190002      | T             | 24""",
}


@pytest.mark.parametrize(
    ("reading", "level", "first", "second"),
    [
        ("beide", "Schule", ("22000.00", "-1000.00", "20 %"), ("25000.00", "1000.00", "25.000 €")),
        ("eine", "Schule", ("25000.00", "2000.00", "25.000 €"), ("30000.00", "6000.00", "20 %")),
        ("beide", "Träger", ("25000.00", "2000.00", "25.000 €"), ("25000.00", "1000.00", "25.000 €")),
        ("eine", "Träger", ("25000.00", "2000.00", "25.000 €"), ("25000.00", "1000.00", "25.000 €")),
    ],
)
def test_example_3_the_cap_under_every_reading(
    reading: str, level: str, first: tuple[str, str, str], second: tuple[str, str, str]
) -> None:
    facts = look(f"Obergrenze Lesart | {reading}\nObergrenze Ebene | {level}", **EXAMPLE_3)
    for number, (amount, rest, binding) in (("190001", first), ("190002", second)):
        found = school(facts, number)
        assert found.cap == found.caps[reading, level]
        assert found.cap is not None
        assert (found.cap.amount, found.cap.rest, found.cap.binding) == (Decimal(amount), Decimal(rest), binding)
    assert (facts.authority.cap, facts.authority.pillar3) == (Decimal("52000.00"), Decimal("47000.00"))


def test_example_4_without_infrastructure_the_cap_is_nothing() -> None:
    facts = look(**tablets("120000,00", 10, "450,00", "nicht vorhanden"))
    found = school(facts)
    assert found.cap is not None
    assert (found.cap.amount, found.cap.rest, found.remaining) == (
        Decimal("0.00"),
        Decimal("-4500.00"),
        Decimal("115500.00"),
    )
    assert found.cap.binding == "keine Infrastruktur"
    assert need(facts).blocking == ("S03",)


@pytest.mark.parametrize(("spending", "grant", "own"), [("1111.11", "999.99", "111.12"), ("30.03", "27.02", "3.01")])
def test_example_5_the_grant_is_rounded_down_once(spending: str, grant: str, own: str) -> None:
    text = spending.replace(".", ",")
    bought = f"Rechnungsnummer | Menge | Betrag brutto\nR-1 | 1 | {text}"
    facts = look("Budgetart | Zuwendung", Bedarfe="Bedarfsnummer | Menge\nB-1 | 1", Rechnungen=bought)
    year = next(row for row in facts.years if row.invoiced)
    assert (year.grant, year.total - year.grant) == (Decimal(grant), Decimal(own))
    assert school(facts).committed == Decimal(grant)
    assert percent_down(load("digitalpakt_nrw_2019").grant_percent, Decimal("10.01")) == Decimal("9.00")


@pytest.mark.parametrize(("as_of", "planned"), [("01.03.2020", "3570.00"), ("01.09.2020", "3480.00")])
def test_example_6_the_vat_of_the_planning_day(as_of: str, planned: str) -> None:
    facts = look(
        f"Stichtag | {as_of}",
        Preise="Artikelnummer | Einzelpreis | Preisart\nA | 1000,00 | netto",
        Bedarfe="Bedarfsnummer | Menge | Wunschjahr\nB-1 | 3 | 2020",
    )
    assert need(facts).planned == Decimal(planned)


def test_example_7_net_prices_are_rounded_once_per_row() -> None:
    facts = look(
        "Stichtag | 15.02.2021",
        Preise="Artikelnummer | Einzelpreis | Preisart | Gültig ab\nA | 336,13 | netto | 1.1.2021",
        Bedarfe="Bedarfsnummer | Menge | Wunschjahr\nB-1 | 7 | 2022",
    )
    assert need(facts).planned == Decimal("2799.96")


EXAMPLE_8 = {
    "Schulen": "DigitalPakt-Budget\n60000,00",
    "Preise": "Artikelnummer | Einzelpreis\nA | 3950,00",
    "Bedarfe": "Bedarfsnummer | Menge\nB-1 | 12",
}
ORDER = "Bestellnummer | Menge | Betrag brutto\nO-1 | 12 | 46999,99"
INVOICES = "Rechnungsnummer | Bestellnummer | Menge | Betrag brutto\nR-1 | O-1 | 5 | 19583,33\nR-2 | O-1 | 7 | 27300,00"


def test_example_8_a_plan_becomes_an_order_and_invoices() -> None:
    steps = []
    for bought in (
        {},
        {"Bestellungen": ORDER},
        {"Bestellungen": ORDER, "Rechnungen": INVOICES.rsplit("\n", 1)[0]},
        {"Bestellungen": ORDER, "Rechnungen": INVOICES},
    ):
        facts = look(**EXAMPLE_8, **bought)
        found = need(facts)
        steps.append((found.planned, found.ordered, found.invoiced, school(facts).remaining))
    assert steps == [
        (Decimal("47400.00"), Decimal("0.00"), Decimal("0.00"), Decimal("12600.00")),
        (Decimal("0.00"), Decimal("46999.99"), Decimal("0.00"), Decimal("13000.01")),
        (Decimal("0.00"), Decimal("27416.66"), Decimal("19583.33"), Decimal("13000.01")),
        (Decimal("0.00"), Decimal("0.00"), Decimal("46883.33"), Decimal("13116.67")),
    ]


EXAMPLE_9 = {
    "Schulen": "DigitalPakt-Budget\n60000,00",
    "Preise": "Artikelnummer | Einzelpreis\nA | 3950,00",
    "Bedarfe": "Bedarfsnummer | Menge | Wunschjahr\nB-0107 | 6 | 2023",
    "Festschreibung": "Bedarfsnummer | Menge | Wunschjahr\nB-0107 | 4 | 2023",
}


@pytest.mark.parametrize(
    ("wanted", "reasons", "blocking", "quantity"),
    [
        ("6", "Umbau", (), 6),
        (None, "", ("F01",), 0),
        ("6", "", ("F01", "F03"), 0),
        ("5", "Umbau", ("F01",), 0),
    ],
    ids=["a", "b", "c", "d"],
)
def test_example_9_only_a_request_that_was_granted_lets_a_frozen_need_grow(
    wanted: str | None, reasons: str, blocking: tuple[str, ...], quantity: int
) -> None:
    header = "Antragsnummer | Bedarfsnummer | Feld | Neuer Wert | Begründung"
    asked = f"{header}\nAN-1 | B-0107 | Menge | {wanted} | {reasons}" if wanted else ""
    facts = look(**EXAMPLE_9, Änderungsanträge=asked)
    assert need(facts, "B-0107").value == Decimal("23700.00")
    assert need(facts, "B-0107").blocking == blocking
    assert sum(line.wanted for line in facts.plans[2023]) == quantity
    (change,) = facts.deviations
    assert (change.frozen, change.current, change.effect) == (4, 6, Decimal("7900.00"))


EXAMPLE_10 = {
    "Schulen": "DigitalPakt-Budget\n30000,00",
    "Katalog": """
        Artikelnummer | Fördersäule | Warengruppe
        A             | 1           | Präsentationstechnik
        W             | 1           | WLAN
        P             | 2           | Arbeitsplätze
        T             | 3           | Mobile Endgeräte
        U             | 3           | Mobile Endgeräte""",
    "Preise": """
        Artikelnummer | Einzelpreis
        A             | 3950,00
        W             | 750,00
        P             | 850,00
        T             | 400,00
        U             | 450,00""",
    "Bedarfe": """
        Bedarfsnummer | Artikelnummer | Menge | Finanzierung
        B-1           | P             | 4     | DigitalPakt
        B-2           | W             | 5     | DigitalPakt
        B-3           | A             | 6     | DigitalPakt
        B-4           | T             | 10    | städtische Mittel
        B-5           | U             | 20    | anderes Förderprogramm""",
}


def test_example_10_what_comes_first_is_covered_first() -> None:
    facts = look(**EXAMPLE_10)
    found = school(facts)
    assert (found.committed, found.remaining) == (Decimal("30850.00"), Decimal("-850.00"))
    covered = {need(facts, number).planned: need(facts, number).covered for number in ("B-1", "B-2", "B-3")}
    assert covered == {Decimal("3400.00"): False, Decimal("3750.00"): True, Decimal("23700.00"): True}
    assert (found.city, found.other_programme) == (Decimal("4000.00"), Decimal("9000.00"))
