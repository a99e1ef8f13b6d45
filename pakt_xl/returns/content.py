"""What was read of one file, and its way as JSON from the process that read it to the one that judges it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pakt_xl.domain.table import Cell, ErrorValue, Formula, Link, Plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Wanted:
    """A table to look for: by its name, by the name of its sheet, by its headers. ``id`` names it in the answer."""

    id: str
    table: str
    sheet: str
    headers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row that is not blank: its number in the sheet and its cells by header."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Found:
    """A table that was found; ``letters`` are those of the column of each header.

    ``elsewhere`` are other sheets with the same headers and rows that the table does not have.
    """

    sheet: str
    letters: Mapping[str, str]
    lines: tuple[Line, ...]
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds of ours: the tables found by their ids, and what it reaches out for (macros, links …)."""

    tables: Mapping[str, Found]
    reaches: tuple[str, ...] = ()


def to_json(content: Content) -> str:
    """Return the content as JSON in ASCII."""
    tables = {
        key: {
            "sheet": found.sheet,
            "letters": dict(found.letters),
            "lines": [
                [line.number, {name: _packed(cell) for name, cell in line.cells.items()}] for line in found.lines
            ],
            "elsewhere": list(found.elsewhere),
        }
        for key, found in content.tables.items()
    }
    return json.dumps({"tables": tables, "reaches": list(content.reaches)})


def from_json(data: Mapping[str, Any]) -> Content:
    """Return the content; ValueError, TypeError, KeyError or AttributeError for what `to_json` never writes."""
    tables = {
        str(key): Found(
            str(found["sheet"]),
            {str(name): str(letters) for name, letters in found["letters"].items()},
            tuple(
                Line(int(number), {str(name): _unpacked(cell) for name, cell in cells.items()})
                for number, cells in found["lines"]
            ),
            tuple(map(str, found["elsewhere"])),
        )
        for key, found in data["tables"].items()
    }
    return Content(tables, tuple(map(str, data["reaches"])))


def _packed(cell: Cell) -> list[Any]:
    """Return the kind of a cell and its value as text."""
    match cell:
        case Formula():
            return ["formula", cell.text, _packed(cell.value)]
        case ErrorValue():
            packed = ["error", cell.code]
        case bool():
            packed = ["bool", "1" if cell else ""]
        case Decimal() | int():
            packed = ["number", str(cell)]
        case datetime():
            packed = ["moment", cell.isoformat()]
        case date():
            packed = ["day", cell.isoformat()]
        case Link():
            packed = ["text", cell.cell]
        case _:
            packed = ["blank", ""] if cell is None else ["text", cell]
    return packed


_KINDS: dict[str, Callable[[str], Plain]] = {
    "blank": lambda _: None,
    "text": str,
    "number": Decimal,
    "bool": bool,
    "error": ErrorValue,
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
}


def _unpacked(packed: list[Any]) -> Cell:
    if packed[0] == "formula":
        return Formula(str(packed[1]), _plain(packed[2]))
    return _plain(packed)


def _plain(packed: list[Any]) -> Plain:
    kind, value = packed
    return _KINDS[kind](str(value))
