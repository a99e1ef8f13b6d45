"""Orders of one product group and year together: did a purchase fall into parts (J02, reading 94)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pakt_xl.domain.money import HUNDRED, ZERO, half_up
from pakt_xl.domain.rows.base import PRODUCT_GROUPS
from pakt_xl.planning.funds_facts import SimilarOrders
from pakt_xl.planning.lookup import find

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from pakt_xl.planning.outlook import NeedFacts, OrderFacts
    from pakt_xl.programme import Programme


def similar_orders(
    orders: Iterable[OrderFacts], needs: Mapping[str, NeedFacts], programme: Programme
) -> tuple[SimilarOrders, ...]:
    """Orders that are not cancelled by the year of Bestellt am and product group; ``needs`` by folded number.

    A doubled order is one, with the day of its first row (reading 73). Where the day or the product group cannot be
    read, the order is left out.
    """
    found: dict[tuple[int, int], list[OrderFacts]] = defaultdict(list)
    for order in orders:
        day, group = order.rows[0].ordered_on, _group(order, needs)
        if order.quantity and day is not None and group is not None:
            found[day.year, PRODUCT_GROUPS.index(group)].append(order)
    return tuple(
        SimilarOrders(
            year=year,
            group=PRODUCT_GROUPS[place],
            net=sum((_net(order, programme) for order in rows), ZERO),
            orders=tuple(rows),
        )
        for (year, place), rows in sorted(found.items())
    )


def _group(order: OrderFacts, needs: Mapping[str, NeedFacts]) -> str | None:
    need = find(needs, order.rows[0].need_number)
    return need.item.product_group if need is not None and need.item is not None else None


def _net(order: OrderFacts, programme: Programme) -> Decimal:
    """Return the amount of an order in euros without the tax of its day."""
    day = order.rows[0].ordered_on
    return ZERO if day is None else half_up(order.amount * HUNDRED / (HUNDRED + programme.vat(day)))
