"""Why a need may not be bought: the codes that block it, in their order (rule 17)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pakt_xl.domain.rows.base import ABSENT, CONCEPT_MISSING, NO
from pakt_xl.reading.places import key_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pakt_xl.domain.rows import Item, School
    from pakt_xl.planning.exemptions import Exemptions
    from pakt_xl.planning.need_values import NeedValue
    from pakt_xl.planning.outlook import SchoolFacts
    from pakt_xl.programme import Programme

CODES = ("Z01", "Z02", "Z03", "Z04", "Z05", "Z06", "Z07", "Z08", "Z10", "S03", "S05", "S08", "F01", "F02", "F03")
"""Every code that can block a need, in the order in which the schedule names them (reading 39)."""


@dataclass(frozen=True, slots=True)
class Barriers:
    """What stands in the way of needs from outside their rows, and what lifts it.

    ``without_infrastructure`` are the indexes of the schools with S03; ``baseline`` holds codes with the Schlüssel of
    their finding by the index of the need.
    """

    without_infrastructure: set[int]
    baseline: Mapping[int, Sequence[tuple[str, str]]]
    exemptions: Exemptions


def schools_without_infrastructure(schools: Iterable[SchoolFacts]) -> set[int]:
    """Indexes of the schools with S03: pillar 3 in the plan, no infrastructure (rule 9, reading 29)."""
    return {
        facts.school.index
        for facts in schools
        if facts.cap is not None and facts.school.infrastructure == ABSENT and facts.pillar3 > facts.cap.amount
    }


def obstacles(value: NeedValue, barriers: Barriers, programme: Programme) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes that stand against a need, and those of them that block it since no exemption fits; in their order."""
    found = _with_keys(value, barriers, programme)
    if not found:
        return (), ()
    codes = tuple(code for code in CODES if code in found)
    allows = barriers.exemptions.of
    return codes, tuple(code for code in codes if not all(allows(code, key) for key in found[code]))


def _with_keys(value: NeedValue, barriers: Barriers, programme: Programme) -> Mapping[str, list[str]]:
    """Codes against a need, each with the Schlüssel of the findings that exemptions look at (reading 69)."""
    need, item = value.need, value.item
    own = [*need.errors, *_row_codes(value, programme)]
    foreign = [("Z02", need.item_number or "")] if _lacks_facts(value) else []  # the finding is another row's
    if value.school is not None and value.is_programme:
        codes = _school_codes(value.school, item, barriers.without_infrastructure, programme)
        foreign += [(code, value.school.number or "") for code in codes]
    foreign += barriers.baseline.get(need.index, ())
    found: defaultdict[str, list[str]] = defaultdict(list)
    for code, key in [*((code, key_text(need)) for code in own), *foreign]:
        found[code].append(key)
    return found


def _lacks_facts(value: NeedValue) -> bool:
    """Whether the price or a cell of the item cannot be read (readings 57 and 58)."""
    item = value.item
    return value.price_unreadable or (item is not None and (item.pillar is None or item.product_group is None))


def _row_codes(value: NeedValue, programme: Programme) -> Iterator[str]:
    """Codes of the need's own row beyond its bad cells and doubled number (readings 39, 42 to 44, 50)."""
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
