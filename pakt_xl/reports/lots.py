"""Lose: the net value of a year and product group against the EU threshold (rule 17, reading 34)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.domain.rows.base import NO, YES
from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn

if TYPE_CHECKING:
    from pakt_xl.domain.table import Table
    from pakt_xl.reports.view import View

EU_WIDE = "EU-weites Verfahren"

SPEC = GeneratedTable(
    "Lose",
    "Lose",
    "Lose: Auftragswert je Jahr und Warengruppe",
    (
        OutColumn("Jahr", Look.YEAR, 10, "Jahr der Beschaffung."),
        OutColumn("Los", Look.TEXT, 24, "Warengruppe."),
        OutColumn("Auftragswert netto", Look.EURO, 20, "Noch zu beschaffen, alle Schulen und Finanzierungen."),
        OutColumn("EU-Schwelle", Look.EURO, 18, "Schwellenwert des Jahres, netto."),
        OutColumn("Erreicht", Look.TEXT, 12, "ja, sobald der Auftragswert die Schwelle erreicht."),
        OutColumn("Hinweis Verfahren", Look.TEXT, 30, "Was die Vergabestelle beachten muss."),
    ),
    key=("Jahr", "Los"),
)


def build(view: View) -> Table:
    """Return a row per year and product group; the procedure is named where the threshold is reached."""
    return SPEC.table(
        [
            (lot.year, lot.group, lot.net, lot.threshold, YES if lot.reached else NO, EU_WIDE if lot.reached else None)
            for lot in view.outlook.lots
        ]
    )
