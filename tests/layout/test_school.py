"""The template of the school workbook: its tables, what can be typed where, how it prints."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from pakt_xl.domain.rows import columns
from pakt_xl.domain.rows.base import CONCEPTS, INFRASTRUCTURES
from pakt_xl.domain.rows.decisions import FIELDS
from pakt_xl.domain.school_workbook import SCHOOL_MODELS, WISH_ROWS
from pakt_xl.layout.school import school_template
from tests.ooxml.invariants import assert_sound

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

SHEETS = ["Ihre Schule", "Ihre Bedarfe", "Änderungswünsche", "Angaben", "Stempel"]
WIDE = SHEETS[1:4]


@pytest.fixture(scope="module")
def template() -> Workbook:
    return load_workbook(BytesIO(school_template()))


def open_cells(sheet: Worksheet) -> set[str]:
    """Cells that can be typed into while the sheet is protected."""
    return {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}


def rule_at(sheet: Worksheet, cell: str) -> DataValidation:
    rules: list[DataValidation] = sheet.data_validations.dataValidation
    (found,) = (rule for rule in rules if cell in rule.sqref)
    return found


def test_the_template_is_the_same_each_time_and_excel_would_not_repair_it(tmp_path: Path) -> None:
    assert school_template() == school_template()
    path = tmp_path / "m.xlsx"
    path.write_bytes(school_template())
    assert_sound(path)


def test_each_sheet_has_its_table_with_the_columns_of_its_model(template: Workbook) -> None:
    assert template.sheetnames == SHEETS
    for sheet, model in zip(template.worksheets, SCHOOL_MODELS, strict=True):
        (table,) = sheet.tables.values()
        assert table.displayName == model.TABLE
        headers = [column.header for column in columns(model).values()]
        assert [column.name for column in table.tableColumns] == headers
        assert [cell.value for cell in sheet[table.ref][0]] == headers


def test_every_sheet_is_protected_without_password_but_can_be_sorted_filtered_and_widened(template: Workbook) -> None:
    for sheet in template.worksheets:
        guard = sheet.protection
        assert guard.sheet
        assert guard.password is None
        allowed = [guard.sort, guard.autoFilter, guard.formatColumns, guard.formatRows, guard.formatCells]
        assert allowed == [False] * 5, sheet.title  # False: not forbidden
        assert guard.insertRows
        assert guard.deleteRows
    assert template.security is not None
    assert template.security.lockStructure


def test_only_input_cells_and_the_rows_to_be_sorted_are_open(template: Workbook) -> None:
    last = 4 + WISH_ROWS
    wishes = {f"{letter}{row}" for letter in "ABCD" for row in range(5, last + 1)}
    assert template["Änderungswünsche"].tables["Änderungswünsche"].ref == f"A4:D{last}"
    assert [open_cells(sheet) for sheet in template.worksheets] == [
        set(),
        {f"{letter}5" for letter in "ABCDEFG"},
        wishes,
        {"B5", "B6", "B7"},
        set(),
    ]


def test_needs_can_be_sorted_but_a_rule_refuses_all_typing(template: Workbook) -> None:
    rule = rule_at(template["Ihre Bedarfe"], "G999")
    assert (rule.type, rule.formula1, rule.errorStyle, rule.showErrorMessage) == ("custom", "FALSE", "stop", True)
    assert "Änderungswünsche" in str(rule.error)


def test_wishes_have_dropdowns_for_the_field_and_for_the_numbers_of_the_school(template: Workbook) -> None:
    sheet = template["Änderungswünsche"]
    assert template.defined_names["Liste_IhreBedarfe"].attr_text == "IhreBedarfe[Bedarfsnummer]"
    for row in (5, 4 + WISH_ROWS):
        assert rule_at(sheet, f"A{row}").formula1 == "Liste_IhreBedarfe"
        assert rule_at(sheet, f"B{row}").formula1 == f'"{",".join(FIELDS)}"'
        assert all(rule_at(sheet, f"{letter}{row}").prompt for letter in "ABCD")
        assert rule_at(sheet, f"A{row}").errorStyle == "warning"


def test_numbers_typed_into_a_wish_keep_their_zeros(template: Workbook) -> None:
    sheet = template["Änderungswünsche"]
    assert [sheet[cell].number_format for cell in ("A5", "C5", "D5")] == ["@"] * 3


def test_answers_have_their_dropdowns_and_a_day(template: Workbook) -> None:
    sheet = template["Angaben"]
    assert [sheet[f"A{row}"].value for row in (5, 6, 7)] == ["TPEK", "Infrastruktur", "Datum"]
    assert rule_at(sheet, "B5").formula1 == f'"{",".join(CONCEPTS)}"'
    assert rule_at(sheet, "B6").formula1 == f'"{",".join(INFRASTRUCTURES)}"'
    assert rule_at(sheet, "B7").type == "date"
    assert sheet["B7"].number_format == "DD.MM.YYYY"


def test_what_is_to_be_filled_in_has_one_colour_of_its_own(template: Workbook) -> None:
    colours = {sheet.title: {sheet[cell].fill.start_color.rgb for cell in open_cells(sheet)} for sheet in template}
    assert colours["Änderungswünsche"] == colours["Angaben"] == {"FFFFF4DC"}
    assert colours["Ihre Bedarfe"] == {"FFF5F6F8"}


def test_the_stamp_is_shown_by_no_menu(template: Workbook) -> None:
    assert [sheet.sheet_state for sheet in template.worksheets] == ["visible"] * 4 + ["veryHidden"]


def test_every_sheet_prints_on_a4_with_its_header_repeated(template: Workbook) -> None:
    for sheet in template.worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth == 1
    assert template["Ihre Schule"].page_setup.orientation == "portrait"
    assert template["Ihre Schule"].page_setup.fitToHeight == 1
    assert [template[name].print_title_rows for name in WIDE] == ["$4:$4"] * 3


def test_links_of_the_steps_lead_to_sheets_that_are_there(template: Workbook) -> None:
    links = [cell.hyperlink for sheet in template.worksheets for row in sheet.iter_rows() for cell in row]
    targets = [str(link.location).split("!")[0].strip("'") for link in links if link]
    assert targets[:3] == WIDE
    assert set(targets) <= set(SHEETS)
