"""Formulas as Office.js tells and takes them against the way they stand in the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openpyxl.worksheet.formula import ArrayFormula

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.cell import Cell

_TEXTS = re.compile(r'("(?:[^"]|"")*")')
_PREFIX = re.compile(r"_xl(?:fn|ws|pm)\.")
_LATER = re.compile(  # functions that a file marks as younger than its format
    r"\b(?<!_xlfn\.)(XLOOKUP|XMATCH|IFS|SWITCH|CONCAT|TEXTJOIN|MAXIFS|MINIFS|SEQUENCE|UNIQUE|RANDARRAY|SORTBY)\("
)
_NAME = r"[^\W\d][\w.]*"
_PART = r"\[(?:[^\[\]']|'.)*\]"
_STORED = re.compile(rf"({_NAME})\[\[#This Row\],({_PART}(?::{_PART})?)\]")
_SHOWN = re.compile(rf"({_NAME})?\[@({_PART}(?::{_PART})?|\w+)\]")
_PLAIN = re.compile(r"\[(\w+)\]")


def stored_formula(cell: Cell) -> str | None:
    """Return the formula of a cell as the file holds it, None for a cell without one."""
    value = cell.value
    if isinstance(value, ArrayFormula):
        return str(value.text)
    return value if cell.data_type == "f" and isinstance(value, str) else None


def as_shown(formula: str, table: str | None) -> str:
    """Return a formula as Excel shows it in a cell of this table: the own row is ``[@Spalte]``."""

    def own(found: re.Match[str]) -> str:
        prefix = "" if found[1] == table else found[1]
        plain = _PLAIN.fullmatch(found[2])
        return f"{prefix}[@{plain[1] if plain else found[2]}]"

    return _outside_texts(formula, lambda part: _STORED.sub(own, _PREFIX.sub("", part)))


def as_stored(formula: str, table: str | None) -> str:
    """Return a formula that was given to a cell of this table as the file is to hold it.

    Raises ValueError for a reference to the own row in a cell that is in no table.
    """

    def own(found: re.Match[str]) -> str:
        name = found[1] or table
        if name is None:
            raise ValueError(f"no table around the cell that gets {formula}")
        columns = found[2] if found[2].startswith("[") else f"[{found[2]}]"
        return f"{name}[[#This Row],{columns}]"

    return _outside_texts(formula, lambda part: _LATER.sub(r"_xlfn.\1(", _SHOWN.sub(own, part)))


def _outside_texts(formula: str, change: Callable[[str], str]) -> str:
    return "".join(part if index % 2 else change(part) for index, part in enumerate(_TEXTS.split(formula)))
