"""New and repair."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl.worksheet.cell_range import CellRange

from pakt_xl.books.file import FileBook
from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.table import Table
from pakt_xl.layout import build_master, workbook_bytes
from pakt_xl.ooxml.package import Package
from pakt_xl.programme import load
from pakt_xl.reports import generated_tables
from pakt_xl.run import check, masters
from pakt_xl.run.masters import fresh_master
from pakt_xl.run.new import new
from pakt_xl.run.repair import complete, programme_set, repair
from tests.masters import PROGRAMME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

NOW = datetime(2026, 3, 1, 8)  # noqa: DTZ001  workbooks know no time zones


def small_master(path: Path, generated: Sequence[str] = ()) -> Path:
    """Write a master that has only these generated tables."""
    kept = [table for table in generated_tables(PROGRAMME) if table.name in generated]
    path.write_bytes(workbook_bytes(build_master(PROGRAMME, kept)))
    return path


def test_new_master_is_the_template_byte_for_byte_in_its_parts(tmp_path: Path) -> None:
    made = Package.open(new(tmp_path / "m.xlsx").path)
    template = fresh_master(PROGRAMME)
    assert made.names == template.names
    assert all(made.read(name) == template.read(name) for name in made.names)


def test_new_master_can_be_checked_and_misses_nothing(tmp_path: Path) -> None:
    findings = check(new(tmp_path / "m.xlsx").path).judged.findings
    assert "P02" not in {finding.rule.code for finding in findings}


def test_new_master_of_another_programme_has_its_years(tmp_path: Path) -> None:
    path = new(tmp_path / "m.xlsx", "DigitalPakt_2_NRW").path
    names = set(FileBook(path).read())
    assert {f"Plan{year}" for year in range(2026, 2031)} <= names
    assert "Plan2020" not in names
    assert check(path).judged.outlook.programme.id == "digitalpakt_2_nrw"


def test_demo_has_the_schools_of_hamm(tmp_path: Path) -> None:
    judged = check(new(tmp_path / "m.xlsx", demo=True).path).judged
    assert judged.counts["Schulen"].read == 52
    assert judged.counts["Bedarfe"].read > 1900


def test_new_never_replaces_what_exists_not_even_a_dangling_link(tmp_path: Path) -> None:
    there = tmp_path / "m.xlsx"
    there.write_text("wichtig")
    link = tmp_path / "link.xlsx"
    link.symlink_to(tmp_path / "nirgends.xlsx")
    for path in (there, link):
        with pytest.raises(UnusableError, match="gibt es schon"):
            new(path)
    assert there.read_text() == "wichtig"
    assert sorted(tmp_path.iterdir()) == [link, there]


@pytest.mark.parametrize(
    ("name", "programme", "demo", "message"),
    [
        ("m.xlsm", "digitalpakt_nrw_2019", False, "Endung .xlsx"),
        ("m", "digitalpakt_nrw_2019", False, "Endung .xlsx"),
        ("m.xlsx", "digitalpakt_9", False, "digitalpakt_2_nrw, digitalpakt_nrw_2019"),
        ("m.xlsx", "digitalpakt_2_nrw", True, "nur für das Programm digitalpakt_nrw_2019"),
    ],
)
def test_new_refuses_what_it_cannot_make(tmp_path: Path, name: str, programme: str, demo: bool, message: str) -> None:
    with pytest.raises(UnusableError, match=message):
        new(tmp_path / name, programme, demo=demo)
    assert list(tmp_path.iterdir()) == []


def test_missing_template_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(masters, "files", lambda _: tmp_path / "pakt_xl")
    with pytest.raises(UnusableError, match="fehlt in der Installation"):
        fresh_master(PROGRAMME)


def test_installed_template_goes_before_that_of_the_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = small_master(tmp_path / "template.xlsx", ("Lose",))
    monkeypatch.setattr(masters, "files", lambda _: tmp_path)
    assert fresh_master(PROGRAMME).fingerprint.size == installed.stat().st_size


def test_wheel_carries_the_one_template_under_the_name_that_new_looks_for() -> None:
    root = Path(__file__).parents[1]
    wheel = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"][
        "wheel"
    ]
    assert wheel["force-include"] == {"workbooks/template.xlsx": "pakt_xl/template.xlsx"}
    assert [
        path.relative_to(root).as_posix()
        for folder in ("pakt_xl", "workbooks")
        for path in (root / folder).rglob("*.xlsx")
    ] == ["workbooks/template.xlsx"]


def test_repair_adds_every_generated_table_and_then_finds_nothing(tmp_path: Path) -> None:
    path = small_master(tmp_path / "m.xlsx", ("Lose", "Protokoll"))
    repaired = repair(path, None)
    assert [part for part in repaired.added if part.startswith("Tabelle")] == [
        f"Tabelle {table.name}" for table in generated_tables(PROGRAMME) if table.name not in ("Lose", "Protokoll")
    ]
    assert repaired.filled is not None
    assert "P02" not in {finding.rule.code for finding in check(path).judged.findings}
    again = repair(path, None)
    assert (again.added, again.filled) == ((), None)


def test_repair_into_another_file_leaves_the_master_and_writes_even_if_nothing_was_missing(tmp_path: Path) -> None:
    path, out = new(tmp_path / "m.xlsx").path, tmp_path / "out.xlsx"
    before = path.read_bytes()
    repaired = repair(path, out)
    assert (repaired.added, repaired.filled and repaired.filled.path) == ((), out.resolve())
    assert path.read_bytes() == before
    assert set(FileBook(out).read()) == set(FileBook(path).read())


def without_last_column(sheet: Worksheet, table_name: str) -> str:
    """Take the last column off a table, as a user who deletes it, and return its header."""
    table = sheet.tables[table_name]
    area = CellRange(table.ref)
    header = str(table.tableColumns.pop().name)
    for row in range(area.min_row, area.max_row + 1):
        sheet.cell(row, area.max_col).value = None
    area.shrink(right=1)
    table.ref = table.autoFilter.ref = area.coord
    return header


def rename_column(sheet: Worksheet, table_name: str, old: str, new_name: str) -> None:
    """Rename a column of a table, as a user who types over its header."""
    table = sheet.tables[table_name]
    area = CellRange(table.ref)
    place = [column.name for column in table.tableColumns].index(old)
    table.tableColumns[place].name = new_name
    sheet.cell(area.min_row, area.min_col + place).value = new_name


def test_repair_adds_missing_input_tables_formula_columns_and_sheets_but_no_column_that_must_be_typed(
    tmp_path: Path,
) -> None:
    path = tmp_path / "m.xlsx"
    old = build_master(PROGRAMME, generated_tables(PROGRAMME))
    del old["Umschichtungen"], old["Start"]
    header = without_last_column(old["Schulen"], "Schulen")
    rename_column(old["Bedarfe"], "Bedarfe", "Menge", "Anzahl")
    path.write_bytes(workbook_bytes(old))
    target, source = Package.open(path), fresh_master(PROGRAMME)
    assert complete(target, source)[:3] == (
        "Tabelle Umschichtungen",
        f"Spalte „{header}“ der Tabelle Schulen",
        "Blatt Start",
    )
    assert complete(target, source) == ()


def test_programme_to_repair_for_is_the_one_that_is_set_or_else_the_templates() -> None:
    def settings(*rows: tuple[str, object], headers: tuple[str, ...] = ("Schlüssel", "Wert")) -> dict[str, Table]:
        return {"Einstellungen": Table("Einstellungen", headers, rows)}  # type: ignore[arg-type]

    assert programme_set(settings(("Stichtag", None), ("Programm", "digitalpakt_2_nrw"))).id == "digitalpakt_2_nrw"
    assert programme_set(settings((" PROGRAMM", "digitalpakt_2_nrw"))).id == "digitalpakt_2_nrw"
    for broken in ({}, settings(("Programm", None)), settings(("Programm", "x"), headers=("Schlüssel", "Preis"))):
        assert programme_set(broken) is load("digitalpakt_nrw_2019")
    with pytest.raises(UnusableError, match="digitalpakt_9"):
        programme_set(settings(("Programm", "digitalpakt_9")))
