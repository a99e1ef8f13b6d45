"""Puts a table of the donor back on the sheet where it was: around the rows that still stand there, or anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from pakt_xl.domain.table import fold, trim
from pakt_xl.ooxml import escapes
from pakt_xl.ooxml.edit import TABLE, WORKSHEET, entries_of, section, tag_beside
from pakt_xl.ooxml.graft_donor import Graft
from pakt_xl.ooxml.graft_formula import fill
from pakt_xl.ooxml.graft_place import barrier, copy_cell, grid_of
from pakt_xl.ooxml.graft_rules import Move, bring_column, bring_rules
from pakt_xl.ooxml.graft_sheet import put_sheet, put_table
from pakt_xl.ooxml.grid import Grid, address, meets, reference
from pakt_xl.ooxml.parts import OFFICE_RELS, OFFICE_RELS_STRICT, bounds, child, xml_root

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pakt_xl.ooxml.grid import Area
    from pakt_xl.ooxml.package import Package
    from pakt_xl.ooxml.parts import SheetInfo, TableInfo

_LAST_ROW = 1_048_576


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table comes to stand: its area with header and totals row, the texts of its header cells."""

    area: Area
    headers: tuple[str, ...]
    totals: bool

    @property
    def data(self) -> tuple[int, int]:
        """First and last data row."""
        return self.area[0] + 1, self.area[1] - self.totals


def graft_table(target: Package, donor: Package, table_name: str) -> None:
    """Make the donor's table anew in a workbook that still has its sheet, without touching a cell of the user's.

    If its header still stands at its place, the table is put around it and the rows below it, with what was
    typed there. If the place is blank, the donor's cells are written. If neither, or if the sheet is gone, the
    donor's whole sheet is added under a fresh name. Nothing happens if the target has the table.
    Raises UnusableError when the name is barred by a defined name of the user's.
    """
    graft = Graft(target, donor)
    origin = graft.source.table(table_name)
    if origin is None:
        raise ValueError(f"the donor has no table {table_name}")
    if graft.draft.book.table(table_name):
        return
    graft.require_free_name(origin.name)
    sheet = graft.draft.book.sheet(origin.sheet.name)
    if sheet is None or not _put_on(graft, origin, sheet):
        put_sheet(graft, origin.sheet)
    graft.finish()


def _put_on(graft: Graft, origin: TableInfo, sheet: SheetInfo) -> bool:
    """Draft the table on this sheet; False, and nothing is drafted, if there is no place for it."""
    grid = grid_of(graft, sheet.part)
    donor_root = xml_root(graft.donor, origin.sheet.part)
    donated = Grid(donor_root, [])
    place = _standing(grid, origin)
    if place is None:
        place = _blank(grid, origin)
    if place is None or barrier(graft, grid, sheet, place.area) or _foreign_filter(grid, place.area):
        return False
    _write_missing(graft, grid, donated, origin, place)
    columns = {column: column for column in range(origin.first_col, origin.last_col + 1)}
    move = Move(columns, (origin.first_data_row, origin.last_data_row), place.data)
    bring_rules(graft, donor_root, grid.root, move)
    for column in columns:
        bring_column(graft, (donor_root, column), (grid.root, column))
    grid.extend_dimension(place.area)
    part = put_table(graft, origin, _table_root(graft, grid, origin, place))
    _announce(graft, grid, sheet, part)
    graft.draft.amend(sheet.part, grid.root)
    return True


def _standing(grid: Grid, origin: TableInfo) -> Place | None:
    """Place of a table whose header still stands, with the columns a user added and the rows below."""
    cells = grid.cells(origin.first_row)
    headers: list[str] = []
    for number, column in enumerate(origin.columns, origin.first_col):
        text = grid.text(cells.get(number))
        if text is None or text.casefold() != column.name.casefold():
            return None
        headers.append(text)
    right = origin.last_col
    while _is_new_header(text := grid.text(cells.get(right + 1)), headers):
        headers.append(str(text))
        right += 1
    last = origin.first_data_row
    while not grid.is_blank_row(last + 1, origin.first_col, right):
        last += 1
    totals = origin.totals_row_count > 0
    if totals and not _is_totals_row(grid, origin, last):
        last += 1  # the donor's is written into the blank row below
    return Place((origin.first_row, last, origin.first_col, right), tuple(headers), totals)


def _is_new_header(text: str | None, headers: list[str]) -> bool:
    return text is not None and bool(trim(text)) and fold(text) not in map(fold, headers)


def _is_totals_row(grid: Grid, origin: TableInfo, row: int) -> bool:
    cells = grid.cells(row)
    labels = [
        (number, each.totals_label) for number, each in enumerate(origin.columns, origin.first_col) if each.totals_label
    ]
    found = [grid.text(cells.get(number)) == label for number, label in labels]
    return row > origin.first_data_row and bool(found) and all(found)


def _blank(grid: Grid, origin: TableInfo) -> Place | None:
    """Return the donor's own place if nothing stands there, nor below it where the table has to grow."""
    area = (origin.first_row, origin.last_row, origin.first_col, origin.last_col)
    if grid.occupied((origin.first_row, _LAST_ROW, origin.first_col, origin.last_col)):
        return None
    return Place(area, tuple(column.name for column in origin.columns), origin.totals_row_count > 0)


def _foreign_filter(grid: Grid, area: Area) -> bool:
    """Whether a filter of the sheet's lies across the area in a way that no table can take over."""
    filters = child(grid.root, "autoFilter")
    place = bounds(filters.get("ref", "")) if filters is not None else None
    return place is not None and meets(place, area) and (place[0], *place[2:]) != (area[0], *area[2:])


def _write_missing(graft: Graft, grid: Grid, donated: Grid, origin: TableInfo, place: Place) -> None:
    """Write what the donor has in header, first rows and totals row, and formulas, where the target is blank."""
    first, last = place.data
    for row in range(origin.first_row, origin.last_row + 1):
        is_totals = row > origin.last_data_row
        here = row + place.area[1] - origin.last_row if is_totals else row
        standing = grid.occupied((here, here, place.area[2], place.area[3])) is not None
        if standing or (not is_totals and here > last):
            continue
        for column, cell in donated.cells(row).items():
            if origin.first_col <= column <= origin.last_col:
                copy_cell(graft, cell, grid.put(here, column))
    for number, column_info in enumerate(origin.columns, origin.first_col):
        if column_info.formula:
            text = graft.renames.formula(column_info.formula)
            formula = fill(text, address(origin.first_data_row, number))
            for row in range(first, last + 1):
                _write_formula(grid, row, number, formula(address(row, number)))


def _write_formula(grid: Grid, row: int, column: int, formula: str) -> None:
    cell = grid.cells(row).get(column)
    if cell is not None and not grid.is_blank(cell):
        return
    style = cell.get("s") if cell is not None else None
    cell = grid.put(row, column)
    if style:
        cell.set("s", style)
    etree.SubElement(cell, tag_beside(cell, "f")).text = formula


def _table_root(graft: Graft, grid: Grid, origin: TableInfo, place: Place) -> Element:
    """Return the donor's table part fitted to its place; a filter of the sheet's becomes that of the table."""
    root = graft.convert(xml_root(graft.donor, origin.part))
    root.set("ref", reference(place.area))
    _take_filter_over(grid, root, place)
    columns = section(root, "tableColumns", TABLE)
    last = max(column.id for column in origin.columns)
    for number in range(1, len(place.headers) - len(origin.columns) + 1):
        etree.SubElement(columns, tag_beside(columns, "tableColumn")).set("id", str(last + number))
    for column, header in zip(entries_of(columns), place.headers, strict=True):
        column.set("name", escapes.encode(header).replace("\n", "_x000a_"))
    columns.set("count", str(len(place.headers)))
    return root


def _take_filter_over(grid: Grid, root: Element, place: Place) -> None:
    own, filters = section(root, "autoFilter", TABLE), child(grid.root, "autoFilter")
    own.set("ref", reference((place.area[0], place.data[1], *place.area[2:])))
    area = bounds(filters.get("ref", "")) if filters is not None else None
    if filters is not None and area and meets(area, place.area):
        grid.root.remove(filters)
        own.extend(entries_of(filters))


def _announce(graft: Graft, grid: Grid, sheet: SheetInfo, part: str) -> None:
    """Relate the sheet to its table."""
    listed = section(grid.root, "tableParts", WORKSHEET)
    entry = etree.SubElement(listed, tag_beside(listed, "tablePart"))
    namespace = OFFICE_RELS_STRICT if graft.draft.book.strict else OFFICE_RELS
    entry.set(f"{{{namespace}}}id", graft.draft.relate(sheet.part, "table", part))
    listed.set("count", str(len(entries_of(listed))))
