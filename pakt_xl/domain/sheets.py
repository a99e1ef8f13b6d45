"""The shape of a generated sheet: one table with its columns, their look and the key of a row."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pakt_xl.domain.table import Cells, Table


class Look(StrEnum):
    """How a column of a generated table is shown; the value is its number format."""

    TEXT = "@"
    EURO = '#,##0.00\\ "€"'
    WHOLE = "#,##0"
    YEAR = "0"
    PERCENT = "0.0%"
    DATE = "DD.MM.YYYY"
    MOMENT = "DD.MM.YYYY\\ HH:MM:SS"
    LINK = "General"
    VALUE = "General;-General"  # numbers and text side by side; the second section keeps it apart from LINK


@dataclass(frozen=True, slots=True)
class OutColumn:
    """A column of a generated table: header, look, width in characters, help text."""

    header: str
    look: Look
    width: int
    help: str = ""
    wrap: bool = False


@dataclass(frozen=True, slots=True)
class GeneratedTable:
    """A generated sheet with its one table of the given name; ``key`` names the columns that identify a row.

    ``purpose`` is the line below the title.
    """

    name: str
    sheet: str
    title: str
    columns: tuple[OutColumn, ...]
    key: tuple[str, ...]
    total: bool = False
    purpose: str = "Diese Tabelle füllt das Werkzeug bei jedem Lauf. Eigene Spalten rechts daneben bleiben erhalten."

    @property
    def headers(self) -> tuple[str, ...]:
        """Headers in their order."""
        return tuple(column.header for column in self.columns)

    def table(self, rows: list[Cells], totals: Cells | None = None) -> Table:
        """Return the computed rows as a table that a book can fill."""
        return Table(self.name, self.headers, tuple(rows), self.sheet, totals=totals, key=self.key)
