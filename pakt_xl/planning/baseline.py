"""What differs from the baseline, need by need and field by field, and whether a request allows it (rule 15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.domain.rows.decisions import (
    FIELD_NEW,
    FIELD_QUANTITY,
    FIELD_WITHDRAWAL,
    FIELDS,
    NEED_FIELDS,
)
from pakt_xl.domain.table import fold
from pakt_xl.planning.lookup import find, first_by_number
from pakt_xl.planning.outlook import Deviation
from pakt_xl.planning.requests import is_complete, is_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pakt_xl.domain.plan import Plan
    from pakt_xl.domain.rows import Baseline, ChangeRequest, Need
    from pakt_xl.planning.effects import Effects
    from pakt_xl.planning.requests import Requests

WITHDRAWN = 0  # the Menge of a need that was struck out


def deviations(plan: Plan, requests: Requests, effects: Effects) -> tuple[Deviation, ...]:
    """Every difference between Bedarfe and the baseline, by Bedarfsnummer and field; none without a baseline (76).

    Of a doubled number the first row is compared, on either side; unreadable cells are not (reading 77).
    """
    if not plan.baseline:
        return ()
    needs, frozen = first_by_number(plan.needs), first_by_number(plan.baseline)
    found = [each for row in frozen.values() for each in _of_need(row, find(needs, row.number), requests, effects)]
    found += [_new(need, requests, effects) for number, need in needs.items() if number not in frozen]
    return tuple(sorted(found, key=lambda each: (each.number, FIELDS.index(each.field))))


def _of_need(row: Baseline, need: Need | None, requests: Requests, effects: Effects) -> Iterator[Deviation]:
    if need is None or (need.quantity == WITHDRAWN and row.quantity not in (None, WITHDRAWN)):
        yield _withdrawal(row, need, requests, effects)
        return
    for field, name in NEED_FIELDS.items():
        before, now = getattr(row, name), getattr(need, name)
        if before is not None and now is not None and not is_value(str(before), now):
            number = fold(need.number or "")
            last = requests.approved(number, field)
            yield Deviation(
                number=need.number or "",
                field=field,
                need=need,
                baseline=row,
                frozen=before,
                current=now,
                request=last or requests.received(number, field),
                allowed=_has_reasons(last) and is_value(last.new_value if last else None, now),
                effect=effects.of_field(need, field, before),
            )


def _withdrawal(row: Baseline, need: Need | None, requests: Requests, effects: Effects) -> Deviation:
    """Return the one difference of a need that is gone or struck out (reading 77).

    Shown is the request that allows it: an approved Streichung, else an approved Menge 0 of a row that is there.
    """
    number = fold(row.number or "")
    strike = requests.approved(number, FIELD_WITHDRAWAL)
    to_zero = requests.approved(number, FIELD_QUANTITY) if need else None
    if to_zero is not None and not is_value(to_zero.new_value, WITHDRAWN):
        to_zero = None
    granted = next((each for each in (strike, to_zero) if _has_reasons(each)), None)
    return Deviation(
        number=(need or row).number or "",
        field=FIELD_WITHDRAWAL,
        need=need,
        baseline=row,
        frozen=row.quantity,
        current=WITHDRAWN,
        request=granted or strike or to_zero or requests.received(number, FIELD_WITHDRAWAL),
        allowed=granted is not None,
        effect=effects.of_field(need, FIELD_QUANTITY, row.quantity or 0) if need else effects.of_gone(row),
    )


def _new(need: Need, requests: Requests, effects: Effects) -> Deviation:
    number = fold(need.number or "")
    last = requests.approved(number, FIELD_NEW)
    return Deviation(
        number=need.number or "",
        field=FIELD_NEW,
        need=need,
        baseline=None,
        frozen=None,
        current=need.quantity,
        request=last or requests.received(number, FIELD_NEW),
        allowed=_has_reasons(last),
        effect=effects.of_new(need),
    )


def _has_reasons(request: ChangeRequest | None) -> bool:
    """Whether a request counts; that date or office are missing is another finding (reading 79)."""
    return request is not None and request.reasons is not None


def unapplied(plan: Plan, requests: Requests, found: Iterable[Deviation]) -> tuple[ChangeRequest, ...]:
    """Approved and complete requests that the rows of Bedarfe do not show, in the order of the sheet (reading 80)."""
    if not plan.baseline:
        return ()
    needs = first_by_number(plan.needs)
    differs = {(fold(each.number), each.field) for each in found}
    rows = [
        row
        for (number, field), row in requests.all_approved()
        if is_complete(row) and (number, field) not in differs and _is_missing(field, row.new_value, needs.get(number))
    ]
    return tuple(sorted(rows, key=lambda row: row.index))


def _is_missing(field: str, wanted: str | None, need: Need | None) -> bool:
    """Whether a need does not show what was approved for one of its fields."""
    if field == FIELD_NEW:
        return need is None
    if need is None or need.quantity == WITHDRAWN:
        return False
    if field == FIELD_WITHDRAWAL:
        return need.quantity is not None
    value = getattr(need, NEED_FIELDS[field])
    return value is not None and wanted is not None and not is_value(wanted, value)


def baseline_codes(
    found: Iterable[Deviation], incomplete: Sequence[ChangeRequest], needs: Mapping[str, Need]
) -> dict[int, list[tuple[str, str]]]:
    """Return the codes of the baseline on each need, by the index of its row, with the Schlüssel of their findings.

    ``incomplete`` are the approvals that lack something (F03); ``needs`` the first row of each number.
    """
    codes: dict[int, list[tuple[str, str]]] = {}
    for each in found:
        if each.need is not None and not each.allowed:
            codes.setdefault(each.need.index, []).append((each.code, each.number))
    for request in incomplete:
        need = find(needs, request.need_number)
        if need is not None:
            codes.setdefault(need.index, []).append(("F03", request.number or str(request.index + 1)))
    return codes
