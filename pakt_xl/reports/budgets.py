"""Budgetübersicht: a row per school with budget, what is committed, and the cap of pillar 3; a totals row."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pakt_xl.domain.money import ZERO
from pakt_xl.domain.rows.base import NO, YES
from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn
from pakt_xl.planning.budgets import exhausted

if TYPE_CHECKING:
    from pakt_xl.domain.table import Cells, Table
    from pakt_xl.planning.outlook import Outlook, SchoolFacts
    from pakt_xl.reports.view import View

SPEC = GeneratedTable(
    "Budgetübersicht",
    "Budgetübersicht",
    "Budgetübersicht: Budget, Belegung und Obergrenze je Schule",
    (
        OutColumn("Schulnummer", Look.TEXT, 15, "Amtliche Schulnummer."),
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
        OutColumn("Ausgeschöpft %", Look.PERCENT, 17, "Belegt durch Verfügbar."),
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


# Columns that the totals row adds; caps and texts stay empty there (reading 22).
ADDED = (
    "Budget",
    "Umschichtung",
    "Verfügbar",
    "Geplant",
    "Bestellt offen",
    "Berechnet",
    "Belegt",
    "Restbudget",
    "Säule 3 Belegt",
    "Nachrichtlich städtische Mittel",
    "Nachrichtlich anderes Programm",
)


def build(view: View) -> Table:
    """Return a row per school by Schulnummer, and the totals."""
    rows = budget_rows(view.outlook)
    return SPEC.table(rows, _totals(rows))


def budget_rows(outlook: Outlook) -> list[Cells]:
    """Rows of the table; what cannot be computed is None (readings 12, 13)."""
    return [_row(facts) for facts in outlook.schools]


def _row(facts: SchoolFacts) -> Cells:
    school, cap = facts.school, facts.cap
    return (
        school.number,
        school.name,
        school.school_type,
        school.budget,
        facts.transfers,
        facts.available,
        facts.planned,
        facts.ordered,
        facts.invoiced,
        facts.committed,
        facts.remaining,
        facts.exhausted,
        YES if facts.complete else NO,
        cap.amount if cap else None,
        facts.pillar3,
        cap.rest if cap else None,
        cap.binding if cap else None,
        school.concept,
        school.infrastructure,
        facts.city,
        facts.other_programme,
    )


def _totals(rows: list[Cells]) -> Cells:
    """Return the sums of the columns; Ausgeschöpft is total Belegt / total Verfügbar."""
    sums: dict[str, Decimal] = {}
    for place, header in enumerate(SPEC.headers):
        if header in ADDED:
            cells = [row[place] for row in rows]
            sums[header] = sum((cell for cell in cells if isinstance(cell, Decimal)), ZERO)
    share = exhausted(sums["Belegt"], sums["Verfügbar"])
    return tuple(share if header == "Ausgeschöpft %" else sums.get(header) for header in SPEC.headers)
