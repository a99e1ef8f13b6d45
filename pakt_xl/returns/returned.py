"""What became of a file: taken, refused or passed over, with what is wrong in it and what the school wants."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pakt_xl.domain.finding import Severity

if TYPE_CHECKING:
    from pakt_xl.domain.finding import Finding
    from pakt_xl.domain.school_workbook import Stamp


class State(StrEnum):
    """What became of a file; every file has one of these."""

    TAKEN = "übernommen"
    REFUSED = "nicht übernommen"
    PASSED = "übergangen"


@dataclass(frozen=True, slots=True)
class WishLine:
    """A wish that can become a request: what the school wants, as the master would write it.

    ``need`` is blank for a new need without a number. ``cell`` is that of Neuer Wert in the school's sheet.
    """

    school: str
    need: str
    field: str
    value: str
    reasons: str
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a school says of itself that Schulen does not say: TPEK or Infrastruktur."""

    label: str
    told: str
    known: str


@dataclass(frozen=True, slots=True)
class Returned:
    """A file and what became of it; ``why`` is the one line on a file that was not taken.

    ``school`` is the number of a school of the master, or blank. ``wishes`` can become requests; those in error are
    among the findings. ``stale`` tells that the workbook was made for an older round or baseline, ``again`` that it was
    taken by an earlier call and is passed over now, ``superseded`` that a newer workbook of its school was taken since,
    ``empty`` that nothing is filled in: a school without wishes, or a workbook that nobody sent back.
    """

    file: str
    state: State
    why: str = ""
    school: str = ""
    stamp: Stamp | None = None
    findings: tuple[Finding, ...] = ()
    wishes: tuple[WishLine, ...] = ()
    statements: tuple[Statement, ...] = ()
    refused_wishes: int = 0
    stale: bool = False
    again: bool = False
    superseded: bool = False
    empty: bool = False

    @property
    def counts(self) -> bool:
        """Whether this is a return of its school, taken now or before."""
        return self.state is State.TAKEN or self.again

    @property
    def is_newest(self) -> bool:
        """Whether this is the return of its school by which the school is answered."""
        return self.counts and not self.superseded

    @property
    def has_errors(self) -> bool:
        """Whether the file was refused or a finding on it is a Fehler."""
        return self.state is State.REFUSED or any(finding.rule.severity is Severity.ERROR for finding in self.findings)

    @property
    def content(self) -> object:
        """What two returns of one school have in common if it does not matter which is taken."""
        wishes = sorted((each.need, each.field, each.value, each.reasons) for each in self.wishes)
        wrong = sorted((each.rule.code, each.place.key, str(sorted(each.values.items()))) for each in self.findings)
        return wishes, wrong, self.statements
