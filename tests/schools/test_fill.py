"""A school's workbook: its values as openpyxl and LibreOffice read them, the stamp, and what never changes."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from pakt_xl.domain.school_workbook import COPY_MARK, LINES, STAMP_KEYS, Stamp, content_checksum, copied, copied_cells
from pakt_xl.schools.fill import workbooks_of
from pakt_xl.schools.sheet import INCOMPLETE
from tests.office import recalculate
from tests.ooxml.invariants import assert_sound
from tests.schools.sheets import NEEDS, made, opened, rows_of, sheet, template

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def stamp_of(workbook: Workbook) -> Stamp:
    values = {str(key): str(value or "") for key, value in rows_of(workbook, "Stempel", "Stempel")}
    stamp = Stamp.of(values)
    assert stamp is not None
    return stamp


def content_of(workbook: Workbook) -> str:
    """Checksum over the read-only tables as an independent reader sees them."""
    lines, needs = rows_of(workbook, "Ihre Schule", "IhreSchule"), rows_of(workbook, "Ihre Bedarfe", "IhreBedarfe")
    return content_checksum(map(_copied, lines), map(_copied, needs))


def _copied(row: tuple[Any, ...]) -> str:
    return copied([Decimal(str(cell)) if isinstance(cell, int | float) else cell for cell in row])


def test_the_first_page_shows_the_budget_line_and_whom_to_ask() -> None:
    page = opened(made(sheet()))["Ihre Schule"]
    shown = [cell.value for row in page.iter_rows() for cell in row if cell.value is not None]
    assert "Gymnasium Mitte · Schulnummer 190001" in shown
    assert datetime(2022, 3, 1) in shown  # noqa: DTZ001  workbooks know no time zones
    assert {"Verfügbares Budget", 60000, "Restbudget", 44200, "an: Medienzentrum"} <= set(shown)
    assert shown[-5:] == ["Grundsatzfragen", "Amt für schulische Bildung",
                          "Bedarfe und Änderungen", "Medienzentrum", "medienzentrum@schule.example"]  # fmt: skip


def test_the_tables_hold_the_lines_and_needs_of_the_school() -> None:
    workbook = opened(made(sheet()))
    lines = rows_of(workbook, "Ihre Schule", "IhreSchule")
    assert [label for label, _ in lines] == list(LINES)
    assert rows_of(workbook, "Ihre Bedarfe", "IhreBedarfe") == [
        ("B-0001", "Interaktive Tafel", 4, 2022, "DigitalPakt", "geplant", 15800),
        ("B-0002", "Tablet mit Hülle", 10, 2023, "städtische Mittel", "bestellt", 3660),
    ]


@pytest.mark.parametrize("count", [0, 1, 2, 700])
def test_any_number_of_needs_gives_a_workbook_that_excel_would_not_repair(count: int, tmp_path: Path) -> None:
    needs = tuple((f"B-{number}", *NEEDS[0][1:]) for number in range(count))
    path = tmp_path / "m.xlsx"
    path.write_bytes(made(sheet(needs=needs)))
    assert_sound(path)
    workbook = load_workbook(path)
    assert workbook["Ihre Bedarfe"].tables["IhreBedarfe"].ref == f"A4:G{4 + max(count, 1)}"
    assert workbook["Ihre Bedarfe"].tables["IhreBedarfe"].autoFilter.ref == f"A4:G{4 + max(count, 1)}"
    assert [row[0] for row in rows_of(workbook, "Ihre Bedarfe", "IhreBedarfe")] == [
        row[0] for row in needs or [(None,)]
    ]


@pytest.mark.parametrize(
    "text", ["=1+1", "+49 2381", "@SUMME(A1)", "-Schule", "{{need.0}}", "{{school}}", "Schule <&> „Ost“"]
)
def test_text_of_the_master_stays_text_as_it_is(text: str, tmp_path: Path) -> None:
    needs = ((text, text, 1, 2022, "DigitalPakt", "geplant", Decimal("1.00")),)
    path = tmp_path / "m.xlsx"
    path.write_bytes(made(sheet(text, needs)))
    assert_sound(path)
    page = load_workbook(path)["Ihre Bedarfe"]
    assert [(cell.value, cell.data_type) for cell in page[5][:2]] == [(text, "s")] * 2


def test_what_xml_cannot_hold_is_left_out() -> None:
    needs = (("B-1", "Tafel\x0b\ud800 mit\r\nFuß", *NEEDS[0][2:]),)
    workbook = opened(made(sheet(needs=needs)))
    assert workbook["Ihre Bedarfe"]["B5"].value == "Tafel mit\nFuß"
    assert content_of(workbook) == stamp_of(workbook).checksum


def test_the_same_school_gives_the_same_bytes() -> None:
    assert made(sheet()) == made(sheet())
    assert made(sheet()) != made(sheet("Gymnasium Ost"))


def test_a_worker_needs_no_library_that_builds_workbooks() -> None:
    loaded = "import sys, pakt_xl.schools; print({'openpyxl', 'xlwings', 'typer', 'pandas'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_only_parts_with_values_differ_from_the_template() -> None:
    before, after = parts(template()), parts(made(sheet()))
    assert before.keys() == after.keys()
    changed = {name for name in before if before[name] != after[name]}
    sheets = {f"xl/worksheets/sheet{number}.xml" for number in range(1, 6)}
    assert changed == sheets | {"xl/tables/table2.xml", "xl/tables/table5.xml"}


def test_no_slot_of_the_template_is_left() -> None:
    assert b"{{" in b"".join(parts(template()).values())
    assert b"{{" not in b"".join(parts(made(sheet(needs=()))).values())


def test_the_stamp_says_what_the_workbook_was_made_for() -> None:
    rows = rows_of(opened(made(sheet())), "Stempel", "Stempel")
    assert [key for key, _ in rows[:7]] == list(STAMP_KEYS)
    assert [value for _, value in rows[:6]] == [
        "digitalpakt_nrw_2019",
        "Stadt Hamm",
        "190001",
        "1",
        "ab12",
        "2022-03-01",
    ]


def test_a_workbook_without_baseline_has_a_blank_in_the_stamp() -> None:
    school = sheet()
    stamp = stamp_of(opened(made(replace(school, round=replace(school.round, baseline="")))))
    assert stamp.baseline == ""


def test_the_checksum_is_that_of_both_tables_as_another_reader_sees_them() -> None:
    workbook = opened(made(sheet()))
    assert content_of(workbook) == stamp_of(workbook).checksum


def test_the_checksum_stays_when_rows_are_sorted_and_goes_with_any_value() -> None:
    workbook = opened(made(sheet()))
    page, before = workbook["Ihre Bedarfe"], content_of(workbook)
    first, second = ([cell.value for cell in page[row]] for row in (5, 6))
    for place, (one, other) in enumerate(zip(first, second, strict=True), start=1):
        page.cell(5, place).value, page.cell(6, place).value = other, one
    assert content_of(workbook) == before
    page["C5"] = 99
    assert content_of(workbook) != before


def test_the_stamp_repeats_every_read_only_row_so_that_old_values_can_be_named() -> None:
    rows = rows_of(opened(made(sheet())), "Stempel", "Stempel")
    needs = [copied_cells(str(value)) for key, value in rows if key == f"{COPY_MARK}IhreBedarfe"]
    assert needs[0] == ("B-0001", "Interaktive Tafel", "4", "2022", "DigitalPakt", "geplant", "15800")
    lines = [copied_cells(str(value)) for key, value in rows if key == f"{COPY_MARK}IhreSchule"]
    assert ("Restbudget", "44200") in lines


def test_an_incomplete_school_is_told_so_on_the_first_page() -> None:
    def shown(*, complete: bool) -> set[object]:
        page = opened(made(sheet(complete=complete)))["Ihre Schule"]
        return {cell.value for row in page.iter_rows() for cell in row}

    assert INCOMPLETE in shown(complete=False)
    assert INCOMPLETE not in shown(complete=True)


def test_a_school_that_cannot_be_filled_stops_no_other() -> None:
    bad = replace(sheet(), needs=(("B-1",), NEEDS[0]))
    first, second, left_out, third = workbooks_of(template(), [sheet(), bad, None, sheet("Schule am Park")])
    assert left_out is None
    assert first == made(sheet())
    assert isinstance(second, Exception)
    assert third == made(sheet("Schule am Park"))


@pytest.mark.libreoffice
def test_libreoffice_saves_every_value_so_that_the_stamp_still_fits(tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    path.write_bytes(made(sheet("Schule „Ä“ & Co ", (*NEEDS, ("017", "=1+1", 0, 2024, None, "gestrichen", None)))))
    workbook = load_workbook(recalculate(path, tmp_path))
    assert content_of(workbook) == stamp_of(workbook).checksum
    assert rows_of(workbook, "Ihre Bedarfe", "IhreBedarfe")[2][:2] == ("017", "=1+1")
