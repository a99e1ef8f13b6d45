"""The task pane in Chromium, a stand-in for Office.js holding the demo: every button beside a run on the file."""

from __future__ import annotations

import shutil
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from pakt_xl.addin.answer import SHOWN
from pakt_xl.books.file import FileBook
from pakt_xl.domain.actions import SERVED, Action
from pakt_xl.domain.table import Formula
from pakt_xl.reports import generated_tables
from pakt_xl.run import run
from tests.addin.workbook import sheet_of, table_of, table_rows
from tests.masters import PROGRAMME

if TYPE_CHECKING:
    from pathlib import Path

    from pakt_xl.domain.table import Cell
    from tests.addin.conftest import Desk

OF_FINDINGS = {"Prüfbericht", "Befundübersicht"}
OF_BUDGETS = {"Programmwerte", "Budgetübersicht", "Jahresübersicht", "Lesarten", "Kennzahlen"}
OF_FUNDS = {"OffeneLieferungen", "Mittelabruf", "MittelabrufBelege", "Verwendungsnachweis"}
OF_FUNDS |= {"VerwendungsnachweisBelege", "Zweckbindung"}
OF_SCHEDULE = {*(f"Plan{year}" for year in PROGRAMME.years), "Lose", "Verteilliste"}
FILLED = {
    "pruefen": OF_FINDINGS,
    "budget": OF_FINDINGS | OF_BUDGETS,
    "plan": OF_FINDINGS | OF_SCHEDULE,
    "alles": OF_FINDINGS | OF_BUDGETS | OF_SCHEDULE | OF_FUNDS | {"Protokoll"},
}
COUNTS = "13 Fehler, 105 Warnungen, 1 Hinweis"
SEVERITIES = ["Fehler: 13", "Warnungen: 105", "Hinweise: 1"]
FAULT = "Das Budget ist um 1.282,72 € überschritten: verfügbar sind 120.500,00 €, belegt sind 121.782,72 €."
WORDS = [action.word for action in SERVED]


def rows_of_file(path: Path, name: str) -> list[tuple[Cell, ...]]:
    """Return data and totals rows of a table of a file, of formulas the text only."""
    table = FileBook(path).read()[name]
    rows = (*table.rows, *((table.totals,) if table.totals else ()))
    return [tuple(Formula(cell.text, None) if isinstance(cell, Formula) else cell for cell in row) for row in rows]


def linkless(rows: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Return rows with links as the texts that they show: Office.js would take one link for the whole column."""
    return [tuple(_shown(cell) for cell in row) for row in rows]


def _shown(cell: Cell) -> Cell:
    is_link = isinstance(cell, Formula) and cell.text.startswith("HYPERLINK(")
    return cell.text.split('"')[-2] if isinstance(cell, Formula) and is_link else cell


@pytest.mark.parametrize("action", SERVED, ids=lambda action: action.word)
def test_button_fills_its_tables_as_a_run_fills_the_file_and_no_others(
    action: Action, desk: Desk, workbook: dict[str, Any], demo: Path, tmp_path: Path
) -> None:
    desk.open(workbook)
    shown = desk.click(action)
    after = desk.workbook()
    moment = table_rows(after, "Protokoll")[0][0]
    path = tmp_path / demo.name
    shutil.copy(demo, path)
    run(path, None, moment if isinstance(moment, datetime) else datetime(2026, 3, 1))  # noqa: DTZ001  local time
    for table in generated_tables(PROGRAMME):
        is_filled = table.name in FILLED[action.word]
        expected = linkless(rows_of_file(path, table.name)) if is_filled else rows_of_file(demo, table.name)
        assert table_rows(after, table.name) == expected, table.name
    assert len(table_rows(after, "Prüfbericht")) == 119
    assert (shown["notice"], shown["groups"]) == ("", SEVERITIES)
    assert shown["state"].endswith(f" Uhr: {COUNTS}")
    assert after["calculation"] == "Automatic"


def test_outcome_stands_on_start_and_the_pruefbericht_is_in_front(desk: Desk, workbook: dict[str, Any]) -> None:
    desk.open(workbook)
    desk.click()
    after = desk.workbook()
    (row,) = [row for row in table_rows(after, "Schaltflächen") if row[0] == "Prüfen"]
    assert str(row[-1]).endswith(COUNTS)
    assert after["sheets"][after["active"]]["name"] == "Prüfbericht"


def test_pane_is_german_and_says_what_runs_while_its_buttons_are_locked(desk: Desk, workbook: dict[str, Any]) -> None:
    desk.open(workbook)
    before = desk.shown()
    assert (before["language"], before["title"], before["english"]) == ("de", "DigitalPakt", 0)
    assert before["enabled"] == WORDS
    after = desk.click()
    during = desk.seen()["during"]
    assert (during["state"], during["enabled"]) == ("Prüfen läuft …", [])
    assert (after["enabled"], after["focus"]) == (WORDS, "pruefen")
    assert after["remarks"] == ["Geschrieben: Prüfbericht, Befundübersicht, Änderungen, Start."]


def test_findings_say_code_place_fault_and_remedy_and_jump_to_their_cell(desk: Desk, workbook: dict[str, Any]) -> None:
    desk.open(workbook)
    findings = desk.click()["findings"]
    place = [code for code, *_ in findings].index("S01")
    assert findings[place] == [
        "S01",
        "Schulen, D8 · 120698",
        FAULT.replace(" €", "\u00a0€"),
        "Bedarfe verschieben, streichen oder anders finanzieren.",
    ]
    assert desk.pane("finding", index=place) == ["Schulen", "D8"]


def test_jump_to_a_sheet_that_is_gone_says_so(desk: Desk, workbook: dict[str, Any]) -> None:
    desk.open(workbook)
    place = [code for code, *_ in desk.click()["findings"]].index("S01")
    desk.pane("rename", sheet="Schulen", name="Schulen alt")
    desk.pane("finding", index=place)
    assert desk.shown()["notice"] == "Das Blatt „Schulen“ gibt es in der geöffneten Mappe nicht mehr."


def test_click_in_the_ribbon_opens_the_pane_and_shows_the_outcome_there(desk: Desk, workbook: dict[str, Any]) -> None:
    desk.open(workbook)
    clicked = desk.pane("ribbon", word="budget")
    assert clicked == {"completed": True, "shown": 1, "associated": WORDS}
    assert desk.shown()["groups"] == SEVERITIES


def test_thousands_of_findings_are_listed_up_to_a_limit_the_gravest_first(desk: Desk, workbook: dict[str, Any]) -> None:
    for cell in sheet_of(workbook, "Bedarfe")["cells"].values():
        cell.pop("f", None)  # a value typed over a live formula is a Fehler
    desk.open(workbook)
    shown = desk.click()
    errors = int(shown["groups"][0].removeprefix("Fehler: ").replace(".", ""))
    assert errors > 10_000
    assert len(shown["findings"]) == SHOWN
    assert shown["more"][0] == f"{errors - SHOWN:,} weitere im Prüfbericht.".replace(",", ".")
    assert shown["more"][1:] == ["Alle im Prüfbericht."] * 2


def test_pane_of_320_pixels_needs_no_sideways_scrolling(desk: Desk, workbook: dict[str, Any]) -> None:
    desk.open(workbook, width=320)
    assert desk.click()["overflow"] == 0


def test_markup_in_a_cell_is_shown_as_text(desk: Desk, workbook: dict[str, Any]) -> None:
    markup = "<img src=x onerror=document.title=1>"
    cells = sheet_of(workbook, "Bedarfe")["cells"]
    cells["A5"]["v"] = cells["D5"]["v"] = markup
    desk.open(workbook)
    shown = desk.click()
    assert any(markup in part for finding in shown["findings"] for part in finding)
    assert (shown["elements"], shown["title"]) == (0, "DigitalPakt")


def test_filter_is_lifted_and_said(desk: Desk, workbook: dict[str, Any]) -> None:
    table_of(workbook, "Prüfbericht")["filtered"] = True
    desk.open(workbook)
    shown = desk.click()
    assert any("Filter" in remark for remark in shown["remarks"])
    assert not table_of(desk.workbook(), "Prüfbericht")["filtered"]


def test_own_column_keeps_its_formula_in_every_row(desk: Desk, workbook: dict[str, Any]) -> None:
    table, cells = table_of(workbook, "Prüfbericht"), sheet_of(workbook, "Prüfbericht")["cells"]
    table["ref"] = table["ref"].replace("Q", "R")
    table["columns"].append("Erledigt")
    cells["R4"] = {"v": "Erledigt", "nf": "General"}
    cells["R5"] = {"v": "", "nf": "General", "f": "=A5*2"}
    desk.open(workbook)
    desk.click()
    rows = table_rows(desk.workbook(), "Prüfbericht")
    assert len(rows) == 119
    assert all(isinstance(row[-1], Formula) for row in rows)


def test_sheets_without_a_table_of_ours_do_not_leave_excel(desk: Desk, workbook: dict[str, Any]) -> None:
    foreign = {"visibility": "Visible", "protected": False, "tables": []}
    cells = {"A1": {"v": "Personalnummer 4711", "nf": "General"}}
    workbook["sheets"] += [foreign | {"name": name, "cells": cells} for name in ("Personal", "Personal, alt")]
    workbook["names"].append({"name": "Notiz", "formula": '="4711"', "sheet": "", "ref": ""})
    desk.open(workbook)
    shown = desk.click()
    assert shown["groups"] == SEVERITIES
    assert "Personal" not in desk.pane("get", name="read")
    payload = desk.seen()["payload"]
    assert [sheet["name"] for sheet in payload["sheets"]][-2:] == ["Personal", "Personal, alt"]
    assert "4711" not in str(payload)
    assert desk.seen()["foreign"] == []
