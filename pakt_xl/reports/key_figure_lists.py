"""The parts of Kennzahlen that rank: types of school, schools that need a word, the largest purchases."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pakt_xl.domain import key_figures as shape
from pakt_xl.domain.finding import Severity
from pakt_xl.domain.money import ZERO
from pakt_xl.domain.rows.base import CONCEPT_IN_PROGRESS, CONCEPT_MISSING, PROGRAMME, SCHOOL_TYPES
from pakt_xl.domain.table import fold
from pakt_xl.planning.budgets import committed, exhausted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from pakt_xl.domain.finding import Finding
    from pakt_xl.planning.outlook import NeedFacts, Outlook, SchoolFacts
    from pakt_xl.reports.view import View

WITHOUT_TYPE, OTHER_TYPES = "ohne Schulform", "übrige Schulformen"


@dataclass(frozen=True, slots=True)
class Cut:
    """A row of Kennzahlen without its place; None and blank where it says nothing. Amounts in euros."""

    label: str = ""
    detail: str = ""
    count: int | None = None
    invoiced: Decimal | None = None
    ordered: Decimal | None = None
    planned: Decimal | None = None
    amount: Decimal | None = None
    free: Decimal | None = None
    share: Decimal | None = None

    def named(self, label: str, detail: str = "", share: Decimal | None = None) -> Cut:
        """Return the row with its label, its detail and, if one is given, its share."""
        return replace(self, label=label, detail=detail or self.detail, share=self.share if share is None else share)


def states(outlook: Outlook, schools: Iterable[SchoolFacts]) -> Cut:
    """Belegt of schools by state, in the measure of the budget.

    A share is a function of the sum (rule 0): each state is what it adds to the charge of those before it, so that
    the three of a school add up to its Belegt.
    """
    settings, programme = outlook.plan.settings, outlook.programme
    invoiced = ordered = planned = ZERO
    for facts in schools:
        first = committed(facts.invoiced, settings, programme)
        second = committed(facts.invoiced + facts.ordered, settings, programme)
        invoiced, ordered = invoiced + first, ordered + second - first
        planned += facts.committed - second
    return Cut(invoiced=invoiced, ordered=ordered, planned=planned, amount=invoiced + ordered + planned)


def school_types(outlook: Outlook) -> list[Cut]:
    """Budget by type of school, in the order of the list; the smallest together if there are more than places."""
    by_type: dict[str, list[SchoolFacts]] = defaultdict(list)
    for facts in outlook.schools:
        by_type[facts.school.school_type or WITHOUT_TYPE].append(facts)
    kept = sorted(by_type, key=lambda name: -_available(by_type[name]))
    if len(kept) > shape.TYPE_PLACES:
        for name in kept[shape.TYPE_PLACES - 1 :]:
            by_type[OTHER_TYPES] += by_type.pop(name)
    order = (*SCHOOL_TYPES, WITHOUT_TYPE, OTHER_TYPES)
    return [_school_type(outlook, name, by_type[name]) for name in order if name in by_type]


def _available(schools: Iterable[SchoolFacts]) -> Decimal:
    return sum((facts.available for facts in schools if facts.available is not None), ZERO)


def _school_type(outlook: Outlook, name: str, schools: Sequence[SchoolFacts]) -> Cut:
    cut = states(outlook, schools)
    return replace(
        cut,
        label=name,
        detail=f"{name} ({len(schools)})",
        count=len(schools),
        free=sum((facts.remaining for facts in schools if facts.remaining is not None), ZERO),
        share=exhausted(cut.amount or ZERO, _available(schools)),
    )


def over_budget(outlook: Outlook) -> list[Cut]:
    """Schools whose budget is exceeded (S01), the greatest excess first."""
    found = [facts for facts in outlook.schools if facts.remaining is not None and facts.remaining < ZERO]
    found.sort(key=lambda facts: facts.remaining or ZERO)
    return [_school(facts, facts.school.number or "") for facts in found]


def without_concept(view: View) -> list[Cut]:
    """Schools with S05: first those whose concept is missing, then those at work on it; the dearest first."""
    found: dict[str, Finding] = {fold(each.place.school): each for each in view.findings if each.rule.code == "S05"}
    schools = [facts for facts in view.outlook.schools if fold(facts.school.number or "") in found]

    def is_missing(facts: SchoolFacts) -> bool:
        return found[fold(facts.school.number or "")].rule.severity is Severity.ERROR

    schools.sort(key=lambda facts: (not is_missing(facts), -facts.committed))
    return [_school(facts, CONCEPT_MISSING if is_missing(facts) else CONCEPT_IN_PROGRESS) for facts in schools]


def _school(facts: SchoolFacts, detail: str) -> Cut:
    name = facts.school.name or facts.school.number or ""
    return Cut(name, detail, amount=facts.committed, free=facts.remaining, share=facts.exhausted)


def largest(outlook: Outlook) -> list[Cut]:
    """Items by the DigitalPakt value of all their needs, the greatest first; only needs that count to a school."""
    by_item: dict[str, list[NeedFacts]] = defaultdict(list)
    for facts in outlook.needs:
        counts = facts.need.funding == PROGRAMME and facts.school is not None
        if counts and facts.item is not None:
            by_item[fold(facts.item.number or "")].append(facts)
    on_order = Counter[int]()
    for order in outlook.funds.open_orders:
        if order.need is not None:
            on_order[order.need.need.index] += order.open_quantity
    cuts = [_item(needs, on_order, outlook.authority.value) for needs in by_item.values()]
    bought = [cut for cut in cuts if cut.amount and cut.amount > ZERO]
    return sorted(bought, key=lambda cut: (-(cut.amount or ZERO), cut.label))


def _item(needs: Sequence[NeedFacts], on_order: Mapping[int, int], whole: Decimal) -> Cut:
    """One item over all schools and years; the quantity is what was bought and what is still to be bought.

    When the programme is over, neither what was never bought nor what was never invoiced counts, as in the amount
    (rule 11).
    """
    item = needs[0].item
    amount = sum((facts.value for facts in needs), ZERO)
    return Cut(
        label=(item.name or item.number or "") if item else "",
        detail=(item.product_group or "") if item else "",
        count=sum(
            facts.bought_quantity + (-on_order[facts.need.index] if facts.lapsed else facts.open_quantity or 0)
            for facts in needs
        ),
        invoiced=sum((facts.invoiced for facts in needs), ZERO),
        ordered=sum((facts.ordered for facts in needs), ZERO),
        planned=sum((facts.planned or ZERO for facts in needs), ZERO),
        amount=amount,
        share=exhausted(amount, whole),
    )
