"""Budgetübersicht: a row per school with budget, what is committed, and the cap of pillar 3; a totals row."""

from __future__ import annotations

from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn

SPEC = GeneratedTable(
    "Budgetübersicht",
    "Budgetübersicht",
    "Budgetübersicht: Budget, Belegung und Obergrenze je Schule",
    (
        OutColumn("Schulnummer", Look.TEXT, 13, "Amtliche Schulnummer."),
        OutColumn("Schule", Look.TEXT, 32, "Name der Schule."),
        OutColumn("Schulform", Look.TEXT, 15, "Schulform."),
        OutColumn("Budget", Look.EURO, 16, "Eingetragenes DigitalPakt-Budget."),
        OutColumn("Umschichtung", Look.EURO, 15, "Erhalten abzüglich abgegeben; nur erlaubte mit Beschluss."),
        OutColumn("Verfügbar", Look.EURO, 16, "Budget und Umschichtung."),
        OutColumn("Geplant", Look.EURO, 16, "Noch zu beschaffen, zum Preis des Planungstags (Ausgaben)."),
        OutColumn("Bestellt offen", Look.EURO, 16, "Bestellt, noch nicht berechnet (Ausgaben)."),
        OutColumn("Berechnet", Look.EURO, 16, "Summe der Rechnungen (Ausgaben)."),
        OutColumn("Belegt", Look.EURO, 16, "Geplant, bestellt und berechnet, gemessen wie das Budget."),
        OutColumn("Restbudget", Look.EURO, 16, "Verfügbar abzüglich Belegt; unter 0,00 ist das Budget überschritten."),
        OutColumn("Ausgeschöpft %", Look.PERCENT, 14, "Belegt durch Verfügbar."),
        OutColumn("Vollständig", Look.TEXT, 12, "nein: eine Zeile wurde ganz oder teilweise nicht gerechnet."),
        OutColumn("Säule 3 Obergrenze", Look.EURO, 16, "Höchstbetrag der mobilen Endgeräte nach den Einstellungen."),
        OutColumn("Säule 3 Belegt", Look.EURO, 16, "Mobile Endgeräte aus dem DigitalPakt (Ausgaben)."),
        OutColumn("Säule 3 Rest", Look.EURO, 16, "Obergrenze abzüglich Belegt."),
        OutColumn("Bindende Grenze", Look.TEXT, 19, "Welche Grenze die Obergrenze bestimmt."),
        OutColumn("TPEK", Look.TEXT, 12, "Stand des technisch-pädagogischen Einsatzkonzepts."),
        OutColumn("Infrastruktur", Look.TEXT, 16, "Stand der IT-Grundstruktur."),
        OutColumn("Nachrichtlich städtische Mittel", Look.EURO, 18, "Zählt nicht gegen das Budget."),
        OutColumn("Nachrichtlich anderes Programm", Look.EURO, 18, "Zählt nicht gegen das Budget."),
    ),
    key=("Schulnummer",),
    total=True,
)
