"""A run loses nothing of what a user has made in the master, and touches only what it must."""

from __future__ import annotations

import warnings
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest

from pakt_xl.ooxml.package import Package
from pakt_xl.ooxml.parts import Workbook
from pakt_xl.run import run
from tests.masters import EXAMPLE_10, master, rows
from tests.office import recalculate
from tests.ooxml.audit import alarms
from tests.ooxml.invariants import assert_sound
from tests.rich_master import enrich

if TYPE_CHECKING:
    from pathlib import Path

EIGHT, NINE, TEN, ELEVEN = (datetime(2026, 3, 1, hour) for hour in (8, 9, 10, 11))  # noqa: DTZ001 - no time zones
SCHOOLS = {
    "Schulen": """
        Schulnummer | Schulname    | DigitalPakt-Budget
        190001      | Ahornschule  | 30.000,00
        190002      | Buchenschule | 20.000,00
        190003      | Eichenschule | 10.000,00
        """,
}
PROTOCOL = {"Protokoll", "Protokoll (Tabelle)"}
# What the first run after the user's work may change: an input changed, and Excel's order of calculation goes.
CHANGED = PROTOCOL | {
    *("Prüfbericht", "Prüfbericht (Tabelle)", "Befundübersicht", "Befundübersicht (Tabelle)"),
    *("Budgetübersicht", "Lesarten", "Notizen ohne Zeile", "xl/calcChain.xml"),
    *("[Content_Types].xml", "xl/_rels/workbook.xml.rels"),
}


def rich_master(folder: Path) -> Path:
    """A master that was run once, then made rich; since then a school got another number and lost its name."""
    path = master(folder / "m.xlsx", **EXAMPLE_10 | SCHOOLS)
    run(path, None, EIGHT)
    enrich(path, {"190001": "Rückruf", "190003": "schließt bald"})
    package = Package.open(path)
    part = next(sheet.part for sheet in Workbook.of(package).sheets if sheet.name == "Schulen")
    schools = package.read(part).replace(b"190003", b"190004").replace(b">Eichenschule<", b"> <")
    package.replace(part, schools)
    with path.open("wb") as stream:
        package.write(stream)
    return path


def changed(path: Path, before: bytes, folder: Path) -> set[str]:
    """Parts that differ from the file before; sheets and tables are called by their names."""
    (folder / "davor.xlsx").write_bytes(before)
    book = Workbook.of(Package.open(path))
    names = {sheet.part: sheet.name for sheet in book.sheets}
    names |= {table.part: f"{table.name} (Tabelle)" for table in book.tables}
    with zipfile.ZipFile(folder / "davor.xlsx") as old, zipfile.ZipFile(path) as new:
        there = set(new.namelist())
        return {
            names.get(name, name) for name in old.namelist() if name not in there or old.read(name) != new.read(name)
        }


def test_three_runs_of_a_rich_master_change_only_what_they_must(tmp_path: Path) -> None:
    path = rich_master(tmp_path)
    found, states, others = [], [], []
    for moment in (NINE, TEN, ELEVEN):
        before = path.read_bytes()
        run(path, None, moment)
        found.append(changed(path, before, tmp_path))
        report = rows(path, "Prüfbericht")
        states.append({row["Code"]: row.pop("Stand") for row in report})
        others.append(report)
        assert_sound(path)
        assert alarms(path) == []
    assert found == [CHANGED, PROTOCOL | {"Prüfbericht"}, PROTOCOL]
    assert [(state["S01"], state["Z01"]) for state in states] == [
        ("offen", "neu"),
        ("offen", "offen"),
        ("offen", "offen"),
    ]
    assert others[0] == others[1] == others[2]  # the second run changes no column but Stand
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl says what it would lose; it only looks here
        assert "Auswertung" in openpyxl.load_workbook(path).sheetnames


def test_what_was_typed_beside_the_schools_is_kept_or_noted(tmp_path: Path) -> None:
    path = rich_master(tmp_path)
    run(path, None, NINE)
    assert [(row["Schulnummer"], row["Notiz"]) for row in rows(path, "Budgetübersicht")] == [
        *(("190001", "Rückruf"), ("190002", None), ("190004", None)),
    ]
    (note,) = rows(path, "NotizenOhneZeile")
    assert note == {"Tabelle": "Budgetübersicht", "Schlüssel": "190003", "Spalte": "Notiz", "Wert": "schließt bald"}


@pytest.mark.libreoffice
def test_libreoffice_computes_what_the_user_built_on_the_generated_tables(tmp_path: Path) -> None:
    path = rich_master(tmp_path)
    run(path, None, NINE)
    run(path, None, TEN)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        book = openpyxl.load_workbook(recalculate(path, tmp_path), data_only=True)
    user = book["Auswertung"]
    assert [user[place].value for place in ("A1", "B1", "A2", "B2", "A3", "B3")] == [
        *(60000, 3, 60000, 20000, 60000, 120000),
    ]
    assert user["A4"].value == len([row for row in rows(path, "Prüfbericht") if row["Code"] == "S01"])
    assert user["B4"].value == 45  # all needs of the worked example
    assert [book["Budgetübersicht"][place].value for place in ("V5", "W5", "Y5", "Y7")] == [
        *(60000, "Rückruf", "neben Zeile 5", "neben Zeile 7"),
    ]
