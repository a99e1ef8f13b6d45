"""The signals of the generated sheets: conditional formats that say what a cell means, grown with the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.formatting.rule import DataBar, FormatObject, Rule
from openpyxl.utils import get_column_letter

from pakt_xl.domain.sheets import Look
from pakt_xl.layout import style
from pakt_xl.layout.sheet import HEADER_ROW

if TYPE_CHECKING:
    from openpyxl.styles.differential import DifferentialStyle
    from openpyxl.worksheet.worksheet import Worksheet

    from pakt_xl.domain.sheets import GeneratedTable

RED, AMBER = style.signal(style.RED_INK, style.RED_PALE), style.signal(style.AMBER_INK, style.AMBER_PALE)
BLUE = style.signal(style.BLUE_INK, style.BLUE_PALE)
SUBTOTAL = style.signal(style.INK, style.SLATE_PALE, bold=True)

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
               "Rest eine Träger", "Abrufbar")  # fmt: skip

# What the cells of a row mean together, by table and header; {Header} is the cell of that column.
_ROWS: dict[tuple[str, str], tuple[tuple[str, DifferentialStyle], ...]] = {
    # The Stichtag is Bestellt am and Tage offen: no cell of another sheet, no clock.
    ("OffeneLieferungen", "Liefern bis"): (
        ("AND(ISNUMBER({Liefern bis}),ISNUMBER({Tage offen}),{Liefern bis}<{Bestellt am}+{Tage offen})", RED),
    ),
    ("Verwendungsnachweis", "Differenz"): (("AND(ISNUMBER({Differenz}),{Differenz}<0)", RED),),
    ("Zweckbindung", "Bestand"): (
        # No check looks at it: more is gone than the invoice row brought.
        ("AND(ISNUMBER({Bestand}),{Bestand}<0,{Abgänge}>0)", RED),
        ("AND(ISNUMBER({Bestand}),{Bestand}<{Menge geliefert})", AMBER),
    ),
}
# A row that sums up the rows above it, by table.
_SUBTOTALS = {"Verwendungsnachweis": '{Warengruppe}="gesamt"'}


def add_signals(sheet: Worksheet, spec: GeneratedTable, rows: int) -> None:
    """Add the conditional formats of a table; the tool widens them with the rows it fills in.

    The first that fits wins: what is wrong in a cell goes before the look of its row.
    """
    first, last = HEADER_ROW + 1, HEADER_ROW + rows
    cells = {column.header: f"${get_column_letter(number)}{first}" for number, column in enumerate(spec.columns, 1)}
    for number, column in enumerate(spec.columns, start=1):
        letters = get_column_letter(number)
        area = f"{letters}{first}:{letters}{last}"
        for condition, look in _conditions(spec.name, column.header):
            sheet.conditional_formatting.add(area, Rule("expression", dxf=look, formula=[_placed(condition, cells)]))
        if column.look is Look.PERCENT:
            _share(sheet, area, cells[column.header])
    if spec.name in _SUBTOTALS:
        area = f"A{first}:{get_column_letter(len(cells))}{last}"
        formula = [_placed(_SUBTOTALS[spec.name], cells)]
        sheet.conditional_formatting.add(area, Rule("expression", dxf=SUBTOTAL, formula=formula))


def _conditions(table: str, header: str) -> list[tuple[str, DifferentialStyle]]:
    """Conditions of a column, with the look that each gives."""
    found = [(f'{{{header}}}="{word}"', look) for word, look in _WORDS.get(header, ())]
    if header in _BELOW_ZERO:
        found.append((f"AND(ISNUMBER({{{header}}}),{{{header}}}<0)", RED))
    return [*found, *_ROWS.get((table, header), ())]


def _placed(condition: str, cells: dict[str, str]) -> str:
    for header, cell in cells.items():
        condition = condition.replace(f"{{{header}}}", cell)
    return condition


def _share(sheet: Worksheet, area: str, cell: str) -> None:
    """Show a share as a bar, above the whole in red."""
    over = Rule("expression", dxf=style.signal(style.RED_INK, bold=True), formula=[f"N({cell})>1"])
    sheet.conditional_formatting.add(area, over)
    ends = [FormatObject("num", 0), FormatObject("num", 1)]
    bar = Rule("dataBar", dataBar=DataBar(cfvo=ends, color=f"FF{style.BAR}"))
    sheet.conditional_formatting.add(area, bar)
