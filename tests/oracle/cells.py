"""Oracle: reads one cell as WORKBOOK.md says, apart from the tool's own reader."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

from pakt_xl.domain.table import ErrorValue, Formula

CENT = Decimal("0.01")
PILLARS = 4


class BadCellError(Exception):
    """A cell that cannot be read, with the code of its finding."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def h(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def d(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_DOWN)


def trimmed(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def fold(key: str) -> str:
    """Return the form in which keys compare (reading 48)."""
    return trimmed(key).lower()


def is_blank(cell: Any) -> bool:
    if isinstance(cell, Formula):
        return cell.value is not None and is_blank(cell.value)
    return cell is None or (isinstance(cell, str) and not trimmed(cell))


def value(cell: Any) -> Any:
    """Return what a cell shows; errors and formulas without a value are Z02."""
    if isinstance(cell, Formula):
        cell = cell.value
    if cell is None or isinstance(cell, ErrorValue):
        raise BadCellError("Z02")
    return trimmed(cell) if isinstance(cell, str) else cell


def number(cell: Any) -> Decimal:
    """Return a number, or the one that a text plainly is in German; a number near a cent is that cent (reading 62)."""
    if isinstance(cell, str):
        plain = re.fullmatch(r"-?[0-9]+(,[0-9]+)?", cell)
        grouped = re.fullmatch(r"-?[0-9]{1,3}([.][0-9]{3})+(,[0-9]+)?", cell)
        if not plain and not (grouped and ("," in cell or cell.count(".") > 1)):
            raise BadCellError("Z02")
        cell = Decimal(cell.replace(".", "").replace(",", "."))
    if isinstance(cell, bool) or not isinstance(cell, (int, Decimal)):
        raise BadCellError("Z02")
    near = h(Decimal(cell))
    return near if abs(near - cell) <= Decimal("0.000001") else Decimal(cell)


def whole(cell: Any, code: str = "Z02") -> int:
    found = number(cell)
    if found != int(found):
        raise BadCellError(code)
    return int(found)


def euro(cell: Any) -> Decimal:
    found = number(re.sub(r"\s*€$", "", cell) if isinstance(cell, str) else cell)
    if found != h(found):
        raise BadCellError("Z02")
    return h(found)


def key(cell: Any) -> str:
    return cell if isinstance(cell, str) else str(whole(cell))


def day(cell: Any) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    parts = re.fullmatch(r"([0-9]{1,2})[.]([0-9]{1,2})[.]([0-9]{4})", cell) if isinstance(cell, str) else None
    try:
        return date(int(parts[3]), int(parts[2]), int(parts[1])) if parts else date(0, 0, 0)
    except ValueError:
        raise BadCellError("Z02") from None


def text(cell: Any) -> str:
    """Return text; numbers and dates as a person sees them."""
    return (
        cell if isinstance(cell, str) else f"{cell:%d.%m.%Y}" if isinstance(cell, date) else str(cell).replace(".", ",")
    )


def pillars(cell: Any) -> tuple[int, ...]:
    """Return the pillars of a list parted by commas or semicolons (reading 56)."""
    parts = re.split("[,;]", cell) if isinstance(cell, str) else [cell]
    found = tuple(whole(trimmed(part) if isinstance(part, str) else part) for part in parts)
    if not all(1 <= number <= PILLARS for number in found):
        raise BadCellError("Z02")
    return found
