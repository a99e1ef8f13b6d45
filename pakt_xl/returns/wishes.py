"""The rows of Änderungswünsche: each is read by the field it wants changed; a row in error is no wish.

Rows that contradict each other are in error too: which of them is meant is not guessed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from pakt_xl.domain.cells import shown
from pakt_xl.domain.rows import Item, Need, School, columns
from pakt_xl.domain.rows.base import PROGRAMME
from pakt_xl.domain.rows.decisions import (
    FIELD_FUNDING,
    FIELD_ITEM,
    FIELD_NEW,
    FIELD_QUANTITY,
    FIELD_SCHOOL,
    FIELD_WITHDRAWAL,
    FIELD_YEAR,
    NEED_FIELDS,
)
from pakt_xl.domain.school_workbook import Wish
from pakt_xl.domain.table import fold
from pakt_xl.ooxml.render import cleaned
from pakt_xl.reading import rules as cell_rules
from pakt_xl.returns import rules
from pakt_xl.returns.requests import NEW_NEED
from pakt_xl.returns.returned import WishLine
from pakt_xl.returns.rivals import first_rival, says
from pakt_xl.returns.wish_row import FIELD, NUMBER, REASONS, VALUE, WishRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from pakt_xl.domain.columns import Column
    from pakt_xl.domain.finding import Finding
    from pakt_xl.returns.content import Found
    from pakt_xl.returns.master import Master

_OF_NEED = (FIELD_QUANTITY, FIELD_YEAR, FIELD_FUNDING)


_Asked: TypeAlias = "tuple[WishRow, WishLine]"


def read_wishes(
    found: Found, headers: Mapping[str, str], school: str, master: Master
) -> tuple[tuple[WishLine, ...], tuple[Finding, ...], int]:
    """Return the wishes of a school, the findings on all rows, and the number of rows that are no wish for an error.

    ``headers`` are those of the return's layout by field of `Wish`. A wish that stands there twice counts once.
    """
    rows = [WishRow(school, found, line, headers, []) for line in found.lines]
    asked = [(row, wish) for row in rows if (wish := _wish(row, master))]
    agreed = _within_programme(_without_rivals(asked), master)
    wishes = tuple(_merged(agreed))
    return wishes, tuple(finding for row in rows for finding in row.findings), len(rows) - len(agreed)


def _without_rivals(asked: Sequence[_Asked]) -> list[_Asked]:
    """Leave out every wish that another row contradicts; a Z03 on each such row after the first (reading 46)."""
    different: dict[str, dict[tuple[str, str], WishLine]] = defaultdict(dict)
    for row, wish in asked:
        there = different[wish.need]
        rival = first_rival(wish, there.values())
        if rival:
            values = {"need": wish.need, "this": says(wish), "cell": rival.cell, "other": says(rival)}
            row.note(rules.CONTRADICTORY, VALUE, values)
        there.setdefault((wish.field, wish.value), wish)
    return [(row, wish) for row, wish in asked if first_rival(wish, different[wish.need].values()) is None]


def _within_programme(asked: Sequence[_Asked], master: Master) -> list[_Asked]:
    """Leave out with a Z06 what would let the programme pay outside its years, if year and funding come as wished."""
    wished = {(fold(wish.need), wish.field): wish.value for _, wish in asked}
    for row, wish in asked:
        if wish.field not in (FIELD_YEAR, FIELD_FUNDING):
            continue
        need = master.needs[fold(wish.school)][fold(wish.need)]
        year = wished.get((fold(wish.need), FIELD_YEAR), need.year)
        funding = wished.get((fold(wish.need), FIELD_FUNDING), need.funding)
        if funding == PROGRAMME and year is not None and int(year) not in master.years:
            row.note(rules.OUTSIDE, VALUE, {"year": int(year), "first": master.years[0], "last": master.years[-1]})
    return [(row, wish) for row, wish in asked if not row.is_in_error]


def _merged(asked: Iterable[_Asked]) -> Iterator[WishLine]:
    """Yield what is wished twice once, with the reasons of all its rows, whose order does not count; R03 without any.

    New needs without a number are told apart by their reasons.
    """
    groups: dict[tuple[str, ...], list[_Asked]] = defaultdict(list)
    for row, wish in asked:
        groups[wish.need, wish.field, wish.value, "" if wish.need else wish.reasons].append((row, wish))
    for same in groups.values():
        reasons = "; ".join(sorted({wish.reasons for _, wish in same} - {""}))
        for row, _ in () if reasons else same:
            row.note(rules.WITHOUT_REASONS, REASONS)
        if cleaned(reasons) == reasons:  # one cell can hold them
            yield replace(same[0][1], reasons=reasons)
        else:
            yield from (wish for _, wish in same)


def _wish(row: WishRow, master: Master) -> WishLine | None:
    """Return the wish of a row; None if one of its cells is in error."""
    known = columns(Wish)
    field = row.read(FIELD, known[FIELD])
    number = row.read(NUMBER, known[NUMBER] if field in (None, FIELD_NEW) else replace(known[NUMBER], required=True))
    value = _VALUES[str(field)](row, master) if field else None
    reasons = row.read(REASONS, known[REASONS])
    if field == FIELD_NEW:
        number = _number_of_new(row, str(number or ""), master)
    elif field and number is not None:
        number = _known_need(row, str(number), master)
    if row.is_in_error:
        return None
    return WishLine(
        row.school,
        str(number or ""),
        str(field),
        cleaned("" if value is None else str(value)),
        cleaned(str(reasons or "")),
        row.place(VALUE).cell,
    )


def _known_need(row: WishRow, number: str, master: Master) -> str:
    """Return the number as the master spells it; Z04 if the school has no such need."""
    known = master.needs.get(fold(row.school), {}).get(fold(number))
    if known is None:
        row.note(rules.UNKNOWN_NEED, NUMBER, {"column": row.headers[NUMBER], "found": shown(number)})
    return known.number or number if known else number


def _number_of_new(row: WishRow, number: str, master: Master) -> str:
    """Return the number of a new need that the school asked for before; blank with a Z12 for any other that is free."""
    if fold(number) in master.all_needs:
        expected = "leer bei „Neuer Bedarf“, die Nummer vergibt der Schulträger"
        found = f"{shown(number)} gibt es schon"
        row.note(cell_rules.UNREADABLE, NUMBER, {"column": row.headers[NUMBER], "found": found, "expected": expected})
    elif fold(number).startswith(fold(f"{NEW_NEED}-{row.school}-")) and fold(number) in master.new_needs:
        return master.new_needs[fold(number)]
    elif number:
        row.note(rules.OWN_NUMBER, NUMBER, {"column": row.headers[NUMBER], "found": shown(number)})
    return ""


def _of_need(field: str) -> Callable[[WishRow, Master], object]:
    """Read the value as the need's own column would: quantity, year, funding."""

    def read(row: WishRow, _: Master) -> object:
        return row.read(VALUE, _value_column(columns(Need)[NEED_FIELDS[field]], row))

    return read


def _school(row: WishRow, master: Master) -> str | None:
    numbers = {number: school.number or "" for number, school in master.schools.items()}
    return _looked_up(row, numbers, School.TABLE)


def _item(row: WishRow, master: Master) -> str | None:
    return _looked_up(row, master.items, Item.TABLE)


def _looked_up(row: WishRow, known: Mapping[str, str], table: str) -> str | None:
    """Return the number that the cell names; Z04 if there is none."""
    text = row.read(VALUE, _value_column(columns(Need)["number"], row))
    if text is None:
        return None
    found = known.get(fold(str(text)))
    if found is None:
        values = {"column": row.headers[VALUE], "found": shown(str(text)), "table": table}
        row.note(cell_rules.UNKNOWN, VALUE, values)
    return found


def _free(row: WishRow, _: Master) -> object:
    return row.read(VALUE, replace(columns(Wish)[VALUE], required=True, header=row.headers[VALUE]))


def _nothing(row: WishRow, _: Master) -> object:  # noqa: ARG001  a withdrawal has no value, whatever stands there
    return ""


def _value_column(column: Column, row: WishRow) -> Column:
    return replace(column, header=row.headers[VALUE], required=True, blank_code="")


_VALUES: dict[str, Callable[[WishRow, Master], object]] = {
    **{field: _of_need(field) for field in _OF_NEED},
    FIELD_SCHOOL: _school,
    FIELD_ITEM: _item,
    FIELD_NEW: _free,
    FIELD_WITHDRAWAL: _nothing,
}
