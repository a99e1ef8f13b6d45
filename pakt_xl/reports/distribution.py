"""Verteilliste: every need that is still to be bought, with its school and its obstacle (reading 35)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn

if TYPE_CHECKING:
    from pakt_xl.domain.table import Cells, Table
    from pakt_xl.planning.outlook import Delivery
    from pakt_xl.reports.view import View

AUTOMATIC, ON_REQUEST = "automatisch", "auf Anforderung"

SPEC = GeneratedTable(
    "Verteilliste",
    "Verteilliste",
    "Verteilliste: was welche Schule noch erhält",
    (
        OutColumn("Jahr", Look.YEAR, 8, "Jahr der Beschaffung, frühestens das Jahr des Stichtags."),
        OutColumn("Los", Look.TEXT, 22, "Warengruppe."),
        OutColumn("Schulnummer", Look.TEXT, 15, "Amtliche Schulnummer."),
        OutColumn("Schule", Look.TEXT, 32, "Name der Schule."),
        OutColumn("Artikelnummer", Look.TEXT, 15, "Nummer des Artikels im Katalog."),
        OutColumn("Bezeichnung", Look.TEXT, 58, "Was beschafft wird."),
        OutColumn("Menge", Look.WHOLE, 9, "Noch zu beschaffende Menge."),
        OutColumn("Bedarfsnummer", Look.TEXT, 15, "Nummer des Bedarfs."),
        OutColumn("Finanzierung", Look.TEXT, 24, "Wer bezahlt."),
        OutColumn("Anlass", Look.TEXT, 18, "automatisch oder auf Anforderung der Schule."),
        OutColumn("Gedeckt", Look.TEXT, 10, "ja, nein (Budget reicht nicht) oder gesperrt (siehe Grund)."),
        OutColumn("Grund", Look.TEXT, 20, "Codes der Prüfungen, die sperren; Budget; verfallen."),
    ),
    key=("Bedarfsnummer", "Jahr"),
)


def build(view: View) -> Table:
    """Return a row per need with a quantity still to be bought."""
    return SPEC.table([_row(delivery) for delivery in view.outlook.deliveries])


def _row(delivery: Delivery) -> Cells:
    facts = delivery.facts
    need, school, item = facts.need, facts.school, facts.item
    return (
        facts.year,
        item.product_group if item else None,
        need.school_number,
        school.name if school else None,
        need.item_number,
        item.name if item else None,
        facts.open_quantity,
        need.number,
        need.funding,
        AUTOMATIC if delivery.automatic else ON_REQUEST,
        delivery.covered,
        delivery.reason,
    )
