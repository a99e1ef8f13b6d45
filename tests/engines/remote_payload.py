"""What xlwings' task pane sends of a workbook, built from the file: values, tables and names, and what goes beside."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, time, timedelta
from math import floor
from typing import TYPE_CHECKING, Any

import xlwings as xw
from openpyxl.utils.datetime import to_excel

from tests.engines.remote_grid import Area, area, cells, epoch_of, known_cells
from tests.engines.remote_names import names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.table import Table
    from openpyxl.worksheet.worksheet import Worksheet

Entry = dict[str, Any]
"""One JSON object of the payload."""

_VISIBILITY = {"visible": "Visible", "hidden": "Hidden", "veryHidden": "VeryHidden"}
_CALCULATION = {"auto": "Automatic", "manual": "Manual", "autoNoTable": "AutomaticExceptTables"}
_NO_DATE = re.compile(
    r'"[^"]*"|[\\_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]|general|[0#?.][0#?.,E+%-]*', re.IGNORECASE | re.DOTALL
)
_DATE = re.compile(r"[ymdhseg]|b[12]|a/p", re.IGNORECASE)
_UNIX = datetime(1970, 1, 1)  # noqa: DTZ001  cells know no time zone
_UNIX_SERIAL = 25_569
_DAY = 86_400_000  # milliseconds


def book_payload(shown: Workbook, held: Workbook, name: str) -> Entry:
    """Return the payload of a file that was read twice: with values (``shown``) and with formulas (``held``).

    A formula without a stored value shows as blank: nothing here calculates. Pictures, shapes, charts and pivot
    tables are left out.
    """
    active = held.worksheets.index(held.active) if held.active in held.worksheets else 0
    selection = held.worksheets[active].sheet_view.selection
    payload = {
        "client": "Office.js",
        "version": xw.__version__,
        "book": {
            "name": name,
            "active_sheet_index": active,
            "selection": str(selection[0].sqref) if selection else None,
            "calculation": _CALCULATION[held.calculation.calcMode or "auto"],
        },
        "names": names(held),
        "sheets": [_sheet(values, held[values.title]) for values in shown.worksheets],
    }
    sent: Entry = json.loads(json.dumps(payload, allow_nan=False))
    return sent


def is_date(number_format: str) -> bool:
    """Whether the task pane takes numbers in this format for dates."""
    return _DATE.search(_NO_DATE.sub(" ", number_format)) is not None


def serial(value: object, epoch: datetime) -> object:
    """Return dates, times and spans as Excel's number; any other value as it is."""
    if isinstance(value, date | time | timedelta):
        return _number(float(to_excel(value, epoch)))  # type: ignore[no-untyped-call]
    return _number(value) if isinstance(value, float) else value


def _number(value: float) -> float:
    """JSON from a browser knows no difference between 1 and 1.0."""
    return int(value) if float(value).is_integer() else value


def _iso(number: float) -> str:
    moment = _UNIX + timedelta(milliseconds=floor((number - _UNIX_SERIAL) * _DAY + 0.5))
    return f"{moment.isoformat(timespec='milliseconds')}Z"


def _sheet(shown: Worksheet, held: Worksheet) -> Entry:
    used = [(cell.row, cell.column) for cell in known_cells(held) if cell.value is not None]
    box = _box(used) if used else None
    return {
        "name": held.title,
        "visibility": _VISIBILITY[held.sheet_state],
        "show_gridlines": held.sheet_view.showGridLines is not False,
        "print_area": held.print_area.replace("$", "").rpartition("!")[2] if held.print_area else None,
        "notes": [{"address": cell.coordinate} for cell in known_cells(held) if cell.comment],
        "notes_supported": True,
        "used_range_address": box.address if box else None,
        "used_range_row_count": box.bottom - box.top + 1 if box else 0,
        "used_range_column_count": box.right - box.left + 1 if box else 0,
        "values": _values(shown, box or Area(1, 1, 1, 1)),
        "pictures": [],
        "shapes": [],
        "charts": [],
        "tables": [_table(held, table) for table in held.tables.values()],
        "pivot_tables": [],
    }


def _box(used: Sequence[tuple[int, int]]) -> Area:
    """Return the smallest area around cells given as row and column."""
    rows, columns = zip(*used, strict=True)
    return Area(min(columns), min(rows), max(columns), max(rows))


def _values(sheet: Worksheet, used: Area) -> list[list[object]]:
    """Return the values from A1 to the last used cell; blanks are "", dates ISO texts, errors their English names."""
    epoch = epoch_of(sheet)
    values: list[list[object]] = [[""] * used.right for _ in range(used.bottom)]
    for cell in known_cells(sheet):
        if cell.value is not None and cell.row <= used.bottom and cell.column <= used.right:
            value = serial(cell.value, epoch)
            dated = isinstance(value, int | float) and not isinstance(value, bool) and is_date(cell.number_format)
            values[cell.row - 1][cell.column - 1] = _iso(float(str(value))) if dated else value
    return values


def _table(sheet: Worksheet, table: Table) -> Entry:
    place = area(table.ref)
    header, totals = table.headerRowCount != 0, bool(table.totalsRowCount)
    columns = [column.name for column in table.tableColumns]
    style = table.tableStyleInfo
    return {
        "name": table.displayName,
        "range_address": table.ref,
        "row_count": place.bottom - place.top + 1,
        "column_count": place.right - place.left + 1,
        "columns": [str(cell.value) for cell in cells(sheet, place.row(place.top))] if header else columns,
        "header_row_range_address": place.row(place.top).address if header else None,
        "data_body_range_address": Area(place.left, place.top + header, place.right, place.bottom - totals).address,
        "total_row_range_address": place.row(place.bottom).address if totals else None,
        "show_headers": header,
        "show_totals": totals,
        "table_style": style.name if style else "",
        "show_autofilter": table.autoFilter is not None,
        "show_table_style_first_column": bool(style and style.showFirstColumn),
        "show_table_style_last_column": bool(style and style.showLastColumn),
        "show_table_style_row_stripes": bool(style and style.showRowStripes),
        "show_table_style_column_stripes": bool(style and style.showColumnStripes),
    }
