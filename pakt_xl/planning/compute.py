"""All facts of a plan in one go, in the one order in which they depend on each other."""

from __future__ import annotations

from dataclasses import replace
from decimal import localcontext
from typing import TYPE_CHECKING

from pakt_xl.planning.baseline import baseline_codes, deviations, unapplied
from pakt_xl.planning.budgets import authority_facts, school_facts, sums_by_school
from pakt_xl.planning.effects import DIGITS, Effects
from pakt_xl.planning.exemptions import Exemptions
from pakt_xl.planning.funds import funds
from pakt_xl.planning.lookup import first_by_number
from pakt_xl.planning.need_values import need_values
from pakt_xl.planning.obstacles import Barriers, obstacles, schools_without_infrastructure
from pakt_xl.planning.orders import bought_by_need
from pakt_xl.planning.outlook import NeedFacts, Outlook
from pakt_xl.planning.ranking import uncovered_needs
from pakt_xl.planning.requests import Requests, lacks
from pakt_xl.planning.schedule import deliveries, lots, plans
from pakt_xl.planning.years import year_facts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pakt_xl.domain.plan import Plan
    from pakt_xl.planning.need_values import NeedValue
    from pakt_xl.planning.orders import Bought
    from pakt_xl.planning.outlook import Deviation, SchoolFacts
    from pakt_xl.programme import Programme


def outlook(plan: Plan, programme: Programme) -> Outlook:
    """Compute what checks judge and reports show; nothing depends on the clock, only on plan and programme."""
    with localcontext(prec=DIGITS):
        orders, bought = bought_by_need(plan.orders, plan.invoices)
        values = need_values(plan, programme, bought)
        sums = sums_by_school(values, programme)
        schools = school_facts(plan, sums, programme)
        exemptions = Exemptions(plan.exemptions, plan.settings.as_of)
        requests = Requests(plan.requests)
        differences = _deviations(plan, requests, exemptions, programme, bought)
        barriers = _barriers(plan, schools, differences, exemptions)
        needs = _need_facts(values, schools, plan, programme, barriers)
        return Outlook(
            programme=programme,
            plan=plan,
            needs=needs,
            orders=orders,
            schools=schools,
            authority=authority_facts(schools, sums, plan.settings, programme),
            years=year_facts(values, plan.settings, programme),
            plans=plans(needs, programme),
            lots=lots(needs, programme),
            deliveries=deliveries(needs, programme),
            deviations=differences,
            unapplied=unapplied(plan, requests, differences),
            exemptions=exemptions,
            funds=funds(plan, needs, orders, programme),
        )


def _deviations(
    plan: Plan, requests: Requests, exemptions: Exemptions, programme: Programme, bought: Mapping[str, Bought]
) -> tuple[Deviation, ...]:
    """Return what differs from the baseline; a difference that nothing allows blocks the need."""
    if not plan.baseline:
        return ()
    found = deviations(plan, requests, Effects(plan, programme, bought))
    return tuple(
        each if each.allowed else replace(each, blocks=not exemptions.of(each.code, each.number)) for each in found
    )


def _barriers(
    plan: Plan, schools: Sequence[SchoolFacts], differences: Sequence[Deviation], exemptions: Exemptions
) -> Barriers:
    incomplete = [request for request in plan.requests if lacks(request)]
    return Barriers(
        without_infrastructure=schools_without_infrastructure(schools),
        baseline=baseline_codes(differences, incomplete, first_by_number(plan.needs)),
        exemptions=exemptions,
    )


def _need_facts(
    values: Sequence[NeedValue],
    schools: Sequence[SchoolFacts],
    plan: Plan,
    programme: Programme,
    barriers: Barriers,
) -> tuple[NeedFacts, ...]:
    uncovered = uncovered_needs(values, schools, plan.settings, programme)
    return tuple(
        _facts(value, *obstacles(value, barriers, programme), place not in uncovered)
        for place, value in enumerate(values)
    )


def _facts(value: NeedValue, codes: tuple[str, ...], blocking: tuple[str, ...], covered: bool) -> NeedFacts:
    price = value.unit_price
    return NeedFacts(
        need=value.need,
        school=value.school,
        item=value.item,
        invoiced=value.bought.invoiced,
        ordered=value.ordered,
        planned=value.planned,
        planned_net=value.planned_net,
        unit_net=None if price is None else price.net,
        unit_price=None if price is None else price.amount,
        open_quantity=value.open_quantity,
        bought_quantity=value.bought.quantity,
        year=value.year,
        obstacles=codes,
        blocking=blocking,
        covered=covered,
        lapsed=value.lapsed,
        missing_price=value.missing_price,
        withdrawn=value.withdrawn,
    )
