"""How the tables of an open workbook are read: what is asked for, which columns count, what slipped out below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.books.adapters import GERMAN_EXCEL
from tests.books.test_live_draft import LEFT, OURS, TOP, add, saved

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from pakt_xl.domain.table import Table


@pytest.fixture
def sheet() -> Worksheet:
    """A sheet with the lots of one year in C4:D5."""
    found = openpyxl.Workbook().worksheets[0]
    add(found, "Lose", TOP, LEFT, OURS, (2020, "WLAN"))
    return found


def read(sheet: Worksheet, path: Path, name: str = "Lose") -> Table:
    with GERMAN_EXCEL.open(saved(sheet, path)) as opened:
        return opened.book.read()[name]


def test_a_table_is_asked_for_once(sheet: Worksheet, tmp_path: Path) -> None:
    with GERMAN_EXCEL.open(saved(sheet, tmp_path / "m.xlsx")) as opened:
        excel: Any = opened.live
        tables = opened.book.read()
        first = tables["Lose"]
        asked = len(excel.excel.log)
        assert tables["lose"] is first
        assert len(excel.excel.log) == asked


def test_columns_that_no_rule_knows_are_blank_in_an_input_table(tmp_path: Path) -> None:
    sheet = openpyxl.Workbook().worksheets[0]
    add(sheet, "Schulen", TOP, LEFT, ("Schulnummer", "Bemerkung der Schule"), ("190001", "Rückruf"))
    sheet.cell(TOP + 2, LEFT + 1).value = "auch nicht"
    table = read(sheet, tmp_path / "m.xlsx", "Schulen")
    assert table.rows == (("190001", None),)
    assert table.stray_rows == ()


@pytest.mark.parametrize("count", [1, 19, 20, 21, 45])
def test_rows_below_a_table_are_found_up_to_the_first_blank_one(count: int, sheet: Worksheet, tmp_path: Path) -> None:
    below = TOP + 2
    for row in (*range(below, below + count), below + count + 1):
        sheet.cell(row, LEFT + 1).value = "WLAN"
    assert read(sheet, tmp_path / "m.xlsx").stray_rows == tuple(range(below, below + count))


@pytest.mark.parametrize(("left", "found"), [(1, 4), (2, 2), (3, 2), (4, 2), (5, 4)])
def test_rows_below_a_table_end_at_the_next_table(left: int, found: int, sheet: Worksheet, tmp_path: Path) -> None:
    """The next one is two columns wide and begins in the third row below."""
    below = TOP + 2
    add(sheet, "Andere", below + 2, left, ("eins", "zwei"), (1, 2))
    for row in range(below, below + 4):
        for column in (LEFT, LEFT + 1):
            cell = sheet.cell(row, column)
            cell.value = cell.value or "WLAN"
    assert read(sheet, tmp_path / "m.xlsx").stray_rows == tuple(range(below, below + found))


@pytest.mark.parametrize("value", ["=1+1", " ", None])
def test_what_nobody_typed_is_no_row(value: str | None, sheet: Worksheet, tmp_path: Path) -> None:
    sheet.cell(TOP + 2, LEFT).value = value
    assert read(sheet, tmp_path / "m.xlsx").stray_rows == ()
