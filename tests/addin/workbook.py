"""A workbook as the JSON that the stand-in for Office.js holds, and its tables back from there."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils import rows_from_range
from openpyxl.utils.datetime import to_excel

from pakt_xl.domain.table import Cell, ErrorValue, Formula
from pakt_xl.ooxml.values import number

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  cells know no time zone


def exported(path: Path) -> dict[str, Any]:
    """Return the workbook as the stand-in wants it: sheets with cells by address, tables and names."""
    formulas, values = load_workbook(path), load_workbook(path, data_only=True)
    sheets = [_sheet(sheet, values[sheet.title]) for sheet in formulas.worksheets]
    names = [_name(name, str(defined.attr_text)) for name, defined in formulas.defined_names.items()]
    return {"name": path.name, "active": 0, "calculation": "Automatic", "sheets": sheets, "names": names}


def _sheet(sheet: Worksheet, shown: Worksheet) -> dict[str, Any]:
    cells = {}
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None or cell.number_format != "General":
                cells[cell.coordinate] = {"v": _value(shown[cell.coordinate].value), "nf": cell.number_format}
                if cell.data_type == "f":
                    cells[cell.coordinate]["f"] = str(getattr(cell.value, "text", cell.value))
    return {
        "name": sheet.title,
        "visibility": sheet.sheet_state.capitalize(),
        "protected": bool(sheet.protection.sheet),
        "cells": cells,
        "tables": [
            {
                "name": table.displayName,
                "ref": table.ref,
                "totals": bool(table.totalsRowCount),
                "columns": [column.name for column in table.tableColumns],
                "button": table.autoFilter is not None,
                "filtered": False,
            }
            for table in sheet.tables.values()
        ],
    }


def _value(value: object) -> object:
    if value is None:
        return ""
    return float(to_excel(value)) if isinstance(value, date | datetime | time) else value  # type: ignore[no-untyped-call]


def _name(name: str, formula: str) -> dict[str, str]:
    sheet, _, ref = formula.replace("$", "").rpartition("!")
    return {"name": name, "formula": f"={formula}", "sheet": sheet.strip("'"), "ref": ref}


def sheet_of(workbook: dict[str, Any], table: str) -> dict[str, Any]:
    """Return the sheet that holds this table."""
    sheets: list[dict[str, Any]] = workbook["sheets"]
    return next(sheet for sheet in sheets if any(each["name"] == table for each in sheet["tables"]))


def table_of(workbook: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the table of this name."""
    tables: list[dict[str, Any]] = sheet_of(workbook, name)["tables"]
    return next(table for table in tables if table["name"] == name)


def table_rows(workbook: dict[str, Any], name: str) -> list[tuple[Cell, ...]]:
    """Return data and totals rows of a table as the file adapter reads them; of formulas the text only."""
    cells = sheet_of(workbook, name)["cells"]
    _header, *rows = rows_from_range(table_of(workbook, name)["ref"])
    return [tuple(_cell(cells, address) for address in row) for row in rows]


def _cell(cells: dict[str, dict[str, Any]], address: str) -> Cell:
    cell = cells.get(address, {"v": "", "nf": "General"})
    value = cell["v"]
    if "f" in cell:
        return Formula(cell["f"].removeprefix("="), None)
    if value == "":
        return None
    if isinstance(value, str):
        return ErrorValue(value) if value.startswith("#") and value.endswith(("!", "?", "/A")) else value
    if isinstance(value, bool):
        return value
    if is_date_format(cell["nf"]):
        moment = _EPOCH + timedelta(days=value)
        rounded = moment.replace(microsecond=0) + timedelta(seconds=round(moment.microsecond / 1_000_000))
        return rounded.date() if rounded.time() == time() else rounded
    return number(repr(value).removesuffix(".0"))
