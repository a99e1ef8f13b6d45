"""The grant of the demo: three notices, and the calls that were made for what was paid under them; all invented."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pakt_xl.domain.money import ZERO, percent_down

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pakt_xl.layout.demo.buying import DemoInvoice

GRANT_SHARE = Decimal(90)  # percent, as in the programme file of the demo


@dataclass(frozen=True, slots=True)
class DemoNotice:
    """A notice; what was delivered in its days for its pillar is invoiced under it."""

    file_reference: str
    lucom: str
    pillar: int
    granted: date
    spending: Decimal
    starts: date
    ends: date
    proof_due: date | None = None

    @property
    def grant(self) -> Decimal:
        """Zuwendung."""
        return percent_down(GRANT_SHARE, self.spending)

    def holds(self, invoice: DemoInvoice) -> bool:
        """Whether an invoice row belongs to it."""
        return invoice.order.need.item.pillar == self.pillar and self.starts <= invoice.delivered <= self.ends


@dataclass(frozen=True, slots=True)
class DemoCall:
    """A call under a notice for what was paid up to a day and in no call before."""

    number: str
    file_reference: str
    day: date
    paid_until: date


# The first has ended: its proof of use is due soon, and it is bound until 31.12.2026.
NOTICES = (
    DemoNotice(
        "MUSTER-S1-2020",
        "L-10117",
        1,
        date(2020, 1, 20),
        Decimal("3000000.00"),
        date(2020, 2, 1),
        date(2021, 12, 31),
        date(2022, 10, 31),
    ),
    DemoNotice(
        "MUSTER-S1-2022",
        "L-20342",
        1,
        date(2021, 12, 6),
        Decimal("4500000.00"),
        date(2022, 1, 1),
        date(2024, 10, 31),
    ),
    DemoNotice(
        "MUSTER-S2-2020",
        "L-10118",
        2,
        date(2020, 1, 27),
        Decimal("900000.00"),
        date(2020, 2, 1),
        date(2024, 10, 31),
    ),
)
ENDED, RUNNING, WORKPLACES = (notice.file_reference for notice in NOTICES)
CALLS = (
    DemoCall("MA-2020-01", ENDED, date(2020, 12, 15), date(2020, 11, 30)),
    DemoCall("MA-2021-01", ENDED, date(2021, 6, 15), date(2021, 5, 31)),
    DemoCall("MA-2021-02", WORKPLACES, date(2021, 6, 15), date(2021, 5, 31)),
    DemoCall("MA-2021-03", ENDED, date(2021, 11, 15), date(2021, 10, 31)),
    DemoCall("MA-2022-01", WORKPLACES, date(2022, 3, 15), date(2022, 2, 28)),
    DemoCall("MA-2022-02", RUNNING, date(2022, 7, 15), date(2022, 6, 30)),
)


def with_notices(invoices: Sequence[DemoInvoice]) -> list[DemoInvoice]:
    """Return the invoice rows with the Aktenzeichen of their notice; without, if none fits."""
    return [
        replace(each, file_reference=next((notice.file_reference for notice in NOTICES if notice.holds(each)), None))
        for each in invoices
    ]


def with_calls(invoices: Sequence[DemoInvoice]) -> list[DemoInvoice]:
    """Return the invoice rows with the number of the first call that covers them, if one does."""
    return [replace(each, call=next((call.number for call in CALLS if _covers(call, each)), None)) for each in invoices]


def _covers(call: DemoCall, invoice: DemoInvoice) -> bool:
    paid = invoice.paid is not None and invoice.paid <= call.paid_until
    return paid and invoice.file_reference == call.file_reference


def called(call: DemoCall, invoices: Sequence[DemoInvoice]) -> Decimal:
    """Amount of a call: the grant's share of the rows that bear its number."""
    return percent_down(GRANT_SHARE, sum((each.amount for each in invoices if each.call == call.number), ZERO))
