"""Puts a value or formula into a cell of a file as Excel would when Office.js assigns it."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, cast

from openpyxl.formula.translate import Translator
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils.datetime import from_excel

from tests.engines.com_typed import ErrorValue, Formula, typed
from tests.engines.remote_formulas import as_stored
from tests.engines.remote_grid import epoch_of
from tests.engines.remote_payload import is_date

if TYPE_CHECKING:
    from openpyxl.cell import Cell

GENERAL = "General"
TEXT = "@"
_LONGEST_TEXT = 32_767
_YEAR = 2026  # of a typed day without a year


class RefusedError(Exception):
    """Excel would refuse this, or the model of it does not know it."""


def put(cell: Cell, value: object, table: str | None) -> None:
    """Assign one element of ``Range.values`` or ``Range.formulas``; ``table`` is the one around the cell.

    None leaves the cell as it is, "" clears it. A text is read as if typed in English, unless the cell is
    formatted as text; a leading apostrophe makes any text of it and goes.
    """
    if value is None:
        return
    if value == "":
        clear(cell)
    elif isinstance(value, str):
        _put_text(cell, value, table)
    elif isinstance(value, bool):
        set_content(cell, value, "b")
    elif isinstance(value, int | float):
        put_number(cell, value)
    else:
        raise RefusedError(f"{cell.coordinate} cannot take a {type(value).__name__}")


def clear(cell: Cell) -> None:
    """Take away the content, not the format."""
    if cell.value is not None:
        cell.value = None


def put_formula(cell: Cell, formula: str, table: str | None) -> None:
    """Assign a formula in the words of Excel; a cell formatted as text keeps it as text."""
    if cell.number_format == TEXT:
        set_content(cell, formula, "s")
    else:
        set_content(cell, as_stored(formula, table), "f")


def moved(formula: str, start: str, end: str) -> str:
    """Return a formula with relative references moved from one cell to another, given by their addresses."""
    return str(Translator(formula, origin=start).translate_formula(end))


def take_style(cell: Cell, source: Cell) -> None:
    """Give a cell the look of another."""
    set_style(cell, style_of(source))


def style_of(cell: Cell) -> StyleArray:
    """Return the look of a cell."""
    return cast("StyleArray", copy(getattr(cell, "_style")))  # noqa: B009  unknown to the stubs


def set_style(cell: Cell, style: StyleArray | None) -> None:
    """Set the look of a cell, None for none."""
    setattr(cell, "_style", copy(style) if style is not None else StyleArray())  # noqa: B010  as above


def put_number(cell: Cell, number: float) -> None:
    """Assign a number, a text where the cell is formatted as text; in a date format openpyxl is to hold a moment."""
    if cell.number_format == TEXT:
        set_content(cell, f"{number:.15g}".upper(), "s")
    elif is_date(cell.number_format):
        cell.value = from_excel(number, epoch_of(cell.parent))
    else:
        set_content(cell, int(number) if float(number).is_integer() else number, "n")


def _put_text(cell: Cell, text: str, table: str | None) -> None:
    if len(text) > _LONGEST_TEXT:
        raise RefusedError(f"{cell.coordinate} cannot take {len(text)} characters")
    if text.startswith("'"):
        set_content(cell, text[1:], "s")
        cell.quotePrefix = True
        return
    if cell.number_format == TEXT:
        set_content(cell, text, "s")
        return
    found = typed(text, "en", _YEAR)
    content = found.content
    if found.number_format and cell.number_format == GENERAL:
        cell.number_format = found.number_format
    if isinstance(content, Formula):
        put_formula(cell, content.text, table)
    elif isinstance(content, ErrorValue):
        set_content(cell, content.name, "e")
    elif isinstance(content, bool):
        set_content(cell, content, "b")
    elif isinstance(content, int | float):
        put_number(cell, content)
    else:
        set_content(cell, content, "s")


def set_content(cell: Cell, value: object, kind: str) -> None:
    """Set value and kind, for openpyxl would make a formula or an error of a text that reads like one."""
    cell.value = value  # type: ignore[assignment]
    cell.data_type = kind
    if cell.quotePrefix:
        cell.quotePrefix = False
