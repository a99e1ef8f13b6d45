"""What all sheets share: title, way back, frozen header and print set-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from pakt_xl.layout import style

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

HEADER_ROW = 4  # title, what the sheet is for, a way back, then the table
LAST_ROW = 1_048_576
WIDEST_PAGE = 260  # characters that can still be read on one page
START = "Start"
OVERVIEW = "Übersicht"


def dress(sheet: Worksheet, title: str, purpose: str, tab: str, width: int, *, home: str = START) -> None:
    """Write title, purpose and the way back over ``width`` columns; set tab colour, view and print set-up."""
    sheet["A1"] = title
    sheet["A1"].font = style.font(tab, style.TITLE_SIZE, bold=True)
    sheet["A2"] = purpose
    sheet["A2"].font = style.font(style.MUTED)
    jump(sheet, "A3", f"← {home}", home)
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
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.3, 0.3
    sheet.oddFooter = HeaderFooterItem()
    for part, text in ((sheet.oddFooter.left, "&A"), (sheet.oddFooter.right, "Seite &P von &N")):
        part.text, part.size, part.font, part.color = text, 9, style.FONT, style.MUTED


def jump(sheet: Worksheet, cell: str, text: str, target: str) -> None:
    """Write a link to another sheet of the workbook."""
    place = sheet[cell]
    place.value = text
    place.hyperlink = Hyperlink(ref=cell, location=f"'{target}'!A1", display=text)
    place.font = style.link_font(style.SMALL_SIZE)


def freeze(sheet: Worksheet, columns: int) -> None:
    """Keep the header and the first columns in view; a very wide table prints two pages wide and repeats them."""
    sheet.freeze_panes = f"{get_column_letter(columns + 1)}{HEADER_ROW + 1}"
    width = sum(each.width for each in sheet.column_dimensions.values() if not each.hidden)
    if width > WIDEST_PAGE and columns:
        sheet.page_setup.fitToWidth = 2
        sheet.print_title_cols = f"A:{get_column_letter(columns)}"
