"""What falls into which year: DigitalPakt amounts by year and pillar (rule 10)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pakt_xl.domain.money import ZERO, percent_down
from pakt_xl.planning.outlook import YearFacts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from pakt_xl.domain.settings import Settings
    from pakt_xl.planning.need_values import NeedValue
    from pakt_xl.programme import Programme


@dataclass(slots=True)
class _Amounts:
    """Euros gross of one year and pillar, filled need by need."""

    planned: Decimal = ZERO
    ordered: Decimal = ZERO
    invoiced: Decimal = ZERO

    def has_any(self) -> bool:
        """Whether the year must be shown even outside the programme."""
        return bool(self.planned or self.ordered or self.invoiced)


def year_facts(values: Iterable[NeedValue], settings: Settings, programme: Programme) -> tuple[YearFacts, ...]:
    """Every year of the programme and each pillar, zeros too, and further years with an amount (reading 31).

    Only what counts in the budgets is counted here, so that the years add up to them (reading 60).
    """
    amounts = _amounts(values, settings.as_of.year)
    further = {year for (year, _), found in amounts.items() if found.has_any()}
    years = sorted({*programme.years, *further})
    return tuple(
        _row(year, pillar.number, amounts[year, pillar.number], programme)
        for year in years
        for pillar in programme.pillars
    )


def _amounts(values: Iterable[NeedValue], year_of_as_of: int) -> dict[tuple[int, int], _Amounts]:
    amounts: dict[tuple[int, int], _Amounts] = defaultdict(_Amounts)
    for value in values:
        pillar = value.item.pillar if value.item else None
        if pillar is None or value.school is None or not value.is_programme:
            continue
        to_come = amounts[year_of_as_of if value.year is None else value.year, pillar]
        to_come.planned += value.planned or ZERO
        to_come.ordered += value.ordered
        for year, amount in value.bought.by_year.items():
            amounts[year, pillar].invoiced += amount
    return amounts


def _row(year: int, pillar: int, amounts: _Amounts, programme: Programme) -> YearFacts:
    total = amounts.planned + amounts.ordered + amounts.invoiced
    grant = percent_down(programme.grant_percent, total)
    return YearFacts(year, pillar, amounts.planned, amounts.ordered, amounts.invoiced, grant)
