"""Oracle: the value of each need from orders, invoices and prices (rules 1 to 4, 10, 11)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.oracle.cells import fold, h
from tests.oracle.plan import ERROR, PROGRAMME, Plan, Row, pair

ZERO = Decimal("0.00")


def value_needs(plan: Plan) -> None:
    """Add to every need: k, I, O (open), P, net and what they came from."""
    schools, items = plan.first("Schulen", "Schulnummer"), plan.first("Katalog", "Artikelnummer")
    owners = plan.first("Bedarfe", "Bedarfsnummer")
    for need in plan.rows["Bedarfe"]:
        number, school, item = need["Bedarfsnummer"], need["Schulnummer"], need["Artikelnummer"]
        owner = number is not None and owners[fold(number)] is need
        need["school"] = schools.get(fold(school)) if school is not None else None
        need["item"] = items.get(fold(item)) if item is not None else None
        need["pillar"] = need["item"]["Fördersäule"] if need["item"] else None
        need["group"] = need["item"]["Warengruppe"] if need["item"] else None
        need["year"] = None if need["Wunschjahr"] is None else max(need["Wunschjahr"], plan.today.year)
        need["all orders"] = _rows_of(plan, "Bestellungen", need) if owner else []
        need["all invoices"] = _rows_of(plan, "Rechnungen", need) if owner else []
        buy(need)
        plan_purchase(plan, need)
        _completeness(need)
    _transfers(plan, schools)


def _rows_of(plan: Plan, table: str, need: Row) -> list[Row]:
    wanted = fold(need["Bedarfsnummer"])
    return [
        row for row in plan.rows[table] if row["Bedarfsnummer"] is not None and fold(row["Bedarfsnummer"]) == wanted
    ]


def usable_order(row: Row) -> bool:
    """Reading 6."""
    return None not in (row["Menge"], row["Betrag brutto"], row["Status"])


def usable_invoice(row: Row) -> bool:
    """Reading 6."""
    return None not in (row["Menge"], row["Betrag brutto"]) and day_of(row) is not None


def day_of(invoice: Row) -> date | None:
    """Rule 10: the day of payment, else of the invoice."""
    found: date | None = invoice["Bezahlt am"] or invoice["Rechnungsdatum"]
    return found


def live_orders(need: Row) -> list[Row]:
    """Orders that are not cancelled, rows of one number added up (reading 11)."""
    groups: dict[Any, Row] = {}
    for row in need["all orders"]:
        if usable_order(row) and row["Status"] == "bestellt":
            group = groups.setdefault(pair(row) or row["#"], {"row": row, "q": 0, "amount": ZERO})
            group["q"] += row["Menge"]
            group["amount"] += row["Betrag brutto"]
    for key, group in groups.items():
        invoices = [row for row in need["all invoices"] if usable_invoice(row) and pair(row) == key]
        group["i"] = max(0, sum(row["Menge"] for row in invoices))  # reading 16
        group["invoiced"] = sum((row["Betrag brutto"] for row in invoices), ZERO)
        group["key"] = key
    return list(groups.values())


def buy(need: Row) -> None:
    """I, O and k = max(0, Menge - C) of rule 4."""
    need["invoices"] = [row for row in need["all invoices"] if usable_invoice(row)]
    need["orders"] = live_orders(need)
    keys = [order["key"] for order in need["orders"]]
    loose = sum(row["Menge"] for row in need["invoices"] if pair(row) not in keys)
    bought = sum(max(order["q"], order["i"]) for order in need["orders"]) + loose
    need["k"] = None if need["Menge"] is None else max(0, need["Menge"] - bought)
    need["I"] = sum((row["Betrag brutto"] for row in need["invoices"]), ZERO)
    need["O open"] = sum((h(o["amount"] * max(0, o["q"] - o["i"]) / o["q"]) for o in need["orders"]), ZERO)


def vat(day: date) -> Decimal:
    """Rule 1."""
    return Decimal(16) if date(2020, 7, 1) <= day <= date(2020, 12, 31) else Decimal(19)


def gross(quantity: int, price: Row, day: date) -> Decimal:
    amount: Decimal = quantity * price["Einzelpreis"]
    return h(amount * (100 + vat(day)) / 100) if price["Preisart"] == "netto" else amount


def net(quantity: int, price: Row, day: date) -> Decimal:
    amount: Decimal = quantity * price["Einzelpreis"]
    return amount if price["Preisart"] == "netto" else h(amount * 100 / (100 + vat(day)))


def plan_purchase(plan: Plan, need: Row) -> None:
    """P of rule 4; ``why`` says what of price or item is missing (readings 2, 7, 8, 57, 58, 68)."""
    need["lapsed"] = plan.after_end and need["Finanzierung"] == PROGRAMME  # rule 11
    need["O"] = ZERO if need["lapsed"] else need["O open"]
    need["P"], need["net"], need["price"], need["why"] = None, None, None, ""
    if need["k"] == 0:
        need["P"] = need["net"] = ZERO
    elif need["k"] is not None and need["Wunschjahr"] is not None and need["item"] is not None:
        _price(plan, need)
    if need["lapsed"] and need["P"] is not None:
        need["P"] = need["net"] = ZERO
    if need["k"] and need["item"] and None in (need["pillar"], need["group"]):
        need["why"] = "Z02"


def _price(plan: Plan, need: Row) -> None:
    day = need["day"] = max(plan.today, date(need["Wunschjahr"], 1, 1))
    rows = [
        row
        for row in plan.rows["Preise"]
        if row["Artikelnummer"] is not None
        and fold(row["Artikelnummer"]) == fold(need["Artikelnummer"])
        and row["Gültig ab"] is not None
        and row["Gültig ab"] <= day
    ]
    if not rows:
        plan.find("Z10", ERROR, "Bedarfe", need)
        return
    latest = max(row["Gültig ab"] for row in rows)
    rows = [row for row in rows if row["Gültig ab"] == latest]
    if any(None in (row["Einzelpreis"], row["Preisart"]) for row in rows):
        need["why"] = "Z02"
        return
    need["price"] = max(rows, key=lambda row: gross(need["k"], row, day))
    need["P"] = gross(need["k"], need["price"], day)
    need["net"] = net(need["k"], need["price"], day)


def _completeness(need: Row) -> None:
    """Whether a row of the need was left out in whole or part (reading 5); a school remembers it."""
    school = need["school"]
    if school is None:
        return
    left_out = (
        need["Finanzierung"] is None
        or need["P"] is None
        or need["Wunschjahr"] is None
        or need["pillar"] is None  # unknown item or unreadable pillar (reading 63)
        or any(not usable_order(row) for row in need["all orders"])
        or any(not usable_invoice(row) for row in need["all invoices"])
    )
    if left_out:
        school["incomplete"] = True


def _transfers(plan: Plan, schools: dict[str, Row]) -> None:
    """Rule 7, readings 24 and 72; T04 of reading 52."""
    allowed = plan.settings["Umschichtung erlaubt"] == "ja"
    for row in plan.rows["Umschichtungen"]:
        if not allowed or (row["Beschluss"] is None and "Beschluss" not in row["?"]):
            plan.find("T04", ERROR, "Umschichtungen", row)
            continue
        ends = [schools.get(fold(row[header])) if row[header] else None for header in ("Von Schule", "An Schule")]
        whole = None not in (row["Betrag"], row["Beschluss"], *ends)
        for school, sign in zip(ends, (-1, 1), strict=True):
            if school is not None and whole:
                school["transfers"] = school.get("transfers", ZERO) + sign * row["Betrag"]
            elif school is not None:
                school["incomplete"] = True


def counted(plan: Plan) -> list[Row]:
    """Needs that count: Schule and Finanzierung can be read (readings 1, 4)."""
    return [need for need in plan.rows["Bedarfe"] if need["school"] is not None and need["Finanzierung"] is not None]


def funded(plan: Plan) -> list[Row]:
    """Needs that count against budgets (rule 5)."""
    return [need for need in counted(plan) if need["Finanzierung"] == PROGRAMME]


def worth(need: Row) -> Decimal:
    """Value of a need, the best that is known (rule 4)."""
    total: Decimal = need["I"] + need["O"] + (need["P"] or ZERO)
    return total
