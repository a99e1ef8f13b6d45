"""Does to a file what the task pane does to the open workbook: the actions of xlwings' remote engine, one by one."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

from tests.engines import remote_tables
from tests.engines.remote_cells import RefusedError, clear, moved, put, put_formula, take_style
from tests.engines.remote_grid import Area, area, cell, cells

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.table import Table
    from openpyxl.worksheet.worksheet import Worksheet

Action = dict[str, Any]

_MODES = {"Automatic": "auto", "Manual": "manual", "AutomaticExceptTables": "autoNoTable"}


@dataclass
class Replay:
    """A file and what the actions did besides changing it."""

    book: Workbook
    alerts: list[tuple[str, str]] = field(default_factory=list)
    """Text and title of each message box."""
    calculations: int = 0
    switched_off: remote_tables.Totals = field(default_factory=dict)

    def run(self, sent: Mapping[str, Any]) -> None:
        """Do all actions of ``Book.json()`` in their order. RefusedError for what Excel refuses or is unknown here."""
        for action in json.loads(json.dumps(sent, allow_nan=False))["actions"]:
            name = action["func"]
            if name in _APP:
                _APP[name](self, action)
                continue
            sheet = self.book.worksheets[action["sheet_position"]] if action["sheet_position"] is not None else None
            if (name not in _RANGE and name not in _TABLE) or sheet is None:
                raise RefusedError(f"unknown action {name}")
            if sheet.protection.sheet:
                raise RefusedError(f"the sheet {sheet.title} is protected")
            if name in _RANGE:
                _RANGE[name](sheet, action)
            else:
                _TABLE[name](self, sheet, list(sheet.tables.values())[action["args"][0]], action)


def _area(action: Action) -> Area:
    left, top = action["start_column"] + 1, action["start_row"] + 1
    return Area(left, top, left + action["column_count"] - 1, top + action["row_count"] - 1)


def _set_values(sheet: Worksheet, action: Action) -> None:
    matrix = action["values"]
    if len(matrix) != action["row_count"] or any(len(row) != action["column_count"] for row in matrix):
        raise RefusedError("the matrix has another size than the range")
    for one, value in zip(cells(sheet, _area(action)), chain.from_iterable(matrix), strict=True):
        put(one, value, remote_tables.table_around(sheet, one))


def _set_formula(sheet: Worksheet, action: Action) -> None:
    """Assign a matrix, or one text whose relative references move with the cells.

    A matrix of several formulas in a table is refused: Excel would take one of them for the whole column
    (github.com/OfficeDev/office-js, issues 2093 and 5909).
    """
    if isinstance(action["values"], list):
        formulas = {text for row in action["values"] for text in row if str(text).startswith("=")}
        if len(formulas) > 1 and any(remote_tables.table_around(sheet, one) for one in cells(sheet, _area(action))):
            raise RefusedError(f"Excel would take one of these formulas for the whole column: {sorted(formulas)}")
        _set_values(sheet, action)
        return
    text = str(action["values"])
    place = _area(action)
    start = place.address.partition(":")[0]
    for one in cells(sheet, place):
        table = remote_tables.table_around(sheet, one)
        if text.startswith("="):
            put_formula(one, moved(text, start, one.coordinate), table)
        else:
            put(one, text, table)


def _clear_contents(sheet: Worksheet, action: Action) -> None:
    for one in cells(sheet, _area(action)):
        clear(one)


def _set_number_format(sheet: Worksheet, action: Action) -> None:
    for one in cells(sheet, _area(action)):
        one.number_format = action["args"][0]


def _autofill(sheet: Worksheet, action: Action) -> None:
    """Copy the look of the source rows down; that is all of autofill that is known here."""
    address, kind = action["args"]
    source, target = _area(action), area(address)
    if kind != "FillFormats" or source[:3] != target[:3]:
        raise RefusedError(f"autofill {kind} into {address} is not known here")
    for one in cells(sheet, target):
        row = source.top + (one.row - source.top) % action["row_count"]
        take_style(one, cell(sheet, row, one.column))


def _resize(_: Replay, sheet: Worksheet, table: Table, action: Action) -> None:
    remote_tables.resize(sheet, table, action["args"][1])


def _show_totals(replay: Replay, sheet: Worksheet, table: Table, action: Action) -> None:
    remote_tables.show_totals(sheet, table, bool(action["args"][1]), replay.switched_off)


def _show_filter(_: Replay, sheet: Worksheet, table: Table, action: Action) -> None:
    remote_tables.show_filter(sheet, table, bool(action["args"][1]))


def _clear_filter(_: Replay, sheet: Worksheet, table: Table, action: Action) -> None:
    remote_tables.clear_filter(sheet, table, action["args"][1])


def _activate(replay: Replay, action: Action) -> None:
    sheet = replay.book.worksheets[action["args"][0]]
    if sheet.sheet_state != "visible":
        raise RefusedError(f"the sheet {sheet.title} is hidden")
    for other in replay.book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    replay.book.active = sheet


def _alert(replay: Replay, action: Action) -> None:
    replay.alerts.append((action["args"][0], action["args"][1]))


def _set_calculation(replay: Replay, action: Action) -> None:
    replay.book.calculation.calcMode = _MODES[action["args"][0]]


def _calculate(replay: Replay, _: Action) -> None:
    replay.calculations += 1


def _set_screen_updating(_: Replay, __: Action) -> None:
    """Office.js stops drawing until the next exchange with Excel; a file draws nothing."""


_APP: dict[str, Callable[[Replay, Action], None]] = {
    "activateSheet": _activate,
    "alert": _alert,
    "calculate": _calculate,
    "setCalculation": _set_calculation,
    "setScreenUpdating": _set_screen_updating,
}
_RANGE: dict[str, Callable[[Worksheet, Action], None]] = {
    "rangeAutofill": _autofill,
    "rangeClearContents": _clear_contents,
    "setFormula": _set_formula,
    "setNumberFormat": _set_number_format,
    "setValues": _set_values,
}
_TABLE: dict[str, Callable[[Replay, Worksheet, Table, Action], None]] = {
    "clearAutoFilterTable": _clear_filter,
    "resizeTable": _resize,
    "showAutofilterTable": _show_filter,
    "showTotalsTable": _show_totals,
}
