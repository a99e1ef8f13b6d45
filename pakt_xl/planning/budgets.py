"""Budget of each school and of the authority: available, committed, remaining (rules 5 to 7)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from pakt_xl.domain.money import WIDE, ZERO, percent_down
from pakt_xl.domain.rows.base import CITY, PROGRAMME, YES
from pakt_xl.domain.settings import GRANT
from pakt_xl.planning.caps import school_caps, share_cap
from pakt_xl.planning.lookup import find, first_by_number
from pakt_xl.planning.outlook import AuthorityFacts, SchoolFacts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pakt_xl.domain.plan import Plan
    from pakt_xl.domain.rows import School, Transfer
    from pakt_xl.domain.settings import Settings
    from pakt_xl.planning.need_values import NeedValue
    from pakt_xl.programme import Programme

FOUR_PLACES = Decimal("0.0001")


@dataclass(slots=True)
class Sums:
    """Sums of the needs of a school in euros of spending; by school index, filled need by need."""

    planned: Decimal = ZERO
    ordered: Decimal = ZERO
    invoiced: Decimal = ZERO
    pillar3: Decimal = ZERO
    pillar1: Decimal = ZERO
    invoiced_pillar3: Decimal = ZERO
    city: Decimal = ZERO
    other_programme: Decimal = ZERO
    complete: bool = True

    @property
    def value(self) -> Decimal:
        """Sum of all DigitalPakt values."""
        return self.planned + self.ordered + self.invoiced


def sums_by_school(values: Iterable[NeedValue], programme: Programme) -> Mapping[int, Sums]:
    """Sums of each school by the index of its row; a need without a readable Finanzierung counts nowhere (4)."""
    sums: dict[int, Sums] = defaultdict(Sums)
    for value in values:
        if value.school is not None:
            school = sums[value.school.index]
            school.complete &= is_complete(value)
            _add(school, value, programme)
    return sums


def _add(school: Sums, value: NeedValue, programme: Programme) -> None:
    if value.need.funding == PROGRAMME:
        school.planned += value.planned or ZERO
        school.ordered += value.ordered
        school.invoiced += value.bought.invoiced
        pillar = value.item.pillar if value.item else None
        if pillar == programme.capped_pillar:
            school.pillar3 += value.value
            school.invoiced_pillar3 += value.bought.invoiced
        elif pillar == programme.focus_pillar:
            school.pillar1 += value.value
    elif value.need.funding == CITY:
        school.city += value.value
    elif value.need.funding is not None:
        school.other_programme += value.value


def is_complete(value: NeedValue) -> bool:
    """Whether all of a need is in the sums of its school (readings 3 to 6 and 63)."""
    return (
        value.planned is not None
        and value.need.funding is not None
        and value.need.year is not None
        and value.item is not None
        and value.item.pillar is not None
        and value.bought.complete
    )


def committed(spending: Decimal, settings: Settings, programme: Programme) -> Decimal:
    """L of rule 6: spending in the measure of the budget, euros; a share is a function of the sum (rule 0)."""
    return percent_down(programme.grant_percent, spending) if settings.budget_type == GRANT else spending


def is_resolved(transfer: Transfer, settings: Settings) -> bool:
    """Whether a transfer of budget may count: allowed, and with a resolution (rule 7)."""
    return settings.transfers_allowed == YES and (transfer.resolution is not None or "resolution" in transfer.unread)


def transfers_by_school(plan: Plan, schools: Mapping[str, School]) -> tuple[Mapping[int, Decimal], set[int]]:
    """Transfers in minus out by the index of the school's row, and the schools where one was left out (24, 72)."""
    balance: dict[int, Decimal] = defaultdict(lambda: ZERO)
    incomplete: set[int] = set()
    for transfer in plan.transfers:
        if not is_resolved(transfer, plan.settings):
            continue
        giver, taker = find(schools, transfer.from_school), find(schools, transfer.to_school)
        if giver and taker and transfer.amount is not None and transfer.resolution is not None:
            balance[giver.index] -= transfer.amount
            balance[taker.index] += transfer.amount
        else:
            incomplete.update(school.index for school in (giver, taker) if school)
    return balance, incomplete


def school_facts(plan: Plan, sums: Mapping[int, Sums], programme: Programme) -> tuple[SchoolFacts, ...]:
    """Budget and caps of every school, by Schulnummer; of a doubled number the first row (readings 9, 38, 59)."""
    schools = first_by_number(plan.schools)
    balance, incomplete = transfers_by_school(plan, schools)
    return tuple(
        _facts(
            school,
            sums.get(school.index, Sums()),
            balance[school.index],
            plan.settings,
            programme,
            all_transfers=school.index not in incomplete,
        )
        for school in sorted(schools.values(), key=lambda school: school.number or "")
    )


def _facts(
    school: School, sums: Sums, transfers: Decimal, settings: Settings, programme: Programme, *, all_transfers: bool
) -> SchoolFacts:
    available = None if school.budget is None else school.budget + transfers
    charge = committed(sums.value, settings, programme)
    caps = school_caps(available, sums.pillar3, school.infrastructure, settings.budget_type, programme)
    return SchoolFacts(
        school=school,
        transfers=transfers,
        available=available,
        planned=sums.planned,
        ordered=sums.ordered,
        invoiced=sums.invoiced,
        committed=charge,
        remaining=None if available is None else available - charge,
        exhausted=exhausted(charge, available),
        complete=sums.complete and available is not None and all_transfers,
        pillar3=sums.pillar3,
        cap=caps.get((settings.cap_reading, settings.cap_level)),
        caps=caps,
        city=sums.city,
        other_programme=sums.other_programme,
    )


def exhausted(charge: Decimal, available: Decimal | None) -> Decimal | None:
    """Committed part of what is available, a fraction with 4 places; None unless there is something (reading 23)."""
    if available is None or available <= ZERO:
        return None
    return (charge / available).quantize(FOUR_PLACES, ROUND_HALF_UP, WIDE)


def authority_facts(
    schools: Sequence[SchoolFacts], sums: Mapping[int, Sums], settings: Settings, programme: Programme
) -> AuthorityFacts:
    """Sums over all schools, closed ones too; an unreadable budget is left out (readings 12, 29 and 51)."""
    available = sum((facts.available for facts in schools if facts.available is not None), ZERO)
    counted = [sums[facts.school.index] for facts in schools if facts.school.index in sums]
    return AuthorityFacts(
        budgets=sum((facts.school.budget for facts in schools if facts.school.budget is not None), ZERO),
        cap=share_cap(available, settings.budget_type, programme),
        pillar3=sum((school.pillar3 for school in counted), ZERO),
        invoiced=sum((school.invoiced for school in counted), ZERO),
        invoiced_pillar3=sum((school.invoiced_pillar3 for school in counted), ZERO),
        value=sum((school.value for school in counted), ZERO),
        value_pillar1=sum((school.pillar1 for school in counted), ZERO),
    )
