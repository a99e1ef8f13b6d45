"""The money's way to its end: notices, what is bound, what is gone, what is still to be delivered (rules 12 to 14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.domain.table import fold
from pakt_xl.planning.binding import bound_disposals, bound_stocks
from pakt_xl.planning.funds_facts import Funds
from pakt_xl.planning.lookup import needs_by_number
from pakt_xl.planning.notices import notice_facts
from pakt_xl.planning.open_orders import open_orders
from pakt_xl.planning.similar_orders import similar_orders

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pakt_xl.domain.plan import Plan
    from pakt_xl.planning.funds_facts import NoticeFacts
    from pakt_xl.planning.outlook import NeedFacts, OrderFacts
    from pakt_xl.programme import Programme


def funds(plan: Plan, needs: Iterable[NeedFacts], orders: Sequence[OrderFacts], programme: Programme) -> Funds:
    """Compute all facts on the grant; invoices and orders belong to the first need of their number (reading 10)."""
    by_number = needs_by_number(needs)
    notices = notice_facts(plan, by_number, programme)
    by_reference = notices_by_reference(notices)
    return Funds(
        notices=notices,
        bound=bound_stocks(plan, by_number, by_reference),
        disposals=bound_disposals(plan, by_number, by_reference),
        open_orders=open_orders(orders, by_number, plan.settings.as_of, programme.end),
        similar=similar_orders(orders, by_number, programme),
    )


def notices_by_reference(notices: Iterable[NoticeFacts]) -> dict[str, NoticeFacts]:
    """Facts of the notices by their folded Aktenzeichen; one with an unreadable cell is not among them."""
    return {fold(facts.reference): facts for facts in notices}
