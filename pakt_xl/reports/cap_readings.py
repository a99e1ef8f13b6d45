"""Lesarten: the cap of pillar 3 and its rest under every reading of the open rule, side by side (reading 98)."""

from __future__ import annotations

from pakt_xl.domain.settings import BOTH, EITHER, PER_AUTHORITY, PER_SCHOOL
from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn

READINGS = ((BOTH, PER_SCHOOL), (EITHER, PER_SCHOOL), (BOTH, PER_AUTHORITY), (EITHER, PER_AUTHORITY))


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
        OutColumn("Schulnummer", Look.TEXT, 13, "Amtliche Schulnummer."),
        OutColumn("Schule", Look.TEXT, 32, "Name der Schule."),
        *(column for reading in READINGS for column in _columns(*reading)),
    ),
    key=("Schulnummer",),
)
