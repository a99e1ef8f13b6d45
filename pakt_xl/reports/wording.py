"""The German sentences of a finding: what is wrong and what to do."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pakt_xl.domain.finding import Severity
from pakt_xl.domain.money import euro_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pakt_xl.domain.finding import Finding, Value

PLURALS = {Severity.ERROR: "Fehler", Severity.WARNING: "Warnungen", Severity.NOTE: "Hinweise"}


def message(finding: Finding) -> str:
    """Return what is wrong, with the finding's values in it, and who allows it until when."""
    text = _filled(finding.rule.text, finding)
    allowed = finding.admitted
    if allowed is None:
        return text
    until = "ohne Frist" if allowed.until is None else f"bis {german(allowed.until)}"
    return f"{text} Zugelassen durch {allowed.by} ({until}): {allowed.reasons}"


def remedy(finding: Finding) -> str:
    """Return what to do."""
    return _filled(finding.rule.remedy, finding)


def counted(number: int, severity: Severity) -> str:
    """Return the text of a number of findings: ``1 Warnung``, ``2 Warnungen``."""
    return f"{number} {severity if number == 1 else PLURALS[severity]}"


def all_counted(findings: Iterable[Finding]) -> str:
    """Return the text of the findings' numbers: ``3 Fehler, 1 Warnung, 0 Hinweise``, what is allowed apart."""
    numbers = Counter(None if finding.admitted else finding.rule.severity for finding in findings)
    parts = [counted(numbers[severity], severity) for severity in Severity]
    return ", ".join([*parts, f"{numbers[None]} zugelassen"] if numbers[None] else parts)


def german(value: Value) -> str:
    """Text of a value in a sentence: amounts in euros, days as TT.MM.JJJJ, numbers and text as they are."""
    if isinstance(value, Decimal):
        return euro_text(value)
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return str(value)


def _filled(sentence: str, finding: Finding) -> str:
    """Fill ``{name}`` from the values."""
    return sentence.format_map({name: german(value) for name, value in finding.values.items()})
