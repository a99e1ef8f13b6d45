"""What a table is filled with and what it lies on: our rows, columns of the sheet, the rows that are there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pakt_xl.domain.table import column_letters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pakt_xl.domain.table import Cells
    from pakt_xl.ooxml.fill_cells import CellFormula, SharedFormulas
    from pakt_xl.ooxml.fill_formula import Span
    from pakt_xl.ooxml.fill_sheet import Row, SheetXml
    from pakt_xl.ooxml.render import Raw


@dataclass(frozen=True, slots=True)
class Place:
    """A column of the table on the sheet.

    ``source`` is its place in our rows, None for a column of the user, whose ``formula`` (as in the first data
    row) fills it. ``style`` is that of new rows.
    """

    number: int
    header: str
    source: int | None
    style: int
    formula: CellFormula | None

    @property
    def letters(self) -> str:
        """Letters of the sheet column."""
        return column_letters(self.number)


@dataclass(frozen=True, slots=True)
class Content:
    """What a table will hold: our rows, the typed cells of the user by column and row, our totals."""

    rows: Sequence[Cells]
    typed: Mapping[int, Mapping[int, Raw]]
    totals: Cells | None


@dataclass(frozen=True, slots=True)
class Ground:
    """What a table lies on: its sheet, its place, its columns and the rows that are there."""

    sheet: SheetXml
    span: Span
    places: tuple[Place, ...]
    rows: Mapping[int, Row]
    shared: SharedFormulas
    unhide: bool  # rows that a filter hid appear again
    vacated: frozenset[tuple[int, int]]  # row and column of typed cells, whose style goes with them
