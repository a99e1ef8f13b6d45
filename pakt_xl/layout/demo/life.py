"""What happens to the purchases of the demo: one central invoice, credit notes, losses, and one of each mistake.

All is invented. It rests on the numbers that the seeded generator gives out, so it belongs to the demo of Hamm alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pakt_xl.domain.money import ZERO, half_up
from pakt_xl.layout.demo.grant import ENDED, WORKPLACES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pakt_xl.layout.demo.buying import DemoInvoice, DemoOrder

CENTRAL_ITEM, CENTRAL_YEAR = "A-201", 2021  # WLAN of this year comes with one invoice for all schools
RETURNED = ("RE-2021-0055", "B-1076")  # one of three boards goes back
REBATE = ("RE-2021-0095", "B-0313")  # money only
REBATE_AMOUNT = Decimal("-412.50")
EARLY_ORDER = ("BE-2020-011", date(2020, 1, 17))  # before the notice: B07
WRONG_RATE = ("RE-2020-0037", 19)  # delivered on the first day with 16 %: B05
MOVED = {  # invoices under no notice or a wrong one
    "RE-2022-0143": ENDED,  # delivered after its end: B06
    "RE-2022-0154": None,  # B08
    "RE-2021-0109": WORKPLACES,  # a switch under the notice of pillar 2: B08
}
WRONG_TOTAL = ("RE-2022-0156", Decimal("2431.12"))  # two digits changed places: B09


@dataclass(frozen=True, slots=True)
class DemoDisposal:
    """What is gone of an invoice row."""

    invoice: str
    need: str
    quantity: int
    day: date
    reason: str


DISPOSALS = (  # both while they are bound: M03
    DemoDisposal("RE-2021-0074", "B-0083", 1, date(2022, 3, 14), "Diebstahl"),
    DemoDisposal("RE-2020-0042", "B-0226", 2, date(2022, 6, 27), "Defekt"),
)


def lived_orders(orders: Iterable[DemoOrder]) -> list[DemoOrder]:
    """Return the orders, one of them placed before its notice."""
    number, day = EARLY_ORDER
    return [replace(order, day=day) if order.number == number else order for order in orders]


def lived_invoices(invoices: Sequence[DemoInvoice]) -> list[DemoInvoice]:
    """Return the invoices with the central one, the credit notes and the mistakes of the office."""
    rows = [_mistaken(each) for each in _with_central(invoices)]
    return [*rows, _return(rows), _rebate(rows)]


def moved(invoices: Iterable[DemoInvoice]) -> list[DemoInvoice]:
    """Return the invoices, some of them under no notice or a wrong one."""
    return [replace(each, file_reference=MOVED.get(each.number, each.file_reference)) for each in invoices]


def _with_central(invoices: Sequence[DemoInvoice]) -> list[DemoInvoice]:
    """Put the invoices of one item and year on one, with the days of the last delivery."""
    central = [each for each in invoices if _is_central(each)]
    last = max(central, key=lambda each: each.delivered)
    whole = replace(last, number=central[0].number, total=sum((each.amount for each in central), ZERO))
    return [
        replace(whole, order=each.order, quantity=each.quantity, amount=each.amount) if _is_central(each) else each
        for each in invoices
    ]


def _is_central(invoice: DemoInvoice) -> bool:
    need = invoice.order.need
    return (need.item.number, need.year) == (CENTRAL_ITEM, CENTRAL_YEAR)


def _mistaken(invoice: DemoInvoice) -> DemoInvoice:
    if invoice.number == WRONG_RATE[0]:
        return replace(invoice, vat=WRONG_RATE[1])
    if invoice.number == WRONG_TOTAL[0]:
        return replace(invoice, total=WRONG_TOTAL[1])
    return invoice


def _return(rows: Iterable[DemoInvoice]) -> DemoInvoice:
    """Credit note for a piece that went back; its order is open again."""
    bought = _row(rows, RETURNED)
    amount = -half_up(bought.amount / bought.quantity)
    return _credit(bought, "GU-2021-001", -1, amount)


def _rebate(rows: Iterable[DemoInvoice]) -> DemoInvoice:
    """Credit note of money only."""
    return _credit(_row(rows, REBATE), "GU-2021-002", 0, REBATE_AMOUNT)


def _credit(bought: DemoInvoice, number: str, quantity: int, amount: Decimal) -> DemoInvoice:
    day, back, paid = date(2021, 11, 2), date(2021, 10, 29), date(2021, 11, 12)
    dated = replace(bought, number=number, day=day, delivered=back, paid=paid)
    return replace(dated, quantity=quantity, amount=amount, total=amount)


def _row(rows: Iterable[DemoInvoice], key: tuple[str, str]) -> DemoInvoice:
    return next(each for each in rows if (each.number, each.order.need.number) == key)
