"""The buttons on the sheet Start: cells that look like buttons and are links, what they do, the last click on each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.styles import Border, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from pakt_xl.domain.actions import ACTIONS, BUTTON_HEADERS, BUTTON_TABLE, CHOICE_NAME
from pakt_xl.layout import style

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from pakt_xl.domain.actions import Action

COLUMNS = ("F", "G", "H")  # one for each of BUTTON_HEADERS
ROW_HEIGHT = 31  # a button that is easy to hit; two lines of text
INSTALL = "Einmal je Person und PC nötig: pakt-xl buttons install. Erst danach starten die Schaltflächen das Werkzeug."
CHOICE = "Run main des xlwings-Add-ins:"
CHOICE_DEFAULT = "Alles"
_GAP = Side(style="thick", color=f"FF{style.WHITE}")  # keeps two buttons apart
_RIM = Side(style="medium", color=f"FF{style.TEAL}")


def add_buttons(workbook: Workbook, sheet: Worksheet, row: int) -> int:
    """Write the table of the buttons, its header in this row, and what belongs to it; return the first row below.

    The remark stands right under the table, the choice one row further: what is typed in the very next row would make
    Excel extend the table.
    """
    _header(sheet, row)
    for offset, action in enumerate(ACTIONS, start=1):
        _button(sheet, row + offset, action)
    last = row + len(ACTIONS)
    sheet.add_table(_table(row, last))
    _remark(sheet, last + 1)
    _choice(workbook, sheet, last + 2)
    return last + 3


def _header(sheet: Worksheet, row: int) -> None:
    """The table's header is the heading of the section."""
    for letters, header in zip(COLUMNS, BUTTON_HEADERS, strict=True):
        cell = sheet[f"{letters}{row}"]
        cell.value = header
        first = letters == COLUMNS[0]
        cell.font = style.font(style.TEAL, 13, bold=True) if first else style.font(style.MUTED)
        cell.border = style.line_below(style.TEAL, strong=True)
        cell.alignment = style.align(indent=0 if first else 1)


def _button(sheet: Worksheet, row: int, action: Action) -> None:
    """Write a button; LibreOffice shows every link in dark blue, which only a light ground keeps legible."""
    sheet.row_dimensions[row].height = ROW_HEIGHT
    button, text, outcome = (sheet[f"{letters}{row}"] for letters in COLUMNS)
    sentence = f"{action.help[:1].upper()}{action.help[1:]}"
    button.value = action.label
    button.hyperlink = Hyperlink(ref=button.coordinate, target=action.link, tooltip=f"{sentence}.")
    button.font = style.font(style.INK, 13, bold=True)
    button.fill = style.fill(style.BAR)
    button.alignment = style.align("center")
    button.border = Border(left=_RIM, right=_RIM, bottom=_GAP)
    text.value = sentence
    text.font = style.font(style.MUTED, style.SMALL_SIZE)
    outcome.font = style.font(size=style.SMALL_SIZE)
    outcome.number_format = "@"  # what a click writes there is text, whatever it looks like
    for cell in (text, outcome):
        cell.alignment = style.align(wrap=True, indent=1)
        cell.border = style.line_below()


def _table(first: int, last: int) -> Table:
    """Return the table without filter buttons and stripes: it must look like a row of buttons, not like data."""
    table = Table(displayName=BUTTON_TABLE, ref=f"{COLUMNS[0]}{first}:{COLUMNS[-1]}{last}")
    for number, header in enumerate(BUTTON_HEADERS, start=1):
        table.tableColumns.append(TableColumn(id=number, name=header))
    table.tableStyleInfo = TableStyleInfo(showRowStripes=False, showColumnStripes=False)
    return table


def _remark(sheet: Worksheet, row: int) -> None:
    sheet.row_dimensions[row].height = ROW_HEIGHT
    sheet.merge_cells(f"{COLUMNS[0]}{row}:{COLUMNS[-1]}{row}")
    cell = sheet[f"{COLUMNS[0]}{row}"]
    cell.value = INSTALL
    cell.font = style.font(style.MUTED, style.SMALL_SIZE, italic=True)
    cell.alignment = style.align(wrap=True)


def _choice(workbook: Workbook, sheet: Worksheet, row: int) -> None:
    """The cell that says what “Run main” does, with its dropdown and name."""
    label, cell = sheet[f"{COLUMNS[0]}{row}"], sheet[f"{COLUMNS[1]}{row}"]
    label.value = CHOICE
    label.font = style.font(style.MUTED)
    label.alignment = style.align()
    cell.value = CHOICE_DEFAULT
    cell.font = style.font(style.TEAL, bold=True)
    cell.fill = style.fill(style.TEAL_PALE)
    cell.alignment = style.align(indent=1)
    edge = Side(style="thin", color=f"FF{style.TEAL_SOFT}")
    cell.border = Border(left=edge, right=edge, top=edge, bottom=edge)
    labels = [action.label for action in ACTIONS]
    rule = DataValidation(
        "list",
        formula1=f'"{",".join(labels)}"',
        errorStyle="stop",
        promptTitle="Run main",
        prompt="Was der Knopf „Run main“ im Menüband xlwings tut. Bitte aus der Liste wählen.",
        errorTitle="Run main",
        error=f"Bitte aus der Liste wählen: {', '.join(labels)}.",
        showInputMessage=True,
        showErrorMessage=True,
    )
    rule.add(cell.coordinate)
    sheet.add_data_validation(rule)
    place = f"'{sheet.title}'!${COLUMNS[1]}${row}"
    workbook.defined_names[CHOICE_NAME] = DefinedName(CHOICE_NAME, attr_text=place)
