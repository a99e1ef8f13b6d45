"""Puts back what a workbook lacks, from a fresh master: sheets with their tables, columns, names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.domain.actions import BUTTON_TABLE
from pakt_xl.domain.rows import MODELS, Setting, columns
from pakt_xl.domain.table import fold, fold_header
from pakt_xl.layout.sheet import START
from pakt_xl.ooxml.graft import graft_columns, graft_names, graft_sheet, graft_table
from pakt_xl.ooxml.parts import Workbook
from pakt_xl.programme import load
from pakt_xl.reports.view import table_named
from pakt_xl.run.checking import open_book
from pakt_xl.run.masters import TEMPLATE_PROGRAMME, fresh_master
from pakt_xl.run.results import Repaired, Step, no_step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pakt_xl.domain.table import Table
    from pakt_xl.ooxml.package import Package
    from pakt_xl.ooxml.parts import TableInfo
    from pakt_xl.programme import Programme


def repair(path: Path, output: Path | None, step: Step = no_step) -> Repaired:
    """Add every missing sheet, table and formula column for the programme that is set; raises UnusableError."""
    step("Mappe wird gelesen")
    book = open_book(path, output)
    programme = programme_set(book.read())
    step("Fehlendes wird ergänzt")
    added = complete(book.package, fresh_master(programme))
    if not added and output is None:
        return Repaired((), None)
    return Repaired(added, book.save())


def put_back(target: Package, programme: Programme, names: Sequence[str]) -> tuple[str, ...]:
    """Put back these tables, which the workbook lacks, and say which."""
    return tuple(_add_tables(target, fresh_master(programme), names))


def complete(target: Package, source: Package) -> tuple[str, ...]:
    """Add all that the donor has and the target lacks, and say what it was."""
    master = Workbook.of(source)
    # The buttons are no table to put back among other cells: they come with their sheet.
    names = [table.name for table in master.tables if table.name != BUTTON_TABLE]
    added = [*_add_tables(target, source, names)]
    for table in master.tables:
        added += [f"Spalte „{header}“ der Tabelle {table.name}" for header in _add_columns(target, source, table)]
    with_tables = {table.sheet.name for table in master.tables if table.name != BUTTON_TABLE}
    # The other sheets come last: their formulas and links follow the sheets on which the tables now stand.
    added += _add_sheets(target, source, [sheet.name for sheet in master.sheets if sheet.name not in with_tables])
    added += [f"Name „{name}“" for name in graft_names(target, source)]
    return tuple(added)


def programme_set(tables: Mapping[str, Table]) -> Programme:
    """Return the programme that Einstellungen names, whatever else is wrong there; the template's without a name."""
    table = table_named(tables, Setting.TABLE)
    rows = table.rows if table else ()
    headers = [fold_header(header) for header in table.headers] if table else []
    key, value = (fold_header(columns(Setting)[field].header) for field in ("key", "value"))
    if key in headers and value in headers:
        for row in rows:
            named = row[headers.index(value)]
            if fold(str(row[headers.index(key)])) == fold("Programm") and isinstance(named, str):
                return load(named)
    return load(TEMPLATE_PROGRAMME)


def _add_tables(target: Package, source: Package, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if Workbook.of(target).table(name) is None:
            graft_table(target, source, name)
            yield f"Tabelle {name}"


def _add_columns(target: Package, source: Package, origin: TableInfo) -> list[str]:
    """Add the columns that the target's table lacks, but none that must be typed.

    An empty column in place of a required one would only hide that the user renamed it.
    """
    table = Workbook.of(target).table(origin.name)
    if table is None:
        return []
    there = {fold_header(column.name) for column in table.columns}
    typed = {fold_header(header) for header in _required(origin.name)}
    missing = [column.name for column in origin.columns if fold_header(column.name) not in there | typed]
    return graft_columns(target, source, origin.name, missing) if missing else []


def _add_sheets(target: Package, source: Package, names: Iterable[str]) -> Iterator[str]:
    """Add the sheets that the target lacks; Start also if it has no buttons, beside a Start that is there."""
    for name in names:
        there = Workbook.of(target)
        if there.sheet(name) is None or (name == START and there.table(BUTTON_TABLE) is None):
            graft_sheet(target, source, name)
            table = Workbook.of(target).table(BUTTON_TABLE) if name == START else None
            yield f"Blatt {table.sheet.name if table else name}"


def _required(table: str) -> list[str]:
    models = [model for model in MODELS if fold(model.TABLE) == fold(table)]
    return [column.header for model in models for column in columns(model).values() if column.required]
