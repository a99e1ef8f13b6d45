"""What the task pane says when a click cannot be done: one German message, and whether the workbook is unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.addin.served import serving
from tests.addin.workbook import sheet_of, table_of

if TYPE_CHECKING:
    from tests.addin.conftest import Desk

UNCHANGED = "Die Mappe ist unverändert."


def test_unknown_workbook_is_refused_and_none_of_its_cells_leaves_excel(desk: Desk) -> None:
    cells = {"A1": {"v": "geheim", "nf": "General"}, "A2": {"v": 1, "nf": "General"}}
    table = {"name": "Liste", "ref": "A1:A2", "totals": False, "columns": ["geheim"], "button": True, "filtered": False}
    sheet = {"name": "Tabelle1", "visibility": "Visible", "protected": False, "cells": cells, "tables": [table]}
    book = {"name": "Mappe1.xlsx", "active": 0, "calculation": "Automatic", "sheets": [sheet], "names": []}
    desk.open(book)
    shown = desk.click()
    assert "Einstellungen" in shown["notice"]
    assert (shown["state"], shown["groups"]) == ("", [])
    assert desk.workbook() == book
    assert "geheim" not in str(desk.seen()["payload"])


def test_table_without_a_required_column_is_named(desk: Desk, workbook: dict[str, Any]) -> None:
    table = table_of(workbook, "Bedarfe")
    index = table["columns"].index("Menge")
    table["columns"][index] = "Anzahl"
    sheet_of(workbook, "Bedarfe")["cells"][f"{chr(65 + index)}4"]["v"] = "Anzahl"
    desk.open(workbook)
    notice = desk.click()["notice"]
    assert "Bedarfe" in notice
    assert "Menge" in notice
    assert desk.workbook()["sheets"] == workbook["sheets"]


def test_protected_sheet_is_named_and_nothing_is_written(desk: Desk, workbook: dict[str, Any]) -> None:
    sheet_of(workbook, "Prüfbericht")["protected"] = True
    desk.open(workbook)
    notice = desk.click()["notice"]
    assert "Prüfbericht" in notice
    assert "geschützt" in notice
    assert desk.workbook()["sheets"] == workbook["sheets"]


def test_page_outside_excel_says_so_and_reports_nothing_to_anybody(desk: Desk) -> None:
    desk.open({}, excel=False)  # with the real Office.js, which finds no Excel
    shown = desk.shown()
    assert shown["notice"].startswith("Dieser Aufgabenbereich arbeitet nur in Excel.")
    assert (shown["enabled"], shown["english"]) == ([], 0)
    assert desk.seen()["foreign"] == []


def test_server_that_was_stopped_is_said(desk: Desk, workbook: dict[str, Any]) -> None:
    with serving() as server:
        desk.open(workbook, server=server)
        said = server.stop()
    assert said.splitlines()[-1] == "Der Server ist beendet."
    assert server.process.returncode == 0
    assert desk.click()["notice"] == (
        f"Der Server antwortet nicht. {UNCHANGED} Bitte prüfen, ob er läuft und erreichbar ist, und erneut klicken."
    )
    assert desk.workbook()["sheets"] == workbook["sheets"]


@pytest.mark.parametrize(
    ("status", "start"),
    [
        (401, "Der Server verlangt eine Anmeldung."),
        (403, "Dieses Konto darf den Server nicht benutzen."),
        (413, "Die Mappe ist größer, als der Server annimmt."),
        (500, "Der Server meldet einen Fehler (500)."),
    ],
)
def test_refusal_of_the_server_is_put_into_german(
    status: int, start: str, desk: Desk, workbook: dict[str, Any]
) -> None:
    desk.open(workbook, status=status)
    notice = desk.click()["notice"]
    assert notice.startswith(start)
    assert notice.endswith(UNCHANGED)


def test_cell_that_is_being_edited_is_said(desk: Desk, workbook: dict[str, Any]) -> None:
    desk.open(workbook)
    desk.pane("set", name="editing", value=True)
    assert desk.click()["notice"].startswith("Excel bearbeitet gerade eine Zelle.")


def test_failure_half_way_names_the_sheets_that_were_written(desk: Desk, workbook: dict[str, Any]) -> None:
    desk.open(workbook)
    desk.pane("set", name="brokenSheet", value="Befundübersicht")
    shown = desk.click()
    assert shown["notice"] == (
        "Beim Schreiben in die Mappe ist ein Fehler aufgetreten. "
        "Ganz oder teilweise geschrieben: Prüfbericht. Bitte erneut klicken."
    )
    assert shown["state"] == ""
