"""The order of findings."""

from __future__ import annotations

from itertools import permutations

from pakt_xl.domain.table import Table
from pakt_xl.reports import generated_tables
from pakt_xl.reports.order import ordered, position
from tests.reports.facts import BLANK, CITY_ONLY, OVER, PROGRAMME, READ_AS, finding

GENERATED = generated_tables(PROGRAMME)


def test_order_is_severity_code_sheet_key_cell_whatever_the_order_of_finding() -> None:
    wanted = (
        finding(OVER, sheet="Schulen"),
        finding(BLANK, sheet="Schulen", key="Z"),
        finding(BLANK, key="B-1", cell="D9"),
        finding(BLANK, key="B-1", cell="D17"),
        finding(CITY_ONLY),
        finding(READ_AS, sheet="Lose"),
    )
    for mixed in permutations(wanted):
        assert ordered(mixed, {}, GENERATED) == wanted


def test_renamed_sheet_keeps_its_rank() -> None:
    tables = {"Schulen": Table("Schulen", (), (), "Zebra"), "Bedarfe": Table("Bedarfe", (), (), "Anna")}
    wanted = (finding(sheet="Zebra"), finding(sheet="Anna"), finding(sheet="Fremd"))
    assert ordered(reversed(wanted), tables, GENERATED) == wanted


def test_position_of_an_address() -> None:
    assert [position("D9"), position("AA9"), position("")] == [(9, 4), (9, 27), (0, 0)]
