"""Puts columns of the donor's table at the right end of a table that lacks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.table import fold_header
from pakt_xl.ooxml.edit import TABLE, entries_of, renamed, section, tag_beside
from pakt_xl.ooxml.graft_donor import Graft
from pakt_xl.ooxml.graft_formula import fill
from pakt_xl.ooxml.graft_place import barrier, copy_cell, grid_of
from pakt_xl.ooxml.graft_rules import Move, bring_column, bring_rules
from pakt_xl.ooxml.grid import Grid, address, reference
from pakt_xl.ooxml.parts import bounds, child, xml_root

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pakt_xl.ooxml.package import Package
    from pakt_xl.ooxml.parts import TableInfo

_TOTALS = ("totalsRowFunction", "totalsRowLabel", "totalsRowDxfId", "totalsRowCellStyle")


def graft_columns(target: Package, donor: Package, table_name: str, headers: Sequence[str]) -> list[str]:
    """Add those of these columns that the target's table lacks; return their headers in the donor's order.

    Each gets its header, its formula in every row (not yet computed), styles, width, dropdowns and conditional
    formats of the donor's. Raises UnusableError when the cells right of the table are not free.
    """
    graft = Graft(target, donor)
    table, origin = graft.draft.book.table(table_name), graft.source.table(table_name)
    if table is None or origin is None:
        raise ValueError(f"no table {table_name} in target or donor")
    wanted = {fold_header(header) for header in headers} - {fold_header(each.name) for each in table.columns}
    added = [index for index, each in enumerate(origin.columns) if fold_header(each.name) in wanted]
    if len(added) < len(wanted):
        raise ValueError(f"the donor's table {table_name} lacks one of {sorted(wanted)}")
    if added:
        _add_columns(graft, table, origin, added)
        graft.finish()
    return [origin.columns[index].name for index in added]


def _add_columns(graft: Graft, table: TableInfo, origin: TableInfo, added: list[int]) -> None:
    grid = grid_of(graft, table.sheet.part)
    area = (table.first_row, table.last_row, table.last_col + 1, table.last_col + len(added))
    cell = barrier(graft, grid, table.sheet, area, table) or grid.occupied(area)
    if cell:
        names = ", ".join(f"„{origin.columns[index].name}“" for index in added)
        raise UnusableError(
            f"Auf dem Blatt „{table.sheet.name}“ ist rechts neben der Tabelle „{table.name}“ kein Platz für {names}: "
            f"{cell} ist belegt. Bitte verschieben Sie diesen Inhalt weiter nach rechts oder auf ein anderes Blatt."
        )
    donor_root = xml_root(graft.donor, origin.sheet.part)
    donated = Grid(donor_root, [])
    columns = {origin.first_col + index: area[2] + number for number, index in enumerate(added)}
    for index in added:
        column = origin.first_col + index
        _fill_column(graft, (grid, table, columns[column]), (donated, origin, column))
        bring_column(graft, (donor_root, column), (grid.root, columns[column]))
    rows = (table.first_data_row, table.last_data_row)
    move = Move(columns, (origin.first_data_row, origin.last_data_row), rows)
    bring_rules(graft, donor_root, grid.root, move)
    grid.extend_dimension(area)
    graft.draft.amend(table.sheet.part, grid.root)
    _extend_table(graft, table, origin, added)


def _fill_column(graft: Graft, to: tuple[Grid, TableInfo, int], of: tuple[Grid, TableInfo, int]) -> None:
    """Write header and formulas of one column; both ways are a sheet, its table and the column's number."""
    (grid, table, column), (donated, origin, donor_column) = to, of
    if table.header_row_count:
        header = donated.cells(origin.first_row)[donor_column]
        copy_cell(graft, header, grid.put(table.first_row, column))
    text = origin.columns[donor_column - origin.first_col].formula
    first = donated.cells(origin.first_data_row).get(donor_column)
    style = etree.Element("c") if first is None else graft.convert(first)
    formula = fill(graft.renames.formula(text or ""), address(origin.first_data_row, donor_column))
    tag = tag_beside(grid.root, "f")
    for row in range(table.first_data_row, table.last_data_row + 1):
        cell = grid.put(row, column)
        if "s" in style.attrib:
            cell.set("s", style.get("s", ""))
        if text:
            etree.SubElement(cell, tag).text = formula(address(row, column))


def _extend_table(graft: Graft, table: TableInfo, origin: TableInfo, added: list[int]) -> None:
    """Announce the new columns in the table part; a totals row stays blank below them."""
    root = graft.draft.change(table.part)
    for element in (root, child(root, "autoFilter")):
        area = bounds(element.get("ref", "")) if element is not None else None
        if element is not None and area:
            element.set("ref", reference((*area[:3], area[3] + len(added))))
    columns = section(root, "tableColumns", TABLE)
    donated = entries_of(section(xml_root(graft.donor, origin.part), "tableColumns", TABLE))
    number = max(column.id for column in table.columns)
    for index in added:
        number += 1
        column = renamed(graft.convert(donated[index]), str(etree.QName(root).namespace))
        column.set("id", str(number))
        for name in _TOTALS:
            column.attrib.pop(name, "")
        for formula in column.findall("{*}totalsRowFormula"):
            column.remove(formula)
        columns.append(column)
    columns.set("count", str(len(entries_of(columns))))
