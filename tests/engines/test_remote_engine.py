"""The remote engine of the tests: what the task pane would send of a file, and what each action does to it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.filters import FilterColumn, Filters
from openpyxl.worksheet.table import Table, TableColumn

from tests.engines.remote_cells import RefusedError
from tests.engines.remote_engine import RemoteEngine
from tests.engines.remote_formulas import as_shown, as_stored
from tests.engines.remote_payload import is_date

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import xlwings as xw
    from xlwings.main import Table as XwTable

    from tests.engines.remote_engine import RemoteWorkbook

HEADERS = ("Nr.", "Lieferant", "Menge", "Betrag", "Geliefert am")
ROWS: tuple[tuple[Any, ...], ...] = (
    ("017", "Müller", 2, "=Lieferungen[[#This Row],[Menge]]*1.5", dt.date(2024, 12, 31)),
    ("018", "=1+1", 3, "=Lieferungen[[#This Row],[Menge]]*1.5", dt.datetime(2024, 1, 2, 13, 30)),  # noqa: DTZ001
)


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    """Write a workbook with a table in B3:F6, totals row included, and a second sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Lieferungen 2024"
    for row, values in enumerate((HEADERS, *ROWS, ("Summe", None, None, "=SUBTOTAL(109,Lieferungen[Betrag])", None))):
        for column, value in enumerate(values):
            sheet.cell(3 + row, 2 + column).value = value
    sheet["C5"].data_type = "s"  # a text that reads like a formula
    for row in (4, 5):
        sheet.cell(row, 2).number_format = "@"
        sheet.cell(row, 6).number_format = "DD.MM.YYYY"
    table = Table(displayName="Lieferungen", ref="B3:F6", totalsRowCount=1)
    getattr(table, "_initialise_columns")()  # noqa: B009  unknown to the stubs
    for column, header in zip(table.tableColumns, HEADERS, strict=True):
        column.name = header
    assert table.autoFilter is not None
    table.autoFilter.ref = "B3:F5"
    sheet.add_table(table)
    other = book.create_sheet("Zweites")
    other["A1"] = True
    other["B2"] = "#DIV/0!"
    other["C1"] = 1.5
    book.defined_names["Auswahl"] = DefinedName("Auswahl", attr_text="Zweites!$C$1")
    book.defined_names["Beträge"] = DefinedName("Beträge", attr_text="Lieferungen[Betrag]")
    path = tmp_path / "klein.xlsx"
    book.save(path)
    return path


def _after(path: Path, act: Callable[[xw.Book], object]) -> RemoteWorkbook:
    with RemoteEngine().open(path) as live:
        act(live.book)
        live.save(path.with_name("danach.xlsx"))
        return live


def _sheet(path: Path, name: str = "Lieferungen 2024") -> Any:
    return load_workbook(path.with_name("danach.xlsx"))[name]


def _table(book: xw.Book) -> XwTable:
    return book.sheets["Lieferungen 2024"].tables["Lieferungen"]


def _write(path: Path, address: str, value: object) -> Any:
    """Write one value to a cell of the second sheet and return the cell of the saved file."""

    def act(book: xw.Book) -> None:
        book.sheets["Zweites"].range(address).value = [[value]]

    _after(path, act)
    return _sheet(path, "Zweites")[address]


def test_values_come_as_the_task_pane_sends_them(path: Path) -> None:
    with RemoteEngine().open(path) as live:
        sheet = live.book.sheets["Zweites"]
        assert sheet.range("A1:C2").raw_value == [(True, "", 1.5), ("", "#DIV/0!", "")]
        assert sheet.range("D9:E10").raw_value == [(None, None), (None, None)]
        body = live.book.sheets[0].range("B4:F5").raw_value
    assert [row[0] for row in body] == ["017", "018"]
    assert body[1][1] == "=1+1"
    assert [row[4] for row in body] == ["2024-12-31T00:00:00.000Z", "2024-01-02T13:30:00.000Z"]
    assert [type(row[2]) for row in body] == [int, int]
    assert [row[3] for row in body] == ["", ""]  # nothing calculated these formulas


def test_a_table_comes_with_its_places(path: Path) -> None:
    with RemoteEngine().open(path) as live:
        table = _table(live.book)
        places = (table.range, table.header_row_range, table.data_body_range, table.totals_row_range)
        assert [place.address for place in places if place] == ["$B$3:$F$6", "$B$3:$F$3", "$B$4:$F$5", "$B$6:$F$6"]
        assert (table.show_headers, table.show_totals, table.show_autofilter) == (True, True, True)


def test_names_lead_to_their_cells(path: Path) -> None:
    with RemoteEngine().open(path) as live:
        places = {name.name: name.refers_to_range.address for name in live.book.names}
    assert places == {"Auswahl": "$C$1", "Beträge": "$E$4:$E$5"}


def test_the_task_pane_tells_formulas_filters_and_protection(path: Path) -> None:
    book = load_workbook(path)
    sheet = book.worksheets[0]
    table = sheet.tables["Lieferungen"]
    assert table.autoFilter is not None
    table.autoFilter.filterColumn = [FilterColumn(colId=1, filters=Filters(filter=["Müller"]))]
    sheet.protection.sheet = True
    book.save(path)
    with RemoteEngine().open(path) as live:
        facts = live.client
    assert facts is not None
    assert facts.formulas["Lieferungen"] == [
        ["017", "Müller", 2, "=[@Menge]*1.5", 45657],
        ["018", "=1+1", 3, "=[@Menge]*1.5", 45293.5625],
    ]
    assert facts.filtered == {"Lieferungen"}
    assert facts.protected == {"Lieferungen 2024"}


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
    cell = _write(path, "A1", given)
    assert (cell.value, cell.data_type) == (value, kind)


def test_a_cell_formatted_as_text_keeps_what_is_typed(path: Path) -> None:
    def act(book: xw.Book) -> None:
        book.sheets[0].range("B4:B5").value = [["=1+1"], ["2024-12-31"]]

    _after(path, act)
    sheet = _sheet(path)
    assert [(sheet[name].value, sheet[name].data_type) for name in ("B4", "B5")] == [("=1+1", "s"), ("2024-12-31", "s")]


def test_null_leaves_a_cell_alone(path: Path) -> None:
    def act(book: xw.Book) -> None:
        book.sheets["Zweites"].range("B2:C2").raw_value = [[None, 5]]

    _after(path, act)
    sheet = _sheet(path, "Zweites")
    assert (sheet["B2"].value, sheet["C2"].value) == ("#DIV/0!", 5)


def test_one_formula_for_many_cells_moves_its_references(path: Path) -> None:
    def act(book: xw.Book) -> None:
        book.sheets["Zweites"].range("D1:D3").formula = "=A1+$C$1"
        book.sheets["Zweites"].range("E1:F1").formula = [["=A1", None]]

    _after(path, act)
    sheet = _sheet(path, "Zweites")
    assert [sheet[f"D{row}"].value for row in (1, 2, 3)] == ["=A1+$C$1", "=A2+$C$1", "=A3+$C$1"]
    assert (sheet["E1"].value, sheet["F1"].value) == ("=A1", None)


def test_a_formula_on_the_own_row_is_stored_with_its_table(path: Path) -> None:
    def act(book: xw.Book) -> None:
        book.sheets[0].range("E4:E5").formula = "=[@Menge]*2"

    _after(path, act)
    assert _sheet(path)["E5"].value == "=Lieferungen[[#This Row],[Menge]]*2"


def test_contents_are_cleared_and_formats_stay(path: Path) -> None:
    def act(book: xw.Book) -> None:
        book.sheets[0].range("B4:C5").clear_contents()

    _after(path, act)
    sheet = _sheet(path)
    assert {sheet[name].value for name in ("B4", "C4", "B5", "C5")} == {None}
    assert sheet["B4"].number_format == "@"


def test_a_table_grows_with_its_column_formulas_and_its_look(path: Path) -> None:
    def act(book: xw.Book) -> None:
        table = _table(book)
        table.show_totals = False
        table.resize(book.sheets[0].range("B3:F8"))
        table.show_totals = True

    _after(path, act)
    sheet = _sheet(path)
    table = sheet.tables["Lieferungen"]
    assert (table.ref, table.autoFilter.ref, table.totalsRowCount) == ("B3:F9", "B3:F8", 1)
    assert [sheet.cell(row, 5).value for row in (6, 7, 8)] == ["=Lieferungen[[#This Row],[Menge]]*1.5"] * 3
    assert [sheet.cell(row, 2).number_format for row in (6, 7, 8)] == ["@"] * 3
    assert (sheet["B6"].value, sheet["B9"].value) == (None, "Summe")
    assert sheet["E9"].value == "=SUBTOTAL(109,Lieferungen[Betrag])"


def test_a_column_with_different_formulas_does_not_go_on(path: Path) -> None:
    def act(book: xw.Book) -> None:
        book.sheets[0].range("E5").formula = "=1"
        _table(book).show_totals = False
        _table(book).resize(book.sheets[0].range("B3:F7"))

    _after(path, act)
    assert [_sheet(path).cell(row, 5).value for row in (6, 7)] == [None, None]


def test_a_table_shrinks_and_leaves_its_cells(path: Path) -> None:
    def act(book: xw.Book) -> None:
        _table(book).show_totals = False
        _table(book).resize(book.sheets[0].range("B3:F4"))

    _after(path, act)
    sheet = _sheet(path)
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
        _table(live).show_totals = True

    _after(path, act)
    sheet = _sheet(path)
    assert (sheet["B6"].value, sheet["D6"].value) == ("Gesamt", "=SUBTOTAL(109,Lieferungen[Menge])")


@pytest.mark.parametrize("how", ["clear", "hide"])
def test_without_its_filter_a_table_shows_all_rows(path: Path, how: str) -> None:
    book = load_workbook(path)
    table = book.worksheets[0].tables["Lieferungen"]
    assert table.autoFilter is not None
    table.autoFilter.filterColumn = [FilterColumn(colId=1, filters=Filters(filter=["Müller"]))]
    book.worksheets[0].row_dimensions[5].hidden = True
    book.save(path)

    def act(live: xw.Book) -> None:
        if how == "clear":
            _table(live).autofilter.clear()
        else:
            _table(live).show_autofilter = False

    _after(path, act)
    sheet = _sheet(path)
    assert not sheet.row_dimensions[5].hidden
    assert (sheet.tables["Lieferungen"].autoFilter is None) == (how == "hide")
    if how == "clear":
        assert not sheet.tables["Lieferungen"].autoFilter.filterColumn


def test_formats_are_filled_down(path: Path) -> None:
    def act(book: xw.Book) -> None:
        sheet = book.sheets[0]
        sheet.range("B4:F4").autofill(sheet.range("B4:F8"), "fill_formats")

    _after(path, act)
    sheet = _sheet(path)
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
        (lambda book: _table(book).resize(book.sheets[0].range("B3:F9")), "totals row"),
        (lambda book: setattr(book.sheets["Zweites"].range("A1:B1"), "raw_value", [[1]]), "another size"),
        (lambda book: setattr(book.sheets["Zweites"].range("A1"), "value", "x" * 40_000), "40000 characters"),
    ],
)
def test_what_excel_would_refuse_or_nobody_knows_is_an_error(
    path: Path, act: Callable[[xw.Book], object], reason: str
) -> None:
    with pytest.raises(RefusedError, match=reason):
        _after(path, act)


def test_a_protected_sheet_takes_nothing(path: Path) -> None:
    book = load_workbook(path)
    book["Zweites"].protection.sheet = True
    book.save(path)
    with pytest.raises(RefusedError, match="protected"):
        _write(path, "A1", 1)


def test_the_file_itself_is_never_changed(path: Path) -> None:
    before = path.read_bytes()
    _write(path, "A1", "neu")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("number_format", "dated"),
    [
        ("DD.MM.YYYY", True),
        ("[h]:mm", True),
        ("General", False),
        ('#,##0.00\\ "€"', False),
        ("[$€-407] 0.00E+00", False),
        ('0 "Tage"', False),
        ("@", False),
    ],
)
def test_dates_are_known_by_their_number_format(number_format: str, dated: bool) -> None:
    assert is_date(number_format) is dated


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("=T[[#This Row],[Menge]]+1", "=[@Menge]+1"),
        ("=T[[#This Row],[Nr. neu]]", "=[@[Nr. neu]]"),
        ("=U[[#This Row],[Menge]]", "=U[@Menge]"),
        ('="T[[#This Row],[Menge]]"', '="T[[#This Row],[Menge]]"'),
        ("=_xlfn.XLOOKUP(1,T[A],T[B])", "=XLOOKUP(1,T[A],T[B])"),
        ("=SUM(T[[#This Row],[A]:[B]])", "=SUM(T[@[A]:[B]])"),
    ],
)
def test_formulas_are_shown_as_excel_does_and_stored_as_files_do(stored: str, shown: str) -> None:
    told = as_shown(stored, "T")
    assert told == shown.replace("T[@[A]:[B]]", "[@[A]:[B]]")
    assert as_stored(told, "T") == stored
