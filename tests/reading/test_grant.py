"""Notices, calls and disposals as they are read: what is needed, what is free, what is out of range."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from pakt_xl.domain.rows import Call, Disposal, Notice, columns
from pakt_xl.reading import read_plan
from tests.reading.findings import lines
from tests.tables import FUNDED, appended, changed, workbook

if TYPE_CHECKING:
    from pakt_xl.domain.table import Cell

GOOD = workbook(live=True, **FUNDED)
DISPOSAL = "R-1 / Firma Muster / B-1"


def test_a_good_grant_has_no_finding_and_is_read_whole() -> None:
    plan = read_plan(GOOD).plan

    assert lines(GOOD) == []
    (notice,), (call,), (disposal,) = plan.notices, plan.calls, plan.disposals
    assert (notice.number, notice.pillar, notice.grant, notice.ends_on) == (
        "AZ-1",
        1,
        Decimal("90000.00"),
        date(2024, 10, 31),
    )
    assert (call.number, call.file_reference, call.amount) == ("M-1", "AZ-1", Decimal("7000.00"))
    assert (disposal.invoice_number, disposal.quantity, disposal.day) == ("R-1", 1, date(2030, 1, 5))


@pytest.mark.parametrize("model", [Notice, Call, Disposal], ids=lambda model: model.TABLE)
def test_z01_of_the_cells_that_are_required_and_of_no_other(model: type[Notice | Call | Disposal]) -> None:
    for column in columns(model).values():
        found = [text.split(" | ")[:4:3] for text in lines(changed(GOOD, model.TABLE, 1, column.header, None))]
        in_table = [each for each in found if each[0] == "Z01"]
        assert in_table == ([["Z01", column.header]] if column.required else [])


@pytest.mark.parametrize(
    ("table", "header", "cell", "line"),
    [
        ("Bescheide", "Fördersäule", Decimal(5), "Z02 | Bescheide | D5 | Fördersäule |  | AZ-1"),
        ("Bescheide", "Zuwendung", Decimal("0.001"), "Z02 | Bescheide | F5 | Zuwendung |  | AZ-1"),
        ("Bescheide", "Nachweis bis", "bald", "Z02 | Bescheide | J5 | Nachweis bis |  | AZ-1"),
        ("Mittelabrufe", "Betrag", Decimal(0), "Z02 | Mittelabrufe | E5 | Betrag |  | M-1"),  # reading 20
        ("Mittelabrufe", "Betrag", Decimal(-1), "Z02 | Mittelabrufe | E5 | Betrag |  | M-1"),
        ("Abgänge", "Menge", Decimal(-1), f"Z05 | Abgänge | E5 | Menge | 190001 | {DISPOSAL}"),
        ("Abgänge", "Menge", Decimal("1.5"), f"Z05 | Abgänge | E5 | Menge | 190001 | {DISPOSAL}"),
        ("Abgänge", "Grund", "Umbau", f"Z02 | Abgänge | G5 | Grund | 190001 | {DISPOSAL}"),
    ],
)
def test_a_cell_out_of_its_range_is_named(table: str, header: str, cell: Cell, line: str) -> None:
    assert lines(changed(GOOD, table, 1, header, cell)) == [line]


def test_a_call_of_a_cent_and_a_disposal_of_nothing_are_read() -> None:
    tables = changed(changed(GOOD, "Mittelabrufe", 1, "Betrag", Decimal("0.01")), "Abgänge", 1, "Menge", Decimal(0))

    assert lines(tables) == []


def test_z03_a_notice_or_call_given_twice_is_found_on_the_later_row_and_disposals_may_repeat() -> None:
    assert lines(appended(GOOD, "Bescheide", 1)) == ["Z03 | Bescheide | B6 | Aktenzeichen |  | AZ-1"]
    assert lines(appended(GOOD, "Mittelabrufe", 1)) == ["Z03 | Mittelabrufe | B6 | Abrufnummer |  | M-1"]
    assert lines(appended(GOOD, "Abgänge", 1)) == []
