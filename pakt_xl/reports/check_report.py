"""Prüfbericht: a row per finding, with its place, its German sentences and its amounts."""

from __future__ import annotations

from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn

SPEC = GeneratedTable(
    "Prüfbericht",
    "Prüfbericht",
    "Prüfbericht: jeder Befund mit seiner Zelle",
    (
        OutColumn("Nr.", Look.WHOLE, 6, "Laufende Nummer des Befunds."),
        OutColumn("Schwere", Look.TEXT, 10, "Fehler, Warnung oder Hinweis."),
        OutColumn("Code", Look.TEXT, 7, "Kennung der Prüfung; im Handbuch erklärt."),
        OutColumn(
            "Bereich", Look.TEXT, 13, "Was der Befund betrifft: Zeile, Schule, Jahr, Träger, Beschaffung, Mappe."
        ),
        OutColumn("Blatt", Look.TEXT, 16, "Blatt, auf dem der Befund steht."),
        OutColumn("Zelle", Look.LINK, 9, "Anklicken springt zur Zelle."),
        OutColumn("Spalte", Look.TEXT, 18, "Überschrift der Spalte."),
        OutColumn("Schulnummer", Look.TEXT, 13, "Nummer der betroffenen Schule."),
        OutColumn("Schule", Look.TEXT, 28, "Name der betroffenen Schule."),
        OutColumn("Schlüssel", Look.TEXT, 20, "Nummer der betroffenen Zeile."),
        OutColumn("Was ist falsch", Look.TEXT, 48, "Der Befund in einem Satz.", wrap=True),
        OutColumn("Was ist zu tun", Look.TEXT, 48, "Wie der Befund behoben wird.", wrap=True),
        OutColumn("Soll", Look.EURO, 15, "Erwarteter oder höchstens zulässiger Betrag."),
        OutColumn("Ist", Look.EURO, 15, "Vorgefundener Betrag."),
        OutColumn("Differenz", Look.EURO, 15, "Ist abzüglich Soll."),
        OutColumn("Quelle", Look.TEXT, 26, "Woher die Regel stammt.", wrap=True),
        OutColumn("Stand", Look.TEXT, 11, "neu, offen (stand schon im letzten Bericht) oder zugelassen."),
    ),
    key=("Code", "Blatt", "Spalte", "Schlüssel"),
)
