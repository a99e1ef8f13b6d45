"""A finding of a check: the rule that was broken, the place, and the values its German sentence needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Value = str | Decimal | int | date


class Severity(StrEnum):
    """How grave a finding is; the words are those of the workbook (reading 61)."""

    ERROR = "Fehler"
    WARNING = "Warnung"
    NOTE = "Hinweis"


class Scope(StrEnum):
    """What a finding is about, column Bereich (reading 100)."""

    ROW = "Zeile"
    SCHOOL = "Schule"
    YEAR = "Jahr"
    AUTHORITY = "Träger"
    BASELINE = "Festschreibung"
    PROCUREMENT = "Beschaffung"
    FUNDS = "Mittel"
    RETURN = "Rücklauf"
    WORKBOOK = "Mappe"


@dataclass(frozen=True, slots=True)
class Rule:
    """A check's public code with its sentences; ``{name}`` in them is filled from the finding's values."""

    code: str
    severity: Severity
    scope: Scope
    text: str
    remedy: str
    source: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding stands: sheet, cell (A1 or empty), column header, number of the school, key of the row."""

    sheet: str = ""
    cell: str = ""
    column: str = ""
    school: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Admission:
    """Who allows a finding and why; ``until`` is the last day, None without an end."""

    by: str
    until: date | None
    reasons: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of the Prüfbericht. ``expected`` and ``actual`` are amounts in euros, their difference is derived.

    A finding that is ``admitted`` stays visible, but blocks nothing and does not count (reading 41).
    """

    rule: Rule
    place: Place
    values: Mapping[str, Value] = field(default_factory=dict)
    expected: Decimal | None = None
    actual: Decimal | None = None
    admitted: Admission | None = None

    @property
    def is_error(self) -> bool:
        """Whether it is a Fehler that nobody allowed."""
        return self.rule.severity is Severity.ERROR and self.admitted is None

    @property
    def difference(self) -> Decimal | None:
        """Ist less Soll."""
        if self.expected is None or self.actual is None:
            return None
        return self.actual - self.expected
