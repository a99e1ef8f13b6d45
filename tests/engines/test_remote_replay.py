"""What each action of xlwings' remote engine does to a file, as the task pane would do it to the open workbook."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from tests.engines.remote_cells import RefusedError
from tests.engines.remote_engine import RemoteEngine
from tests.engines.remote_sample import SHEET, after, filter_rows, protect, sample, table_of, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import xlwings as xw
    from openpyxl.worksheet.table import TableColumn


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    path = tmp_path / "klein.xlsx"
    sample(path)
    return path


@pytest.mark.parametrize(
    ("given", "value", "kind"),
    [
        ("'017", "017", "s"),
        ("017", 17, "n"),
        ("=1+1", "=1+1", "f"),
        ("'=1+1", "=1+1", "s"),
        ("''x", "'x", "s"),
        ("Text", "Text", "s"),
        ("TRUE", True, "b"),
        ("#N/A", "#N/A", "e"),
        ("'#N/A", "#N/A", "s"),
        (1.5, 1.5, "n"),
        (2, 2, "n"),
        (False, False, "b"),
        (None, None, "n"),
        ("", None, "n"),
        (dt.date(2024, 12, 31), dt.datetime(2024, 12, 31), "d"),  # noqa: DTZ001
        (dt.datetime(2024, 12, 31, 10, 30), dt.datetime(2024, 12, 31, 10, 30), "d"),  # noqa: DTZ001
    ],
)
def test_a_value_becomes_what_excel_makes_of_it(path: Path, given: object, value: object, kind: str) -> None:
    cell = written(path, "A1", given)
    assert (cell.value, cell.data_type) == (value, kind)


def test_a_cell_formatted_as_text_keeps_what_is_typed(path: Path) -> None:
    def act(book: xw.Book) -> None:
        sheet = book.sheets[0]
        sheet.range("B4:F4").autofill(sheet.range("B4:F8"), "fill_formats")
        sheet.range("B4:B7").value = [["=1+1"], ["2024-12-31"], ["'019"], [20]]
        sheet.range("B8:C8").formula = "=2+2"

    sheet = after(path, act)[SHEET]
    cells = [sheet.cell(row, 2) for row in range(4, 9)]
    assert [cell.value for cell in cells] == ["=1+1", "2024-12-31", "019", "20", "=2+2"]
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_date_is_one_before_the_file_is_saved(path: Path) -> None:
    with RemoteEngine().open(path) as live:
        live.book.sheets[0].range("F4:F5").value = [[dt.date(2023, 4, 5)], [1.5]]
        sheet = live.replay().book[SHEET]
    assert [sheet[name].value for name in ("F4", "F5")] == [dt.datetime(2023, 4, 5), dt.datetime(1900, 1, 1, 12)]  # noqa: DTZ001


def test_null_leaves_a_cell_alone(path: Path) -> None:
    def act(book: xw.Book) -> None:
        book.sheets["Zweites"].range("B2:C2").raw_value = [[None, 5]]

    sheet = after(path, act)["Zweites"]
    assert (sheet["B2"].value, sheet["C2"].value) == ("#DIV/0!", 5)


def test_one_formula_for_many_cells_moves_its_references(path: Path) -> None:
    def act(book: xw.Book) -> None:
        book.sheets["Zweites"].range("D1:D3").formula = "=A1+$C$1"
        book.sheets["Zweites"].range("E1:F1").formula = [["=A1", None]]

    sheet = after(path, act)["Zweites"]
    assert [sheet[f"D{row}"].value for row in (1, 2, 3)] == ["=A1+$C$1", "=A2+$C$1", "=A3+$C$1"]
    assert (sheet["E1"].value, sheet["F1"].value) == ("=A1", None)


def test_a_formula_on_the_own_row_is_stored_with_its_table(path: Path) -> None:
    def act(book: xw.Book) -> None:
        book.sheets[0].range("E4:E5").formula = "=[@Menge]*2"

    assert after(path, act)[SHEET]["E5"].value == "=Lieferungen[[#This Row],[Menge]]*2"


def test_contents_are_cleared_and_formats_stay(path: Path) -> None:
    def act(book: xw.Book) -> None:
        book.sheets[0].range("B4:C5").clear_contents()

    sheet = after(path, act)[SHEET]
    assert {sheet[name].value for name in ("B4", "C4", "B5", "C5")} == {None}
    assert sheet["B4"].number_format == "@"


def test_a_table_grows_with_its_column_formulas_and_its_look(path: Path) -> None:
    def act(book: xw.Book) -> None:
        table = table_of(book)
        table.show_totals = False
        table.resize(book.sheets[0].range("B3:F8"))
        table.show_totals = True

    sheet = after(path, act)[SHEET]
    table = sheet.tables["Lieferungen"]
    assert (table.ref, table.autoFilter.ref, table.totalsRowCount) == ("B3:F9", "B3:F8", 1)
    assert [sheet.cell(row, 5).value for row in (6, 7, 8)] == ["=Lieferungen[[#This Row],[Menge]]*1.5"] * 3
    assert [sheet.cell(row, 2).number_format for row in (6, 7, 8)] == ["@"] * 3
    assert (sheet["B6"].value, sheet["B9"].value) == (None, "Summe")
    assert (sheet["B6"].font.bold, sheet["B9"].font.bold) == (False, True)
    assert sheet["E9"].value == "=SUBTOTAL(109,Lieferungen[Betrag])"


def test_a_column_with_different_formulas_does_not_go_on(path: Path) -> None:
    def act(book: xw.Book) -> None:
        book.sheets[0].range("E5").formula = "=1"
        table_of(book).show_totals = False
        table_of(book).resize(book.sheets[0].range("B3:F7"))

    sheet = after(path, act)[SHEET]
    assert [sheet.cell(row, 5).value for row in (6, 7)] == [None, None]


def test_a_table_shrinks_and_leaves_its_cells(path: Path) -> None:
    def act(book: xw.Book) -> None:
        table_of(book).show_totals = False
        table_of(book).resize(book.sheets[0].range("B3:F4"))

    sheet = after(path, act)[SHEET]
    assert (sheet.tables["Lieferungen"].ref, sheet["B5"].value) == ("B3:F4", "018")


def test_a_totals_row_that_was_never_on_follows_its_columns(path: Path) -> None:
    book = load_workbook(path)
    table = book.worksheets[0].tables["Lieferungen"]
    table.ref, table.totalsRowCount = "B3:F5", None
    columns: list[TableColumn] = table.tableColumns
    columns[0].totalsRowLabel, columns[2].totalsRowFunction = "Gesamt", "sum"
    for column in range(2, 7):
        book.worksheets[0].cell(6, column).value = None
    book.save(path)

    def act(live: xw.Book) -> None:
        table_of(live).show_totals = True

    sheet = after(path, act)[SHEET]
    assert (sheet["B6"].value, sheet["D6"].value) == ("Gesamt", "=SUBTOTAL(109,Lieferungen[Menge])")


@pytest.mark.parametrize("how", ["clear", "hide"])
def test_without_its_filter_a_table_shows_all_rows(path: Path, how: str) -> None:
    filter_rows(path)

    def act(live: xw.Book) -> None:
        if how == "clear":
            table_of(live).autofilter.clear()
        else:
            table_of(live).show_autofilter = False

    sheet = after(path, act)[SHEET]
    assert not sheet.row_dimensions[5].hidden
    assert (sheet.tables["Lieferungen"].autoFilter is None) == (how == "hide")
    if how == "clear":
        assert not sheet.tables["Lieferungen"].autoFilter.filterColumn


def test_formats_are_filled_down(path: Path) -> None:
    def act(book: xw.Book) -> None:
        sheet = book.sheets[0]
        sheet.range("B4:F4").autofill(sheet.range("B4:F8"), "fill_formats")

    sheet = after(path, act)[SHEET]
    assert (sheet["B8"].number_format, sheet["F8"].number_format, sheet["B8"].value) == ("@", "DD.MM.YYYY", None)


def test_the_program_is_told_what_to_show_and_calculate(path: Path) -> None:
    def act(book: xw.Book) -> None:
        book.app.screen_updating = False
        book.app.calculation = "manual"
        book.app.calculate()
        book.app.alert("Es gibt 2 Fehler.", title="pakt-xl")
        book.sheets["Zweites"].activate()

    with RemoteEngine().open(path) as live:
        act(live.book)
        replay = live.replay()
    assert replay.alerts == [("Es gibt 2 Fehler.", "pakt-xl")]
    assert replay.calculations == 1
    assert replay.book.calculation.calcMode == "manual"
    assert replay.book.active is replay.book["Zweites"]


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        (lambda book: setattr(book.sheets[0], "name", "Neu"), "unknown action setSheetName"),
        (lambda book: table_of(book).resize(book.sheets[0].range("B3:F9")), "totals row"),
        (lambda book: setattr(book.sheets["Zweites"].range("A1:B1"), "raw_value", [[1]]), "another size"),
        (lambda book: setattr(book.sheets["Zweites"].range("A1"), "value", "x" * 40_000), "40000 characters"),
        (lambda book: book.sheets["Versteckt"].activate(), "is hidden"),
        (lambda book: book.sheets["Zweites"].tables[0].resize(book.sheets["Zweites"].range("A5:A9")), "would cover"),
        (lambda book: setattr(book.sheets["Zweites"].tables[0], "show_totals", True), "would cover row 7"),
    ],
)
def test_what_excel_would_refuse_or_nobody_knows_is_an_error(
    path: Path, act: Callable[[xw.Book], object], reason: str
) -> None:
    with pytest.raises(RefusedError, match=reason):
        after(path, act)


def test_a_protected_sheet_takes_nothing(path: Path) -> None:
    protect(path, "Zweites")
    with pytest.raises(RefusedError, match="protected"):
        written(path, "A1", 1)
