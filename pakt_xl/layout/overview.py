"""The sheet Übersicht: one printed page for the committee; cells and charts show Kennzahlen and Protokoll, live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.styles import Border, Side
from openpyxl.utils import get_column_letter

from pakt_xl.domain import key_figures as shape
from pakt_xl.layout import overview_charts as charts
from pakt_xl.layout import overview_lists as lists
from pakt_xl.layout import style
from pakt_xl.layout.overview_page import (
    COUNT,
    EDGE,
    EURO,
    LEFT,
    NO_RUN,
    PERCENT,
    RIGHT,
    WIDE,
    Page,
    counted,
    figure,
    heading,
    put,
)
from pakt_xl.layout.sheet import HEADER_ROW, START, print_setup
from pakt_xl.layout.start import REMARK_CELL

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from pakt_xl.domain.sheets import GeneratedTable
    from pakt_xl.programme import Programme

_COLUMN = 5  # width of one of the narrow columns that everything stands on
_QUARTERS = ((2, 6), (8, 6), (15, 6), (21, 6))  # first column and number of columns of four equal parts
_GAP = 9  # points between two parts of the page


def add_overview(workbook: Workbook, sheet: Worksheet, spec: GeneratedTable, programme: Programme) -> None:
    """Fill the sheet from top to bottom; ``spec`` is the table Kennzahlen, which stands in the workbook."""
    pillars = [pillar.number for pillar in programme.pillars]
    places = shape.sections(programme.years, pillars)
    page = Page(sheet, places)
    figures = charts.Figures(workbook[spec.sheet], HEADER_ROW, spec.headers, places)
    _set_up(sheet)
    _band(page)
    _tiles(page)
    _state(page, figures)
    _years_and_types(page, figures, pillars)
    _focus_and_changes(page, figures, programme)
    lists.schools(page)
    lists.purchases(page)
    lists.closing(page)
    sheet.print_area = f"A1:{get_column_letter(EDGE)}{page.row}"


def _set_up(sheet: Worksheet) -> None:
    for number in range(1, EDGE + 1):
        sheet.column_dimensions[get_column_letter(number)].width = _COLUMN
    for number in (1, 14, EDGE):
        sheet.column_dimensions[get_column_letter(number)].width = 2
    sheet.sheet_properties.tabColor = f"FF{style.AMBER}"
    sheet.sheet_view.showGridLines = False
    print_setup(sheet)
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.fitToHeight = 1
    sheet.print_options.horizontalCentered = True


def _band(page: Page) -> None:
    """Title, authority, programme and day on a dark band; below it what must be known of the figures."""
    for height in (36, 24):
        row = page.next(height)
        for column in range(1, EDGE + 1):
            page.sheet.cell(row, column).fill = style.fill(style.TEAL)
    put(
        page,
        row - 1,
        LEFT[0],
        25,
        "DigitalPakt Schule – Übersicht für den Ausschuss",
        style.font(style.WHITE, 20, bold=True),
    )
    authority, programme, day, _, remark = (figure(page, shape.HEAD, each, shape.DETAIL) for each in shape.HEAD_ROWS)
    names = f'={authority}&IF({authority}="","","  ·  ")&{programme}'
    put(page, row, LEFT[0], 18, names, style.font(style.WHITE, 12), shrink=True)
    put(page, row, 20, 7, f'=IF({day}="","","Stand "&{day})', style.font(style.WHITE, 12), horizontal="right")
    row = page.next(32)
    text = f'=IF({day}="","{NO_RUN}",TRIM(\'{START}\'!{REMARK_CELL}&" "&{remark}))'
    put(page, row, LEFT[0], 25, text, style.font(style.AMBER_INK, 9), wrap=True)


def _tiles(page: Page) -> None:
    """Four figures that answer the first questions."""
    budget = shape.BUDGET
    schools, over = figure(page, budget, "Schulen", shape.COUNT), figure(page, budget, "Über Budget", shape.COUNT)
    missing, begun = (figure(page, budget, f"Konzept {each}", shape.COUNT) for each in ("fehlt", "in Arbeit"))
    free = figure(page, shape.STATE, shape.FREE, shape.SHARE)
    concepts = (f"{each} ohne fertiges Konzept" for each in ("Schule", "Schulen"))
    available = figure(page, budget, "Verfügbar", shape.AMOUNT)
    tiles = (
        ("Verfügbar", available, EURO, counted(schools, "Schule", "Schulen"), COUNT),
        (
            "Belegt",
            figure(page, budget, "Belegt", shape.AMOUNT),
            EURO,
            figure(page, budget, "Belegt", shape.SHARE),
            f'{PERCENT}" des Budgets"',
        ),
        ("Frei", figure(page, budget, "Restbudget", shape.AMOUNT), EURO, free, f'{PERCENT}" des Budgets"'),
        ("Schulen über Budget", over, COUNT, counted(f"({missing}+{begun})", *concepts), COUNT),
    )
    rows = [page.next(height) for height in (20, 32, 20)]
    for row in rows:
        for column in range(WIDE[0], sum(WIDE)):
            page.sheet.cell(row, column).fill = style.fill(style.TEAL_PALE)
    for (first, span), (name, value, look, note, note_look) in zip(_QUARTERS, tiles, strict=True):
        put(page, rows[0], first, span, name, style.font(style.MUTED, 10), indent=1)
        put(page, rows[1], first, span, _shown(value), style.font(style.TEAL, 18, bold=True), look, indent=1)
        put(page, rows[2], first, span, _note(value, note), style.font(style.INK, 10), note_look, indent=1)
        for row in rows if first > WIDE[0] else ():
            page.sheet.cell(row, first).border = Border(left=Side(style="thick", color=f"FF{style.WHITE}"))
    page.alarm(rows[1], 15, "<0")
    page.alarm(rows[1], 21, ">0")
    page.next(_GAP)


def _shown(value: str) -> str:
    """Formula that shows a value of Kennzahlen, or nothing where it is blank."""
    return f'=IF({value}="","",{value})'


def _note(value: str, note: str) -> str:
    """Formula of the line below a figure: nothing before the first run, or where there is nothing to say."""
    return f'=IF(OR({value}="",{note}=""),"",{note})'


def _state(page: Page, figures: charts.Figures) -> None:
    """Budget by state: one bar over the whole width, below it what its parts are."""
    left = figure(page, shape.STATE, shape.FREE, shape.AMOUNT)
    heading(page, WIDE, "Stand des Budgets", f'=IF(N({left})<0,"Der Balken zeigt das Belegte.","")')
    page.next(5)
    row = page.next(34)
    charts.place(page.sheet, charts.state_chart(figures), (row, LEFT[0]), (row, RIGHT[0] + RIGHT[1] - 1))
    names, amounts = page.next(19), page.next(17)
    for (first, span), state, colour in zip(_QUARTERS, shape.STATE_ROWS, charts.STATE_COLOURS, strict=True):
        page.swatch(names, first, colour)
        put(page, names, first + 1, span - 1, state, style.font(style.INK, 11, bold=True))
        amount, share = (figure(page, shape.STATE, state, each) for each in (shape.AMOUNT, shape.SHARE))
        put(page, amounts, first + 1, 3, _shown(amount), style.font(), EURO)
        put(page, amounts, first + 4, 2, _shown(share), style.font(style.MUTED), PERCENT)
        page.alarm(amounts, first + 1, "<0")
    page.next(_GAP)


def _years_and_types(page: Page, figures: charts.Figures, pillars: list[int]) -> None:
    """Left spending by year and pillar with the pillars named below, right the budget by type of school."""
    heading(page, LEFT, "Ausgaben nach Jahr und Säule", "Tsd. €, mit Planung")
    page.stay()
    heading(page, RIGHT, "Budget nach Schulform", "Tsd. €, Farben wie oben")
    page.next(4)
    top = page.next(170)
    charts.place(page.sheet, charts.year_chart(figures, pillars), (top, LEFT[0]), (top, sum(LEFT) - 1))
    for number, pillar in enumerate(pillars):
        row, name = page.next(17), shape.pillar_section(pillar)
        page.swatch(row, LEFT[0], charts.PILLAR_COLOURS[number % len(charts.PILLAR_COLOURS)])
        title, amount, share = (
            figure(page, shape.PILLARS, name, each) for each in (shape.DETAIL, shape.AMOUNT, shape.SHARE)
        )
        put(page, row, LEFT[0] + 1, 6, f'="{pillar}  "&{title}', style.font(style.INK, 10), shrink=True)
        put(page, row, LEFT[0] + 7, 3, _shown(amount), style.font(style.INK, 10), EURO, horizontal="right")
        put(page, row, LEFT[0] + 10, 2, _shown(share), style.font(style.MUTED, 10), PERCENT, horizontal="right")
    charts.place(page.sheet, charts.type_chart(figures), (top, RIGHT[0]), (page.row, sum(RIGHT) - 1))
    page.next(_GAP)


def _focus_and_changes(page: Page, figures: charts.Figures, programme: Programme) -> None:
    """Left the share of the pillar with priority, right what is new since the run before."""
    name = shape.pillar_section(programme.focus_pillar)
    heading(page, LEFT, f"Anteil der {name}")
    page.stay()
    top = lists.changes(page)
    charts.place(page.sheet, charts.focus_chart(figures), (top, LEFT[0] + 2), (top + 5, sum(LEFT) - 3))
    share, words, threshold = (
        figure(page, shape.FOCUS, row, header)
        for row, header in (("Anteil", shape.SHARE), ("Anteil", shape.DETAIL), ("Schwelle", shape.SHARE))
    )
    for row, text, value in ((top, name, share), (top + 3, "Schwelle", threshold)):
        put(page, row, LEFT[0], 2, text, style.font(style.INK, 10), rows=3)
        put(page, row, sum(LEFT) - 2, 2, _shown(value), style.font(bold=True), PERCENT, horizontal="right", rows=3)
    put(page, top - 1, LEFT[0], 12, f'={words}&""', style.font(style.MUTED, 10), shrink=True)
    page.next(_GAP)
