"""Facts of each notice: what was spent and called under it, its proof of use, its binding period (rules 12 to 14)."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeVar

from pakt_xl.domain.money import ZERO, percent_down
from pakt_xl.domain.table import fold
from pakt_xl.planning.funds_facts import NoticeFacts
from pakt_xl.planning.lookup import first_by_number
from pakt_xl.planning.spending import spending

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pakt_xl.domain.plan import Plan
    from pakt_xl.domain.rows import Call, Notice
    from pakt_xl.planning.funds_facts import InvoiceFacts
    from pakt_xl.planning.outlook import NeedFacts
    from pakt_xl.programme import Programme

MONTHS = 12
LAST_YEAR = date.max.year  # a mistyped year must not stop a run


class _Referring(Protocol):
    """A row that names a notice."""

    @property
    def file_reference(self) -> str | None:
        """Aktenzeichen as typed."""


R = TypeVar("R", bound=_Referring)


def notice_facts(plan: Plan, needs: Mapping[str, NeedFacts], programme: Programme) -> tuple[NoticeFacts, ...]:
    """Every notice that can be read, by its folded Aktenzeichen; ``needs`` by folded number.

    Of a doubled Aktenzeichen the first row counts, as of any number (reading 9). One with an unreadable cell is
    left out, so that nothing is computed or judged under it (reading 90).
    """
    invoices, calls = _by_notice(plan.invoices), _by_notice(plan.calls)
    as_of = plan.settings.as_of
    facts = (
        _facts(notice, spending(notice, invoices[key], needs, as_of), calls[key], programme)
        for key, notice in sorted(first_by_number(plan.notices).items())
    )
    return tuple(each for each in facts if each is not None)


def _by_notice(rows: Iterable[R]) -> Mapping[str, list[R]]:
    """Rows by the folded Aktenzeichen that they name, in the order of the sheet."""
    found: dict[str, list[R]] = defaultdict(list)
    for row in rows:
        if row.file_reference is not None:
            found[fold(row.file_reference)].append(row)
    return found


def _facts(
    notice: Notice, spent: tuple[tuple[InvoiceFacts, ...], bool], calls: Iterable[Call], programme: Programme
) -> NoticeFacts | None:
    """Return the facts of a notice; None if one of its cells cannot be read (reading 90)."""
    if notice.unread or notice.grant is None or notice.starts_on is None or notice.ends_on is None:
        return None
    rows, complete = spent
    total = sum((facts.amount for facts in rows), ZERO)
    return NoticeFacts(
        notice=notice,
        invoices=rows,
        granted=notice.grant,
        spent=total,
        grant=min(notice.grant, percent_down(programme.grant_percent, total)),
        called=sum((call.amount for call in calls if call.amount is not None), ZERO),
        starts_on=notice.starts_on,
        ends_on=notice.ends_on,
        proof_due=notice.proof_due or proof_due(notice.ends_on, programme.proof_months),
        bound_until=bound_until(notice.ends_on, programme.binding_years),
        complete=complete,
    )


def bound_until(ends_on: date, years: int) -> date:
    """Gebunden bis: the last day of the year so many years after that of Durchführung bis (rule 13)."""
    return date.max.replace(year=min(ends_on.year + years, LAST_YEAR))


def proof_due(ends_on: date, months: int) -> date:
    """Nachweis bis, if the notice says nothing: the last day of that month after Durchführung bis (rule 14)."""
    years, month = divmod(ends_on.month - 1 + months, MONTHS)
    year = min(ends_on.year + years, LAST_YEAR)
    return date(year, month + 1, monthrange(year, month + 1)[1])
