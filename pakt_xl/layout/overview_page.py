"""The grid of the sheet Übersicht: two halves of twelve narrow columns; rows are taken from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter

from pakt_xl.domain import key_figures as shape
from pakt_xl.layout import style

if TYPE_CHECKING:
    from openpyxl.styles import Font
    from openpyxl.worksheet.worksheet import Worksheet

LEFT, RIGHT, WIDE = (2, 12), (15, 12), (2, 25)  # first column and number of columns
EDGE = 27
EURO, COUNT, PERCENT = '#,##0\\ "€"', "#,##0", "0.0\\ %"
NO_RUN = "Noch kein Lauf: Nach dem ersten Lauf stehen hier die Zahlen."


@dataclass(slots=True)
class Page:
    """The sheet while it is filled; ``row`` is the last row that was taken."""

    sheet: Worksheet
    places: dict[str, shape.Section]
    row: int = 0

    def next(self, height: float) -> int:
        """Take the next row, with a height in points, and return it."""
        self.row += 1
        self.sheet.row_dimensions[self.row].height = height
        return self.row

    def stay(self) -> None:
        """Go one row back: the other half of the page starts in the same row."""
        self.row -= 1

    def swatch(self, row: int, column: int, colour: str) -> None:
        """Write the square that ties a line to the colour of a chart."""
        cell = self.sheet.cell(row, column, "■")
        cell.font = style.font(colour, 14)
        cell.alignment = style.align("center")

    def underline_filled(self, row: int, part: tuple[int, int]) -> None:
        """Draw the quiet line under a row of a list where its first cell shows something."""
        first, last = (f"{get_column_letter(column)}{row}" for column in (part[0], sum(part) - 1))
        line = Rule("expression", dxf=DifferentialStyle(border=style.line_below()), formula=[f'${first}<>""'])
        self.sheet.conditional_formatting.add(f"{first}:{last}", line)

    def alarm(self, row: int, column: int, condition: str) -> None:
        """Show a number in red where the condition holds, e.g. ``<0``."""
        cell = self.sheet.cell(row, column).coordinate
        rule = Rule("expression", dxf=style.signal(style.RED_INK), formula=[f"AND(ISNUMBER({cell}),{cell}{condition})"])
        self.sheet.conditional_formatting.add(cell, rule)


def figure(page: Page, section: str, label: str, header: str) -> str:
    """Formula of a cell of Kennzahlen, by the label of its row."""
    return place(page.places[section].row(label), header)


def place(row: int, header: str) -> str:
    """Formula of a cell of Kennzahlen, by the place of its row."""
    return f"INDEX({shape.TABLE}[{header}],{row})"


def counted(count: str, one: str, more: str) -> str:
    """Part of a formula: a number with its word, ``1 Schule`` or ``2 Schulen``."""
    return f'{count}&IF({count}=1," {one}"," {more}")'


def put(  # noqa: PLR0917  where, how wide, what: always in this order
    page: Page,
    row: int,
    column: int,
    span: int,
    value: str | int,
    font: Font,
    look: str = "General",
    *,
    horizontal: str = "left",
    indent: int = 0,
    shrink: bool = False,
    wrap: bool = False,
    rows: int = 1,
) -> None:
    """Write a value over ``span`` columns and ``rows`` rows; ``shrink`` makes a long text smaller."""
    cell = page.sheet.cell(row, column, value or None)  # "" would be a text that is not there
    cell.font = font
    cell.number_format = look
    cell.alignment = Alignment(
        horizontal=horizontal, vertical="center", indent=indent, shrink_to_fit=shrink, wrap_text=wrap
    )
    if span > 1 or rows > 1:
        page.sheet.merge_cells(f"{cell.coordinate}:{get_column_letter(column + span - 1)}{row + rows - 1}")


def heading(page: Page, part: tuple[int, int], text: str, unit: str = "") -> None:
    """Take a row for the heading of a part of the page, with the unit of its figures at the right end."""
    row = page.next(21)
    first, span = part
    for column in range(first, first + span):
        page.sheet.cell(row, column).border = style.line_below(style.TEAL, strong=True)
    put(page, row, first, span - 5, text, style.font(style.TEAL, 12, bold=True))
    if unit:
        put(page, row, first + span - 5, 5, unit, style.font(style.MUTED, 10), horizontal="right")
