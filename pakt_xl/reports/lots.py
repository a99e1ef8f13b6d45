"""Lose: the net value of a year and product group against the EU threshold (rule 17, reading 34)."""

from __future__ import annotations

from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn

SPEC = GeneratedTable(
    "Lose",
    "Lose",
    "Lose: Auftragswert je Jahr und Warengruppe",
    (
        OutColumn("Jahr", Look.YEAR, 8, "Jahr der Beschaffung."),
        OutColumn("Los", Look.TEXT, 24, "Warengruppe."),
        OutColumn("Auftragswert netto", Look.EURO, 20, "Noch zu beschaffen, alle Schulen und Finanzierungen."),
        OutColumn("EU-Schwelle", Look.EURO, 18, "Schwellenwert des Jahres, netto."),
        OutColumn("Erreicht", Look.TEXT, 10, "ja, sobald der Auftragswert die Schwelle erreicht."),
        OutColumn("Hinweis Verfahren", Look.TEXT, 30, "Was die Vergabestelle beachten muss."),
    ),
    key=("Jahr", "Los"),
)
