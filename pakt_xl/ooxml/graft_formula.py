"""Formulas of grafted cells: sheets and tables by their names in the target, relative places filled down."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_PIECE = re.compile(
    r'"(?:[^"]|"")*"'  # text
    r"|'(?P<quoted>(?:[^']|'')+)'!"
    r"|(?P<bare>[\w.]+)!"
    r"|(?P<table>[\w.\\]+)(?=\[)"
    r"|\[(?:'.|[^'\[\]]|\[(?:'.|[^'\[\]])*\])*\]"  # columns of a table, whose headers may look like anything
)
_PLACE = re.compile(r"\$?[A-Za-z]{1,3}\$?\d|\d:|[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Renames:
    """Names in the donor (case folded) and what the same sheets and tables are called in the target."""

    sheets: dict[str, str] = field(default_factory=dict)
    tables: dict[str, str] = field(default_factory=dict)

    def formula(self, text: str) -> str:
        """Return the formula with every sheet and table called as in the target; texts stay as they are."""
        return _PIECE.sub(self._piece, text)

    def _piece(self, match: re.Match[str]) -> str:
        sheet = _sheet(match)
        if sheet.casefold() in self.sheets:
            return f"{quoted(self.sheets[sheet.casefold()])}!"
        if match["table"]:
            return self.tables.get(match["table"].casefold(), match["table"])
        return match[0]


def quoted(sheet: str) -> str:
    """Name of a sheet as a formula writes it; quotes are always right."""
    return "'" + sheet.replace("'", "''") + "'"


def sheets_of(formula: str) -> set[str]:
    """Names of the sheets that a formula looks at."""
    return {_sheet(match) for match in _PIECE.finditer(formula)} - {""}


def fill(formula: str, origin: str) -> Callable[[str], str]:
    """Return what turns an address into the formula that Excel's fill would write there.

    ``formula`` is without its leading ``=`` and stands at ``origin``, an address such as ``K2``.
    """
    if not _PLACE.search(_PIECE.sub("", formula)):
        return lambda _address: formula
    from openpyxl.formula.translate import Translator  # noqa: PLC0415 - most formulas only name columns

    translator = Translator(f"={formula}", origin=origin)

    def at(address: str) -> str:
        return str(translator.translate_formula(address)).removeprefix("=")

    return at


def _sheet(match: re.Match[str]) -> str:
    return (match["quoted"] or match["bare"] or "").replace("''", "'")
