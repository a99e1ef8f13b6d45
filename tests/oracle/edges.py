"""Puts amounts on an edge: budgets just spent, caps, shares and thresholds just reached, or missed by a cent."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from tests.oracle.baseline import compare_baseline
from tests.oracle.cells import fold, h
from tests.oracle.findings import judge_needs, judge_schools, lot_values, threshold
from tests.oracle.funds import follow_the_money, readable_notices
from tests.oracle.funds_findings import net_value, order_groups
from tests.oracle.needs import ZERO, funded, value_needs, worth
from tests.oracle.plan import Plan, Row, read_plan
from tests.oracle.schools import B, budget_schools, listed, open_needs

if TYPE_CHECKING:
    from random import Random

    from tests.oracle.spoil import Lines

CHANCE = 0.4
CENTS = (Decimal("-0.01"), ZERO, ZERO, Decimal("0.01"))


def on_the_edge(chance: Random, raw: dict[str, Lines]) -> dict[str, Lines]:
    """Return the plan with some prices, invoices and budgets changed to what the oracle computes as their edge."""
    for change in (_reach_threshold, _reach_shares, _reach_budgets, _reach_limit, _reach_grant):
        if chance.random() < CHANCE:
            plan = read_plan(raw)
            value_needs(plan)
            budget_schools(plan)
            change(chance, plan, raw)
    return raw


def _reach_threshold(chance: Random, plan: Plan, raw: dict[str, Lines]) -> None:
    """Give the one need that has a net price the price at which its lot just reaches the EU threshold."""
    compare_baseline(plan)
    judge_needs(plan)
    judge_schools(plan)
    priced = [need["price"]["#"] for need in plan.rows["Bedarfe"] if need["price"]]
    for need in open_needs(plan):
        price, limit = need["price"], threshold(need["year"])
        if price is None:
            continue
        alone = priced.count(price["#"]) == 1 and price["Preisart"] == "netto"
        if alone and limit is not None and need["group"] is not None:
            missing = limit - lot_values(plan)[need["year"], need["group"]]
            wanted = h(price["Einzelpreis"] + missing / need["k"]) + chance.choice(CENTS)
            raw["Preise"][price["#"] - 1]["Einzelpreis"] = max(CENTS[-1], wanted)
            school = raw["Schulen"][need["school"]["#"] - 1] if need["school"] else {}
            school["DigitalPakt-Budget"] = Decimal(10_000_000)
            return


def _reach_shares(chance: Random, plan: Plan, raw: dict[str, Lines]) -> None:
    """Change one invoice so that pillar 3 of a school, of all invoices, or pillar 1 of all just meets its limit."""
    needs = funded(plan)
    invoices = [(need, row) for need in needs for row in need["invoices"] if row["Menge"] > 0]
    if not invoices:
        return
    need, row = chance.choice(invoices)
    third = sum((each["I"] for each in needs if each["pillar"] == 3), ZERO)
    invoiced = sum((each["I"] for each in needs), ZERO)
    first = sum((worth(each) for each in needs if each["pillar"] == 1), ZERO)
    shift = sum((worth(each) for each in needs), ZERO) - first * 2
    if need["pillar"] == 3:
        shift = B - need["school"]["N"]
    elif need["pillar"] != 1:
        shift = chance.choice((third * 5 - invoiced, -shift))
    wanted = row["Betrag brutto"] + shift + chance.choice(CENTS)
    if wanted > 0:
        raw["Rechnungen"][row["#"] - 1]["Betrag brutto"] = wanted


def _reach_budgets(chance: Random, plan: Plan, raw: dict[str, Lines]) -> None:
    schools = plan.first("Schulen", "Schulnummer")
    for line in raw["Schulen"]:
        school = schools.get(fold(str(line["Schulnummer"])))
        if school is not None and isinstance(line["DigitalPakt-Budget"], Decimal):
            edge = chance.choice(chance.choice(_edges(plan, school))) - school["transfer"] + chance.choice(CENTS)
            line["DigitalPakt-Budget"] = max(ZERO, edge)
    typed = sum((row["DigitalPakt-Budget"] or ZERO for row in listed(read_plan(raw))), ZERO)
    for line in raw["Einstellungen"]:
        if line["Schlüssel"] == "Trägerbudget" and isinstance(line["Wert"], Decimal):
            line["Wert"] = max(ZERO, typed + chance.choice(CENTS))


def _reach_limit(chance: Random, plan: Plan, raw: dict[str, Lines]) -> None:
    """Set the limit of J02 to what the orders of one year and product group have together."""
    values = [net_value(orders) for orders in order_groups(plan).values()]
    for line in raw["Einstellungen"]:
        if line["Schlüssel"] == "Wertgrenze Stückelung netto" and values:
            line["Wert"] = max(ZERO, chance.choice(values) + chance.choice(CENTS))


def _reach_grant(chance: Random, plan: Plan, raw: dict[str, Lines]) -> None:
    """Change one call so that just what may be is called for."""
    follow_the_money(plan)
    notices = readable_notices(plan)
    calls = [row for row in plan.rows["Mittelabrufe"] if fold(row["Aktenzeichen"] or "") in notices and row["Betrag"]]
    if calls:
        row = chance.choice(calls)
        notice = notices[fold(row["Aktenzeichen"])]
        wanted = row["Betrag"] + notice["Z"] - notice["called"] + chance.choice(CENTS)
        raw["Mittelabrufe"][row["#"] - 1]["Betrag"] = max(CENTS[-1], wanted)


def _edges(plan: Plan, school: Row) -> list[list[Decimal]]:
    """Return available budgets at which a need, the school, its cap or the cap of the authority is just met."""
    share = Decimal("4.5") if plan.settings["Budgetart"] == "Zuwendung" else Decimal(5)
    needs = [need for need in funded(plan) if need["school"] is school]
    others = [other for other in listed(plan) if other is not school]
    everybody = sum((each["N"] for each in listed(plan)), ZERO) * share
    running = [need["running"] for need in needs if "running" in need]
    return [
        [school["L"]],
        [h(school["N"] * share)],
        [h(everybody) - sum((other["V"] or ZERO for other in others), ZERO)],
        running or [B * share],
    ]
