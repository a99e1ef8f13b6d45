"""Zweckbindung: what each invoice row delivered, what is gone of it, and until when it is bound (reading 95)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn

if TYPE_CHECKING:
    from pakt_xl.domain.table import Cells, Table
    from pakt_xl.planning.funds_facts import BoundStock
    from pakt_xl.reports.view import View

SPEC = GeneratedTable(
    "Zweckbindung",
    "Zweckbindung",
    "Zweckbindung: was wo steht und bis wann es gebunden ist",
    (
        OutColumn("Schule", Look.TEXT, 34, "Name der Schule."),
        OutColumn("Artikel", Look.TEXT, 56, "Was geliefert wurde."),
        OutColumn("Menge geliefert", Look.WHOLE, 14, "Menge der Rechnungszeile; Rückgaben negativ."),
        OutColumn("Abgänge", Look.WHOLE, 12, "Summe der Abgänge dieser Rechnungszeile."),
        OutColumn("Bestand", Look.WHOLE, 12, "Geliefert abzüglich Abgänge."),
        OutColumn("Rechnungsnummer", Look.TEXT, 18, "Nummer der Rechnung, mit der das Gerät kam."),
        OutColumn("Geliefert am", Look.DATE, 14, "Tag der Lieferung."),
        OutColumn("Aktenzeichen", Look.TEXT, 20, "Aktenzeichen des Bescheids."),
        OutColumn("Gebunden bis", Look.DATE, 14, "Letzter Tag der Zweckbindung."),
    ),
    # A row is an invoice row: the invoice and the need, which shows itself by its school and item. A school buys one
    # item in several needs on one invoice, so quantity and day tell them apart as far as the sheet can.
    key=("Rechnungsnummer", "Schule", "Artikel", "Menge geliefert", "Geliefert am"),
    purpose=(
        "Gelb: Ein Teil ist abgegangen (Blatt Abgänge). Rot: mehr Abgänge als geliefert; Blatt Abgänge prüfen. "
        "Eigene Spalten rechts daneben bleiben erhalten."
    ),
)


def build(view: View) -> Table:
    """Return a row per invoice row with a quantity that a notice binds."""
    return SPEC.table([_row(stock) for stock in view.outlook.funds.bound])


def _row(stock: BoundStock) -> Cells:
    invoice, need, notice = stock.facts.invoice, stock.facts.need, stock.facts.notice
    return (
        need.school.name if need.school else None,
        need.item.name if need.item else None,
        stock.delivered,
        stock.disposed,
        stock.stock,
        invoice.number,
        invoice.delivered_on,
        notice.file_reference,
        stock.bound_until,
    )
