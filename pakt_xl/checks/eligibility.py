"""May a need be bought at all, and from which money: Z06 to Z11 and S08."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pakt_xl.checks.sources import ARNSBERG, CLOSING_RULE, GUIDELINE, HAMM, PRICE_RULE
from pakt_xl.domain.finding import Finding, Rule, Scope, Severity
from pakt_xl.domain.rows.base import PROGRAMME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pakt_xl.checks.evidence import Evidence
    from pakt_xl.planning.outlook import NeedFacts, Outlook

Z06 = Rule(
    "Z06",
    Severity.ERROR,
    Scope.ROW,
    "Das Wunschjahr {year} liegt außerhalb der Laufzeit von {first} bis {last}.",
    "Ein Jahr von {first} bis {last} wählen oder eine andere Finanzierung eintragen.",
    f"{HAMM}; {ARNSBERG}",
)


def outside_programme(evidence: Evidence) -> Iterator[Finding]:
    """Z06: the wished year of a DigitalPakt need is no year of the programme (reading 42)."""
    programme = evidence.outlook.programme
    for facts in _blocked(evidence, Z06):
        values = {"year": facts.need.year or 0, "first": programme.first_year, "last": programme.last_year}
        yield Finding(Z06, evidence.places.of(facts.need, "year"), values)


Z07 = Rule(
    "Z07",
    Severity.ERROR,
    Scope.ROW,
    "Der Artikel {item} ist nicht förderfähig, soll aber aus dem DigitalPakt bezahlt werden.",
    "Die Finanzierung ändern.",
    GUIDELINE,
)


def not_eligible(evidence: Evidence) -> Iterator[Finding]:
    """Z07: the DigitalPakt may not pay the item; Z08 hides it (reading 44)."""
    for facts in _blocked(evidence, Z07):
        yield Finding(Z07, evidence.places.of(facts.need, "funding"), {"item": facts.need.item_number or ""})


Z08 = Rule(
    "Z08",
    Severity.ERROR,
    Scope.ROW,
    "Der Artikel {item} gehört zu einer Fördersäule, die beim DigitalPakt nicht beantragt wird.",
    "Über die städtische IT (HITS) aus städtischen Mitteln finanzieren.",
    HAMM,
)


def pillar_not_applied_for(evidence: Evidence) -> Iterator[Finding]:
    """Z08: maintenance and support (pillar 4) stay with the city's IT (H5)."""
    for facts in _blocked(evidence, Z08):
        yield Finding(Z08, evidence.places.of(facts.need, "funding"), {"item": facts.need.item_number or ""})


Z09 = Rule(
    "Z09",
    Severity.WARNING,
    Scope.ROW,
    "Endgerät (Säule {pillar}) aus dem DigitalPakt: landesrechtlich möglich, nach städtischer Festlegung aber nur "
    "aus städtischen Mitteln.",
    "Die Finanzierung auf städtische Mittel ändern oder die Ausnahme klären.",
    HAMM,
)


def end_device(evidence: Evidence) -> Iterator[Finding]:
    """Z09: a pillar that only the city's own money pays (H6, reading 44)."""
    pillars = end_device_pillars(evidence.outlook)
    for facts in evidence.outlook.needs:
        if facts.item is not None and is_end_device(facts, pillars):
            values = {"pillar": facts.item.pillar or 0}
            yield Finding(Z09, evidence.places.of(facts.need, "funding"), values)


def end_device_pillars(outlook: Outlook) -> frozenset[int]:
    """Pillars that the settings leave to city money; for one that is not applied for Z08 says more."""
    return frozenset(outlook.plan.settings.city_pillars) - set(outlook.programme.excluded_pillars)


def is_end_device(facts: NeedFacts, pillars: frozenset[int]) -> bool:
    """Whether Z09 stands on this need: the DigitalPakt is to pay for one of the pillars."""
    item = facts.item
    return item is not None and item.pillar in pillars and facts.need.funding == PROGRAMME and not facts.withdrawn


Z10 = Rule(
    "Z10",
    Severity.ERROR,
    Scope.ROW,
    "Der Artikel {item} hat am Planungstag {day} keinen gültigen Preis; die Summen der Schule sind unvollständig.",
    "Im Blatt Preise einen Preis ergänzen, der spätestens am {day} gilt.",
    PRICE_RULE,
)


def without_price(evidence: Evidence) -> Iterator[Finding]:
    """Z10: something is still to be bought, and no price holds on the planning day (rule 2, reading 2)."""
    as_of = evidence.outlook.plan.settings.as_of
    for facts in evidence.outlook.needs:
        if facts.missing_price:
            day = max(as_of, date(facts.need.year or as_of.year, 1, 1))
            yield Finding(
                Z10, evidence.places.of(facts.need, "item_number"), {"item": facts.need.item_number or "", "day": day}
            )


Z11 = Rule(
    "Z11",
    Severity.WARNING,
    Scope.ROW,
    "Das Wunschjahr {year} ist vorbei, noch zu beschaffen: {open} von {quantity}.",
    "Beschaffen oder die Verschiebung beantragen.",
    HAMM,
)


def overdue(evidence: Evidence) -> Iterator[Finding]:
    """Z11: the wished year is over and something is still to be bought (reading 45)."""
    for facts in evidence.outlook.needs:
        if is_overdue(facts, evidence.outlook):
            need = facts.need
            values = {"year": need.year or 0, "open": facts.open_quantity or 0, "quantity": need.quantity or 0}
            yield Finding(Z11, evidence.places.of(facts.need, "year"), values)


def is_overdue(facts: NeedFacts, outlook: Outlook) -> bool:
    """Whether Z11 stands on this need; off where the programme is over (reading 30) or Z06 stands."""
    if not facts.open_quantity or facts.need.year is None or facts.lapsed or Z06.code in facts.obstacles:
        return False
    return facts.need.year < outlook.plan.settings.as_of.year


S08 = Rule(
    "S08",
    Severity.ERROR,
    Scope.ROW,
    "Die Schule ist ab {closed} geschlossen, für das Jahr {year} ist aber noch etwas zu beschaffen (Menge {open}).",
    "Den Bedarf streichen oder per Antrag auf eine andere Schule übertragen.",
    CLOSING_RULE,
)


def closed_school(evidence: Evidence) -> Iterator[Finding]:
    """S08: something is still to be bought for a year in which the school is closed (rule 16, reading 50)."""
    for facts in _blocked(evidence, S08):
        closed = facts.school.closed_from if facts.school else None
        values = {"closed": closed or "", "year": facts.year or 0, "open": facts.open_quantity or 0}
        yield Finding(S08, evidence.places.of(facts.need, "year"), values)


def _blocked(evidence: Evidence, rule: Rule) -> Iterator[NeedFacts]:
    """Needs that planning blocks for this reason, unless it is allowed: schedule and finding are one judgement."""
    return (facts for facts in evidence.outlook.needs if rule.code in facts.obstacles)
