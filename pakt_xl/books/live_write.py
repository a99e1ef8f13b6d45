"""Writes one drafted table into an open workbook and reads it back to prove that it says what was computed."""

from __future__ import annotations

from contextlib import suppress
from itertools import groupby
from typing import TYPE_CHECKING

from pakt_xl.books.live_cells import block, cell_of, formula_text, native, same
from pakt_xl.domain.table import Cell, Formula, Link, column_letters
from pakt_xl.ooxml.fill_formula import shifted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import xlwings as xw

    from pakt_xl.books.live_draft import LiveDraft
    from pakt_xl.books.live_tables import Spot
    from pakt_xl.books.live_user import UserColumn

TEXT = "@"


class NotKeptError(Exception):
    """A cell does not read back as it was written."""


def write(draft: LiveDraft, *, remote: bool) -> None:
    """Fill the table: filter off, new size, our columns as blocks, the user's columns, what is left over cleared.

    Raises whatever the office program raises, and NotKeptError when a cell reads back as something else.
    """
    if draft.filtered:
        draft.spot.table.autofilter.clear()
    resize(draft.spot, draft.new_last_data, remote=remote)
    for left, right in _runs(draft):
        _write_run(draft, left, right, remote=remote)
    for column in draft.user:
        _write_user(draft, column, remote=remote)


def resize(spot: Spot, last_data: int, *, remote: bool) -> None:
    """Have a table end with this data row; rows that it leaves are cleared, new ones look like its last one."""
    table, last = spot.table, last_data + spot.totals
    if last == spot.last:
        return
    totals = block(spot.rows(spot.last, spot.last).formula)[0] if spot.totals and not remote else ()
    if spot.totals:  # Excel moves a totals row only by taking it away and putting it back
        table.show_totals = False
    table.resize(spot.rows(spot.row, last_data))
    if last_data < spot.last:
        spot.rows(last_data + 1, spot.last).clear_contents()
    if spot.totals:
        table.show_totals = True
        _restore_totals(spot, last, totals)
    if last_data > spot.last_data:
        with suppress(NotImplementedError):  # an engine without it leaves the look to Excel's own tables
            spot.rows(spot.last_data, spot.last_data).autofill(spot.rows(spot.last_data, last_data), "fill_formats")


def _restore_totals(spot: Spot, row: int, before: Sequence[object]) -> None:
    """Put back formulas and labels of the totals row that did not come back by themselves."""
    area = spot.rows(row, row)
    for index, text in enumerate(before):
        cell = area[0, index]
        if text and cell.formula != text:
            cell.formula = text if str(text).startswith("=") else f"'{text}"


def _runs(draft: LiveDraft) -> Iterator[tuple[int, int]]:
    """Yield first and last of our columns that stand side by side and are written in one call."""
    for mine, group in groupby(enumerate(draft.sources), lambda pair: _kind(draft, pair[0])):
        columns = [index for index, _ in group]
        if mine is not None:
            yield columns[0], columns[-1]


def _kind(draft: LiveDraft, index: int) -> bool | None:
    """None for a column of the user; else whether the column holds links, which are written as formulas."""
    if draft.sources[index] is None:
        return None
    return any(isinstance(cell, Link | Formula) for cell in draft.column(index))


def _write_run(draft: LiveDraft, left: int, right: int, *, remote: bool) -> None:
    area = draft.spot.cells(draft.spot.first_data, draft.new_last_data, left, right)
    columns = [draft.column(index) for index in range(left, right + 1)]
    if _kind(draft, left):
        area.formula = [[formula_text(cell) for cell in row] for row in zip(*columns, strict=True)]
    else:
        verbatim = [_is_text(draft, index, remote=remote) for index in range(left, right + 1)]
        natives = [
            [native(cell, verbatim=told) for cell in column] for column, told in zip(columns, verbatim, strict=True)
        ]
        area.value = [list(row) for row in zip(*natives, strict=True)]
    if not remote:  # that engine writes later, when the task pane does
        _prove(draft, left, columns, area)


def _is_text(draft: LiveDraft, index: int, *, remote: bool) -> bool:
    """Whether all cells of a column are formatted as text, so that Excel keeps what is written as it is."""
    if remote:
        return False
    return bool(draft.spot.cells(draft.spot.first_data, draft.new_last_data, index, index).number_format == TEXT)


def _prove(draft: LiveDraft, left: int, columns: Sequence[Sequence[Cell]], area: xw.Range) -> None:
    """Read the columns back; NotKeptError names the first cell that says something else than was written."""
    for row, (shown, texts) in enumerate(zip(block(area.raw_value), block(area.formula), strict=True)):
        for offset, column in enumerate(columns):
            read = cell_of(shown[offset], texts[offset], remote=False)
            if not same(column[row], read):
                cell = f"{column_letters(draft.spot.column + left + offset)}{draft.spot.first_data + row}"
                raise NotKeptError(f"Zelle {cell} zeigt etwas anderes, als geschrieben wurde: {read!r}")


def _write_user(draft: LiveDraft, column: UserColumn, *, remote: bool) -> None:
    """Write a column of the user where rows moved or came new; else it stays untouched."""
    first, last = draft.spot.first_data, draft.new_last_data
    grown = last > draft.spot.last_data
    if not column.moved and not (grown and column.formula is not None):
        return
    area = draft.spot.cells(first, last, column.index, column.index)
    if column.formula is not None:
        area.formula = f"={column.formula}"  # Excel moves its relative references down the rows
        exceptions = column.typed
    else:
        verbatim = _is_text(draft, column.index, remote=remote)
        count = last - first + 1
        plain = {row: cell for row, cell in column.typed.items() if not isinstance(cell, Formula)}
        area.value = [[native(plain.get(row), verbatim=verbatim)] for row in range(count)]
        exceptions = {row: cell for row, cell in column.typed.items() if isinstance(cell, Formula)}
    for row, cell in exceptions.items():
        place = draft.spot.cells(first + row, first + row, column.index, column.index)
        if isinstance(cell, Formula):
            place.formula = formula_text(cell)
        else:
            place.value = native(cell, verbatim=False)
    if not remote:
        cells = [column.typed.get(row, _filling(column, row)) for row in range(last - first + 1)]
        _prove(draft, column.index, [cells], area)


def _filling(column: UserColumn, row: int) -> Cell:
    """Cell of a column of the user in which nothing is typed."""
    return None if column.formula is None else Formula(shifted(column.formula, row), None)
