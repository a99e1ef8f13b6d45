"""Lesarten: the cap of pillar 3 and its rest under every reading of the open rule, side by side (reading 98)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn
from pakt_xl.planning.caps import READINGS

if TYPE_CHECKING:
    from pakt_xl.domain.table import Cell, Cells, Table
    from pakt_xl.planning.outlook import SchoolFacts
    from pakt_xl.reports.view import View


def _columns(cap_reading: str, cap_level: str) -> tuple[OutColumn, OutColumn]:
    name = f"{cap_reading} {cap_level}"
    return (
        OutColumn(
            f"Obergrenze {name}", Look.EURO, 17, f"Obergrenze der Säule 3: Lesart {cap_reading}, Ebene {cap_level}."
        ),
        OutColumn(f"Rest {name}", Look.EURO, 17, "Diese Obergrenze abzüglich Säule 3 Belegt."),
    )


SPEC = GeneratedTable(
    "Lesarten",
    "Lesarten",
    "Lesarten: Obergrenze der Säule 3 unter jeder Auslegung",
    (
        OutColumn("Schulnummer", Look.TEXT, 15, "Amtliche Schulnummer."),
        OutColumn("Schule", Look.TEXT, 32, "Name der Schule."),
        *(column for reading in READINGS for column in _columns(*reading)),
    ),
    key=("Schulnummer",),
)


def build(view: View) -> Table:
    """Return a row per school; cells of a cap that cannot be computed are empty."""
    return SPEC.table([_row(facts) for facts in view.outlook.schools])


def _row(facts: SchoolFacts) -> Cells:
    cells: list[Cell] = [facts.school.number, facts.school.name]
    for reading in READINGS:
        cap = facts.caps.get(reading)
        cells += [cap.amount, cap.rest] if cap else [None, None]
    return tuple(cells)
