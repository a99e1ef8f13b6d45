"""What COM gives for a cell's content and what Excel makes of a value that is assigned over COM."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from openpyxl.formula.translate import Translator
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.cell import get_column_letter

from tests.engines.com_model import excel_error
from tests.engines.com_stubs import ComTime
from tests.engines.com_typed import COM_ERRORS, ErrorValue, Formula, Typed, moment, serial, typed

if TYPE_CHECKING:
    from tests.engines.com_grid import Cell
    from tests.engines.com_model import Excel
    from tests.engines.com_typed import Content, Locale

ComValue = float | str | bool | int | Decimal | ComTime | None
MAX_TEXT = 32_767
FIRST_DAY_NOT_SHOWN = 2_958_466


@lru_cache(maxsize=256)
def kind_of(number_format: str) -> Literal["text", "date", "currency", "plain"]:
    """Return what COM makes of numbers with this format."""
    if number_format == "@":
        return "text"
    if is_date_format(number_format):
        return "date"
    return "currency" if "€" in number_format or "$" in number_format else "plain"


def com_value(content: Content, number_format: str) -> ComValue:
    """Return ``Range.Value`` of one cell: dates and currency by number format, an error by its number."""
    if isinstance(content, Formula):
        content = content.value
    if isinstance(content, ErrorValue):
        return COM_ERRORS[content.name]
    if isinstance(content, bool) or not isinstance(content, float):
        return content
    kind = kind_of(number_format)
    if kind == "date" and 0 <= content < FIRST_DAY_NOT_SHOWN:
        return _com_time(content)
    if kind == "currency":
        return Decimal(repr(content)).quantize(Decimal("0.0001"))
    return content


def _com_time(number: float) -> ComTime:
    found = moment(round(number * 86_400_000) / 86_400_000)
    rounded = (found + dt.timedelta(microseconds=500)).replace(tzinfo=dt.UTC)
    return ComTime(
        *rounded.timetuple()[:6],
        microsecond=rounded.microsecond // 1000 * 1000,
        tzinfo=dt.UTC,
    )


def formula_text(content: Content) -> str:
    """Return ``Range.Formula`` of one cell: the formula, or the constant as one would type it in English."""
    if isinstance(content, Formula):
        return content.text
    if isinstance(content, ErrorValue):
        return content.name
    if isinstance(content, bool):
        return "TRUE" if content else "FALSE"
    if isinstance(content, float):
        return _number_text(content, "en")
    return content or ""


def _number_text(number: float, locale: Locale) -> str:
    text = f"{number:.15g}".upper()
    return text.replace(".", ",") if locale == "de" else text


def assigned(value: object, number_format: str, excel: Excel) -> Typed:
    """Return what Excel makes of a value assigned to ``Range.Value`` of a cell with this format."""
    if value is None or value == "":
        return Typed(None)
    if isinstance(value, bool):
        return Typed(value)
    if isinstance(value, str):
        return _assigned_text(value, number_format, excel.locale, excel.year)
    found = _assigned_number(value)
    if number_format == "@" and isinstance(found.content, float):
        return Typed(_shown(found, excel.locale))
    return found


def assigned_formula(value: object, number_format: str, excel: Excel) -> Typed:
    """Return what Excel makes of a value assigned to ``Range.Formula``: texts are read as English ones."""
    if isinstance(value, str) and value:
        return _assigned_text(value, number_format, "en", excel.year)
    return assigned(value, number_format, excel)


def _assigned_text(text: str, number_format: str, locale: Locale, year: int) -> Typed:
    if len(text) > MAX_TEXT:
        raise excel_error("Anwendungs- oder objektdefinierter Fehler")
    if text.startswith("'"):
        return Typed(text[1:])
    return Typed(text) if number_format == "@" else typed(text, locale, year)


def _assigned_number(value: object) -> Typed:
    if isinstance(value, dt.datetime):
        if value.tzinfo is None:
            raise TypeError("pywin32 takes no moment without a time zone")
        has_time = (value.hour, value.minute, value.second) != (0, 0, 0)
        return Typed(serial(value), "m/d/yyyy h:mm" if has_time else "m/d/yyyy")
    if isinstance(value, Decimal):
        return Typed(float(round(value, 4)), '#,##0.00\\ "€"')
    if isinstance(value, int | float):
        return Typed(float(value))
    raise TypeError(f"Objects of type '{type(value).__name__}' can not be converted to a COM VARIANT")


def _shown(number: Typed, locale: Locale) -> str:
    """Return the text that a number becomes in a cell formatted as text."""
    if not isinstance(number.content, float):
        raise TypeError(number.content)
    if number.number_format is None or kind_of(number.number_format) != "date":
        return _number_text(number.content, locale)
    pattern = "%d.%m.%Y" if locale == "de" else "%m/%d/%Y"
    return moment(number.content).strftime(pattern)


@lru_cache(maxsize=8192)
def _moved(text: str, origin: Cell, target: Cell) -> str:
    first, second = (f"{get_column_letter(column)}{row}" for row, column in (origin, target))
    return str(Translator(text, origin=first).translate_formula(second))


def moved(formula: Formula, origin: Cell, target: Cell) -> Formula:
    """Return the formula as it is after being filled from one cell to another; its value is not known yet."""
    return Formula(_moved(formula.text, origin, target))


def same_formula(contents: list[tuple[Cell, Content]]) -> Formula | None:
    """Return the formula of the first cell if all cells hold it, relative references moved; else None."""
    (origin, first), *others = contents
    if not isinstance(first, Formula):
        return None
    for cell, content in others:
        if not isinstance(content, Formula) or content.text != _moved(first.text, origin, cell):
            return None
    return first
