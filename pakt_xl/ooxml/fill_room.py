"""Whether there is room below a table for its new rows; what a user wrote there is never overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from pakt_xl.domain.table import column_letters, column_number
from pakt_xl.ooxml.fill_cells import has_content
from pakt_xl.ooxml.fill_ranges import merged_ranges
from pakt_xl.ooxml.parts import LAST_ROW, bounds, child, relations, xml_root

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pakt_xl.ooxml.fill_formula import Span
    from pakt_xl.ooxml.fill_sheet import SheetXml
    from pakt_xl.ooxml.package import Package
    from pakt_xl.ooxml.parts import TableInfo, Workbook


@dataclass(frozen=True, slots=True)
class Room:
    """The rows that a table would grow over. ``ends`` are the last rows of tables already filled, by their part."""

    package: Package
    book: Workbook
    info: TableInfo
    span: Span
    sheet: SheetXml
    ends: Mapping[str, int]

    def obstacle(self) -> str | None:
        """Return the message that says what is in the way and where; None if there is room."""
        span = self.span
        if span.new_last <= span.old_last:
            return None
        if span.new_last > LAST_ROW:
            return (
                f"Blatt „{span.sheet}“, Zeile {LAST_ROW}: Das Blatt hat nicht genug Zeilen für die Tabelle "
                f"„{self.info.name}“. Bitte verschieben Sie die Tabelle weiter nach oben."
            )
        row, what = min(chain(self._cells(), self._tables(), self._merged(), self._pivots()), default=(0, ""))
        if not row:
            return None
        return in_the_way(span.sheet, row, self.info.name, span.new_last, what)

    def _cells(self) -> Iterator[tuple[int, str]]:
        """Row and name of the first cell with content."""
        _, rows, _ = self.sheet.rows(self.span.old_last + 1, self.span.new_last, self.span.sheet)
        for row in rows.values():
            for cell in self.sheet.cells(row):
                column = column_number(cell.letters)
                if self.span.left <= column <= self.span.right and has_content(cell.content):
                    yield row.number, f"ein Eintrag (Zelle {cell.letters}{row.number})"
                    return

    def _tables(self) -> Iterator[tuple[int, str]]:
        for other in self.book.tables:
            place = other.first_row, self.ends.get(other.part, other.last_row), other.first_col, other.last_col
            if other.sheet == self.info.sheet and self._holds(place):
                yield place[0], f"die Tabelle „{other.name}“"

    def _merged(self) -> Iterator[tuple[int, str]]:
        for place in merged_ranges(self.sheet.tail):
            if self._holds(place):
                yield place[0], f"ein verbundener Bereich (ab {column_letters(place[2])}{place[0]})"

    def _pivots(self) -> Iterator[tuple[int, str]]:
        for relation in relations(self.package, self.info.sheet.part):
            if relation.kind == "pivotTable":
                location = child(xml_root(self.package, relation.target), "location")
                place = None if location is None else bounds(location.get("ref", ""))
                if place and self._holds(place):
                    yield place[0], "eine Pivot-Tabelle"

    def _holds(self, place: tuple[int, int, int, int]) -> bool:
        """Whether a range (first row, last row, first column, last column) lies in these rows."""
        top, bottom, left, right = place
        span = self.span
        return span.old_last < bottom and top <= span.new_last and span.left <= right and left <= span.right


def in_the_way(sheet: str, row: int, table: str, last: int, what: str) -> str:
    """Return the message on something that stands in a row over which a table would grow, to row ``last``."""
    return (
        f"Blatt „{sheet}“, Zeile {row}: Die Tabelle „{table}“ wächst bis Zeile {last}, aber dort steht {what}. Bitte "
        "verschieben oder löschen Sie, was unter der Tabelle steht, und starten Sie den Lauf noch einmal."
    )
