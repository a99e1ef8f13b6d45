"""How Excel takes a text that is typed into a cell: number, date, time, truth value, error, formula or text."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

Locale = Literal["de", "en"]


@dataclass(frozen=True)
class ErrorValue:
    """An error in a cell, by its English name; COM gives its number, plus one 32-bit offset."""

    name: str


@dataclass(frozen=True)
class Formula:
    """A formula in English A1 notation and its last value. The model calculates nothing: a new one shows 0."""

    text: str
    value: float | str | bool | ErrorValue | None = 0.0


Content = float | str | bool | ErrorValue | Formula | None

COM_ERRORS = {
    "#NULL!": -2146826288,
    "#DIV/0!": -2146826281,
    "#VALUE!": -2146826273,
    "#REF!": -2146826265,
    "#NAME?": -2146826259,
    "#NUM!": -2146826252,
    "#N/A": -2146826246,
}
_GERMAN_ERRORS = {"#WERT!": "#VALUE!", "#BEZUG!": "#REF!", "#ZAHL!": "#NUM!", "#NV": "#N/A"}
_TRUTH = {"TRUE": True, "FALSE": False}
_GERMAN_TRUTH = {"WAHR": True, "FALSCH": False}
_MONTHS = {
    "de": ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez"),
    "en": ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
}
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001  (cells know no time zones)
_TIME = re.compile(r"(\d{1,4}):(\d{1,2})(?::(\d{1,2}))?")
_FRACTION = re.compile(r"(\d+) (\d{1,3})/(\d{1,3})")
_CURRENCY_FORMAT = '#,##0.00\\ "€"'


@dataclass(frozen=True)
class Typed:
    """What a typed text becomes, and the number format that it gives to a cell that has none."""

    content: Content
    number_format: str | None = None


def typed(text: str, locale: Locale, year: int) -> Typed:
    """Return what Excel makes of a text typed into a cell that is not formatted as text; year: of days without one."""
    bare = text.strip(" ")
    for reader in (_name, _number, _date, _time):
        found = reader(bare, locale, year)
        if found is not None:
            return found
    if len(bare) > 1 and bare[0] == "=":
        return Typed(Formula(bare))
    if len(bare) > 1 and bare[0] in "+-":
        return Typed(Formula("=" + bare, ErrorValue("#NAME?")))
    return Typed(text)


def serial(moment: dt.datetime) -> float:
    """Return Excel's number of a moment (days since 30 December 1899)."""
    return (moment.replace(tzinfo=None) - _EPOCH) / dt.timedelta(days=1)


def moment(number: float) -> dt.datetime:
    """Return the moment of Excel's number, to the microsecond, without a time zone."""
    return _EPOCH + dt.timedelta(days=number)


def _name(bare: str, locale: Locale, _year: int) -> Typed | None:
    upper = bare.upper()
    truth = {**_TRUTH, **_GERMAN_TRUTH} if locale == "de" else _TRUTH
    if upper in truth:
        return Typed(truth[upper])
    error = _GERMAN_ERRORS.get(upper, upper) if locale == "de" else upper
    return Typed(ErrorValue(error)) if error in COM_ERRORS else None


def _number(bare: str, locale: Locale, _year: int) -> Typed | None:
    plain, currency = re.subn(r"^([+-]?)€ ?|^([+-]?)\$ ?| ?€$", r"\1\2", bare, count=1)
    plain, percent = re.subn(r" ?%$", "", plain)
    plain, brackets = re.subn(r"^\((.+)\)$", r"-\1", plain)
    group, point = (r"\.", ",") if locale == "de" else (",", r"\.")
    pattern = rf"[+-]?(?:\d{{1,3}}(?:{group}\d{{3}})+|\d*)(?:{point}\d*)?(?:[eE][+-]?\d{{1,3}})?"
    if not re.fullmatch(pattern, plain) or not re.match(rf"[+-]?(?:\d|{point}\d)", plain):
        return _fraction(plain)
    grouped = re.search(group, plain) is not None
    number = float(re.sub(group, "", plain).replace(",", "."))
    if percent:
        return Typed(number / 100, "0.00%" if re.search(point, plain) else "0%")
    if currency:
        return Typed(number, _CURRENCY_FORMAT)
    if "e" in plain.lower():
        return Typed(number, "0.00E+00")
    return Typed(number, "#,##0" if grouped and not brackets else None)


def _fraction(plain: str) -> Typed | None:
    found = _FRACTION.fullmatch(plain)
    if not found or int(found[3]) == 0:
        return None
    return Typed(int(found[1]) + int(found[2]) / int(found[3]), "# ?/?")


def _date(bare: str, locale: Locale, year: int) -> Typed | None:
    day, _, time = bare.partition(" ") if _TIME.search(bare) else (bare, "", "")
    clock = _time(time, locale, year) if time else Typed(0.0)
    parts = _day(day, locale, year)
    if parts is None or clock is None or not isinstance(clock.content, float):
        return None
    try:
        found = serial(dt.datetime(*parts))  # noqa: DTZ001
    except ValueError:
        return None
    if found < 1:
        return None
    return Typed(found + clock.content, "m/d/yyyy h:mm" if time else "m/d/yyyy")


def _day(text: str, locale: Locale, year: int) -> tuple[int, int, int] | None:
    """Return year, month and day of a typed date; the day is 1 when only month and year were typed."""
    if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", text):
        return int(found[1]), int(found[2]), int(found[3])
    separator = r"[-/.]" if locale == "de" else r"[-/]"
    if found := re.fullmatch(rf"(\d{{1,2}}){separator}(\d{{4}})", text):
        return int(found[2]), int(found[1]), 1
    ending = r"\.?" if locale == "de" else ""
    if found := re.fullmatch(rf"(\d{{1,2}}){separator}(\d{{1,2}})(?:{separator}(\d{{2}}|\d{{4}})|{ending})", text):
        first, second = int(found[1]), int(found[2])
        day, month = (first, second) if locale == "de" else (second, first)
        return _full(found[3], year), month, day
    return _named_day(text, locale, year)


def _named_day(text: str, locale: Locale, year: int) -> tuple[int, int, int] | None:
    found = re.fullmatch(r"(?:(\d{1,2})(?:\. ?|[ -]))?([^\W\d]{3,9})\.?(?:[ -](\d{4}|\d{2}))?", text)
    if not found or not (found[1] or found[3]) or found[2].lower()[:3] not in _MONTHS[locale]:
        return None
    return _full(found[3], year), _MONTHS[locale].index(found[2].lower()[:3]) + 1, int(found[1] or 1)


def _full(typed_year: str | None, year: int) -> int:
    if typed_year is None:
        return year
    short = int(typed_year)
    if len(typed_year) == 4:
        return short
    return short + (2000 if short < 30 else 1900)


def _time(bare: str, _locale: Locale, _year: int) -> Typed | None:
    found = _TIME.fullmatch(bare)
    if not found or int(found[2]) > 59 or int(found[3] or 0) > 59:
        return None
    seconds = int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3] or 0)
    return Typed(seconds / 86400, "h:mm:ss" if found[3] else "h:mm")
