"""Which rows may show another live value because of a cell that has a finding of its own (for T05)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from pakt_xl.checks.eligibility import end_device_pillars, is_end_device, is_overdue
from pakt_xl.domain.cells import CellError
from pakt_xl.domain.rows import Need, Order, Row, School, Setting, columns
from pakt_xl.domain.settings import setting_columns
from pakt_xl.domain.table import Cell, Formula, fold, trim

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pakt_xl.checks.evidence import Evidence
    from pakt_xl.domain.columns import Column
    from pakt_xl.planning.outlook import NeedFacts

R = TypeVar("R", bound=Row)
Doubts: TypeAlias = "Mapping[type[Row], set[int]]"  # indexes of the doubtful rows of each table with live columns

_LOOKED_UP = ("as_of", "budget_type", "transfers_allowed", "cap_reading", "cap_level")  # settings in the formulas


def find_doubts(evidence: Evidence) -> Doubts:
    """Return the rows that are not to be compared: one cause gives one finding, and a false T05 is worse than none.

    A row is doubtful with a finding Z of its own, in a school that is "Vollständig = nein", or where a row that
    its value comes from has an error or was typed otherwise than meant: Excel may have read that cell differently.
    """
    plan = evidence.outlook.plan
    if _settings_are_odd(evidence):
        return {model: {row.index for row in rows} for model, rows in _live_rows(evidence).items()}
    items = _folded(row.number for row in _odd(evidence, plan.items))
    items |= _folded(row.item_number for row in _odd(evidence, plan.prices))
    bought = _folded(row.need_number for row in _odd(evidence, plan.orders))
    bought |= _folded(row.need_number for row in _odd(evidence, plan.invoices))
    odd_needs = {row.index for row in _odd(evidence, plan.needs)}
    needs = [
        facts
        for facts in evidence.outlook.needs
        if facts.need.index in odd_needs
        or fold(facts.need.item_number or "") in items
        or fold(facts.need.number or "") in bought
    ]
    return {
        School: _doubtful_schools(evidence, needs),
        Need: _doubtful_needs(evidence, needs),
        Order: _doubtful_orders(evidence, bought),
    }


def _live_rows(evidence: Evidence) -> dict[type[Row], Sequence[Row]]:
    plan = evidence.outlook.plan
    return {School: plan.schools, Need: plan.needs, Order: plan.orders}


def _doubtful_schools(evidence: Evidence, needs: Iterable[NeedFacts]) -> set[int]:
    """Schools that are incomplete, odd themselves, or have an odd need or transfer."""
    plan = evidence.outlook.plan
    transfers = _odd(evidence, plan.transfers)
    numbers = _folded(facts.need.school_number for facts in needs)
    numbers |= _folded(row.from_school for row in transfers) | _folded(row.to_school for row in transfers)
    named = {school.index for school in plan.schools if fold(school.number or "") in numbers}
    return _incomplete(evidence) | {row.index for row in _odd(evidence, plan.schools)} | named


def _doubtful_needs(evidence: Evidence, needs: Iterable[NeedFacts]) -> set[int]:
    """Needs that are odd, have a finding Z06 to Z11, or belong to a school that is incomplete."""
    incomplete = _incomplete(evidence)
    pillars = end_device_pillars(evidence.outlook)
    found = {facts.need.index for facts in needs}
    for facts in evidence.outlook.needs:
        if _has_row_finding(facts, evidence, pillars) or (facts.school and facts.school.index in incomplete):
            found.add(facts.need.index)
    return found


def _doubtful_orders(evidence: Evidence, bought: set[str]) -> set[int]:
    """Orders that are odd, share their need with an odd order or invoice, or belong to an incomplete school."""
    incomplete = _incomplete(evidence)
    numbers = bought | {
        number for number, facts in evidence.need_by_number.items() if facts.school and facts.school.index in incomplete
    }
    return {row.index for row in evidence.outlook.plan.orders if fold(row.need_number or "") in numbers}


def _incomplete(evidence: Evidence) -> set[int]:
    """Rows of the schools that are "Vollständig = nein"."""
    return {facts.school.index for facts in evidence.outlook.schools if not facts.complete}


def _has_row_finding(facts: NeedFacts, evidence: Evidence, pillars: frozenset[int]) -> bool:
    """Whether a finding Z stands on the need's row."""
    blocked = any(code.startswith("Z") for code in facts.obstacles)
    return blocked or is_end_device(facts, pillars) or is_overdue(facts, evidence.outlook)


def _folded(numbers: Iterable[str | None]) -> set[str]:
    return {fold(number) for number in numbers if number is not None}


def _odd(evidence: Evidence, rows: Sequence[R]) -> list[R]:
    """Rows with an error, or with a cell that was read though typed otherwise than meant."""
    if not rows:
        return []
    source = evidence.sources[rows[0].TABLE]
    cells = [(columns(source.model)[name], position) for name, position in source.fields().items()]
    return [
        row
        for row in rows
        if row.errors or any(_is_odd(column, source.table.rows[row.index][at]) for column, at in cells)
    ]


def _is_odd(column: Column, cell: Cell) -> bool:
    """Whether a formula may see another value in a cell than the tool reads (Z12; blanks; a time of day)."""
    shows = cell.value if isinstance(cell, Formula) else cell
    return column.note(cell) or isinstance(shows, datetime) or (bool(column.choices) and _has_blanks(cell))


def _has_blanks(cell: Cell) -> bool:
    shows = cell.value if isinstance(cell, Formula) else cell
    return isinstance(shows, str) and shows != trim(shows)


def _settings_are_odd(evidence: Evidence) -> bool:
    """Whether a setting that the formulas look up is missing, unreadable or not typed as meant."""
    source = evidence.sources[Setting.TABLE]
    fields = source.fields()
    for name in _LOOKED_UP:
        column = setting_columns()[name]
        row = evidence.places.settings.get(fold(column.header))
        if row is None:
            return True
        cells = source.table.rows[row.index]
        value = cells[fields["value"]]
        if _has_blanks(cells[fields["key"]]) or _is_odd(column, value) or not _is_readable(column, value):
            return True
    return False


def _is_readable(column: Column, cell: Cell) -> bool:
    try:
        column.read(cell)
    except CellError:
        return False
    return True
