"""Columns that users added to a table in an open workbook: what they typed follows the row of the same key."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pakt_xl.domain.table import Cell, Formula, Link, trim
from pakt_xl.ooxml.fill_formula import shifted
from pakt_xl.ooxml.fill_user import Note, key_text, new_rows, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pakt_xl.domain.table import Plain, Table


@dataclass(frozen=True, slots=True)
class UserColumn:
    """A column of the user as it will be.

    ``formula`` fills it (as in the first data row, without ``=``; None if the column has none), ``typed`` are the
    cells that are something else, by new row (0-based), ``origins`` their rows now. ``moved`` says whether any cell
    changes its row.
    """

    index: int
    formula: str | None
    typed: Mapping[int, Cell]
    origins: Mapping[int, int]
    moved: bool


def user_columns(
    before: Table, after: Table, sources: Sequence[int | None]
) -> tuple[tuple[UserColumn, ...], tuple[Note, ...]]:
    """Return the columns that are not ours (``sources`` None), and notes for typed cells whose row is gone."""
    ours = [(index, source) for index, source in enumerate(sources) if source is not None]
    old_keys, target = new_rows(before, after, ours)
    columns: list[UserColumn] = []
    notes: list[Note] = []
    for index in (index for index, source in enumerate(sources) if source is None):
        formula = _column_formula([row[index] for row in before.rows])
        typed: dict[int, Cell] = {}
        moved = False
        for row, cell in enumerate(row[index] for row in before.rows):
            if not _is_typed(cell, formula, row):
                continue
            if row in target:
                typed[target[row]] = _moved(cell, target[row] - row)
                moved = moved or target[row] != row
            else:
                notes.append(Note(after.name, key_text(old_keys[row]), before.headers[index], _noted(cell)))
                moved = True
        origins = {target[row]: row for row in target if target[row] in typed}
        columns.append(UserColumn(index, formula, typed, origins, moved))
    return tuple(columns), tuple(notes)


def _column_formula(cells: Sequence[Cell]) -> str | None:
    """Return the formula that at least half of a column's cells hold, as it reads in the first data row.

    A formula in fewer cells was typed there: it stays with its row and fills no blank cell.
    """
    texts = Counter(shifted(cell.text, -row) for row, cell in enumerate(cells) if isinstance(cell, Formula))
    most = max(texts, key=texts.__getitem__, default=None)
    return most if most is not None and 2 * texts[most] >= len(cells) else None


def _is_typed(cell: Cell, formula: str | None, row: int) -> bool:
    """Whether a cell holds something that the column's formula does not put there."""
    if isinstance(cell, Formula):
        return formula is None or cell.text != shifted(formula, row)
    return cell is not None and not (isinstance(cell, str) and not trim(cell))


def _moved(cell: Cell, rows: int) -> Cell:
    return Formula(shifted(cell.text, rows), cell.value) if isinstance(cell, Formula) else cell


def _noted(cell: Cell) -> Plain:
    """Return what a note says of a typed cell: its value, a formula as the text that was typed."""
    if isinstance(cell, Formula):
        return f"={cell.text}"
    return shown(cell) if isinstance(cell, Link) else cell
