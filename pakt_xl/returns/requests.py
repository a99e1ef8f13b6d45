"""From wishes to change requests "offen": numbers that stay the same for the same files, never one request twice."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from pakt_xl.domain.rows.decisions import FIELD_NEW, OPEN, ChangeRequest
from pakt_xl.domain.table import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from pakt_xl.returns.returned import WishLine

NEW_NEED = "NEU"
"""Begins the number of a need that a school asks for and that has no number yet: ``NEU-190001-1``."""

Key = tuple[str, str, str, str]


def new_requests(
    wishes: Iterable[WishLine], existing: Iterable[ChangeRequest], taken: Iterable[str], today: date
) -> list[ChangeRequest]:
    """Return the requests that are not there yet, in the order of their numbers.

    ``taken`` are numbers of needs that exist. The order of rows in a return and of files does not matter.
    """
    there = list(existing)
    known = set().union(*map(request_keys, there))
    numbers = _Numbers(there, taken)
    requests: list[ChangeRequest] = []
    for wish in sorted(wishes, key=lambda each: (each.school, each.need, each.field, each.value, each.reasons)):
        key = wish_key(wish)
        if key in known:
            continue
        known.add(key)
        requests.append(
            ChangeRequest(
                number=numbers.request(wish.school),
                need_number=wish.need or numbers.need(wish.school),
                field=wish.field,
                new_value=wish.value or None,
                reasons=wish.reasons or None,
                received_on=today,
                decision=OPEN,
            )
        )
    return requests


def wish_key(wish: WishLine) -> Key:
    """What makes two wishes one: school or need, field, value, reasons."""
    need = wish.need or f"{NEW_NEED}-{wish.school}"
    return fold(need), wish.field, _same(wish.value), _same(wish.reasons)


def request_keys(request: ChangeRequest) -> set[Key]:
    """Return the keys of the wishes that a request may have come from, whatever was decided on it.

    The office may have added reasons that were missing, or given a new need the number of its row: that is no new wish.
    """
    needs = {request.need_number or ""}
    if request.field == FIELD_NEW:
        needs.add(re.sub(rf"^({NEW_NEED}-.+)-\d+$", r"\1", request.need_number or ""))
        needs.add(f"{NEW_NEED}-{(request.number or '').rpartition('-')[0]}")
    value, reasons = _same(request.new_value or ""), {_same(request.reasons or ""), ""}
    return {(fold(need), request.field or "", value, each) for need in needs for each in reasons}


def _same(text: str) -> str:
    """Return a text by which it is known again: a workbook does not keep every kind of blank and line break."""
    return " ".join(fold(text).split())


class _Numbers:
    """The next free numbers, counted for each school on its own."""

    def __init__(self, requests: Iterable[ChangeRequest], needs: Iterable[str]) -> None:
        there = list(requests)
        self._requests = _last(each.number for each in there)
        self._needs = _last([*(each.need_number for each in there), *needs])

    def request(self, school: str) -> str:
        self._requests[fold(school)] += 1
        return f"{school}-{self._requests[fold(school)]:03}"

    def need(self, school: str) -> str:
        start = f"{NEW_NEED}-{school}"
        self._needs[fold(start)] += 1
        return f"{start}-{self._needs[fold(start)]}"


def _last(numbers: Iterable[str | None]) -> defaultdict[str, int]:
    """Greatest number behind the last dash, by what stands before it."""
    found: defaultdict[str, int] = defaultdict(int)
    for start, number in _parted(numbers):
        found[start] = max(found[start], number)
    return found


def _parted(numbers: Iterable[str | None]) -> Iterator[tuple[str, int]]:
    for number in filter(None, numbers):
        start, dash, last = fold(number).rpartition("-")
        if dash and last.isascii() and last.isdigit() and len(last) < 10:  # noqa: PLR2004  a number we gave is short
            yield start, int(last)
