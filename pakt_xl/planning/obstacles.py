"""Why a need may not be bought: the codes that block it, in their order (rule 17)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.domain.rows.base import ABSENT, CONCEPT_MISSING, NO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pakt_xl.domain.rows import Item, School
    from pakt_xl.planning.need_values import NeedValue
    from pakt_xl.planning.outlook import SchoolFacts
    from pakt_xl.programme import Programme

CODES = ("Z01", "Z02", "Z03", "Z04", "Z05", "Z06", "Z07", "Z08", "Z10", "S03", "S05", "S08")
"""Every code that can block a need, in the order in which the schedule names them (reading 39)."""


def schools_without_infrastructure(schools: Iterable[SchoolFacts]) -> set[int]:
    """Indexes of the schools with S03: pillar 3 in the plan, no infrastructure (rule 9, reading 29)."""
    return {
        facts.school.index
        for facts in schools
        if facts.cap is not None and facts.school.infrastructure == ABSENT and facts.pillar3 > facts.cap.amount
    }


def blocking_codes(value: NeedValue, without_infrastructure: set[int], programme: Programme) -> tuple[str, ...]:
    """Codes that block a need, in their order; empty if it may be bought.

    ``without_infrastructure`` are the indexes of the schools with S03.
    """
    found = {*value.need.errors, *_row_codes(value, programme)}
    if value.school is not None and value.is_programme:
        found.update(_school_codes(value.school, value.item, without_infrastructure, programme))
    # Codes of the baseline (rule 15) join here.
    return tuple(code for code in CODES if code in found) if found else ()


def _row_codes(value: NeedValue, programme: Programme) -> Iterator[str]:
    """Codes of the need's own row beyond its bad cells and doubled number (readings 39, 42 to 44, 50, 57, 58)."""
    item = value.item
    if value.price_unreadable or (item is not None and (item.pillar is None or item.product_group is None)):
        yield "Z02"
    if value.is_programme and not value.withdrawn:
        yield from _programme_codes(value, programme)
    if value.missing_price:
        yield "Z10"
    if _is_closed(value):
        yield "S08"


def _programme_codes(value: NeedValue, programme: Programme) -> Iterator[str]:
    """Codes of what the DigitalPakt does not pay; Z08 hides Z07 (reading 44)."""
    year, item = value.need.year, value.item
    if year is not None and not programme.first_year <= year <= programme.last_year:
        yield "Z06"
    if item is not None and item.pillar in programme.excluded_pillars:
        yield "Z08"
    elif item is not None and item.eligible == NO:
        yield "Z07"


def _is_closed(value: NeedValue) -> bool:
    """Whether something is open for a year in which the school is closed (rule 16, reading 50)."""
    if value.lapsed or not value.open_quantity or value.year is None:
        return False
    closed = value.school.closed_from if value.school else None
    return closed is not None and value.year >= closed.year


def _school_codes(
    school: School, item: Item | None, without_infrastructure: set[int], programme: Programme
) -> Iterator[str]:
    """Codes that the school passes on to its DigitalPakt needs (rule 17, reading 40)."""
    if item is not None and item.pillar == programme.capped_pillar and school.index in without_infrastructure:
        yield "S03"
    if school.concept == CONCEPT_MISSING:
        yield "S05"
