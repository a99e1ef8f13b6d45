"""Stored text of a cell to its value: exact numbers, dates of both date systems, number formats that mean a date."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta
from decimal import Decimal

_NUMBER = re.compile(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_EXACT_DIGITS = 15  # Excel keeps 15 significant digits; what is stored beyond them is noise of binary fractions

_EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 - cells know no time zone
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_LEAP_DAY_1900 = 60  # 29 February 1900, which Excel counts although it never was
_LAST_DAY = datetime(9999, 12, 31)  # noqa: DTZ001
_MS_PER_DAY = 86_400_000

# Built-in formats that show a date or time (ECMA-376 Part 1, 18.8.30, with those of East Asian languages).
_BUILT_IN = frozenset(map(str, (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))))
# What a format code shows as it stands: quoted text, escaped characters, colours, languages, conditions.
_LITERAL = re.compile(r'"[^"]*"?|[\\_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE | re.DOTALL)
_DATE_SIGN = re.compile(r"[dmyhs]", re.IGNORECASE)


class Numbers(dict[str, "Decimal | str | None"]):
    """Stored text to number, each text converted once; text that is no number stays text, a blank is None."""

    def __missing__(self, text: str) -> Decimal | str | None:
        """Convert a text that is met for the first time."""
        value = number(text)
        self[text] = value
        return value


class Dates(dict[str, "Decimal | date | str | None"]):
    """Stored text to date, each text converted once; a serial that is no date stays a number."""

    def __init__(self, *, date1904: bool) -> None:
        super().__init__()
        self._date1904 = date1904

    def __missing__(self, text: str) -> Decimal | date | str | None:
        """Convert a text that is met for the first time."""
        value = number(text)
        self[text] = result = moment(value, date1904=self._date1904) if isinstance(value, Decimal) else value
        return result


def number(text: str) -> Decimal | str | None:
    """Return the number that the office program shows for a stored text.

    Up to 15 significant digits are taken as they stand; longer ones as the shortest decimal of the same
    double, so that 0.30000000000000004 is what it is and 3541.1399999999999 is 3541.14.
    """
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        return text or None
    value = Decimal(text)
    if len(text) <= _EXACT_DIGITS and "e" not in text.lower():
        return value
    double = float(text)
    if math.isinf(double):
        return text
    if len(value.as_tuple().digits) > _EXACT_DIGITS:
        value = Decimal(repr(double).removesuffix(".0"))
    return Decimal(f"{value:f}")


def moment(serial: Decimal, *, date1904: bool) -> Decimal | date:
    """Return the day of a serial number, as a datetime when a time of day is stored too.

    Serials that are no day stay numbers: negative ones, the first day and 29 February 1900 of the 1900
    system, and those after 31 December 9999.
    """
    epoch, first = (_EPOCH_1904, 0) if date1904 else (_EPOCH_1900, 1)
    if not first <= serial < (_LAST_DAY - epoch).days + 1 or (not date1904 and int(serial) == _LEAP_DAY_1900):
        return serial
    if not date1904 and serial < _LEAP_DAY_1900:
        serial += 1  # before the day that never was, the count is one behind
    milliseconds = round(serial * _MS_PER_DAY)
    return _at(epoch + min(timedelta(milliseconds=milliseconds), _LAST_DAY - epoch))


def iso_moment(text: str) -> date | str:
    """Return the day of a cell of type ``d``, as a datetime when a time of day is stored too; else the text."""
    try:
        return _at(datetime.fromisoformat(text).replace(tzinfo=None))
    except ValueError:
        return text


def is_date_format(format_id: str, code: str | None) -> bool:
    """Tell whether a number format shows a date or time; ``code`` is None for a built-in one."""
    if code is None:
        return format_id in _BUILT_IN
    return bool(_DATE_SIGN.search(_LITERAL.sub("", code)))


def _at(value: datetime) -> date:
    return value if value.time() != datetime.min.time() else value.date()
