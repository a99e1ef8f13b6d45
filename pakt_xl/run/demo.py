"""The demo master: a fresh workbook with the remark on Start, filled with the invented tables of Hamm."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from pakt_xl.books.file import Tables
from pakt_xl.checks.live_values import live_numbers
from pakt_xl.domain.rows import Contact, Need, Setting, columns
from pakt_xl.domain.table import Formula, Table, fold
from pakt_xl.layout.demo import REMARK, demo_tables, faulty_tables
from pakt_xl.layout.master import build_master
from pakt_xl.layout.save import workbook_bytes
from pakt_xl.layout.sheet import START
from pakt_xl.layout.start import REMARK_CELL
from pakt_xl.ooxml.fill import fill
from pakt_xl.ooxml.package import Package
from pakt_xl.ooxml.parts import Workbook
from pakt_xl.planning.compute import outlook
from pakt_xl.reading import read_plan
from pakt_xl.reports import generated_tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pakt_xl.checks.live_values import Computed
    from pakt_xl.domain.rows import Row
    from pakt_xl.domain.table import Cell
    from pakt_xl.programme import Programme


def demo_package(programme: Programme, rows: Mapping[str, Table] | None = None) -> Package:
    """Return a master filled with the typed cells of ``rows``, by default those of the demo of Hamm.

    Its live formulas carry the values that the tool computes, so that the workbook shows them before any office
    program has recalculated it.
    """
    workbook = build_master(programme, generated_tables(programme))
    workbook[START][REMARK_CELL] = REMARK
    package = Package(Path("Demo.xlsx"), workbook_bytes(workbook), 0)
    given = dict(rows or demo_tables())
    given[Setting.TABLE] = _settings(Tables(package)[Setting.TABLE], given[Setting.TABLE])
    fill(package, tuple(given.values()))
    tables = Tables(package)
    numbers = live_numbers(outlook(read_plan(tables).plan, programme))
    fill(package, [_with_values(tables[model.TABLE], model, values) for model, values in numbers.items()])
    return package


def faulty_package(programme: Programme) -> Package:
    """Return the faulty demo: its tables hold mistakes, and so does the workbook itself.

    A formula is overwritten (T05), a row stands below its table (Z13), a free column bears another name (P02).
    """
    package = demo_package(programme, faulty_tables())
    needs = Tables(package)[Need.TABLE]
    place = needs.headers.index(Need.LIVE[2])
    spoiled = ((*needs.rows[0][:place], Decimal(1), *needs.rows[0][place + 1 :]), *needs.rows[1:])
    fill(package, [replace(needs, rows=spoiled)])
    contacts = Workbook.of(package).table(Contact.TABLE)
    if contacts is not None:
        part = package.read(contacts.part).decode()
        shorter = part.replace(f"D{contacts.last_row}", f"D{contacts.last_row - 1}")
        package.replace(contacts.part, shorter.replace("Telefon", "Rufnummer").encode())
    return package


def _settings(fresh: Table, given: Table) -> Table:
    """All settings of a fresh master, with the values that are given."""
    values = {fold(str(key)): value for key, value in given.rows}
    rows = tuple((row[0], values.get(fold(str(row[0])), row[1]), *row[2:]) for row in fresh.rows)
    return Table(fresh.name, fresh.headers, rows)


def _with_values(table: Table, model: type[Row], numbers: Computed) -> Table:
    """The table with its typed and live columns; live formulas carry their value, blank text where there is none."""
    headers = (*(column.header for column in columns(model).values()), *model.LIVE)
    live = {table.headers.index(header): number for number, header in enumerate(model.LIVE)}
    places = [table.headers.index(header) for header in headers]

    def cell(row: int, place: int) -> Cell:
        typed = table.rows[row][place]
        if not isinstance(typed, Formula):
            return typed
        value = numbers[row][live[place]] if row in numbers else None
        return Formula(typed.text, "" if value is None else value)

    rows = [tuple(cell(row, place) for place in places) for row in range(len(table.rows))]
    return Table(table.name, headers, tuple(rows))
