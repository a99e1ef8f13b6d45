"""The lists of the sheet Übersicht: what changed, schools that need a word, the largest purchases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pakt_xl.domain import key_figures as shape
from pakt_xl.layout import style
from pakt_xl.layout.overview_page import (
    COUNT,
    EURO,
    LEFT,
    PERCENT,
    RIGHT,
    WIDE,
    Page,
    figure,
    heading,
    place,
    put,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

LINE = 17
_OTHER = "oben: ein anderer Stand"  # a click fills Kennzahlen without Protokoll, freezing Protokoll without Kennzahlen
_CHANGED = (
    ("Lauf", "Zeitpunkt", "DD.MM.\\ HH:MM", ""),
    ("Stichtag", "Stichtag", "DD.MM.YYYY", ""),
    ("Belegt", "Belegt", EURO, '+#,##0\\ "€";\\-#,##0\\ "€";"±0"'),
    ("Restbudget", "Restbudget", EURO, '+#,##0\\ "€";\\-#,##0\\ "€";"±0"'),
    ("Fehler", "Fehler", COUNT, '+#,##0;\\-#,##0;"±0"'),
    ("Warnungen", "Warnungen", COUNT, '+#,##0;\\-#,##0;"±0"'),
)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a list: header in Kennzahlen and on the page, first column and span, format."""

    header: str
    title: str
    first: int
    span: int
    look: str = "General"
    horizontal: str = "right"


def changes(page: Page) -> int:
    """Write the newest two runs of the Protokoll side by side and return the row of the first line."""
    shown = figure(page, shape.BUDGET, "Belegt", shape.AMOUNT)
    recorded = "INDEX(Protokoll[Belegt],1)"
    other = f'=IF(AND(ISNUMBER({shown}),ISNUMBER({recorded})),IF(ROUND({recorded}-{shown},2)=0,"","{_OTHER}"),"")'
    heading(page, RIGHT, "Seit dem vorigen Lauf", other)
    columns = [(RIGHT[0] + 3 * number, 3) for number in range(4)]
    titles = ("", "voriger", "letzter", "Änderung")
    top = page.next(LINE)
    for (first, span), title in zip(columns, titles, strict=True):
        put(page, top, first, span, title, style.font(style.MUTED, 10), horizontal="right")
    for name, header, look, change in _CHANGED:
        row = page.next(LINE)
        _underline(page, row, RIGHT)
        put(page, row, *columns[0], name, style.font(style.MUTED, 10))
        before, now = (_run(header, number, name) for number in (2, 1))
        put(page, row, *columns[1], before, style.font(size=10), look, horizontal="right")
        put(page, row, *columns[2], now, style.font(size=10, bold=True), look, horizontal="right")
        if change:
            old, new = (page.sheet.cell(row, first).coordinate for first, _ in columns[1:3])
            text = f'=IF(AND(ISNUMBER({old}),ISNUMBER({new})),ROUND({new}-{old},2),"–")'
            put(page, row, *columns[3], text, style.font(size=10, bold=True), change, horizontal="right")
    return top + 1


def _run(header: str, number: int, name: str) -> str:
    """Formula of a cell of the newest run or the one before it; what a run did may go on in rows below its own."""
    first = 'IF(N(INDEX(Protokoll[Zeitpunkt],1))>0,"erster Lauf","–")'
    blank = first if name == "Lauf" and number > 1 else '"–"'
    row = "1" if number == 1 else "COUNTIF(Protokoll[Zeitpunkt],INDEX(Protokoll[Zeitpunkt],1))+1"
    there = f"N(INDEX(Protokoll[Zeitpunkt],{row}))>0"
    return f"=IFERROR(IF({there},INDEX(Protokoll[{header}],{row}),{blank}),{blank})"


def schools(page: Page) -> None:
    """Left the schools over budget, right those without a concept."""
    top = page.row
    over = figure(page, shape.BUDGET, "Über Budget", shape.COUNT)
    missing, begun = (figure(page, shape.BUDGET, f"Konzept {each}", shape.COUNT) for each in ("fehlt", "in Arbeit"))
    left, right = LEFT[0], RIGHT[0]
    columns = (
        _Column(shape.LABEL, "Schule", left, 7, horizontal="left"),
        _Column(shape.FREE, "Restbudget", left + 7, 3, EURO),
        _Column(shape.SHARE, "belegt", left + 10, 2, PERCENT),
    )
    _list(page, LEFT, shape.OVER, columns, over)
    page.row = top
    columns = (
        _Column(shape.LABEL, "Schule", right, 7, horizontal="left"),
        _Column(shape.DETAIL, "Konzept", right + 7, 2, horizontal="left"),
        _Column(shape.AMOUNT, "Belegt", right + 9, 3, EURO),
    )
    _list(page, RIGHT, shape.NO_CONCEPT, columns, f"{missing}+{begun}")
    page.next(9)


def _list(page: Page, part: tuple[int, int], section: str, columns: Sequence[_Column], count: str) -> None:
    """Write a list of schools with a place for each row of its section, and how many there are beyond them."""
    heading(page, part, section)
    _titles(page, columns)
    places, day = page.places[section], figure(page, shape.HEAD, "Stichtag", shape.DETAIL)
    for row in range(places.first, places.last + 1):
        line = page.next(LINE)
        page.underline_filled(line, part)
        empty = "keine" if row == places.first else ""
        for column in columns:
            text = empty if column.header == shape.LABEL else ""
            _cell(page, line, column, row, f'IF(OR({day}="",N({count})>0),"","{text}")')
    size = len(places.labels)
    line = page.next(LINE)
    more = f'=IF(N({count})>{size},"und "&({count}-{size})&" weitere","")'
    put(page, line, *part, more, style.font(style.MUTED, 10, italic=True))


def purchases(page: Page) -> None:
    """Write the items with the greatest value over all schools and years."""
    heading(page, WIDE, shape.LARGEST, "Anteil an allen Ausgaben")
    columns = (
        _Column(shape.LABEL, "Artikel", 2, 12, horizontal="left"),
        _Column(shape.DETAIL, "Warengruppe", 15, 4, horizontal="left"),
        _Column(shape.COUNT, "Menge", 19, 2, COUNT),
        _Column(shape.AMOUNT, "Ausgaben", 21, 3, EURO),
        _Column(shape.SHARE, "Anteil", 24, 3, PERCENT),
    )
    _titles(page, columns)
    places = page.places[shape.LARGEST]
    for row in range(places.first, places.last + 1):
        line = page.next(LINE)
        page.underline_filled(line, WIDE)
        for column in columns:
            _cell(page, line, column, row, '""')


def closing(page: Page) -> None:
    """Say what the figures are and where they stand to the cent."""
    kind = figure(page, shape.HEAD, "Budgetart", shape.DETAIL)
    page.next(4)
    text = (
        f'=IF({kind}="","","Budgets gemessen als "&{kind}&"; Ausgaben: berechnet, bestellt und geplant. '
        'Auf volle Euro gerundet, auf den Cent genau in Kennzahlen.")'
    )
    put(page, page.next(16), WIDE[0], WIDE[1], text, style.font(style.MUTED, 9), shrink=True)


def _titles(page: Page, columns: Sequence[_Column]) -> None:
    row = page.next(LINE)
    for column in columns:
        look = style.font(style.MUTED, 10)
        put(page, row, column.first, column.span, column.title, look, horizontal=column.horizontal)


def _cell(page: Page, line: int, column: _Column, row: int, empty: str) -> None:
    """Write a cell that shows one of Kennzahlen, or what the formula ``empty`` gives where that is blank."""
    value = place(row, column.header)
    text = f'=IF({value}="",{empty},{value})'
    long = column.look == "General"
    put(page, line, column.first, column.span, text, style.font(size=10), column.look,
        horizontal=column.horizontal, shrink=long)  # fmt: skip


def _underline(page: Page, row: int, part: tuple[int, int]) -> None:
    for column in range(part[0], sum(part)):
        page.sheet.cell(row, column).border = style.line_below()
