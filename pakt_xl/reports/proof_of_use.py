"""Verwendungsnachweis and VerwendungsnachweisBelege: what each notice paid for, and the invoices behind it.

Both come from the same rows of E (rule 12), so the list adds up to its row "gesamt" and to its product groups.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.domain.money import ZERO
from pakt_xl.domain.rows.base import PRODUCT_GROUPS
from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn
from pakt_xl.reports.call_for_funds import FILE_REFERENCE, INVOICE_COLUMNS, invoice_cells

if TYPE_CHECKING:
    from decimal import Decimal

    from pakt_xl.domain.table import Cells, Table
    from pakt_xl.planning.funds_facts import InvoiceFacts, NoticeFacts
    from pakt_xl.reports.view import View

TOTAL = "gesamt"
NO_GROUP = "ohne Warengruppe"  # its cell in Katalog cannot be read; the groups still add up to the notice

SPEC = GeneratedTable(
    "Verwendungsnachweis",
    "Verwendungsnachweis",
    "Verwendungsnachweis: was je Bescheid bezahlt wurde",
    (
        FILE_REFERENCE,
        OutColumn("Warengruppe", Look.TEXT, 24, "Warengruppe; „gesamt“ ist die Zeile des Bescheids."),
        OutColumn("Bewilligte Ausgaben", Look.EURO, 19, "Zuwendungsfähige Ausgaben laut Bescheid."),
        OutColumn("Tatsächliche Ausgaben", Look.EURO, 19, "Bis zum Stichtag bezahlte förderfähige Rechnungen."),
        OutColumn("Zuwendung", Look.EURO, 19, "Förderanteil daran, höchstens die bewilligte Zuwendung."),
        OutColumn("Eigenanteil", Look.EURO, 19, "Tatsächliche Ausgaben abzüglich Zuwendung."),
        OutColumn("Abgerufen", Look.EURO, 19, "Summe der Mittelabrufe."),
        OutColumn("Differenz", Look.EURO, 19, "Zuwendung abzüglich Abgerufen; unter 0,00 ist zu viel abgerufen."),
    ),
    key=("Aktenzeichen", "Warengruppe"),
    purpose=("Alle Rechnungen dazu: Blatt VerwendungsnachweisBelege. Eigene Spalten rechts daneben bleiben erhalten."),
)
LIST_SPEC = GeneratedTable(
    "VerwendungsnachweisBelege",
    "VerwendungsnachweisBelege",
    "Belege zum Verwendungsnachweis: alle Rechnungen je Bescheid",
    (
        *INVOICE_COLUMNS,
        OutColumn("Geliefert am", Look.DATE, 13, "Tag der Lieferung."),
        OutColumn("Schulnummer", Look.TEXT, 15, "Amtliche Schulnummer."),
    ),
    # As in MittelabrufBelege; the number of a school outlives a change of its name.
    key=("Rechnungsnummer", "Lieferant", "Schulnummer", "Artikel", "Betrag"),
    purpose=(
        "Je Bescheid ergeben die Beträge die Zeile „gesamt“ im Verwendungsnachweis. "
        "Eigene Spalten rechts daneben bleiben erhalten."
    ),
)


def build(view: View) -> Table:
    """Return for each notice a row per product group it paid for, then its row "gesamt" (reading 91)."""
    return SPEC.table([row for facts in view.outlook.funds.notices for row in _rows(facts)])


def build_list(view: View) -> Table:
    """Return the rows of E of every notice (reading 99)."""
    return LIST_SPEC.table([_invoice_row(each) for facts in view.outlook.funds.notices for each in facts.invoices])


def _rows(facts: NoticeFacts) -> list[Cells]:
    """Rows of a notice; only "gesamt" shares out a grant, since rounded shares are never summed."""
    notice = facts.notice
    sums = _by_group(facts)
    groups: list[Cells] = [
        (notice.file_reference, group, None, sums[group], None, None, None, None)
        for group in (*PRODUCT_GROUPS, NO_GROUP)
        if group in sums
    ]
    total: Cells = (
        notice.file_reference,
        TOTAL,
        notice.eligible_spending,
        facts.spent,
        facts.grant,
        facts.own_share,
        facts.called,
        facts.callable,
    )
    return [*groups, total]


def _by_group(facts: NoticeFacts) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for each in facts.invoices:
        group = (each.need.item and each.need.item.product_group) or NO_GROUP
        sums[group] = sums.get(group, ZERO) + each.amount
    return sums


def _invoice_row(each: InvoiceFacts) -> Cells:
    return (*invoice_cells(each), each.invoice.delivered_on, each.need.need.school_number)
