"""What was ordered and invoiced for each need: I, O and C of rule 4, from the orders and invoices."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from pakt_xl.domain.money import ZERO, half_up
from pakt_xl.domain.rows.base import CANCELLED, ORDERED
from pakt_xl.domain.table import fold
from pakt_xl.planning.outlook import OrderFacts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from decimal import Decimal

    from pakt_xl.domain.rows import Invoice, Order

OrderKey: TypeAlias = tuple[str, str]  # folded numbers of need and order (reading 17)


@dataclass(slots=True)
class Bought:
    """What was bought for one need number; amounts in euros gross, before rule 11.

    ``by_year`` is I by its years (rule 10), empty without an invoice; ``quantity`` is C of rule 4; ``has_order``
    says whether an order is not cancelled, ``complete`` whether every order and invoice row of the need could be
    read (reading 6).
    """

    by_year: dict[int, Decimal] = field(default_factory=dict)
    invoiced: Decimal = ZERO
    ordered: Decimal = ZERO
    quantity: int = 0
    has_order: bool = False
    complete: bool = True


NOTHING = Bought()
"""What was bought for a need without orders and invoices; never changed."""


def bought_by_need(
    orders: Iterable[Order], invoices: Iterable[Invoice]
) -> tuple[tuple[OrderFacts, ...], Mapping[str, Bought]]:
    """Return the orders in the order of the sheet, and by folded need number what was bought.

    Rows without a readable need number belong to no need and are left out.
    """
    bought: dict[str, Bought] = {}
    by_order = _add_invoices(invoices, bought)
    facts = []
    for key, rows in _grouped(orders).items():
        need = bought.setdefault(key[0], Bought())
        usable = [row for row in rows if is_usable_order(row)]
        need.complete &= len(usable) == len(rows)
        if usable:
            order = _order_facts(rows, usable, by_order.get(key, []))
            _add_order(need, order)
            facts.append(order)
    return tuple(facts), bought


def is_usable_order(row: Order) -> bool:
    """Whether an order row has the cells its sum needs (readings 6 and 64)."""
    return row.quantity is not None and row.amount is not None and row.status is not None


def is_usable_invoice(row: Invoice) -> bool:
    """Whether an invoice row has the cells that every sum needs; else it is left out of all (readings 6 and 64)."""
    return row.quantity is not None and row.amount is not None and day_of(row) is not None


def day_of(row: Invoice) -> date | None:
    """Day that says in which year an invoice row falls: Bezahlt am, else Rechnungsdatum (rule 10)."""
    return row.paid_on or row.invoiced_on


def _grouped(orders: Iterable[Order]) -> Mapping[OrderKey, list[Order]]:
    """Rows of one order and need together (reading 11); an order without a number has a key of its own."""
    grouped: dict[OrderKey, list[Order]] = {}
    for row in orders:
        if row.need_number is not None:
            number = f" {row.index}" if row.number is None else fold(row.number)  # no folded number begins with a blank
            grouped.setdefault((fold(row.need_number), number), []).append(row)
    return grouped


def _add_invoices(invoices: Iterable[Invoice], bought: dict[str, Bought]) -> Mapping[OrderKey, list[Invoice]]:
    """Add every usable invoice to its need as invoiced without order; return them by order."""
    by_order: dict[OrderKey, list[Invoice]] = {}
    for row in invoices:
        if row.need_number is None:
            continue
        number = fold(row.need_number)
        need = bought.setdefault(number, Bought())
        day = day_of(row)
        if row.quantity is None or row.amount is None or day is None:  # readings 6 and 64
            need.complete = False
            continue
        need.by_year[day.year] = need.by_year.get(day.year, ZERO) + row.amount
        need.invoiced += row.amount
        need.quantity += row.quantity
        if row.order_number is not None:
            by_order.setdefault((number, fold(row.order_number)), []).append(row)
    return by_order


def _order_facts(rows: list[Order], usable: list[Order], invoices: list[Invoice]) -> OrderFacts:
    """Return one order with its invoices (rule 4, readings 11, 16 and 75)."""
    active = [row for row in usable if row.status == ORDERED]
    cancelled = all(row.status == CANCELLED for row in rows)
    if not active and not cancelled:  # another row of it cannot be read: whose its invoices are is open
        invoices = []
    quantity = sum(row.quantity or 0 for row in active)
    amount = sum((row.amount or ZERO for row in active), ZERO)
    invoiced = max(0, sum(row.quantity or 0 for row in invoices))
    return OrderFacts(
        rows=tuple(usable),
        cancelled=cancelled,
        quantity=quantity,
        amount=amount,
        invoices=tuple(invoices),
        invoiced_quantity=invoiced,
        invoiced_amount=sum((row.amount or ZERO for row in invoices), ZERO),
        open_amount=half_up(amount * max(0, quantity - invoiced) / quantity) if quantity else ZERO,
    )


def _add_order(need: Bought, order: OrderFacts) -> None:
    """Add O and C of an order that is not cancelled; its invoices are no longer without order."""
    if not order.quantity:
        return
    need.has_order = True
    need.ordered += order.open_amount
    need.quantity += max(order.quantity, order.invoiced_quantity)
    need.quantity -= sum(row.quantity or 0 for row in order.invoices)
