"""What holds of the grant in every plan, good or bad (hypothesis): heads are the sums of their lists."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from pakt_xl.domain.money import ZERO
from pakt_xl.domain.rows import Call, Disposal, Invoice, Notice
from pakt_xl.domain.rows.base import PROGRAMME, YES
from pakt_xl.planning.compute import outlook
from tests.planning.test_properties import AMOUNTS, DAYS, NEEDS, NRW, ORDERS, PLANS, UNHURRIED, rows

if TYPE_CHECKING:
    from pakt_xl.domain.plan import Plan

REFERENCES = st.sampled_from(("AZ-1", "az-1 ", "AZ-2", "AZ-9"))
NUMBERS, SUPPLIERS = st.sampled_from(("R-1", "R-2", "r-2")), st.sampled_from(("Muster", "muster"))
SIGNED = st.one_of(AMOUNTS, AMOUNTS.map(lambda amount: -amount))

GRANTS = st.builds(
    replace,
    PLANS,
    notices=rows(
        Notice,
        3,
        file_reference=REFERENCES,
        pillar=st.integers(1, 3),
        granted_on=DAYS,
        grant=AMOUNTS,
        eligible_spending=AMOUNTS,
        starts_on=st.dates(date(2018, 1, 1), date(2021, 1, 1)),
        ends_on=st.dates(date(2021, 1, 1), date(2026, 1, 1)),
        proof_due=DAYS,
    ),
    invoices=rows(
        Invoice,
        8,
        number=NUMBERS,
        supplier=SUPPLIERS,
        need_number=st.sampled_from(NEEDS),
        order_number=st.sampled_from(ORDERS),
        quantity=st.integers(-2, 9),
        amount=SIGNED,
        invoiced_on=DAYS,
        delivered_on=DAYS,
        paid_on=DAYS,
        file_reference=REFERENCES,
    ),
    calls=rows(Call, 3, number=st.just("C-1"), file_reference=REFERENCES, amount=AMOUNTS),
    disposals=rows(
        Disposal,
        3,
        invoice_number=NUMBERS,
        supplier=SUPPLIERS,
        need_number=st.sampled_from(NEEDS),
        quantity=st.integers(0, 9),
        day=DAYS,
    ),
)


@UNHURRIED
@given(GRANTS)
def test_what_was_spent_is_the_sum_of_the_list_and_of_its_product_groups(plan: Plan) -> None:
    for notice in outlook(plan, NRW).funds.notices:
        assert notice.spent == sum((row.amount for row in notice.invoices), ZERO)
        groups: dict[object, Decimal] = {}
        for row in notice.invoices:
            group = row.need.item.product_group if row.need.item else None
            groups[group] = groups.get(group, ZERO) + row.amount
        assert sum(groups.values(), ZERO) == notice.spent
        assert notice.grant + notice.own_share == notice.spent


@UNHURRIED
@given(GRANTS)
def test_the_grant_never_exceeds_its_share_or_what_was_granted(plan: Plan) -> None:
    for notice in outlook(plan, NRW).funds.notices:
        assert notice.grant <= notice.granted
        if notice.spent >= 0:
            assert notice.grant * 10 <= notice.spent * 9
            assert notice.grant == notice.granted or notice.spent * 9 - notice.grant * 10 < Decimal("0.1")


@UNHURRIED
@given(GRANTS)
def test_an_invoice_row_counts_under_one_notice_at_most_and_meets_every_condition(plan: Plan) -> None:
    notices = outlook(plan, NRW).funds.notices
    assert all(
        number == 1 for number in Counter(row.invoice.index for each in notices for row in each.invoices).values()
    )
    for notice in notices:
        for row in notice.invoices:
            invoice, need = row.invoice, row.need
            assert need.need.funding == PROGRAMME
            assert need.item is not None
            assert need.item.eligible == YES
            assert invoice.paid_on is not None
            assert invoice.paid_on <= plan.settings.as_of
            assert invoice.delivered_on is not None
            assert notice.starts_on <= invoice.delivered_on <= notice.ends_on


@UNHURRIED
@given(GRANTS)
def test_every_disposal_is_taken_off_one_invoice_row_at_most(plan: Plan) -> None:
    funds = outlook(plan, NRW).funds
    disposed = sum(row.quantity or 0 for row in plan.disposals)
    assert sum(each.disposed for each in funds.bound) <= disposed
    assert all(each.delivered - each.disposed == each.stock for each in funds.bound)
    assert len(funds.disposals) <= len(plan.disposals)


@UNHURRIED
@given(GRANTS)
def test_what_is_still_to_be_delivered_is_what_the_orders_are_worth(plan: Plan) -> None:
    facts = outlook(plan, NRW)
    assert sum((each.order.open_amount for each in facts.funds.open_orders), ZERO) == sum(
        (order.open_amount for order in facts.orders), ZERO
    )


@UNHURRIED
@given(GRANTS)
def test_what_is_called_adds_up_to_the_calls_of_known_notices(plan: Plan) -> None:
    funds = outlook(plan, NRW).funds
    known = {notice.reference.strip().lower() for notice in funds.notices}
    calls = [row for row in plan.calls if (row.file_reference or "").strip().lower() in known]
    assert sum((notice.called for notice in funds.notices), ZERO) == sum((row.amount or ZERO for row in calls), ZERO)
