"""Budgets and needs of the demo: invented by a seeded generator, so that every machine makes the same ones."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from importlib.resources import files
from random import Random

from pakt_xl.domain.rows.base import (
    ABSENT,
    APPLIED_FOR,
    CITY,
    CONCEPT_DONE,
    CONCEPT_IN_PROGRESS,
    CONCEPT_MISSING,
    CONCEPT_PRESENT,
    NET,
    OTHER_PROGRAMME,
    PRESENT,
    PROGRAMME,
)
from pakt_xl.layout.demo.catalogue import ITEMS, MOBILE, DemoItem

AUTHORITY_BUDGET = Decimal("11000000.00")
WEIGHTS = {  # invented shares of the budget by type of school
    "Grundschule": 10,
    "Hauptschule": 16,
    "Förderschule": 14,
    "Realschule": 22,
    "Gymnasium": 30,
    "Gesamtschule": 34,
    "Berufskolleg": 52,
}
ROUND_TO = 500
OVER_BUDGET = ("120698", "148349", "169572")
NO_CONCEPT, CONCEPT_UNDER_WAY = ("130503",), ("136050", "162980", "189807", "121472")
NOT_DONE = ("169559", "130461", "161380")
NO_INFRASTRUCTURE, INFRASTRUCTURE_APPLIED = ("188761",), ("192922", "136025")
MANY_TABLETS = ("169596",)  # over the cap of pillar 3
FEW_TABLETS = ("188761", "192922", "180518")  # pillar 3 from DigitalPakt within the cap, or without infrastructure
FILLED = (0.80, 0.97)  # share of its budget that a school plans
YEARS = (2020, 2021, 2022, 2023, 2024)
YEAR_SHARES = (0.14, 0.36, 0.62, 0.84, 1.0)


@dataclass(frozen=True, slots=True)
class DemoSchool:
    """A school of Hamm (number, name and type are facts) with an invented budget and state."""

    number: str
    name: str
    school_type: str
    budget: Decimal
    infrastructure: str
    concept: str


@dataclass(frozen=True, slots=True)
class DemoNeed:
    """An invented need."""

    number: str
    school: str
    item: DemoItem
    quantity: int
    year: int
    funding: str
    recorded: int

    @property
    def cost(self) -> Decimal:
        """Rough gross cost; only the size of the demo hangs on it."""
        price = self.item.price(date(self.year, 12, 31))
        return self.quantity * price * (Decimal("1.19") if self.item.price_type == NET else 1)


def schools() -> list[DemoSchool]:
    """Return the 52 schools with budgets that add up to the budget of the authority."""
    text = files("pakt_xl.layout.demo").joinpath("schools.csv").read_text(encoding="utf-8")
    facts = list(csv.reader(text.splitlines()[1:], delimiter=";"))
    chance = Random(52)  # noqa: S311  a demo, not a secret
    shares = [Decimal(WEIGHTS[school_type] * (0.8 + 0.4 * chance.random())) for _, _, school_type in facts]
    budgets = [AUTHORITY_BUDGET * share / sum(shares) // ROUND_TO * ROUND_TO for share in shares]
    budgets[-1] += AUTHORITY_BUDGET - sum(budgets)
    return [
        DemoSchool(number, name, school_type, budget, _infrastructure(number), _concept(number))
        for (number, name, school_type), budget in zip(facts, budgets, strict=True)
    ]


def _infrastructure(number: str) -> str:
    if number in NO_INFRASTRUCTURE:
        return ABSENT
    return APPLIED_FOR if number in INFRASTRUCTURE_APPLIED else PRESENT


def _concept(number: str) -> str:
    if number in NO_CONCEPT:
        return CONCEPT_MISSING
    if number in CONCEPT_UNDER_WAY:
        return CONCEPT_IN_PROGRESS
    return CONCEPT_PRESENT if number in NOT_DONE else CONCEPT_DONE


def needs(of: list[DemoSchool]) -> list[DemoNeed]:
    """Return about 2,000 needs: each school fills a share of its budget, three of them more than it has."""
    chance = Random(2021)  # noqa: S311  a demo, not a secret
    found: list[DemoNeed] = []
    for school in of:
        low, high = FILLED
        share = 1.03 if school.number in OVER_BUDGET else low + (high - low) * chance.random()
        left = school.budget * Decimal(str(round(share, 4)))
        for _ in range(400):  # far more than any school needs; ends when the budget is filled
            need = _need(chance, school, len(found) + 1, left)
            if need.funding == PROGRAMME:
                left -= need.cost
            if left < 0:
                break
            found.append(need)
        if school.number in OVER_BUDGET:
            found.append(replace(need, number=_number(len(found) + 1), year=YEARS[-1]))
    return [*found, *_special(len(found))]


def _need(chance: Random, school: DemoSchool, count: int, left: Decimal) -> DemoNeed:
    item = _pick_item(chance)
    point = chance.random()
    year = next(year for year, share in zip(YEARS, YEAR_SHARES, strict=True) if point <= share)
    quantity = 1 + int(chance.random() * max(chance.random(), 0.5) * item.most)  # small needs are more common
    funding = PROGRAMME
    if item.group == MOBILE:
        funding = CITY if chance.random() < 0.8 else OTHER_PROGRAMME
    elif chance.random() < 0.02:
        funding = CITY
    recorded = 2020 if chance.random() < 0.4 or year == YEARS[0] else 2021
    need = DemoNeed(_number(count), school.number, item, quantity, year, funding, recorded)
    smaller = replace(need, quantity=1)
    return need if need.cost <= left or funding != PROGRAMME else smaller


def _pick_item(chance: Random) -> DemoItem:
    point = chance.random() * sum(item.weight for item in ITEMS)
    for item in ITEMS:
        point -= item.weight
        if point < 0:
            return item
    return ITEMS[0]


def _special(count: int) -> list[DemoNeed]:
    """Return the needs that show a check: pillar 3, not eligible, pillar 4, no price, late additions."""
    by_number = {item.number: item for item in ITEMS}
    tablet, phone, support, printer = (by_number[key] for key in ("A-501", "A-702", "A-701", "A-703"))
    rows = [(school, tablet, 72, 2023, PROGRAMME) for school in MANY_TABLETS]
    rows += [(school, tablet, 10, 2023, PROGRAMME) for school in FEW_TABLETS]
    rows += [
        ("136013", phone, 3, 2023, PROGRAMME),
        ("144174", support, 1, 2023, PROGRAMME),
        ("189250", printer, 1, 2024, PROGRAMME),
        ("121460", by_number["A-201"], 2, 2025, PROGRAMME),
    ]
    return [
        DemoNeed(_number(count + place), school, item, quantity, year, funding, 2021)
        for place, (school, item, quantity, year, funding) in enumerate(rows, start=1)
    ]


def _number(count: int) -> str:
    return f"B-{count:04d}"
