"""A real table on a sheet: its columns as they look, header, first rows, column formulas and totals row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableFormula, TableStyleInfo

from pakt_xl.domain.cells import DATE
from pakt_xl.layout import style
from pakt_xl.layout.sheet import HEADER_ROW

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from openpyxl.styles import Font, PatternFill
    from openpyxl.worksheet.worksheet import Worksheet

    Value = str | int | Decimal | date | None

BUTTON = 4.5  # characters that indent and filter button take from a header


@dataclass(frozen=True, slots=True)
class Head:
    """A column of a table as it looks: header, width in characters, format, colours, formula (as stored)."""

    header: str
    width: float
    number_format: str = "General"
    head_fill: str = style.TEAL
    head_ink: str = style.WHITE
    ink: str = style.INK
    ground: str = ""
    italic: bool = False
    horizontal: str = "left"
    wrap: bool = False
    formula: str = ""
    folded: bool = False
    total: str = ""  # formula of the totals row

    @property
    def font(self) -> Font:
        """Font of the column's cells."""
        return style.font(self.ink, italic=self.italic)

    @property
    def indent(self) -> int:
        """Room between a text and the number beside it."""
        return 0 if self.horizontal == "center" else 1

    @property
    def fill(self) -> PatternFill | None:
        """Fill of the column's cells."""
        return style.fill(self.ground) if self.ground else None


@dataclass(frozen=True, slots=True)
class Block:
    """A table to place: its name, columns and first rows; ``total`` asks for Excel's totals row."""

    name: str
    heads: Sequence[Head]
    rows: Sequence[Sequence[Value]] = field(default=((),))
    total: bool = False
    row_height: float | None = None


def place_table(sheet: Worksheet, block: Block, *, whole_columns: bool) -> Table:
    """Write the table below the title and freeze its header.

    ``whole_columns`` gives the columns' formats to all cells below as well, so that a number typed under the table
    keeps its leading zeros before the table has grown over it.
    """
    for number, head in enumerate(block.heads, start=1):
        _head(sheet, number, head)
        for offset, row in enumerate(block.rows, start=1):
            _cell(sheet, HEADER_ROW + offset, number, head, row[number - 1] if number <= len(row) else None)
        if whole_columns:
            _column_style(sheet, number, head)
    last = HEADER_ROW + len(block.rows)
    for line in range(HEADER_ROW + 1, last + 1):
        sheet.row_dimensions[line].height = block.row_height
    if block.total:
        last += 1
        for number, head in enumerate(block.heads, start=1):
            _total(sheet, last, number, head)
    table = _list_object(block, last)
    sheet.add_table(table)
    return table


def _head(sheet: Worksheet, number: int, head: Head) -> None:
    cell = sheet.cell(HEADER_ROW, number, head.header)
    cell.font = style.font(head.head_ink, style.HEAD_SIZE, bold=not head.folded, italic=head.italic)
    cell.fill = style.fill(head.head_fill)
    # Room for the filter button, which lies over the right end of the cell.
    cell.alignment = style.align(head.horizontal, wrap=True, indent=2 if head.horizontal == "right" else head.indent)
    cell.number_format = "@"
    dimension = sheet.column_dimensions[get_column_letter(number)]
    longest_word = max(len(word) for word in re.split("[ -]", head.header))
    dimension.width = max(head.width, longest_word + BUTTON)
    if head.folded:
        dimension.outlineLevel = 1
        dimension.hidden = True


def _cell(sheet: Worksheet, row: int, number: int, head: Head, value: Value) -> None:
    cell = sheet.cell(row, number)
    cell.value = f"={head.formula}" if head.formula else value
    if isinstance(value, str) and not head.formula:
        cell.data_type = "s"  # text is never a formula
    cell.font = head.font
    cell.number_format = DATE.number_format if isinstance(value, date) else head.number_format
    cell.alignment = style.align(head.horizontal, wrap=head.wrap, indent=head.indent)
    cell.border = style.line_below()
    if head.fill is not None:
        cell.fill = head.fill


def _column_style(sheet: Worksheet, number: int, head: Head) -> None:
    dimension = sheet.column_dimensions[get_column_letter(number)]
    dimension.font = head.font
    dimension.number_format = head.number_format
    dimension.alignment = style.align(head.horizontal, wrap=head.wrap, indent=head.indent)


def _total(sheet: Worksheet, row: int, number: int, head: Head) -> None:
    cell = sheet.cell(row, number)
    cell.value = "Summe" if number == 1 else (f"={head.total}" if head.total else None)
    cell.font = style.font(bold=True)
    cell.fill = style.fill(style.SLATE_PALE)
    cell.number_format = head.number_format
    cell.alignment = style.align(head.horizontal, indent=head.indent)
    cell.border = style.line_below(style.SLATE, strong=True)


def _list_object(block: Block, last: int) -> Table:
    width = get_column_letter(len(block.heads))
    table = Table(displayName=block.name, ref=f"A{HEADER_ROW}:{width}{last}")
    for number, head in enumerate(block.heads, start=1):
        column = TableColumn(id=number, name=head.header)
        if head.formula:
            column.calculatedColumnFormula = TableFormula(attr_text=head.formula)
        if block.total:
            _total_of(column, number, head)
        table.tableColumns.append(column)
    table.autoFilter = AutoFilter(ref=f"A{HEADER_ROW}:{width}{last - bool(block.total)}")
    if block.total:
        table.totalsRowCount = 1
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    return table


def _total_of(column: TableColumn, number: int, head: Head) -> None:
    if number == 1:
        column.totalsRowLabel = "Summe"
    elif head.total.startswith("SUBTOTAL"):
        column.totalsRowFunction = "sum"
    elif head.total:
        column.totalsRowFunction = "custom"
        column.totalsRowFormula = TableFormula(attr_text=head.total)
