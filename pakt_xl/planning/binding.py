"""What is bound to its purpose and until when, and what is gone of it (rule 13, readings 93 and 95)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from pakt_xl.domain.table import fold
from pakt_xl.planning.funds_facts import BoundDisposal, BoundStock, InvoiceFacts
from pakt_xl.planning.lookup import find, programme_need
from pakt_xl.planning.orders import is_usable_invoice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pakt_xl.domain.plan import Plan
    from pakt_xl.domain.rows import Disposal, Invoice
    from pakt_xl.planning.funds_facts import NoticeFacts
    from pakt_xl.planning.outlook import NeedFacts

InvoiceKey: TypeAlias = tuple[str, ...]  # folded Rechnungsnummer, Lieferant, Bedarfsnummer
UNKNOWN: InvoiceKey = ()  # one of the three cannot be read


def bound_stocks(
    plan: Plan, needs: Mapping[str, NeedFacts], notices: Mapping[str, NoticeFacts]
) -> tuple[BoundStock, ...]:
    """Every invoice row of a DigitalPakt need under a notice, Menge not 0, with what is gone of it (reading 95).

    By Schulnummer, Artikelnummer, Rechnungsnummer, Lieferant, Bedarfsnummer, place in the sheet. Of a row that stands
    twice (B03) the first has the disposals, whatever their day; ``needs`` and ``notices`` by folded number.
    """
    disposed = _disposed(plan)
    stocks = []
    for row in plan.invoices:
        key = _key_of_invoice(row)
        gone = disposed.pop(key, 0)
        need, notice = programme_need(needs, row.need_number), find(notices, row.file_reference)
        if need is None or notice is None or not row.quantity or row.amount is None or not is_usable_invoice(row):
            continue
        facts = InvoiceFacts(row, need, notice.notice, row.amount)
        stocks.append(BoundStock(facts, row.quantity, gone, notice.bound_until))
    return tuple(sorted(stocks, key=_stock_order))


def _disposed(plan: Plan) -> dict[InvoiceKey, int]:
    """Pieces that are gone, by the invoice row they came with."""
    found: dict[InvoiceKey, int] = {}
    for row in plan.disposals:
        key = _key_of_disposal(row)
        found[key] = found.get(key, 0) + (row.quantity or 0)
    found.pop(UNKNOWN, None)
    return found


def bound_disposals(
    plan: Plan, needs: Mapping[str, NeedFacts], notices: Mapping[str, NoticeFacts]
) -> tuple[BoundDisposal, ...]:
    """Every disposal up to the end of its invoice's binding period, in the order of the sheet (reading 93)."""
    invoices: dict[InvoiceKey, Invoice] = {}
    for row in plan.invoices:
        invoices.setdefault(_key_of_invoice(row), row)
    invoices.pop(UNKNOWN, None)
    found = []
    for disposal in plan.disposals:
        invoice = invoices.get(_key_of_disposal(disposal))
        is_funded = invoice is not None and programme_need(needs, invoice.need_number) is not None
        notice = find(notices, invoice.file_reference) if invoice and is_funded else None
        if notice is not None and disposal.day is not None and disposal.day <= notice.bound_until:
            found.append(BoundDisposal(disposal, disposal.day, notice))
    return tuple(found)


def _key_of_invoice(row: Invoice) -> InvoiceKey:
    return _folded(row.number, row.supplier, row.need_number)


def _key_of_disposal(row: Disposal) -> InvoiceKey:
    return _folded(row.invoice_number, row.supplier, row.need_number)


def _folded(*parts: str | None) -> InvoiceKey:
    """Return the key in the form in which it is compared."""
    return UNKNOWN if None in parts else tuple(fold(part or "") for part in parts)


def _stock_order(stock: BoundStock) -> tuple[tuple[str, ...], int]:
    need, row = stock.facts.need.need, stock.facts.invoice
    numbers = (need.school_number, need.item_number, row.number, row.supplier, row.need_number)
    return tuple(fold(number or "") for number in numbers), row.index
