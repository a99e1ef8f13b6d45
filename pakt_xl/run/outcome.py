"""What a click did, for whoever shows it: a button on Start, the task pane, a message box."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pakt_xl.reports import wording

if TYPE_CHECKING:
    from pakt_xl.domain.actions import Action
    from pakt_xl.domain.finding import Finding


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as a person reads it; blank where there is nothing to name."""

    code: str
    severity: str
    sheet: str
    cell: str
    school: str
    key: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a click did: ``message`` is its state line in German, or why nothing was done if it ``failed``."""

    action: Action
    message: str
    remarks: tuple[str, ...] = ()
    findings: tuple[Found, ...] = ()
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What an action did in an open workbook: in one line, with remarks, and the table to look at (blank: Start).

    Where the user ``declined``, nothing of the workbook may change, not even the note beside the button.
    """

    told: str
    remarks: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    table: str = ""
    declined: bool = False


def found(finding: Finding) -> Found:
    """Return a finding in words."""
    rule, place = finding.rule, finding.place
    texts = (place.sheet, place.cell, place.school, place.key, wording.message(finding), wording.remedy(finding))
    return Found(rule.code, str(rule.severity), *(text or "" for text in texts))
