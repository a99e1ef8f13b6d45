"""The contract of the port: the same cases in a file, in a live LibreOffice, on Windows' code and on the server's.

Where an adapter cannot tell what a file tells, the difference is named in ``told``.
"""

from __future__ import annotations

import warnings
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.worksheet.table import Table as SheetTable

from pakt_xl.books.file import FileBook
from pakt_xl.domain.actions import Part
from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.sheets import Look, OutColumn
from pakt_xl.domain.table import Cell, ErrorValue, Formula, Link, Plain, Table
from pakt_xl.layout import build_master, workbook_bytes
from pakt_xl.reports import generated_tables, lots
from pakt_xl.run.clicking import run_open
from tests.books.adapters import ENGLISH_EXCEL, FILE, GERMAN_EXCEL, LIBREOFFICE, SERVER
from tests.masters import EXAMPLE_10, PROGRAMME, master
from tests.office import recalculate

if TYPE_CHECKING:
    from pathlib import Path

    from pakt_xl.domain.sheets import GeneratedTable
    from tests.books.adapters import Adapter, Opened

NOW = datetime(2026, 11, 24, 10, 15, 30)  # noqa: DTZ001  a workbook shows local time
OURS = ("Jahr", "Los")
ADAPTERS = [
    pytest.param(FILE, id="file"),
    pytest.param(LIBREOFFICE, id="libreoffice", marks=pytest.mark.libreoffice),
    pytest.param(GERMAN_EXCEL, id="com-de"),
    pytest.param(ENGLISH_EXCEL, id="com-en"),
    pytest.param(SERVER, id="remote"),
]
every_adapter = pytest.mark.parametrize("adapter", ADAPTERS)
every_live_adapter = pytest.mark.parametrize("adapter", ADAPTERS[1:])


def told(cell: Cell, adapter: Adapter) -> object:
    """What the adapter can tell of a cell that a file tells whole.

    Text of formulas: Excel and LibreOffice spell them in their own way ([@Menge] for Bedarfe[[#This Row],[Menge]]).
    Value never computed: an open workbook has none; LibreOffice computes, the other engines show blank.
    Server: its engine knows no formulas, only what they show.
    """
    if not isinstance(cell, Formula):
        return cell
    if adapter is SERVER:
        return cell.value or None
    return "Formel", None if cell.value == "" else cell.value


def told_table(table: Table, adapter: Adapter) -> Table:
    """Return a table as this adapter can tell it."""
    rows = tuple(tuple(told(cell, adapter) for cell in row) for row in table.rows)
    calculated = frozenset[str]() if adapter is SERVER else table.calculated
    return replace(table, rows=rows, totals=None, outdated=False, calculated=calculated)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Worked example 10 as a master. Tests only read it."""
    return master(tmp_path_factory.mktemp("contract") / "m.xlsx", **EXAMPLE_10)


@every_adapter
def test_all_tables_of_a_master_are_read_alike(adapter: Adapter, example: Path) -> None:
    expected = FileBook(example).read()
    with adapter.open(example) as opened:
        tables = opened.book.read()
        assert list(tables) == list(expected)
        for name in expected:
            assert told_table(tables[name], adapter) == told_table(expected[name], adapter), name


CELLS: dict[str, tuple[object, Cell]] = {
    "Text": ("Tafel", "Tafel"),
    "Schlüssel als Text": ("017", "017"),
    "Text wie eine Formel": ("'=1+1", "=1+1"),
    "Text mit Umbruch": ("eins\nzwei", "eins\nzwei"),
    "Text aus Leerzeichen": ("  ", "  "),
    "Leer": (None, None),
    "ganze Zahl": (10000, Decimal(10000)),
    "Betrag": (3541.14, Decimal("3541.14")),
    "endloser Bruch": (1 / 3, Decimal("0.3333333333333333")),
    "sehr klein": (1e-7, Decimal("0.0000001")),
    "negativ": (-0.5, Decimal("-0.5")),
    "Datum": (date(2024, 10, 31), date(2024, 10, 31)),
    "Zeitpunkt": (datetime(2024, 10, 31, 13, 45, 30), datetime(2024, 10, 31, 13, 45, 30)),  # noqa: DTZ001
    "wahr": (True, True),
    "Fehler": ("#REF!", ErrorValue("#REF!")),
    "nicht verfügbar": ("#N/A", ErrorValue("#N/A")),
}


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table with a cell of every kind, one a column."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.append([])
    sheet.append(["", *CELLS])
    sheet.append(["", *(None if name == "Text wie eine Formel" else value for name, (value, _) in CELLS.items())])
    place = sheet.cell(3, 2 + list(CELLS).index("Text wie eine Formel"), "=1+1")
    place.data_type = "s"
    sheet.add_table(SheetTable(displayName="Zellen", ref=f"B2:{sheet.cell(3, 1 + len(CELLS)).coordinate}"))
    path = tmp_path_factory.mktemp("cells") / "m.xlsx"
    workbook.save(path)
    return path


@every_adapter
@pytest.mark.parametrize("name", CELLS)
def test_a_cell_is_read_as_it_stands(adapter: Adapter, cells: Path, name: str) -> None:
    with adapter.open(cells) as opened:
        table = opened.book.read()["Zellen"]
    assert table.rows[0][table.headers.index(name)] == CELLS[name][1]


@pytest.mark.libreoffice
@every_adapter
def test_formulas_and_their_errors_are_seen(adapter: Adapter, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    formulas = ["=1/0", "=2*21", '="a"&"b"', "=NA()", "=1=1", '=""', "=DATE(2024,10,31)"]
    sheet.append([f"Spalte {number}" for number in range(len(formulas))])
    sheet.append(formulas)
    sheet["G2"].number_format = "DD.MM.YYYY"
    sheet.add_table(SheetTable(displayName="Formeln", ref="A1:G2"))
    workbook.save(tmp_path / "m.xlsx")
    path = recalculate(tmp_path / "m.xlsx", tmp_path)
    values: list[Plain] = [ErrorValue("#DIV/0!"), Decimal(42), "ab", ErrorValue("#N/A"), True, "", date(2024, 10, 31)]
    with adapter.open(path) as opened:
        (row,) = opened.book.read()["Formeln"].rows
    assert [told(cell, adapter) for cell in row] == [told(Formula("", value), adapter) for value in values]


@every_live_adapter
def test_a_click_fills_what_a_run_on_the_file_fills(adapter: Adapter, example: Path, tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    path.write_bytes(example.read_bytes())
    with FILE.open(path) as opened:
        run_open(opened.book, frozenset(Part), NOW)
        expected = FileBook(opened.saved()).read()
    with adapter.open(path) as opened:
        done = run_open(opened.book, frozenset(Part), NOW)
        tables = FileBook(opened.saved()).read()
    assert done.filled.remarks == ()
    for spec in generated_tables(PROGRAMME):
        before, after = expected[spec.name], tables[spec.name]
        assert (after.headers, after.row, after.column) == (before.headers, before.row, before.column)
        assert plain(after) == plain(before, links=adapter is not SERVER), spec.name


def plain(table: Table, *, links: bool = True) -> list[tuple[object, ...]]:
    """Rows without the texts of formulas, which LibreOffice stores in its own spelling.

    Without ``links`` a formula counts as what it shows: the server writes the text, for Office.js would take one link
    for the whole column.
    """
    return [tuple(_plain(cell, links=links) for cell in row) for row in table.rows]


def _plain(cell: Cell, *, links: bool) -> object:
    if isinstance(cell, Formula):
        return "Formel" if links else cell.value
    return cell


def book_with(path: Path, *specs: GeneratedTable, left_out: tuple[str, ...] = ()) -> Path:
    """Write a master whose generated tables of these names are as given, without those left out."""
    names = {spec.name for spec in specs} | set(left_out)
    others = [spec for spec in generated_tables(PROGRAMME) if spec.name not in names]
    path.write_bytes(workbook_bytes(build_master(PROGRAMME, [*others, *specs])))
    return path


def fill(
    opened: Opened, *rows: tuple[Cell, ...], name: str = "Lose", headers: tuple[str, ...] = OURS
) -> tuple[str, ...]:
    """Fill a table with these rows; return the remarks."""
    opened.book.read()
    return opened.book.fill([Table(name, headers, rows, key=OURS)]).remarks


def loaded(path: Path) -> openpyxl.Workbook:
    """Return the workbook as openpyxl sees it, which warns of what LibreOffice adds and it does not know."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(path)


def after(opened: Opened, name: str = "Lose") -> Table:
    """Return a table as it stands in the saved file."""
    return FileBook(opened.saved()).read()[name]


LOTS = replace(lots.SPEC, columns=(lots.SPEC.columns[0], OutColumn("Los", Look.TEXT, 20)))

TEXTS = (
    "017",
    "=1+1",
    "1.5",
    "1.234,56 €",
    "31.12.2024",
    "WAHR",
    "TRUE",
    "1E5",
    "@SUM(1)",
    "+1",
    "-x",
    "'Los",
    "3/4",
    "5 %",
)


@every_adapter
@pytest.mark.parametrize("look", [Look.TEXT, Look.VALUE])
def test_text_stays_text_whatever_it_looks_like(adapter: Adapter, look: Look, tmp_path: Path) -> None:
    spec = replace(LOTS, columns=(LOTS.columns[0], OutColumn("Los", look, 20)))
    with adapter.open(book_with(tmp_path / "m.xlsx", spec)) as opened:
        fill(opened, *((2022, text) for text in TEXTS))
        assert [row[1] for row in after(opened).rows] == list(TEXTS)


@every_adapter
def test_cells_of_all_kinds_are_written(adapter: Adapter, tmp_path: Path) -> None:
    kinds: dict[str, tuple[Look, Cell]] = {
        "Betrag": (Look.EURO, Decimal("1234.56")),
        "Datum": (Look.DATE, date(2024, 10, 31)),
        "Zeitpunkt": (Look.MOMENT, NOW),
        "Anteil": (Look.PERCENT, Decimal("0.8333")),
        "Leer": (Look.TEXT, None),
    }
    columns = tuple(OutColumn(header, look, 20) for header, (look, _) in kinds.items())
    spec = replace(lots.SPEC, columns=(*lots.SPEC.columns[:2], *columns, OutColumn("Zelle", Look.LINK, 10)))
    with adapter.open(book_with(tmp_path / "m.xlsx", spec)) as opened:
        values = tuple(value for _, value in kinds.values())
        fill(opened, (2022, "WLAN", *values, Link("Bedarfe", "D5")), headers=spec.headers)
        (row,) = after(opened).rows
    assert row[:-1] == (2022, "WLAN", *values)
    if adapter is SERVER:
        assert row[-1] == "D5"
    else:
        assert isinstance(row[-1], Formula)
        assert "Bedarfe" in row[-1].text


@every_adapter
def test_links_of_a_column_stay_different(adapter: Adapter, tmp_path: Path) -> None:
    spec = replace(LOTS, columns=(*LOTS.columns, OutColumn("Zelle", Look.LINK, 10)))
    links = (Link("Bedarfe", "D5"), Link("Schulen", "B7"), None, Link("O'Neill", "A1"))
    with adapter.open(book_with(tmp_path / "m.xlsx", spec)) as opened:
        rows = tuple((2020 + number, "WLAN", link) for number, link in enumerate(links))
        fill(opened, *rows, headers=(*OURS, "Zelle"))
        shown = [row[2] for row in after(opened).rows]
    if adapter is SERVER:
        assert shown == ["D5", "B7", None, "A1"]
    else:
        assert [cell.text if isinstance(cell, Formula) else cell for cell in shown] == [
            'HYPERLINK("#\'Bedarfe\'!D5","D5")',
            'HYPERLINK("#\'Schulen\'!B7","B7")',
            None,
            "HYPERLINK(\"#'O''Neill'!A1\",\"A1\")",
        ]


@every_adapter
@pytest.mark.parametrize("counts", [(1, 5, 2), (4, 0, 3), (2, 2, 1)], ids=str)
def test_a_table_has_just_the_rows_of_its_last_fill(adapter: Adapter, counts: tuple[int, ...], tmp_path: Path) -> None:
    path = book_with(tmp_path / "m.xlsx", LOTS)
    for count in counts:
        with adapter.open(path) as opened:
            fill(opened, *((2020 + number, f"Los {number}") for number in range(count)))
            table = after(opened)
            path.write_bytes(opened.saved().read_bytes())
        blank: list[tuple[Cell, ...]] = [(None, None)]
        assert list(table.rows) == ([(2020 + number, f"Los {number}") for number in range(count)] or blank)
        assert table.stray_rows == ()


@every_adapter
def test_totals_stay_below_their_rows(adapter: Adapter, tmp_path: Path) -> None:
    path = book_with(tmp_path / "m.xlsx")
    expected = len(sums(FileBook(path).read()["Budgetübersicht"]))
    for count in (3, 1, 2):
        with adapter.open(path) as opened:
            rows = tuple((f"19000{number}", Decimal("10.50")) for number in range(count))
            fill(opened, *rows, name="Budgetübersicht", headers=("Schulnummer", "Budget"))
            table = after(opened, "Budgetübersicht")
            path.write_bytes(opened.saved().read_bytes())
        assert len(table.rows) == count
        assert table.totals is not None
        assert table.totals[0] == "Summe"
        assert len(sums(table)) == expected > 1


def sums(table: Table) -> list[Formula]:
    """Formulas of the totals row."""
    return [cell for cell in table.totals or () if isinstance(cell, Formula)]


NOTED = replace(LOTS, columns=(*LOTS.columns, OutColumn("Notiz", Look.VALUE, 20), OutColumn("Doppelt", Look.WHOLE, 10)))


def noted(path: Path, *, left_out: tuple[str, ...] = ()) -> Path:
    """Write a master in which a person added a note beside two of three lots, and a formula that doubles the year."""
    book_with(path, NOTED, left_out=left_out)
    FileBook(path).fill([Table("Lose", OURS, tuple((year, "WLAN") for year in (2020, 2021, 2022)), key=OURS)])
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["Lose"]
    sheet["C6"], sheet["C7"] = "Rückruf", "017"
    for row in (5, 6, 7):
        sheet[f"D{row}"] = f"=A{row}*2"
    workbook.save(path)
    return path


def doubled(table: Table) -> list[tuple[object, object, str]]:
    """Year, note and formula of each row."""
    return [(row[0], row[2], row[3].text if isinstance(row[3], Formula) else "") for row in table.rows]


@every_adapter
def test_what_a_user_typed_follows_the_row_of_the_same_key(adapter: Adapter, tmp_path: Path) -> None:
    with adapter.open(noted(tmp_path / "m.xlsx")) as opened:
        remarks = fill(opened, *((year, "WLAN") for year in (2024, 2022, 2021, 2020)))
        assert doubled(after(opened)) == [
            (2024, None, "A5*2"),
            (2022, "017", "A6*2"),
            (2021, "Rückruf", "A7*2"),
            (2020, None, "A8*2"),
        ]
        assert remarks == ()


@every_adapter
def test_what_has_lost_its_row_becomes_a_note(adapter: Adapter, tmp_path: Path) -> None:
    with adapter.open(noted(tmp_path / "m.xlsx")) as opened:
        (remark,) = fill(opened, (2022, "WLAN"))
        assert doubled(after(opened)) == [(2022, "017", "A5*2")]
        assert after(opened, "NotizenOhneZeile").rows == (("Lose", "2021 / WLAN", "Notiz", "Rückruf"),)
    assert "Notizen ohne Zeile" in remark
    assert "(Anzahl: 1)" in remark


@every_adapter
def test_a_note_without_a_place_stops_the_fill(adapter: Adapter, tmp_path: Path) -> None:
    with adapter.open(noted(tmp_path / "m.xlsx", left_out=("NotizenOhneZeile",))) as opened:
        with pytest.raises(UnusableError, match=r"verloren \(Anzahl: 1\).*repair.*Es wurde nichts geschrieben"):
            fill(opened, (2022, "WLAN"))
        assert [row[1] for row in doubled(after(opened))] == [None, "Rückruf", "017"]


@every_adapter
def test_a_formula_of_one_cell_stays_with_its_row(adapter: Adapter, tmp_path: Path) -> None:
    path = noted(tmp_path / "m.xlsx")
    workbook = openpyxl.load_workbook(path)
    workbook["Lose"]["D6"] = "=A6+100"
    workbook["Lose"]["C5"] = "=1+1"
    workbook.save(path)
    with adapter.open(path) as opened:
        if adapter is SERVER:
            with pytest.raises(UnusableError, match=r"Blatt „Lose“: In der Spalte „Notiz“ .*pakt-xl run"):
                fill(opened, (2021, "WLAN"), (2020, "WLAN"))
            return
        fill(opened, (2021, "WLAN"), (2020, "WLAN"))
        table = after(opened)
    assert [text for _, _, text in doubled(table)] == ["A5+100", "A6*2"]
    assert isinstance(table.rows[1][2], Formula)
    assert table.rows[1][2].text == "1+1"


@every_adapter
def test_a_filter_is_removed_and_that_is_said(adapter: Adapter, tmp_path: Path) -> None:
    path = noted(tmp_path / "m.xlsx")
    workbook = openpyxl.load_workbook(path)
    workbook["Lose"].tables["Lose"].autoFilter.add_filter_column(0, ["2022"])
    workbook["Lose"].row_dimensions[5].hidden = workbook["Lose"].row_dimensions[6].hidden = True
    workbook.save(path)
    with adapter.open(path) as opened:
        remarks = fill(opened, *((year, "WLAN") for year in (2020, 2021, 2022)))
        saved = loaded(opened.saved())["Lose"]
    assert remarks == ("Blatt „Lose“: Filter oder Sortierung der Tabelle Lose wurde entfernt.",)
    assert not any(column.filters for column in saved.tables["Lose"].autoFilter.filterColumn)
    assert not any(saved.row_dimensions[row].hidden for row in (5, 6, 7))


@every_adapter
def test_what_stands_below_a_table_is_never_overwritten(adapter: Adapter, tmp_path: Path) -> None:
    path = noted(tmp_path / "m.xlsx")
    workbook = openpyxl.load_workbook(path)
    workbook["Lose"]["B9"] = "Nachtrag"
    workbook.save(path)
    with adapter.open(path) as opened:
        with pytest.raises(UnusableError, match=r"Blatt „Lose“, Zeile 9: .* ein Eintrag \(Zelle B9\)"):
            fill(opened, *((year, "WLAN") for year in range(2020, 2025)))
        table = after(opened)
        assert [row[0] for row in table.rows] == [2020, 2021, 2022]
        assert loaded(opened.saved())["Lose"]["B9"].value == "Nachtrag"


@every_adapter
def test_beside_what_stands_below_a_table_it_grows_up_to_it(adapter: Adapter, tmp_path: Path) -> None:
    path = noted(tmp_path / "m.xlsx")
    workbook = openpyxl.load_workbook(path)
    workbook["Lose"]["B9"] = "Nachtrag"
    workbook.save(path)
    with adapter.open(path) as opened:
        fill(opened, *((year, "WLAN") for year in range(2020, 2024)))
        assert [row[0] for row in after(opened).rows] == [2020, 2021, 2022, 2023]


@every_adapter
def test_missing_tables_and_columns_are_said_with_the_way_back(adapter: Adapter, tmp_path: Path) -> None:
    with adapter.open(book_with(tmp_path / "m.xlsx", LOTS)) as opened:
        absent = fill(opened, (2022, "WLAN", 1), headers=(*OURS, "Fehlt"))
    with adapter.open(tmp_path / "m.xlsx") as opened:
        missing = fill(opened, name="Fehlt")
    assert [remark.partition(" (")[0] for remark in (*absent, *missing)] == [
        "Tabelle Lose: Spalte „Fehlt“ fehlt und wurde nicht gefüllt",
        "Tabelle Fehlt fehlt und wurde nicht gefüllt",
    ]
    assert all("pakt-xl repair" in remark for remark in (*absent, *missing))


@every_adapter
def test_what_excel_cannot_keep_of_a_text_is_said(adapter: Adapter, tmp_path: Path) -> None:
    with adapter.open(book_with(tmp_path / "m.xlsx", LOTS)) as opened:
        assert fill(opened, (2022, "W\x07LAN")) == ("Texte wurden gekürzt oder von Steuerzeichen befreit: Lose!B5.",)
        assert after(opened).rows == ((Decimal(2022), "WLAN"),)


@every_adapter
def test_other_sheets_stay_as_they_are(adapter: Adapter, tmp_path: Path) -> None:
    path = noted(tmp_path / "m.xlsx")
    workbook = openpyxl.load_workbook(path)
    own = workbook.create_sheet("Eigenes")
    own["A1"], own["A2"], own["A3"] = "017", 12.5, "=A2*2"
    workbook.save(path)
    with adapter.open(path) as opened:
        fill(opened, (2022, "WLAN"), (2021, "WLAN"), (2020, "WLAN"))
        own = loaded(opened.saved())["Eigenes"]
    assert [own[cell].value for cell in ("A1", "A2", "A3")] == ["017", 12.5, "=A2*2"]
