"""Oracle: the findings on needs, schools, orders and the authority (the table Checks of RULES.md)."""

from __future__ import annotations

from decimal import Decimal

from tests.oracle.cells import fold
from tests.oracle.columns import GROUPS
from tests.oracle.needs import ZERO, funded, live_orders, usable_invoice, usable_order, worth
from tests.oracle.plan import END, ERROR, FIRST_YEAR, LAST_YEAR, NOTE, PROGRAMME, WARNING, Plan, Row, pair
from tests.oracle.schools import B, authority_cap, listed, open_needs, rank


def judge_needs(plan: Plan) -> None:
    """Z06 to Z09, Z11, S08, B01."""
    for need in plan.rows["Bedarfe"]:
        withdrawn = need["Menge"] == 0 and not need["invoices"] and not need["orders"]
        if not withdrawn:
            _eligibility(plan, need)
        _lateness(plan, need)
        if need["Menge"] is not None and sum(order["q"] for order in need["orders"]) > need["Menge"]:
            plan.find("B01", WARNING, "Bedarfe", need)


def _eligibility(plan: Plan, need: Row) -> None:
    """Readings 42 to 44."""
    if need["Finanzierung"] != PROGRAMME:
        return
    year, pillar = need["Wunschjahr"], need["pillar"]
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        plan.find("Z06", ERROR, "Bedarfe", need)
    if pillar == 4:
        plan.find("Z08", ERROR, "Bedarfe", need)
    elif need["item"] is not None and need["item"]["Förderfähig"] == "nein":
        plan.find("Z07", ERROR, "Bedarfe", need)
    if pillar != 4 and pillar in plan.settings["Säulen nur aus städtischen Mitteln"]:
        plan.find("Z09", WARNING, "Bedarfe", need)


def _lateness(plan: Plan, need: Row) -> None:
    """Z11 and S08 (readings 30, 45, 50)."""
    if not need["k"] or need["lapsed"] or need["Wunschjahr"] is None:
        return
    if need["Wunschjahr"] < plan.today.year and "Z06" not in need["!"]:
        plan.find("Z11", WARNING, "Bedarfe", need)
    closed = need["school"]["Geschlossen ab"] if need["school"] else None
    if closed is not None and need["year"] >= closed.year:
        plan.find("S08", ERROR, "Bedarfe", need)


def judge_schools(plan: Plan) -> None:
    """S01 to S07."""
    total = sum((school["N"] for school in listed(plan)), ZERO)
    for school in listed(plan):
        _budget_and_cap(plan, school, total)
        _concept(plan, school)
    if _at_authority(plan) and plan.settings["Obergrenze Lesart"] == "beide" and total > authority_cap(plan):
        plan.findings.append(("S02", ERROR, "Einstellungen", "", "Träger"))
        plan.amounts["S02", "Träger"] = authority_cap(plan), total


def _at_authority(plan: Plan) -> bool:
    return bool(plan.settings["Obergrenze Ebene"] == "Träger")


def _budget_and_cap(plan: Plan, school: Row, total: Decimal) -> None:
    infrastructure = school["Infrastruktur"]
    if infrastructure == "beantragt" and school["N"] > 0:
        plan.find("S04", NOTE, "Schulen", school)
    if school["V"] is None:
        return
    if school["rest"] < 0:
        plan.find("S01", ERROR, "Schulen", school)
        plan.amounts["S01", school["Schulnummer"]] = school["V"], school["L"]
    if infrastructure == "nicht vorhanden" and school["N"] > 0:
        plan.find("S03", ERROR, "Schulen", school)
        plan.amounts["S03", school["Schulnummer"]] = ZERO, school["N"]
    elif infrastructure in ("vorhanden", "beantragt") and _cap_broken(plan, school, total):
        plan.find("S02", ERROR, "Schulen", school)
        plan.amounts["S02", school["Schulnummer"]] = school["cap"], school["N"]


def _cap_broken(plan: Plan, school: Row, total: Decimal) -> bool:
    """Rule 9, reading 29."""
    if not _at_authority(plan):
        return bool(school["N"] > school["cap"])
    either = plan.settings["Obergrenze Lesart"] == "eine"
    return bool(school["N"] > B and (not either or total > authority_cap(plan)))


def _concept(plan: Plan, school: Row) -> None:
    """S05 to S07 (reading 49)."""
    needs = [need for need in funded(plan) if need["school"] is school]
    concept = school["TPEK"]
    touched = any((need["k"] or 0) > 0 or need["O"] > 0 or need["I"] > 0 for need in needs)
    if concept in ("fehlt", "in Arbeit") and touched:
        plan.find("S05", ERROR if concept == "fehlt" else WARNING, "Schulen", school)
    if concept == "liegt vor" and school["I"] > 0:
        plan.find("S06", WARNING, "Schulen", school)
    waiting = any(rank(need) == 1 and need["P"] and need.get("uncovered") for need in needs)
    overtaken = any(need["group"] and rank(need) > 1 and (need["O"] > 0 or need["I"] > 0) for need in needs)
    if school["V"] is not None and waiting and overtaken:
        plan.find("S07", WARNING, "Schulen", school)


def judge_buying(plan: Plan) -> None:
    """B02 to B04."""
    everything = {"all orders": plan.rows["Bestellungen"], "all invoices": plan.rows["Rechnungen"]}
    for order in live_orders(everything):  # those of unknown needs too
        if order["i"] > order["q"]:
            plan.find("B02", ERROR, "Bestellungen", order["row"])
        elif order["invoiced"] > order["amount"]:
            plan.find("B02", WARNING, "Bestellungen", order["row"])
    seen = set()
    for row in plan.rows["Rechnungen"]:
        parts = [row[header] for header in ("Rechnungsnummer", "Lieferant", "Bedarfsnummer")]
        if None not in parts:
            key = tuple(fold(part) for part in parts)
            if key in seen:
                plan.find("B03", ERROR, "Rechnungen", row)
            seen.add(key)
        if usable_invoice(row) and _cancelled(plan, row):
            plan.find("B04", ERROR, "Rechnungen", row)


def _cancelled(plan: Plan, invoice: Row) -> bool:
    """Reading 75."""
    if pair(invoice) is None:
        return False
    rows = [row for row in plan.rows["Bestellungen"] if pair(row) == pair(invoice)]
    return any(usable_order(row) for row in rows) and all(row["Status"] == "storniert" for row in rows)


def judge_authority(plan: Plan) -> None:
    """T01 to T03 (reading 51), J01."""
    limit = plan.settings["Trägerbudget"]
    typed = sum((school["DigitalPakt-Budget"] or ZERO for school in listed(plan)), ZERO)
    needs = funded(plan)
    invoiced = sum((need["I"] for need in needs), ZERO)
    third = sum((need["I"] for need in needs if need["pillar"] == 3), ZERO)
    value = sum((worth(need) for need in needs), ZERO)
    first = sum((worth(need) for need in needs if need["pillar"] == 1), ZERO)
    if limit is not None and typed > limit:
        plan.findings.append(("T01", ERROR, "Einstellungen", "", "Träger"))
        plan.amounts["T01", "Träger"] = limit, typed
    if third > 0 and third * 100 > invoiced * 20:
        plan.findings.append(("T02", ERROR if plan.today > END else WARNING, "Einstellungen", "", "Träger"))
    if value > 0 and first * 2 < value:
        plan.findings.append(("T03", NOTE, "Einstellungen", "", "Träger"))
    for (year, group), amount in lot_values(plan).items():
        limit = threshold(year)
        if limit is not None and amount >= limit:
            plan.findings.append(("J01", WARNING, "Lose", "", f"{year} / {group}"))
            plan.amounts["J01", f"{year} / {group}"] = limit, amount


def threshold(year: int) -> Decimal | None:
    """EU threshold net of a year."""
    found = {2020: 214_000, 2021: 214_000, 2022: 215_000, 2023: 215_000, 2024: 221_000, 2025: 221_000}
    found |= {2026: 216_000, 2027: 216_000}
    return Decimal(found[year]) if year in found else None


def lot_values(plan: Plan) -> dict[tuple[int, str], Decimal]:
    """Net value of what is still to be bought per year and product group (rule 17)."""
    values: dict[tuple[int, str], Decimal] = {}
    for group in GROUPS:
        for need in open_needs(plan):
            if need["group"] == group:
                key = (need["year"], group)
                values[key] = values.get(key, ZERO) + (need["net"] or ZERO)
    return values
