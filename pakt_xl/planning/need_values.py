"""Value of each need, the best that is known: invoiced, ordered, planned (rules 2 to 5, 10 and 11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pakt_xl.domain.money import ZERO
from pakt_xl.domain.rows.base import PROGRAMME
from pakt_xl.domain.table import fold
from pakt_xl.planning.lookup import find, first_by_number
from pakt_xl.planning.orders import NOTHING, Bought
from pakt_xl.planning.prices import NoPrice, PriceList, UnitPrice, plan_gross, plan_net

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from pakt_xl.domain.plan import Plan
    from pakt_xl.domain.rows import Item, Need, School
    from pakt_xl.programme import Programme


@dataclass(slots=True)  # not frozen: there are tens of thousands, and freezing makes each eight times as dear
class NeedValue:
    """A need with its value, before obstacles and rank; fields as in NeedFacts.

    ``bought`` is NOTHING for the later rows of a doubled number (reading 10). ``price_unreadable``: the price row
    that would hold cannot be read (reading 57).
    """

    need: Need
    school: School | None
    item: Item | None
    bought: Bought
    ordered: Decimal
    planned: Decimal | None
    planned_net: Decimal | None
    unit_price: UnitPrice | None
    open_quantity: int | None
    year: int | None
    lapsed: bool
    missing_price: bool
    price_unreadable: bool

    @property
    def is_programme(self) -> bool:
        """Whether the DigitalPakt pays; only that counts against budget and cap (rule 5)."""
        return self.need.funding == PROGRAMME

    @property
    def withdrawn(self) -> bool:
        """Whether the need was withdrawn before anything was bought (reading 43)."""
        return self.need.quantity == 0 and not self.bought.by_year and not self.bought.has_order

    @property
    def value(self) -> Decimal:
        """I + O + P in euros gross (rule 4)."""
        return self.bought.invoiced + self.ordered + (self.planned or ZERO)


@dataclass(frozen=True, slots=True)
class Stock:
    """What every need is looked up in."""

    schools: Mapping[str, School]
    items: Mapping[str, Item]
    prices: PriceList
    as_of: date
    over: bool  # the programme has ended (rule 11)


def need_values(plan: Plan, programme: Programme, bought: Mapping[str, Bought]) -> list[NeedValue]:
    """Value of every row of Bedarfe, in the order of the sheet; ``bought`` by folded need number."""
    stock = stock_of(plan, programme)
    left = dict(bought)  # the first row of a number takes what was bought, the later ones find nothing (reading 10)
    return [
        need_value(need, NOTHING if need.number is None else left.pop(fold(need.number), NOTHING), stock)
        for need in plan.needs
    ]


def stock_of(plan: Plan, programme: Programme) -> Stock:
    """Return what the needs of a plan are looked up in."""
    as_of = plan.settings.as_of
    return Stock(
        schools=first_by_number(plan.schools),
        items=first_by_number(plan.items),
        prices=PriceList(plan.prices, programme),
        as_of=as_of,
        over=as_of > programme.end,
    )


def need_value(need: Need, bought: Bought, stock: Stock) -> NeedValue:
    """Value of one need with what was bought for it (rules 2 to 4)."""
    item = find(stock.items, need.item_number)
    lapsed = stock.over and need.funding == PROGRAMME
    quantity = None if need.quantity is None else max(0, need.quantity - bought.quantity)
    price = _price(need, item, stock)
    known = price if isinstance(price, UnitPrice) else None
    planned, planned_net = _plan_value(known, 0 if lapsed and known and quantity else quantity)
    return NeedValue(
        need=need,
        school=find(stock.schools, need.school_number),
        item=item,
        bought=bought,
        ordered=ZERO if lapsed else bought.ordered,
        planned=planned,
        planned_net=planned_net,
        unit_price=known,
        open_quantity=quantity,
        year=None if need.year is None else max(need.year, stock.as_of.year),
        lapsed=lapsed,
        missing_price=bool(quantity) and price is NoPrice.MISSING,
        price_unreadable=bool(quantity) and price is NoPrice.UNREADABLE,
    )


def _plan_value(price: UnitPrice | None, quantity: int | None) -> tuple[Decimal | None, Decimal | None]:
    """Return P in euros gross and net; None where quantity or price is missing, 0.00 where nothing is open."""
    if quantity == 0:
        return ZERO, ZERO
    if quantity is None or price is None:
        return None, None
    return plan_gross(price, quantity), plan_net(price, quantity)


def _price(need: Need, item: Item | None, stock: Stock) -> UnitPrice | NoPrice | None:
    """Return the price on the planning day (rule 1); None where item or Wunschjahr cannot be read."""
    if item is None or item.number is None or need.year is None:
        return None
    return stock.prices.on(fold(item.number), max(stock.as_of, date(need.year, 1, 1)))
