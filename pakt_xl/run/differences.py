"""Where a generated table of a workbook differs from what was computed; the order of its rows is no difference."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING

from pakt_xl.domain.cells import NOISE, is_blank
from pakt_xl.domain.money import CENT, euro_text
from pakt_xl.domain.sheets import Look
from pakt_xl.domain.table import ErrorValue, Formula, Link, fold, fold_header
from pakt_xl.ooxml.render import cleaned
from pakt_xl.ooxml.values import moment
from pakt_xl.reports.view import shown_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pakt_xl.domain.sheets import GeneratedTable, OutColumn
    from pakt_xl.domain.table import Cell, Cells, Table

OF_STATE = frozenset({"T05", "P02"})
"""Codes of findings on the file itself: whether an office program has computed it, whether all its parts are there.

They come and go without a change of inputs, so their rows are left out on both sides.
"""
_CODE = "Code"  # the column of both tables of findings
_NOT_COMPARED = {"Prüfbericht": frozenset({"Nr.", "Stand"})}  # the number follows what is left out
_TIMES = (Look.DATE, Look.MOMENT)
_LINK = re.compile(r'HYPERLINK\(.*"([A-Z]+[0-9]+)"\)', re.DOTALL)  # what it shows, also if it was never computed


@dataclass(frozen=True, slots=True)
class CellDifference:
    """A cell with what should stand in it and what does, as a person sees them.

    For a whole row the columns are those of its key: ``actual`` is None if it is missing (there is no cell then),
    ``expected`` is None if it does not belong there.
    """

    sheet: str
    cell: str
    column: str
    key: str
    expected: str | None
    actual: str | None


@dataclass(frozen=True, slots=True)
class TableDifference:
    """A table that differs: in how many rows, and in which cells; ``absent`` are columns that are missing in it.

    ``is_missing``: the workbook has no such table.
    """

    table: str
    sheet: str
    rows: int = 0
    cells: tuple[CellDifference, ...] = ()
    absent: tuple[str, ...] = ()
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    """A row in the columns that are compared; ``index`` is its place in the workbook, None for a computed one."""

    values: tuple[Cell, ...]
    key: tuple[str, ...]
    index: int | None = None


@dataclass(frozen=True, slots=True)
class _Ground:
    """The columns that are compared, with their places in the computed and in the given table."""

    columns: Sequence[OutColumn]
    computed: Sequence[int]
    given: Sequence[int]
    key: Sequence[int]  # places in ``columns``


def compared(spec: GeneratedTable, computed: Table, given: Table | None) -> TableDifference | None:
    """Return how a table of the workbook differs from the computed one; None if it does not."""
    if given is None:
        return TableDifference(spec.name, spec.sheet, is_missing=True)
    places = {fold_header(header): place for place, header in enumerate(given.headers)}
    absent = tuple(header for header in spec.headers if fold_header(header) not in places)
    ground = _ground(spec, computed, places)
    expected = [_row(row, ground, ground.computed) for row in computed.rows]
    actual = [_row(row, ground, ground.given, index) for index, row in enumerate(given.rows)]
    pairs = [*_pairs(_kept(ground, expected), _kept(ground, actual)), *_totals(ground, computed, given)]
    if not pairs and not absent:
        return None
    cells = tuple(cell for one, other in pairs for cell in _cells(ground, given, one, other))
    return TableDifference(spec.name, given.sheet, len(pairs), cells, absent)


def _ground(spec: GeneratedTable, computed: Table, places: dict[str, int]) -> _Ground:
    left_out = _NOT_COMPARED.get(spec.name, frozenset())
    columns = [
        column for column in spec.columns if column.header not in left_out and fold_header(column.header) in places
    ]
    return _Ground(
        columns,
        [computed.headers.index(column.header) for column in columns],
        [places[fold_header(column.header)] for column in columns],
        [place for place, column in enumerate(columns) if column.header in spec.key],
    )


def _row(row: Cells, ground: _Ground, places: Sequence[int], index: int | None = None) -> _Row:
    values = tuple(_value(row[place], column.look) for place, column in zip(places, ground.columns, strict=True))
    return _Row(values, tuple(fold(_text(values[place])) for place in ground.key), index)


def _kept(ground: _Ground, rows: Iterable[_Row]) -> Iterator[_Row]:
    """Yield the rows that are compared: no blank ones, none on the state of the file."""
    of_findings = [place for place in ground.key if ground.columns[place].header == _CODE]
    for row in rows:
        if not all(map(is_blank, row.values)) and not any(row.values[place] in OF_STATE for place in of_findings):
            yield row


def _pairs(expected: Iterable[_Row], actual: Iterable[_Row]) -> Iterator[tuple[_Row | None, _Row | None]]:
    """Yield what differs: rows of one key beside each other, then what has no partner."""
    groups: defaultdict[tuple[str, ...], tuple[list[_Row], list[_Row]]] = defaultdict(lambda: ([], []))
    for side, rows in enumerate((expected, actual)):
        for row in rows:
            groups[row.key][side].append(row)
    for wanted, found in groups.values():
        yield from zip_longest(_rest(wanted, found), _rest(found, wanted))


def _rest(rows: Iterable[_Row], others: Iterable[_Row]) -> list[_Row]:
    """Return the rows without an equal one among the others, each of which stands for one."""
    equal = Counter(row.values for row in others)
    rest = []
    for row in rows:
        if equal[row.values] > 0:
            equal[row.values] -= 1
        else:
            rest.append(row)
    return rest


def _totals(ground: _Ground, computed: Table, given: Table) -> Iterator[tuple[_Row, _Row]]:
    """Yield the totals rows if they differ; a user may hide the one of a table."""
    if computed.totals is None or given.totals is None:
        return
    wanted = _row(computed.totals, ground, ground.computed)
    found = _row(given.totals, ground, ground.given, len(given.rows))
    never = [isinstance(cell := given.totals[place], Formula) and cell.value is None for place in ground.given]
    shown = tuple(
        None if each is None else each if uncomputed else other
        for each, other, uncomputed in zip(wanted.values, found.values, never, strict=True)
    )
    if wanted.values != shown:
        yield wanted, _Row(shown, wanted.key, found.index)


def _cells(ground: _Ground, given: Table, wanted: _Row | None, found: _Row | None) -> Iterator[CellDifference]:
    """Yield the cells in which two rows differ, or one entry for a row that is missing or too much."""
    row = wanted or found
    columns = [ground.columns[place] for place in ground.key]
    key = " / ".join(filter(None, (_text(row.values[place]) for place in ground.key))) if row else ""
    if wanted is None or found is None:
        index = found.index if found else None
        cell = "" if index is None else given.cell(index, ground.given[0])
        texts = (None, key) if found else (key, None)
        yield CellDifference(given.sheet, cell, " / ".join(column.header for column in columns), key, *texts)
        return
    for column, place, value, other in zip(ground.columns, ground.given, wanted.values, found.values, strict=True):
        if value != other and found.index is not None:
            seen = (_shown(value, column.look), _shown(other, column.look))
            yield CellDifference(given.sheet, given.cell(found.index, place), column.header, key, *seen)


def _value(cell: Cell, look: Look) -> Cell:
    """Return a cell as it is compared: what it shows, numbers without noise, texts as a sheet keeps them."""
    if isinstance(cell, Formula):
        link = _LINK.fullmatch(cell.text)
        cell = link[1] if link else cell.value
    if isinstance(cell, Link):
        cell = cell.cell
    if isinstance(cell, str):
        return cleaned(cell) or None
    if isinstance(cell, bool):
        return shown_text(cell)  # Python's True would equal the number 1
    if cell is None or isinstance(cell, ErrorValue):
        return cell
    if isinstance(cell, Decimal | int):
        return _time(cell) if look in _TIMES else _number(Decimal(cell))
    return cell.replace(microsecond=0) if isinstance(cell, datetime) else cell


def _time(number: Decimal | int) -> Cell:
    """Return the day that a number is; the column was only formatted otherwise."""
    return moment(Decimal(number), date1904=False)


def _number(number: Decimal) -> Decimal:
    return number.quantize(NOISE).normalize() if number.is_finite() and abs(number) < _QUANTIZABLE else number


_QUANTIZABLE = Decimal(10) ** 20


def _text(value: Cell) -> str:
    return value.code if isinstance(value, ErrorValue) else shown_text(value)


def _shown(value: Cell, look: Look) -> str:
    """Return a value for a sentence: amounts in euros, a blank one as such."""
    if look is Look.EURO and isinstance(value, Decimal) and value == value.quantize(CENT):
        return euro_text(value.quantize(CENT))
    return "leer" if value is None else _text(value)
