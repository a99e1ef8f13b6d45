"""Every table with typed values, for other programs: inputs as read, generated tables as computed or as they stand."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from pakt_xl import __version__
from pakt_xl.books.file import FileBook
from pakt_xl.checks.live_values import live_numbers
from pakt_xl.domain.cells import is_blank
from pakt_xl.domain.money import half_up
from pakt_xl.domain.rows import MODELS, Setting, columns
from pakt_xl.domain.settings import setting_columns
from pakt_xl.domain.table import ErrorValue, Formula, Link, fold_header
from pakt_xl.reports import build_all, generated_tables, protocol
from pakt_xl.reports.view import View, shown_text, table_named
from pakt_xl.run.checking import collector_paused, judged, programme_of
from pakt_xl.run.export_columns import (
    DICTIONARY,
    Kind,
    TypedColumn,
    dictionary_columns,
    dictionary_row,
    generated_columns,
    input_columns,
)
from pakt_xl.run.results import Judged, Step, no_step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pakt_xl.checks.live_values import Computed
    from pakt_xl.domain.rows import Row
    from pakt_xl.domain.sheets import GeneratedTable
    from pakt_xl.domain.table import Cell, Table

Value: TypeAlias = str | int | Decimal | date | tuple[int, ...] | None
"""What a typed column holds; a tuple only in the values of Einstellungen, None for what is blank or unreadable."""

_DIGITS = 16  # before the point: no amount that a cell can hold is longer (domain/cells.py)
_SHARE_PLACES = Decimal("0.0001")  # of a fraction (reading 23)


@dataclass(frozen=True, slots=True)
class TypedTable:
    """A table for other programs; ``unread`` counts cells that did not fit their column and are missing."""

    name: str
    columns: tuple[TypedColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    unread: int = 0


def read_typed(path: Path, now: datetime, step: Step = no_step) -> tuple[Judged, tuple[TypedTable, ...]]:
    """Read, compute and judge a workbook, and return its tables; writes nothing. Raises UnusableError."""
    with collector_paused():
        step("Mappe wird gelesen")
        tables = FileBook(path).read()
        done = judged(tables, programme_of(tables), step)
        return done, typed_tables(done, now)


def typed_tables(done: Judged, now: datetime) -> tuple[TypedTable, ...]:
    """Return all input tables, all generated ones and the data dictionary.

    Protokoll, Rückläufe and Notizen ohne Zeile are those of the workbook, since no computation gives them.
    """
    found = [*_inputs(done), *_generated(done, now)]
    described = dictionary_columns()
    rows = [
        dictionary_row(name, number, column)
        for name, parts in (*((table.name, table.columns) for table in found), (DICTIONARY, described))
        for number, column in enumerate(parts, start=1)
    ]
    return (*found, TypedTable(DICTIONARY, described, tuple(rows)))


def _inputs(done: Judged) -> Iterator[TypedTable]:
    plan = done.outlook.plan
    settings = tuple((column.header, getattr(plan.settings, name)) for name, column in setting_columns().items())
    yield TypedTable(Setting.TABLE, input_columns(Setting), settings)
    live = live_numbers(done.outlook)
    for model, field in zip(MODELS[1:], fields(plan)[1:], strict=True):
        rows: Sequence[Row] = getattr(plan, field.name)
        cells = (_input_cells(row, model, live.get(model, {})) for row in rows)
        yield fitted(model.TABLE, input_columns(model), cells)


def _input_cells(row: Row, model: type[Row], live: Computed) -> tuple[Cell, ...]:
    """Return the fields of a row and what its live columns should show; nothing where that is not certain."""
    typed = [getattr(row, name) for name in columns(model)]
    return (*typed, *live.get(row.index, (None,) * len(model.LIVE)))


def _generated(done: Judged, now: datetime) -> Iterator[TypedTable]:
    programme = done.outlook.programme
    view = View(done.outlook, done.findings, done.tables, done.counts, now, __version__)
    computed = {table.name: table for table in build_all(view) if table.name != protocol.SPEC.name}
    for spec in generated_tables(programme):
        rows = computed[spec.name].rows if spec.name in computed else _as_it_stands(done.tables, spec)
        yield fitted(spec.name, generated_columns(spec), rows)


def _as_it_stands(tables: Mapping[str, Table], spec: GeneratedTable) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of the workbook in our columns; blank ones are dropped."""
    table = table_named(tables, spec.name)
    if table is None:
        return
    places = {fold_header(header): place for place, header in enumerate(table.headers)}
    ours = [places.get(fold_header(header)) for header in spec.headers]
    for row in table.rows:
        cells = tuple(None if place is None else row[place] for place in ours)
        if not all(map(is_blank, cells)):
            yield cells


def fitted(name: str, parts: tuple[TypedColumn, ...], rows: Iterable[Sequence[Cell]]) -> TypedTable:
    """Return the table with each cell as a value of its column's kind."""
    fits = [_FITS[column.kind] for column in parts]
    unread = 0
    typed = []
    for row in rows:
        values = []
        for fit, cell in zip(fits, row, strict=True):
            shows = _shown(cell)
            value = None if shows is None else fit(shows)
            unread += value is None and not is_blank(shows)
            values.append(value)
        typed.append(tuple(values))
    return TypedTable(name, parts, tuple(typed), unread)


def _shown(cell: Cell) -> Cell:
    """Return what a cell shows; the text of an error, the address of a link."""
    if isinstance(cell, Formula):
        cell = cell.value
    if isinstance(cell, Link):
        return cell.cell
    return cell.code if isinstance(cell, ErrorValue) else cell


def _text(value: Cell) -> Value:
    text = shown_text(value)
    return text if text.isascii() else text.encode("utf-8", "replace").decode()  # half a surrogate fits no file


def _whole(value: Cell) -> Value:
    number = _number(value)
    return int(number) if number is not None and number == number.to_integral_value() else None


def _money(value: Cell) -> Value:
    number = _number(value)
    return None if number is None else half_up(number)


def _share(value: Cell) -> Value:
    number = _number(value, _DIGITS - 2)  # as many as an amount, two more of them behind the point
    return None if number is None else number.quantize(_SHARE_PLACES)


def _number(value: Cell, digits: int = _DIGITS) -> Decimal | None:
    """Return a number that has no more digits before the point than the columns of other programs."""
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        return None
    number = Decimal(value)
    return number if number.is_finite() and number.adjusted() < digits else None


def _day(value: Cell) -> Value:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _moment(value: Cell) -> Value:
    if isinstance(value, datetime):
        return value
    return datetime(value.year, value.month, value.day) if isinstance(value, date) else None  # noqa: DTZ001  local time


def _mixed(value: Cell) -> Value:
    if isinstance(value, str | bool):
        return _text(value)
    return value if isinstance(value, Decimal | int | date) else None


_FITS: Mapping[Kind, Callable[[Cell], Value]] = {
    Kind.TEXT: _text,
    Kind.WHOLE: _whole,
    Kind.MONEY: _money,
    Kind.SHARE: _share,
    Kind.DAY: _day,
    Kind.MOMENT: _moment,
    Kind.MIXED: _mixed,
}
