"""The master is a workbook that Excel opens without repair, and says what WORKBOOK.md says."""

from __future__ import annotations

import re
import runpy
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from pakt_xl.domain.actions import BUTTON_TABLE
from pakt_xl.domain.rows import MODELS, Row, columns
from pakt_xl.domain.settings import setting_columns
from pakt_xl.layout import build_master, style, workbook_bytes
from pakt_xl.layout.formulas import HELPER, LiveColumn, live_columns, stored
from pakt_xl.programme import load
from pakt_xl.reports import generated_tables
from tests.layout.masters import PROGRAMME, box, fresh, table_of, values_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.workbook import Workbook

SCRIPT = runpy.run_path(str(Path(__file__).parents[2] / "scripts" / "build_template.py"))
TEMPLATE: Path = SCRIPT["TEMPLATE"]
template: Callable[[], bytes] = SCRIPT["template"]

LIVE = [pytest.param(model.TABLE, live, id=f"{model.TABLE}-{live.header}")
        for model in MODELS for live in live_columns(model.TABLE)]  # fmt: skip

# In Excel 2016 and LibreOffice 7.4 alike, without prefix, not volatile.
FUNCTIONS = {
    "AND", "COUNTIFS", "DATE", "IF", "IFERROR", "INDEX", "INT", "ISNUMBER", "MATCH", "MAX", "MIN", "NOT", "OR", "ROUND",
    "ROUNDDOWN", "ROW", "SUM", "SUMIFS", "TRIM",
}  # fmt: skip
TWO_LINES = 210  # characters of a formula that Excel shows on two lines


@pytest.fixture(scope="module")
def master() -> Workbook:
    return load_workbook(BytesIO(template()))


def test_sheets_stand_in_the_order_of_the_contract(master: Workbook) -> None:
    generated = [spec.sheet for spec in generated_tables(load(PROGRAMME))]
    assert master.sheetnames == ["Start", "Übersicht", *(model.TABLE for model in MODELS), *generated]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.TABLE)
def test_an_input_table_has_the_columns_of_its_model_then_the_helpers(master: Workbook, model: type[Row]) -> None:
    sheet, table = table_of(master, model.TABLE)
    typed = [column.header for column in columns(model).values()]
    names = [column.name for column in table.tableColumns]
    assert sheet.title == model.TABLE
    assert names[: len(typed) + len(model.LIVE)] == [*typed, *model.LIVE]
    assert all(name.startswith(HELPER) for name in names[len(typed) + len(model.LIVE) :])


def test_generated_tables_have_the_columns_of_their_reports(master: Workbook) -> None:
    for spec in generated_tables(load(PROGRAMME)):
        sheet, table = table_of(master, spec.name)
        assert (sheet.title, tuple(column.name for column in table.tableColumns)) == (spec.sheet, spec.headers)
        assert bool(table.totalsRowCount) == spec.total


def test_tables_fit_their_cells_and_have_ids_and_names_of_their_own(master: Workbook) -> None:
    tables = [(sheet, table) for sheet in master for table in sheet.tables.values()]
    assert len({table.id for _, table in tables}) == len({table.name.casefold() for _, table in tables}) == len(tables)
    for sheet, table in tables:
        left, top, right, bottom = box(table)
        names = [column.name for column in table.tableColumns]
        assert [sheet.cell(top, number).value for number in range(left, right + 1)] == names
        assert len({name.casefold() for name in names}) == len(names)
        assert bottom > top
        assert sheet.auto_filter.ref is None
        if table.name == BUTTON_TABLE:
            continue  # buttons are not filtered
        assert table.autoFilter.ref == f"{sheet.cell(top, left).coordinate}:" + (
            sheet.cell(bottom - bool(table.totalsRowCount), right).coordinate
        )


def test_every_cell_of_a_calculated_column_holds_the_formula_of_its_column(master: Workbook) -> None:
    for model in MODELS:
        sheet, table = table_of(master, model.TABLE)
        left, top, _, bottom = box(table)
        formulas = {
            column.name: (number, column.calculatedColumnFormula.attr_text)
            for number, column in enumerate(table.tableColumns, start=left)
            if column.calculatedColumnFormula
        }
        assert list(formulas) == [live.header for live in live_columns(model.TABLE)]
        for number, formula in formulas.values():
            assert {sheet.cell(line, number).value for line in range(top + 1, bottom + 1)} == {f"={formula}"}


def test_every_typed_column_explains_and_guards_itself_down_to_the_end_of_the_sheet(master: Workbook) -> None:
    for model in MODELS[1:]:
        sheet, table = table_of(master, model.TABLE)
        _, top, _, _ = box(table)
        rules = sheet.data_validations.dataValidation
        for number, column in enumerate(columns(model).values(), start=1):
            letters = get_column_letter(number)
            (rule,) = [each for each in rules if str(each.sqref) == f"{letters}{top + 1}:{letters}1048576"]
            assert column.help[:40] in rule.prompt
            assert (rule.type == "list") == bool(column.choices or column.refers or column.header == "Wunschjahr")
            if column.choices:
                assert rule.formula1 == '"' + ",".join(column.choices) + '"'


def test_messages_and_lists_keep_within_the_limits_of_excel(master: Workbook) -> None:
    for sheet in master:
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.promptTitle) <= 32 >= len(rule.errorTitle)
            assert len(rule.prompt) <= 255 >= len(rule.error)
            assert len(rule.formula1 or "") <= 255
            if (rule.formula1 or "").startswith("Liste_"):
                assert rule.formula1 in master.defined_names


def test_every_setting_has_its_row_with_its_default(master: Workbook) -> None:
    rows = values_of(master, "Einstellungen")
    assert [row[0] for row in rows] == [column.header for column in setting_columns().values()]
    values = {row[0]: row[1] for row in rows}
    assert values["Programm"] == PROGRAMME
    assert (values["Stichtag"], values["Budgetart"]) == (datetime(2020, 1, 1), "Gesamtausgaben")  # noqa: DTZ001
    assert (values["Umschichtung erlaubt"], values["Warnfrist Tage"]) == ("nein", 90)
    assert (values["Obergrenze Lesart"], values["Obergrenze Ebene"]) == ("beide", "Schule")
    assert values["Trägerbudget"] is None


def test_the_values_of_the_programme_stand_in_programmwerte(master: Workbook) -> None:
    values = load(PROGRAMME).values
    rows = values_of(master, "Programmwerte")
    assert [row[0] for row in rows] == [value.key for value in values]
    assert [(row[4], row[5]) for row in rows] == [(value.origin, value.source) for value in values]


@pytest.mark.parametrize(("table", "live"), LIVE)
def test_a_live_formula_fits_on_two_lines_and_uses_common_functions(table: str, live: LiveColumn) -> None:
    assert len(live.formula) <= TWO_LINES
    without_text = re.sub(r'"[^"]*"|\[[^\[\]]*\]', "", live.formula)
    assert set(re.findall(r"([A-Z]+)\(", without_text)) <= FUNCTIONS
    assert "[@" not in stored(table, live.formula)


def test_columns_named_in_formulas_exist() -> None:
    workbook = fresh()
    names = {sheet_table.name: {column.name for column in sheet_table.tableColumns}
             for sheet in workbook for sheet_table in sheet.tables.values()}  # fmt: skip
    for model in MODELS:
        for live in live_columns(model.TABLE):
            formula = stored(model.TABLE, live.formula)
            for table, header in re.findall(r"(\w+)\[([^\[\]]+)\]", formula):
                assert header in names[table], (live.header, table, header)
            for table, inner in re.findall(r"(\w+)\[(\[.+?\])\]", formula):
                for header in re.findall(r"\[([^\[\]#]+)\]", inner):
                    assert header in names[table], (live.header, table, header)


def test_nothing_is_locked_and_every_sheet_prints_on_a4(master: Workbook) -> None:
    for sheet in master:
        assert not sheet.protection.sheet
        upright = sheet.title == "Übersicht"  # a page to be handed out
        assert sheet.page_setup.orientation == ("portrait" if upright else "landscape")
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth in (1, 2)
        if sheet.title not in ("Start", "Übersicht"):
            assert sheet.print_title_rows == "$4:$4"
            assert sheet.freeze_panes is not None


def test_the_committed_template_is_what_the_script_builds() -> None:
    built, committed = ZipFile(BytesIO(template())), ZipFile(TEMPLATE)
    assert built.namelist() == committed.namelist()
    for name in built.namelist():
        assert built.read(name) == committed.read(name), name


def test_building_twice_gives_equal_bytes() -> None:
    assert template() == template()


def test_a_master_of_another_programme_has_the_plans_of_its_years() -> None:
    programme = load("digitalpakt_2_nrw")
    workbook = build_master(programme, generated_tables(programme))
    assert [f"Plan {year}" in workbook.sheetnames for year in (2024, 2026, 2030)] == [False, True, True]
    assert workbook_bytes(workbook)


def test_what_schools_wrote_and_what_was_done_can_be_read_whole(master: Workbook) -> None:
    requests, protocol = master["Änderungsanträge"], master["Protokoll"]
    below = zip(requests[4], requests[5], strict=True)
    wrapped = [header.value for header, cell in below if cell.alignment.wrap_text]
    assert wrapped == ["Neuer Wert", "Begründung"]
    assert requests.row_dimensions[5].height == style.TWO_LINES
    assert protocol.row_dimensions[5].height == style.FOUR_LINES
