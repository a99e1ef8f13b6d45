"""The first sheet of the school workbook: one page for the head teacher, with three steps, the budget, whom to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.formatting.rule import Rule
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from pakt_xl.domain.school_workbook import ANSWERS_SHEET, LINES, NEEDS_SHEET, WISHES_SHEET, SchoolLine, slot
from pakt_xl.layout import style
from pakt_xl.layout.sheet import jump, print_setup

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

EURO = '#,##0.00\\ "€"'
_WIDTHS = {"A": 2, "B": 41, "C": 34, "D": 52, "E": 2}
_STEPS = (
    (NEEDS_SHEET, "Lesen: Das ist für Ihre Schule vorgesehen, nach Jahren."),
    (WISHES_SHEET, "Nur falls sich etwas ändern soll: eine Zeile je Wunsch, immer mit Begründung."),
    (ANSWERS_SHEET, "Stand von Einsatzkonzept und Infrastruktur angeben, Datum eintragen."),
)
_NOTES = {
    "Verfügbares Budget": slot("budget_type"),
    "Belegt": "geplant, bestellt und berechnet",
    "Restbudget": "noch frei; rot: überschritten",
    "Obergrenze Säule 3 (mobile Endgeräte)": "so viel vom Budget darf es für mobile Endgeräte sein",
    "Davon noch frei": "für mobile Endgeräte; rot: überschritten",
    "Einsatzkonzept (TPEK)": "technisch-pädagogisches Einsatzkonzept Ihrer Schule",
    "Infrastruktur": "IT-Grundstruktur: Netz und WLAN",
    "Vollständig gerechnet": "nein: Beträge können sich noch ändern",
}
_SWATCHES = (
    (style.AMBER_PALE, style.AMBER_INK, "Gelb", "hier ausfüllen"),
    (style.GREY_PALE, style.MUTED, "Grau", "nur lesen; sortieren und filtern ist möglich"),
)
_ALARMING = ("Restbudget", "Davon noch frei")
_LINE = 21


def add_page(sheet: Worksheet) -> None:
    """Fill the sheet; the row of contacts is the last, because it repeats."""
    for letters, width in _WIDTHS.items():
        sheet.column_dimensions[letters].width = width
    sheet.sheet_properties.tabColor = f"FF{style.TEAL}"
    sheet.sheet_view.showGridLines = False
    print_setup(sheet)
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.fitToHeight = 1
    sheet.print_options.horizontalCentered = True
    _band(sheet)
    row = _steps(sheet, 5)
    row = _facts(sheet, row + 1)
    row = _colours(sheet, row + 1)
    _contacts(sheet, row + 1)


def _band(sheet: Worksheet) -> None:
    for row, height in ((1, 38), (2, 26), (3, 26), (4, 6)):
        sheet.row_dimensions[row].height = height
    for row in (1, 2):
        for column in range(1, len(_WIDTHS) + 1):
            sheet.cell(row, column).fill = style.fill(style.TEAL)
    for cell, value, size in (("B1", "DigitalPakt Schule", 22), ("B2", slot("school"), 13)):
        sheet[cell] = value
        sheet[cell].font = style.font(style.WHITE, size, bold=True)
        sheet[cell].alignment = style.align()
    sheet["D1"] = slot("as_of")  # beside the short title: the name of a school may need the whole second line
    sheet["D1"].number_format = '"Stand "DD.MM.YYYY'
    sheet["D1"].font = style.font(style.WHITE, 12)
    sheet["D1"].alignment = style.align("right")
    sheet["B3"] = slot("remark")
    sheet["B3"].font = style.font(style.AMBER_INK, bold=True)
    sheet["B3"].alignment = style.align(wrap=True)
    sheet.merge_cells("B3:D3")


def _heading(sheet: Worksheet, row: int, text: str) -> None:
    sheet[f"B{row}"] = text
    _row(sheet, row)
    for letters in "BCD":
        sheet[f"{letters}{row}"].font = style.font(style.TEAL, 13, bold=True)
        sheet[f"{letters}{row}"].border = style.line_below(style.TEAL, strong=True)


def _row(sheet: Worksheet, row: int) -> None:
    sheet.row_dimensions[row].height = _LINE
    for letters in "BCD":
        cell = sheet[f"{letters}{row}"]
        cell.border, cell.font, cell.alignment = style.line_below(), style.font(), style.align()


def _steps(sheet: Worksheet, row: int) -> int:
    """Write the steps; the last one says where the workbook goes."""
    _heading(sheet, row, "Was Sie tun")
    for number, (target, text) in enumerate(_STEPS, start=1):
        row += 1
        _row(sheet, row)
        jump(sheet, f"B{row}", f"{number}.  {target}", target)
        sheet[f"B{row}"].font = style.link_font()
        sheet[f"B{row}"].alignment = style.align(indent=1)
        sheet[f"C{row}"] = text
    row += 1
    _row(sheet, row)
    sheet.row_dimensions[row].height = 2 * _LINE
    sheet[f"B{row}"] = "Danach: speichern und zurücksenden"
    sheet[f"B{row}"].font = style.font(bold=True)
    sheet[f"B{row}"].alignment = style.align(indent=1)
    sheet[f"C{row}"] = slot("send_to")
    sheet[f"C{row}"].alignment = style.align(wrap=True)
    sheet.merge_cells(f"C{row}:D{row}")
    return row + 1


def _facts(sheet: Worksheet, row: int) -> int:
    """Write the table Ihre Schule, with a word beside each line that needs one."""
    first = row
    for letters, text in zip("BC", ("Angabe", "Wert"), strict=True):
        sheet[f"{letters}{row}"] = text
        sheet[f"{letters}{row}"].font = style.font(style.WHITE, style.HEAD_SIZE, bold=True)
        sheet[f"{letters}{row}"].fill = style.fill(style.SLATE)
        sheet[f"{letters}{row}"].alignment = style.align(indent=1)
    sheet.row_dimensions[row].height = _LINE
    for place, label in enumerate(LINES):
        row += 1
        _row(sheet, row)
        sheet[f"B{row}"], sheet[f"C{row}"], sheet[f"D{row}"] = label, slot("line", place), _NOTES.get(label)
        for letters in "BC":
            sheet[f"{letters}{row}"].fill = style.fill(style.GREY_PALE)
            sheet[f"{letters}{row}"].alignment = style.align(indent=1)
        sheet[f"C{row}"].font = style.font(bold=True)
        sheet[f"C{row}"].number_format = EURO
        sheet[f"D{row}"].font = style.font(style.MUTED, style.SMALL_SIZE)
        sheet[f"D{row}"].alignment = style.align(indent=1)
        if label in _ALARMING:
            look = style.signal(style.RED_INK, style.RED_PALE)
            rule = Rule("expression", dxf=look, formula=[f"AND(ISNUMBER($C${row}),$C${row}<0)"])
            sheet.conditional_formatting.add(f"C{row}", rule)
    table = Table(displayName=SchoolLine.TABLE, ref=f"B{first}:C{row}", tableStyleInfo=TableStyleInfo(name=None))
    table.tableColumns = [TableColumn(id=1, name="Angabe"), TableColumn(id=2, name="Wert")]
    sheet.add_table(table)
    return row + 1


def _colours(sheet: Worksheet, row: int) -> int:
    _heading(sheet, row, "Was die Farben heißen")
    for ground, ink, colour, text in _SWATCHES:
        row += 1
        _row(sheet, row)
        sheet[f"B{row}"], sheet[f"C{row}"] = colour, text
        sheet[f"B{row}"].fill, sheet[f"B{row}"].font = style.fill(ground), style.font(ink)
        sheet[f"B{row}"].alignment = sheet[f"C{row}"].alignment = style.align(indent=1)
    return row + 1


def _contacts(sheet: Worksheet, row: int) -> None:
    _heading(sheet, row, "Wen Sie fragen")
    row += 1
    _row(sheet, row)
    for number in range(3):
        cell = sheet.cell(row, 2 + number, slot("contact", number))
        cell.alignment = style.align(indent=1, wrap=True)
        cell.font = style.font(bold=number == 1)
