"""Rows of an input table: each cell read by its column; a bad cell is a flaw of its row, never an exception."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import ValidationError

from pakt_xl.domain.cells import KEY, CellError, is_blank, plain_text, shown
from pakt_xl.domain.columns import plain_key
from pakt_xl.domain.finding import Rule, Severity, Value
from pakt_xl.domain.money import euro_text
from pakt_xl.domain.rows import Row, columns
from pakt_xl.domain.rows.base import PILLARS
from pakt_xl.domain.table import Cell, Formula
from pakt_xl.reading import rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pakt_xl.domain.columns import Column
    from pakt_xl.reading.tables import Source

R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a cell of a row, before the row's place is known; ``index`` is the row's in the table."""

    index: int
    field: str
    rule: Rule
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Draft(Generic[R]):
    """Rows of one table as read, with their flaws; ``doubled`` are the indexes of rows that share a number."""

    rows: list[R] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)
    doubled: set[int] = field(default_factory=set)


def read_rows(model: type[R], source: Source | None, pillars: tuple[str, ...] = PILLARS) -> Draft[R]:
    """Read every row that is not blank in all typed columns (reading 14); an absent table has no rows.

    ``pillars`` are the numbers of the programme's pillars; any other one is Z02.
    """
    draft: Draft[R] = Draft()
    if source is None:
        return draft
    fields = source.fields()
    exact = {name: column for name, column in columns(model).items() if column.kind.stored is not object}
    listed = {name: column.among(pillars) for name, column in columns(model).items() if column.pillars}
    watched = [(name, column, column.kind.stored) for name, column in exact.items() if name in fields]
    for index, cells in enumerate(source.table.rows):
        raw: dict[str, Cell] = {name: cells[position] for name, position in fields.items()}
        if all(map(is_blank, raw.values())):
            continue
        row = _read_row(model, raw, index, source.table.line(index), draft.flaws)
        draft.rows.append(row)
        for name, column in listed.items():
            _compare_pillar(row, name, column, draft.flaws)
        for name, column, stored in watched:
            cell = raw[name]
            # Looking at the cell first spares a call for nearly every one: only keys are stored as text.
            as_meant = type(cell) is stored and (not isinstance(cell, str) or plain_key(cell))
            if not as_meant and column.note(cell):
                _note(row, name, cell, draft.flaws)
    return draft


def _read_row(model: type[R], raw: Mapping[str, Cell], index: int, line: int, flaws: list[Flaw]) -> R:
    """Return the row with the cells that can be read; a flaw for every other one."""
    good = raw
    try:
        row = model.model_validate({**raw, "index": index, "line": line})
    except ValidationError:
        good = _readable(model, raw, index, flaws)
        row = model.model_validate({**good, "index": index, "line": line})
    for name, breach in row.breaches():
        if name in good:  # a cell that cannot be read has its flaw, a column that is missing its finding
            flaws.append(cell_flaw(index, name, columns(model)[name], breach))
    return row


def _readable(model: type[Row], raw: Mapping[str, Cell], index: int, flaws: list[Flaw]) -> dict[str, Cell]:
    """Cells that can be read, by field; a flaw for every other one."""
    good = {}
    for name, cell in raw.items():
        try:
            columns(model)[name].read(cell)
        except CellError as error:
            flaws.append(cell_flaw(index, name, columns(model)[name], error))
        else:
            good[name] = cell
    return good


def _compare_pillar(row: Row, name: str, column: Column, flaws: list[Flaw]) -> None:
    """Add Z02 if the programme does not have the pillar."""
    pillar = getattr(row, name)
    if pillar is not None and str(pillar) not in column.choices:
        flaws.append(cell_flaw(row.index, name, column, CellError("Z02", str(pillar), column.wanted)))


def cell_flaw(index: int, name: str, column: Column, error: CellError) -> Flaw:
    """Return the flaw of a cell that cannot be read (Z01, Z02, Z05)."""
    values: dict[str, Value] = {"column": column.header, "found": error.found, "expected": error.expected}
    return Flaw(index, name, rules.BY_CODE[error.code], values)


def _note(row: Row, name: str, cell: Cell, flaws: list[Flaw]) -> None:
    value = getattr(row, name)
    if value is not None:  # None: unreadable, the cell has a finding already
        flaws.append(note_flaw(row.index, name, columns(type(row))[name], cell, value))


def note_flaw(index: int, name: str, column: Column, cell: Cell, value: object) -> Flaw:
    """Return the note on a cell that was read though typed otherwise than meant (Z12)."""
    return Flaw(index, name, rules.READ_AS, {"column": column.header, **_as_read(column, cell, value)})


def _as_read(column: Column, cell: Cell, value: object) -> dict[str, Value]:
    shows = cell.value if isinstance(cell, Formula) else cell
    found = f"Text {shown(shows)}" if isinstance(shows, str) else f"die Zahl {shown(shows)}"
    if column.kind is KEY:
        return {"found": found, "read": shown(str(value)), "kind": "Text ohne Leerzeichen am Rand und ohne * ? ~"}
    if isinstance(value, date):
        return {"found": found, "read": plain_text(value), "kind": "Datum"}
    read = euro_text(value) if isinstance(value, Decimal) else str(value)
    return {"found": found, "read": read, "kind": "Zahl"}


def finished(draft: Draft[R]) -> tuple[R, ...]:
    """Rows with the codes of their flaws noted and unreadable fields emptied.

    Z03 stands on every row of a doubled number (reading 46), though only the later ones have the finding.
    """
    errors: dict[int, set[str]] = {index: {rules.DOUBLED.code} for index in draft.doubled}
    unread: dict[int, list[str]] = {}
    for flaw in draft.flaws:
        if flaw.rule.severity is Severity.ERROR:
            errors.setdefault(flaw.index, set()).add(flaw.rule.code)
        if flaw.rule.code in rules.BY_CODE:
            unread.setdefault(flaw.index, []).append(flaw.field)
    return tuple(
        _marked(row, errors[row.index], unread.get(row.index, [])) if row.index in errors else row for row in draft.rows
    )


def _marked(row: R, errors: set[str], unread: list[str]) -> R:
    emptied = dict.fromkeys(unread)
    return row.model_copy(update={**emptied, "errors": tuple(sorted(errors)), "unread": tuple(unread)})
