"""Does pillar 3 stay within its cap and stand on an infrastructure: S02, S03, S04."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.checks.sources import ASSUMPTION, HAMM, PRESS
from pakt_xl.domain.finding import Finding, Rule, Scope, Severity, Value
from pakt_xl.domain.money import ZERO, percent_text
from pakt_xl.domain.rows.base import ABSENT, APPLIED_FOR
from pakt_xl.domain.settings import BOTH, EITHER, PER_AUTHORITY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pakt_xl.checks.evidence import Evidence
    from pakt_xl.planning.outlook import Outlook

_LIVE_COLUMN = "Säule 3 belegt"

S02 = Rule(
    "S02",
    Severity.ERROR,
    Scope.SCHOOL,
    "Säule 3 überschreitet mit {pillar3} die Obergrenze von {cap} um {over} (bindende Grenze: {binding}; "
    "Lesart „{reading}“, Ebene „{level}“).",
    "Bedarfe der Säule 3 kürzen oder anders finanzieren.",
    f"{HAMM}; {PRESS}; {ASSUMPTION}",
)


def over_cap(evidence: Evidence) -> Iterator[Finding]:
    """S02: spending of pillar 3 is above the cap of the school; equal is right (rule 9, readings 12, 13, 29)."""
    outlook = evidence.outlook
    settings = outlook.plan.settings
    lenient = settings.cap_level == PER_AUTHORITY and settings.cap_reading == EITHER
    if lenient and not _authority_over(outlook):
        return
    for facts in outlook.schools:
        cap = facts.cap
        if cap is None or facts.school.infrastructure == ABSENT or facts.pillar3 <= cap.amount:
            continue
        values: dict[str, Value] = {
            "pillar3": facts.pillar3,
            "cap": cap.amount,
            "over": facts.pillar3 - cap.amount,
            "binding": cap.binding,
            "reading": settings.cap_reading,
            "level": settings.cap_level,
        }
        yield Finding(S02, evidence.places.of(facts.school, _LIVE_COLUMN), values, cap.amount, facts.pillar3)


S02_AUTHORITY = Rule(
    "S02",
    Severity.ERROR,
    Scope.AUTHORITY,
    "Säule 3 aller Schulen überschreitet mit {pillar3} die Obergrenze des Trägers von {cap} um {over} (bindende "
    "Grenze: {binding}; Lesart „{reading}“, Ebene „{level}“).",
    S02.remedy,
    S02.source,
)


def authority_over_cap(evidence: Evidence) -> Iterator[Finding]:
    """S02 of the authority: with both limits at its level, the sum of pillar 3 is above A* (rule 9, reading 29)."""
    outlook = evidence.outlook
    settings, authority = outlook.plan.settings, outlook.authority
    strict = settings.cap_level == PER_AUTHORITY and settings.cap_reading == BOTH
    if strict and _authority_over(outlook):
        values: dict[str, Value] = {
            "pillar3": authority.pillar3,
            "cap": authority.cap,
            "over": authority.pillar3 - authority.cap,
            "binding": percent_text(outlook.programme.cap_percent),
            "reading": settings.cap_reading,
            "level": settings.cap_level,
        }
        place = evidence.at_authority("Obergrenze Ebene")
        yield Finding(S02_AUTHORITY, place, values, authority.cap, authority.pillar3)


S03 = Rule(
    "S03",
    Severity.ERROR,
    Scope.SCHOOL,
    "Säule 3 ist mit {pillar3} belegt, obwohl die IT-Infrastruktur nicht vorhanden ist.",
    "Die Infrastruktur zuerst beantragen oder die Bedarfe der Säule 3 anders finanzieren.",
    HAMM,
)


def without_infrastructure(evidence: Evidence) -> Iterator[Finding]:
    """S03: pillar 3 without infrastructure, where the cap is 0.00 under every reading (rule 9, readings 12, 29)."""
    for facts in evidence.outlook.schools:
        cap = facts.cap
        if cap is not None and facts.school.infrastructure == ABSENT and facts.pillar3 > cap.amount:
            place = evidence.places.of(facts.school, "infrastructure")
            yield Finding(S03, place, {"pillar3": facts.pillar3}, cap.amount, facts.pillar3)


S04 = Rule(
    "S04",
    Severity.NOTE,
    Scope.SCHOOL,
    "Säule 3 ist mit {pillar3} belegt, die IT-Infrastruktur ist aber nur beantragt.",
    "Vor der Bestellung den Stand der Infrastruktur prüfen.",
    HAMM,
)


def infrastructure_applied_for(evidence: Evidence) -> Iterator[Finding]:
    """S04: pillar 3 on an infrastructure that is only applied for; it needs no budget (readings 49, 66)."""
    for facts in evidence.outlook.schools:
        if facts.school.infrastructure == APPLIED_FOR and facts.pillar3 > ZERO:
            yield Finding(S04, evidence.places.of(facts.school, "infrastructure"), {"pillar3": facts.pillar3})


def _authority_over(outlook: Outlook) -> bool:
    """Whether the sum of pillar 3 is above A*."""
    return outlook.authority.pillar3 > outlook.authority.cap
