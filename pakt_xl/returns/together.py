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
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

_Placed = tuple[int, Returned]
_GERMAN_DAY = re.compile("([0-9]{2})[.]([0-9]{2})[.]([0-9]{4})")
_DAY = re.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})")


def settled(
    returns: Sequence[Returned],
    as_of: date,
    known_rounds: Iterable[str] = (),
    shown_at: Callable[[Returned], int | None] = lambda _: None,
) -> list[Returned]:
    """Return the same files in the same order, at most one of each school newly taken.

    Rounds are days JJJJ-MM-TT; those that cannot be make no other return look old (`newest_round`). Of the files of
    one school those of an older round are passed over, then those that were taken before; of the others the same
    content is taken once, and of different ones none is. ``shown_at`` gives the place of a file among those of its
    school that Rückläufe shows, the newest first; None if it is not shown.
    """
    rounds = [*known_rounds, *(each.stamp.round for each in returns if each.stamp)]
    newest = newest_round(rounds, as_of)
    groups: dict[str, list[_Placed]] = defaultdict(list)
    for place, each in enumerate(returns):  # by place: two files may be shown under one name
        if each.counts:
            groups[fold(each.school)].append((place, each))
    settled_by_place = {
        place: each for group in groups.values() for place, each in _of_one_school(group, newest, shown_at)
    }
    return [settled_by_place.get(place, each) for place, each in enumerate(returns)]


def newest_round(rounds: Iterable[str], as_of: date) -> str:
    """Return the newest day JJJJ-MM-TT; what is no day or lies after the Stichtag cannot be a round."""
    return max((each for each in rounds if _DAY.fullmatch(each) and each <= as_of.isoformat()), default="")


def _of_one_school(
    group: Sequence[_Placed], newest: str, shown_at: Callable[[Returned], int | None]
) -> Iterator[_Placed]:
    """Yield each file of a school with what it is beside the others."""
    latest = max(_round(each) for _, each in group)
    present = [(place, each) for place, each in group if _round(each) == latest]
    known, copies = _known(present, shown_at)
    fresh, more = _without_copies([(place, each) for place, each in present if not each.again], known)
    several = len(fresh) > 1
    taken = known if several else [*fresh, *known]  # the newest first
    newest_file = (taken or fresh)[0][1].file
    for place, each in group:
        if _round(each) != latest:
            yield place, _passed(each, f"veraltet; von dieser Schule liegt „{newest_file}“ vor")
    if several:
        files = ", ".join(f"„{each.file}“" for _, each in fresh)
        yield from ((place, _none_taken(each, files)) for place, each in fresh)
    yield from ((place, _stale(each, newest)) for place, each in taken[:1])
    yield from ((place, _superseded(each, newest_file)) for place, each in taken[1:])
    yield from (*copies, *more)


def _known(
    present: Iterable[_Placed], shown_at: Callable[[Returned], int | None]
) -> tuple[list[_Placed], list[_Placed]]:
    """Return those that were taken before, the newest first, and copies of them."""
    places = {place: shown_at(each) for place, each in present}
    known = sorted(
        ((place, each) for place, each in present if each.again),
        key=lambda pair: (places[pair[0]] is None, places[pair[0]] or 0, pair[0]),
    )
    unique, copies = _without_copies(known)
    unique.sort(key=lambda pair: places[pair[0]] is not None)  # one that is no copy and not shown yet came last
    return unique, copies


def _without_copies(placed: Iterable[_Placed], others: Iterable[_Placed] = ()) -> tuple[list[_Placed], list[_Placed]]:
    """Return the files whose content no other has, and the copies, passed over; of the same ones the first stays."""
    files = {repr(each.content): each.file for _, each in others}
    unique: list[_Placed] = []
    copies: list[_Placed] = []
    for place, each in placed:
        content = repr(each.content)
        if content in files:
            copies.append((place, _passed(each, f"gleicher Inhalt wie „{files[content]}“")))
        else:
            files[content] = each.file
            unique.append((place, each))
    return unique, copies


def _round(returned: Returned) -> str:
    return returned.stamp.round if returned.stamp else ""


def _passed(returned: Returned, why: str) -> Returned:
    return replace(returned, state=State.PASSED, why=why, again=False)


def _superseded(returned: Returned, by: str) -> Returned:
    """Let an older file rest: what was wrong in it was said when it was taken."""
    why = f"{returned.why}; seitdem kam „{by}“"
    return replace(returned, why=why, findings=(), statements=(), refused_wishes=0, superseded=True)


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
