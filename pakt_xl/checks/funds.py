"""Is money called for and proved in time, is bound property still there: M01 to M03."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.checks.sources import ANSWERS, ARNSBERG, DETMOLD, GUIDELINE, SIDE_RULES
from pakt_xl.domain.finding import Finding, Rule, Scope, Severity, Value
from pakt_xl.domain.money import ZERO, percent_text
from pakt_xl.domain.rows import Invoice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pakt_xl.checks.evidence import Evidence
    from pakt_xl.planning.funds_facts import NoticeFacts

M01 = Rule(
    "M01",
    Severity.ERROR,
    Scope.FUNDS,
    "Abgerufen sind {called}, zustehen {grant}: {percent} der bezahlten Ausgaben von {spent}, höchstens die bewilligte "
    "Zuwendung von {granted}.",
    "Den zu viel abgerufenen Betrag zurückzahlen oder fehlende Rechnungen zuordnen.",
    GUIDELINE,
)


def called_too_much(evidence: Evidence) -> Iterator[Finding]:
    """M01: more was called for than the grant on what was spent (rule 12).

    Not judged where an invoice of the notice cannot be read, or Rechnungen has no column for notice or payment: what
    was spent is too small then, and that cell or column has a finding of its own.
    """
    if any(evidence.lacks(Invoice, field) for field in ("file_reference", "paid_on")):
        return
    outlook = evidence.outlook
    for facts in outlook.funds.notices:
        if facts.callable < ZERO and facts.complete:
            values: dict[str, Value] = {
                "called": facts.called,
                "grant": facts.grant,
                "percent": percent_text(outlook.programme.grant_percent),
                "spent": facts.spent,
                "granted": facts.granted,
            }
            place = evidence.places.of(facts.notice, "grant")
            yield Finding(M01, place, values, facts.grant, facts.called)


M02_DELIVERY = Rule(
    "M02",
    Severity.WARNING,
    Scope.FUNDS,
    "Letzter Tag der Durchführung: {day} ({left}).",
    "Bis dahin liefern lassen oder Verlängerung beantragen (nach dem {end} ausgeschlossen); später Geliefertes anders "
    "finanzieren.",
    ARNSBERG,
)
M02_CALL = Rule(
    "M02",
    Severity.WARNING,
    Scope.FUNDS,
    "Letzter Tag für den Mittelabruf: {day} ({left}); abrufbar sind noch {callable}.",
    "Die Mittel abrufen; ist der Tag vorbei, die Bezirksregierung fragen.",
    DETMOLD,
)
M02_PROOF = Rule(
    "M02",
    Severity.WARNING,
    Scope.FUNDS,
    "Letzter Tag für den Verwendungsnachweis: {day} ({left}).",
    "Den Verwendungsnachweis vorlegen.",
    SIDE_RULES,
)


def deadline_near(evidence: Evidence) -> Iterator[Finding]:
    """M02: a deadline is near or over: delivery, the last call while there is something to call for, the proof.

    From Warnfrist Tage before the day on, without an end, each deadline on its own (reading 92).
    """
    outlook = evidence.outlook
    as_of, warning_days = outlook.plan.settings.as_of, outlook.plan.settings.warning_days
    for facts in outlook.funds.notices:
        for rule, field, day in _deadlines(facts, outlook.programme.last_call):
            days = (day - as_of).days
            if days <= warning_days:
                values: dict[str, Value] = {
                    "day": day,
                    "left": _left(days),
                    "end": outlook.programme.end,
                    "callable": facts.callable,
                }
                yield Finding(rule, evidence.places.of(facts.notice, field), values)


def _deadlines(facts: NoticeFacts, last_call: date) -> Iterator[tuple[Rule, str, date]]:
    """Yield each deadline of a notice with its rule and the field whose cell is named."""
    yield M02_DELIVERY, "ends_on", facts.ends_on
    if facts.callable > ZERO:
        yield M02_CALL, "grant", last_call
    yield M02_PROOF, "proof_due", facts.proof_due


def _left(days: int) -> str:
    """Return how long there is still time, in German."""
    if days == 0:
        return "heute"
    number = "1 Tag" if abs(days) == 1 else f"{abs(days)} {'Tage' if days > 0 else 'Tagen'}"
    return f"noch {number}" if days > 0 else f"seit {number} vorbei"


M03 = Rule(
    "M03",
    Severity.WARNING,
    Scope.FUNDS,
    "Der Abgang vom {day} liegt in der Zweckbindung: gebunden bis {until} (Bescheid {reference}).",
    "Der Bezirksregierung melden oder ersetzen (die Folge ist offen).",
    ANSWERS,
)


def gone_while_bound(evidence: Evidence) -> Iterator[Finding]:
    """M03: something is gone, whatever the reason, before its binding period is over (rule 13, reading 93)."""
    for gone in evidence.outlook.funds.disposals:
        notice = gone.notice
        values: dict[str, Value] = {"day": gone.day, "until": notice.bound_until, "reference": notice.reference}
        yield Finding(M03, evidence.places.of(gone.disposal, "day"), values)
