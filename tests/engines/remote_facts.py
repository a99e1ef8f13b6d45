"""What the task pane sends of a workbook beside xlwings' payload: formulas, filters and protection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.books.client import ClientFacts
from tests.engines.remote_formulas import as_shown, stored_formula
from tests.engines.remote_grid import area, cells, epoch_of
from tests.engines.remote_payload import serial

if TYPE_CHECKING:
    from datetime import datetime

    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.table import Table
    from openpyxl.worksheet.worksheet import Worksheet


def client_facts(held: Workbook) -> ClientFacts:
    """Return the facts of a file that was read with its formulas, for all its tables."""
    tables = [(sheet, table) for sheet in held.worksheets for table in sheet.tables.values()]
    return ClientFacts(
        formulas={table.displayName: _formulas(sheet, table) for sheet, table in tables},
        filtered=frozenset(
            table.displayName for _, table in tables if table.autoFilter and table.autoFilter.filterColumn
        ),
        protected=frozenset(sheet.title for sheet in held.worksheets if sheet.protection.sheet),
    )


def _formulas(sheet: Worksheet, table: Table) -> list[list[object]]:
    """Return what Office.js' ``Range.formulas`` gives for the data rows of a table."""
    place = area(table.ref)
    rows = range(place.top + (table.headerRowCount != 0), place.bottom + 1 - (table.totalsRowCount or 0))
    epoch = epoch_of(sheet)
    return [[_formula(cell, table.displayName, epoch) for cell in cells(sheet, place.row(row))] for row in rows]


def _formula(cell: Cell, table: str, epoch: datetime) -> object:
    formula = stored_formula(cell)
    if formula is not None:
        return as_shown(formula, table)
    return "" if cell.value is None else serial(cell.value, epoch)
