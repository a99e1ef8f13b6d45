"""The procurement schedule: plan of each year, lots against the EU threshold, distribution list (rule 17)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pakt_xl.domain.money import ZERO
from pakt_xl.domain.rows.base import NO, PRODUCT_GROUPS, PROGRAMME, YES
from pakt_xl.domain.table import fold
from pakt_xl.planning.outlook import Delivery, Lot, PlanLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from pakt_xl.planning.outlook import NeedFacts
    from pakt_xl.programme import Programme

BLOCKED, OVER_BUDGET, LAPSED = "gesperrt", "Budget", "verfallen"
_LOT_ORDER = {group: place for place, group in enumerate(PRODUCT_GROUPS)}


def is_to_buy(facts: NeedFacts) -> bool:
    """Whether a need is open and may be bought: neither blocked nor uncovered nor lapsed (rule 17, reading 32)."""
    return bool(facts.open_quantity) and not facts.blocking and facts.covered and not facts.lapsed


def plans(needs: Iterable[NeedFacts], programme: Programme) -> Mapping[int, tuple[PlanLine, ...]]:
    """Plan of each year of the programme, by lot in list order and Artikelnummer (readings 32, 33, 36, 38)."""
    rows: dict[int, dict[str, list[NeedFacts]]] = {year: defaultdict(list) for year in programme.years}
    for facts in needs:
        year = facts.year if is_to_buy(facts) else _year_bought(facts)
        item = facts.item
        if year in rows and item is not None and item.number is not None and item.product_group is not None:
            rows[year][fold(item.number)].append(facts)
    return {year: tuple(sorted(map(_plan_line, by_item.values()), key=_line_order)) for year, by_item in rows.items()}


def _year_bought(facts: NeedFacts) -> int | None:
    """Year in whose plan a need stands that was bought as a whole, whatever its state; else None (32, 74)."""
    is_bought = facts.open_quantity == 0 and bool(facts.need.quantity) and facts.school is not None
    return facts.need.year if is_bought else None


def _plan_line(needs: Sequence[NeedFacts]) -> PlanLine:
    """Return one item of a plan: amounts are sums of what was rounded per need (reading 33)."""
    item = needs[0].item
    assert item is not None  # noqa: S101  plans() takes in needs with an item only
    to_buy = [facts for facts in needs if facts.open_quantity]
    return PlanLine(
        lot=item.product_group or "",
        item=item,
        wanted=sum(facts.need.quantity or 0 for facts in needs),
        open_quantity=sum(facts.open_quantity or 0 for facts in needs),
        schools=len({facts.school.index for facts in needs if facts.school is not None}),
        unit_net=to_buy[0].unit_net if to_buy else None,
        net=sum((facts.planned_net or ZERO for facts in to_buy), ZERO),
        gross=sum((facts.planned or ZERO for facts in to_buy), ZERO),
        gross_programme=sum((facts.planned or ZERO for facts in to_buy if facts.need.funding == PROGRAMME), ZERO),
    )


def _line_order(line: PlanLine) -> tuple[int, str]:
    return _LOT_ORDER[line.lot], line.item.number or ""


def lots(needs: Iterable[NeedFacts], programme: Programme) -> tuple[Lot, ...]:
    """Net value of every year and product group; zeros too in the programme's years (reading 34)."""
    net: dict[tuple[int, str], Decimal] = defaultdict(lambda: ZERO)
    for facts in needs:
        group = facts.item.product_group if facts.item else None
        if is_to_buy(facts) and facts.year is not None and group is not None:
            net[facts.year, group] += facts.planned_net or ZERO
    years = sorted({*programme.years, *(year for year, _ in net)})
    return tuple(_lot(year, group, net[year, group], programme) for year in years for group in PRODUCT_GROUPS)


def _lot(year: int, group: str, net: Decimal, programme: Programme) -> Lot:
    threshold = programme.eu_threshold(year)
    return Lot(year, group, net, threshold, reached=threshold is not None and net >= threshold)


def deliveries(needs: Iterable[NeedFacts], programme: Programme) -> tuple[Delivery, ...]:
    """Every need with something open, also the blocked, uncovered and lapsed ones (readings 30, 35, 38)."""
    listed = [facts for facts in needs if facts.open_quantity and facts.year is not None]
    return tuple(_delivery(facts, programme) for facts in sorted(listed, key=_delivery_order))


def _delivery(facts: NeedFacts, programme: Programme) -> Delivery:
    if facts.lapsed:
        covered, reason = NO, LAPSED
    elif facts.blocking:
        covered, reason = BLOCKED, ", ".join(facts.blocking)
    elif not facts.covered:
        covered, reason = NO, OVER_BUDGET
    else:
        covered, reason = YES, ""
    return Delivery(facts, is_automatic(facts, programme), covered, reason)


def is_automatic(facts: NeedFacts, programme: Programme) -> bool:
    """Whether the need is bought without a further report of the school, whatever its funding (H7, reading 37)."""
    group = facts.item.product_group if facts.item else None
    return group in programme.automatic_groups and facts.need.recorded_year in programme.automatic_recorded_years


def _delivery_order(facts: NeedFacts) -> tuple[int, int, str, str, str, int]:
    """Jahr, Los, Schulnummer, Artikelnummer, Bedarfsnummer, place in the sheet; without a lot last."""
    need, group = facts.need, facts.item.product_group if facts.item else None
    lot = len(PRODUCT_GROUPS) if group is None else _LOT_ORDER[group]
    return (
        facts.year or 0,
        lot,
        need.school_number or "",
        need.item_number or "",
        need.number or "",
        need.index,
    )
