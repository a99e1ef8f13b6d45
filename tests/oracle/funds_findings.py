"""Oracle: B05 to B09, J02, M01 to M03 (the table Checks of RULES.md, readings 84 to 94)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.oracle.cells import fold, h
from tests.oracle.funds import by_programme, is_whole, readable_notices
from tests.oracle.needs import ZERO, live_orders, usable_invoice, vat
from tests.oracle.plan import ERROR, PROGRAMME, WARNING, Plan, Row, pair, triple

LAST_CALL = date(2024, 11, 8)


def judge_invoices(plan: Plan) -> None:
    """B05, B06, B08 on each row, B09 on each invoice."""
    for row in plan.rows["Rechnungen"]:
        delivered, rate = row["Geliefert am"], row["USt-Satz"]
        if delivered is not None and rate and vat(delivered) != rate:
            plan.find("B05", WARNING, "Rechnungen", row)
        if not by_programme(row):
            continue
        notice, pillar = row["notice"], row["need"]["pillar"]
        if row["Aktenzeichen"] is None and "Aktenzeichen" not in row["?"]:
            plan.find("B08", WARNING, "Rechnungen", row)
        if notice and pillar is not None and notice["Fördersäule"] != pillar:
            plan.find("B08", ERROR, "Rechnungen", row)
        if notice and delivered and (delivered < notice["Durchführung ab"] or delivered > notice["Durchführung bis"]):
            plan.find("B06", ERROR, "Rechnungen", row)
    _judge_sums(plan)


def _judge_sums(plan: Plan) -> None:
    """B09 (readings 84, 88)."""
    invoices: dict[Any, list[Row]] = {}
    for row in plan.rows["Rechnungen"]:
        if None not in (row["Rechnungsnummer"], row["Lieferant"]):
            invoices.setdefault((fold(row["Rechnungsnummer"]), fold(row["Lieferant"])), []).append(row)
    for rows in invoices.values():
        triples = [triple(row) for row in rows if triple(row)]
        if len(set(triples)) < len(triples) or any(row["Betrag brutto"] is None for row in rows):
            continue
        found = sum((row["Betrag brutto"] for row in rows), ZERO)
        wrong = [row for row in rows if row["Rechnungssumme"] is not None and row["Rechnungssumme"] != found]
        if wrong:
            key = f"{wrong[0]['Rechnungsnummer']} / {wrong[0]['Lieferant']}"
            plan.findings.append(("B09", ERROR, "Rechnungen", "", key))
            plan.amounts["B09", key] = wrong[0]["Rechnungssumme"], found


def _orders(plan: Plan) -> list[Row]:
    """Orders that are not cancelled, each with ``row``, the first of it that can be read, and its need (73)."""
    orders = live_orders({"all orders": plan.rows["Bestellungen"], "all invoices": plan.rows["Rechnungen"]})
    needs = plan.first("Bedarfe", "Bedarfsnummer")
    for order in orders:
        rows = [row for row in plan.rows["Bestellungen"] if _same_order(row, order)]
        usable = [row for row in rows if None not in (row["Menge"], row["Betrag brutto"], row["Status"])]
        order["row"] = usable[0]
        number = order["row"]["Bedarfsnummer"]
        order["need"] = needs.get(fold(number)) if number is not None else None
    return [order for order in orders if order["row"]["Bedarfsnummer"] is not None]


def _same_order(row: Row, order: Row) -> bool:
    return row is order["row"] if pair(row) is None else pair(row) == order["key"]


def open_orders(plan: Plan) -> list[Row]:
    """Reading 96."""
    return [order for order in _orders(plan) if order["q"] - order["i"] > 0]


def judge_orders(plan: Plan) -> None:
    """B07 (reading 87)."""
    for order in _orders(plan):
        day = order["row"]["Bestellt am"]
        if day is None or not order["need"] or order["need"]["Finanzierung"] != PROGRAMME:
            continue
        invoices = [row for row in plan.rows["Rechnungen"] if usable_invoice(row) and pair(row) == order["key"]]
        if any(row["notice"] and day < row["notice"]["Bewilligt am"] for row in invoices):
            plan.find("B07", WARNING, "Bestellungen", order["row"])


def order_groups(plan: Plan) -> dict[tuple[int, str], list[Row]]:
    """Orders that are not cancelled by the year of Bestellt am and product group."""
    groups: dict[tuple[int, str], list[Row]] = {}
    for order in _orders(plan):
        day, group = order["row"]["Bestellt am"], order["need"]["group"] if order["need"] else None
        if day is not None and group is not None:
            groups.setdefault((day.year, group), []).append(order)
    return groups


def net_value(orders: list[Row]) -> Any:
    return sum((h(order["amount"] * 100 / (100 + vat(order["row"]["Bestellt am"]))) for order in orders), ZERO)


def judge_parts(plan: Plan) -> None:
    """J02 (reading 94)."""
    limit = plan.settings["Wertgrenze Stückelung netto"]
    for (year, group), orders in order_groups(plan).items():
        awards = {fold(order["row"]["Vergabenummer"]) for order in orders if order["row"]["Vergabenummer"] is not None}
        if limit is not None and len(awards) >= 2 and net_value(orders) >= limit:
            plan.findings.append(("J02", WARNING, "Bestellungen", "", f"{year} / {group}"))
            plan.amounts["J02", f"{year} / {group}"] = limit, net_value(orders)


def judge_deadlines(plan: Plan) -> None:
    """M01 to M03."""
    days = plan.settings["Warnfrist Tage"]
    for notice in readable_notices(plan).values():
        if notice["called"] > notice["Z"] and is_whole(plan, notice):
            plan.find("M01", ERROR, "Bescheide", notice)
            plan.amounts["M01", notice["Aktenzeichen"]] = notice["Z"], notice["called"]
        last_call = [LAST_CALL] if notice["called"] < notice["Z"] else []
        for day in (notice["Durchführung bis"], *last_call, notice["Nachweis"]):
            if plan.today >= day - timedelta(days=90 if days is None else days):
                plan.find("M02", WARNING, "Bescheide", notice)
    for row in plan.rows["Abgänge"]:
        invoices = [each for each in plan.rows["Rechnungen"] if triple(each) and triple(each) == triple(row)]
        if not invoices or not by_programme(invoices[0]) or row["Datum"] is None:
            continue
        notice = invoices[0]["notice"]
        if notice and row["Datum"] <= notice["Gebunden bis"]:
            plan.find("M03", WARNING, "Abgänge", row)
