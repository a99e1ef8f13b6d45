"""All facts of a plan in one go, in the one order in which they depend on each other."""

from __future__ import annotations

from decimal import localcontext
from typing import TYPE_CHECKING

from pakt_xl.planning.budgets import authority_facts, school_facts, sums_by_school
from pakt_xl.planning.need_values import need_values
from pakt_xl.planning.obstacles import blocking_codes, schools_without_infrastructure
from pakt_xl.planning.orders import bought_by_need
from pakt_xl.planning.outlook import NeedFacts, Outlook
from pakt_xl.planning.ranking import uncovered_needs
from pakt_xl.planning.schedule import deliveries, lots, plans
from pakt_xl.planning.years import year_facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pakt_xl.domain.plan import Plan
    from pakt_xl.planning.need_values import NeedValue
    from pakt_xl.planning.outlook import SchoolFacts
    from pakt_xl.programme import Programme

DIGITS = 80  # products of the largest numbers that cells can hold stay exact


def outlook(plan: Plan, programme: Programme) -> Outlook:
    """Compute what checks judge and reports show; nothing depends on the clock, only on plan and programme."""
    with localcontext(prec=DIGITS):
        orders, bought = bought_by_need(plan.orders, plan.invoices)
        values = need_values(plan, programme, bought)
        sums = sums_by_school(values, programme)
        schools = school_facts(plan, sums, programme)
        needs = _need_facts(values, schools, plan, programme)
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
        )


def _need_facts(
    values: Sequence[NeedValue], schools: Sequence[SchoolFacts], plan: Plan, programme: Programme
) -> tuple[NeedFacts, ...]:
    uncovered = uncovered_needs(values, schools, plan.settings, programme)
    without_infrastructure = schools_without_infrastructure(schools)
    return tuple(
        _facts(value, blocking_codes(value, without_infrastructure, programme), place not in uncovered)
        for place, value in enumerate(values)
    )


def _facts(value: NeedValue, blocking: tuple[str, ...], covered: bool) -> NeedFacts:
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
        blocking=blocking,
        covered=covered,
        lapsed=value.lapsed,
        missing_price=value.missing_price,
        withdrawn=value.withdrawn,
    )
