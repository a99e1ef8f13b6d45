"""Amends one input table of an open workbook: single cells and new rows, drafted first, then written and read back."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from pakt_xl.books.live_cells import block, cell_of, native, same
from pakt_xl.books.live_draft import is_filtered, prove_room
from pakt_xl.books.live_write import TEXT, NotKeptError, fitting_look, resize
from pakt_xl.domain.cells import shown
from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.table import Cell, Formula, Table, column_letters
from pakt_xl.ooxml.amend_plan import AmendPlan, missing_table, plan_of
from pakt_xl.ooxml.fill_draft import Altered
from pakt_xl.ooxml.fill_formula import shifted
from pakt_xl.ooxml.render import cleaned, is_cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import xlwings as xw

    from pakt_xl.books.client import ClientFacts
    from pakt_xl.books.live_tables import LiveTables, Spot
    from pakt_xl.domain.amendment import Amendment


@dataclass(frozen=True, slots=True)
class LiveAmendment:
    """One table to be amended: where it lies, what stands in it, and what will be written."""

    spot: Spot
    before: Table
    plan: AmendPlan

    @property
    def last_data(self) -> int:
        """Last data row afterwards."""
        return self.spot.row + max(self.plan.count, 1)

    def changes(self) -> Iterator[tuple[int, int, Cell]]:
        """Yield data row, column and value of each changed cell."""
        for row, cells in self.plan.cells.items():
            if row not in self.plan.added:
                yield from ((row, column, value) for column, value in cells.items())

    def altered(self) -> Iterator[Altered]:
        """Yield texts that Excel cannot keep as they are."""
        for row, cells in self.plan.cells.items():
            for column, text in cells.items():
                if isinstance(text, str) and cleaned(text) != text:
                    lost = len(text) - len(cleaned(text))
                    yield Altered(self.spot.name, self.spot.title, self.cell(row, column), is_cut(text), lost)

    def cell(self, row: int, column: int) -> str:
        """Address of a data cell."""
        return f"{column_letters(self.spot.column + column)}{self.spot.first_data + row}"


def draft_of(
    tables: LiveTables, amendment: Amendment, client: ClientFacts | None, repair: str, *, remote: bool
) -> LiveAmendment:
    """Draft the amendment of a table. Raises UnusableError when it cannot be done."""
    spot = tables.spot(amendment.table)
    if spot is None:
        raise missing_table(amendment.table, repair)
    if remote and (client is None or spot.name not in client.formulas):
        raise UnusableError(
            f"Tabelle „{spot.name}“: Der Aufgabenbereich hat nicht mitgeschickt, wo Formeln stehen. Bitte laden Sie "
            "ihn neu. Es wurde nichts geschrieben."
        )
    before = tables.whole(spot)
    computed = [
        index for index in range(spot.width) if before.rows and all(_is_formula(row[index]) for row in before.rows)
    ]
    draft = LiveAmendment(spot, before, plan_of(amendment, before, computed))
    if draft.last_data > spot.last_data and is_filtered(spot, client, remote=remote):
        raise UnusableError(
            f"Die Tabelle „{spot.name}“ auf dem Blatt „{spot.title}“ ist gefiltert; so lassen sich keine Zeilen "
            "anfügen. Bitte zeigen Sie alle Zeilen an (Daten, Filter löschen) und klicken Sie noch einmal. "
            "Es wurde nichts geschrieben."
        )
    prove_room(tables, spot, draft.last_data + spot.totals, remote=remote)
    return draft


def write(draft: LiveAmendment, *, remote: bool) -> None:
    """Change the cells, let the table grow and write its new rows; filter and sort stay.

    Raises whatever the office program raises, and NotKeptError when a cell reads back as something else.
    """
    for row, column, value in draft.changes():
        _write(draft, row, column, [[value]], remote=remote)
    if not draft.plan.added:
        return
    if draft.last_data > draft.spot.last_data:
        resize(draft.spot, draft.last_data, remote=remote)
    added = draft.plan.added
    given = sorted({column for row in added for column in draft.plan.cells[row]})
    for _, run in groupby(given, lambda column: column - given.index(column)):
        columns = list(run)
        cells = [[draft.plan.cells[row].get(column) for column in columns] for row in added]
        _write(draft, added.start, columns[0], cells, remote=remote)
    for column in set(range(draft.spot.width)) - set(given):
        _fill_down(draft, column)


def _write(draft: LiveAmendment, row: int, column: int, cells: Sequence[Sequence[Cell]], *, remote: bool) -> None:
    """Write a block of cells and read it back."""
    area = _area(draft, row, row + len(cells) - 1, column, column + len(cells[0]) - 1)
    verbatim = [
        not remote and _area(draft, row, row + len(cells) - 1, at, at).number_format == TEXT
        for at in range(column, column + len(cells[0]))
    ]
    area.value = [[native(cell, verbatim=told) for cell, told in zip(line, verbatim, strict=True)] for line in cells]
    if not remote:  # that engine writes later, when the task pane does
        _prove(draft, row, column, cells, area)


def _prove(draft: LiveAmendment, row: int, column: int, cells: Sequence[Sequence[Cell]], area: xw.Range) -> None:
    """Read the block back. A cell whose look made something else of its content gets a fitting one, once.

    In a cell that a user formatted as text Excel turns a number into a text, in one formatted as a date into a day.
    """
    wrong = list(_wrong(draft, cells, area))
    for index, at, _ in wrong:
        place = _area(draft, row + index, row + index, column + at, column + at)
        look = fitting_look(cells[index][at])
        if look:
            place.number_format = look
        place.value = native(cells[index][at], verbatim=False)
    for index, at, read in _wrong(draft, cells, area) if wrong else ():
        name = draft.cell(row + index, column + at)
        raise NotKeptError(f"Zelle {name} zeigt etwas anderes, als geschrieben wurde: {shown(read)}")


def _wrong(draft: LiveAmendment, cells: Sequence[Sequence[Cell]], area: xw.Range) -> Iterator[tuple[int, int, Cell]]:
    """Yield line and place in the block of cells that differ, and what is read."""
    rows = zip(block(area.raw_value), block(getattr(area, draft.spot.bar)), strict=True)
    for index, (values, texts) in enumerate(rows):
        for at, cell in enumerate(cells[index]):
            read = cell_of(values[at], texts[at], remote=False)
            if not same(cell, read):
                yield index, at, read


def _fill_down(draft: LiveAmendment, column: int) -> None:
    """Put the formula of the first row into the new rows of a column, as Excel does when a table grows.

    The task pane tells of input tables only where formulas stand; there it is left to Excel.
    """
    rows = draft.before.rows
    first = rows[0][column] if rows else None
    if not isinstance(first, Formula) or not first.text:
        return
    start = next((row for row in draft.plan.added if row >= len(rows) or not _is_formula(rows[row][column])), None)
    if start is not None:
        area = _area(draft, start, draft.plan.added[-1], column, column)
        setattr(area, draft.spot.bar, f"={shifted(first.text, start)}")


def _area(draft: LiveAmendment, first: int, last: int, left: int, right: int) -> xw.Range:
    top = draft.spot.first_data
    return draft.spot.cells(top + first, top + last, left, right)


def _is_formula(cell: Cell) -> bool:
    return isinstance(cell, Formula)
