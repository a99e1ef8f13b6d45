"""Do the sums of the authority hold, and may its budget move between schools: T01 to T04."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.checks.sources import AGREEMENT, ASSUMPTION, COUNCIL, GUIDELINE, HAMM, PRESS
from pakt_xl.domain.finding import Finding, Rule, Scope, Severity, Value
from pakt_xl.domain.money import HUNDRED, ZERO, half_up, percent_down, percent_text
from pakt_xl.domain.rows.base import YES
from pakt_xl.planning.budgets import is_resolved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pakt_xl.checks.evidence import Evidence

T01 = Rule(
    "T01",
    Severity.ERROR,
    Scope.AUTHORITY,
    "Die Budgets der Schulen ergeben {budgets}, das sind {over} mehr als das Trägerbudget von {budget}.",
    "Die Verteilung auf die Schulen berichtigen.",
    f"{GUIDELINE} Anlage 2",
)


def budgets_too_high(evidence: Evidence) -> Iterator[Finding]:
    """T01: the typed budgets of all schools are above the authority's budget (reading 51; 15: none, no T01)."""
    budgets = evidence.outlook.authority.budgets
    budget = evidence.outlook.plan.settings.authority_budget
    if budget is not None and budgets > budget:
        values = {"budgets": budgets, "budget": budget, "over": budgets - budget}
        yield Finding(T01, evidence.at_authority("Trägerbudget"), values, budget, budgets)


T02 = Rule(
    "T02",
    Severity.WARNING,
    Scope.AUTHORITY,
    "Auf Säule 3 entfallen {pillar3} der berechneten DigitalPakt-Ausgaben; höchstens {percent} sind zulässig, das "
    "sind {cap}.",
    "Vor der Schlussabrechnung ausgleichen.",
    f"{PRESS}; {AGREEMENT} § 3",
)
T02_FINAL = Rule(
    "T02",
    Severity.ERROR,
    Scope.AUTHORITY,
    T02.text,
    "In der Schlussabrechnung ausgleichen; das Programm ist beendet.",
    T02.source,
)


def pillar3_share_too_high(evidence: Evidence) -> Iterator[Finding]:
    """T02: pillar 3 is above its share of what was invoiced; an error after the end of the programme (reading 51)."""
    outlook = evidence.outlook
    authority, programme = outlook.authority, outlook.programme
    cap = max(ZERO, percent_down(programme.authority_cap_percent, authority.invoiced))
    if authority.invoiced_pillar3 > cap:
        rule = T02_FINAL if outlook.plan.settings.as_of > programme.end else T02
        values: dict[str, Value] = {
            "pillar3": authority.invoiced_pillar3,
            "percent": percent_text(programme.authority_cap_percent),
            "cap": cap,
        }
        place = evidence.at_authority("Schulträger")
        yield Finding(rule, place, values, cap, authority.invoiced_pillar3)


T03 = Rule(
    "T03",
    Severity.NOTE,
    Scope.AUTHORITY,
    "Auf Säule 1 entfallen {pillar1} von {value} des DigitalPakts; das ist weniger als {percent}.",
    "Den Schwerpunkt laut Ratsbeschluss prüfen (die Schwelle ist eine Annahme).",
    f"{COUNCIL}; {HAMM}",
)


def pillar1_share_too_low(evidence: Evidence) -> Iterator[Finding]:
    """T03: pillar 1 has less than its share of all DigitalPakt values (H4, reading 51)."""
    authority, programme = evidence.outlook.authority, evidence.outlook.programme
    share = programme.pillar1_share_percent
    if authority.value > ZERO and authority.value_pillar1 * HUNDRED < share * authority.value:
        values: dict[str, Value] = {
            "pillar1": authority.value_pillar1,
            "value": authority.value,
            "percent": percent_text(share),
        }
        place = evidence.at_authority("Schulträger")
        expected = half_up(share * authority.value / HUNDRED)
        yield Finding(T03, place, values, expected, authority.value_pillar1)


T04_NOT_ALLOWED = Rule(
    "T04",
    Severity.ERROR,
    Scope.AUTHORITY,
    "Umschichtungen sind nach den Einstellungen nicht erlaubt; diese Zeile wird nicht gerechnet.",
    "Beschluss herbeiführen und „Umschichtung erlaubt“ auf „ja“ setzen, oder die Zeile löschen.",
    f"{ASSUMPTION}, offen",
)
T04_WITHOUT_RESOLUTION = Rule(
    "T04",
    Severity.ERROR,
    Scope.AUTHORITY,
    "Die Umschichtung hat keinen Beschluss; sie wird nicht gerechnet.",
    "Den Beschluss eintragen.",
    T04_NOT_ALLOWED.source,
)


def transfer_without_ground(evidence: Evidence) -> Iterator[Finding]:
    """T04: transfers are not allowed, or this one has no resolution (rule 7, readings 52, 54)."""
    plan = evidence.outlook.plan
    allowed = plan.settings.transfers_allowed == YES
    for transfer in plan.transfers:
        if not is_resolved(transfer, plan.settings):
            rule = T04_WITHOUT_RESOLUTION if allowed else T04_NOT_ALLOWED
            yield Finding(rule, evidence.places.of(transfer, "resolution"))
