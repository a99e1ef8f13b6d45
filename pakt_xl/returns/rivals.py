"""Wishes beside others: rows of one return that contradict each other, requests that are open, those decided before."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from pakt_xl.domain.cells import shown
from pakt_xl.domain.finding import Finding, Place
from pakt_xl.domain.rows import columns
from pakt_xl.domain.rows.decisions import FIELD_QUANTITY, FIELD_WITHDRAWAL, OPEN, ChangeRequest
from pakt_xl.domain.school_workbook import WISHES_SHEET, Wish
from pakt_xl.domain.table import fold
from pakt_xl.planning.baseline import WITHDRAWN
from pakt_xl.returns import rules
from pakt_xl.returns.requests import request_keys, wish_key
from pakt_xl.returns.returned import Returned, WishLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def contradicts(one: WishLine, other: WishLine) -> bool:
    """Whether two wishes cannot both be granted: another value for one field, or a change of what is struck out.

    Menge 0 strikes out too (rule 15). New needs without a number are needs of their own.
    """
    if not one.need or fold(one.need) != fold(other.need):
        return False
    if one.field == other.field:
        return fold(one.value) != fold(other.value)
    return _strikes(one) != _strikes(other)


def _strikes(wish: WishLine) -> bool:
    return wish.field == FIELD_WITHDRAWAL or (wish.field == FIELD_QUANTITY and wish.value == str(WITHDRAWN))


def first_rival(wish: WishLine, others: Iterable[WishLine]) -> WishLine | None:
    """Return the first of the others that contradicts a wish; None if none does."""
    return next((other for other in others if contradicts(wish, other)), None)


def says(wish: WishLine) -> str:
    """What a wish asks for, in a sentence: ``Menge „6“``, ``Streichung``."""
    return f"{wish.field} {shown(wish.value)}" if wish.value else wish.field


class OpenRequests:
    """The requests that are open, by need, the oldest first."""

    def __init__(self, requests: Iterable[ChangeRequest]) -> None:
        self._by_need: dict[str, list[ChangeRequest]] = defaultdict(list)
        for request in in_time(each for each in requests if each.decision == OPEN):
            self._by_need[fold(request.need_number or "")].append(request)

    def beside(self, returned: Returned) -> Iterator[Finding]:
        """R02: a wish, now a request, for which an older one is open that contradicts it, whoever entered that."""
        for wish in returned.wishes:
            there = self._by_need.get(fold(wish.need), [])
            own = next((place for place, each in enumerate(there) if wish_key(wish) in request_keys(each)), 0)
            for request in there[:own]:
                older = _asked(request)
                if contradicts(wish, older):
                    header = columns(Wish)["new_value"].header
                    place = Place(WISHES_SHEET, wish.cell, header, returned.school, wish.need)
                    number = request.number or ""
                    values = {"need": wish.need, "this": says(wish), "number": number, "other": says(older)}
                    yield Finding(rules.PENDING, place, values)


class EarlierRequests:
    """All requests by the wishes that they may have come from; of several the last counts."""

    def __init__(self, requests: Iterable[ChangeRequest]) -> None:
        self._by_wish = {key: request for request in in_time(requests) for key in request_keys(request)}

    def decided(self, returned: Returned) -> Iterator[Finding]:
        """R02: a wish that was decided already and had come in before this workbook was made; it is no new request."""
        made = returned.stamp.round if returned.stamp else ""
        for wish in returned.wishes:
            request = self._by_wish.get(wish_key(wish))
            if request is None or request.decision in (None, OPEN) or request.received_on is None:
                continue
            if request.received_on.isoformat() < made:
                need, number = request.need_number or "", request.number or ""
                place = Place(WISHES_SHEET, wish.cell, columns(Wish)["new_value"].header, returned.school, need)
                values = {"need": need, "this": says(wish), "number": number, "decision": request.decision or ""}
                yield Finding(rules.DECIDED, place, values)


def standing(requests: Iterable[ChangeRequest]) -> dict[str, dict[str, str]]:
    """Return Neuer Wert by folded need number and field, where a later request goes before what it contradicts."""
    by_need: dict[str, list[WishLine]] = defaultdict(list)
    for request in in_time(requests):
        wish = _asked(request)
        kept = by_need[fold(wish.need)]
        kept[:] = [each for each in kept if each.field != wish.field and not contradicts(wish, each)] + [wish]
    return {need: {each.field: each.value for each in wishes} for need, wishes in by_need.items()}


def in_time(requests: Iterable[ChangeRequest]) -> list[ChangeRequest]:
    """Return requests by Eingang am and Antragsnummer, the oldest first (reading 82)."""
    return sorted(requests, key=lambda each: (each.received_on or date.min, each.number or ""))


def _asked(request: ChangeRequest) -> WishLine:
    return WishLine("", request.need_number or "", request.field or "", request.new_value or "", request.reasons or "")
