"""What the files of one folder mean together: several of one school, older rounds, returns that came before."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from pakt_xl.domain.finding import Finding, Place
from pakt_xl.domain.school_workbook import STAMP_SHEET
from pakt_xl.domain.table import fold
from pakt_xl.returns import rules
from pakt_xl.returns.returned import Returned, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

_Placed = tuple[int, Returned]
_GERMAN_DAY = re.compile("([0-9]{2})[.]([0-9]{2})[.]([0-9]{4})")
_DAY = re.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})")


def settled(returns: Sequence[Returned], as_of: date, known_rounds: Iterable[str] = ()) -> list[Returned]:
    """Return the same files in the same order, at most one of each school taken.

    Rounds are days JJJJ-MM-TT; one after the Stichtag cannot be and makes no other return look old. Of the files of
    one school those of an older round are passed over; the same content is taken once; of different ones none is.
    """
    rounds = [*known_rounds, *(each.stamp.round for each in returns if each.stamp)]
    newest = max((each for each in rounds if _DAY.fullmatch(each) and each <= as_of.isoformat()), default="")
    groups: dict[str, list[_Placed]] = defaultdict(list)
    for place, each in enumerate(returns):  # by place: two files may be shown under one name
        if each.state is State.TAKEN:
            groups[fold(each.school)].append((place, each))
    settled_by_place = {place: each for group in groups.values() for place, each in _of_one_school(group, newest)}
    return [settled_by_place.get(place, each) for place, each in enumerate(returns)]


def _of_one_school(group: list[_Placed], newest: str) -> Iterator[_Placed]:
    latest = max(_round(each) for _, each in group)
    present = [(place, each) for place, each in group if _round(each) == latest]
    first_place, first = present[0]
    for place, each in group:
        if _round(each) != latest:
            yield place, _passed(each, f"veraltet; von dieser Schule liegt „{first.file}“ vor")
    if any(each.content != first.content for _, each in present):
        files = ", ".join(f"„{each.file}“" for _, each in present)
        yield from ((place, _none_taken(each, files)) for place, each in present)
        return
    yield first_place, _stale(first, newest)
    yield from ((place, _passed(each, f"gleicher Inhalt wie „{first.file}“")) for place, each in present[1:])


def _round(returned: Returned) -> str:
    return returned.stamp.round if returned.stamp else ""


def _passed(returned: Returned, why: str) -> Returned:
    return replace(returned, state=State.PASSED, why=why)


def _none_taken(returned: Returned, files: str) -> Returned:
    several = Finding(rules.SEVERAL, Place(school=returned.school), {"files": files})
    return replace(returned, state=State.REFUSED, findings=(several, *returned.findings))


def _stale(returned: Returned, newest: str) -> Returned:
    """Note a round that is older than another one."""
    if returned.stale or not _DAY.fullmatch(_round(returned)) or _round(returned) >= newest:
        return returned
    why = f"Sie gehört zur Runde {round_text(_round(returned))}, inzwischen gibt es die Runde {round_text(newest)}"
    outdated = Finding(rules.OUTDATED, Place(STAMP_SHEET, school=returned.school), {"why": why})
    return replace(returned, findings=(outdated, *returned.findings), stale=True)


def round_text(text: str) -> str:
    """Return the German day of a round; what is no day as it is."""
    match = _DAY.fullmatch(text)
    return f"{match[3]}.{match[2]}.{match[1]}" if match else text or "ohne Datum"


def day_of_round(text: str) -> str:
    """Return the round (JJJJ-MM-TT) that a text names by its German day; blank if it names none."""
    match = _GERMAN_DAY.search(text)
    return f"{match[3]}-{match[2]}-{match[1]}" if match else ""
