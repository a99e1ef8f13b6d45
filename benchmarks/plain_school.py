"""The school workbook as one would write it without taking parts apart: with openpyxl, and with XlsxWriter in memory.

Written to be fast: styles are copied as openpyxl's own array, formats are made once a workbook.
"""

from __future__ import annotations

from copy import copy
from io import BytesIO
from typing import TYPE_CHECKING, Any

import xlsxwriter
from openpyxl import load_workbook

from pakt_xl.domain.rows import columns
from pakt_xl.domain.rows.base import CONCEPTS, INFRASTRUCTURES
from pakt_xl.domain.school_workbook import (
    ANSWERS,
    LINES,
    SCHOOL_MODELS,
    WISH_ROWS,
    SchoolNeed,
    StampLine,
    Wish,
    slot,
)
from pakt_xl.schools.sheet import INCOMPLETE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pakt_xl.domain.table import Cells
    from pakt_xl.schools.sheet import SchoolSheet

GUARD = {"sort": True, "autofilter": True, "format_columns": True, "format_rows": True, "format_cells": True}
WIDTHS = ((2, 41, 34, 52, 2), (17, 58, 10, 14, 25, 30, 18), (19, 18, 42, 72), (30, 26, 26, 74), (26, 110))


def singles(school: SchoolSheet) -> dict[str, Any]:
    """Return the value of each single slot by its text in the template."""
    together = school.round
    found: dict[str, Any] = {
        slot("school"): f"{school.name} · Schulnummer {school.number}",
        slot("as_of"): together.as_of,
        slot("remark"): None if school.complete else INCOMPLETE,
        slot("budget_type"): together.budget_type,
        slot("send_to"): together.send_to,
    }
    found |= {slot("line", place): value for place, value in enumerate(school.lines)}
    return found | {slot("known", place): value for place, value in enumerate(school.known)}


def rows_of(school: SchoolSheet) -> dict[str, Sequence[Cells]]:
    """Return the rows of each repeating row by the text of its first slot."""
    return {
        slot("need", 0): school.needs,
        slot("contact", 0): school.round.contacts,
        slot("stamp", 0): school.stamp_rows(),
    }


def with_openpyxl(template: bytes, school: SchoolSheet) -> bytes:
    """Load the template, put the values in, let the tables end with their rows, save."""
    workbook = load_workbook(BytesIO(template))
    values, rows = singles(school), rows_of(school)
    for sheet in workbook.worksheets:
        _fill(sheet, values, rows)
    done = BytesIO()
    workbook.save(done)
    return done.getvalue()


def _fill(sheet: Any, values: Mapping[str, Any], rows: Mapping[str, Sequence[Cells]]) -> None:
    for row in list(sheet.iter_rows()):
        for cell in row:
            if cell.value in values:
                cell.value = values[cell.value]
            elif cell.value in rows:
                _repeat(sheet, cell, rows[cell.value])
                break


def _repeat(sheet: Any, first: Any, rows: Sequence[Cells]) -> None:
    styles = [sheet.cell(first.row, first.column + place)._style for place in range(len(rows[0]))]  # noqa: SLF001
    for line, row in enumerate(rows, start=first.row):
        for place, value in enumerate(row):
            cell = sheet.cell(line, first.column + place)
            cell.value = value
            cell._style = copy(styles[place])  # noqa: SLF001  a public setter would look every style up again
            if isinstance(value, str):
                cell.data_type = "s"
    for table in sheet.tables.values():
        start, end = table.ref.split(":")
        if end == f"{sheet.cell(first.row, first.column + len(rows[0]) - 1).coordinate}":
            table.ref = f"{start}:{sheet.cell(first.row + len(rows) - 1, first.column + len(rows[0]) - 1).coordinate}"
            if table.autoFilter:
                table.autoFilter.ref = table.ref


def with_xlsxwriter(_template: bytes, school: SchoolSheet) -> bytes:
    """Write the same five sheets anew: titles, tables, dropdowns, protection, print set-up."""
    done = BytesIO()
    workbook = xlsxwriter.Workbook(done, {"in_memory": True})
    looks = _looks(workbook)
    sheets = [
        workbook.add_worksheet(name)
        for name in ("Ihre Schule", "Ihre Bedarfe", "Änderungswünsche", "Angaben", "Stempel")
    ]
    for sheet, widths in zip(sheets, WIDTHS, strict=True):
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.protect("", GUARD)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        sheet.set_footer("&L&A&RSeite &P von &N")
    _page(sheets[0], school, looks)
    _needs(sheets[1], school, looks)
    _wishes(sheets[2], school, looks)
    _answers(sheets[3], school, looks)
    _table(sheets[4], StampLine.TABLE, ("Schlüssel", "Wert"), school.stamp_rows(), [looks["text"]] * 2, looks)
    sheets[4].very_hidden()
    workbook.define_name("Liste_IhreBedarfe", "=IhreBedarfe[Bedarfsnummer]")
    workbook.close()
    return done.getvalue()


def _looks(workbook: Any) -> dict[str, Any]:
    base = {"font_name": "Calibri", "font_size": 11, "bottom": 1, "bottom_color": "#D5DBE1", "valign": "vcenter"}
    grey = base | {"bg_color": "#F5F6F8"}
    kinds: dict[str, dict[str, Any]] = {
        "title": {"font_name": "Calibri", "font_size": 18, "bold": True, "font_color": "#0B5563"},
        "muted": {"font_name": "Calibri", "font_color": "#5B6673"},
        "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": "#3E4C5E", "text_wrap": True},
        "link": {"font_color": "#0B5563", "underline": 1},
        "text": base,
        "bold": base | {"bold": True},
        "grey": grey | {"locked": False},
        "centre": grey | {"locked": False, "align": "center"},
        "number": grey | {"locked": False, "num_format": "#,##0"},
        "euro": grey | {"locked": False, "num_format": '#,##0.00\\ "€"'},
        "money": grey | {"bold": True, "num_format": '#,##0.00\\ "€"'},
        "day": {"num_format": "DD.MM.YYYY", "bold": True},
        "input": base | {"bg_color": "#FFF4DC", "locked": False, "text_wrap": True, "border": 1, "num_format": "@"},
        "red": {"font_color": "#A61B1B", "bg_color": "#FBE4E2"},
    }
    return {name: workbook.add_format(kind) for name, kind in kinds.items()}


def _title(sheet: Any, title: str, school: SchoolSheet, looks: Mapping[str, Any]) -> None:
    sheet.write_string(0, 0, title, looks["title"])
    sheet.write_string(1, 0, "Bitte die gelben Felder ausfüllen; alles andere ist nur zum Lesen.", looks["muted"])
    sheet.write_url(2, 0, "internal:'Ihre Schule'!A1", looks["link"], "← Ihre Schule")
    sheet.write_string(2, 1, f"{school.name} · Schulnummer {school.number}", looks["bold"])
    sheet.repeat_rows(3)
    sheet.freeze_panes(4, 0)
    sheet.set_landscape()


def _page(sheet: Any, school: SchoolSheet, looks: Mapping[str, Any]) -> None:
    sheet.write_string(0, 1, "DigitalPakt Schule", looks["title"])
    sheet.write_string(1, 1, f"{school.name} · Schulnummer {school.number}", looks["bold"])
    sheet.write_datetime(1, 3, school.round.as_of, looks["day"])
    sheet.write_string(4, 1, "Was Sie tun", looks["title"])
    for row, name in enumerate(("Ihre Bedarfe", "Änderungswünsche", "Angaben"), start=5):
        sheet.write_url(row, 1, f"internal:'{name}'!A1", looks["link"], f"{row - 4}.  {name}")
        sheet.write_string(row, 2, "Was auf diesem Blatt zu tun ist, in einem Satz.", looks["text"])
        sheet.write_blank(row, 3, None, looks["text"])
    sheet.write_string(8, 2, school.round.send_to, looks["text"])
    lines = list(zip(LINES, school.lines, strict=True))
    _table(sheet, "IhreSchule", ("Angabe", "Wert"), lines, [looks["text"], looks["money"]], looks, place=(10, 1))
    for row in range(11, 11 + len(LINES)):
        sheet.write_string(row, 3, "was damit gemeint ist", looks["muted"])
    sheet.conditional_format(11, 2, 21, 2, {"type": "cell", "criteria": "<", "value": 0, "format": looks["red"]})
    for row, contact in enumerate(school.round.contacts, start=28):
        for place, value in enumerate(contact):
            sheet.write(row, 1 + place, value, looks["bold"])


def _needs(sheet: Any, school: SchoolSheet, looks: Mapping[str, Any]) -> None:
    _title(sheet, "Ihre Bedarfe", school, looks)
    kinds = [looks[name] for name in ("grey", "grey", "number", "centre", "grey", "grey", "euro")]
    headers = [column.header for column in columns(SchoolNeed).values()]
    _table(sheet, SchoolNeed.TABLE, headers, school.needs, kinds, looks)
    sheet.data_validation(4, 0, 1_048_575, 6, {"validate": "custom", "value": "=FALSE", "error_title": "Ihre Bedarfe",
                                               "error_message": "Dieses Blatt ist nur zum Lesen."})  # fmt: skip


def _wishes(sheet: Any, school: SchoolSheet, looks: Mapping[str, Any]) -> None:
    _title(sheet, "Änderungswünsche", school, looks)
    headers = [column.header for column in columns(Wish).values()]
    blank = [(None,) * len(headers)] * WISH_ROWS
    _table(sheet, Wish.TABLE, headers, blank, [looks["input"]] * len(headers), looks)
    for place, column in enumerate(columns(Wish).values()):
        rule: dict[str, Any] = {"validate": "any", "input_title": column.header, "input_message": column.help}
        if column.choices:
            rule |= {"validate": "list", "source": list(column.choices)}
        elif place == 0:
            rule |= {"validate": "list", "source": "=Liste_IhreBedarfe", "error_type": "warning"}
        sheet.data_validation(4, place, 3 + WISH_ROWS, place, rule)
    for row in range(4, 4 + WISH_ROWS):
        sheet.set_row(row, 30)
    sheet.conditional_format(4, 3, 3 + WISH_ROWS, 3, {"type": "formula", "format": looks["red"],
                                                      "criteria": '=AND($A5&$B5&$C5<>"",$D5="")'})  # fmt: skip


def _answers(sheet: Any, school: SchoolSheet, looks: Mapping[str, Any]) -> None:
    _title(sheet, "Angaben", school, looks)
    _table(
        sheet,
        "Angaben",
        ("Angabe", "Wert"),
        [(label, None) for label in ANSWERS],
        [looks["bold"], looks["input"]],
        looks,
    )
    for row, (known, column) in enumerate(zip(school.known, ANSWERS.values(), strict=True), start=4):
        sheet.write(row, 2, known, looks["text"])
        sheet.write_string(row, 3, column.help, looks["text"])
    for row, choices in ((4, CONCEPTS), (5, INFRASTRUCTURES)):
        sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": list(choices)})


def _table(  # noqa: PLR0917  a table has its name, its cells and how they look
    sheet: Any,
    name: str,
    headers: Sequence[str],
    rows: Sequence[Cells],
    kinds: Sequence[Any],
    looks: Mapping[str, Any],
    *,
    place: tuple[int, int] = (3, 0),
) -> None:
    top, left = place
    for line, row in enumerate(rows, start=top + 1):
        for column, value in enumerate(row):
            if value is None:
                sheet.write_blank(line, left + column, None, kinds[column])
            elif isinstance(value, str):
                sheet.write_string(line, left + column, value, kinds[column])
            else:
                sheet.write_number(line, left + column, value, kinds[column])
    described = {"name": name, "columns": [{"header": header, "header_format": looks["head"]} for header in headers]}
    sheet.add_table(top, left, top + max(len(rows), 1), left + len(headers) - 1, described)


assert len(SCHOOL_MODELS) == len(WIDTHS)  # noqa: S101  both libraries write every table there is
