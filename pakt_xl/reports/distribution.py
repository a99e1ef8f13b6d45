"""Verteilliste: every need that is still to be bought, with its school and its obstacle (reading 35)."""

from __future__ import annotations

from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn

SPEC = GeneratedTable(
    "Verteilliste",
    "Verteilliste",
    "Verteilliste: was welche Schule noch erhält",
    (
        OutColumn("Jahr", Look.YEAR, 8, "Jahr der Beschaffung, frühestens das Jahr des Stichtags."),
        OutColumn("Los", Look.TEXT, 22, "Warengruppe."),
        OutColumn("Schulnummer", Look.TEXT, 13, "Amtliche Schulnummer."),
        OutColumn("Schule", Look.TEXT, 32, "Name der Schule."),
        OutColumn("Artikelnummer", Look.TEXT, 15, "Nummer des Artikels im Katalog."),
        OutColumn("Bezeichnung", Look.TEXT, 38, "Was beschafft wird."),
        OutColumn("Menge", Look.WHOLE, 9, "Noch zu beschaffende Menge."),
        OutColumn("Bedarfsnummer", Look.TEXT, 15, "Nummer des Bedarfs."),
        OutColumn("Finanzierung", Look.TEXT, 24, "Wer bezahlt."),
        OutColumn("Anlass", Look.TEXT, 18, "automatisch oder auf Anforderung der Schule."),
        OutColumn("Gedeckt", Look.TEXT, 10, "ja, nein (Budget reicht nicht) oder gesperrt (siehe Grund)."),
        OutColumn("Grund", Look.TEXT, 20, "Codes der Prüfungen, die sperren; Budget; verfallen."),
    ),
    key=("Bedarfsnummer", "Jahr"),
)
