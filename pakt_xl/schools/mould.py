"""The template taken apart once: parts that never change as one run of stored bytes, the others as text with slots."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from pakt_xl.domain.table import column_number
from pakt_xl.ooxml.grid import string_text
from pakt_xl.ooxml.package import Package
from pakt_xl.ooxml.parts import TableInfo, Workbook, child, children, whole_number, xml_root
from pakt_xl.ooxml.render import Column, Frame, joined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pakt_xl.domain.table import Cell, Cells

_SLOT = re.compile(r"\{\{(\w+)(?:\.(\d+))?\}\}")
_MARK = re.compile(rb"<!--slot (\d+)-->")
_DATE = (1980, 1, 1, 0, 0, 0)
_END = 22  # bytes of the end record of a zip file


class _Looks:
    """Every slot of the template has the number format that its value needs."""

    def dated(self, style: int, *, timed: bool) -> int | None:  # noqa: ARG002  the protocol's arguments
        return style

    def undated(self, style: int) -> int:
        return style


_FRAME = Frame("", date1904=False, looks=_Looks())


@dataclass(frozen=True, slots=True)
class CellSlot:
    """A cell of the template that takes one value."""

    name: str
    place: int
    row: int
    column: Column

    def filled(self, values: Mapping[str, Cells]) -> bytes:
        """XML of the cell."""
        return self.column.cells(self.row, (values[self.name][self.place],))[0].encode()


@dataclass(frozen=True, slots=True)
class RowSlot:
    """A row of the template that repeats for each row of values; at least once, so that its table stays one."""

    name: str
    row: int
    attributes: str
    columns: tuple[Column, ...]

    def filled(self, values: Mapping[str, Sequence[Cells]]) -> bytes:
        """XML of the rows."""
        rows = values[self.name] or ((None,) * len(self.columns),)
        heads = [f'<row r="{number}"{self.attributes}>' for number in range(self.row, self.row + len(rows))]
        cells = [
            column.cells(self.row, each) for column, each in zip(self.columns, zip(*rows, strict=True), strict=True)
        ]
        return joined([heads, *cells, ["</row>"] * len(rows)])


@dataclass(frozen=True, slots=True)
class SheetMould:
    """A sheet between whose pieces values are put."""

    part: str
    pieces: tuple[bytes, ...]
    slots: tuple[CellSlot | RowSlot, ...]

    def filled(self, values: Mapping[str, Cells], rows: Mapping[str, Sequence[Cells]]) -> bytes:
        """Return the part with the values of a school."""
        done = [self.pieces[0]]
        for slot, piece in zip(self.slots, self.pieces[1:], strict=True):
            done += (slot.filled(values) if isinstance(slot, CellSlot) else slot.filled(rows), piece)
        return b"".join(done)


@dataclass(frozen=True, slots=True)
class TableMould:
    """A table part whose range ends with its rows."""

    part: str
    pieces: tuple[bytes, ...]
    name: str
    start: str
    letters: str
    row: int

    def filled(self, rows: Mapping[str, Sequence[Cells]]) -> bytes:
        """Return the part with the range that the rows take."""
        last = self.row + max(len(rows[self.name]), 1) - 1
        return f"{self.start}{self.letters}{last}".encode().join(self.pieces)


@dataclass(frozen=True, slots=True)
class Mould:
    """The whole template: ``stored`` are the unchanging members of the zip, ``directory`` their entries in it."""

    stored: bytes
    directory: bytes
    members: int
    sheets: tuple[SheetMould, ...]
    tables: tuple[TableMould, ...]


@lru_cache(maxsize=2)
def mould_of(template: bytes) -> Mould:
    """Take a template apart; remembered, so that a process does it once."""
    package = Package(Path("Schulmappe.xlsx"), template, 0)
    book = Workbook.of(package)
    sheets = tuple(mould for sheet in book.sheets if (mould := _sheet(package, sheet.part)).slots)
    repeated = {sheet.part: slot for sheet in sheets for slot in sheet.slots if isinstance(slot, RowSlot)}
    tables = tuple(
        _table(package, info, repeated[info.sheet.part]) for info in book.tables if _ends_with(info, repeated)
    )
    changing = {sheet.part for sheet in sheets} | {table.part for table in tables}
    return Mould(*_stored(package, [name for name in package.names if name not in changing]), sheets, tables)


def _sheet(package: Package, part: str) -> SheetMould:
    root = xml_root(package, part)
    slots: list[CellSlot | RowSlot] = []
    for row in root.iter("{*}row"):
        cells = [(cell, match) for cell in children(row, "c") if (match := _SLOT.fullmatch(_text(cell)))]
        if cells and len(cells) == len(list(row)) and all(match[2] for _, match in cells):
            _mark(row, len(slots))
            slots.append(_row_slot(row, [cell for cell, _ in cells], cells[0][1][1]))
            continue
        for cell, match in cells:
            _mark(cell, len(slots))
            number = whole_number(row.get("r", ""), 0)
            slots.append(CellSlot(match[1], int(match[2] or 0), number, _column(cell)))
    dimension = child(root, "dimension")
    if dimension is not None:
        root.remove(dimension)  # it would not be true for any school, and nobody needs it
    return SheetMould(part, tuple(_MARK.split(_bytes(root))[::2]), tuple(slots))


def _text(cell: etree._Element) -> str:
    """Text of a cell; openpyxl writes it into the cell itself."""
    inline = child(cell, "is")
    return "" if inline is None else string_text(inline)


def _mark(element: etree._Element, number: int) -> None:
    """Put a comment where the element was; a comment is what the parts of a template never hold."""
    parent = element.getparent()
    if parent is not None:
        parent.replace(element, etree.Comment(f"slot {number}"))


def _row_slot(row: etree._Element, cells: list[etree._Element], name: str) -> RowSlot:
    kept = "".join(f' {key}="{row.get(key)}"' for key in map(str, row.keys()) if key not in ("r", "spans"))
    return RowSlot(name, whole_number(row.get("r", ""), 0), kept, tuple(map(_column, cells)))


def _column(cell: etree._Element) -> Column:
    letters = (cell.get("r") or "").rstrip("0123456789")
    return Column(letters, whole_number(cell.get("s", ""), 0), _FRAME)


def _ends_with(info: TableInfo, repeated: Mapping[str, RowSlot]) -> bool:
    slot = repeated.get(info.sheet.part)
    return slot is not None and info.first_data_row == slot.row


def _table(package: Package, info: TableInfo, slot: RowSlot) -> TableMould:
    data = package.read(info.part)
    match = re.search(rb'ref="([A-Z]+[0-9]+:)([A-Z]+)([0-9]+)"', data)
    if match is None or column_number(match[2].decode()) != info.last_col:
        message = f"the table {info.name} of the template has no plain range"
        raise ValueError(message)
    old = match[1] + match[2] + match[3]
    return TableMould(info.part, tuple(data.split(old)), slot.name, match[1].decode(), match[2].decode(), slot.row)


def _stored(package: Package, names: list[str]) -> tuple[bytes, bytes, int]:
    """Members that never change, packed once, and their entries in the directory of the zip file."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in names:
            member = zipfile.ZipInfo(name, _DATE)
            member.compress_type, member.external_attr, member.create_system = zipfile.ZIP_DEFLATED, 0, 0
            archive.writestr(member, package.read(name))
        start = archive.start_dir
    whole = raw.getvalue()
    return whole[:start], whole[start:-_END], len(names)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def value_slots(values: Mapping[str, Cell | Cells]) -> dict[str, Cells]:
    """Return single values as rows of one cell, as the slots of cells take them."""
    return {name: value if isinstance(value, tuple) else (value,) for name, value in values.items()}
