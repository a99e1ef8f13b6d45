"""Which approval decides where several concern one need: the last one (rule 15); what contradicts is left."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pakt_xl.domain.rows.decisions import APPROVED, FIELD_QUANTITY, FIELD_WITHDRAWAL, NEED_FIELDS
from pakt_xl.domain.table import fold
from pakt_xl.planning.baseline import WITHDRAWN
from pakt_xl.planning.requests import Requests, is_complete, is_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from pakt_xl.domain.rows import ChangeRequest
    from pakt_xl.planning.requests import Subject


class Doubt(Exception):  # noqa: N818  no error: it ends the look at one request with the reason to leave it
    """Why a request is left."""


class Undecided(Doubt):
    """Why no approval for a need and field can be told to be the last."""


class Overtaken(Exception):  # noqa: N818  no error: it ends the look at one request that another goes before
    """The request that goes before."""

    def __init__(self, later: ChangeRequest) -> None:
        super().__init__()
        self.later = later


class Decisions:
    """The approved requests of a plan by need and field."""

    def __init__(self, rows: Sequence[ChangeRequest]) -> None:
        self._last = Requests(rows)
        self._approved: dict[Subject, list[ChangeRequest]] = defaultdict(list)
        for row in rows:
            if row.decision == APPROVED and row.need_number is not None and row.field is not None:
                self._approved[fold(row.need_number), row.field].append(row)

    def last(self) -> Iterable[tuple[Subject, ChangeRequest]]:
        """Return the last approval of every need and field, in the order of the requests' rows."""
        return sorted(self._last.all_approved(), key=lambda each: each[1].index)

    def earlier(self, number: str, field: str) -> list[ChangeRequest]:
        """Return the approvals for a need and field that came before the last, in the order of their rows."""
        last = self._last.approved(number, field)
        return [row for row in self._approved[number, field] if row is not last]

    def strike(self, number: str) -> ChangeRequest | None:
        """Return the last approved Streichung of a need, if it is complete."""
        return self.complete(number, FIELD_WITHDRAWAL)

    def complete(self, number: str, field: str) -> ChangeRequest | None:
        """Return the last approval for a need and field, if it is complete."""
        row = self._last.approved(number, field)
        return row if row is not None and is_complete(row) else None

    @staticmethod
    def is_later(one: ChangeRequest, other: ChangeRequest) -> bool:
        """Whether of two complete approvals the one is the later."""
        return _moment(one) > _moment(other)

    def prove_order(self, number: str, field: str) -> None:
        """Raise Undecided where the day of one of several approvals cannot be read: any of them could be the last."""
        rows = self._approved[number, field]
        unread = next((row for row in rows if "decided_on" in row.unread), None)
        if unread is not None and len(rows) > 1:
            raise Undecided(
                f"Bei Antrag {name(unread)} ist „Entschieden am“ nicht lesbar; welcher zuletzt genehmigt wurde, steht "
                "nicht fest. Bitte zuerst berichtigen."
            )

    def prove_last(self, number: str, field: str, request: ChangeRequest) -> None:
        """Raise Overtaken if an approval for another field goes before a sound one, Doubt if the two contradict.

        A Streichung goes before what was approved earlier. What was approved after it means that the need lives.
        """
        if field == FIELD_WITHDRAWAL:
            self._prove_strike(number, request)
            return
        strike = self.strike(number)
        if strike is None:
            return
        if _moment(request) < _moment(strike):
            raise Overtaken(strike)
        if not _is_strike(request):
            raise Doubt(f"Vorher wurde die Streichung genehmigt (Antrag {name(strike)}). {_REMEDY}")

    def _prove_strike(self, number: str, strike: ChangeRequest) -> None:
        later = [row for row in self._others(number) if _moment(row) > _moment(strike)]
        against = next((row for row in later if not _is_strike(row)), None)
        if against is not None:
            raise Doubt(f"Danach wurde „{against.field}“ genehmigt (Antrag {name(against)}). {_REMEDY}")
        if later:
            raise Overtaken(later[0])

    def _others(self, number: str) -> Iterator[ChangeRequest]:
        """Yield the last complete approval of each field but Streichung and Neuer Bedarf."""
        for field in NEED_FIELDS:
            row = self.complete(number, field)
            if row is not None:
                yield row


_REMEDY = "Bitte klären, welcher gilt, und den anderen ablehnen."


def name(request: ChangeRequest) -> str:
    """Return what a request is called: its number, else its place."""
    return request.number or f"in Zeile {request.line}"


def described(request: ChangeRequest) -> str:
    """Return a request with what it asks for and its day: ``Ä-1 (Menge 9, 03.02.2022)``."""
    wanted = f"{request.field} {request.new_value}" if request.field in NEED_FIELDS else str(request.field)
    day = "ohne Tag" if request.decided_on is None else f"{request.decided_on:%d.%m.%Y}"
    return f"{name(request)} ({wanted}, {day})"


def _is_strike(request: ChangeRequest) -> bool:
    """Whether a request for Menge asks for 0, which is what a Streichung does (reading 77)."""
    return request.field == FIELD_QUANTITY and is_value(request.new_value, WITHDRAWN)


def _moment(request: ChangeRequest) -> tuple[date | None, str, int]:
    """Return the place of a complete approval in time (reading 78)."""
    return request.decided_on, request.number or "", request.index
