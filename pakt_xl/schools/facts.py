"""From the outlook to what each school is shown: budget line, needs with their state, whom to ask."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pakt_xl.domain.rows.base import NO, YES
from pakt_xl.domain.settings import GRANT
from pakt_xl.domain.table import fold
from pakt_xl.schools.sheet import Round, SchoolSheet
from pakt_xl.schools.state import state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from decimal import Decimal

    from pakt_xl.domain.rows import Contact
    from pakt_xl.domain.table import Cells
    from pakt_xl.planning.outlook import NeedFacts, Outlook, SchoolFacts

UNKNOWN = "nicht bekannt"
NEEDS_TOPIC = "Bedarfe und Änderungen"  # who takes the workbooks back (H10)


def sheets_of(outlook: Outlook, faulty: frozenset[str]) -> Callable[[SchoolFacts], SchoolSheet]:
    """Return what gives the values of a school of the outlook.

    ``faulty`` are the folded numbers of schools whose rows have an error; they are marked as incomplete.
    """
    together, by_school = _round(outlook), _needs_by_school(outlook)

    def show(facts: SchoolFacts) -> SchoolSheet:
        needs = by_school.get(facts.school.index, [])
        complete = facts.complete and fold(facts.school.number or "") not in faulty
        return _sheet(facts, needs, together, complete=complete)

    return show


def _sheet(facts: SchoolFacts, needs: list[NeedFacts], together: Round, *, complete: bool) -> SchoolSheet:
    school = facts.school
    return SchoolSheet(
        number=school.number or "",
        name=school.name or "",
        round=together,
        lines=_lines(facts, complete=complete),
        needs=tuple(_row(need) for need in sorted(needs, key=_order)),
        known=(school.concept or UNKNOWN, school.infrastructure or UNKNOWN, None),
        complete=complete,
    )


def _lines(facts: SchoolFacts, *, complete: bool) -> Cells:
    """Values of Ihre Schule, in the order of ``LINES``."""
    school, cap = facts.school, facts.cap
    return (
        school.number,
        school.name or UNKNOWN,
        school.school_type or UNKNOWN,
        _known(facts.available),
        facts.committed,
        _known(facts.remaining),
        _known(cap.amount if cap else None),
        _known(cap.rest if cap else None),
        school.concept or UNKNOWN,
        school.infrastructure or UNKNOWN,
        YES if complete else NO,
    )


def _known(amount: Decimal | None) -> Decimal | str:
    return UNKNOWN if amount is None else amount


def _row(facts: NeedFacts) -> Cells:
    need, item = facts.need, facts.item
    amount = None if facts.planned is None else facts.value
    name = item.name if item else None
    return (need.number, name or need.item_number, need.quantity, need.year, need.funding, state_of(facts), amount)


def _order(facts: NeedFacts) -> tuple[int, str, int]:
    return facts.need.year or 0, facts.need.number or "", facts.need.index


def _needs_by_school(outlook: Outlook) -> Mapping[int, list[NeedFacts]]:
    found: defaultdict[int, list[NeedFacts]] = defaultdict(list)
    for facts in outlook.needs:
        if facts.school is not None:
            found[facts.school.index].append(facts)
    return found


def _round(outlook: Outlook) -> Round:
    plan = outlook.plan
    settings = plan.settings
    measure = "Zuwendung ohne Eigenanteil" if settings.budget_type == GRANT else "Gesamtausgaben brutto"
    return Round(
        programme=settings.programme,
        authority=settings.authority or "",
        as_of=settings.as_of,
        budget_type=f"{measure}, mit Umschichtungen",
        baseline=settings.baseline_checksum or "",
        contacts=tuple(_contact(contact) for contact in plan.contacts) or ((None, "Ihr Schulträger", None),),
        send_to=f"{taker(plan.contacts)}. Auch ohne Änderungen bitte zurücksenden.",
    )


def _contact(contact: Contact) -> Cells:
    ways = " · ".join(way for way in (contact.email, contact.phone) if way)
    return contact.topic, contact.office, ways or None


def taker(contacts: Iterable[Contact]) -> str:
    """Return who takes the workbooks back, in a sentence; the office for needs and changes, if the master names one."""
    for contact in contacts:
        if fold(contact.topic or "") == fold(NEEDS_TOPIC) and contact.office:
            where = f" ({contact.email})" if contact.email else ""
            return f"an: {contact.office}{where}"
    return "an die Stelle, von der Sie die Mappe bekommen haben"
