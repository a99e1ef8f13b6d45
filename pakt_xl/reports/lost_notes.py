"""Notizen ohne Zeile: values typed beside a generated row that is gone; the filling of a book writes them."""

from __future__ import annotations

from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn

SPEC = GeneratedTable(
    "NotizenOhneZeile",
    "Notizen ohne Zeile",
    "Notizen ohne Zeile: Eingaben, deren Zeile entfallen ist",
    (
        OutColumn("Tabelle", Look.TEXT, 22, "Tabelle, in der die Notiz stand."),
        OutColumn("Schlüssel", Look.TEXT, 36, "Schlüssel der entfallenen Zeile."),
        OutColumn("Spalte", Look.TEXT, 26, "Überschrift der eigenen Spalte."),
        OutColumn("Wert", Look.VALUE, 60, "Was dort eingetragen war.", wrap=True),
    ),
    key=("Tabelle", "Schlüssel", "Spalte"),
)
