"""Dropdowns, limits and input messages of the columns that people type into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from openpyxl.worksheet.datavalidation import DataValidation

from pakt_xl.domain.cells import DATE, EURO, QUANTITY, YEAR, Kind
from pakt_xl.layout.sheet import HEADER_ROW, LAST_ROW

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from pakt_xl.domain.columns import Column

_TYPES: dict[Kind, Literal["decimal", "whole", "date"]] = {
    EURO: "decimal",
    QUANTITY: "whole",
    YEAR: "whole",
    DATE: "date",
}
TITLE_LENGTH, PROMPT_LENGTH = 32, 255  # Excel's limits
EARLIEST_DAY = 36526  # 01.01.2000: an earlier day is a slip of the finger


def validate(sheet: Worksheet, letters: str, column: Column, years: tuple[int, ...]) -> None:
    """Explain a column and guard it, from the first row to the end of the sheet, so that new rows are guarded too."""
    rule = rule_of(column, years)
    rule.add(f"{letters}{HEADER_ROW + 1}:{letters}{LAST_ROW}")
    sheet.add_data_validation(rule)


def rule_of(column: Column, years: tuple[int, ...]) -> DataValidation:
    """Return the validation of a column: list, limits or no more than its explanation."""
    rule = _rule(column, years)
    rule.allowBlank = True
    rule.showInputMessage = rule.showErrorMessage = True
    must = "Pflichtfeld." if column.required else "Freiwillig."
    rule.promptTitle = column.header[:TITLE_LENGTH]
    rule.prompt = f"{column.help} {must}"[:PROMPT_LENGTH]
    rule.errorTitle = column.header[:TITLE_LENGTH]
    rule.error = rule.error or f"Erwartet: {column.wanted}."[:PROMPT_LENGTH]
    return rule


def _rule(column: Column, years: tuple[int, ...]) -> DataValidation:
    if column.choices:
        return DataValidation("list", formula1='"' + ",".join(column.choices) + '"', errorStyle="stop")
    if column.refers:
        return DataValidation(
            "list",
            formula1=f"Liste_{column.refers}",
            errorStyle="warning",
            error=f"Diese Nummer steht nicht im Blatt {column.refers}. Trotzdem eintragen?",
        )
    if column.kind is YEAR and column.minimum is None:
        return DataValidation(
            "list",
            formula1='"' + ",".join(str(year) for year in years) + '"',
            errorStyle="warning",
            error="Dieses Jahr gehört nicht zum Programm. Trotzdem eintragen?",
        )
    return _limits(column)


def _limits(column: Column) -> DataValidation:
    kind = _TYPES.get(column.kind)
    if kind is None:
        return DataValidation(None)
    if column.kind is DATE:
        return DataValidation(kind, "greaterThanOrEqual", str(EARLIEST_DAY), errorStyle="warning",
                              error="Erwartet: Datum TT.MM.JJJJ ab 2000. Trotzdem eintragen?")  # fmt: skip
    if column.maximum is not None:
        return DataValidation(kind, "between", str(column.minimum), str(column.maximum))
    if column.above is not None:
        return DataValidation(kind, "greaterThan", str(column.above))
    lowest = -999_999_999 if column.minimum is None else column.minimum
    return DataValidation(kind, "greaterThanOrEqual", str(lowest))
