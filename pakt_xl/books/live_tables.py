"""Tables of an open workbook: found by name on all sheets, each read as one block of values and one of formulas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from pakt_xl.books.live_cells import Block, block, cell_of
from pakt_xl.books.live_errors import is_denial, refusals
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
FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Spot:
    """A table and its place on the sheet of this title: 1-based header row and first column, last row with totals.

    ``bar`` is the property of a range that gives its formulas, see `formula_bar`.
    """

    table: XlwingsTable
    sheet: xw.Sheet
    name: str
    title: str
    row: int
    column: int
    last: int
    width: int
    totals: bool
    bar: str

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


@dataclass(frozen=True, slots=True)
class _Found:
    """A table and its sheet with their names, which are asked for once: every question to Excel takes its time."""

    table: XlwingsTable
    name: str
    sheet: xw.Sheet
    title: str


def formula_bar(book: xw.Book) -> str:
    """Return the property that gives formulas as the formula bar shows them.

    Excel 365 computes arrays, and its older property puts an @ before what is one: written back, that would compute
    something else. Excel up to 2019 has only the older one, and so have other programs.
    """
    try:
        book.sheets[0].range((1, 1)).formula2  # noqa: B018  whether it can be asked is the question
    except Exception as error:
        if isinstance(error, AttributeError | NotImplementedError) or is_denial(error):
            return FORMULA
        raise
    return "formula2"


def _spot(found: _Found, bar: str) -> Spot:
    """Return where a table lies now. UnusableError if its header row is hidden: its columns have no names then."""
    table = found.table
    if not table.show_headers:
        raise UnusableError(
            f"Die Tabelle „{found.name}“ auf dem Blatt „{found.title}“ zeigt keine Kopfzeile. Bitte blenden Sie sie "
            "ein (Tabellenentwurf, Kopfzeile)."
        )
    area = table.range
    top, (height, width) = area.row, area.shape
    totals = bool(table.show_totals)
    return Spot(table, found.sheet, found.name, found.title, top, area.column, top + height - 1, width, totals, bar)


class LiveTables(Mapping[str, Table]):
    """The tables of an open workbook by name, case ignored; the rows of one are read when it is first asked for.

    As in a file, of an input table only the columns come that its row model knows; the others come as blank.
    """

    def __init__(self, book: xw.Book, client: ClientFacts | None) -> None:
        self._client = client
        self._found: dict[str, _Found] = {}
        self._read: dict[str, Table] = {}
        with refusals():
            self.remote = book.app.engine.name == REMOTE
            self._bar = FORMULA if self.remote else formula_bar(book)
            for sheet in book.sheets:
                title = sheet.name
                for table in sheet.tables:
                    name = table.name
                    self._found[fold(name)] = _Found(table, name, sheet, title)

    def spot(self, name: str) -> Spot | None:
        """Return where a table lies now, None if there is none; an office program never has two of one name."""
        found = self._found.get(fold(name))
        return _spot(found, self._bar) if found else None

    def on_sheet(self, sheet: str) -> Iterator[Spot]:
        """Yield the tables of a sheet."""
        for found in self._found.values():
            if found.title == sheet:
                yield _spot(found, self._bar)

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

    def whole(self, spot: Spot) -> Table:
        """Read a table with all its columns, those of the user too, as it stands now."""
        return self._table(spot, whole=True)

    def __iter__(self) -> Iterator[str]:
        """Names as the workbook spells them."""
        return (found.name for found in self._found.values())

    def __len__(self) -> int:
        """Number of tables."""
        return len(self._found)

    def _table(self, spot: Spot, *, whole: bool = False) -> Table:
        values, formulas = self._blocks(spot, spot.row, spot.last)
        headers = tuple(_header(value) for value in values[0])
        wanted = None if whole else known_headers(spot.name)
        kept = [wanted is None or fold_header(header) in wanted for header in headers]
        data = self._cells(values[1:], formulas[1:], kept)
        count = spot.last_data - spot.row
        first = self._cells(values[1:2], formulas[1:2], [True] * spot.width)[0]
        return Table(
            name=spot.name,
            headers=headers,
            rows=data[:count],
            sheet=spot.title,
            row=spot.row,
            column=spot.column,
            totals=data[count] if spot.totals else None,
            stray_rows=tuple(self._strays(spot, kept)),
            calculated=frozenset(header for header, cell in zip(headers, first, strict=True) if _is_formula(cell)),
        )

    def _blocks(self, spot: Spot, first: int, last: int) -> tuple[Block, Sequence[Sequence[object] | None]]:
        """Values and formulas of sheet rows in the table's columns, each in one call."""
        area = spot.rows(first, last)
        values = block(area.raw_value)
        return values, self._formulas(spot, area, first, len(values))

    def _cells(
        self, values: Block, formulas: Sequence[Sequence[object] | None], kept: Sequence[bool]
    ) -> tuple[Cells, ...]:
        """Return the cells of the columns that are kept; the others are blank."""
        remote, blank = self.remote, [None] * len(kept)
        return tuple(
            tuple(
                cell_of(value, formula, remote=remote) if keep else None
                for value, formula, keep in zip(row, texts or blank, kept, strict=True)
            )
            for row, texts in zip(values, formulas, strict=True)
        )

    def _formulas(self, spot: Spot, area: xw.Range, first: int, count: int) -> Sequence[Sequence[object] | None]:
        """Formulas of the same rows; the remote engine has none, the task pane sends those of some tables."""
        if not self.remote:
            return block(getattr(area, self._bar))
        known = self._client.formulas.get(spot.name, ()) if self._client else ()
        at = first - spot.first_data
        rows = (known[at + index] if 0 <= at + index < len(known) else None for index in range(count))
        return [row if row is not None and len(row) == spot.width else None for row in rows]

    def _strays(self, spot: Spot, kept: Sequence[bool]) -> Iterator[int]:
        """Sheet rows with something typed directly below the table, up to the next table; looked at in portions."""
        below = [other.row for other in self.on_sheet(spot.title) if other.row > spot.last and _meet(spot, other)]
        end = min(below, default=LAST_ROW + 1)
        for first in range(spot.last + 1, end, PORTION):
            rows = self._cells(*self._blocks(spot, first, min(first + PORTION, end) - 1), kept)
            typed = list(takewhile(lambda row: any(map(_is_typed, row)), rows))
            yield from range(first, first + len(typed))
            if len(typed) < len(rows):
                return


def _meet(one: Spot, other: Spot) -> bool:
    """Whether two tables share a sheet column."""
    return one.column < other.column + other.width and other.column < one.column + one.width


def _header(value: object) -> str:
    return "" if value is None else str(value)


def _is_formula(cell: Cell) -> bool:
    return isinstance(cell, Formula)


def _is_typed(cell: Cell) -> bool:
    """Tell whether somebody typed this: a formula or a blank is nothing typed."""
    return cell is not None and not isinstance(cell, Formula) and (not isinstance(cell, str) or trim(cell) != "")
