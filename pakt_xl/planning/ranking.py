"""Who is covered by the budget: the order of ranks and the first need that does not fit (rule 8)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from pakt_xl.domain.money import ZERO
from pakt_xl.domain.rows.base import LAST_RECORDED_YEAR
from pakt_xl.planning.budgets import committed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pakt_xl.domain.settings import Settings
    from pakt_xl.planning.need_values import NeedValue
    from pakt_xl.planning.outlook import SchoolFacts
    from pakt_xl.programme import Programme

Rank: TypeAlias = tuple[int, int, int, str, int]


def uncovered_needs(
    values: Sequence[NeedValue], schools: Iterable[SchoolFacts], settings: Settings, programme: Programme
) -> set[int]:
    """Places in ``values`` of the needs whose P the budget does not cover, blocked ones included (reading 25)."""
    unbought = _open_by_school(values)
    uncovered: set[int] = set()
    for school in schools:
        places = unbought.get(school.school.index, [])
        if school.remaining is not None and school.remaining >= ZERO:
            continue  # the whole fits, so every part does
        if school.available is not None:
            ranked = [place for place in places if values[place].planned]
            places = _beyond(ranked, values, school, settings, programme)
        uncovered.update(places)  # reading 65: without a readable budget nothing is covered
    return uncovered


def _open_by_school(values: Sequence[NeedValue]) -> Mapping[int, list[int]]:
    """Places of the DigitalPakt needs of which something is to be bought, by the index of their school's row."""
    found: dict[int, list[int]] = defaultdict(list)
    for place, value in enumerate(values):
        if value.school is not None and value.is_programme and value.open_quantity:
            found[value.school.index].append(place)
    return found


def _beyond(
    places: list[int], values: Sequence[NeedValue], school: SchoolFacts, settings: Settings, programme: Programme
) -> list[int]:
    """Return the places from the first need on that does not fit any more; I and O of the school come first."""
    places = sorted(places, key=lambda place: rank(values[place], programme))
    running = school.invoiced + school.ordered
    for number, place in enumerate(places):
        running += values[place].planned or ZERO
        if school.available is not None and committed(running, settings, programme) > school.available:
            return places[number:]
    return []


def rank(value: NeedValue, programme: Programme) -> Rank:
    """Return the place of a need in the order of covering: lowest first (rule 8, reading 26)."""
    need, item = value.need, value.item
    group, pillar = (item.product_group, item.pillar) if item else (None, None)
    recorded = LAST_RECORDED_YEAR + 1 if need.recorded_year is None else need.recorded_year
    return programme.rank(group, pillar), need.year or 0, recorded, need.number or "", need.index
