"""What a user typed in columns of their own follows the row of the same key; what has lost its row becomes a note."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from pakt_xl.domain.table import Cell, ErrorValue, Formula, Link, Plain, fold
from pakt_xl.ooxml.fill_cells import Kept, has_content, style_of
from pakt_xl.ooxml.fill_formula import shifted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pakt_xl.domain.table import Cells, Table
    from pakt_xl.ooxml.fill_cells import SharedFormulas
    from pakt_xl.ooxml.fill_formula import Span
    from pakt_xl.ooxml.fill_ground import Place
    from pakt_xl.ooxml.fill_sheet import Row, SheetXml
    from pakt_xl.ooxml.render import Raw

Typed: TypeAlias = dict[int, dict[int, Kept]]
"""Cells that the user typed, by sheet column and row."""

Moved: TypeAlias = "dict[int, dict[int, Raw]]"
"""The same cells by sheet column and new row, ready to be written."""


@dataclass(frozen=True, slots=True)
class Note:
    """A value that a user typed beside a row that is gone; ``key`` is the row's key as text."""

    table: str
    key: str
    column: str
    value: Plain


def typed_cells(
    sheet: SheetXml, span: Span, places: Sequence[Place], rows: Mapping[int, Row], shared: SharedFormulas
) -> Typed:
    """Find what the user typed in their columns: values, and formulas that are not those of the column."""
    of_user = {place.letters: place for place in places if place.source is None}
    typed: Typed = {place.number: {} for place in of_user.values()}
    for number, row in rows.items():
        if not of_user or number > span.old_end:
            break
        for cell in sheet.cells(row):
            place = of_user.get(cell.letters)
            if place is None or not has_content(cell.content):
                continue
            formula = shared.formula(cell.content, number, place.number)
            filled = place.formula and shifted(place.formula.text, number - span.first)
            if not formula or formula.text != filled:
                typed[place.number][number] = Kept(number, cell.attributes, cell.content, formula)
    return typed


def style_of_new(sheet: SheetXml, place: Place, typed: Typed, rows: Iterable[Row], end: int) -> int:
    """Return the style of new cells in a column of the user: that of its first cell with nothing typed in it."""
    for row in rows:
        if row.number > end:
            break
        if row.number not in typed[place.number]:
            found = next((cell for cell in sheet.cells(row) if cell.letters == place.letters), None)
            if found:
                return style_of(found.attributes)
    return place.style


def followed(
    typed: Typed, before: Table, after: Table, places: Sequence[Place], *, span: Span, prefix: str
) -> tuple[Moved, list[Note]]:
    """Put typed cells beside the rows of the same key (equal keys in their order); the rest are notes.

    ``before`` is the table as it was read, with all its columns; ``after`` holds our rows.
    """
    ours = [(place.number - span.left, place.source) for place in places if place.source is not None]
    old_keys, found = new_rows(before, after, ours)
    target = {span.first + old: span.first + new for old, new in found.items()}
    moved: Moved = {number: {} for number in typed}
    notes: list[Note] = []
    for place in places:
        for row_number, kept in typed.get(place.number, {}).items():
            if row_number in target:
                new_row = target[row_number]
                moved[place.number][new_row] = kept.placed(new_row, place.letters, prefix)
            else:
                at = row_number - span.first
                value = before.rows[at][place.number - span.left]
                notes.append(Note(after.name, key_text(old_keys[at]), place.header, note_value(value, kept)))
    return moved, notes


def new_rows(
    before: Table, after: Table, ours: Sequence[tuple[int, int]]
) -> tuple[list[tuple[Cell, ...]], dict[int, int]]:
    """Return the keys of the old rows, and of those that stay their new row (both 0-based).

    ``ours`` are our columns in the workbook, each by its place in ``before`` and in ``after``. A table that gets no
    rows keeps a blank one.
    """
    keys = [(old, new) for old, new in ours if after.headers[new] in after.key]
    old_keys = [tuple(row[old] for old, _ in keys) for row in before.rows]
    rows: Sequence[Cells] = after.rows or [(None,) * len(after.headers)]
    return old_keys, _rows_of_keys(old_keys, [tuple(row[new] for _, new in keys) for row in rows])


def key_text(key: Sequence[Cell]) -> str:
    """Return a key as a person reads it in a note."""
    return " / ".join(filter(None, map(shown, key)))


def note_value(value: Cell, kept: Kept) -> Plain:
    """Return what a note says of a typed cell: its value, a formula as the text that was typed."""
    if kept.formula:
        return f"={kept.formula.text}"
    return shown(value) if isinstance(value, Formula | Link) else value


def shown(value: Cell) -> str:
    """Text of a value as a person would type it in Germany."""
    if isinstance(value, Formula):
        return shown(value.value)
    if isinstance(value, bool):
        return "WAHR" if value else "FALSCH"
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    if isinstance(value, date):  # with a time of day to the second: runs of one day are rows of their own
        return value.strftime("%d.%m.%Y %H:%M:%S" if isinstance(value, datetime) else "%d.%m.%Y")
    if isinstance(value, Link):
        return value.cell
    text = value.code if isinstance(value, ErrorValue) else value
    return "" if text is None else str(text)


def _rows_of_keys(before: Sequence[Sequence[Cell]], after: Sequence[Sequence[Cell]]) -> dict[int, int]:
    """Return the new row of each old row with the same key (both 0-based); equal keys in their order.

    An old row without a partner has no entry.
    """
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, key in enumerate(map(_key, after)):
        places[key].append(index)
    seen: Counter[tuple[str, ...]] = Counter()
    target: dict[int, int] = {}
    for index, key in enumerate(map(_key, before)):
        if seen[key] < len(places[key]):
            target[index] = places[key][seen[key]]
        seen[key] += 1
    return target


def _key(values: Iterable[Cell]) -> tuple[str, ...]:
    """Return the form in which keys are compared: numbers by value, texts as everywhere."""
    return tuple(fold(shown(_short(value))) for value in values)


def _short(value: Cell) -> Cell:
    if isinstance(value, Decimal) and value.is_finite():
        return value.normalize()
    return value
