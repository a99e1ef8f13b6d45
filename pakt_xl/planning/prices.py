"""Price of an item on a day, and the plan value of a quantity, gross and net (rules 1 to 3)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from operator import attrgetter
from typing import TYPE_CHECKING

from pakt_xl.domain.money import HUNDRED, half_up
from pakt_xl.domain.rows.base import NET
from pakt_xl.domain.table import fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from pakt_xl.domain.rows import Price
    from pakt_xl.programme import Programme


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """A price as typed, euros gross or net a piece, with the VAT of the planning day in percent.

    ``net`` is the rounded price of a piece in euros net, to be shown only (reading 33).
    """

    amount: Decimal
    is_net: bool
    vat: Decimal
    net: Decimal


class NoPrice(Enum):
    """Why there is no price: no row holds on that day (Z10), or the one that holds cannot be read (reading 7)."""

    MISSING = "missing"
    UNREADABLE = "unreadable"


class PriceList:
    """The dated prices of all items; asks for one day and item are answered once and remembered."""

    def __init__(self, prices: Iterable[Price], programme: Programme) -> None:
        self._programme = programme
        self._answers: dict[tuple[str, date], UnitPrice | NoPrice] = {}
        self._rows: dict[str, list[Price]] = {}
        for price in prices:
            if price.item_number is not None and price.valid_from is not None:  # reading 7: no day, no choice
                self._rows.setdefault(fold(price.item_number), []).append(price)

    def on(self, item_number: str, day: date) -> UnitPrice | NoPrice:
        """Price of an item (folded number) on a day, or why there is none."""
        answer = self._answers.get((item_number, day))
        if answer is None:
            answer = self._answers[item_number, day] = self._choose(self._rows.get(item_number, []), day)
        return answer

    def _choose(self, rows: list[Price], day: date) -> UnitPrice | NoPrice:
        """Return the price of the greatest Gültig ab <= day; of two on that day the greater one (reading 8)."""
        valid = [row for row in rows if row.valid_from is not None and row.valid_from <= day]
        if not valid:
            return NoPrice.MISSING
        latest = max(map(attrgetter("valid_from"), valid))
        vat = self._programme.vat(day)
        prices = [_unit_price(row, vat) for row in valid if row.valid_from == latest]
        readable = [price for price in prices if price is not None]
        if len(readable) < len(prices):  # reading 68
            return NoPrice.UNREADABLE
        # The greater price of a piece has the greater (or equal) plan gross, whatever the quantity.
        return max(readable, key=_unrounded_gross)


def _unit_price(row: Price, vat: Decimal) -> UnitPrice | None:
    if row.amount is None or row.price_type is None:
        return None
    if row.price_type == NET:
        return UnitPrice(row.amount, is_net=True, vat=vat, net=row.amount)
    return UnitPrice(row.amount, is_net=False, vat=vat, net=half_up(row.amount * HUNDRED / (HUNDRED + vat)))


def _unrounded_gross(price: UnitPrice) -> Decimal:
    return price.amount * (HUNDRED + price.vat) / HUNDRED if price.is_net else price.amount


def plan_gross(price: UnitPrice, quantity: int) -> Decimal:
    """Plan value in euros gross, rounded once for the whole quantity (rule 3)."""
    amount = quantity * price.amount
    return half_up(amount * (HUNDRED + price.vat) / HUNDRED) if price.is_net else amount


def plan_net(price: UnitPrice, quantity: int) -> Decimal:
    """Plan value in euros net, rounded once for the whole quantity (rule 3)."""
    amount = quantity * price.amount
    return amount if price.is_net else half_up(amount * HUNDRED / (HUNDRED + price.vat))
