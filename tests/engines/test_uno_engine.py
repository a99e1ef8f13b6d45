"""The engine over a live LibreOffice does what the adapter relies on in Excel."""

from __future__ import annotations

import builtins
import contextlib
import datetime as dt
import inspect
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import xlwings as xw
from openpyxl.styles import Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.filters import AutoFilter, FilterColumn, Filters
from openpyxl.worksheet.table import Table, TableColumn

from tests.engines.uno_bridge import DEBIAN_PACKAGES
from tests.engines.uno_engine import UnoEngine, UnoWorkbook
from tests.engines.uno_office import Office
from tests.engines.uno_sheet import ProtectedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.engines.live import LiveEngine

pytestmark = pytest.mark.libreoffice

HEADERS = ("Nummer", "Betrag", "Tag", "Doppelt", "Eigene Spalte")
DIVISION, UNKNOWN_NAME = -2146826281, -2146826259  # what COM gives for #DIV/0! and #NAME?


def _posten() -> Table:
    """Make a table of three rows with a totals row; only the first row passes its filter."""
    columns = [TableColumn(id=number, name=header) for number, header in enumerate(HEADERS, start=1)]
    table = Table(displayName="Posten", ref="A1:E5", totalsRowCount=1, tableColumns=columns)
    table.autoFilter = AutoFilter(ref="A1:E4", filterColumn=[FilterColumn(colId=0, filters=Filters(filter=["017"]))])
    return table


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a workbook: a filtered table with totals, cells of every kind beside it, a protected and a hidden sheet."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Plan 2020"
    sheet.append(HEADERS)
    for row, number in enumerate(("017", "018", "019"), start=2):
        sheet.append(
            (number, row * 1.5, dt.date(2024, 12, 31), "=Posten[[#This Row],[Betrag]]*2", f'=IF(B{row}>3,"ja","")')
        )
        sheet.cell(row, 1).number_format = "@"
        sheet.row_dimensions[row].hidden = number != "017"
    sheet.append(("Summe", "=SUBTOTAL(109,Posten[Betrag])"))
    sheet.add_table(_posten())
    for row, value in enumerate(
        ("=1/0", "=unbekannt(1)", True, "=B2>0", "=SUM(Posten[Betrag])", None, "'kurz"), start=1
    ):
        sheet.cell(row, 7, value)
    sheet["G8"] = "=1+1"
    sheet["G8"].data_type = "s"
    sheet["G8"].number_format = "@"
    sheet["I1"], sheet["I2"] = "offen", None
    sheet.merge_cells("I1:J2")
    workbook.defined_names["Auswahl"] = DefinedName("Auswahl", attr_text="'Plan 2020'!$G$3")
    locked = workbook.create_sheet("Geschützt")
    locked["B1"].protection = Protection(locked=False)
    locked.protection.enable()
    workbook.create_sheet("Versteckt").sheet_state = "hidden"
    made = tmp_path_factory.mktemp("uno") / "Mappe.xlsx"
    workbook.save(made)
    return made


@pytest.fixture
def live(path: Path) -> Iterator[UnoWorkbook]:
    with UnoEngine().open(path) as workbook:
        yield workbook


@pytest.fixture
def sheet(live: UnoWorkbook) -> xw.Sheet:
    return live.book.sheets["Plan 2020"]


@pytest.fixture
def posten(sheet: xw.Sheet) -> xw.main.Table:
    return sheet.tables["Posten"]


def test_it_is_a_live_engine(path: Path) -> None:
    engine: LiveEngine = UnoEngine()
    with engine.open(path) as workbook:
        assert workbook.book.name == "Mappe.xlsx"
        assert xw.books.active == workbook.book
        assert workbook.client is None


def test_values_of_every_kind_are_read(posten: xw.main.Table, sheet: xw.Sheet) -> None:
    day = dt.datetime(2024, 12, 31)  # noqa: DTZ001 - cells know no time zone
    assert posten.header_row_range is not None
    assert posten.header_row_range.raw_value == (HEADERS,)
    assert posten.data_body_range is not None
    assert posten.data_body_range.raw_value == (
        ("017", 3.0, day, 6.0, ""),
        ("018", 4.5, day, 9.0, "ja"),
        ("019", 6.0, day, 12.0, "ja"),
    )
    beside = [row[0] for row in sheet.range("G1:G8").options(ndim=2).raw_value]
    assert beside == [DIVISION, UNKNOWN_NAME, True, True, 13.5, None, "'kurz", "=1+1"]
    assert [type(value) for value in beside[:5]] == [int, int, bool, bool, float]
    assert sheet.range("G1:G2").options(err_to_str=True).value == ["#DIV/0!", "#NAME?"]


def test_formulas_are_read_in_excels_grammar(posten: xw.main.Table, sheet: xw.Sheet) -> None:
    assert posten.data_body_range is not None
    formulas: Any = posten.data_body_range.formula
    assert formulas[1] == ("018", "4.5", "45657", "=[@Betrag]*2", '=IF(B3>3,"ja","")')
    assert [row[0] for row in sheet.range("G1:G8").formula] == [
        *("=1/0", "=unbekannt(1)", "TRUE", "=B2>0", "=SUM(Posten[Betrag])", "", "'kurz", "=1+1"),
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        *(
            ("017", 17.0),
            ("'017", "017"),
            ("''", "'"),
            ("1,234.5", 1234.5),
            ("50%", 0.5),
            ("6:00", 0.25),
            ("1.234,56", "1.234,56"),
        ),
        *(
            ("wahr", True),
            (False, False),
            ("=1+1", 2.0),
            ("'=1+1", "=1+1"),
            ("-x", UNKNOWN_NAME),
            ("#N/A", -2146826246),
        ),
        *(("31.12.2024", dt.datetime(2024, 12, 31)), (dt.date(2024, 2, 29), dt.datetime(2024, 2, 29))),  # noqa: DTZ001
        *((dt.datetime(2024, 2, 29, 12, 30), dt.datetime(2024, 2, 29, 12, 30)), ("Ä\nB", "Ä\nB")),  # noqa: DTZ001
        *((None, None), ("", None), (7, 7.0), (0.1, 0.1)),
    ],
)
def test_a_value_is_taken_as_if_typed(sheet: xw.Sheet, written: object, read: object) -> None:
    cell = sheet.range("L1")
    cell.value = "vorher"
    cell.value = written
    assert cell.raw_value == read
    assert type(cell.raw_value) is type(read)


def test_a_text_cell_keeps_what_is_typed(sheet: xw.Sheet) -> None:
    cells = sheet.range("L1:L4")
    cells.number_format = "@"
    assert cells.number_format == "@"
    cells.value = [["017"], ["=1+1"], ["'018"], [3]]
    assert cells.raw_value == (("017",), ("=1+1",), ("018",), ("3",))
    cells.formula = "=L1"
    assert cells.raw_value == (("=L1",),) * 4


def test_a_block_is_written_at_once_and_computed(posten: xw.main.Table, sheet: xw.Sheet) -> None:
    assert posten.data_body_range is not None
    posten.data_body_range[:, 1].value = [[10], [20.5], [None]]
    assert sheet.range("G5").value == 30.5
    assert posten.data_body_range[:, 3].value == [20.0, 41.0, 0.0]


def test_formulas_are_set_in_excels_grammar_and_filled(live: UnoWorkbook, posten: xw.main.Table) -> None:
    sheet = posten.parent
    sheet.range("L1:L2").formula = [['=HYPERLINK("#\'Plan 2020\'!B2","B2; B3")'], ["=SUM('Plan 2020'!$B$2:B3,1)"]]
    assert sheet.range("L1:L2").raw_value == (("B2; B3",), (8.5,))
    assert [sheet.range(cell).formula for cell in ("L1", "L2")] == [
        '=HYPERLINK("#\'Plan 2020\'!B2","B2; B3")',
        "=SUM('Plan 2020'!$B$2:B3,1)",
    ]
    assert posten.data_body_range is not None
    posten.data_body_range[:, 4].formula = '=IF(B2>[@Doppelt]/4,B2&"|"&$B$2,"")'
    assert posten.data_body_range[:, 4].value == ["3|3", "4.5|3", "6|3"]
    live.book.sheets["Geschützt"].range("B1").formula = "=SUM(Posten[Betrag],Posten[[#Totals],[Betrag]])"
    posten.autofilter.clear()
    assert live.book.sheets["Geschützt"].range("B1").value == 27.0


def test_a_table_grows_and_shrinks_and_formulas_on_it_follow(live: UnoWorkbook, posten: xw.main.Table) -> None:
    sheet = posten.parent
    posten.show_totals = False
    posten.resize(sheet.range((1, 1), (6, 5)))
    sheet.range("B5:B6").value = [[100], [200]]
    assert posten.range.address == "$A$1:$E$6"
    assert sheet.range("G5").value == 313.5
    posten.resize(sheet.range("A1:E2"))
    live.book.app.calculate()
    assert sheet.range("G5").value == 3.0
    assert posten.data_body_range is not None
    assert posten.data_body_range.address == "$A$2:$E$2"


def test_totals_go_and_come_back_below_the_last_row(posten: xw.main.Table) -> None:
    sheet = posten.parent
    assert posten.totals_row_range is not None
    assert posten.totals_row_range.raw_value[0][:2] == ("Summe", 3.0)  # of the rows that the filter lets through
    posten.autofilter.clear()
    assert posten.totals_row_range.raw_value[0][:2] == ("Summe", 13.5)
    posten.show_totals = False
    assert posten.totals_row_range is None
    assert posten.range.address == "$A$1:$E$4"
    assert sheet.range("A5:B5").raw_value == ((None, None),)
    posten.resize(sheet.range("A1:E3"))
    sheet.range("A4:E4").clear_contents()
    posten.show_totals = True
    assert posten.totals_row_range is not None
    assert posten.totals_row_range.address == "$A$4:$E$4"
    assert posten.totals_row_range.raw_value[0][:2] == ("Summe", 7.5)


def test_totals_push_down_what_stands_below(posten: xw.main.Table) -> None:
    sheet = posten.parent
    posten.show_totals = False
    sheet.range("B5").value = "darunter"
    posten.show_totals = True
    assert sheet.range("A5:B6").raw_value == (("Summe", 3.0), (None, "darunter"))
    posten.show_totals = True
    assert posten.range.address == "$A$1:$E$5"


def test_a_table_keeps_its_header_and_a_row(posten: xw.main.Table) -> None:
    sheet = posten.parent
    with pytest.raises(ValueError, match="totals"):
        posten.resize(sheet.range("A1:E4"))
    posten.show_totals = False
    for wrong in ("A2:E4", "A1:E1", "B1:E4"):
        with pytest.raises(ValueError, match="Posten"):
            posten.resize(sheet.range(wrong))


def test_a_filter_is_seen_set_and_cleared(posten: xw.main.Table) -> None:
    def hidden() -> list[bool]:
        rows = posten.parent.api.Rows
        return [not rows.getByIndex(row).IsVisible for row in range(1, 4)]

    assert [(each.type, each.values) for each in posten.autofilter.criteria][:2] == [
        ("values", ["017"]),
        ("none", None),
    ]
    assert hidden() == [False, True, True]
    posten.autofilter.clear()
    assert hidden() == [False, False, False]
    assert {each.type for each in posten.autofilter.criteria} == {"none"}
    assert posten.show_autofilter
    posten.autofilter.apply_values(5, ["ja"])
    assert hidden() == [True, False, False]
    posten.show_autofilter = False
    assert hidden() == [False, False, False]
    assert not posten.show_autofilter


def test_number_formats_are_named_as_in_excel(posten: xw.main.Table) -> None:
    assert posten.data_body_range is not None
    formats = [posten.data_body_range[:, column].number_format for column in range(3)]
    assert formats == ["@", "General", "yyyy-mm-dd"]
    assert posten.data_body_range.number_format is None


def test_names_and_merged_cells(live: UnoWorkbook, sheet: xw.Sheet) -> None:
    assert "Auswahl" in live.book.names
    assert "Fehlt" not in live.book.names
    named = live.book.names["auswahl"].refers_to_range
    assert (named.sheet.name, named.address, named.value) == ("Plan 2020", "$G$3", True)
    assert sheet.range("I1:J2").merge_cells is True
    assert sheet.range("J2").merge_cells is True
    assert sheet.range("H1:J2").merge_cells is None
    assert sheet.range("A1:B2").merge_cells is False


def test_a_protected_sheet_refuses_but_for_its_unlocked_cells(live: UnoWorkbook) -> None:
    sheet = live.book.sheets["Geschützt"]
    sheet.range("B1").value = 1
    assert sheet.range("B1").value == 1.0
    for attempt in ("A1", "A1:B1"):
        with pytest.raises(ProtectedError):
            sheet.range(attempt).value = [[1] * len(sheet.range(attempt))]
        with pytest.raises(ProtectedError):
            sheet.range(attempt).clear_contents()
    assert sheet.range("A1").value is None


def test_tables_of_a_protected_sheet_stay_as_they_are(posten: xw.main.Table) -> None:
    sheet = posten.parent
    sheet.api.protect("")
    with pytest.raises(ProtectedError):
        posten.show_totals = False
    with pytest.raises(ProtectedError):
        posten.autofilter.clear()
    with pytest.raises(ProtectedError):
        posten.resize(sheet.range("A1:E9"))
    assert posten.range.address == "$A$1:$E$5"


def test_a_hidden_sheet_is_not_activated(live: UnoWorkbook) -> None:
    live.book.sheets["Geschützt"].activate()
    assert live.book.sheets.active.name == "Geschützt"
    assert not live.book.sheets["Versteckt"].visible
    with pytest.raises(ValueError, match="Versteckt"):
        live.book.sheets["Versteckt"].activate()


def test_calculation_waits_while_it_is_manual(live: UnoWorkbook, sheet: xw.Sheet) -> None:
    app = live.book.app
    assert (app.calculation, app.screen_updating, app.status_bar) == ("automatic", True, False)
    app.calculation = "manual"
    sheet.range("B2").value = 1000
    assert sheet.range("G5").value == 13.5
    app.calculate()
    assert sheet.range("G5").value == 1010.5
    app.screen_updating, app.status_bar = False, "Pakt rechnet"
    assert (app.calculation, app.screen_updating, app.status_bar) == ("manual", False, "Pakt rechnet")


def test_a_message_box_is_recorded_and_never_waits(live: UnoWorkbook) -> None:
    assert live.book.app.alert("Bitte prüfen.", "Pakt", mode="critical") == "ok"
    assert [(each.prompt, each.title, each.mode) for each in live.app.alerts] == [("Bitte prüfen.", "Pakt", "critical")]


def test_the_state_is_saved_and_the_file_itself_is_not_touched(
    path: Path, live: UnoWorkbook, posten: xw.main.Table, tmp_path: Path
) -> None:
    before = path.read_bytes()
    posten.show_totals = False
    posten.resize(posten.parent.range("A1:E7"))
    posten.parent.range("A7").value = "'020"
    live.save(tmp_path / "Stand.xlsx")
    live.book.save()
    saved = openpyxl.load_workbook(tmp_path / "Stand.xlsx")["Plan 2020"]
    assert saved.tables["Posten"].ref == "A1:E7"
    assert saved["A7"].value == "020"
    assert path.read_bytes() == before


def test_importing_uno_leaves_python_as_it_was() -> None:
    assert inspect.isbuiltin(builtins.__import__)
    assert DEBIAN_PACKAGES not in sys.path


def _alive(group: int) -> bool:
    """Whether a process of a group still runs; one that only waits to be reaped does not."""
    states = []
    for each in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it may end while we look
            states.append(each.read_text(encoding="utf-8").rpartition(")")[2].split())
    return any(int(state[2]) == group and state[0] != "Z" for state in states)


def test_an_office_ends_with_all_its_processes(path: Path) -> None:
    started = Office()
    started.load(path)
    assert _alive(started.pid)
    started.stop()
    assert not _alive(started.pid)
