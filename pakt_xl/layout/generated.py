"""The sheets that the tool fills: one table each, with conditional formats; its first row carries the styles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.domain import key_figures
from pakt_xl.domain.sheets import Look
from pakt_xl.layout import style
from pakt_xl.layout.sheet import dress, freeze
from pakt_xl.layout.signals import add_signals
from pakt_xl.layout.table import Block, Head, place_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.workbook import Workbook

    from pakt_xl.domain.sheets import GeneratedTable, OutColumn
    from pakt_xl.layout.table import Value
    from pakt_xl.programme import Programme

PROGRAMME_VALUES = "Programmwerte"
_LONG = ("Protokoll",)  # a cell of it counts all input tables and says what was done to them
_RIGHT = (Look.EURO, Look.PERCENT, Look.WHOLE)
_CENTRE = (Look.DATE, Look.MOMENT, Look.YEAR, Look.LINK)
_SUMMED = Look.EURO
_FROZEN = {"Prüfbericht": 3, "Budgetübersicht": 2, "Lesarten": 2, "Jahresübersicht": 2,
           "Änderungen": 1, "Rückläufe": 2,
           "OffeneLieferungen": 1, "Mittelabruf": 1, "MittelabrufBelege": 2, "Verwendungsnachweis": 2,
           "VerwendungsnachweisBelege": 2, "Zweckbindung": 2}  # fmt: skip
_NOT_SUMMED = ("Säule 3 Obergrenze", "Säule 3 Rest")  # cap columns have no total (reading 22)


def add_generated(workbook: Workbook, generated: Sequence[GeneratedTable], programme: Programme) -> None:
    """Add a sheet for every generated table; two hold rows before the first run: formulas and charts need them."""
    for spec in generated:
        sheet = workbook.create_sheet(spec.sheet)
        heads = [_head(spec, column) for column in spec.columns]
        dress(sheet, spec.title, spec.purpose, style.SLATE, len(heads))
        rows = _FIRST_ROWS.get(spec.name, _no_rows)(programme)
        place_table(sheet, Block(spec.name, heads, rows, spec.total, _row_height(spec, heads)), whole_columns=False)
        freeze(sheet, _FROZEN.get(spec.name, 0))
        add_signals(sheet, spec, len(rows))


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


def _no_rows(programme: Programme) -> list[tuple[Value, ...]]:  # noqa: ARG001  as the functions with rows
    return [()]


def _programme_rows(programme: Programme) -> list[tuple[Value, ...]]:
    return [
        (value.key, value.value, value.valid_from, value.valid_to, value.origin, value.source)
        for value in programme.values
    ]


def _key_figure_rows(programme: Programme) -> list[tuple[Value, ...]]:
    """Rows of Kennzahlen with their labels: charts point at their cells before the first run."""
    found = key_figures.sections(programme.years, [pillar.number for pillar in programme.pillars])
    return [
        (section.name, number, label or None)
        for section in found.values()
        for number, label in enumerate(section.labels, start=1)
    ]


_FIRST_ROWS = {PROGRAMME_VALUES: _programme_rows, key_figures.TABLE: _key_figure_rows}
"""Tables that a fresh master fills."""
