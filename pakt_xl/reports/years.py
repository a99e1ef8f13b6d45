"""Jahresübersicht: the DigitalPakt amounts by year and pillar (rule 10, reading 31)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn

if TYPE_CHECKING:
    from pakt_xl.domain.table import Table
    from pakt_xl.reports.view import View

SPEC = GeneratedTable(
    "Jahresübersicht",
    "Jahresübersicht",
    "Jahresübersicht: DigitalPakt nach Jahr und Fördersäule",
    (
        OutColumn("Jahr", Look.YEAR, 10, "Jahr der Zahlung, sonst der Rechnung, sonst der Beschaffung."),
        OutColumn(
            "Fördersäule", Look.WHOLE, 14, "1 IT-Grundstruktur, 2 Arbeitsgeräte, 3 mobile Endgeräte, 4 Regionales."
        ),
        OutColumn("Geplant", Look.EURO, 18, "Noch zu beschaffen."),
        OutColumn("Bestellt offen", Look.EURO, 18, "Bestellt, noch nicht berechnet."),
        OutColumn("Berechnet", Look.EURO, 18, "Summe der Rechnungen."),
        OutColumn("Summe", Look.EURO, 18, "Geplant, bestellt und berechnet."),
        OutColumn("davon Zuwendung", Look.EURO, 20, "Förderanteil der Summe, auf den Cent abgerundet."),
        OutColumn("davon Eigenanteil", Look.EURO, 20, "Summe abzüglich Zuwendung."),
    ),
    key=("Jahr", "Fördersäule"),
)


def build(view: View) -> Table:
    """Return a row per year and pillar."""
    return SPEC.table(
        [
            (
                facts.year,
                facts.pillar,
                facts.planned,
                facts.ordered,
                facts.invoiced,
                facts.total,
                facts.grant,
                facts.total - facts.grant,
            )
            for facts in view.outlook.years
        ]
    )
