"""Is there a concept (TPEK) behind what a school gets, and is it carried out: S05 and S06."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.checks.sources import HAMM
from pakt_xl.domain.finding import Finding, Rule, Scope, Severity
from pakt_xl.domain.money import ZERO
from pakt_xl.domain.rows.base import CONCEPT_IN_PROGRESS, CONCEPT_MISSING, CONCEPT_PRESENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pakt_xl.checks.evidence import Evidence
    from pakt_xl.planning.outlook import NeedFacts

S05_MISSING = Rule(
    "S05",
    Severity.ERROR,
    Scope.SCHOOL,
    "Das technisch-pädagogische Einsatzkonzept (TPEK) fehlt; die DigitalPakt-Bedarfe der Schule sind gesperrt.",
    "Das Konzept mit Schule und Medienzentrum erstellen.",
    HAMM,
)
S05_IN_PROGRESS = Rule(
    "S05",
    Severity.WARNING,
    Scope.SCHOOL,
    "Das technisch-pädagogische Einsatzkonzept (TPEK) ist noch in Arbeit.",
    "Das Konzept mit Schule und Medienzentrum fertigstellen.",
    HAMM,
)
_BY_CONCEPT = {CONCEPT_MISSING: S05_MISSING, CONCEPT_IN_PROGRESS: S05_IN_PROGRESS}


def no_concept(evidence: Evidence) -> Iterator[Finding]:
    """S05: the concept is missing or unfinished, and the school has DigitalPakt needs (H9, readings 13, 49)."""
    for facts in evidence.outlook.schools:
        rule = _BY_CONCEPT.get(facts.school.concept or "")
        if rule and any(_counts(need) for need in evidence.programme_needs[facts.school.index]):
            yield Finding(rule, evidence.places.of(facts.school, "concept"))


def _counts(facts: NeedFacts) -> bool:
    """Whether something of the need is still to be bought, on order or invoiced."""
    return (facts.open_quantity or 0) > 0 or facts.ordered > ZERO or facts.invoiced > ZERO


S06 = Rule(
    "S06",
    Severity.WARNING,
    Scope.SCHOOL,
    "Das technisch-pädagogische Einsatzkonzept (TPEK) liegt vor, ist aber nicht umgesetzt; berechnet sind schon "
    "{invoiced}.",
    "Die Umsetzung des Konzepts nachweisen lassen.",
    HAMM,
)


def concept_not_carried_out(evidence: Evidence) -> Iterator[Finding]:
    """S06: money was spent on a concept that is not carried out yet (H9, reading 49)."""
    for facts in evidence.outlook.schools:
        if facts.school.concept == CONCEPT_PRESENT and facts.invoiced > ZERO:
            yield Finding(S06, evidence.places.of(facts.school, "concept"), {"invoiced": facts.invoiced})
