"""Change requests by need and field: which one decides, what it lacks, whether a value is the wanted one."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from pakt_xl.domain.rows.decisions import APPROVED
from pakt_xl.domain.table import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pakt_xl.domain.rows import ChangeRequest

Subject: TypeAlias = tuple[str, str]  # folded number of the need, word of the column Feld
_OF_AN_APPROVAL = ("reasons", "decided_on", "decided_by")


class Requests:
    """The requests of a plan; a row without readable Bedarfsnummer or Feld belongs to no need and is left out."""

    def __init__(self, rows: Iterable[ChangeRequest]) -> None:
        self._rows: dict[Subject, list[ChangeRequest]] = defaultdict(list)
        for row in rows:
            if row.need_number is not None and row.field is not None:
                self._rows[fold(row.need_number), row.field].append(row)

    def approved(self, number: str, field: str) -> ChangeRequest | None:
        """Return the last approved request for a field of the need with this folded number (rule 15)."""
        rows = (row for row in self._rows.get((number, field), ()) if row.decision == APPROVED)
        return max(rows, key=_decided, default=None)

    def received(self, number: str, field: str) -> ChangeRequest | None:
        """Return the last request for a field by Eingang am, whatever the decision (reading 82)."""
        return max(self._rows.get((number, field), ()), key=_received, default=None)

    def all_approved(self) -> Iterator[tuple[Subject, ChangeRequest]]:
        """Yield the last approved request of every need and field that has one."""
        for subject in self._rows:
            last = self.approved(*subject)
            if last is not None:
                yield subject, last


def _decided(row: ChangeRequest) -> tuple[date, str, int]:
    """Return the place of an approval in time; a blank day comes first (reading 78)."""
    return row.decided_on or date.min, row.number or "", row.index


def _received(row: ChangeRequest) -> tuple[date, str, int]:
    return row.received_on or date.min, row.number or "", row.index


def lacks(row: ChangeRequest) -> tuple[str, ...]:
    """Return the fields that are blank though the request is approved (F03); a cell with an error is not blank."""
    if row.decision != APPROVED:
        return ()
    return tuple(name for name in _OF_AN_APPROVAL if getattr(row, name) is None and name not in row.unread)


def is_complete(row: ChangeRequest) -> bool:
    """Whether an approval has reasons, date and office (reading 80)."""
    return all(getattr(row, name) is not None for name in _OF_AN_APPROVAL)


def is_value(text: str | None, value: str | int) -> bool:
    """Whether Neuer Wert is a cell's value: as trimmed text, case ignored, numbers as their digits (reading 78)."""
    return text is not None and fold(text) == fold(str(value))
