"""Mittelabruf and MittelabrufBelege: what each notice lets the office call for, and the invoices not called for yet.

Both come from the same rows of E (rule 12): Bezahlte Ausgaben is the sum of the listed invoices and of those that
already bear the number of a call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn

if TYPE_CHECKING:
    from pakt_xl.domain.table import Cells, Table
    from pakt_xl.planning.funds_facts import InvoiceFacts, NoticeFacts
    from pakt_xl.reports.view import View

FILE_REFERENCE = OutColumn("Aktenzeichen", Look.TEXT, 20, "Aktenzeichen des Bescheids.")

SPEC = GeneratedTable(
    "Mittelabruf",
    "Mittelabruf",
    "Mittelabruf: was je Bescheid abgerufen werden kann",
    (
        FILE_REFERENCE,
        OutColumn("Lucom-Nr.", Look.TEXT, 16, "Nummer des Antrags im Förderportal."),
        OutColumn("Fördersäule", Look.WHOLE, 14, "Säule, für die bewilligt wurde."),
        OutColumn("Bewilligt", Look.EURO, 19, "Bewilligte Zuwendung."),
        OutColumn(
            "Bezahlte Ausgaben",
            Look.EURO,
            19,
            "Bis zum Stichtag bezahlte förderfähige Rechnungen des Bescheids, geliefert im Durchführungszeitraum.",
        ),
        OutColumn("davon Zuwendung", Look.EURO, 19, "Förderanteil daran, höchstens die bewilligte Zuwendung."),
        OutColumn("Bereits abgerufen", Look.EURO, 19, "Summe der Mittelabrufe."),
        OutColumn("Abrufbar", Look.EURO, 19, "Zuwendung abzüglich Abrufe; unter 0,00 ist zu viel abgerufen."),
    ),
    key=("Aktenzeichen",),
    purpose=(
        "Die Rechnungen, die noch in keinem Abruf stehen: Blatt MittelabrufBelege. "
        "Eigene Spalten rechts daneben bleiben erhalten."
    ),
)

INVOICE_COLUMNS = (
    FILE_REFERENCE,
    OutColumn("Rechnungsnummer", Look.TEXT, 18, "Nummer auf der Rechnung."),
    OutColumn("Lieferant", Look.TEXT, 28, "Wer die Rechnung gestellt hat."),
    OutColumn("Rechnungsdatum", Look.DATE, 17, "Datum der Rechnung."),
    OutColumn("Bezahlt am", Look.DATE, 13, "Tag der Zahlung."),
    OutColumn("Schule", Look.TEXT, 34, "Name der Schule."),
    OutColumn("Artikel", Look.TEXT, 56, "Was geliefert wurde."),
    OutColumn("Betrag", Look.EURO, 17, "Betrag der Rechnungszeile in Euro brutto; Gutschriften negativ."),
)
LIST_SPEC = GeneratedTable(
    "MittelabrufBelege",
    "MittelabrufBelege",
    "Belege zum Mittelabruf: bezahlt, noch ohne Abrufnummer",
    INVOICE_COLUMNS,
    # An invoice row is invoice, supplier and need; the need shows itself by its school and item, and where a school
    # buys one item in several needs by its amount. The notice is no part of the key: a note stays with the invoice
    # that is moved to another notice.
    key=("Rechnungsnummer", "Lieferant", "Schule", "Artikel", "Betrag"),
    purpose=(
        "Nach dem Abruf im Blatt Rechnungen die Abrufnummer eintragen. Eigene Spalten rechts daneben bleiben erhalten."
    ),
)


def build(view: View) -> Table:
    """Return a row per notice."""
    return SPEC.table([_row(facts) for facts in view.outlook.funds.notices])


def build_list(view: View) -> Table:
    """Return the rows of E without Abrufnummer (reading 99)."""
    return LIST_SPEC.table(
        [
            invoice_cells(each)
            for facts in view.outlook.funds.notices
            for each in facts.invoices
            if each.invoice.call_number is None
        ]
    )


def _row(facts: NoticeFacts) -> Cells:
    notice = facts.notice
    return (
        notice.file_reference,
        notice.lucom_number,
        notice.pillar,
        notice.grant,
        facts.spent,
        facts.grant,
        facts.called,
        facts.callable,
    )


def invoice_cells(each: InvoiceFacts) -> Cells:
    """Return the cells of ``INVOICE_COLUMNS``; the Aktenzeichen is spelled as in Bescheide, so that filters agree."""
    invoice, need = each.invoice, each.need
    return (
        each.notice.file_reference,
        invoice.number,
        invoice.supplier,
        invoice.invoiced_on,
        invoice.paid_on,
        need.school.name if need.school else None,
        need.item.name if need.item else None,
        each.amount,
    )
