"""References to cells of a table's own row: Excel shows them short, "[@Preis]", a file holds them long."""

from __future__ import annotations

import re

_NAME = r"[^\[\]@:]+"
_LONG_RANGE = re.compile(rf"([\w.]+)\[\[#This Row\],\[({_NAME})\]:\[({_NAME})\]\]")
_LONG = re.compile(rf"([\w.]+)\[\[#This Row\],\[({_NAME})\]\]")
_SHORT_RANGE = re.compile(rf"([\w.]*)\[@\[({_NAME})\]:\[({_NAME})\]\]")
_SHORT = re.compile(rf"([\w.]*)\[@(?:\[({_NAME})\]|({_NAME}))\]")


def shortened(formula: str, table: str | None) -> str:
    """Return the formula as Excel shows it in a cell of this table (None: outside of tables)."""

    def one(found: re.Match[str]) -> str:
        name = "" if found[1] == table else found[1]
        return f"{name}[@{found[2]}]" if re.fullmatch(r"\w+", found[2]) else f"{name}[@[{found[2]}]]"

    return _LONG.sub(one, _LONG_RANGE.sub(r"\1[@[\2]:[\3]]", formula))


def lengthened(formula: str, table: str | None) -> str:
    """Return the formula as a file holds it; a reference without a table means the table of the cell."""

    def many(found: re.Match[str]) -> str:
        return f"{found[1] or table}[[#This Row],[{found[2]}]:[{found[3]}]]"

    def one(found: re.Match[str]) -> str:
        return f"{found[1] or table}[[#This Row],[{found[2] or found[3]}]]"

    return _SHORT.sub(one, _SHORT_RANGE.sub(many, formula))
