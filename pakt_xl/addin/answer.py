"""The outcome of a click as JSON for the task pane: the state line, the remarks and the gravest findings."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pakt_xl.domain.finding import Severity

if TYPE_CHECKING:
    from pakt_xl.run.outcome import Outcome

CALLBACK = "paktErgebnis"
"""Function of the task pane that takes the answer; it runs after all changes to the workbook."""
SHOWN = 200
"""Findings that the pane lists; a list of thousands helps nobody, the Prüfbericht has them all."""

_ORDER = tuple(Severity)


def answer(outcome: Outcome) -> str:
    """Return what the pane shows: the gravest findings up to SHOWN, and how many there are of each severity."""
    ranked = sorted(outcome.findings, key=lambda found: _ORDER.index(Severity(found.severity)))
    counted = Counter(found.severity for found in outcome.findings)
    return _text(
        failed=outcome.failed,
        message=outcome.message,
        remarks=list(outcome.remarks),
        counts={severity.value: counted[severity.value] for severity in _ORDER},
        findings=[asdict(found) for found in ranked[:SHOWN]],
    )


def refused(message: str) -> str:
    """Return the answer to a call that could not be carried out."""
    return _text(failed=True, message=message, remarks=[], counts=dict.fromkeys(map(str, _ORDER), 0), findings=[])


def _text(**parts: Any) -> str:
    return json.dumps(parts, ensure_ascii=False)
