"""What the master knows that returns are judged by: schools, needs, items, baseline, requests that are there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pakt_xl.domain.rows.decisions import FIELD_NEW
from pakt_xl.domain.table import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pakt_xl.domain.plan import Plan
    from pakt_xl.domain.rows import Need, School
    from pakt_xl.domain.settings import Settings
    from pakt_xl.programme import Programme


@dataclass(frozen=True, slots=True)
class Master:
    """Keys are folded. ``needs`` are a school's needs, as typed or, if the row is gone, as fixed in the baseline.

    ``all_needs`` are the numbers of all of these, ``new_needs`` those that were asked for as new ones.
    ``items`` gives the Artikelnummer by number, and by Bezeichnung where only one item has it. ``years`` are the years
    of the programme.
    """

    settings: Settings
    schools: Mapping[str, School]
    needs: Mapping[str, Mapping[str, Need]]
    all_needs: frozenset[str]
    new_needs: Mapping[str, str]
    items: Mapping[str, str]
    years: tuple[int, ...]

    @classmethod
    def of(cls, plan: Plan, programme: Programme) -> Master:
        """Gather what returns are judged by; of a doubled number the first row counts."""
        needs: dict[str, dict[str, Need]] = defaultdict(dict)
        there = {fold(need.number) for need in plan.needs if need.number is not None}
        gone = (need for need in plan.baseline if fold(need.number or "") not in there)
        for need in (*plan.needs, *gone):
            if need.number is not None and need.school_number is not None:
                needs[fold(need.school_number)].setdefault(fold(need.number), need)
        schools = {fold(school.number): school for school in reversed(plan.schools) if school.number is not None}
        numbers = frozenset(fold(need.number) for need in (*plan.needs, *plan.baseline) if need.number is not None)
        asked = {
            fold(each.need_number): each.need_number
            for each in plan.requests
            if each.field == FIELD_NEW and each.need_number
        }
        return cls(plan.settings, schools, needs, numbers, asked, _items(plan), programme.years)


def _items(plan: Plan) -> dict[str, str]:
    names: dict[str, list[str]] = defaultdict(list)
    numbers: dict[str, str] = {}
    for item in plan.items:
        if item.number is not None:
            numbers.setdefault(fold(item.number), item.number)
            names[fold(item.name or "")].append(item.number)
    unique = {name: found[0] for name, found in names.items() if name and len(found) == 1}
    return unique | numbers
