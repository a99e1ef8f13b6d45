"""The table of notes: values that users typed beside rows which are gone are added to it, none is dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.domain.table import Table, fold_header, trim
from pakt_xl.ooxml.fill_user import Note, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pakt_xl.domain.table import Cell, Cells

TABLE = "NotizenOhneZeile"
HEADERS = ("Tabelle", "Schlüssel", "Spalte", "Wert")


def with_notes(before: Table, notes: Sequence[Note]) -> Table:
    """Return the table of notes with new ones below those that are there; equal ones are not doubled."""
    places = {fold_header(header): index for index, header in enumerate(before.headers)}
    columns = [places.get(fold_header(header)) for header in HEADERS]
    rows: list[Cells] = [
        tuple(None if column is None else row[column] for column in columns)
        for row in before.rows
        if any(trim(shown(cell)) for cell in row)
    ]
    known = {_told(row) for row in rows}
    for note in notes:
        row = note.table, note.key, note.column, note.value
        if _told(row) not in known:
            known.add(_told(row))
            rows.append(row)
    return Table(TABLE, HEADERS, tuple(rows), key=HEADERS)


def _told(row: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(trim(shown(cell)) for cell in row)
