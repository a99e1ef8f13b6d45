"""Oracle: budgets, caps of pillar 3, ranks and what blocks a need (rules 6 to 9, 17)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.oracle.cells import d
from tests.oracle.needs import ZERO, funded, worth
from tests.oracle.plan import PROGRAMME, Plan, Row, allowing, key_text

B = Decimal("25000.00")
RANKS = {"Präsentationstechnik": 1, "WLAN": 1, "LAN und Server": 2}
BLOCKING = ("Z01", "Z02", "Z03", "Z04", "Z05", "Z06", "Z07", "Z08", "Z10", "S08", "F01", "F02")
NEVER = 10**6  # an unreadable Erfasst im Jahr comes last (reading 26)


def listed(plan: Plan) -> list[Row]:
    """Schools that count, each once (readings 9, 59)."""
    return list(plan.first("Schulen", "Schulnummer").values())


def measured(plan: Plan, spending: Decimal) -> Decimal:
    """Spending in the measure of the budget (rule 6)."""
    return d(spending * 90 / 100) if plan.settings["Budgetart"] == "Zuwendung" else spending


def as_spending(plan: Plan, available: Decimal) -> Decimal:
    return d(available * 100 / 90) if plan.settings["Budgetart"] == "Zuwendung" else available


def budget_schools(plan: Plan) -> None:
    """Add sums, V, L and N to every school."""
    for school in listed(plan):
        needs = [need for need in funded(plan) if need["school"] is school]
        school["P"] = sum((need["P"] or ZERO for need in needs), ZERO)
        school["O"] = sum((need["O"] for need in needs), ZERO)
        school["I"] = sum((need["I"] for need in needs), ZERO)
        school["L"] = measured(plan, school["P"] + school["O"] + school["I"])
        school["N"] = sum((worth(need) for need in needs if need["pillar"] == 3), ZERO)
        school["transfer"] = school.get("transfers", ZERO)
        budget = school["DigitalPakt-Budget"]
        school["V"] = None if budget is None else budget + school["transfer"]
        school["rest"] = None if budget is None else school["V"] - school["L"]
        school["cap"], school["binding"] = cap(plan, school, plan.settings["Obergrenze Lesart"])
        if budget is None:
            school["incomplete"] = True
        _cover(plan, school, needs)


def cap(plan: Plan, school: Row, reading: str, level: str = "") -> tuple[Decimal | None, str]:
    """Cap of pillar 3 and what binds (rule 9, readings 12, 13, 27, 28, 29)."""
    infrastructure = school["Infrastruktur"]
    if school["V"] is None or infrastructure is None:
        return None, ""
    if infrastructure == "nicht vorhanden":
        return ZERO, "keine Infrastruktur"
    if (level or plan.settings["Obergrenze Ebene"]) == "Träger":
        return B, "25.000 €"
    share = d(as_spending(plan, school["V"]) * 20 / 100)
    found = min(share, B) if reading == "beide" else max(share, B)
    return max(ZERO, found), "20 %" if found == share else "25.000 €"


def authority_cap(plan: Plan) -> Decimal:
    """A* of rule 9; schools without a readable budget are left out (reading 12)."""
    total = sum((school["V"] for school in listed(plan) if school["V"] is not None), ZERO)
    return max(ZERO, d(as_spending(plan, total) * 20 / 100))


def rank(need: Row) -> int:
    return RANKS.get(need["group"] or "") or {1: 3, 2: 4, 3: 5}.get(need["pillar"] or 0, 6)


def _order(need: Row) -> tuple[Any, ...]:
    recorded = need["Erfasst im Jahr"]
    return (
        rank(need),
        need["Wunschjahr"],
        NEVER if recorded is None else recorded,
        need["Bedarfsnummer"] or "",
        need["#"],
    )


def _cover(plan: Plan, school: Row, needs: list[Row]) -> None:
    """Mark the P that are not covered (rule 8, readings 25, 26, 65)."""
    running = school["O"] + school["I"]
    open_now = [need for need in needs if need["P"]]
    fits = True
    for need in sorted(open_now, key=_order):
        running += need["P"]
        need["running"] = measured(plan, running)
        fits = fits and school["V"] is not None and need["running"] <= school["V"]
        need["uncovered"] = not fits
    if school["V"] is None:
        for need in needs:
            need["uncovered"] = bool(need["k"])


def reasons(need: Row) -> list[str]:
    """Codes that block a need, in order (rule 17, readings 39 to 41, 57, 58, 79)."""
    found = [(code, key_text("Bedarfe", need)) for code in need["!"] if code in BLOCKING]
    if need["why"]:
        found.append((need["why"], need["Artikelnummer"]))
    found += [("F03", key) for key in need.get("F03", ())]
    school = need["school"]
    if school is not None and need["Finanzierung"] == PROGRAMME:
        if school["TPEK"] == "fehlt":
            found.append(("S05", school["Schulnummer"]))
        if need["pillar"] == 3 and "S03" in school["!"]:
            found.append(("S03", school["Schulnummer"]))
    codes = {code for code, key in found if not allowing(need["plan"], code, key)}
    return sorted(codes, key=lambda code: ("ZSF".index(code[0]), code))


def open_needs(plan: Plan) -> list[Row]:
    """Needs that may be bought: k > 0, neither blocked nor uncovered nor lapsed (rule 17)."""
    return [
        need
        for need in plan.rows["Bedarfe"]
        if need["k"]
        and need["year"] is not None
        and not reasons(need)
        and not need.get("uncovered")
        and not need["lapsed"]
    ]
