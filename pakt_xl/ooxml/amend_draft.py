"""The draft of one amended table: its new cells and rows in the bytes of the sheet, made while the package stays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pakt_xl.domain.table import Table, column_letters, column_number
from pakt_xl.ooxml.amend_sheet import spliced
from pakt_xl.ooxml.amend_table import amended_part
from pakt_xl.ooxml.fill_cells import SharedFormulas, has_content, style_of
from pakt_xl.ooxml.fill_draft import Altered
from pakt_xl.ooxml.fill_formula import regrown, shifted
from pakt_xl.ooxml.fill_plan import places_of, style_of_blank
from pakt_xl.ooxml.fill_ranges import regrown_tail, sized_head
from pakt_xl.ooxml.fill_rows import height_of
from pakt_xl.ooxml.fill_sheet import check_well_formed
from pakt_xl.ooxml.render import Calculated, Column, Frame, Raw, cleaned, is_cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pakt_xl.domain.table import Cell
    from pakt_xl.ooxml.amend_plan import AmendPlan
    from pakt_xl.ooxml.amend_sheet import Edits
    from pakt_xl.ooxml.fill_cells import CellFormula
    from pakt_xl.ooxml.fill_draft import Source
    from pakt_xl.ooxml.fill_formula import Span
    from pakt_xl.ooxml.fill_sheet import OldCell, Row, SheetXml
    from pakt_xl.ooxml.parts import TableInfo
    from pakt_xl.ooxml.render import Written


@dataclass(frozen=True, slots=True)
class AmendDraft:
    """Bytes of the sheet and of the table part, and texts that Excel could not keep."""

    sheet: bytes
    table: bytes
    altered: tuple[Altered, ...]


def draft_of(source: Source, info: TableInfo, plan: AmendPlan, span: Span, sheet: SheetXml) -> AmendDraft:
    """Draft the amended table. Raises UnusableError when its sheet is damaged."""
    writer = _CellWriter(source, info, plan, span, sheet)
    body = spliced(writer.detached(), writer.edits(), writer.height)
    head, tail = sheet.head, sheet.tail
    if span.new_last > span.old_last:
        head, tail = sized_head(head, span, sheet.last_row(body)), regrown_tail(tail, span)
    check_well_formed((head, body, tail), info.sheet.part, source.book.file)
    table = amended_part(source.package, info, span) if plan.added else source.package.read(info.part)
    return AmendDraft(head + body + tail, table, tuple(writer.altered))


class _CellWriter:
    """Makes the new cells of one table as elements."""

    def __init__(self, source: Source, info: TableInfo, plan: AmendPlan, span: Span, sheet: SheetXml) -> None:
        self.altered: list[Altered] = []
        self._info, self._plan, self._span, self._sheet = info, plan, span, sheet
        _, self._rows, _ = sheet.rows(span.first, max(span.old_last, span.new_last), span.sheet)
        self._shared = SharedFormulas(sheet)
        self._places = places_of(info, Table(info.name, (), ()), sheet, self._rows, self._shared)
        self._frame = Frame(sheet.prefix, source.book.date1904, source.styles)
        self._columns: dict[tuple[int, int], Column] = {}
        first = self._rows.get(span.first)
        self.height = height_of(first.attributes) if first else ""

    def detached(self) -> SheetXml:
        """Return the sheet without formulas that share the text of a cell of the totals row, if this row moves."""
        if not self._span.totals or self._span.new_last == self._span.old_last:
            return self._sheet
        self._shared.leave(replace(self._span, first=self._span.old_last))
        return replace(self._sheet, body=self._shared.detached(self._sheet.body))

    def edits(self) -> Edits:
        """Return the new cells by row and column of the sheet."""
        edits: Edits = {}
        if self._span.new_last > self._span.old_last and self._span.totals:
            edits[self._span.new_last] = dict(self._totals())
        for index, cells in self._plan.cells.items():
            number = self._span.first + index
            written = self._new_row(number, cells) if index in self._plan.added else self._changed(number, cells)
            edits[number] = dict(written)
        return edits

    def _changed(self, number: int, cells: Mapping[int, Cell]) -> Iterator[tuple[int, str]]:
        """Yield changed cells in the style that they have."""
        there = self._there(number)
        for at, value in cells.items():
            column = self._info.first_col + at
            yield column, self._cell(number, column, self._style(there, number, column), value)

    def _new_row(self, number: int, cells: Mapping[int, Cell]) -> Iterator[tuple[int, str]]:
        """Yield the cells of a new row; in a blank row of the table, only what is not there yet."""
        there = self._there(number) if number <= self._span.old_end else {}
        for at, place in enumerate(self._places):
            old = there.get(place.number)
            if at not in cells and old and (place.formula is None or has_content(old.content)):
                continue
            style = style_of(old.attributes) if old else place.style
            value = cells.get(at) if at in cells else self._filled(place.formula, number)
            yield place.number, self._cell(number, place.number, style, value)

    def _filled(self, formula: CellFormula | None, number: int) -> Written:
        if formula is None:
            return None
        return Calculated(shifted(formula.text, number - self._span.first), formula.array)

    def _totals(self) -> Iterator[tuple[int, str]]:
        """Yield the totals row where it will be: its labels as they are, its formulas over all rows."""
        for column, cell in self._there(self._span.old_last).items():
            if self._span.left <= column <= self._span.right:
                formula = self._shared.formula(cell.content, self._span.old_last, column)
                value: Written = Raw(f'"{cell.attributes}>{cell.content}</{self._frame.prefix}c>')
                if formula:
                    value = Calculated(regrown(formula.text, self._span, self._span.sheet), formula.array)
                elif not cell.content:
                    value = None
                yield column, self._cell(self._span.new_last, column, style_of(cell.attributes), value)

    def _there(self, number: int) -> dict[int, OldCell]:
        row = self._rows.get(number)
        return {column_number(cell.letters): cell for cell in self._sheet.cells(row)} if row else {}

    def _style(self, there: Mapping[int, OldCell], number: int, column: int) -> int:
        row: Row | None = self._rows.get(number)
        return style_of(there[column].attributes) if column in there else style_of_blank(self._sheet, row, column)

    def _cell(self, number: int, column: int, style: int, value: Written) -> str:
        key = column, style
        if key not in self._columns:
            self._columns[key] = Column(column_letters(column), style, self._frame)
        (text,) = self._columns[key].cells(number, [value])
        if isinstance(value, str) and cleaned(value) != value:
            lost = len(value) - len(cleaned(value))
            place = f"{column_letters(column)}{number}"
            self.altered.append(Altered(self._info.name, self._span.sheet, place, is_cut(value), lost))
        return text
