"""The buttons on the sheet Start: links to exactly the actions, kept by the file, by LibreOffice, by run and repair."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from lxml import etree
from openpyxl import load_workbook

from pakt_xl.domain.actions import ACTIONS, BUTTON_HEADERS, BUTTON_TABLE, CHOICE_NAME
from pakt_xl.domain.rows import MODELS
from pakt_xl.layout import build_master, workbook_bytes
from pakt_xl.layout.sheet import START
from pakt_xl.ooxml.package import Package
from pakt_xl.programme import load
from pakt_xl.reports import generated_tables
from pakt_xl.run import check, run
from pakt_xl.run.demo import demo_package
from pakt_xl.run.repair import repair
from tests.layout.masters import PROGRAMME, box, fresh, recalculated, table_of, values_of
from tests.ooxml.invariants import assert_sound

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LINKS = [action.link for action in ACTIONS]
REL_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
NOW = datetime(2022, 9, 15, 10, 30)  # noqa: DTZ001  workbooks know no time zones
START_PART, START_RELATIONS = "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels"


@pytest.fixture
def master(tmp_path: Path) -> Path:
    path = tmp_path / "mappe.xlsx"
    path.write_bytes(workbook_bytes(fresh()))
    return path


def links_stored(path: Path, name: str = START_PART) -> dict[str, tuple[str, str]]:
    """Target and mode of each external link of a sheet part, by the cell where it stands."""
    folder, _, file = name.rpartition("/")
    with ZipFile(path) as archive:
        sheet = etree.fromstring(archive.read(name))
        listed = etree.fromstring(archive.read(f"{folder}/_rels/{file}.rels"))
    related = {entry.get("Id"): (entry.get("Target", ""), entry.get("TargetMode", "")) for entry in listed}
    links = sheet.iterfind(".//{*}hyperlink")
    return {link.get("ref", ""): related[link.get(REL_ID)] for link in links if link.get(REL_ID)}


def buttons_of(workbook: Workbook) -> dict[str, str]:
    """Label of each button, by its cell."""
    sheet, table = table_of(workbook, BUTTON_TABLE)
    left, top, _, bottom = box(table)
    cells = [sheet.cell(row, left) for row in range(top + 1, bottom + 1)]
    return {cell.coordinate: str(cell.value) for cell in cells}


def part_of_buttons(path: Path) -> str:
    """Sheet part on which the table of the buttons stands."""
    with ZipFile(path) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(r"xl/tables/table\d+\.xml", name)]
        (table,) = [name for name in names if f'"{BUTTON_TABLE}"'.encode() in archive.read(name)]
        (relations,) = [
            name
            for name in archive.namelist()
            if name.startswith("xl/worksheets/_rels/") and table.rpartition("/")[2].encode() in archive.read(name)
        ]
    return relations.replace("_rels/", "").removesuffix(".rels")


def test_every_button_is_an_external_link_to_its_action_kept_verbatim(master: Path) -> None:
    labels = buttons_of(load_workbook(master))
    stored = links_stored(master)
    assert {labels[cell]: link for cell, link in stored.items()} == {
        action.label: (action.link, "External") for action in ACTIONS
    }


def test_a_button_says_what_it_does_and_has_no_outcome_yet() -> None:
    workbook = fresh()
    sheet, table = table_of(workbook, BUTTON_TABLE)
    assert sheet.title == START
    assert tuple(column.name for column in table.tableColumns) == BUTTON_HEADERS
    rows = [(label, text.casefold(), outcome) for label, text, outcome in values_of(workbook, BUTTON_TABLE)]
    assert rows == [(action.label, action.help.casefold(), None) for action in ACTIONS]
    for cell in buttons_of(workbook):
        link = sheet[cell].hyperlink
        assert link is not None
        assert link.tooltip == f"{values_of(workbook, BUTTON_TABLE)[LINKS.index(link.target or '')][1]}."


def test_the_outcome_is_text_on_two_lines_whatever_is_written_there() -> None:
    sheet, table = table_of(fresh(), BUTTON_TABLE)
    _, top, right, bottom = box(table)
    for row in range(top + 1, bottom + 1):
        outcome = sheet.cell(row, right)
        assert (outcome.number_format, outcome.alignment.wrap_text) == ("@", True)
        assert (sheet.row_dimensions[row].height or 0) >= 30


def test_the_table_of_the_buttons_has_no_filter_no_stripes_and_nothing_typed_right_below() -> None:
    workbook = fresh()
    sheet, table = table_of(workbook, BUTTON_TABLE)
    assert table.autoFilter is None
    assert table.tableStyleInfo is not None
    assert not table.tableStyleInfo.showRowStripes
    choice = str(workbook.defined_names[CHOICE_NAME].attr_text).rpartition("!")[2].replace("$", "")
    assert sheet[choice].row > box(table)[3] + 1


def test_the_choice_for_run_main_has_a_name_and_a_dropdown_of_the_labels() -> None:
    workbook = fresh()
    sheet_name, cell = str(workbook.defined_names[CHOICE_NAME].attr_text).split("!")
    sheet = workbook[sheet_name.strip("'")]
    place = cell.replace("$", "")
    assert (sheet.title, sheet[place].value) == (START, "Alles")
    (rule,) = sheet.data_validations.dataValidation
    assert str(rule.sqref) == place
    assert rule.formula1 == '"' + ",".join(action.label for action in ACTIONS) + '"'
    assert rule.showInputMessage
    assert rule.prompt


def test_start_is_one_page_and_everything_on_it_is_printed() -> None:
    sheet = fresh()[START]
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)
    filled = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    last_row, last_column = (max(getattr(cell, each) for cell in filled) for each in ("row", "column"))
    edge, bottom = re.fullmatch(r".*\$A\$1:\$([A-Z]+)\$(\d+)", str(sheet.print_area)).groups()  # type: ignore[union-attr]
    assert (int(bottom), ord(edge) - ord("A") + 1) == (last_row, last_column + 1)


def listed(sheet: Worksheet, heading: str) -> dict[str, str]:
    """Sheets to which the links below a heading lead, by what they are called there."""
    (head,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == heading]
    column = head.column + (heading == "Diese Blätter füllen Sie aus")  # there the squares stand below the heading
    found = {}
    for row in range(head.row + 1, sheet.max_row + 1):
        link = sheet.cell(row, column).hyperlink
        if link is None:
            break
        found[str(sheet.cell(row, column).value)] = str(link.location).removesuffix("!A1").strip("'")
    return found


def test_start_leads_to_every_sheet_the_plans_of_all_years_by_one_link() -> None:
    workbook = fresh()
    typed = listed(workbook[START], "Diese Blätter füllen Sie aus")
    filled = listed(workbook[START], "Diese Blätter füllt das Werkzeug")
    assert list(typed.values()) == list(typed) == [model.TABLE for model in MODELS]
    assert filled["Plan 2020 bis 2024"] == "Plan 2020"
    later = [f"Plan {year}" for year in (2021, 2022, 2023, 2024)]
    assert sorted([START, *typed.values(), *filled.values(), *later]) == sorted(workbook.sheetnames)
    assert list(filled)[:2] == ["Übersicht", "Prüfbericht"]


def test_both_halves_of_start_end_close_together_so_that_the_page_prints_large() -> None:
    sheet = fresh()[START]
    ends = [
        max(cell.row for row in sheet.iter_rows() for cell in row if cell.value is not None and cell.column in columns)
        for columns in ((2, 3, 4), (5, 6, 7, 8))
    ]
    assert abs(ends[0] - ends[1]) <= 4
    height = sum(sheet.row_dimensions[row].height or 15 for row in range(1, max(ends) + 1))
    assert (
        height < 2 * 516
    )  # points: an A4 page lying on its side has 516 between its margins, so it prints at half its size or more


def test_a_run_leaves_start_and_its_links_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "hamm.xlsx"
    with path.open("wb") as stream:
        demo_package(load(PROGRAMME)).write(stream)
    before = ZipFile(BytesIO(path.read_bytes()))
    tables = [name for name in before.namelist() if BUTTON_TABLE.encode() in before.read(name) and "/tables/" in name]
    assert len(tables) == 1
    run(path, None, NOW)
    after = ZipFile(path)
    for name in (START_PART, START_RELATIONS, *tables):
        assert after.read(name) == before.read(name), name


def test_the_buttons_are_no_finding_and_nothing_to_repair(master: Path, tmp_path: Path) -> None:
    without, bare = fresh(), tmp_path / "ohne.xlsx"
    del without[START].tables[BUTTON_TABLE]
    bare.write_bytes(workbook_bytes(without))
    assert check(master).judged.findings == check(bare).judged.findings
    assert repair(master, None).added == ()


def test_repair_puts_start_back_with_its_buttons_and_their_choice(tmp_path: Path) -> None:
    path = tmp_path / "mappe.xlsx"
    workbook = build_master(load(PROGRAMME), generated_tables(load(PROGRAMME)))
    del workbook[START], workbook.defined_names[CHOICE_NAME]
    path.write_bytes(workbook_bytes(workbook))
    assert repair(path, None).added == (f"Blatt {START}", f"Name „{CHOICE_NAME}“")
    assert sorted(target for target, _ in links_stored(path, part_of_buttons(path)).values()) == sorted(LINKS)
    assert_sound(path)
    assert repair(path, None).added == ()


def test_repair_puts_the_buttons_beside_a_start_that_has_none(tmp_path: Path) -> None:
    path = tmp_path / "mappe.xlsx"
    workbook = build_master(load(PROGRAMME), generated_tables(load(PROGRAMME)))
    del workbook[START].tables[BUTTON_TABLE], workbook.defined_names[CHOICE_NAME]
    workbook[START]["F6"] = "Eigenes"
    path.write_bytes(workbook_bytes(workbook))
    assert repair(path, None).added == ("Blatt Start (2)", f"Name „{CHOICE_NAME}“")
    repaired = load_workbook(path)
    assert repaired[START]["F6"].value == "Eigenes"
    assert list(buttons_of(repaired).values()) == [action.label for action in ACTIONS]
    assert str(repaired.defined_names[CHOICE_NAME].attr_text).startswith("'Start (2)'!")
    assert sorted(target for target, _ in links_stored(path, part_of_buttons(path)).values()) == sorted(LINKS)
    assert repair(path, None).added == ()


def test_the_package_is_sound_and_opens(master: Path) -> None:
    assert_sound(master)
    assert Package.open(master).find(START_PART)


@pytest.mark.libreoffice
@pytest.mark.filterwarnings("ignore:.*xtension is not supported")
def test_libreoffice_keeps_the_links_of_the_buttons(tmp_path: Path) -> None:
    computed = recalculated(fresh(), tmp_path)
    sheet, table = table_of(computed, BUTTON_TABLE)
    left, top, _, bottom = box(table)
    links = [sheet.cell(row, left).hyperlink for row in range(top + 1, bottom + 1)]
    assert [link and link.target for link in links] == LINKS
