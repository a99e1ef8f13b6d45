"""The small parts alone: cells on their way between processes, numbers of requests, rivals of one school."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pakt_xl.domain.rows import ChangeRequest
from pakt_xl.domain.table import ErrorValue, Formula
from pakt_xl.returns.content import Content, Found, Line, from_json, to_json
from pakt_xl.returns.judge import judge_return
from pakt_xl.returns.requests import new_requests, request_keys, wish_key
from pakt_xl.returns.returned import Returned, State, WishLine
from pakt_xl.returns.together import day_of_round, round_text, settled
from pakt_xl.run import collecting

if TYPE_CHECKING:
    from pakt_xl.domain.table import Cell
    from tests.returns.office import Office

TODAY = date(2022, 5, 2)
CELLS: tuple[Cell, ...] = (
    None,
    "Text mit ü und \u202e",
    Decimal("1.50"),
    Decimal("1E+40"),
    True,
    False,
    date(2022, 1, 2),
    datetime(2022, 1, 2, 3, 4, 5),  # noqa: DTZ001  cells have no zone
    ErrorValue("#REF!"),
    Formula("1+1", Decimal(2)),
    Formula("A1", None),
)


@pytest.mark.parametrize("cell", CELLS, ids=str)
def test_cells_come_through_json_as_they_are(cell: Cell) -> None:
    content = Content({"1/Wish": Found("Blatt", {"Feld": "B"}, (Line(7, {"Feld": cell}),))}, ("Makros",))
    back = from_json(json.loads(to_json(content)))
    assert back == content
    assert type(back.tables["1/Wish"].lines[0].cells["Feld"]) is type(cell)


def wish(need: str, value: str, field: str = "Menge", school: str = "190001") -> WishLine:
    return WishLine(school, need, field, value, "Gründe")


LINES = [
    wish("B-1", "5"),
    wish("B-1", "6"),
    wish("B-2", "5"),
    wish("", "Drucker", "Neuer Bedarf"),
    wish("", "Beamer", "Neuer Bedarf"),
    wish("B-9", "5", school="190002"),
]


@given(st.permutations(LINES), st.integers(0, len(LINES)))
def test_numbers_do_not_depend_on_order_nor_on_a_second_call(lines: list[WishLine], cut: int) -> None:
    requests = new_requests(lines, (), ("B-1", "B-2", "B-9"), TODAY)
    assert requests == new_requests(LINES, (), ("B-1", "B-2", "B-9"), TODAY)
    assert len({each.number for each in requests}) == len(LINES)
    first = new_requests(lines[:cut], (), (), TODAY)
    later = new_requests(lines, first, (), TODAY)
    assert len({each.number for each in (*first, *later)}) == len(first) + len(later) == len(LINES)
    assert set().union(*map(request_keys, (*first, *later))) >= {wish_key(each) for each in LINES}


def test_numbers_go_on_behind_those_that_are_there() -> None:
    there = [ChangeRequest.model_construct(number="190001-007", need_number="NEU-190001-4", field="Neuer Bedarf")]
    (request,) = new_requests([LINES[3]], there, ("NEU-190001-5",), TODAY)
    assert (request.number, request.need_number) == ("190001-008", "NEU-190001-6")


def test_two_files_shown_under_one_name_are_two_files() -> None:
    returns = [Returned("a�.xlsx", State.TAKEN, school=school) for school in ("190001", "190002")]
    assert settled(returns, TODAY) == returns


def test_rounds_are_shown_as_german_days_and_read_back() -> None:
    assert (round_text("2022-03-01"), day_of_round("Runde 01.03.2022, veraltet")) == ("01.03.2022", "2022-03-01")
    assert (round_text("Frühjahr"), round_text(""), day_of_round("Runde Frühjahr")) == ("Frühjahr", "ohne Datum", "")


def test_file_that_breaks_the_tool_stops_no_other(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(file: str, *rest: object) -> Returned:
        if file == "a.xlsx":
            raise ZeroDivisionError
        return judge_return(file, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(collecting, "judge_return", broken)
    office.send_back((), "a.xlsx")
    office.send_back((), "b.xlsx", "190002")
    assert [each.state for each in office.collect().returns] == [State.REFUSED, State.TAKEN]
