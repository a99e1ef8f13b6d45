"""The sheet Start: what to do in which order, buttons, state of the last run, whom to ask, colours, all sheets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.formatting.rule import Rule

from pakt_xl.layout import start_buttons, style
from pakt_xl.layout.formulas import setting
from pakt_xl.layout.sheet import OVERVIEW, jump, print_setup
from pakt_xl.layout.start_halves import LEFT, RIGHT, filled, heading, inputs, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from pakt_xl.domain.sheets import GeneratedTable

REMARK_CELL = "B3"  # for a remark on the whole workbook, e.g. that its figures are invented
_WIDTHS = {"A": 2, "B": 4.5, "C": 27, "D": 82, "E": 3, "F": 28, "G": 27, "H": 36, "I": 2}
_EDGE = "I"
_TOP = 5  # row of the first section headings

STEPS = (
    ("Einstellungen", "Stichtag, Budgetart und Trägerbudget prüfen; die gelben Annahmen entscheiden."),
    ("Schulen", "Schulen mit Budget, Infrastruktur und Konzept (TPEK) eintragen."),
    ("Katalog", "Artikel mit Fördersäule und Warengruppe eintragen, danach ihre Preise im Blatt Preise."),
    ("Bedarfe", "Bedarfe der Schulen eintragen. Geplant, Bestellt offen und Berechnet rechnen sofort mit."),
    ("Bestellungen", "Bestellungen und, im Blatt Rechnungen, ihre Rechnungen eintragen, sobald sie vorliegen."),
    (
        "Prüfbericht",
        (
            "Auf die Schaltfläche „Prüfen“ klicken und die Befunde abarbeiten. "
            "Ohne Schaltflächen: Mappe speichern und schließen, dann pakt-xl run starten."
        ),
    ),
    (
        "Budgetübersicht",
        "Restbudgets prüfen; rot ist überschritten. Danach die Pläne, Lose und die Verteilliste nutzen.",
    ),
    (OVERVIEW, "Die Seite für den Ausschuss ansehen und drucken. Sie zeigt den Stand des letzten Laufs."),
)
_STATE = (
    ("Letzter Lauf", "Zeitpunkt", "DD.MM.YYYY\\ HH:MM"),
    ("Stichtag", "Stichtag", "DD.MM.YYYY"),
    ("Fehler", "Fehler", "#,##0"),
    ("Warnungen", "Warnungen", "#,##0"),
    ("Hinweise", "Hinweise", "#,##0"),
    ("Belegt", "Belegt", '#,##0.00\\ "€"'),
    ("Restbudget", "Restbudget", '#,##0.00\\ "€"'),
)
_ALARMING = {"Fehler": ">0", "Restbudget": "<0"}  # when a figure is shown in red
CONTACT_ROWS = 5


@dataclass(frozen=True, slots=True)
class _Swatch:
    text: str
    ground: str
    ink: str
    sample: str
    italic: bool = False


_LEGEND = (
    _Swatch("Eingabe, Pflichtfeld", style.TEAL, style.WHITE, "Überschrift"),
    _Swatch("Eingabe, freiwillig", style.TEAL_SOFT, style.WHITE, "Überschrift"),
    _Swatch("rechnet die Mappe – nicht eintragen", style.GREY_PALE, style.MUTED, "1.234,56 €", italic=True),
    _Swatch("füllt das Werkzeug", style.SLATE, style.WHITE, "Überschrift"),
    _Swatch("Annahme – prüfen und entscheiden", style.AMBER_PALE, style.AMBER_INK, "Annahme"),
    _Swatch("Fehler oder Budget überschritten", style.RED_PALE, style.RED_INK, "Fehler"),
    _Swatch("Warnung", style.AMBER_PALE, style.AMBER_INK, "Warnung"),
    _Swatch("Hinweis", style.BLUE_PALE, style.BLUE_INK, "Hinweis"),
)


def add_start(workbook: Workbook, sheet: Worksheet, generated: Sequence[GeneratedTable]) -> None:
    """Fill the first sheet; every state and contact on it is a live formula."""
    _page(sheet)
    _band(sheet)
    after_steps = _steps(sheet, _TOP)
    after_buttons = start_buttons.add_buttons(workbook, sheet, _TOP)
    middle = max(after_steps, after_buttons) + 1  # both halves go on in the same row
    after_inputs = inputs(sheet, middle)
    after_contacts = _contacts(sheet, after_inputs + 1)
    end_left = _legend(sheet, after_contacts + 1)
    after_state = _state(sheet, middle)
    end_right = filled(sheet, after_state + 1, generated)
    sheet.print_area = f"A1:{_EDGE}{max(end_left, end_right)}"


def _page(sheet: Worksheet) -> None:
    for letters, width in _WIDTHS.items():
        sheet.column_dimensions[letters].width = width
    sheet.sheet_properties.tabColor = f"FF{style.AMBER}"
    sheet.sheet_view.showGridLines = False
    print_setup(sheet)
    sheet.page_setup.fitToHeight = 1
    sheet.print_options.horizontalCentered = True


def _band(sheet: Worksheet) -> None:
    """Title and authority on a dark band; below it the place for a remark."""
    for row, height in ((1, 38), (2, 24), (3, 24), (4, 10)):
        sheet.row_dimensions[row].height = height
    for row in (1, 2):
        for column in range(1, len(_WIDTHS) + 1):
            sheet.cell(row, column).fill = style.fill(style.TEAL)
    sheet["B1"] = "DigitalPakt Schule – Budget und Beschaffung"
    sheet["B1"].font = style.font(style.WHITE, 22, bold=True)
    sheet["B2"] = (
        f'=IFERROR(IF(TRIM({setting("Schulträger")})="","Schulträger: bitte in Einstellungen eintragen",'
        f'TRIM({setting("Schulträger")}))&"  ·  Programm "&{setting("Programm")},"")'
    )
    sheet["H2"] = f'=IFERROR({setting("Stichtag")}+0,"")'
    sheet["H2"].number_format = '"Stichtag "DD.MM.YYYY'
    for cell in ("B2", "H2"):
        sheet[cell].font = style.font(style.WHITE, 12)
    for cell in ("B1", "B2"):
        sheet[cell].alignment = style.align()
    sheet["H2"].alignment = style.align("right")
    sheet.merge_cells(f"{REMARK_CELL}:H3")
    sheet[REMARK_CELL].font = style.font(style.AMBER_INK, bold=True)
    sheet[REMARK_CELL].alignment = style.align()


def _steps(sheet: Worksheet, row: int) -> int:
    heading(sheet, row, *LEFT, "So gehen Sie vor")
    for number, (target, text) in enumerate(STEPS, start=1):
        row += 1
        line(sheet, row, *LEFT)
        sheet[f"B{row}"] = number
        sheet[f"B{row}"].font = style.font(style.TEAL, bold=True)
        sheet[f"B{row}"].alignment = style.align("center")
        jump(sheet, f"C{row}", target, target)
        sheet[f"C{row}"].font = style.link_font()
        sheet[f"D{row}"] = text
        sheet[f"D{row}"].alignment = style.align(wrap=True)
        sheet.row_dimensions[row].height = start_buttons.ROW_HEIGHT  # a button stands beside each of the first steps
    return row + 1


def _state(sheet: Worksheet, row: int) -> int:
    """Newest row of the Protokoll, live."""
    heading(sheet, row, *RIGHT, "Stand des letzten Laufs")
    for text, header, look in _STATE:
        row += 1
        line(sheet, row, *RIGHT)
        sheet[f"F{row}"] = text
        sheet[f"F{row}"].font = style.font(style.MUTED)
        blank = "noch kein Lauf" if header == "Zeitpunkt" else "–"
        sheet[f"G{row}"] = f'=IF(N(INDEX(Protokoll[Zeitpunkt],1))=0,"{blank}",INDEX(Protokoll[{header}],1))'
        sheet[f"G{row}"].number_format = look
        sheet[f"G{row}"].font = style.font(bold=True)
        sheet[f"G{row}"].alignment = style.align(indent=1)
        if header in _ALARMING:
            rule = Rule("expression", dxf=style.signal(style.RED_INK), formula=[f"N($G${row}){_ALARMING[header]}"])
            sheet.conditional_formatting.add(f"G{row}", rule)
    return row + 1


def _contacts(sheet: Worksheet, row: int) -> int:
    heading(sheet, row, *LEFT, "Wen Sie fragen")
    for number in range(1, CONTACT_ROWS + 1):
        row += 1
        line(sheet, row, *LEFT)
        for letters, header in (("C", "Thema"), ("D", "Stelle")):
            sheet[f"{letters}{row}"] = f'=IFERROR(INDEX(Kontakte[{header}],{number})&"","")'
        sheet[f"C{row}"].font = style.font(style.MUTED)
        sheet[f"D{row}"].font = style.font(bold=True)
    return row + 1


def _legend(sheet: Worksheet, row: int) -> int:
    heading(sheet, row, *LEFT, "Was die Farben heißen")
    for swatch in _LEGEND:
        row += 1
        line(sheet, row, *LEFT)
        sample = sheet[f"C{row}"]
        sample.value = swatch.sample
        sample.fill = style.fill(swatch.ground)
        sample.font = style.font(swatch.ink, italic=swatch.italic)
        sample.alignment = style.align(indent=1)
        sheet[f"D{row}"] = swatch.text
        sheet[f"D{row}"].alignment = style.align(indent=1)
    return row
