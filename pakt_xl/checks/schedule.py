"""Does a lot reach a threshold of procurement law, do orders that belong together: J01 and J02."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pakt_xl.checks.sources import PROCUREMENT_LAW, SPLITTING_LAW
from pakt_xl.domain.finding import Finding, Place, Rule, Scope, Severity, Value
from pakt_xl.domain.table import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pakt_xl.checks.evidence import Evidence
    from pakt_xl.domain.rows import Order
    from pakt_xl.planning.funds_facts import SimilarOrders

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


J02 = Rule(
    "J02",
    Severity.WARNING,
    Scope.YEAR,
    "Die Bestellungen des Loses {group} im Jahr {year} tragen verschiedene Vergabenummern ({numbers}) und erreichen "
    "mit {net} netto zusammen die Wertgrenze von {limit}.",
    "Prüfen, ob ein Auftrag gestückelt wurde.",
    SPLITTING_LAW,
)


def purchase_in_parts(evidence: Evidence) -> Iterator[Finding]:
    """J02: similar orders of a year with different Vergabenummern reach the limit of the settings together.

    Equal counts; a blank limit switches it off (reading 94). Similar supplies add up over all schools, so that the
    finding belongs to none.
    """
    limit = evidence.outlook.plan.settings.split_limit_net
    if limit is None:
        return
    for similar in evidence.outlook.funds.similar:
        awarded = _first_by_award(similar)
        if len(awarded) > 1 and similar.net >= limit:
            first = next(iter(awarded.values()))
            place = evidence.places.of(first, "award_number")
            values: dict[str, Value] = {
                "group": similar.group,
                "year": similar.year,
                "numbers": ", ".join(row.award_number or "" for row in awarded.values()),
                "net": similar.net,
                "limit": limit,
            }
            place = replace(place, school="", key=f"{similar.year} / {similar.group}")
            yield Finding(J02, place, values, limit, similar.net)


def _first_by_award(similar: SimilarOrders) -> dict[str, Order]:
    """Return the first order of each Vergabenummer; orders without one are of no award."""
    found: dict[str, Order] = {}
    for row in (order.rows[0] for order in similar.orders):
        if row.award_number is not None:
            found.setdefault(fold(row.award_number), row)
    return found
