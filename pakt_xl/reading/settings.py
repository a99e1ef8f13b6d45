"""The table Einstellungen: the value of each key read by the key's own column (reading 15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.domain.cells import CellError, shown
from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.rows import Setting, columns
from pakt_xl.domain.settings import Settings, setting_columns
from pakt_xl.domain.table import Cell, fold
from pakt_xl.reading.rows import Draft, Flaw, cell_flaw, note_flaw, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pakt_xl.domain.columns import Column
    from pakt_xl.reading.tables import Source


def read_settings(source: Source) -> tuple[Settings, Draft[Setting], list[str]]:
    """Read the settings; also the rows of the table and the keys that are needed and missing (Z01).

    UnusableError names every one of Stichtag, Programm and Budgetart that is missing, blank or unreadable.
    """
    draft = read_rows(Setting, source)
    draft.flaws[:] = [flaw for flaw in draft.flaws if flaw.field != "value"]  # its key's column judges a value
    draft.flaws.extend(_unknown_keys(draft))
    position = source.fields()["value"]
    rows = first_by_key(draft.rows)
    good: dict[str, Cell] = {}
    missing: list[str] = []
    problems: list[str] = []
    for name, column in setting_columns().items():
        row = rows.get(fold(column.header))
        cell = source.table.rows[row.index][position] if row else None
        try:
            value = column.read(cell)
        except CellError as error:
            if Settings.model_fields[name].is_required():
                problems.append(_problem(source, column, row, error))
            elif row:
                draft.flaws.append(cell_flaw(row.index, "value", column, error))
            elif column.default is None:
                missing.append(column.header)
            continue
        good[name] = cell
        if row and column.note(cell):
            draft.flaws.append(note_flaw(row.index, "value", column, cell, value))
    if problems:
        raise UnusableError(
            f"Ohne diese Einstellungen kann nicht gerechnet werden: {'; '.join(problems)}. "
            "Bitte eintragen oder berichtigen."
        )
    return Settings.model_validate(good), draft, missing


def first_by_key(rows: Iterable[Setting]) -> dict[str, Setting]:
    """First row of each key, by the folded key; a doubled key counts once (Z03)."""
    found: dict[str, Setting] = {}
    for row in rows:
        if row.key is not None:
            found.setdefault(fold(row.key), row)
    return found


def _unknown_keys(draft: Draft[Setting]) -> Iterator[Flaw]:
    known = {fold(column.header) for column in setting_columns().values()}
    column = columns(Setting)["key"]
    for row in draft.rows:
        if row.key is not None and fold(row.key) not in known:
            yield cell_flaw(row.index, "key", column, CellError("Z02", shown(row.key), "ein Schlüssel der Vorlage"))


def _problem(source: Source, column: Column, row: Setting | None, error: CellError) -> str:
    """German words for a setting without which nothing can be computed."""
    if row is None:
        return f"„{column.header}“ fehlt in der Tabelle {Setting.TABLE} (erwartet: {error.expected})"
    cell = source.table.cell(row.index, source.fields()["value"])
    return f"„{column.header}“ (Blatt {source.table.sheet}, Zelle {cell}): {error.found}, erwartet: {error.expected}"
