"""Finding rows by their numbers: the first row of a number counts (readings 9, 10, 48)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from pakt_xl.domain.rows.base import PROGRAMME
from pakt_xl.domain.table import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pakt_xl.planning.outlook import NeedFacts


class Numbered(Protocol):
    """A row with a number of its own."""

    @property
    def number(self) -> str | None:
        """Number as typed; None if it cannot be read."""


T = TypeVar("T")
R = TypeVar("R", bound=Numbered)


def first_by_number(rows: Iterable[R]) -> dict[str, R]:
    """First row of each number, by the folded number; rows without a readable number are left out."""
    found: dict[str, R] = {}
    for row in rows:
        if row.number is not None:
            found.setdefault(fold(row.number), row)
    return found


def needs_by_number(needs: Iterable[NeedFacts]) -> dict[str, NeedFacts]:
    """Facts of the first need of each number, which owns orders and invoices (reading 10), by the folded number."""
    found: dict[str, NeedFacts] = {}
    for facts in needs:
        if facts.need.number is not None:
            found.setdefault(fold(facts.need.number), facts)
    return found


def find(rows: Mapping[str, T], number: str | None) -> T | None:
    """Row of a number as typed in another table; None if it is blank, unreadable or unknown."""
    return None if number is None else rows.get(fold(number))


def programme_need(needs: Mapping[str, NeedFacts], number: str | None) -> NeedFacts | None:
    """Need of a number as typed in another table if the DigitalPakt pays it (reading 89); else None."""
    need = find(needs, number)
    return need if need is not None and need.need.funding == PROGRAMME else None
