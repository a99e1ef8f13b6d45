"""What stands in the way of a table in an open workbook that grows, and which columns of the user are touched."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.worksheet.table import Table as SheetTable

from pakt_xl.books.client import ClientFacts
from pakt_xl.books.excel import ExcelBook
from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.table import Formula, Table
from pakt_xl.ooxml.parts import LAST_ROW
from tests.books.adapters import GERMAN_EXCEL, SERVER

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

OURS = ("Jahr", "Los")
TOP, LEFT = 4, 3


def add(sheet: Worksheet, name: str, top: int, left: int, *rows: tuple[object, ...]) -> None:
    """Put a table with these rows, the first its headers, onto the sheet."""
    for number, row in enumerate(rows, top):
        for column, value in enumerate(row, left):
            sheet.cell(number, column).value = value  # type: ignore[assignment]
    last = sheet.cell(top + len(rows) - 1, left + len(rows[0]) - 1).coordinate
    sheet.add_table(SheetTable(displayName=name, ref=f"{sheet.cell(top, left).coordinate}:{last}"))


@pytest.fixture
def sheet() -> Worksheet:
    """A sheet with the lots of two years in C4:D6."""
    found = openpyxl.Workbook().worksheets[0]
    found.title = "Lose"
    add(found, "Lose", TOP, LEFT, OURS, (2020, "WLAN"), (2021, "WLAN"))
    return found


def saved(sheet: Worksheet, path: Path) -> Path:
    """Save the workbook of a sheet."""
    workbook = sheet.parent
    assert workbook is not None
    workbook.save(path)
    return path


def fill(sheet: Worksheet, path: Path, count: int) -> None:
    """Fill so many rows in a German Excel."""
    with GERMAN_EXCEL.open(saved(sheet, path)) as opened:
        rows = tuple((Decimal(2020 + number), "WLAN") for number in range(count))
        opened.book.fill([Table("Lose", OURS, rows, key=OURS)])


@pytest.mark.parametrize(("top", "left"), [(9, 1), (9, 5), (8, 2), (8, 3), (9, 4), (11, 3)], ids=str)
def test_a_table_grows_up_to_another_and_beside_it(top: int, left: int, sheet: Worksheet, tmp_path: Path) -> None:
    """The other is two columns wide; it is in the way from column B to D, and from the row that would be filled."""
    add(sheet, "Andere", top, left, ("eins", "zwei"), (1, 2))
    beside = left + 2 <= LEFT or left >= LEFT + 2
    for count in (4, 5):
        if beside or TOP + count < top:
            fill(sheet, tmp_path / "m.xlsx", count)
        else:
            with pytest.raises(UnusableError, match=rf"Blatt „Lose“, Zeile {top}: .* die Tabelle „Andere“"):
                fill(sheet, tmp_path / "m.xlsx", count)


def test_what_stands_directly_below_is_in_the_way(sheet: Worksheet, tmp_path: Path) -> None:
    sheet.cell(7, 4).value = "Nachtrag"
    fill(sheet, tmp_path / "m.xlsx", 2)
    for count in (3, 4):
        with pytest.raises(UnusableError, match=r"Zeile 7: .* ein Eintrag \(Zelle D7\)"):
            fill(sheet, tmp_path / "m.xlsx", count)


def test_merged_cells_below_are_in_the_way(sheet: Worksheet, tmp_path: Path) -> None:
    sheet.merge_cells("D7:E7")
    with pytest.raises(UnusableError, match=r"Zeile 7: .* ein verbundener Bereich"):
        fill(sheet, tmp_path / "m.xlsx", 3)


def test_the_last_row_of_a_sheet_can_be_filled_and_none_after_it(tmp_path: Path) -> None:
    sheet = openpyxl.Workbook().worksheets[0]
    add(sheet, "Lose", LAST_ROW - 3, 1, OURS, (2020, "WLAN"))
    fill(sheet, tmp_path / "m.xlsx", 3)
    with pytest.raises(UnusableError, match="nicht genug Zeilen für die Tabelle „Lose“"):
        fill(sheet, tmp_path / "m.xlsx", 4)


def test_of_two_columns_whose_headers_read_alike_the_first_is_ours(tmp_path: Path) -> None:
    sheet = openpyxl.Workbook().worksheets[0]
    add(sheet, "Lose", TOP, LEFT, (*OURS, "Jahr "), (2020, "WLAN", "von Hand"))
    with GERMAN_EXCEL.open(saved(sheet, tmp_path / "m.xlsx")) as opened:
        opened.book.fill([Table("Lose", OURS, ((Decimal(2020), "WLAN"),), key=OURS)])
        assert opened.book.read()["Lose"].rows == ((Decimal(2020), "WLAN", "von Hand"),)


def doubled(sheet: Worksheet, *others: object) -> None:
    """Give the lots of three years a column of the user: the doubled year, in the last rows something else."""
    sheet.tables.clear()
    rows = [(2020 + at, "WLAN", f"=C{TOP + 1 + at}*2") for at in range(3 - len(others))]
    rows += [(2023 - len(others) + at, "WLAN", str(other)) for at, other in enumerate(others)]
    add(sheet, "Lose", TOP, LEFT, (*OURS, "Doppelt"), *rows)


@pytest.mark.parametrize("count", [3, 2, 4])
def test_a_column_of_the_user_is_written_only_for_new_rows(count: int, sheet: Worksheet, tmp_path: Path) -> None:
    doubled(sheet)
    rows = tuple((Decimal(2020 + at), "WLAN") for at in range(count))
    with GERMAN_EXCEL.open(saved(sheet, tmp_path / "m.xlsx")) as opened:
        opened.book.fill([Table("Lose", OURS, rows, key=OURS)])
        excel: Any = opened.live
        written = [call for call in excel.excel.changes if call.member.startswith("Formula")]
        assert bool(written) == (count > 3)
        (*_, last) = opened.book.read()["Lose"].rows
        assert isinstance(last[2], Formula)
        assert last[2].text == f"C{TOP + count}*2"


def test_the_task_pane_may_fill_beside_a_formula_of_one_cell_that_stays(sheet: Worksheet, tmp_path: Path) -> None:
    doubled(sheet, "=1+1")
    rows = tuple((Decimal(2020 + at), "WLAN") for at in range(3))
    with SERVER.open(saved(sheet, tmp_path / "m.xlsx")) as opened:
        assert opened.book.fill([Table("Lose", OURS, rows, key=OURS)]).remarks == ()
    with SERVER.open(tmp_path / "m.xlsx") as opened, pytest.raises(UnusableError, match="eigene Formeln"):
        opened.book.fill([Table("Lose", OURS, rows[::-1], key=OURS)])


def test_a_table_without_columns_of_the_user_needs_no_formulas(sheet: Worksheet, tmp_path: Path) -> None:
    with SERVER.open(saved(sheet, tmp_path / "m.xlsx")) as opened:
        assert opened.live is not None
        book = ExcelBook(opened.live.book, ClientFacts())
        assert book.fill([Table("Lose", OURS, ((Decimal(2020), "WLAN"),), key=OURS)]).remarks == ()
