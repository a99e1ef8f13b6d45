"""Which findings an office allows, and which exemptions are over or needless: Z14 (readings 41, 69 and 102)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pakt_xl.checks.sources import BUILD
from pakt_xl.domain.finding import Admission, Finding, Rule, Scope, Severity
from pakt_xl.domain.table import fold
from pakt_xl.planning.exemptions import holds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pakt_xl.checks.evidence import Evidence
    from pakt_xl.domain.rows import Exemption

Z14_OVER = Rule(
    "Z14",
    Severity.NOTE,
    Scope.ROW,
    "Die Ausnahme zu {code} galt nur bis {until}.",
    "Die Zeile löschen oder die Ausnahme verlängern.",
    BUILD,
)
Z14_NEEDLESS = Rule(
    "Z14",
    Severity.NOTE,
    Scope.ROW,
    "Zu dieser Ausnahme gibt es keinen Befund {code} mit dem Schlüssel {key}.",
    "Die Zeile löschen oder Code und Schlüssel wie im Prüfbericht eintragen.",
    BUILD,
)


def with_admissions(findings: Iterable[Finding], evidence: Evidence) -> list[Finding]:
    """Mark the findings that an exemption allows, and add Z14 for each exemption that is over or fits none.

    A Z14 may be allowed in its turn, so exemptions of Z14 are looked at last.
    """
    used: set[int] = set()
    marked = [_marked(each, evidence, used) for each in findings]
    rows = evidence.outlook.plan.exemptions
    about_findings = [row for row in rows if fold(row.code or "") != fold(Z14_OVER.code)]
    about_notes = [row for row in rows if fold(row.code or "") == fold(Z14_OVER.code)]
    notes = [_marked(each, evidence, used) for each in _notes(about_findings, evidence, used)]
    return [*marked, *notes, *_notes(about_notes, evidence, used)]


def _marked(finding: Finding, evidence: Evidence, used: set[int]) -> Finding:
    """Return the finding with the first exemption that fits it; all that fit are in use."""
    rows = evidence.outlook.exemptions.of(finding.rule.code, finding.place.key)
    if not rows:
        return finding
    used.update(row.index for row in rows)
    first = rows[0]
    return replace(finding, admitted=Admission(first.granted_by or "", first.valid_until, first.reasons or ""))


def _notes(rows: Iterable[Exemption], evidence: Evidence, used: set[int]) -> Iterator[Finding]:
    """Z14 on each of these exemptions that is over or not in use; a row with a Fehler of its own has that finding."""
    as_of = evidence.outlook.plan.settings.as_of
    for row in rows:
        if row.errors:
            continue
        code, key = row.code or "", row.key or ""
        if not holds(row, as_of) and row.valid_until is not None:
            place = evidence.places.of(row, "valid_until")
            yield Finding(Z14_OVER, place, {"code": code, "until": row.valid_until})
        elif row.index not in used:
            yield Finding(Z14_NEEDLESS, evidence.places.of(row, "code"), {"code": code, "key": key})
