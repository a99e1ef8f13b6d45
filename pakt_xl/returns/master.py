"""What the master knows that returns are judged by: schools, needs, items, baseline, requests that are there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pakt_xl.domain.table import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pakt_xl.domain.plan import Plan
    from pakt_xl.domain.rows import School
    from pakt_xl.domain.settings import Settings


@dataclass(frozen=True, slots=True)
class Master:
    """Keys are folded. ``needs`` are the numbers of a school's needs, as typed or as fixed in the baseline.

    ``items`` gives the Artikelnummer by number, and by Bezeichnung where only one item has it.
    """

    settings: Settings
    schools: Mapping[str, School]
    needs: Mapping[str, Mapping[str, str]]
    all_needs: frozenset[str]
    items: Mapping[str, str]

    @classmethod
    def of(cls, plan: Plan) -> Master:
        """Gather what returns are judged by; of a doubled number the first row counts."""
        needs: dict[str, dict[str, str]] = defaultdict(dict)
        for need in (*plan.needs, *plan.baseline):
            if need.number is not None and need.school_number is not None:
                needs[fold(need.school_number)].setdefault(fold(need.number), need.number)
        schools = {fold(school.number): school for school in reversed(plan.schools) if school.number is not None}
        numbers = frozenset(fold(need.number) for need in (*plan.needs, *plan.baseline) if need.number is not None)
        return cls(plan.settings, schools, needs, numbers, _items(plan))


def _items(plan: Plan) -> dict[str, str]:
    names: dict[str, list[str]] = defaultdict(list)
    numbers: dict[str, str] = {}
    for item in plan.items:
        if item.number is not None:
            numbers.setdefault(fold(item.number), item.number)
            names[fold(item.name or "")].append(item.number)
    unique = {name: found[0] for name, found in names.items() if name and len(found) == 1}
    return unique | numbers
