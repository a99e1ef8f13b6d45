"""What the open requests of each school would do to the budget, for Rückläufe."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pakt_xl.domain.money import ZERO
from pakt_xl.domain.rows.decisions import OPEN
from pakt_xl.domain.table import fold
from pakt_xl.planning.effects import Effects
from pakt_xl.returns.requests import request_keys, wish_key
from pakt_xl.returns.rivals import standing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from pakt_xl.domain.plan import Plan
    from pakt_xl.domain.rows import ChangeRequest
    from pakt_xl.returns.returned import Returned
    from pakt_xl.run.results import Judged


def effects_of(
    done: Judged, returns: Sequence[Returned], requests: Sequence[ChangeRequest]
) -> dict[str, Decimal | None]:
    """Return the effect of all open requests of each school that sent something, by folded Schulnummer.

    ``requests`` are the new ones. Of requests that contradict each other the later counts (rule 15), and those for one
    need are granted together. None if there are some and of none it can be told.
    """
    plan = done.outlook.plan
    effects = Effects(plan, done.outlook.programme)
    by_school = _by_school([each for each in (*plan.requests, *requests) if each.decision == OPEN], plan, returns)
    found: dict[str, Decimal | None] = {}
    for school in {fold(each.school) for each in returns if each.counts}:
        ours = by_school.get(school, [])
        amounts = [effects.of_wishes(need, wanted) for need, wanted in standing(ours).items()]
        told = [amount for amount in amounts if amount is not None]
        found[school] = sum(told, ZERO) if told or not ours else None
    return found


def _by_school(
    requests: Sequence[ChangeRequest], plan: Plan, returns: Sequence[Returned]
) -> Mapping[str, list[ChangeRequest]]:
    """Return the requests by folded Schulnummer: that of the need as its row stands now, else of who asked for it."""
    needs = {
        fold(need.number): fold(need.school_number)
        for need in reversed((*plan.needs, *plan.baseline))
        if need.number is not None and need.school_number is not None
    }
    asked = {wish_key(wish): fold(each.school) for each in returns for wish in each.wishes}
    found: dict[str, list[ChangeRequest]] = defaultdict(list)
    for request in requests:
        school = needs.get(fold(request.need_number or ""))
        who = (asked[key] for key in request_keys(request) if key in asked)
        found[school or next(who, "")].append(request)
    return found
