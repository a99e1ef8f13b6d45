"""The sheet Einstellungen: a row per setting, each value cell with its own format, dropdown and explanation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from pakt_xl.domain.rows import Setting, columns
from pakt_xl.domain.settings import TOTAL_SPENDING, setting_columns
from pakt_xl.layout import style
from pakt_xl.layout.inputs import typed_head
from pakt_xl.layout.rules import rule_of
from pakt_xl.layout.sheet import HEADER_ROW, dress, freeze
from pakt_xl.layout.table import Block, place_table

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from pakt_xl.domain.columns import Column
    from pakt_xl.layout.table import Value
    from pakt_xl.programme import Programme

PURPOSE = "Was für die ganze Mappe gilt. Gelb: Annahmen zu offenen Fragen – bitte prüfen und entscheiden."
ASSUMED = "Annahme"
_WIDTHS = (36, 34, 88)


def add_settings(workbook: Workbook, programme: Programme) -> None:
    """Add the sheet with a filled row per setting."""
    sheet = workbook.create_sheet(Setting.TABLE)
    dress(sheet, Setting.TABLE, PURPOSE, style.TEAL, len(_WIDTHS))
    heads = [
        replace(typed_head(column), width=width, number_format="General")
        for column, width in zip(columns(Setting).values(), _WIDTHS, strict=True)
    ]
    settings = list(setting_columns().values())
    rows = [(column.header, _default(column, programme), column.help) for column in settings]
    place_table(sheet, Block(Setting.TABLE, heads, rows), whole_columns=False)
    freeze(sheet, 1)
    for row, column in enumerate(settings, start=HEADER_ROW + 1):
        _dress_row(sheet, row, column, programme)


def _default(column: Column, programme: Programme) -> Value:
    """Return what stands in the fresh workbook: what is known or assumed, else nothing."""
    if column.header == "Programm":
        return programme.id
    if column.header == "Stichtag":
        return date(programme.first_year, 1, 1)
    if column.header == "Budgetart":
        return TOTAL_SPENDING
    if isinstance(column.default, tuple):
        return ", ".join(str(part) for part in column.default)
    return column.default if isinstance(column.default, str | int) else None


def _dress_row(sheet: Worksheet, row: int, column: Column, programme: Programme) -> None:
    key, value, note = (sheet.cell(row, number) for number in (1, 2, 3))
    key.font = style.font(bold=column.required)
    note.font = style.font(style.MUTED)
    value.number_format = "General" if column.choices else column.kind.number_format
    value.alignment = style.align(indent=1)
    if ASSUMED in column.help:
        for cell in (key, value, note):
            cell.fill = style.fill(style.AMBER_PALE)
    sheet.row_dimensions[row].height = 21
    rule = rule_of(column, programme.years)
    rule.add(f"B{row}")
    sheet.add_data_validation(rule)
