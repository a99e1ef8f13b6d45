"""What was ordered and is not yet invoiced as a whole (reading 96)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pakt_xl.domain.rows.base import PROGRAMME
from pakt_xl.domain.table import fold
from pakt_xl.planning.funds_facts import OpenOrder
from pakt_xl.planning.lookup import find

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pakt_xl.planning.outlook import NeedFacts, OrderFacts


def open_orders(
    orders: Iterable[OrderFacts], needs: Mapping[str, NeedFacts], as_of: date, end: date
) -> tuple[OpenOrder, ...]:
    """Every order that is not cancelled and of which pieces are missing, whatever the funding (reading 96).

    By Bestellt am (unreadable last), Bestellnummer, Bedarfsnummer, place in the sheet; a doubled order has the day
    and number of its first row (reading 73). ``end`` is the last day of the programme.
    """
    found = [_open_order(order, needs, as_of, end) for order in orders if order.quantity > order.invoiced_quantity]
    return tuple(sorted(found, key=_order))


def _open_order(order: OrderFacts, needs: Mapping[str, NeedFacts], as_of: date, end: date) -> OpenOrder:
    first = order.rows[0]
    need = find(needs, first.need_number)
    return OpenOrder(
        order=order,
        need=need,
        open_quantity=order.quantity - order.invoiced_quantity,
        days_open=None if first.ordered_on is None else (as_of - first.ordered_on).days,
        due=end if need is not None and need.need.funding == PROGRAMME else None,
    )


def _order(each: OpenOrder) -> tuple[date, str, str, int]:
    first = each.order.rows[0]
    return first.ordered_on or date.max, fold(first.number or ""), fold(first.need_number or ""), first.index
