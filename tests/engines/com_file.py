"""Between an .xlsx file and the recording COM model: openpyxl reads and writes it, the model has no file code."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.datetime import CALENDAR_MAC_1904, to_excel
from openpyxl.worksheet.filters import AutoFilter as FileFilter

from tests.engines.com_book import Application, Book, DefinedName
from tests.engines.com_cached import put_cached_values
from tests.engines.com_cells import kind_of
from tests.engines.com_filter import Criterion
from tests.engines.com_grid import Box, Grid
from tests.engines.com_sheet import HIDDEN, VERY_HIDDEN, VISIBLE, Sheet
from tests.engines.com_table import Table
from tests.engines.com_typed import ErrorValue, Formula

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.cell.cell import Cell as FileCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.table import Table as FileTable
    from openpyxl.worksheet.worksheet import Worksheet

    from tests.engines.com_grid import Cell
    from tests.engines.com_typed import Content

DAYS_1904 = 1462
_VISIBILITY = {"visible": VISIBLE, "hidden": HIDDEN, "veryHidden": VERY_HIDDEN}


def load(application: Application, path: Path) -> Book:
    """Open the file in the application as its active workbook."""
    formulas, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    book = Book(application, path)
    book.date_1904 = formulas.epoch == CALENDAR_MAC_1904
    for file_sheet in formulas.worksheets:
        sheet = Sheet(book, file_sheet.title, _grid(file_sheet, values[file_sheet.title]))
        sheet.protected = bool(file_sheet.protection.sheet)
        sheet.visible = _VISIBILITY[file_sheet.sheet_state]
        sheet.tables.extend(_table(sheet, table) for table in file_sheet.tables.values())
        book.sheets.append(sheet)
    book.names.extend(DefinedName(book, name, found.attr_text) for name, found in formulas.defined_names.items())
    active = formulas.active
    book.active = next(sheet for sheet in book.sheets if active is not None and sheet.title == active.title)
    application.books.append(book)
    application.active = book
    return book


def save(book: Book, path: Path) -> None:
    """Write the workbook as it is now to another file: cells, sizes of tables, totals and filters."""
    workbook = openpyxl.load_workbook(book.path)
    for sheet in book.sheets:
        file_sheet = workbook[sheet.title]
        for cell in sorted(sheet.grid.changed):
            _write_cell(file_sheet, sheet.grid, cell, date_1904=book.date_1904)
        for table in sheet.tables:
            _show_rows(file_sheet, file_sheet.tables[table.name], table)
            _write_table(file_sheet.tables[table.name], table)
    if book.active is not None:
        workbook.active = workbook[book.active.title]
    workbook.save(path)
    put_cached_values(path, [_formula_values(workbook, sheet) for sheet in book.sheets])


def _formula_values(workbook: Workbook, sheet: Sheet) -> dict[str, Content]:
    file_sheet = workbook[sheet.title]
    return {
        file_sheet.cell(*cell).coordinate: content.value
        for cell, content in sheet.grid.contents.items()
        if isinstance(content, Formula)
    }


def _grid(formulas: Worksheet, values: Worksheet) -> Grid:
    grid = Grid(merged=tuple(_box(str(merged)) for merged in formulas.merged_cells.ranges))
    for row in formulas.iter_rows():
        for cell in row:
            if isinstance(cell, MergedCell):
                continue
            place = (cell.row, cell.column)
            if cell.number_format != "General":
                grid.formats[place] = cell.number_format
            content = _content(cell, values.cell(*place))
            if content is not None:
                grid.contents[place] = content
    return grid


def _content(cell: FileCell, shown: Any) -> Content:
    if cell.data_type != "f":
        return _constant(cell)
    text = cell.value if isinstance(cell.value, str) else str(getattr(cell.value, "text", "") or "")
    value = _constant(shown)
    if value is None or isinstance(value, Formula):
        value = ""  # openpyxl reads an empty text as nothing
    return Formula(text, value)


def _constant(cell: FileCell) -> float | str | bool | ErrorValue | None:
    value = cell.value
    if value is None or isinstance(value, bool | str):
        return ErrorValue(value) if cell.data_type == "e" and isinstance(value, str) else value
    if isinstance(value, int | float):
        return float(value)
    return float(to_excel(value))  # type: ignore[no-untyped-call]


def _box(address: str) -> Box:
    found = Box.parse(address)
    if found is None:
        raise ValueError(address)
    return found


def _table(sheet: Sheet, found: FileTable) -> Table:
    table = Table(
        sheet,
        str(found.name),
        _box(found.ref),
        totals=bool(found.totalsRowCount),
        autofilter=found.autoFilter is not None,
    )
    table.insert_row = bool(found.insertRow)
    for column in found.autoFilter.filterColumn if found.autoFilter else ():
        values = [f"={value}" for value in column.filters.filter] if column.filters else ["=?"]
        table.criteria[column.colId + 1] = Criterion(values, 7)
    return table


def _write_cell(file_sheet: Worksheet, grid: Grid, cell: Cell, *, date_1904: bool) -> None:
    target, content = file_sheet.cell(*cell), grid.content(cell)
    if cell in grid.style_from:
        target._style = copy(file_sheet.cell(*grid.style_from[cell])._style)  # type: ignore[union-attr]
    if target.number_format != grid.number_format(cell):
        target.number_format = grid.number_format(cell)
    if isinstance(content, float) and date_1904 and kind_of(grid.number_format(cell)) == "date":
        content -= DAYS_1904
    if isinstance(content, ErrorValue):
        target.value, target.data_type = content.name, "e"
    elif isinstance(content, Formula):
        target.value = content.text
    else:
        target.value = content
        if isinstance(content, str):
            target.data_type = "s"


def _show_rows(sheet: Worksheet, target: FileTable, table: Table) -> None:
    """Show the rows again that a filter hid, when it is gone now: Excel does so at once, the model in the file."""
    was_filtered = target.autoFilter is not None and bool(target.autoFilter.filterColumn)
    if was_filtered and not table.criteria:
        for row in range(_box(target.ref).top, _box(target.ref).bottom + 1):
            sheet.row_dimensions[row].hidden = False


def _write_table(target: FileTable, table: Table) -> None:
    box = table.box
    target.ref = box.address.replace("$", "")
    target.totalsRowCount = 1 if table.totals else None
    target.insertRow = table.insert_row or None
    if not table.autofilter:
        target.autoFilter = None
        return
    filtered = Box(box.top, box.left, box.bottom - table.totals, box.right).address.replace("$", "")
    old = target.autoFilter.filterColumn if target.autoFilter else []
    target.autoFilter = FileFilter(ref=filtered)
    target.autoFilter.filterColumn = [column for column in old if column.colId + 1 in table.criteria]
