"""The input sheets: a table each from its row model, with dropdowns, input messages and live formulas."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from openpyxl.formatting.rule import Rule
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName

from pakt_xl.domain.cells import CHOICE, DATE, EURO, KEY, QUANTITY, WHOLE, YEAR
from pakt_xl.domain.rows import MODELS, columns
from pakt_xl.layout import style
from pakt_xl.layout.formulas import live_columns, stored
from pakt_xl.layout.rules import validate
from pakt_xl.layout.sheet import HEADER_ROW, LAST_ROW, dress, freeze
from pakt_xl.layout.table import Block, Head, place_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from pakt_xl.domain.columns import Column
    from pakt_xl.domain.rows import Row
    from pakt_xl.layout.formulas import LiveColumn
    from pakt_xl.layout.table import Value
    from pakt_xl.programme import Programme

PURPOSES = {
    "Kontakte": "Wen die Schulen und das Amt fragen: Stellen und Funktionspostfächer, keine Privatpersonen.",
    "Schulen": "Eine Zeile je Schule mit ihrem eigenen Budget. Graue Spalten rechnet die Mappe.",
    "Katalog": "Was beschafft werden kann. Die Fördersäule bestimmt die Obergrenze, die Warengruppe das Los.",
    "Preise": "Preise mit dem ersten Tag ihrer Geltung. Ein neuer Preis ist eine neue Zeile; alte bleiben stehen.",
    "Bedarfe": "Eine Zeile je Schule, Artikel und Wunschjahr. Streichen: Menge 0. Graue Spalten rechnet die Mappe.",
    "Bestellungen": "Eine Zeile je Bestellung und Bedarf. Storniertes bleibt stehen: Status „storniert“.",
    "Rechnungen": "Eine Zeile je Rechnung und Bedarf. Gutschriften haben negative Beträge.",
    "Bescheide": "Eine Zeile je Zuwendungsbescheid. Abruf, Nachweis und Zweckbindung hängen daran.",
    "Mittelabrufe": "Eine Zeile je Mittelabruf. Was noch abrufbar ist, steht im Blatt Mittelabruf.",
    "Umschichtungen": "Budget, das von einer Schule zu einer anderen wandert. Ohne Beschluss wird nicht gerechnet.",
    "Abgänge": "Was verloren ging, gestohlen wurde, defekt ist oder umgezogen ist, mit seiner Rechnung.",
    "Festschreibung": "Die Bedarfe am Tag der Festschreibung. Schreibt das Werkzeug einmal; hier nichts ändern.",
    "Änderungsanträge": "Eine Zeile je Antrag und Feld. Genehmigt gilt er mit Begründung, Datum und Stelle.",
    "Ausnahmen": "Befunde, die eine Stelle zulässt. Sie bleiben im Prüfbericht stehen, als „zugelassen“.",
}
CONTACTS: tuple[tuple[str, str], ...] = (
    ("Grundsatzfragen", "Amt für schulische Bildung"),
    ("Bedarfe und Änderungen", "Medienzentrum"),
    ("Wartung und Support", "HITS"),
)
_WIDTHS = {
    "Schulname": 40, "Bezeichnung": 58, "Quelle": 36, "Lieferant": 28, "Thema": 30, "Stelle": 36, "E-Mail": 32,
    "Telefon": 20, "Grund": 36, "Beschluss": 28, "Finanzierung": 24, "Warengruppe": 22, "Schulform": 18,
    "Infrastruktur": 18, "TPEK": 13, "Fördersäule": 13, "Aktenzeichen": 18, "Vergabenummer": 18,
    "Festgeschrieben am": 18, "Neuer Wert": 30, "Begründung": 64, "Entschieden am": 15, "Entschieden durch": 28,
    "Zugelassen durch": 28, "Code": 10,
    "Lucom-Nr.": 18, "Zuwendungsfähige Ausgaben": 18, "Durchführung ab": 15, "Durchführung bis": 15,
}  # fmt: skip
# Whole sentences of schools, which somebody must read to decide: they wrap, in rows that are high enough.
_SENTENCES = {"Änderungsanträge": ("Neuer Wert", "Begründung")}
_KIND_WIDTHS = {EURO: 18, DATE: 14, QUANTITY: 10, YEAR: 13, WHOLE: 11, KEY: 17, CHOICE: 14}
# When a live figure is shown in red, and the columns its condition needs besides its own.
_ALARMS = {"Restbudget": "AND(ISNUMBER({0}),{0}<0)", "Säule 3 belegt": "AND(ISNUMBER({1}),N({0})>{1})"}
_OTHERS = {"Säule 3 belegt": ("Säule 3 Obergrenze",)}
_FROZEN = {"Schulen": 2, "Katalog": 2, "Preise": 1, "Bedarfe": 1, "Bestellungen": 2, "Rechnungen": 1,
           "Bescheide": 1, "Mittelabrufe": 2, "Abgänge": 1,
           "Festschreibung": 1, "Änderungsanträge": 2, "Ausnahmen": 2}  # fmt: skip


def add_inputs(workbook: Workbook, programme: Programme) -> None:
    """Add a sheet for every input table but the settings, in the order of WORKBOOK.md."""
    for model in MODELS:
        if model.TABLE in PURPOSES:
            _add(workbook, model, programme)
    for model in MODELS:
        for column in columns(model).values():
            if column.refers and list_name(column.refers) not in workbook.defined_names:
                _name_keys(workbook, column.refers)


def list_name(table: str) -> str:
    """Name under which dropdowns find the keys of a table."""
    return f"Liste_{table}"


def _name_keys(workbook: Workbook, table: str) -> None:
    """Name the key column of a table: a dropdown cannot name a table, and the name grows with it."""
    key = next(next(iter(columns(model).values())) for model in MODELS if table == model.TABLE)
    name = list_name(table)
    workbook.defined_names[name] = DefinedName(name, attr_text=f"{table}[{key.header}]")


def _add(workbook: Workbook, model: type[Row], programme: Programme) -> None:
    table = model.TABLE
    sheet = workbook.create_sheet(table)
    typed, live = list(columns(model).values()), live_columns(table)
    long = _SENTENCES.get(table, ())
    heads = [replace(typed_head(column), wrap=column.header in long) for column in typed]
    heads += [live_head(table, column) for column in live]
    dress(sheet, table, PURPOSES[table], style.TEAL, len(heads))
    rows: Sequence[Sequence[Value]] = CONTACTS if table == "Kontakte" else ((),)
    place_table(sheet, Block(table, heads, rows, row_height=style.TWO_LINES if long else None), whole_columns=True)
    freeze(sheet, _FROZEN.get(table, 0))
    _alarms(sheet, [head.header for head in heads])
    sheet.sheet_properties.outlinePr.summaryRight = False  # the + stands left of the folded columns
    for number, column in enumerate(typed, start=1):
        validate(sheet, get_column_letter(number), column.among(programme.pillar_numbers), programme.years)


def _alarms(sheet: Worksheet, headers: list[str]) -> None:
    """Show in red what is over the budget or over the cap, as soon as it is typed."""
    letters = {header: get_column_letter(number) for number, header in enumerate(headers, start=1)}
    first = HEADER_ROW + 1
    for header, condition in _ALARMS.items():
        if header in letters and all(other in letters for other in _OTHERS.get(header, ())):
            cells = [f"${letters[each]}{first}" for each in (header, *_OTHERS.get(header, ()))]
            rule = Rule(
                "expression", dxf=style.signal(style.RED_INK, style.RED_PALE), formula=[condition.format(*cells)]
            )
            sheet.conditional_formatting.add(f"{letters[header]}{first}:{letters[header]}{LAST_ROW}", rule)


def typed_head(column: Column) -> Head:
    """Return the look of a column that people type into; a dark header says that it must be filled."""
    kind = column.kind
    return Head(
        column.header,
        _WIDTHS.get(column.header, _KIND_WIDTHS.get(kind, 24)),
        "General" if column.choices and kind is not KEY else kind.number_format,
        head_fill=style.TEAL if column.required else style.TEAL_SOFT,
        horizontal="right" if kind in (EURO, QUANTITY) else "center" if kind in (DATE, YEAR, WHOLE) else "left",
    )


def live_head(table: str, column: LiveColumn) -> Head:
    """Return the look of a calculated column: grey and slanted, so that nobody types there."""
    number = column.number_format != "General"
    return Head(
        column.header,
        16 if number else 20,
        column.number_format,
        head_fill=style.GREY_HEAD if column.helper else style.TEAL_PALE,
        head_ink=style.MUTED if column.helper else style.TEAL,
        ink=style.MUTED,
        ground=style.GREY_PALE,
        italic=True,
        horizontal="right" if number else "left",
        formula=stored(table, column.formula),
        folded=column.helper,
    )
