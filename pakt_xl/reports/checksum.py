"""The checksum of the inputs: the same typed cells give the same sum, however rows and columns are sorted."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from pakt_xl.domain.cells import is_blank
from pakt_xl.domain.rows import MODELS, columns
from pakt_xl.domain.table import Formula, fold_header
from pakt_xl.reports.view import table_named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pakt_xl.domain.rows import Row
    from pakt_xl.domain.table import Cell, Table

_REMEMBERED = 1 << 16  # quantities, years and days repeat
_FIELD, _LINE, _KIND = "\x1f", "\x1e", "\x1d"  # nobody types these, so no two rows read alike


def inputs_checksum(tables: Mapping[str, Table]) -> str:
    """Return the SHA-256 (hexadecimal) over the typed columns of all input tables.

    Rows are sorted first, blank rows and columns of the user are left out; a formula counts with its value.
    """
    sums = hashlib.sha256()
    for model in MODELS:
        table = table_named(tables, model.TABLE)
        lines = _lines(model, table) if table else []
        sums.update(_LINE.join([model.TABLE, *sorted(lines), ""]).encode("utf-8", "replace"))
    return sums.hexdigest()


def _lines(model: type[Row], table: Table) -> list[str]:
    places = {fold_header(header): place for place, header in enumerate(table.headers)}
    typed = [places.get(fold_header(column.header)) for column in columns(model).values()]
    lines = []
    for row in table.rows:
        cells = [None if place is None else row[place] for place in typed]
        if not all(is_blank(cell) for cell in cells):
            lines.append(_FIELD.join([cell if isinstance(cell, str) else _canonical(cell) for cell in cells]))
    return lines


@lru_cache(maxsize=_REMEMBERED, typed=True)  # typed: TRUE equals 1 in Python
def _canonical(cell: Cell) -> str:
    """Text of a cell that tells number, text and day apart: 17 and 17.00 read alike, "17" does not."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Decimal):
        return f"{_KIND}N{cell.normalize() + 0:f}"
    if isinstance(cell, Formula):
        return _canonical(cell.value)
    return "" if cell is None else f"{_KIND}{type(cell).__name__}{cell}"
