"""What all sheets share: title, frozen header, print set-up, and one real table with its header and first rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableColumn, TableFormula, TableStyleInfo

from pakt_xl.domain.cells import DATE
from pakt_xl.layout import style

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from openpyxl.styles import Font, PatternFill
    from openpyxl.worksheet.worksheet import Worksheet

    Value = str | int | Decimal | date | None

HEADER_ROW = 4  # title, what the sheet is for, a way back, then the table
BUTTON = 4.5  # characters that indent and filter button take from a header
WIDEST_PAGE = 260  # characters that can still be read on one page
LAST_ROW = 1_048_576
START = "Start"


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
    top: bool = False  # some cell of the row is wrapped: all start at its top
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


def dress(sheet: Worksheet, title: str, purpose: str, tab: str, width: int) -> None:
    """Write title, purpose and the way back over ``width`` columns; set tab colour, view and print set-up."""
    sheet["A1"] = title
    sheet["A1"].font = style.font(tab, style.TITLE_SIZE, bold=True)
    sheet["A2"] = purpose
    sheet["A2"].font = style.font(style.MUTED)
    jump(sheet, "A3", "← Start", START)
    for row, height in ((1, style.TITLE_HEIGHT), (2, 18), (3, 20), (HEADER_ROW, style.HEADER_HEIGHT)):
        sheet.row_dimensions[row].height = height
    for row in (1, 2, 3):
        sheet.cell(row, 1).alignment = style.align(indent=1)
        for column in range(1, width + 1):  # column styles would colour and format the cells above the table
            cell = sheet.cell(row, column)
            cell.number_format = "General"
            cell.fill = style.fill(style.WHITE)
    sheet.sheet_properties.tabColor = f"FF{tab}"
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100
    print_setup(sheet)
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"


def print_setup(sheet: Worksheet) -> None:
    """Set A4 landscape, fitted to one page's width, with sheet name and page numbers in the footer."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = "9"  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.3, 0.3
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "Seite &P von &N"
    for part in (sheet.oddFooter.left, sheet.oddFooter.right):
        part.size, part.font, part.color = 9, style.FONT, style.MUTED


def jump(sheet: Worksheet, cell: str, text: str, target: str) -> None:
    """Write a link to another sheet of the workbook."""
    sheet[cell] = text
    sheet[cell].hyperlink = Hyperlink(ref=cell, location=f"'{target}'!A1", display=text)
    sheet[cell].font = style.link_font(style.SMALL_SIZE)


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
    for row in range(HEADER_ROW + 1, last + 1):
        sheet.row_dimensions[row].height = block.row_height
    if block.total:
        last += 1
        for number, head in enumerate(block.heads, start=1):
            _total(sheet, last, number, head)
    table = _list_object(block, last)
    sheet.add_table(table)
    return table


def freeze(sheet: Worksheet, columns: int) -> None:
    """Keep the header and the first columns in view; a very wide table prints two pages wide and repeats them."""
    sheet.freeze_panes = sheet.cell(HEADER_ROW + 1, columns + 1)
    width = sum(each.width for each in sheet.column_dimensions.values() if not each.hidden)
    if width > WIDEST_PAGE and columns:
        sheet.page_setup.fitToWidth = 2
        sheet.print_title_cols = f"A:{get_column_letter(columns)}"


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
    cell.alignment = style.align(head.horizontal, "top" if head.top else "center", wrap=head.wrap, indent=head.indent)
    cell.border = style.line_below()
    if head.fill is not None:
        cell.fill = head.fill


def _column_style(sheet: Worksheet, number: int, head: Head) -> None:
    dimension = sheet.column_dimensions[get_column_letter(number)]
    dimension.font = head.font
    dimension.number_format = head.number_format
    dimension.alignment = style.align(head.horizontal, indent=head.indent)


def _total(sheet: Worksheet, row: int, number: int, head: Head) -> None:
    cell = sheet.cell(row, number)
    cell.value = "Summe" if number == 1 else (f"={head.total}" if head.total else None)
    cell.font = style.font(bold=True)
    cell.fill = style.fill(style.SLATE_PALE)
    cell.number_format = head.number_format
    cell.alignment = style.align(head.horizontal, indent=head.indent)
    cell.border = style.line_below(style.SLATE, "medium")


def _list_object(block: Block, last: int) -> Table:
    width = get_column_letter(len(block.heads))
    table = Table(displayName=block.name, ref=f"A{HEADER_ROW}:{width}{last}")
    table._initialise_columns()  # noqa: SLF001  the public way would forget the column formulas
    for number, (column, head) in enumerate(zip(table.tableColumns, block.heads, strict=True), start=1):
        column.name = head.header
        if head.formula:
            column.calculatedColumnFormula = TableFormula(attr_text=head.formula)
        if block.total:
            _total_of(column, number, head)
    if block.total:
        table.totalsRowCount = 1
        table.autoFilter.ref = f"A{HEADER_ROW}:{width}{last - 1}"
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
