"""The kinds of cell: German grammar for keys, text, numbers, years, euros, dates and choices.

Every ``read_*`` function takes what a cell shows and returns a value, or raises ``CellError`` that says what was
found and what is expected. Nothing ambiguous is guessed (decision 6): ``"10.000"`` as text may be ten or ten thousand.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Literal

from pakt_xl.domain.money import CENT, ZERO
from pakt_xl.domain.table import Cell, ErrorValue, Formula, Link, Plain, trim

if TYPE_CHECKING:
    from collections.abc import Callable

Code = Literal["Z01", "Z02", "Z05"]

MESSAGE_LENGTH = 60  # a message quotes this much of a cell
LIMIT = Decimal(10) ** 15  # Excel keeps 15 digits; a greater number is not what was typed
FIRST_YEAR = 1900  # Excel knows no earlier day
NOISE = Decimal("0.000001")  # a number this near to a cent is that cent (reading 62)
GERMAN_ERRORS = {
    "#REF!": "#BEZUG!",
    "#VALUE!": "#WERT!",
    "#NUM!": "#ZAHL!",
    "#N/A": "#NV",
}

# 1.234,56 or 1234,56 or 1 234,56 (with any one kind of blank); never 10.000 alone, which a check below refuses.
_NUMBER = re.compile(
    r"(?P<sign>[-−]?)(?P<whole>[0-9]{1,3}(?:(?P<mark>[. \u00a0\u2009\u202f])[0-9]{3})(?:(?P=mark)[0-9]{3})*|[0-9]+)"
    r"(?:,(?P<part>[0-9]+))?"
)
_EURO_SIGN = re.compile(r"[\s\u00a0\u2009\u202f]*(?:€|EUR)$", re.IGNORECASE)
_DATE = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")


class CellError(ValueError):
    """A cell that cannot be read: the code of the check, what was found, what is expected."""

    def __init__(self, code: Code, found: str, expected: str) -> None:
        super().__init__(f"{found}: {expected}")
        self.code, self.found, self.expected = code, found, expected


def shown(cell: Cell) -> str:
    """Text of a cell as a person sees it, for messages."""
    if isinstance(cell, Formula):
        return "Formel ohne Wert" if cell.value is None else shown(cell.value)
    if isinstance(cell, str):
        return f"„{shortened(cell)}“"
    if isinstance(cell, ErrorValue):
        return f"Fehlerwert {GERMAN_ERRORS.get(cell.code, cell.code)}"
    return "leere Zelle" if cell is None else plain_text(cell)


def shortened(text: str) -> str:
    """Text in a length that a message can hold."""
    return text if len(text) <= MESSAGE_LENGTH else f"{text[:MESSAGE_LENGTH]}…"


def plain_text(value: Decimal | int | date | Link) -> str:
    """Text of a number, truth value, date or link as a person sees it, without quotes."""
    if isinstance(value, bool):
        return "WAHR" if value else "FALSCH"
    if isinstance(value, Decimal):
        return _decimal_text(value)
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return value.cell if isinstance(value, Link) else str(value)


def _decimal_text(value: Decimal) -> str:
    """Digits of a number without closing zeros; very great and very small ones with an exponent."""
    if not value.is_finite() or abs(value.adjusted()) > MESSAGE_LENGTH:
        return str(value.normalize())
    return f"{value.normalize() + 0:f}".replace(".", ",")  # + 0: without the sign of -0


def is_blank(cell: Cell) -> bool:
    """Whether a cell looks blank: nothing, or text of blanks only. A formula never computed is not blank."""
    if isinstance(cell, str):
        return not trim(cell)
    if isinstance(cell, Formula):
        return isinstance(cell.value, str) and not trim(cell.value)
    return cell is None


def value_of(cell: Cell, expected: str) -> Plain:
    """What a cell shows; CellError Z02 for error values and for formulas that were never computed."""
    if isinstance(cell, Formula):
        if cell.value is None:
            raise CellError("Z02", f"{shown(cell)} (Mappe neu berechnen lassen und speichern)", expected)
        cell = cell.value
    if isinstance(cell, Link):
        return cell.cell
    if isinstance(cell, ErrorValue):
        raise CellError("Z02", shown(cell), expected)
    return cell


def _number(value: Plain, expected: str, found: str = "") -> Decimal:
    """Return a number, or the number that a text plainly is in German; ``found`` is what a refusal shows instead."""
    if type(value) is int:  # not bool; a row made in code, workbooks hold Decimal
        value = Decimal(value)
    if isinstance(value, Decimal):
        if value.is_finite() and abs(value) < LIMIT:
            return value
    elif isinstance(value, str):
        match = _NUMBER.fullmatch(trim(value))
        if match and _is_ambiguous(match):
            raise CellError("Z02", f"{found or shown(value)} als Text ist mehrdeutig (als Zahl eingeben)", expected)
        if match:
            whole = re.sub(r"[^0-9]", "", match["whole"])
            number = Decimal(f"{'-' if match['sign'] else ''}{whole}.{match['part'] or '0'}")
            return _number(number, expected, found or shown(value))
    raise CellError("Z02", found or shown(value), expected)


def _is_ambiguous(match: re.Match[str]) -> bool:
    """One dot before three digits and no comma: ten thousand in German, ten point zero elsewhere."""
    return match["part"] is None and match["whole"].count(".") == 1


def _without_noise(number: Decimal) -> Decimal:
    cent = number.quantize(CENT, ROUND_HALF_UP)
    return cent if abs(number - cent) <= NOISE else number


def read_text(value: Plain, expected: str) -> str:  # noqa: ARG001  every kind reads with the same two arguments
    """Return text; numbers, dates and truth values as a person sees them."""
    return trim(value) if isinstance(value, str) else shown(value)


def read_key(value: Plain, expected: str) -> str:
    """Return a key as text; a whole number reads as its digits (reading 48)."""
    if isinstance(value, str):
        return trim(value)
    if isinstance(value, Decimal) and value.is_finite() and abs(value) < LIMIT and value == int(value):
        return str(int(value))
    raise CellError("Z02", shown(value), expected)


def read_euro(value: Plain, expected: str) -> Decimal:
    """Return an amount with two places; a third place is refused (rule 0), float noise is not (reading 62)."""
    text = _EURO_SIGN.sub("", trim(value)) if isinstance(value, str) else value
    number = _without_noise(_number(text, expected, shown(value)))
    if number != number.quantize(CENT, ROUND_HALF_UP):
        raise CellError("Z02", f"{shown(value)} mit mehr als 2 Nachkommastellen", expected)
    return number.quantize(CENT, ROUND_HALF_UP) + ZERO  # without the sign of -0


def read_whole(value: Plain, expected: str) -> int:
    """Return a whole number; a broken one is Z02."""
    number = _without_noise(_number(value, expected))
    if number != number.to_integral_value():
        raise CellError("Z02", shown(value), expected)
    return int(number)


def read_quantity(value: Plain, expected: str) -> int:
    """Return a quantity; a broken number is Z05, what is no number is Z02."""
    number = _without_noise(_number(value, expected))
    if number != number.to_integral_value():
        raise CellError("Z05", shown(value), expected)
    return int(number)


def read_year(value: Plain, expected: str) -> int:
    """Return a year from 1900 to 9999; whether it is a year of the programme is judged later (Z06)."""
    year = read_whole(value, expected)
    if not FIRST_YEAR <= year <= date.max.year:
        raise CellError("Z02", shown(value), expected)
    return year


def read_date(value: Plain, expected: str) -> date:
    """Return a day; a time of day is dropped (reading 62); text only as TT.MM.JJJJ."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    match = _DATE.fullmatch(trim(value)) if isinstance(value, str) else None
    if match:
        day, month, year = (int(part) for part in match.groups())
        with suppress(ValueError):  # 31.02.2022 is no day
            if year >= FIRST_YEAR:
                return date(year, month, day)
    raise CellError("Z02", shown(value), expected)


def read_list(value: Plain, expected: str) -> tuple[int, ...]:
    """Return the whole numbers of a list, ascending, each once; commas or semicolons part them (reading 56).

    A number with places is refused: German Excel makes 1.3 of a typed "1,3", and nobody knows which was meant.
    """
    parts = re.split("[,;]", value) if isinstance(value, str) else [value]
    numbers = {read_whole(part, expected) for part in parts if not is_blank(part)}
    if not numbers:
        raise CellError("Z02", shown(value), expected)
    return tuple(sorted(numbers))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of cell: how it is read, which type Excel stores for it, how it is shown and described."""

    name: str
    read: Callable[[Plain, str], object]
    stored: type  # the type of a cell that was typed as meant; another one is read, but said (Z12)
    number_format: str
    expected: str


KEY = Kind("Schlüssel", read_key, str, "@", "Nummer als Text")
TEXT = Kind("Text", read_text, object, "@", "Text")
CHOICE = Kind("Auswahl", read_text, object, "@", "Wert der Auswahlliste")
EURO = Kind("Betrag", read_euro, Decimal, '#,##0.00\\ "€"', "Betrag in Euro, z. B. 1.234,56")
WHOLE = Kind("ganze Zahl", read_whole, Decimal, "0", "ganze Zahl")
QUANTITY = Kind("Menge", read_quantity, Decimal, "#,##0", "ganze Zahl")
YEAR = Kind("Jahr", read_year, Decimal, "0", "Jahr mit vier Ziffern")
DATE = Kind("Datum", read_date, date, "DD.MM.YYYY", "Datum TT.MM.JJJJ")
LIST = Kind("Liste", read_list, object, "@", "Nummern, durch Semikolon getrennt, als Text, z. B. 1; 3")
