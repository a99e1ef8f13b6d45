"""Programmwerte: shares, limits, VAT and dates of the programme file, which the live formulas look up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn

if TYPE_CHECKING:
    from pakt_xl.domain.table import Table
    from pakt_xl.reports.view import View

SPEC = GeneratedTable(
    "Programmwerte",
    "Programmwerte",
    "Programmwerte: Sätze, Grenzen und Fristen aus der Programmdatei",
    (
        OutColumn("Schlüssel", Look.TEXT, 44, "Name des Werts; die Formeln der Mappe suchen ihn hier."),
        OutColumn("Wert", Look.VALUE, 33, "Zahl, Datum oder Text aus der Programmdatei."),
        OutColumn("Gültig ab", Look.DATE, 13, "Erster Tag der Geltung; leer: von Beginn an."),
        OutColumn("Gültig bis", Look.DATE, 13, "Letzter Tag der Geltung; leer: ohne Ende."),
        OutColumn("Herkunft", Look.TEXT, 11, "Beleg (Fundstelle) oder Annahme (offene Frage)."),
        OutColumn("Quelle", Look.TEXT, 100, "Fundstelle oder Begründung der Annahme."),
    ),
    key=("Schlüssel", "Gültig ab"),
)


def build(view: View) -> Table:
    """Return the values in the order of the programme file."""
    return SPEC.table(
        [
            (row.key, row.value, row.valid_from, row.valid_to, row.origin, row.source)
            for row in view.outlook.programme.values
        ]
    )
