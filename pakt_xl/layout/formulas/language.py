"""How the live formulas are written: columns, helper columns, keys, values of settings and programme.

A formula is written as Excel shows it in English: ``[@Menge]`` is the cell of this row; ``stored`` turns it into the
form of the file. Every key is compared as text behind a ``|``, so that ``017`` is not 17 and ``=1`` is no operator;
sums go through SUMIFS, which leaves out text, so that a bad cell spoils its own row only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

HELPER = "Hilfe "  # what the header of every helper column begins with
PLAIN = "General"  # in a cell of format Text a formula would turn into text when it is edited


@dataclass(frozen=True, slots=True)
class LiveColumn:
    """A calculated column: header, formula as Excel shows it (without ``=``), number format, what it says."""

    header: str
    formula: str
    number_format: str
    help: str

    @property
    def helper(self) -> bool:
        """Whether it only serves other formulas; such columns stand grey and folded at the right end."""
        return self.header.startswith(HELPER)


_THIS_ROW = re.compile(r"(?<![\w\]])\[@(?:(\[[^\]]+\](?::\[[^\]]+\])?)|([^\[\]]+))\]")


def stored(table: str, formula: str) -> str:
    """Return the formula as the file stores it: ``[@Menge]`` becomes ``Bedarfe[[#This Row],[Menge]]``."""
    return _THIS_ROW.sub(lambda match: f"{table}[[#This Row],{match[1] or f'[{match[2]}]'}]", formula)


def setting(key: str) -> str:
    """Formula of a value of Einstellungen; the first row of the key counts."""
    return f'INDEX(Einstellungen[Wert],MATCH("{key}",Einstellungen[Schlüssel],0))'


def programme_value(key: str) -> str:
    """Formula of a value of Programmwerte."""
    return f'INDEX(Programmwerte[Wert],MATCH("{key}",Programmwerte[Schlüssel],0))'


def key(header: str) -> str:
    """Formula of a key for comparing: trimmed text behind a bar; blank for a blank or broken cell."""
    cell = f"[@[{header}]]" if " " in header else f"[@{header}]"
    return f'IFERROR(IF(TRIM({cell})="","","|"&TRIM({cell})),"")'


def helper(name: str, formula: str, note: str, number_format: str = PLAIN) -> LiveColumn:
    """Return a column that only serves other formulas."""
    return LiveColumn(HELPER + name, formula, number_format, note)


def sum_of(table: str, header: str, where: str, key: str) -> str:
    """Formula that sums a column over the rows of another table whose key is that of this row; 0 where there is none.

    Asking first spares most sums. It also keeps LibreOffice from computing the column in several threads: version
    7.4 gets single cells of such a chain of sums wrong when it computes a whole workbook at once.
    """
    cell = f"[@[{key}]]"
    return f"IF(ISNUMBER(MATCH({cell},{table}[{where}],0)),SUMIFS({table}[{header}],{table}[{where}],{cell}),0)"


def first_row(table: str, key: str) -> str:
    """Condition that this row is the first of the table with its key (readings 9, 10, 11)."""
    return f"MATCH([@[{key}]],{table}[{key}],0)=ROW()-ROW({table}[[#Headers],[{key}]])"
