"""Which invoice rows count to a notice: the E of rule 12, and whether all of it could be read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pakt_xl.domain.rows.base import PROGRAMME, YES
from pakt_xl.domain.table import fold
from pakt_xl.planning.funds_facts import InvoiceFacts
from pakt_xl.planning.lookup import find
from pakt_xl.planning.orders import is_usable_invoice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pakt_xl.domain.rows import Invoice, Notice
    from pakt_xl.planning.outlook import NeedFacts


def spending(
    notice: Notice, rows: Iterable[Invoice], needs: Mapping[str, NeedFacts], as_of: date
) -> tuple[tuple[InvoiceFacts, ...], bool]:
    """Return the rows of E in the order of the lists, and whether every row with this Aktenzeichen could be judged.

    ``rows`` are those that name the notice. The order is Rechnungsdatum (unreadable last), Rechnungsnummer,
    Lieferant, Bedarfsnummer, place in the sheet.
    """
    counted, complete = [], True
    for row in rows:
        need = find(needs, row.need_number)
        verdict = _counts(row, need, notice, as_of)
        complete &= verdict is not None
        if verdict and need is not None and row.amount is not None:
            counted.append(InvoiceFacts(row, need, notice, row.amount))
    return tuple(sorted(counted, key=_list_order)), complete


def _counts(row: Invoice, need: NeedFacts | None, notice: Notice, as_of: date) -> bool | None:
    """Whether a row belongs to E; None if that hangs on a cell that cannot be read or a number that is unknown.

    It belongs to E if the DigitalPakt pays the need, the item is eligible, it was delivered within the period, both
    ends included, and paid until the day of the plan (rule 12, readings 86 and 89).
    """
    verdicts = (
        _is_programme(need),
        _is_eligible(need),
        _is_delivered_within(row, notice),
        _is_paid(row, as_of),
        is_usable_invoice(row) or None,
    )
    if False in verdicts:
        return False
    return None if None in verdicts else True


def _is_programme(need: NeedFacts | None) -> bool | None:
    return None if need is None or need.need.funding is None else need.need.funding == PROGRAMME


def _is_eligible(need: NeedFacts | None) -> bool | None:
    item = None if need is None else need.item
    return None if item is None or item.eligible is None else item.eligible == YES


def _is_delivered_within(row: Invoice, notice: Notice) -> bool | None:
    first, day, last = notice.starts_on, row.delivered_on, notice.ends_on
    return None if first is None or day is None or last is None else first <= day <= last


def _is_paid(row: Invoice, as_of: date) -> bool | None:
    if row.paid_on is None:
        return None if "paid_on" in row.unread else False
    return row.paid_on <= as_of


def _list_order(facts: InvoiceFacts) -> tuple[date, tuple[str, ...], int]:
    row = facts.invoice
    numbers = (row.number, row.supplier, row.need_number)
    return row.invoiced_on or date.max, tuple(fold(number or "") for number in numbers), row.index
