"""The tables of the school workbook: its needs, the wishes and answers to be filled in, the hidden stamp."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Border, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation

from pakt_xl.domain.cells import CHOICE
from pakt_xl.domain.rows import columns
from pakt_xl.domain.school_workbook import (
    ANSWERS,
    ANSWERS_SHEET,
    NEEDS_SHEET,
    SCHOOL_SHEET,
    STAMP_SHEET,
    WISH_ROWS,
    WISHES_SHEET,
    Answer,
    SchoolNeed,
    StampLine,
    Wish,
    slot,
)
from pakt_xl.layout import style
from pakt_xl.layout.inputs import list_name, typed_head
from pakt_xl.layout.rules import rule_of
from pakt_xl.layout.sheet import HEADER_ROW, LAST_ROW, dress, freeze
from pakt_xl.layout.table import Block, Head, place_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from openpyxl.worksheet.worksheet import Worksheet

    from pakt_xl.domain.rows import Row

_FIRST = HEADER_ROW + 1
_WISH_END = HEADER_ROW + WISH_ROWS
_NEEDS = {"Bedarfsnummer": 17, "Bezeichnung": 58, "Menge": 10, "Wunschjahr": 14, "Finanzierung": 25, "Stand": 30,
          "Betrag": 18}  # fmt: skip
_WISHES = {"Bedarfsnummer": 19, "Feld": 18, "Neuer Wert": 42, "Begründung": 72}
_ANSWERS = {"Angabe": 30, "Wert": 26}
_OPEN = Protection(locked=False)


def add_needs(sheet: Worksheet) -> None:
    """Add Ihre Bedarfe. Its cells are not locked, or nobody could sort them; instead a rule refuses all typing."""
    purpose = (
        "Nur zum Lesen; sortieren und filtern ist möglich. Änderungen bitte im Blatt „Änderungswünsche“ eintragen."
    )
    heads = _heads(SchoolNeed, _NEEDS, style.SLATE, style.GREY_PALE, wrap=True)
    _table_sheet(sheet, purpose, SchoolNeed, heads, (tuple(slot("need", number) for number in range(len(heads))),))
    _unlock(sheet, f"A{_FIRST}:G{_FIRST}")
    rule = DataValidation("custom", formula1="FALSE", showErrorMessage=True, errorStyle="stop")
    rule.errorTitle = NEEDS_SHEET
    rule.error = "Dieses Blatt ist nur zum Lesen. Bitte tragen Sie Ihren Wunsch im Blatt „Änderungswünsche“ ein."
    rule.add(f"A{_FIRST}:G{LAST_ROW}")
    sheet.add_data_validation(rule)
    locked = Rule("expression", dxf=style.signal(style.RED_INK), formula=[f'LEFT($F{_FIRST},8)="gesperrt"'])
    sheet.conditional_formatting.add(f"F{_FIRST}:F{LAST_ROW}", locked)


def add_wishes(sheet: Worksheet) -> None:
    """Add Änderungswünsche: blank rows to be filled in, with dropdowns; a wish without reasons turns red."""
    purpose = (
        "Eine Zeile je Wunsch, nur falls sich etwas ändern soll. Die gelben Felder ausfüllen; ohne Begründung kann "
        "nicht entschieden werden."
    )
    heads = _heads(Wish, _WISHES, style.TEAL, style.AMBER_PALE, wrap=True)
    _table_sheet(sheet, purpose, Wish, heads, ((),) * WISH_ROWS, height=30)
    _unlock(sheet, f"A{_FIRST}:D{_WISH_END}")
    _frame(sheet, f"A{_FIRST}:D{_WISH_END}")
    numbers = rule_of(replace(columns(Wish)["need_number"], refers=SchoolNeed.TABLE), ())
    numbers.formula1 = list_name(SchoolNeed.TABLE)
    numbers.error = f"Diese Nummer steht nicht im Blatt „{NEEDS_SHEET}“. Trotzdem eintragen?"
    numbers.prompt = columns(Wish)["need_number"].help
    rules = [numbers, *(rule_of(column, ()) for column in list(columns(Wish).values())[1:])]
    rules[2].prompt = columns(Wish)["new_value"].help
    for letters, rule in zip("ABCD", rules, strict=True):
        rule.add(f"{letters}{_FIRST}:{letters}{_WISH_END}")
        sheet.add_data_validation(rule)
    missing = f'AND(TRIM($A{_FIRST}&$B{_FIRST}&$C{_FIRST})<>"",TRIM($D{_FIRST})="")'
    look = style.signal(style.RED_INK, style.RED_PALE)
    sheet.conditional_formatting.add(f"D{_FIRST}:D{_WISH_END}", Rule("expression", dxf=look, formula=[missing]))


def add_answers(sheet: Worksheet) -> None:
    """Add Angaben: two states and a day; what is known so far stands beside."""
    purpose = "Bitte die gelben Felder ausfüllen; leer heißt: Es bleibt bei dem, was bekannt ist."
    heads = _heads(Answer, _ANSWERS, style.TEAL, style.AMBER_PALE)
    heads[0] = replace(heads[0], ground=style.GREY_PALE, head_fill=style.SLATE)
    _table_sheet(sheet, purpose, Answer, heads, tuple((label, None) for label in ANSWERS), height=30)
    _unlock(sheet, f"B{_FIRST}:B{HEADER_ROW + len(ANSWERS)}")
    _frame(sheet, f"B{_FIRST}:B{HEADER_ROW + len(ANSWERS)}")
    sheet.column_dimensions["C"].width, sheet.column_dimensions["D"].width = 26, 74
    for letters, text in (("C", "Bisher bekannt"), ("D", "Was gemeint ist")):
        head = sheet[f"{letters}{HEADER_ROW}"]
        head.value, head.font = text, style.font(style.MUTED, bold=True)
        head.alignment = style.align(indent=1)
    for row, (label, column) in enumerate(ANSWERS.items(), start=_FIRST):
        sheet[f"B{row}"].number_format = column.kind.number_format if column.kind is not CHOICE else "General"
        sheet[f"C{row}"] = slot("known", row - _FIRST)
        sheet[f"D{row}"] = column.help
        for letters in "CD":
            cell = sheet[f"{letters}{row}"]
            cell.font, cell.border, cell.alignment = style.font(style.MUTED), style.line_below(), style.align(indent=1)
        rule = rule_of(column, ())
        rule.add(f"B{row}")
        sheet.add_data_validation(rule)
        sheet[f"A{row}"].font = style.font(bold=True)
        sheet[f"A{row}"].value = label


def add_stamp(sheet: Worksheet) -> None:
    """Add the stamp: keys and values, of which the last repeat the rows of the read-only tables."""
    heads = _heads(StampLine, {"Schlüssel": 26, "Wert": 110}, style.SLATE, "")
    _table_sheet(
        sheet, "Kennzeichen dieser Mappe; nicht ändern.", StampLine, heads, ((slot("stamp", 0), slot("stamp", 1)),)
    )
    sheet.title = STAMP_SHEET


def _heads(
    model: type[Row], widths: Mapping[str, float], colour: str, ground: str, *, wrap: bool = False
) -> list[Head]:
    return [
        replace(typed_head(column), width=widths[column.header], head_fill=colour, ground=ground, wrap=wrap)
        for column in columns(model).values()
    ]


def _table_sheet(
    sheet: Worksheet,
    purpose: str,
    model: type[Row],
    heads: list[Head],
    rows: tuple[tuple[str | None, ...], ...],
    *,
    height: float | None = None,
) -> None:
    colour = style.AMBER if sheet.title in (WISHES_SHEET, ANSWERS_SHEET) else style.SLATE
    dress(sheet, sheet.title, purpose, colour, len(heads), home=SCHOOL_SHEET)
    sheet["A1"].font = style.font(style.TEAL, style.TITLE_SIZE, bold=True)
    sheet["B3"] = slot("school")
    sheet["B3"].font = style.font(style.MUTED, bold=True)
    sheet["B3"].alignment = style.align(indent=1)
    place_table(sheet, Block(model.TABLE, heads, rows, row_height=height), whole_columns=False)
    freeze(sheet, 0)


def _unlock(sheet: Worksheet, area: str) -> None:
    rows: Iterable[tuple[object, ...]] = sheet[area]
    for row in rows:
        for cell in row:
            cell.protection = _OPEN  # type: ignore[attr-defined]


def _frame(sheet: Worksheet, area: str) -> None:
    """Draw each cell of an area as a box to be filled in."""
    side = Side(style="thin", color=f"FF{style.LINE}")
    rows: Iterable[tuple[object, ...]] = sheet[area]
    for row in rows:
        for cell in row:
            cell.border = Border(side, side, side, side)  # type: ignore[attr-defined]
