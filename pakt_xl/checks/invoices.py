"""Is an invoice right in itself, and does it fit to its notice: B05, B06, B08, B09."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pakt_xl.checks.sources import ARNSBERG, AUDIT, DETMOLD, NOTICE, TAX_LAW
from pakt_xl.domain.finding import Finding, Rule, Scope, Severity, Value
from pakt_xl.domain.money import ZERO, percent_text
from pakt_xl.domain.rows import Invoice
from pakt_xl.domain.table import fold
from pakt_xl.planning.exemptions import JOINED
from pakt_xl.planning.lookup import find, programme_need

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pakt_xl.checks.evidence import Evidence
    from pakt_xl.domain.finding import Place
    from pakt_xl.planning.funds_facts import NoticeFacts
    from pakt_xl.planning.outlook import NeedFacts

B05 = Rule(
    "B05",
    Severity.WARNING,
    Scope.PROCUREMENT,
    "Berechnet sind {rate} Umsatzsteuer; am Tag der Lieferung ({day}) galten {vat}.",
    "Die Rechnung berichtigen lassen.",
    TAX_LAW,
)


def wrong_vat(evidence: Evidence) -> Iterator[Finding]:
    """B05: the rate is not that of the day of delivery; rate 0 never is wrong (rule 1, reading 85)."""
    for invoice in evidence.outlook.plan.invoices:
        rate, day = invoice.vat_rate, invoice.delivered_on
        if not rate or day is None:
            continue
        vat = evidence.outlook.programme.vat(day)
        if rate != vat:
            values: dict[str, Value] = {"rate": f"{rate} %", "day": day, "vat": percent_text(vat)}
            yield Finding(B05, evidence.places.of(invoice, "vat_rate"), values)


B06 = Rule(
    "B06",
    Severity.ERROR,
    Scope.PROCUREMENT,
    "Geliefert am {day}, also außerhalb der Durchführung des Bescheids {reference} ({first} bis {last}): nicht "
    "zuwendungsfähig.",
    "Anders finanzieren.",
    f"{ARNSBERG}; {NOTICE}",
)


def delivered_outside_period(evidence: Evidence) -> Iterator[Finding]:
    """B06: delivered before or after the period of the notice, both ends of which belong to it (reading 86)."""
    for invoice, _, notice in _under_notices(evidence):
        day = invoice.delivered_on
        if day is not None and not notice.starts_on <= day <= notice.ends_on:
            values: dict[str, Value] = {
                "day": day,
                "reference": notice.reference,
                "first": notice.starts_on,
                "last": notice.ends_on,
            }
            yield Finding(B06, evidence.places.of(invoice, "delivered_on"), values)


B08_WITHOUT_NOTICE = Rule(
    "B08",
    Severity.WARNING,
    Scope.PROCUREMENT,
    "Die Rechnung wird aus dem DigitalPakt bezahlt, hat aber kein Aktenzeichen; so ist sie nicht abrufbar.",
    "Die Rechnung einem Bescheid zuordnen.",
    DETMOLD,
)
B08_WRONG_PILLAR = Rule(
    "B08",
    Severity.ERROR,
    Scope.PROCUREMENT,
    "Der Artikel gehört zu Säule {pillar}, der Bescheid {reference} gilt für Säule {granted}.",
    "Die Rechnung einem Bescheid dieser Säule zuordnen.",
    DETMOLD,
)


def without_right_notice(evidence: Evidence) -> Iterator[Finding]:
    """B08: a DigitalPakt invoice names no notice, or one of another pillar (readings 54, 86 and 89)."""
    for invoice in () if evidence.lacks(Invoice, "file_reference") else evidence.outlook.plan.invoices:
        is_blank = invoice.file_reference is None and "file_reference" not in invoice.unread
        if is_blank and programme_need(evidence.need_by_number, invoice.need_number) is not None:
            yield Finding(B08_WITHOUT_NOTICE, evidence.places.of(invoice, "file_reference"))
    for invoice, need, notice in _under_notices(evidence):
        pillar, granted = need.item.pillar if need.item else None, notice.notice.pillar
        if pillar is not None and granted is not None and pillar != granted:
            values: dict[str, Value] = {"pillar": pillar, "reference": notice.reference, "granted": granted}
            yield Finding(B08_WRONG_PILLAR, evidence.places.of(invoice, "file_reference"), values)


def _under_notices(evidence: Evidence) -> Iterator[tuple[Invoice, NeedFacts, NoticeFacts]]:
    """Invoice rows of DigitalPakt needs whose notice is known and can be read (readings 86, 89 and 90)."""
    for invoice in evidence.outlook.plan.invoices:
        need = programme_need(evidence.need_by_number, invoice.need_number)
        notice = find(evidence.notice_by_reference, invoice.file_reference)
        if need is not None and notice is not None:
            yield invoice, need, notice


B09 = Rule(
    "B09",
    Severity.ERROR,
    Scope.PROCUREMENT,
    "Die Zeilen der Rechnung {number} ergeben {sum}, die Rechnungssumme ist {total}.",
    "Fehlende Zeilen ergänzen oder die Beträge berichtigen.",
    AUDIT,
)


def rows_do_not_add_up(evidence: Evidence) -> Iterator[Finding]:
    """B09: a row of an invoice shows another Rechnungssumme than the sum of its rows; one an invoice (reading 88).

    Not judged where an amount cannot be read or a row stands twice (B03), since its finding says why.
    """
    for rows in _by_invoice(evidence.outlook.plan.invoices).values():
        amounts = [row.amount for row in rows if row.amount is not None]
        if len(amounts) < len(rows) or _stands_twice(rows):
            continue
        total = sum(amounts, ZERO)
        row = next((row for row in rows if row.total not in (None, total)), None)
        if row is not None and row.total is not None:
            values: dict[str, Value] = {"number": row.number or "", "sum": total, "total": row.total}
            yield Finding(B09, _place(row, rows, evidence), values, row.total, total)


def _by_invoice(invoices: Sequence[Invoice]) -> Mapping[tuple[str, str], list[Invoice]]:
    """Rows of each invoice by its folded number and supplier; over many schools it still is one."""
    found: dict[tuple[str, str], list[Invoice]] = {}
    for row in invoices:
        if row.number is not None and row.supplier is not None:
            found.setdefault((fold(row.number), fold(row.supplier)), []).append(row)
    return found


def _stands_twice(rows: Sequence[Invoice]) -> bool:
    needs = [fold(row.need_number) for row in rows if row.need_number is not None]
    return len(set(needs)) < len(needs)


def _place(row: Invoice, rows: Sequence[Invoice], evidence: Evidence) -> Place:
    """Return the place of the row; an invoice over several schools belongs to none of them."""
    place = evidence.places.of(row, "total")
    schools = {evidence.places.school_of(each) for each in rows}
    key = JOINED.join((row.number or "", row.supplier or ""))
    return replace(place, school=place.school if len(schools) == 1 else "", key=key)
