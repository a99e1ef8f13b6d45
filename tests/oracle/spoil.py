"""Spoils rows: bad cells of every kind that the rules name, doubled numbers, and good cells typed in another way."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from pakt_xl.domain.table import Cell, ErrorValue, Formula, Link
from tests.oracle.columns import FIELDS

if TYPE_CHECKING:
    from random import Random

Lines = list[dict[str, Cell]]

UNKNOWN = ("999999", "fehlt-1")
LEAST_SCHOOL, HALF_PAST_ONE = 100_000, time(13, 30)
BAD_CELLS: tuple[Cell, ...] = (
    None,
    None,
    " \u00a0",
    "Unsinn",
    ErrorValue("#REF!"),
    Formula("A1", None),
    Formula("A1", ErrorValue("#N/A")),
    Formula("A1", ""),
    Decimal(-1),
    Decimal("2.5"),
    Decimal("1.234"),
    Decimal(0),
    "10.000",
    "-3",
    "2,5",
    date(2022, 3, 1),
    "31.02.2022",
)


def double(chance: Random, lines: Lines, badness: float) -> None:
    """Give some rows a second one with the same numbers and other content."""
    for line in list(lines):
        if len(lines) > 1 and chance.random() < badness:
            other = chance.choice(lines)
            numbers = list(line)[:2] if "Gültig ab" in line or "Status" in line else list(line)[:1]
            lines.append(other | {header: line[header] for header in numbers})


def spoil(chance: Random, table: str, line: dict[str, Cell], badness: float) -> None:
    """Make some cells bad, and write some good ones in another way that reads the same."""
    for field in FIELDS[table]:
        if chance.random() < badness:
            line[field.header] = chance.choice((*BAD_CELLS, *UNKNOWN))
        elif chance.random() < badness:
            line[field.header] = _otherwise(chance, line[field.header])


def _otherwise(chance: Random, cell: Cell) -> Cell:
    """Return a cell that reads the same: text for a number or date, other case and blanks, a formula."""
    if chance.random() < 0.3 and cell is not None and not isinstance(cell, (Formula, Link)):
        return Formula("A1", cell)
    if isinstance(cell, Decimal) and cell > LEAST_SCHOOL and cell == int(cell):
        return str(cell)  # no noise on a number that is a key
    if isinstance(cell, Decimal):
        return f"{cell:.2f}".replace(".", ",") if chance.random() < 0.5 else cell + Decimal("0.0000004")
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}" if chance.random() < 0.5 else datetime.combine(cell, HALF_PAST_ONE)
    if isinstance(cell, str):
        return chance.choice((f" {cell}", f"{cell}\u00a0", cell.upper(), cell.lower()))
    return cell
