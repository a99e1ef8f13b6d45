"""Befundübersicht: equal findings summed up, so that 300 equal mistakes read as one line."""

from __future__ import annotations

from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn

SPEC = GeneratedTable(
    "Befundübersicht",
    "Befundübersicht",
    "Befundübersicht: gleiche Befunde zusammengefasst",
    (
        OutColumn("Schwere", Look.TEXT, 10, "Fehler, Warnung oder Hinweis."),
        OutColumn("Code", Look.TEXT, 7, "Kennung der Prüfung; im Handbuch erklärt."),
        OutColumn("Blatt", Look.TEXT, 18, "Blatt, auf dem die Befunde stehen."),
        OutColumn("Spalte", Look.TEXT, 22, "Überschrift der Spalte."),
        OutColumn("Anzahl", Look.WHOLE, 9, "Zahl der gleichen Befunde."),
        OutColumn("Erste Zellen", Look.TEXT, 28, "Die ersten betroffenen Zellen; alle stehen im Prüfbericht."),
        OutColumn("Was zu tun ist", Look.TEXT, 70, "Wie die Befunde behoben werden.", wrap=True),
    ),
    key=("Schwere", "Code", "Blatt", "Spalte"),
)
