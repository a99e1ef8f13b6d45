"""Do orders and invoices fit to needs, to each other and to the notice: B01 to B04 and B07."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.checks.sources import AUDIT, GUIDELINE, VALUE_RULE
from pakt_xl.domain.finding import Finding, Rule, Scope, Severity, Value
from pakt_xl.domain.money import ZERO
from pakt_xl.domain.rows.base import PROGRAMME
from pakt_xl.domain.table import fold
from pakt_xl.planning.lookup import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pakt_xl.checks.evidence import Evidence

B01 = Rule(
    "B01",
    Severity.WARNING,
    Scope.PROCUREMENT,
    "Die bestellte Menge ({ordered}) ist größer als der Bedarf ({wanted}).",
    "Die Bestellung oder den Bedarf prüfen.",
    VALUE_RULE,
)


def more_ordered_than_needed(evidence: Evidence) -> Iterator[Finding]:
    """B01: the orders of a need that are not cancelled have more than its Menge (reading 53)."""
    ordered: dict[str, int] = {}
    for order in evidence.outlook.orders:
        number = fold(order.rows[0].need_number or "")
        ordered[number] = ordered.get(number, 0) + order.quantity
    for number, quantity in ordered.items():
        facts = evidence.need_by_number.get(number)
        if facts is None or facts.need.quantity is None or quantity <= facts.need.quantity:
            continue
        values = {"ordered": quantity, "wanted": facts.need.quantity}
        yield Finding(B01, evidence.places.of(facts.need, "quantity"), values)


B02_QUANTITY = Rule(
    "B02",
    Severity.ERROR,
    Scope.PROCUREMENT,
    "Die berechnete Menge ({invoiced}) ist größer als die bestellte ({ordered}).",
    "Die Rechnung prüfen.",
    VALUE_RULE,
)
B02_AMOUNT = Rule(
    "B02",
    Severity.WARNING,
    Scope.PROCUREMENT,
    "Berechnet sind {invoiced}, das sind {over} mehr als der bestellte Betrag von {ordered}.",
    "Die Rechnung prüfen.",
    VALUE_RULE,
)


def more_invoiced_than_ordered(evidence: Evidence) -> Iterator[Finding]:
    """B02: more pieces invoiced than ordered, else more money (reading 53); under a cancelled order B04 says it."""
    for order in evidence.outlook.orders:
        row = order.rows[0]
        if order.cancelled:
            continue
        if order.invoiced_quantity > order.quantity:
            counts = {"invoiced": order.invoiced_quantity, "ordered": order.quantity}
            yield Finding(B02_QUANTITY, evidence.places.of(row, "quantity"), counts)
        elif order.invoiced_amount > order.amount:
            over = order.invoiced_amount - order.amount
            amounts = {"invoiced": order.invoiced_amount, "ordered": order.amount, "over": over}
            yield Finding(B02_AMOUNT, evidence.places.of(row, "amount"), amounts, order.amount, order.invoiced_amount)


B03 = Rule(
    "B03",
    Severity.ERROR,
    Scope.PROCUREMENT,
    "Diese Rechnung ist für diesen Bedarf schon in Zeile {line} erfasst.",
    "Eine der Zeilen löschen.",
    AUDIT,
)


def doubled_invoice(evidence: Evidence) -> Iterator[Finding]:
    """B03: number, supplier and need stand in an earlier row too; one on each later row (readings 19, 84)."""
    first: dict[tuple[str, ...], int] = {}
    for invoice in evidence.outlook.plan.invoices:
        parts = (invoice.number, invoice.supplier, invoice.need_number)
        key = tuple(fold(part) for part in parts if part)
        if len(key) < len(parts):
            continue
        line = first.setdefault(key, invoice.line)
        if line != invoice.line:
            yield Finding(B03, evidence.places.of(invoice, "number"), {"line": line})


B04 = Rule(
    "B04",
    Severity.ERROR,
    Scope.PROCUREMENT,
    "Die Bestellung {order} ist storniert, berechnet sind aber {amount}.",
    "Die Zahlung prüfen oder das Storno aufheben.",
    AUDIT,
)


def invoice_of_cancelled_order(evidence: Evidence) -> Iterator[Finding]:
    """B04: an invoice row under an order that is cancelled as a whole (readings 53, 75)."""
    for order in evidence.outlook.orders:
        if order.cancelled:
            for invoice in order.invoices:
                values: dict[str, Value] = {"order": invoice.order_number or "", "amount": invoice.amount or ZERO}
                yield Finding(B04, evidence.places.of(invoice, "order_number"), values)


B07 = Rule(
    "B07",
    Severity.WARNING,
    Scope.PROCUREMENT,
    "Bestellt wurde am {ordered}, bewilligt erst am {granted} (Bescheid {reference}).",
    "Den vorzeitigen Maßnahmebeginn belegen.",
    f"{GUIDELINE} Nr. 7.1.2",
)


def ordered_before_grant(evidence: Evidence) -> Iterator[Finding]:
    """B07: an order of a DigitalPakt need is older than a notice of its invoices; one an order (reading 87)."""
    for order in evidence.outlook.orders:
        first = order.rows[0]
        need = find(evidence.need_by_number, first.need_number)
        if order.cancelled or first.ordered_on is None or need is None or need.need.funding != PROGRAMME:
            continue
        notices = (find(evidence.notice_by_reference, invoice.file_reference) for invoice in order.invoices)
        for notice in notices:
            granted = notice.notice.granted_on if notice else None
            if notice and granted and first.ordered_on < granted:
                values: dict[str, Value] = {
                    "ordered": first.ordered_on,
                    "granted": granted,
                    "reference": notice.reference,
                }
                yield Finding(B07, evidence.places.of(first, "ordered_on"), values)
                break
