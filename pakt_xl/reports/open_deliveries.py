"""OffeneLieferungen: every order that is not delivered in full, since when, and the last day for it (reading 96)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn

if TYPE_CHECKING:
    from pakt_xl.domain.table import Cells, Table
    from pakt_xl.planning.funds_facts import OpenOrder
    from pakt_xl.reports.view import View

SPEC = GeneratedTable(
    "OffeneLieferungen",
    "OffeneLieferungen",
    "Offene Lieferungen: bestellt, noch nicht berechnet",
    (
        OutColumn("Bestellnummer", Look.TEXT, 16, "Nummer der Bestellung."),
        OutColumn("Lieferant", Look.TEXT, 28, "Auftragnehmer."),
        OutColumn("Bestellt am", Look.DATE, 13, "Tag der Bestellung."),
        OutColumn("Schule", Look.TEXT, 34, "Name der Schule."),
        OutColumn("Artikel", Look.TEXT, 56, "Was bestellt ist."),
        OutColumn("Bestellt", Look.WHOLE, 11, "Bestellte Menge."),
        OutColumn("Berechnet", Look.WHOLE, 12, "Davon berechnet; Gutschriften sind abgezogen."),
        OutColumn("Offen", Look.WHOLE, 9, "Noch nicht berechnete Menge."),
        OutColumn("Offener Betrag", Look.EURO, 17, "Anteil der offenen Menge am Bestellwert, in Euro brutto."),
        OutColumn("Tage offen", Look.WHOLE, 11, "Tage von der Bestellung bis zum Stichtag."),
        OutColumn("Liefern bis", Look.DATE, 13, "Letzter Tag des Programms; leer bei anderer Finanzierung."),
    ),
    # A row is an order and a need; the need shows itself by its school and item.
    key=("Bestellnummer", "Schule", "Artikel", "Bestellt"),
    purpose="Rot: Die Frist des Programms ist vorbei. Eigene Spalten rechts daneben bleiben erhalten.",
)


def build(view: View) -> Table:
    """Return a row per order and need with a quantity that is not invoiced yet."""
    return SPEC.table([_row(each) for each in view.outlook.funds.open_orders])


def _row(each: OpenOrder) -> Cells:
    order, need = each.order, each.need
    first = order.rows[0]  # a doubled order is one, with the day and supplier of its first row (reading 73)
    return (
        first.number,
        first.supplier,
        first.ordered_on,
        need.school.name if need and need.school else None,
        need.item.name if need and need.item else None,
        order.quantity,
        order.invoiced_quantity,
        each.open_quantity,
        order.open_amount,
        each.days_open,
        each.due,
    )
