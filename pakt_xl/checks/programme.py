"""Is the programme file complete: P01."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.checks.sources import PROGRAMME_FILE
from pakt_xl.domain.finding import Finding, Rule, Scope, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pakt_xl.checks.evidence import Evidence

P01 = Rule(
    "P01",
    Severity.NOTE,
    Scope.WORKBOOK,
    "Die Programmdatei „{name}“ ist unvollständig: {missing}",
    "Die Ergebnisse nicht verwenden.",
    PROGRAMME_FILE,
)


def incomplete_programme(evidence: Evidence) -> Iterator[Finding]:
    """P01: whoever computes with an incomplete programme is told so in every run."""
    programme = evidence.outlook.programme
    if not programme.complete:
        values = {"name": programme.name, "missing": programme.missing}
        yield Finding(P01, evidence.places.setting("Programm"), values)
