"""Tables of an open workbook: found by name on all sheets, each read as one block of values and one of formulas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from pakt_xl.books.live_cells import block, cell_of
from pakt_xl.books.live_errors import refusals
from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.rows import known_headers
from pakt_xl.domain.table import Cell, Cells, Formula, Table, fold, fold_header, trim
from pakt_xl.ooxml.parts import LAST_ROW

if TYPE_CHECKING:
    from collections.abc import Sequence

    import xlwings as xw
    from xlwings.main import Table as XlwingsTable

    from pakt_xl.books.client import ClientFacts

PORTION = 20  # rows below a table that are looked at in one call for rows that slipped out of it
REMOTE = "remote"


@dataclass(frozen=True, slots=True)
class Spot:
    """A table and its place on the sheet: 1-based header row and first column, last row with totals, columns."""

    table: XlwingsTable
    sheet: xw.Sheet
    name: str
    row: int
    column: int
    last: int
    width: int
    totals: bool

    @property
    def first_data(self) -> int:
        """Row below the header."""
        return self.row + 1

    @property
    def last_data(self) -> int:
        """Last data row; an empty table has one blank row."""
        return self.last - self.totals

    def rows(self, first: int, last: int) -> xw.Range:
        """Cells of the table's columns from one sheet row to another."""
        return self.sheet.range((first, self.column), (last, self.column + self.width - 1))

    def cells(self, first: int, last: int, left: int, right: int) -> xw.Range:
        """Cells of some columns of the table (0-based, both included) from one sheet row to another."""
        return self.sheet.range((first, self.column + left), (last, self.column + right))


def spot_of(table: XlwingsTable, sheet: xw.Sheet) -> Spot:
    """Find the place of a table. UnusableError if its header row is hidden: its columns have no names then."""
    name = table.name
    if not table.show_headers:
        raise UnusableError(
            f"Die Tabelle „{name}“ auf dem Blatt „{sheet.name}“ zeigt keine Kopfzeile. Bitte blenden Sie sie ein "
            "(Tabellenentwurf, Kopfzeile)."
        )
    area = table.range
    height, width = area.shape
    return Spot(table, sheet, name, area.row, area.column, area.row + height - 1, width, bool(table.show_totals))


class LiveTables(Mapping[str, Table]):
    """The tables of an open workbook by name, case ignored; the rows of one are read when it is first asked for.

    As in a file, of an input table only the columns come that its row model knows; the others come as blank.
    """

    def __init__(self, book: xw.Book, client: ClientFacts | None) -> None:
        self._client = client
        self._found: dict[str, tuple[XlwingsTable, xw.Sheet]] = {}
        self._names: dict[str, str] = {}
        self._read: dict[str, Table] = {}
        with refusals():
            self._remote = book.app.engine.name == REMOTE
            for sheet in book.sheets:
                for table in sheet.tables:
                    self._names[fold(table.name)] = table.name
                    self._found[fold(table.name)] = table, sheet

    def spot(self, name: str) -> Spot | None:
        """Return where a table lies now, None if there is none; an office program never has two of one name."""
        found = self._found.get(fold(name))
        return spot_of(*found) if found else None

    def on_sheet(self, sheet: str) -> Iterator[Spot]:
        """Yield the tables of a sheet."""
        for table, home in self._found.values():
            if home.name == sheet:
                yield spot_of(table, home)

    def __getitem__(self, name: str) -> Table:
        """Read a table. KeyError if there is none; UnusableError as in `spot`."""
        key = fold(name)
        if key not in self._read:
            with refusals():
                spot = self.spot(name)
                if spot is None:
                    raise KeyError(name)
                self._read[key] = self._table(spot)
        return self._read[key]

    def __iter__(self) -> Iterator[str]:
        """Names as the workbook spells them."""
        return iter(self._names.values())

    def __len__(self) -> int:
        """Number of tables."""
        return len(self._found)

    def _table(self, spot: Spot) -> Table:
        rows = self._cells(spot, spot.row, spot.last)
        headers = tuple(_header(cell) for cell in rows[0])
        wanted = known_headers(spot.name)
        kept = [wanted is None or fold_header(header) in wanted for header in headers]
        data = tuple(_only(row, kept) for row in rows[1:])
        count = spot.last_data - spot.row
        return Table(
            name=spot.name,
            headers=headers,
            rows=data[:count],
            sheet=spot.sheet.name,
            row=spot.row,
            column=spot.column,
            totals=data[count] if spot.totals else None,
            stray_rows=tuple(self._strays(spot, kept)),
            calculated=frozenset(header for header, cell in zip(headers, rows[1], strict=True) if _is_formula(cell)),
        )

    def _cells(self, spot: Spot, first: int, last: int) -> list[Cells]:
        """Cells of sheet rows in the table's columns; one call for the values and one for the formulas."""
        area = spot.rows(first, last)
        values = block(area.raw_value)
        formulas = self._formulas(spot, area, first, len(values))
        return [
            tuple(
                cell_of(value, formula, remote=self._remote)
                for value, formula in zip(row, texts or [None] * len(row), strict=True)
            )
            for row, texts in zip(values, formulas, strict=True)
        ]

    def _formulas(self, spot: Spot, area: xw.Range, first: int, count: int) -> Sequence[Sequence[object] | None]:
        """Formulas of the same rows; the remote engine has none, the task pane sends those of some tables."""
        if not self._remote:
            return block(area.formula)
        known = self._client.formulas.get(spot.name, ()) if self._client else ()
        at = first - spot.first_data
        rows = (known[at + index] if 0 <= at + index < len(known) else None for index in range(count))
        return [row if row is not None and len(row) == spot.width else None for row in rows]

    def _strays(self, spot: Spot, kept: Sequence[bool]) -> Iterator[int]:
        """Sheet rows with something typed directly below the table, up to the next table; looked at in portions."""
        below = [other.row for other in self.on_sheet(spot.sheet.name) if other.row > spot.last and _meet(spot, other)]
        end = min(below, default=LAST_ROW + 1)
        for first in range(spot.last + 1, end, PORTION):
            rows = self._cells(spot, first, min(first + PORTION, end) - 1)
            typed = list(takewhile(lambda row: any(map(_is_typed, _only(row, kept))), rows))
            yield from range(first, first + len(typed))
            if len(typed) < len(rows):
                return


def _meet(one: Spot, other: Spot) -> bool:
    """Whether two tables share a sheet column."""
    return one.column < other.column + other.width and other.column < one.column + one.width


def _only(row: Cells, kept: Sequence[bool]) -> Cells:
    return row if all(kept) else tuple(cell if keep else None for cell, keep in zip(row, kept, strict=True))


def _header(cell: Cell) -> str:
    return cell if isinstance(cell, str) else "" if cell is None else str(cell)


def _is_formula(cell: Cell) -> bool:
    return isinstance(cell, Formula)


def _is_typed(cell: Cell) -> bool:
    """Tell whether somebody typed this: a formula or a blank is nothing typed."""
    return cell is not None and not isinstance(cell, Formula) and (not isinstance(cell, str) or trim(cell) != "")
