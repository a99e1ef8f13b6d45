"""What holds for every plan, good or bad (hypothesis): parts make the whole, and the order of rows is nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from pakt_xl.domain.money import ZERO
from pakt_xl.domain.plan import Plan
from pakt_xl.domain.rows import Invoice, Item, Need, Order, Price, Row, School, Transfer
from pakt_xl.domain.rows.base import CONCEPTS, FUNDINGS, INFRASTRUCTURES, PRODUCT_GROUPS, PROGRAMME
from pakt_xl.domain.settings import Settings
from pakt_xl.planning.compute import outlook
from pakt_xl.programme import load

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from pakt_xl.planning.outlook import NeedFacts, Outlook

R = TypeVar("R", bound=Row)
NRW = load("digitalpakt_nrw_2019")
SCHOOLS, ITEMS, NEEDS, ORDERS = ("190001", "190002"), ("A", "T", "X"), ("B-1", "B-2", "B-3", "B-4"), ("O-1", "O-2")
UNREADABLE = 15  # one cell in so many cannot be read, so that most rows still count
UNHURRIED = settings(deadline=None)  # a slow machine is no failure
AMOUNTS = st.integers(1, 900_000).map(lambda cents: Decimal(cents).scaleb(-2))
DAYS = st.dates(date(2019, 1, 1), date(2025, 12, 31))


def cell(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """A cell that mostly holds a value, and sometimes one that cannot be read."""
    return st.integers(0, UNREADABLE).flatmap(lambda drawn: st.none() if drawn == UNREADABLE else values)


def rows(model: type[R], most: int, **fields: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[R, ...]]:
    """Rows of a table, numbered by their place, each marked with the finding of its unreadable cells."""
    made = st.fixed_dictionaries({name: cell(values) for name, values in fields.items()})
    return st.lists(made, min_size=most // 2, max_size=most).map(
        lambda found: tuple(_row(model, *numbered) for numbered in enumerate(found))
    )


def _row(model: type[R], index: int, values: dict[str, Any]) -> R:
    unread = tuple(name for name, value in values.items() if value is None)
    return cast("R", model.model_construct(index=index, errors=("Z02",) if unread else (), unread=unread, **values))


def _marked(plan: Plan) -> Plan:
    """Return the plan with Z04 on the needs whose school or item is unknown, as reading marks them."""
    known = {school.number for school in plan.schools}, {item.number for item in plan.items}
    needs = (
        need
        if need.school_number in known[0] and need.item_number in known[1]
        else need.model_copy(update={"errors": (*need.errors, "Z04")})
        for need in plan.needs
    )
    return replace(plan, needs=tuple(needs))


PLANS = st.builds(
    Plan,
    settings=st.builds(
        Settings.model_construct,
        programme=st.just(NRW.id),
        as_of=DAYS,
        budget_type=st.sampled_from(("Gesamtausgaben", "Zuwendung")),
        transfers_allowed=st.sampled_from(("ja", "nein")),
        cap_reading=st.sampled_from(("beide", "eine")),
        cap_level=st.sampled_from(("Schule", "Träger")),
    ),
    schools=rows(
        School,
        3,
        number=st.sampled_from(SCHOOLS),
        budget=AMOUNTS,
        infrastructure=st.sampled_from(INFRASTRUCTURES),
        concept=st.sampled_from(CONCEPTS),
        closed_from=DAYS,
    ),
    items=rows(
        Item,
        4,
        number=st.sampled_from(ITEMS),
        pillar=st.integers(1, 4),
        product_group=st.sampled_from(PRODUCT_GROUPS),
        eligible=st.sampled_from(("ja", "nein")),
    ),
    prices=rows(
        Price,
        6,
        item_number=st.sampled_from(ITEMS),
        valid_from=DAYS,
        amount=AMOUNTS,
        price_type=st.sampled_from(("brutto", "netto")),
    ),
    needs=rows(
        Need,
        6,
        number=st.sampled_from(NEEDS),
        school_number=st.sampled_from(SCHOOLS),
        item_number=st.sampled_from(ITEMS),
        quantity=st.integers(0, 9),
        year=st.integers(2019, 2026),
        funding=st.sampled_from((PROGRAMME, *FUNDINGS)),
        recorded_year=st.integers(2019, 2022),
    ),
    orders=rows(
        Order,
        5,
        number=st.sampled_from(ORDERS),
        need_number=st.sampled_from(NEEDS),
        quantity=st.integers(1, 9),
        amount=AMOUNTS,
        status=st.sampled_from(("bestellt", "bestellt", "storniert")),
    ),
    invoices=rows(
        Invoice,
        5,
        number=st.just("R-1"),
        need_number=st.sampled_from(NEEDS),
        order_number=st.sampled_from(ORDERS),
        quantity=st.integers(-2, 9),
        amount=AMOUNTS,
        invoiced_on=DAYS,
        paid_on=DAYS,
    ),
    transfers=rows(
        Transfer,
        3,
        from_school=st.sampled_from(SCHOOLS),
        to_school=st.sampled_from(SCHOOLS),
        amount=AMOUNTS,
        resolution=st.just("Rat"),
    ),
).map(_marked)


@UNHURRIED
@given(PLANS)
def test_the_years_add_up_to_the_budgets(plan: Plan) -> None:
    facts = outlook(plan, NRW)
    without_pillar = sum(
        (need.value for need in facts.needs if _counts(need) and (need.item is None or need.item.pillar is None)), ZERO
    )
    in_schools = sum((school.planned + school.ordered + school.invoiced for school in facts.schools), ZERO)
    assert sum((year.total for year in facts.years), ZERO) + without_pillar == in_schools
    assert in_schools == facts.authority.value == sum((need.value for need in facts.needs if _counts(need)), ZERO)


def _counts(need: NeedFacts) -> bool:
    return need.school is not None and need.need.funding == PROGRAMME


@UNHURRIED
@given(PLANS)
def test_what_is_covered_never_exceeds_what_is_available(plan: Plan) -> None:
    facts = outlook(plan, NRW)
    for school in facts.schools:
        own = [need for need in facts.needs if _counts(need) and need.school == school.school]
        covered = [need for need in own if need.covered and need.planned]
        if covered:
            assert school.available is not None
            spending = sum((need.planned or ZERO for need in covered), school.ordered + school.invoiced)
            share = Decimal("0.9") if plan.settings.budget_type == "Zuwendung" else Decimal(1)
            assert spending * share < school.available + Decimal("0.01")
        if school.remaining is not None and school.remaining >= 0:
            assert all(need.covered for need in own)


@UNHURRIED
@given(PLANS)
def test_the_schedule_holds_every_open_need_once(plan: Plan) -> None:
    facts = outlook(plan, NRW)
    listed = Counter(line.facts.need.index for line in facts.deliveries)
    is_open = [need.need.index for need in facts.needs if need.open_quantity and need.year is not None]
    assert listed == Counter(is_open)
    bought = {year: sum(line.open_quantity for line in lines) for year, lines in facts.plans.items()}
    for year, quantity in bought.items():
        allowed = [line.facts for line in facts.deliveries if line.covered == "ja" and line.facts.year == year]
        assert quantity == sum(need.open_quantity or 0 for need in allowed)
    for lot in facts.lots:
        lines = facts.plans.get(lot.year)
        if lines is not None:
            assert lot.net == sum((line.net for line in lines if line.lot == lot.group), ZERO)


@UNHURRIED
@given(PLANS)
def test_a_cap_leaves_what_it_says(plan: Plan) -> None:
    for school in outlook(plan, NRW).schools:
        for cap in school.caps.values():
            assert cap.amount >= 0
            assert cap.amount - cap.rest == school.pillar3
        assert (school.cap is None) == (school.available is None or school.school.infrastructure is None)


@UNHURRIED
@given(PLANS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(plan: Plan, random: Random) -> None:
    plan = replace(plan, schools=_once(plan.schools), items=_once(plan.items), needs=_once(plan.needs))
    mixed = Plan(
        plan.settings,
        **{
            name: _mixed(getattr(plan, name), random)
            for name in ("schools", "items", "prices", "needs", "orders", "invoices", "transfers")
        },
    )
    assert _shown(outlook(plan, NRW)) == _shown(outlook(mixed, NRW))


def _once(found: Sequence[R]) -> tuple[R, ...]:
    """First row of each number: of doubled rows the first counts, so that their order does matter."""
    numbers: dict[object, R] = {}
    for row in found:
        numbers.setdefault(getattr(row, "number"), row)  # noqa: B009  not every row has one
    return tuple(numbers.values())


def _mixed(found: Sequence[R], random: Random) -> tuple[R, ...]:
    places = list(range(len(found)))
    random.shuffle(places)
    return tuple(found[place].model_copy(update={"index": new}) for new, place in enumerate(places))


def _shown(facts: Outlook) -> object:
    """Everything that the generated tables show of a plan, without the places of the rows."""
    return (
        [(school.school.number, *_amounts(school)) for school in facts.schools],
        facts.authority,
        facts.years,
        facts.lots,
        {year: [(line.item.number, *_amounts(line)) for line in lines] for year, lines in facts.plans.items()},
        [(line.facts.need.number, line.covered, line.reason, line.facts.planned) for line in facts.deliveries],
    )


def _amounts(facts: object) -> list[object]:
    return [getattr(facts, name) for name in facts.__slots__ if name not in {"school", "item"}]  # type: ignore[attr-defined]
