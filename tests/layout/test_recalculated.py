"""What the master shows when an office program computes it: worked examples, bad cells, blank rows, Start, totals."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.layout.masters import fill_rows, fresh, recalculated, set_values, shown, table_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from openpyxl.workbook import Workbook

pytestmark = [pytest.mark.libreoffice, pytest.mark.filterwarnings("ignore:.*xtension is not supported")]

PRESENT, PROGRAMME = "vorhanden", "DigitalPakt"
ITEMS = {"TAFEL": (1, 3950, "brutto"), "TABLET": (3, 400, "brutto"), "T500": (3, 500, "brutto"),
         "T1": (3, 1000, "brutto"), "T450": (3, 450, "brutto"), "WLAN": (1, 750, "brutto"),
         "PC": (2, 850, "brutto"), "NETTO": (1, 1000, "netto")}  # fmt: skip


def _school(number: int, budget: float, infrastructure: str = PRESENT) -> dict[str, Any]:
    return {"Schulnummer": str(number), "DigitalPakt-Budget": budget, "Infrastruktur": infrastructure}


def _need(
    number: str, school: int, item: str, quantity: Any, year: Any = 2022, *, paid: str = PROGRAMME
) -> dict[str, Any]:
    return {
        "Bedarfsnummer": number,
        "Schulnummer": str(school),
        "Artikelnummer": item,
        "Menge": quantity,
        "Wunschjahr": year,
        "Finanzierung": paid,
    }


def _filled(settings: Mapping[str, Any], **tables: list[dict[str, Any]]) -> Workbook:
    workbook = fresh()
    set_values(workbook, {"Stichtag": date(2022, 3, 1)} | dict(settings))
    fill_rows(workbook, "Katalog", [{"Artikelnummer": item, "Fördersäule": row[0]} for item, row in ITEMS.items()])
    prices = [
        {"Artikelnummer": item, "Gültig ab": date(2019, 1, 1), "Einzelpreis": row[1], "Preisart": row[2]}
        for item, row in ITEMS.items()
    ]
    prices.append({"Artikelnummer": "NETTO", "Gültig ab": date(2021, 1, 1), "Einzelpreis": 336.13, "Preisart": "netto"})
    fill_rows(workbook, "Preise", prices)
    for name, rows in tables.items():
        fill_rows(workbook, name, rows)
    return workbook


def _budgets(workbook: Workbook, computed: Workbook) -> dict[str, tuple[Any, ...]]:
    """Belegt, Restbudget, Säule 3 belegt and Säule 3 Obergrenze by school."""
    return {
        row["Schulnummer"]: (row["Belegt"], row["Restbudget"], row["Säule 3 belegt"], row["Säule 3 Obergrenze"])
        for row in shown(workbook, computed, "Schulen")
    }


def test_worked_examples_1_to_4_8_and_10(tmp_path: Path) -> None:
    workbook = _filled(
        {},
        Schulen=[
            _school(100001, 100_000),
            _school(100002, 99_999.99),
            _school(100003, 204_000),
            _school(100004, 110_000),
            _school(100005, 150_000),
            _school(100006, 120_000, "nicht vorhanden"),
            _school(100007, 60_000),
            _school(100008, 30_000),
        ],
        Bedarfe=[
            _need("1a", 100001, "TABLET", 50),
            _need("1b", 100002, "TABLET", 50),
            _need("2", 100003, "T500", 50),
            _need("3B", 100004, "T1", 23),
            _need("3C", 100005, "T1", 24),
            _need("4", 100006, "T450", 10),
            _need("8", 100007, "TAFEL", 12),
            _need("10a", 100008, "TAFEL", 6),
            _need("10b", 100008, "WLAN", 5),
            _need("10c", 100008, "PC", 4),
            _need("10d", 100008, "TABLET", 10, paid="städtische Mittel"),
            _need("10e", 100008, "T450", 20, paid="anderes Förderprogramm"),
        ],
        Bestellungen=[
            {"Bestellnummer": "O", "Bedarfsnummer": "8", "Menge": 12, "Betrag brutto": 46_999.99, "Status": "bestellt"}
        ],
        Rechnungen=[
            {
                "Rechnungsnummer": "R1",
                "Bedarfsnummer": "8",
                "Bestellnummer": "O",
                "Menge": 5,
                "Betrag brutto": 19_583.33,
            }
        ],
    )
    computed = recalculated(workbook, tmp_path)
    assert _budgets(workbook, computed) == {
        "100001": (20_000, 80_000, 20_000, 20_000),
        "100002": (20_000, 79_999.99, 20_000, 19_999.99),
        "100003": (25_000, 179_000, 25_000, 25_000),
        "100004": (23_000, 87_000, 23_000, 22_000),
        "100005": (24_000, 126_000, 24_000, 25_000),
        "100006": (4_500, 115_500, 4_500, 0),
        "100007": (46_999.99, 13_000.01, 0, 12_000),
        "100008": (30_850, -850, 0, 6_000),
    }
    (order,) = shown(workbook, computed, "Bestellungen")
    assert (order["Berechnete Menge"], order["Offener Betrag"]) == (5, 27_416.66)


@pytest.mark.parametrize(
    ("as_of", "year", "quantity", "planned"),
    [
        pytest.param(date(2020, 3, 1), 2020, 3, 3570, id="6a"),
        pytest.param(date(2020, 9, 1), 2020, 3, 3480, id="6b"),
        pytest.param(date(2021, 2, 15), 2022, 7, 2799.96, id="7"),
    ],
)
def test_worked_examples_of_the_planning_day(
    as_of: date, year: int, quantity: int, planned: float, tmp_path: Path
) -> None:
    workbook = _filled(
        {"Stichtag": as_of},
        Schulen=[_school(100001, 100_000)],
        Bedarfe=[_need("B", 100001, "NETTO", quantity, year)],
    )
    (need,) = shown(workbook, recalculated(workbook, tmp_path), "Bedarfe")
    assert need["Geplant"] == planned


def test_a_bad_cell_spoils_its_own_row_only(tmp_path: Path) -> None:
    workbook = _filled(
        {"Umschichtung erlaubt": "ja"},
        Schulen=[_school(100001, 100_000), _school(100002, 50_000) | {"DigitalPakt-Budget": "viel"}],
        Bedarfe=[
            _need("gut", 100001, "TAFEL", 2),
            _need("Text", 100001, "TAFEL", "zwei"),
            _need("Jahr", 100001, "TAFEL", 1, "bald"),
            _need("Artikel", 100001, "gibt es nicht", 1),
            _need("#", 100001, "TAFEL", 1) | {"Menge": "=1/0"},
            _need("Schule", 100001, "TAFEL", 1) | {"Schulnummer": "=NA()"},
            _need("auch gut", 100002, "TAFEL", 1),
        ],
        Bestellungen=[
            {"Bestellnummer": "1", "Bedarfsnummer": "gut", "Menge": 1, "Betrag brutto": 3900, "Status": "bestellt"},
            {"Bestellnummer": "2", "Bedarfsnummer": "gut", "Menge": "x", "Betrag brutto": "y", "Status": "bestellt"},
            {"Bestellnummer": "=1/0", "Bedarfsnummer": "gut", "Menge": 1, "Betrag brutto": 1, "Status": "=1/0"},
        ],
        Rechnungen=[{"Rechnungsnummer": "R", "Bedarfsnummer": "gut", "Menge": "x", "Betrag brutto": "y"}],
        Umschichtungen=[
            {"Von Schule": "100001", "An Schule": "100002", "Betrag": "y", "Beschluss": "Rat"},
            {"Von Schule": "100001", "An Schule": "999999", "Betrag": 5, "Beschluss": "Rat"},
        ],
    )
    for cell in ("D9", "B10"):  # formulas that fail, as a person would leave them
        workbook["Bedarfe"][cell].data_type = "f"
    for cell in ("A7", "H7"):
        workbook["Bestellungen"][cell].data_type = "f"
    computed = recalculated(workbook, tmp_path)
    needs = shown(workbook, computed, "Bedarfe")
    assert (needs[0]["Geplant"], needs[0]["Bestellt offen"], needs[0]["Berechnet"]) == (3950, 3900, 0)
    assert needs[6]["Geplant"] == 3950
    assert [need["Geplant"] for need in needs[1:5]] == [None] * 4
    budgets = _budgets(workbook, computed)
    assert budgets["100001"] == (7850, 92_150, 0, 20_000)
    assert budgets["100002"] == (3950, None, 0, None)


def test_a_fresh_master_shows_nothing_in_its_blank_rows(tmp_path: Path) -> None:
    workbook = fresh()
    computed = recalculated(workbook, tmp_path)
    for name in ("Schulen", "Bedarfe", "Bestellungen"):
        for row in shown(workbook, computed, name):
            live = {header: value for header, value in row.items() if not header.startswith("Hilfe ")}
            assert set(live.values()) <= {None, ""}, name
    start = computed["Start"]
    assert "noch kein Lauf" in {cell.value for cell in start["G"]}
    errors = [cell.coordinate for row in start.iter_rows() for cell in row if str(cell.value).startswith("#")]
    assert not errors


def test_start_shows_the_newest_row_of_the_protocol(tmp_path: Path) -> None:
    workbook = fresh()
    rows = [
        {"Zeitpunkt": datetime(2022, 5, day, 10, 30), "Stichtag": date(2022, 5, day), "Fehler": day, "Warnungen": 2,  # noqa: DTZ001
         "Hinweise": 3, "Belegt": 10.5, "Restbudget": -7.25}
        for day in (4, 3)
    ]  # fmt: skip
    fill_rows(workbook, "Protokoll", rows)
    start = recalculated(workbook, tmp_path)["Start"]
    (heading,) = [cell.row for cell in start["F"] if cell.value == "Stand des letzten Laufs"]
    state = {start.cell(line, 6).value: start.cell(line, 7).value for line in range(heading + 1, heading + 8)}
    assert state == {
        "Letzter Lauf": datetime(2022, 5, 4, 10, 30),  # noqa: DTZ001
        "Stichtag": datetime(2022, 5, 4),  # noqa: DTZ001
        "Fehler": 4,
        "Warnungen": 2,
        "Hinweise": 3,
        "Belegt": 10.5,
        "Restbudget": -7.25,
    }


def test_the_totals_row_adds_the_columns_and_divides_the_totals(tmp_path: Path) -> None:
    workbook = fresh()
    sheet, table = table_of(workbook, "Budgetübersicht")
    headers = {column.name: number for number, column in enumerate(table.tableColumns, start=1)}
    for header, value in {"Verfügbar": 300, "Belegt": 100, "Säule 3 Obergrenze": 20}.items():
        sheet.cell(5, headers[header]).value = value
    totals = recalculated(workbook, tmp_path)["Budgetübersicht"]
    assert totals.cell(6, headers["Verfügbar"]).value == 300
    assert totals.cell(6, headers["Belegt"]).value == 100
    assert totals.cell(6, headers["Ausgeschöpft %"]).value == 0.3333
    assert totals.cell(6, headers["Säule 3 Obergrenze"]).value is None
