"""What Excel makes of a value that a program gives a cell: text is read as if a person had typed it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["empty", "text", "number", "bool", "date", "formula", "error"]
LONGEST_TEXT = 32_767  # characters that a cell of Excel holds
EXCEL_ERRORS = {
    "#DIV/0!": -2146826281,
    "#N/A": -2146826246,
    "#NAME?": -2146826259,
    "#NULL!": -2146826288,
    "#NUM!": -2146826252,
    "#REF!": -2146826265,
    "#VALUE!": -2146826273,
}
_BOOLS = {"TRUE": True, "WAHR": True, "FALSE": False, "FALSCH": False}
_NUMBER = re.compile(r"[€$]?\s*([+-]?(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d*)?(?:E[+-]?\d+)?)\s*([%€$]?)", re.IGNORECASE)
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_DATES = (
    (re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})"), (3, 2, 1)),
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"), (1, 2, 3)),
    (re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})"), (3, 1, 2)),
)

# A truth value is a number to Python: it is asked for first.
_KINDS: tuple[tuple[Kind, tuple[type, ...]], ...] = (("bool", (bool,)), ("number", (int, float)), ("date", (dt.date,)))


@dataclass(frozen=True, slots=True)
class Content:
    """What a cell is to hold; a formula and an error are text in Excel's English grammar."""

    kind: Kind
    value: Any = None


def content(value: object, *, as_text: bool) -> Content:
    """Judge a value as Range.Value does; ``as_text``: the cell's number format is "@". Raises TypeError, ValueError."""
    if value is None or value == "":
        return Content("empty")
    if as_text and not isinstance(value, str):
        return Content("text", _shown(value))
    for kind, types in _KINDS:
        if isinstance(value, types):
            return Content(kind, value)
    if not isinstance(value, str):
        raise TypeError(f"a cell cannot take a {type(value).__name__}")
    if len(value) > LONGEST_TEXT:
        raise ValueError(f"a cell takes {LONGEST_TEXT} characters, not {len(value)}")
    if value.startswith("'"):
        return Content("text", value[1:])
    return Content("text", value) if as_text else typed(value)


def _shown(value: object) -> str:
    """Text that a value becomes in a cell whose number format is "@"."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.date):
        return f"{value.month}/{value.day}/{value.year}"
    return number_text(float(value)) if isinstance(value, int | float) else str(value)


def number_text(value: float) -> str:
    """Write a number as Excel's English formula bar does, with 15 digits."""
    return f"{value:.15g}".replace("e", "E")


def typed(text: str) -> Content:
    """Read a text as if typed into a cell whose number format is General."""
    if text.startswith("=") and len(text) > 1:
        return Content("formula", text)
    stripped = text.strip()
    found: tuple[tuple[Kind, object], ...] = (
        ("bool", _BOOLS.get(stripped.upper())),
        ("error", stripped.upper() if stripped.upper() in EXCEL_ERRORS else None),
        ("date", _date(stripped)),
        ("number", _number(stripped)),
        ("formula", f"={text.lstrip('+@')}" if text[0] in "+-@" and len(text) > 1 else None),
    )
    return next((Content(kind, value) for kind, value in found if value is not None), Content("text", text))


def _date(text: str) -> dt.datetime | None:
    for pattern, order in _DATES:
        found = pattern.fullmatch(text)
        if found:
            year, month, day = (int(found[place]) for place in order)
            try:
                return dt.datetime(year, month, day)  # noqa: DTZ001 - cells know no time zone
            except ValueError:
                return None
    return None


def _number(text: str) -> float | None:
    time = _TIME.fullmatch(text)
    if time:
        return (int(time[1]) * 60 + int(time[2])) / 1440
    found = _NUMBER.fullmatch(text)
    if not found or not any(sign.isdecimal() for sign in found[1]):
        return None
    return float(found[1].replace(",", "")) / (100 if found[2] == "%" else 1)
