"""Cells of an open workbook: what xlwings delivers becomes what the file adapter reads, and the way back."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias, TypeGuard

from pakt_xl.domain.table import Cell, ErrorValue, Formula, Link, Plain
from pakt_xl.ooxml.render import LARGEST, cleaned, link_formula
from pakt_xl.ooxml.values import moment, number

if TYPE_CHECKING:
    from collections.abc import Sequence

Native: TypeAlias = str | float | bool | date | None
"""What xlwings takes for one cell."""

Block: TypeAlias = "Sequence[Sequence[object]]"

ERROR_CODES = {
    2000: "#NULL!",
    2007: "#DIV/0!",
    2015: "#VALUE!",
    2023: "#REF!",
    2029: "#NAME?",
    2036: "#NUM!",
    2042: "#N/A",
    2043: "#GETTING_DATA",
    2045: "#SPILL!",
    2046: "#CONNECT!",
    2047: "#BLOCKED!",
    2048: "#UNKNOWN!",
    2049: "#FIELD!",
    2050: "#CALC!",
}
"""Error numbers of Excel (XlCVError) and what the cell shows."""
UNKNOWN_ERROR = "#FEHLER"
_SEVERITY = 0x800A0000 - (1 << 32)  # Windows delivers an error as this plus its number
_ERROR_NUMBERS = range(2000, 2100)
_ERROR_TEXTS = frozenset((*ERROR_CODES.values(), "#DATA!"))
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{3})?Z")
FIRST_SURE_DAY = datetime(1900, 3, 1)  # noqa: DTZ001  cells know no time zone
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001
_MILLISECOND = 1000  # microseconds


def block(values: object) -> Block:
    """Return what an engine delivers for a range as rows of cells: a lone cell and a lone row are no lists there."""
    if not isinstance(values, list | tuple):
        return [[values]]
    return values if isinstance(values[0], list | tuple) else [values]


def cell_of(value: object, formula: object, *, remote: bool) -> Cell:
    """Return the cell. ``formula`` is the text in its formula bar, None if the engine does not tell.

    Text that begins with ``=`` shows itself; the value of a formula is another. On the ``remote`` engine dates and
    errors come as text: a text that reads exactly like one is taken for one.
    """
    shown = _plain(value, formula, remote=remote)
    if isinstance(formula, str) and formula.startswith("=") and formula != value:
        return Formula(formula[1:], "" if shown is None else shown)
    return shown


def _plain(value: object, formula: object, *, remote: bool) -> Plain:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return _remote_text(value) if remote else value
    if isinstance(value, bool | int | float | Decimal):
        return _number(value, formula)
    if isinstance(value, datetime):
        return _moment(value)
    return ErrorValue(formula if isinstance(formula, str) and formula in _ERROR_TEXTS else UNKNOWN_ERROR)


def _remote_text(text: str) -> Plain:
    if text in _ERROR_TEXTS:
        return ErrorValue(text)
    if _MOMENT.fullmatch(text):
        with suppress(ValueError):  # no day of the calendar: somebody typed it
            return _moment(datetime.fromisoformat(text))
    return text


def _number(value: float | Decimal, formula: object) -> Plain:
    """Return a truth value, an exact number, or the error that Windows delivers as a whole number."""
    if isinstance(value, bool):
        return value
    if isinstance(value, Decimal):
        return _currency(value, formula)
    if isinstance(value, int) and value - _SEVERITY in _ERROR_NUMBERS:
        return ErrorValue(ERROR_CODES.get(value - _SEVERITY, UNKNOWN_ERROR))
    return number(repr(float(value)).removesuffix(".0"))  # the task pane sends whole numbers of any length


def _currency(value: Decimal, formula: object) -> Plain:
    """Return the exact number of a cell in a currency format: Windows cuts its value at four places."""
    exact = number(formula) if isinstance(formula, str) else None
    if isinstance(exact, Decimal):
        return exact
    return number(f"{value.normalize():f}")


def _moment(value: datetime) -> date | Decimal:
    """Return the day, as a datetime when a time of day stands in the cell too, rounded to milliseconds.

    Before March 1900 Windows and the task pane count other days than Excel: a time of day without a day is a number.
    """
    plain = datetime(  # noqa: DTZ001  cells know no time zone
        value.year, value.month, value.day, value.hour, value.minute, value.second
    ) + timedelta(milliseconds=round(value.microsecond / _MILLISECOND))
    if plain < FIRST_SURE_DAY:
        return moment(Decimal(repr((plain - _DAY_ZERO) / timedelta(days=1))), date1904=False)
    return plain if plain.time() != time.min else plain.date()


def native(cell: Cell, *, verbatim: bool) -> Native:
    """Return what xlwings is to write for a cell; formulas and links are written by `formula_text`.

    A text gets an apostrophe in front, which Excel takes for itself, so that nothing in it is computed or
    converted. Where the cells are formatted as text (``verbatim``) only one that begins with an apostrophe needs it.
    """
    if isinstance(cell, Formula | Link):
        return formula_text(cell)
    held = kept(cell)
    if isinstance(held, str):
        needs_none = not held or (verbatim and not held.startswith("'"))
        return held if needs_none else f"'{held}"
    return held if isinstance(held, bool) or not isinstance(held, Decimal | int) else float(held)


def kept(cell: Plain) -> str | Decimal | int | date | None:
    """Return what Excel can keep of a cell, as in a file: errors and days before March 1900 as text, no endless number.

    A moment at midnight is its day.
    """
    if isinstance(cell, ErrorValue):
        return cell.code
    if isinstance(cell, str):
        return cleaned(cell)
    if isinstance(cell, Decimal) and (not cell.is_finite() or cell.adjusted() > LARGEST):
        return "#NUM!"
    if isinstance(cell, date) and (cell.year, cell.month) < (FIRST_SURE_DAY.year, FIRST_SURE_DAY.month):
        return f"{cell:%d.%m.%Y}"
    return cell.date() if isinstance(cell, datetime) and cell.time() == time.min else cell


def formula_text(cell: Cell) -> str:
    """Return the formula of a cell with its ``=``; blank for a cell without one."""
    if isinstance(cell, Link):
        return f"={link_formula(cell)}"
    return f"={cell.text}" if isinstance(cell, Formula) else ""


def same(written: Cell, read: Cell) -> bool:
    """Whether a cell reads back as it was written, a link also as text; of other formulas only that they are there."""
    if isinstance(written, Link):
        return read == written.cell or (isinstance(read, Formula) and read.text == link_formula(written))
    if isinstance(written, Formula):
        return isinstance(read, Formula)
    written = kept(written)
    if written == "":
        return read is None
    if is_number(written) and is_number(read):
        return _rounded(written) == _rounded(read)
    if isinstance(written, bool) or isinstance(read, bool):
        return written is read
    return written == read


def is_number(cell: Cell) -> TypeGuard[Decimal | int]:
    """Whether a cell holds a number; a truth value is none."""
    return isinstance(cell, Decimal | int) and not isinstance(cell, bool)


def _rounded(number: Decimal | int) -> str:
    """Return a number with the 15 digits that Excel keeps; there is no zero below zero."""
    return f"{float(number) + 0.0:.15g}"
