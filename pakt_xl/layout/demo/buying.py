"""Orders and invoices of the demo: what was wished for up to 2021 is mostly bought, 2022 is under way."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from pakt_xl.domain.money import half_up
from pakt_xl.domain.rows.base import CANCELLED, ORDERED, PROGRAMME
from pakt_xl.layout.demo.needs import NO_CONCEPT, DemoNeed

BOUGHT = {2020: 1.0, 2021: 0.985, 2022: 0.4}  # share of the needs of a year that are ordered by the reference day
INVOICED = {2020: 1.0, 2021: 0.97, 2022: 0.55}  # share of the orders with an invoice
PARTLY = 0.08  # share of the invoices that cover only a part of the order
SUPPLIERS = ("Beispiel Medientechnik GmbH", "Muster Netzwerke GmbH", "Probe Bürotechnik KG")
LAST_DAY = date(2022, 9, 9)
ROWS_OF_ORDER = 6


@dataclass(frozen=True, slots=True)
class DemoOrder:
    """An order row."""

    number: str
    need: DemoNeed
    day: date
    supplier: str
    award: str
    quantity: int
    amount: Decimal
    status: str


@dataclass(frozen=True, slots=True)
class DemoInvoice:
    """An invoice row; ``total`` is the sum of the whole invoice. Later it bears its notice and its call."""

    number: str
    order: DemoOrder
    quantity: int
    amount: Decimal
    vat: int
    total: Decimal
    day: date
    delivered: date
    paid: date | None
    file_reference: str | None = None
    call: str | None = None


def orders(needs: list[DemoNeed]) -> list[DemoOrder]:
    """Return the orders: needs of one item and year together, a few needs each; some are cancelled or too large."""
    chance = Random(2020)  # noqa: S311  a demo, not a secret
    together: defaultdict[tuple[int, str], list[DemoNeed]] = defaultdict(list)
    for need in needs:
        bought = chance.random() < BOUGHT.get(need.year, 0)
        if bought and need.funding == PROGRAMME and need.school not in NO_CONCEPT:
            together[need.year, need.item.number].append(need)
    found: list[DemoOrder] = []
    count = 0
    for (year, _), group in sorted(together.items()):
        for start in range(0, len(group), ROWS_OF_ORDER):
            count += 1
            day = date(year, 2, 1) + timedelta(days=int(chance.random() * 200))
            found += [_order(chance, count, need, day) for need in group[start : start + ROWS_OF_ORDER]]
    return found


def _order(chance: Random, count: int, need: DemoNeed, day: date) -> DemoOrder:
    discount = Decimal(str(round(0.94 + 0.06 * chance.random(), 3)))
    status = CANCELLED if chance.random() < 0.01 else ORDERED
    extra = 1 if chance.random() < 0.002 else 0  # more ordered than needed: B01
    quantity = need.quantity + extra
    amount = half_up(need.cost / need.quantity * quantity * discount)
    supplier = SUPPLIERS[int(need.item.number[2]) % len(SUPPLIERS)]
    award = f"V-{day.year}-{need.item.number[2:]}"
    return DemoOrder(f"BE-{day.year}-{count:03d}", need, day, supplier, award, quantity, amount, status)


def invoices(of: list[DemoOrder]) -> list[DemoInvoice]:
    """Return the invoices: one for each order number, with its rows; some cover a part, some are cheaper."""
    chance = Random(19)  # noqa: S311  a demo, not a secret
    by_number: defaultdict[str, list[DemoOrder]] = defaultdict(list)
    for order in of:
        if order.status == ORDERED:
            by_number[order.number].append(order)
    found: list[DemoInvoice] = []
    for count, rows in enumerate(by_number.values(), start=1):
        if chance.random() < INVOICED[rows[0].need.year]:
            found += _invoice(chance, count, rows)
    return found


def _invoice(chance: Random, count: int, rows: list[DemoOrder]) -> list[DemoInvoice]:
    delivered = min(rows[0].day + timedelta(days=30 + int(chance.random() * 60)), LAST_DAY)
    vat = 16 if date(2020, 7, 1) <= delivered <= date(2020, 12, 31) else 19
    day = min(delivered + timedelta(days=5), LAST_DAY)
    paid = day + timedelta(days=21)
    parts = []
    for order in rows:
        partly = chance.random() < PARTLY and order.quantity > 1
        quantity = order.quantity // 2 if partly else order.quantity
        cheaper = Decimal(1) if partly or chance.random() < 0.8 else Decimal("0.985")
        dearer = Decimal("1.01") if chance.random() < 0.004 else Decimal(1)  # above the order: B02
        parts.append((order, quantity, half_up(order.amount * quantity / order.quantity * cheaper * dearer)))
    total = sum((amount for _, _, amount in parts), Decimal(0))
    number = f"RE-{day.year}-{count:04d}"
    return [
        DemoInvoice(number, order, quantity, amount, vat, total, day, delivered, paid if paid <= LAST_DAY else None)
        for order, quantity, amount in parts
    ]
