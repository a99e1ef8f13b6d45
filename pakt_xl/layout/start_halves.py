"""The two halves of the sheet Start: their columns, headings and lines, and the links to the other sheets."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from pakt_xl.layout import style
from pakt_xl.layout.inputs import PURPOSES
from pakt_xl.layout.settings_sheet import PURPOSE as SETTINGS_PURPOSE
from pakt_xl.layout.sheet import OVERVIEW, jump

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from pakt_xl.domain.sheets import GeneratedTable

LEFT, RIGHT = ("B", "D"), ("F", "H")  # first and last column of each half
LINE_HEIGHT = 18  # as close as a heading allows, so that the page prints large


@dataclass(frozen=True, slots=True)
class _Target:
    sheet: str
    label: str
    text: str


def heading(sheet: Worksheet, row: int, first: str, last: str, text: str) -> None:
    """Write the heading of a part over the columns of its half."""
    sheet[f"{first}{row}"] = text
    sheet.row_dimensions[row].height = LINE_HEIGHT
    for column in range(ord(first), ord(last) + 1):
        cell = sheet[f"{chr(column)}{row}"]
        cell.font = style.font(style.TEAL, 13, bold=True)
        cell.border = style.line_below(style.TEAL, strong=True)
        cell.alignment = style.align()


def line(sheet: Worksheet, row: int, first: str, last: str) -> None:
    """Draw the quiet line under a row of a half and give it the usual look."""
    sheet.row_dimensions[row].height = LINE_HEIGHT
    for column in range(ord(first), ord(last) + 1):
        cell = sheet[f"{chr(column)}{row}"]
        cell.border = style.line_below()
        cell.font = style.font()
        cell.alignment = style.align()


def inputs(sheet: Worksheet, row: int) -> int:
    """Links to the sheets on which somebody types, with a line on each."""
    heading(sheet, row, *LEFT, "Diese Blätter füllen Sie aus")
    for target, text in (("Einstellungen", SETTINGS_PURPOSE), *PURPOSES.items()):
        row += 1
        line(sheet, row, *LEFT)
        _link(sheet, row, ("B", "C", "D"), style.TEAL, _Target(target, target, text))
    return row + 1


def filled(sheet: Worksheet, row: int, generated: Sequence[GeneratedTable]) -> int:
    """Links to the sheets that the tool fills; sheets that hold the same, one for each year, share a line."""
    heading(sheet, row, *RIGHT, "Diese Blätter füllt das Werkzeug")
    by_text = groupby(generated, key=lambda spec: spec.title.removeprefix(f"{spec.sheet}: "))
    targets = [_target([spec.sheet for spec in specs], text) for text, specs in by_text]
    page = _Target(OVERVIEW, OVERVIEW, "Eine Seite mit Diagrammen für den Ausschuss, zum Drucken")
    for target in (page, *targets):
        row += 1
        line(sheet, row, *RIGHT)
        _link(sheet, row, ("E", "F", "G"), style.AMBER if target is page else style.SLATE, target)
    return row


def _target(sheets: Sequence[str], text: str) -> _Target:
    """Link to the first of some sheets: ``Plan 2020 bis 2024``."""
    first, last = sheets[0], sheets[-1]
    return _Target(first, first if first == last else f"{first} bis {last.rpartition(' ')[2]}", text)


def _link(sheet: Worksheet, row: int, letters: tuple[str, str, str], colour: str, target: _Target) -> None:
    """Write the square in the colour of the tab, the link, and what the sheet is for."""
    square, link, purpose = (sheet[f"{letter}{row}"] for letter in letters)
    square.value = "■"
    square.font = style.font(colour)
    square.alignment = style.align("center")
    jump(sheet, link.coordinate, target.label, target.sheet)
    link.font = style.link_font()
    purpose.value = target.text[:1].upper() + target.text[1:]
    purpose.font = style.font(style.MUTED)
