"""Puts amounts on an edge: budgets that are just spent, caps just reached, by a cent more, less or none."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from tests.oracle.cells import fold, h
from tests.oracle.needs import ZERO, funded, value_needs
from tests.oracle.plan import Plan, Row, read_plan
from tests.oracle.schools import budget_schools, listed

if TYPE_CHECKING:
    from random import Random

    from tests.oracle.spoil import Lines

CHANCE = 0.4
CENTS = (Decimal("-0.01"), ZERO, ZERO, Decimal("0.01"))


def on_the_edge(chance: Random, raw: dict[str, Lines]) -> dict[str, Lines]:
    """Return the plan with some budgets changed to what the oracle computes as their edge."""
    plan = read_plan(raw)
    value_needs(plan)
    budget_schools(plan)
    schools = plan.first("Schulen", "Schulnummer")
    for line in raw["Schulen"]:
        school = schools.get(fold(str(line["Schulnummer"])))
        if school is not None and isinstance(line["DigitalPakt-Budget"], Decimal) and chance.random() < CHANCE:
            edge = chance.choice(_edges(plan, school)) - school["transfer"] + chance.choice(CENTS)
            line["DigitalPakt-Budget"] = max(ZERO, edge)
    typed = sum((row["DigitalPakt-Budget"] or ZERO for row in listed(read_plan(raw))), ZERO)
    for line in raw["Einstellungen"]:
        if line["Schlüssel"] == "Trägerbudget" and isinstance(line["Wert"], Decimal) and chance.random() < CHANCE:
            line["Wert"] = max(ZERO, typed + chance.choice(CENTS))
    return raw


def _edges(plan: Plan, school: Row) -> list[Decimal]:
    """Return available budgets at which a need, the school, its cap or the cap of the authority is just met."""
    share = Decimal("4.5") if plan.settings["Budgetart"] == "Zuwendung" else Decimal(5)
    needs = [need for need in funded(plan) if need["school"] is school]
    others = [other for other in listed(plan) if other is not school]
    everybody = sum((each["N"] for each in listed(plan)), ZERO) * share
    return [
        school["L"],
        h(school["N"] * share),
        h(everybody) - sum((other["V"] or ZERO for other in others), ZERO),
        *(need["running"] for need in needs if "running" in need),
    ]
