"""The sheets that the tool fills: one table each, with conditional formats; its first row carries the styles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.formatting.rule import DataBar, FormatObject, Rule
from openpyxl.utils import get_column_letter

from pakt_xl.domain.sheets import Look
from pakt_xl.layout import style
from pakt_xl.layout.sheet import HEADER_ROW, dress, freeze
from pakt_xl.layout.table import Block, Head, place_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.styles.differential import DifferentialStyle
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from pakt_xl.domain.sheets import GeneratedTable, OutColumn
    from pakt_xl.layout.table import Value
    from pakt_xl.programme import Programme

PROGRAMME_VALUES = "Programmwerte"
_LONG = ("Protokoll",)  # a cell of it counts all input tables and says what was done to them
_RIGHT = (Look.EURO, Look.PERCENT, Look.WHOLE)
_CENTRE = (Look.DATE, Look.MOMENT, Look.YEAR, Look.LINK)
_SUMMED = Look.EURO
_FROZEN = {"Prüfbericht": 3, "Budgetübersicht": 2, "Lesarten": 2, "Jahresübersicht": 2,
           "Änderungen": 1, "Rückläufe": 2}  # fmt: skip
_NOT_SUMMED = ("Säule 3 Obergrenze", "Säule 3 Rest")  # cap columns have no total (reading 22)

RED, AMBER = style.signal(style.RED_INK, style.RED_PALE), style.signal(style.AMBER_INK, style.AMBER_PALE)
BLUE = style.signal(style.BLUE_INK, style.BLUE_PALE)

# What a cell's text means to the eye, by header.
_WORDS: dict[str, tuple[tuple[str, DifferentialStyle], ...]] = {
    "Schwere": (("Fehler", RED), ("Warnung", AMBER), ("Hinweis", BLUE)),
    "Stand": (("neu", style.signal(style.INK, bold=True)), ("zugelassen", style.signal(style.MUTED))),
    "Vollständig": (("nein", AMBER),),
    "TPEK": (("fehlt", RED), ("in Arbeit", AMBER)),
    "Infrastruktur": (("nicht vorhanden", AMBER),),
    "Gedeckt": (("gesperrt", RED), ("nein", AMBER)),
    "Erreicht": (("ja", AMBER),),
    "Ergebnis": (("gesperrt", RED), ("fehlt", AMBER)),
    "Herkunft": (("Annahme", AMBER),),
}
_BELOW_ZERO = ("Restbudget", "Säule 3 Rest", "Rest beide Schule", "Rest eine Schule", "Rest beide Träger",
               "Rest eine Träger")  # fmt: skip


def add_generated(workbook: Workbook, generated: Sequence[GeneratedTable], programme: Programme) -> None:
    """Add a sheet for every generated table; Programmwerte is filled, since live formulas need it."""
    for spec in generated:
        sheet = workbook.create_sheet(spec.sheet)
        heads = [_head(spec, column) for column in spec.columns]
        dress(sheet, spec.title, spec.purpose, style.SLATE, len(heads))
        rows: Sequence[Sequence[Value]] = _programme_rows(programme) if spec.name == PROGRAMME_VALUES else ((),)
        place_table(sheet, Block(spec.name, heads, rows, spec.total, _row_height(spec, heads)), whole_columns=False)
        freeze(sheet, _FROZEN.get(spec.name, 0))
        for number, column in enumerate(spec.columns, start=1):
            _signals(sheet, get_column_letter(number), column, len(rows))


def _row_height(spec: GeneratedTable, heads: Sequence[Head]) -> float | None:
    """Height of all rows: fixed where texts wrap, since fitting thousands of rows takes long; None fits to one line."""
    if spec.name in _LONG:
        return style.FOUR_LINES
    return style.TWO_LINES if any(head.wrap for head in heads) else None


def _head(spec: GeneratedTable, column: OutColumn) -> Head:
    look = column.look
    return Head(
        column.header,
        column.width,
        look.value,
        head_fill=style.SLATE,
        horizontal="right" if look in _RIGHT else "center" if look in _CENTRE else "left",
        wrap=column.wrap,
        total=_total(spec, column) if spec.total else "",
        ink=style.TEAL if look is Look.LINK else style.INK,
    )


def _total(spec: GeneratedTable, column: OutColumn) -> str:
    """Formula of the totals row: Excel's own sums; a ratio is that of the totals, not the sum (reading 22)."""
    if column.look is Look.PERCENT:
        used, available = f"{spec.name}[[#Totals],[Belegt]]", f"{spec.name}[[#Totals],[Verfügbar]]"
        return f'IF({available}>0,ROUND({used}/{available},4),"")'
    if column.look is _SUMMED and column.header not in _NOT_SUMMED:
        return f"SUBTOTAL(109,{spec.name}[{column.header}])"
    return ""


def _programme_rows(programme: Programme) -> list[tuple[Value, ...]]:
    return [
        (value.key, value.value, value.valid_from, value.valid_to, value.origin, value.source)
        for value in programme.values
    ]


def _signals(sheet: Worksheet, letters: str, column: OutColumn, rows: int) -> None:
    """Add the conditional formats of a column; the tool widens them with the rows it fills in."""
    first = f"{letters}{HEADER_ROW + 1}"
    area = f"{first}:{letters}{HEADER_ROW + rows}"
    for word, look in _WORDS.get(column.header, ()):
        sheet.conditional_formatting.add(area, Rule("expression", dxf=look, formula=[f'${first}="{word}"']))
    if column.header in _BELOW_ZERO:
        rule = Rule("expression", dxf=RED, formula=[f"AND(ISNUMBER(${first}),${first}<0)"])
        sheet.conditional_formatting.add(area, rule)
    if column.look is Look.PERCENT:
        over = Rule("expression", dxf=style.signal(style.RED_INK, bold=True), formula=[f"N(${first})>1"])
        sheet.conditional_formatting.add(area, over)
        ends = [FormatObject("num", 0), FormatObject("num", 1)]
        bar = Rule("dataBar", dataBar=DataBar(cfvo=ends, color=f"FF{style.BAR}"))
        sheet.conditional_formatting.add(area, bar)
