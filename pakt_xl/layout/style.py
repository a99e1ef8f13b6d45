"""The one design system of the workbook: colours, fonts, borders and fills; every sheet takes its look from here."""

from __future__ import annotations

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle

# Colours as RRGGBB. White on the three header colours and every ink on its fill reach a contrast of 4.5 : 1.
INK, MUTED, LINE, WHITE = "1F2933", "5B6673", "D5DBE1", "FFFFFF"
TEAL, TEAL_SOFT, TEAL_PALE = "0B5563", "3A7D88", "E4F0F1"  # input
SLATE, SLATE_PALE = "3E4C5E", "EEF1F4"  # filled by the tool
AMBER, AMBER_PALE, AMBER_INK = "C98A1B", "FFF4DC", "7A4D00"  # people, assumptions
RED_PALE, RED_INK = "FBE4E2", "A61B1B"
BLUE_PALE, BLUE_INK = "E5EEF9", "1D4F91"
GREY_PALE, GREY_HEAD = "F5F6F8", "E3E7EB"
BAR = "8FBFC6"

FONT = "Calibri"
TITLE_SIZE, HEAD_SIZE, TEXT_SIZE, SMALL_SIZE = 18, 11, 11, 10

HEADER_HEIGHT, TITLE_HEIGHT, TWO_LINES, FOUR_LINES = 33, 30, 31, 61


def font(colour: str = INK, size: float = TEXT_SIZE, *, bold: bool = False, italic: bool = False) -> Font:
    """Return the house font in a colour and size."""
    return Font(name=FONT, size=size, color=f"FF{colour}", bold=bold, italic=italic)


def link_font(size: float = TEXT_SIZE) -> Font:
    """Return the font of what can be clicked."""
    return Font(name=FONT, size=size, color=f"FF{TEAL}", underline="single")


def fill(colour: str) -> PatternFill:
    """Return a plain fill."""
    return PatternFill("solid", start_color=f"FF{colour}", end_color=f"FF{colour}")


def line_below(colour: str = LINE, *, strong: bool = False) -> Border:
    """Return the quiet line under a row, or the strong one under a heading."""
    return Border(bottom=Side(style="medium" if strong else "thin", color=f"FF{colour}"))


def align(horizontal: str = "left", vertical: str = "center", *, wrap: bool = False, indent: int = 0) -> Alignment:
    """Return an alignment."""
    return Alignment(horizontal=horizontal, vertical=vertical, wrap_text=wrap, indent=indent)


def signal(ink: str, pale: str | None = None, *, bold: bool = False) -> DifferentialStyle:
    """Return the look of a conditional format: coloured text on a pale fill."""
    ground = PatternFill(bgColor=f"FF{pale}", fill_type="solid") if pale else None
    return DifferentialStyle(font=Font(color=f"FF{ink}", bold=bold or None), fill=ground)
