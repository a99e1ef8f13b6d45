"""Attacks on verify, export, schools-from-csv and frames: every change is found, nothing half written, no traceback."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from pakt_xl.books.file import FileBook
from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.table import Cell, ErrorValue, Formula, Table
from pakt_xl.reports import build_all, generated_tables
from pakt_xl.reports.view import View
from pakt_xl.run import run
from pakt_xl.run.checking import judged, programme_of
from pakt_xl.run.differences import compared
from pakt_xl.run.new import new
from tests.attack.damage import told
from tests.masters import EXAMPLE_10, master, rows
from tests.test_state_list import state_list
from tests.test_verify import put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 24, 10, 15)  # noqa: DTZ001  a workbook shows local time
EVIL = [
    "=1+1",
    "+x",
    "-x",
    "@SUM(A1)",
    '"q"; x',
    "'apos",
    "a\nb\tc",
    "\u202eabc",
    "Schule\u200b",
    "x" * 300,
    "<b>&amp;",
]
FREE = {("Prüfbericht", "Nr."), ("Prüfbericht", "Stand")}  # what verify leaves out and says so


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A master whose schools bear every kind of odd name. Tests only read it."""
    lines = [f"{190001 + number} | S{number}" for number in range(len(EVIL))]
    texts = EXAMPLE_10 | {"Schulen": "\n".join(("Schulnummer | Schulname", *lines))}
    path = master(tmp_path_factory.mktemp("evil") / "m.xlsx", **texts)
    return put(path, "Schulen", *((number, "Schulname", name) for number, name in enumerate(EVIL)))


def other(cell: Cell) -> Cell:
    """Return a value that is just not that of the cell."""
    shows = cell.value if isinstance(cell, Formula) else cell
    if isinstance(shows, Decimal | int):
        return Decimal(shows) + Decimal("0.01")
    if isinstance(shows, datetime):
        return shows + timedelta(seconds=1)
    if isinstance(shows, date):
        return shows + timedelta(days=1)
    return "x" if shows is None else f"{shows}x"


def with_cell(table: Table, row: int, place: int, cell: Cell) -> Table:
    lines = [list(cells) for cells in table.rows]
    lines[row][place] = cell
    return replace(table, rows=tuple(map(tuple, lines)))


def changes(table: Table) -> Iterator[tuple[str, Table]]:
    """Yield the table with one cell changed, emptied or failed, for every column in its first and last row."""
    for row in sorted({0, len(table.rows) - 1}):
        for place, header in enumerate(table.headers):
            yield header, with_cell(table, row, place, other(table.rows[row][place]))
            yield header, with_cell(table, row, place, ErrorValue("#REF!"))
            if table.rows[row][place] is not None:
                yield header, with_cell(table, row, place, None)


def test_verify_finds_any_cell_and_any_row_of_any_generated_table(tmp_path: Path) -> None:
    path = new(tmp_path / "hamm.xlsx", demo=True).path
    run(path, None, NOW)
    tables = FileBook(path).read()
    programme = programme_of(tables)
    done = judged(tables, programme, with_gaps=False)
    computed = {
        table.name: table for table in build_all(View(done.outlook, done.findings, tables, done.counts, NOW, "1"))
    }
    seen = 0
    for spec in generated_tables(programme):
        table = tables[spec.name]
        if spec.name == "Protokoll" or spec.name not in computed or not any(any(cells) for cells in table.rows):
            continue
        wanted = computed[spec.name]
        assert compared(spec, wanted, table) is None
        for header, changed in changes(table):
            found = compared(spec, wanted, changed)
            assert (found is None) == ((spec.name, header) in FREE), (spec.name, header)
            seen += 1
        assert compared(spec, wanted, replace(table, rows=table.rows[1:])), spec.name
        assert compared(spec, wanted, replace(table, rows=(*table.rows, table.rows[0]))), spec.name
    assert seen > 1000


@pytest.mark.parametrize("name", ["=1+1", "\u202eabc", "x" * 300])
def test_odd_names_of_schools_leave_run_and_verify_in_peace(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put(master(tmp_path / "m.xlsx", **EXAMPLE_10), "Schulen", (0, "Schulname", name))
    assert told(["run", str(path)], capsys).code == 1
    assert told(["verify", str(path)], capsys).code == 0
    shown = [row["Bezeichnung"] for row in rows(path, "Kennzahlen")]
    assert name in shown, "the school is over its budget"


def test_texts_come_out_of_csv_and_json_as_they_are_in_the_workbook(
    evil: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of the CSV one apostrophe goes off where a text was guarded; nothing else is lost."""
    for kind in ("csv", "json"):
        assert told(["export", str(evil), "-o", str(tmp_path), "--format", kind], capsys).code in (0, 1)
    names = [each["Schulname"] for each in json.loads((tmp_path / "Schulen.json").read_text(encoding="utf-8"))]
    with (tmp_path / "Schulen.csv").open(encoding="utf-8-sig", newline="") as stream:
        listed = [line["Schulname"] for line in csv.DictReader(stream, delimiter=";")]
    assert names == [name.rstrip("\u200b") for name in EVIL]
    assert [name.removeprefix("'") for name in listed] == names
    assert not any(name.startswith(("=", "+", "-", "@")) for name in listed)


def test_export_into_a_link_that_leads_nowhere_says_so(
    evil: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "fort" / "fort")
    outcome = told(["export", str(evil), "-o", str(link)], capsys)
    assert outcome.code == 2
    assert str(link) in outcome.err


def test_name_of_a_school_without_end_floods_no_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = master(tmp_path / "m.xlsx", **EXAMPLE_10)
    lines = (f"190001 | 20 | {'y' * 40_000} | 10315", f"190002 | 02 | {'x' * 40_000} | 10315")
    file = state_list(tmp_path / "l.csv", *lines)
    outcome = told(["schools-from-csv", str(path), str(file), "--authority", "10315"], capsys)
    assert outcome.code == 0
    assert max(map(len, outcome.out.splitlines())) < 300


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_list_of_another_encoding_changes_nothing(
    encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = master(tmp_path / "m.xlsx", **EXAMPLE_10)
    before = path.read_bytes()
    file = state_list(tmp_path / "l.csv", "190002 | 02 | Müllerschule | 10315", encoding=encoding)
    outcome = told(["schools-from-csv", str(path), str(file), "--authority", "10315"], capsys)
    assert (outcome.code, path.read_bytes()) == (2, before)
    assert "UTF-8" in outcome.err


@pytest.mark.parametrize("authority", ["", "abc", "=1+1", "１０３１５", "1\x1b[31m", "*"])
def test_authority_is_never_guessed(authority: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = master(tmp_path / "m.xlsx", **EXAMPLE_10)
    file = state_list(tmp_path / "l.csv", "190002 | 02 | Schule | 10315")
    assert told(["schools-from-csv", str(path), str(file), "--authority", authority], capsys).code == 2


def test_school_that_changed_its_number_is_new_and_its_old_row_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = master(tmp_path / "m.xlsx", **EXAMPLE_10)
    old = rows(path, "Schulen")[0]
    file = state_list(tmp_path / "l.csv", "195001 | 20 | Ahornschule | 10315")
    outcome = told(["schools-from-csv", str(path), str(file), "--authority", "10315"], capsys)
    assert "190001 Ahornschule: steht nicht in der Liste" in outcome.out
    assert [row["Schulnummer"] for row in rows(path, "Schulen")] == ["190001", "195001"]
    assert rows(path, "Schulen")[0] == old


@pytest.mark.parametrize("data", [b"", b"PK", b"\xd0\xcf\x11\xe0", b"a;b\n1;2", b"<html>", b"\x00" * 1000])
def test_frames_of_no_workbook_raise_one_german_sentence(data: bytes, tmp_path: Path) -> None:
    frames = pytest.importorskip("pakt_xl.frames")
    path = tmp_path / "m.xlsx"
    path.write_bytes(data)
    with pytest.raises(UnusableError, match=r"\.$"):
        frames.read_frames(path)
