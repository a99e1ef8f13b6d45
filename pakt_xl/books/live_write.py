"""Writes one drafted table into an open workbook and reads it back to prove that it says what was computed."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from pakt_xl.books.live_cells import block, cell_of, formula_text, is_number, native, same
from pakt_xl.books.live_draft import sort_fields
from pakt_xl.domain.cells import shown
from pakt_xl.domain.table import Cell, Formula, Link, column_letters
from pakt_xl.ooxml.fill_formula import Span, regrown, shifted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import xlwings as xw

    from pakt_xl.books.live_draft import LiveDraft
    from pakt_xl.books.live_tables import Spot
    from pakt_xl.books.live_user import UserColumn

TEXT, GENERAL = "@", "General"


class NotKeptError(Exception):
    """A cell does not read back as it was written."""


def write(draft: LiveDraft, *, remote: bool) -> None:
    """Fill the table: no filter and sort, new size, our columns as blocks, the user's columns, what is left cleared.

    Raises whatever the office program raises, and NotKeptError when a cell reads back as something else.
    """
    if draft.filtered:
        draft.spot.table.autofilter.clear()
    if draft.sorted:
        sort_fields(draft.spot).Clear()
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
    totals = block(getattr(spot.rows(spot.last, spot.last), spot.bar))[0] if spot.totals and not remote else ()
    if spot.totals:  # Excel moves a totals row only by taking it away and putting it back
        table.show_totals = False
    table.resize(spot.rows(spot.row, last_data))
    if last_data < spot.last:
        spot.rows(last_data + 1, spot.last).clear_contents()
    if spot.totals:
        table.show_totals = True
        _restore_totals(spot, last_data, totals)
    if last_data > spot.last_data:
        with suppress(NotImplementedError):  # an engine without it leaves the look to Excel's own tables
            spot.rows(spot.last_data, spot.last_data).autofill(spot.rows(spot.last_data, last_data), "fill_formats")


def _restore_totals(spot: Spot, last_data: int, before: Sequence[object]) -> None:
    """Put back what did not come back by itself in the totals row; a sum over the rows takes in all of them again."""
    right = spot.column + spot.width - 1
    span = Span(spot.title, spot.column, right, spot.first_data, spot.last_data, last_data, totals=True)
    area = spot.rows(span.new_last, span.new_last)
    for index, text in enumerate(before):
        cell = area[0, index]
        is_formula = str(text).startswith("=")
        wanted = regrown(str(text), span, spot.title) if is_formula else text
        if wanted and getattr(cell, spot.bar) != wanted:
            if is_formula and cell.number_format == TEXT:  # in such a cell a formula that is written stays a text
                cell.number_format = GENERAL
            setattr(cell, spot.bar, wanted if is_formula else f"'{wanted}")


def _runs(draft: LiveDraft) -> Iterator[tuple[int, int]]:
    """Yield first and last of our columns that stand side by side and are written in one call."""
    for mine, group in groupby(enumerate(draft.sources), lambda pair: _kind(draft, pair[0])):
        columns = [index for index, _ in group]
        if mine is not None:
            yield columns[0], columns[-1]


def _kind(draft: LiveDraft, index: int) -> bool | None:
    """None for a column of the user; else whether the column holds only links, which are written as formulas."""
    if draft.sources[index] is None:
        return None
    cells = [cell for cell in draft.column(index) if cell is not None]
    return bool(cells) and all(isinstance(cell, Link | Formula) for cell in cells)


def _write_run(draft: LiveDraft, left: int, right: int, *, remote: bool) -> None:
    columns = [draft.column(index) for index in range(left, right + 1)]
    area = draft.spot.cells(draft.spot.first_data, draft.new_last_data, left, right)
    if _kind(draft, left):
        setattr(area, draft.spot.bar, [[formula_text(cell) for cell in row] for row in zip(*columns, strict=True)])
    else:
        _write_values(draft, left, columns, remote=remote)
    if not remote:  # that engine writes later, when the task pane does
        _prove(draft, left, columns)


def _write_values(draft: LiveDraft, left: int, columns: Sequence[Sequence[Cell]], *, remote: bool) -> None:
    """Write columns as one block of values; a formula among them goes into its cell afterwards."""
    first, last = draft.spot.first_data, draft.new_last_data
    verbatim = [_is_text(draft, left + offset, remote=remote) for offset in range(len(columns))]
    natives = [
        [None if isinstance(cell, Formula | Link) else native(cell, verbatim=told) for cell in column]
        for column, told in zip(columns, verbatim, strict=True)
    ]
    area = draft.spot.cells(first, last, left, left + len(columns) - 1)
    area.value = [list(row) for row in zip(*natives, strict=True)]
    if remote:  # it cannot be asked what became of them
        _undate(draft, left, columns)
    for offset, column in enumerate(columns):
        for row, cell in enumerate(column):
            if isinstance(cell, Formula | Link):
                _write_cell(draft, row, left + offset, cell)


def _undate(draft: LiveDraft, left: int, columns: Sequence[Sequence[Cell]]) -> None:
    """Take the look of a date from cells that hold a number now; new rows look like the last one did."""
    last = draft.spot.last_data - draft.spot.first_data
    for offset, column in enumerate(columns):
        for row, cell in enumerate(column):
            if (min(row, last), left + offset) in draft.dated and is_number(cell):
                _place(draft, row, left + offset).number_format = GENERAL


def _write_cell(draft: LiveDraft, row: int, index: int, cell: Cell) -> None:
    place = _place(draft, row, index)
    if isinstance(cell, Formula | Link):
        setattr(place, draft.spot.bar, formula_text(cell))
    else:
        place.value = native(cell, verbatim=False)


def _place(draft: LiveDraft, row: int, index: int) -> xw.Range:
    number = draft.spot.first_data + row
    return draft.spot.cells(number, number, index, index)


def _is_text(draft: LiveDraft, index: int, *, remote: bool) -> bool:
    """Whether all cells of a column are formatted as text, so that Excel keeps what is written as it is."""
    if remote:
        return False
    return bool(draft.spot.cells(draft.spot.first_data, draft.new_last_data, index, index).number_format == TEXT)


def _prove(draft: LiveDraft, left: int, columns: Sequence[Sequence[Cell]]) -> None:
    """Read the columns back. A cell whose look made something else of its content gets a fitting one, once.

    Links that Excel replaced by one of them, for the whole column, are written as texts.
    NotKeptError names the first cell that still says something else than was written.
    """
    wrong = list(_wrong(draft, left, columns))
    for row, index, cell, _ in wrong:
        look = fitting_look(cell)
        if look:
            _place(draft, row, index).number_format = look
        _write_cell(draft, row, index, cell.cell if isinstance(cell, Link) else cell)
    for row, index, _, read in _wrong(draft, left, columns) if wrong else ():
        name = f"{column_letters(draft.spot.column + index)}{draft.spot.first_data + row}"
        raise NotKeptError(f"Zelle {name} zeigt etwas anderes, als geschrieben wurde: {shown(read)}")


def fitting_look(cell: Cell) -> str | None:
    """Return the number format in which a content shows as what it is; None if none is needed."""
    if isinstance(cell, date):
        return "dd.mm.yyyy hh:mm:ss" if isinstance(cell, datetime) else "dd.mm.yyyy"
    return GENERAL if isinstance(cell, Decimal | int) else None


def _wrong(draft: LiveDraft, left: int, columns: Sequence[Sequence[Cell]]) -> Iterator[tuple[int, int, Cell, Cell]]:
    """Yield row, column, what was written and what is read of cells that differ."""
    area = draft.spot.cells(draft.spot.first_data, draft.new_last_data, left, left + len(columns) - 1)
    lines = zip(block(area.raw_value), block(getattr(area, draft.spot.bar)), strict=True)
    for row, (values, texts) in enumerate(lines):
        for offset, column in enumerate(columns):
            read = cell_of(values[offset], texts[offset], remote=False)
            if not same(column[row], read):
                yield row, left + offset, column[row], read


def _write_user(draft: LiveDraft, column: UserColumn, *, remote: bool) -> None:
    """Write a column of the user where rows moved or came new; else it stays untouched."""
    count = draft.new_last_data - draft.spot.row
    if not draft.rewrites(column):
        return
    if not remote:
        _move_looks(draft, column)
    cells = [column.typed.get(row, _filling(column, row)) for row in range(count)]
    if column.formula is None:
        _write_values(draft, column.index, [cells], remote=remote)
    else:
        area = draft.spot.cells(draft.spot.first_data, draft.new_last_data, column.index, column.index)
        setattr(area, draft.spot.bar, f"={column.formula}")  # Excel moves its relative references down the rows
        for row, cell in column.typed.items():
            _write_cell(draft, row, column.index, cell)
    if not remote:
        _prove(draft, column.index, [cells])


def _move_looks(draft: LiveDraft, column: UserColumn) -> None:
    """Let the number formats of typed cells go with them, where the cells of the column differ: 13:45, 50 %, 5 €."""
    last = max(draft.spot.last_data, draft.new_last_data)
    area = draft.spot.cells(draft.spot.first_data, last, column.index, column.index)
    if area.number_format is not None:
        return
    looks = {
        new: _place(draft, old, column.index).number_format
        for new, old in column.origins.items()
        if new != old and not isinstance(column.typed[new], str)
    }
    for row, look in looks.items():
        _place(draft, row, column.index).number_format = look


def _filling(column: UserColumn, row: int) -> Cell:
    """Cell of a column of the user in which nothing is typed."""
    return None if column.formula is None else Formula(shifted(column.formula, row), None)
