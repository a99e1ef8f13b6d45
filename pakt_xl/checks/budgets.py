"""Does the budget of a school last, and is what comes first covered first: S01 and S07."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.checks.sources import HAMM
from pakt_xl.domain.finding import Finding, Rule, Scope, Severity
from pakt_xl.domain.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pakt_xl.checks.evidence import Evidence
    from pakt_xl.planning.outlook import NeedFacts
    from pakt_xl.programme import Programme

S01 = Rule(
    "S01",
    Severity.ERROR,
    Scope.SCHOOL,
    "Das Budget ist um {over} überschritten: verfügbar sind {available}, belegt sind {committed}.",
    "Bedarfe verschieben, streichen oder anders finanzieren.",
    HAMM,
)


def over_budget(evidence: Evidence) -> Iterator[Finding]:
    """S01: more is committed than available, in the measure of the budget; 0.00 left is right (rule 7)."""
    for facts in evidence.outlook.schools:
        available, committed, remaining = facts.available, facts.committed, facts.remaining
        if available is not None and remaining is not None and remaining < ZERO:
            values = {"over": -remaining, "available": available, "committed": committed}
            yield Finding(S01, evidence.places.of(facts.school, "budget"), values, available, committed)


S07 = Rule(
    "S07",
    Severity.WARNING,
    Scope.SCHOOL,
    "Präsentationstechnik oder WLAN für {uncovered} ist nicht gedeckt, aber nachrangige Bedarfe sind für {spent} "
    "bestellt oder berechnet.",
    "Die Rangfolge prüfen: Präsentationstechnik und WLAN gehen vor.",
    HAMM,
)


def wrong_order(evidence: Evidence) -> Iterator[Finding]:
    """S07: the first rank is not covered, but something of a later rank was bought (rule 8, reading 49)."""
    for facts in evidence.outlook.schools:
        if facts.available is None:  # reading 12: nothing is covered, and the unreadable budget says why
            continue
        needs = evidence.programme_needs[facts.school.index]
        programme = evidence.outlook.programme
        first = [need for need in needs if _rank(need, programme) == 1 and not need.covered]
        uncovered = sum((need.planned for need in first if need.planned), ZERO)
        spent = [need.ordered + need.invoiced for need in needs if _is_later_and_bought(need, programme)]
        if uncovered and spent:
            values = {"uncovered": uncovered, "spent": sum(spent, ZERO)}
            yield Finding(S07, evidence.places.of(facts.school, "budget"), values)


def _is_later_and_bought(facts: NeedFacts, programme: Programme) -> bool:
    """Whether money went into a later rank; an item that cannot be read has no rank (one cause, one finding)."""
    rank = _rank(facts, programme)
    return rank is not None and rank > 1 and (facts.ordered > ZERO or facts.invoiced > ZERO)


def _rank(facts: NeedFacts, programme: Programme) -> int | None:
    if facts.item is None or facts.item.product_group is None:
        return None
    return programme.rank(facts.item.product_group, facts.item.pillar)
