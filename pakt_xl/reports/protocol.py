"""Protokoll: a row per run, newest first; what was computed from which inputs with which programme."""

from __future__ import annotations

from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn

SPEC = GeneratedTable(
    "Protokoll",
    "Protokoll",
    "Protokoll: jeder Lauf, der neueste zuerst",
    (
        OutColumn("Zeitpunkt", Look.MOMENT, 20, "Wann das Werkzeug gelaufen ist."),
        OutColumn("Stichtag", Look.DATE, 12, "Tag, zu dem gerechnet wurde."),
        OutColumn("Fassung", Look.TEXT, 10, "Fassung des Werkzeugs."),
        OutColumn("Programmdatei", Look.TEXT, 24, "Kennung der Programmdatei."),
        OutColumn("Prüfsumme Programm", Look.TEXT, 20, "Prüfsumme (SHA-256) der Programmdatei."),
        OutColumn("Prüfsumme Eingaben", Look.TEXT, 20, "Prüfsumme (SHA-256) der Eingaben; Sortieren ändert sie nicht."),
        OutColumn("Zeilen je Tabelle", Look.TEXT, 48, "Gelesene Zeilen der Eingabetabellen.", wrap=True),
        OutColumn("Fehler", Look.WHOLE, 9, "Zahl der Fehler."),
        OutColumn("Warnungen", Look.WHOLE, 11, "Zahl der Warnungen."),
        OutColumn("Hinweise", Look.WHOLE, 10, "Zahl der Hinweise."),
        OutColumn("Belegt", Look.EURO, 18, "Belegt über alle Schulen."),
        OutColumn("Restbudget", Look.EURO, 18, "Restbudget über alle Schulen."),
    ),
    key=("Zeitpunkt",),
)
