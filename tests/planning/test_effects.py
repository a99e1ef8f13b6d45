"""What granting a wish would do to the budget, in euros of DigitalPakt spending."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pakt_xl.planning.effects import Effects
from pakt_xl.programme import load
from tests.planning.plans import plan

NEEDS = "Bedarfsnummer | Menge | Finanzierung\nB-1 | 4 | DigitalPakt\nB-2 | 4 | städtische Mittel"


@pytest.mark.parametrize(
    ("number", "field", "wanted", "effect"),
    [
        ("b-1", "Menge", "6", "2000"),
        ("B-1", "Menge", "0", "-4000"),
        ("B-1", "Streichung", None, "-4000"),
        ("B-1", "Artikel", "T", "-2400"),
        ("B-1", "Finanzierung", "städtische Mittel", "-4000"),
        ("B-1", "Wunschjahr", "2024", "0"),
        ("B-1", "Schule", "190002", "0"),
        ("B-2", "Menge", "9", "0"),
        ("B-2", "Finanzierung", "DigitalPakt", "4000"),
        ("B-9", "Menge", "6", None),
        ("B-1", "Neuer Bedarf", None, None),
        ("B-1", "Menge", "viele", None),
        ("B-1", "Menge", None, None),
    ],
)
def test_a_wish_costs_its_value_less_that_of_the_need_as_it_is(
    number: str, field: str, wanted: str | None, effect: str | None
) -> None:
    effects = Effects(plan(Bedarfe=NEEDS), load("digitalpakt_nrw_2019"))
    assert effects.of_wishes(number, {field: wanted}) == (None if effect is None else Decimal(effect))


def test_what_was_ordered_already_is_not_saved() -> None:
    orders = "Bestellnummer | Menge | Betrag brutto\nO-1 | 3 | 3300"
    effects = Effects(plan(Bedarfe=NEEDS, Bestellungen=orders), load("digitalpakt_nrw_2019"))
    assert effects.of_wishes("B-1", {"Menge": "1"}) == Decimal(-1000)


@pytest.mark.parametrize(
    ("wanted", "effect"),
    [
        ({"Menge": "6", "Artikel": "T"}, "-1600"),
        ({"Menge": "6", "Finanzierung": "städtische Mittel"}, "-4000"),
        ({"Menge": "6", "Schule": "190002"}, "2000"),
        ({"Menge": "viele", "Artikel": "T"}, "-2400"),
    ],
)
def test_wishes_for_one_need_are_granted_together(wanted: dict[str, str | None], effect: str) -> None:
    effects = Effects(plan(Bedarfe=NEEDS), load("digitalpakt_nrw_2019"))
    assert effects.of_wishes("B-1", wanted) == Decimal(effect)
