"""The cap of pillar 3 (rule 9, readings 12, 13, 27 to 29, 66)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.planning.plans import look, need, school

TABLETS = "Bedarfsnummer | Artikelnummer | Menge\nB-1 | T | 10"


def test_rule_9_only_pillar_3_from_the_digitalpakt_counts() -> None:
    facts = look(
        Bedarfe=f"Finanzierung | {TABLETS}".replace("\nB-1", "\nDigitalPakt | B-1")
        + "\nstädtische Mittel | B-2 | T | 5\nDigitalPakt | B-3 | A | 5"
    )
    assert school(facts).pillar3 == Decimal("4000.00")


def test_rule_9_grant_money_is_turned_into_spending_first() -> None:
    facts = look("Budgetart | Zuwendung", Schulen="DigitalPakt-Budget\n1000", Bedarfe=TABLETS)
    caps = school(facts).caps
    assert caps["beide", "Schule"].amount == Decimal("222.22")  # d(20 % of d(1000 x 100 / 90))
    assert caps["eine", "Schule"].amount == Decimal("25000.00")
    assert caps["beide", "Schule"].rest == Decimal("-3777.78")
    assert facts.authority.cap == Decimal("222.22")


@pytest.mark.parametrize("cell", ["", "#", "teilweise"])
def test_reading_13_without_infrastructure_cell_there_is_no_cap(cell: str) -> None:
    facts = look(Schulen=f"Schulnummer | Infrastruktur\n190001 | {cell}", Bedarfe=TABLETS)
    assert (school(facts).cap, dict(school(facts).caps)) == (None, {})
    assert school(facts).pillar3 == Decimal("4000.00")
    assert need(facts).blocking == ()


def test_rule_9_applied_for_is_as_good_as_present_for_the_cap() -> None:
    cap = school(look(Schulen="Infrastruktur\nbeantragt", Bedarfe=TABLETS)).cap
    assert cap is not None
    assert (cap.amount, cap.rest) == (Decimal("20000.00"), Decimal("16000.00"))


def test_reading_27_a_cap_is_never_below_nothing() -> None:
    facts = look(
        Schulen="Schulnummer | DigitalPakt-Budget\n190001 | 100\n190002 | 0",
        Umschichtungen="Von Schule | An Schule | Betrag\n190001 | 190002 | 500",
    )
    found = school(facts)
    assert found.available == Decimal("-400.00")
    assert found.cap is not None
    assert (found.cap.amount, found.cap.binding) == (Decimal("0.00"), "20 %")
    assert facts.authority.cap == Decimal("20.00")


def test_reading_27_the_cap_of_the_authority_is_never_below_nothing() -> None:
    facts = look(
        Schulen="Schulnummer | DigitalPakt-Budget\n190001 | 100\n190002 | #",
        Umschichtungen="Von Schule | An Schule | Betrag\n190001 | 190002 | 500",
    )
    assert facts.authority.cap == Decimal("0.00")


@pytest.mark.parametrize("reading", ["beide", "eine"])
def test_reading_28_a_tie_names_the_share(reading: str) -> None:
    facts = look(f"Obergrenze Lesart | {reading}", Schulen="DigitalPakt-Budget\n125000")
    cap = school(facts).cap
    assert cap is not None
    assert (cap.amount, cap.binding) == (Decimal("25000.00"), "20 %")
    assert school(facts).caps[reading, "Träger"].binding == "25.000 €"


@pytest.mark.parametrize("level", ["Schule", "Träger"])
@pytest.mark.parametrize("reading", ["beide", "eine"])
def test_reading_29_without_infrastructure_every_cap_is_nothing(reading: str, level: str) -> None:
    facts = look(
        f"Obergrenze Lesart | {reading}\nObergrenze Ebene | {level}",
        Schulen="Infrastruktur\nnicht vorhanden",
        Bedarfe=TABLETS,
    )
    cap = school(facts).cap
    assert cap is not None
    assert (cap.amount, cap.rest, cap.binding) == (Decimal("0.00"), Decimal("-4000.00"), "keine Infrastruktur")
    assert need(facts).blocking == ("S03",)
    assert facts.authority.pillar3 == Decimal("4000.00")


def test_reading_15_the_strictest_reading_is_the_default() -> None:
    facts = look("Obergrenze Lesart | \nObergrenze Ebene | #")
    assert school(facts).cap == school(facts).caps["beide", "Schule"]
