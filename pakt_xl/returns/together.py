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
    from collections.abc import Iterable, Sequence
    from datetime import date

_GERMAN_DAY = re.compile("([0-9]{2})[.]([0-9]{2})[.]([0-9]{4})")
_DAY = re.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})")


def settled(returns: Sequence[Returned], as_of: date, known_rounds: Iterable[str] = ()) -> list[Returned]:
    """Return the same files in the same order, at most one of each school taken.

    Rounds are days JJJJ-MM-TT; one after the Stichtag cannot be and makes no other return look old. Of the files of
    one school those of an older round are passed over; the same content is taken once; of different ones none is.
    """
    rounds = [*known_rounds, *(each.stamp.round for each in returns if each.stamp)]
    newest = max((each for each in rounds if _DAY.fullmatch(each) and each <= as_of.isoformat()), default="")
    groups: dict[str, list[Returned]] = defaultdict(list)
    for each in returns:
        if each.state is State.TAKEN:
            groups[fold(each.school)].append(each)
    changed = {each.file: each for group in groups.values() for each in _of_one_school(group, newest)}
    return [changed.get(each.file, each) for each in returns]


def _of_one_school(group: list[Returned], newest: str) -> Iterable[Returned]:
    latest = max(_round(each) for each in group)
    present = [each for each in group if _round(each) == latest]
    older = [each for each in group if _round(each) != latest]
    yield from (_passed(each, f"veraltet; von dieser Schule liegt „{present[0].file}“ vor") for each in older)
    different = [each for each in present if each.content != present[0].content]
    if different:
        files = ", ".join(f"„{each.file}“" for each in present)
        yield from (_none_taken(each, files) for each in present)
        return
    yield _stale(present[0], newest)
    yield from (_passed(each, f"gleicher Inhalt wie „{present[0].file}“") for each in present[1:])


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
