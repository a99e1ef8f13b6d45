"""Does a lot reach a threshold of procurement law: J01."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.checks.sources import PROCUREMENT_LAW
from pakt_xl.domain.finding import Finding, Place, Rule, Scope, Severity, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pakt_xl.checks.evidence import Evidence

J01 = Rule(
    "J01",
    Severity.WARNING,
    Scope.YEAR,
    "Der Auftragswert des Loses {group} im Jahr {year} erreicht mit {net} netto den EU-Schwellenwert von {threshold}.",
    "Die Vergabestelle einschalten: EU-weites Verfahren.",
    PROCUREMENT_LAW,
)


def eu_threshold_reached(evidence: Evidence) -> Iterator[Finding]:
    """J01: the net value of a year and product group reaches the EU threshold; equal counts (rule 17)."""
    for lot in evidence.outlook.lots:
        if lot.reached and lot.threshold is not None:
            place = Place("Lose", key=f"{lot.year} / {lot.group}")
            values: dict[str, Value] = {
                "group": lot.group,
                "year": lot.year,
                "net": lot.net,
                "threshold": lot.threshold,
            }
            yield Finding(J01, place, values, lot.threshold, lot.net)
