"""What will be written into one table of an open workbook, computed and proved possible before anything is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from pakt_xl.books.live_cells import block
from pakt_xl.books.live_user import UserColumn, user_columns
from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.table import Cell, Formula, Link, column_letters, fold_header
from pakt_xl.ooxml.fill_draft import Altered
from pakt_xl.ooxml.fill_room import in_the_way
from pakt_xl.ooxml.parts import LAST_ROW
from pakt_xl.ooxml.render import cleaned, is_cut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pakt_xl.books.client import ClientFacts
    from pakt_xl.books.live_tables import LiveTables, Spot
    from pakt_xl.domain.table import Table
    from pakt_xl.ooxml.fill_user import Note


@dataclass(frozen=True, slots=True)
class LiveDraft:
    """One table to be filled: where it lies, our rows, for each of its columns the place in them (None: the user's).

    ``filtered`` and ``sorted`` say whether a filter hides rows and the table shows a sort. ``notes`` are typed values
    that lose their row. ``dated`` are the cells, by data row and column (0-based), that show a date now: a number
    would show as one there.
    """

    spot: Spot
    table: Table
    headers: tuple[str, ...]
    sources: tuple[int | None, ...]
    user: tuple[UserColumn, ...]
    notes: tuple[Note, ...]
    filtered: bool
    sorted: bool
    dated: frozenset[tuple[int, int]]

    @property
    def new_last_data(self) -> int:
        """Last data row after the fill; a table without rows keeps a blank one."""
        return self.spot.row + max(len(self.table.rows), 1)

    @property
    def new_last(self) -> int:
        """Last row after the fill, totals row counted."""
        return self.new_last_data + self.spot.totals

    @property
    def absent(self) -> tuple[str, ...]:
        """Our columns that the table in the workbook no longer has."""
        there = set(self.sources)
        return tuple(header for index, header in enumerate(self.table.headers) if index not in there)

    def column(self, index: int) -> list[Cell]:
        """Return the cells of one of our columns by its place in the table."""
        source = self.sources[index]
        return [row[source] for row in self.table.rows] if source is not None and self.table.rows else [None]

    def rewrites(self, column: UserColumn) -> bool:
        """Whether a column of the user is written: rows moved in it, or its formula has new rows to fill."""
        return column.moved or (self.new_last_data > self.spot.last_data and column.formula is not None)

    def altered(self) -> Iterator[Altered]:
        """Yield texts that Excel cannot keep as they are."""
        for index, source in enumerate(self.sources):
            for row, text in enumerate(self.column(index) if source is not None else ()):
                if isinstance(text, str) and cleaned(text) != text:
                    cell = f"{column_letters(self.spot.column + index)}{self.spot.first_data + row}"
                    lost = len(text) - len(cleaned(text))
                    yield Altered(self.spot.name, self.spot.title, cell, is_cut(text), lost)


def draft_of(tables: LiveTables, table: Table, client: ClientFacts | None, *, remote: bool) -> LiveDraft | None:
    """Draft one table; None if the workbook has none of this name. Raises UnusableError when it cannot be filled."""
    spot = tables.spot(table.name)
    if spot is None:
        return None
    before = tables[table.name]
    sources = _sources(before, table)
    own = [header for header, source in zip(before.headers, sources, strict=True) if source is None]
    if remote and own and not _knows_formulas(spot, client):
        raise UnusableError(
            f"Tabelle „{spot.name}“: Der Aufgabenbereich hat die Formeln der eigenen Spalten ({', '.join(own)}) nicht "
            "so mitgeschickt, wie die Tabelle jetzt ist. Bitte klicken Sie noch einmal; hilft das nicht, laden Sie "
            "ihn neu. Es wurde nichts geschrieben."
        )
    user, notes = user_columns(before, table, sources)
    if remote:
        table = _without_links(table)
    filtered = is_filtered(spot, client, remote=remote)
    draft = LiveDraft(spot, table, before.headers, sources, user, notes, filtered, _is_sorted(spot), _dated(before))
    mixed = _mixed_formulas(draft) if remote else None
    if mixed:
        raise UnusableError(f"{mixed}\nEs wurde nichts geschrieben.")
    prove_room(tables, spot, draft.new_last, remote=remote)
    return draft


def prove_room(tables: LiveTables, spot: Spot, last: int, *, remote: bool) -> None:
    """Raise UnusableError when something stands in the rows over which a table would grow, to row ``last``."""
    obstacle = _obstacle(tables, spot, last, remote=remote)
    if obstacle:
        raise UnusableError(f"{obstacle}\nEs wurde nichts geschrieben.")


def _without_links(table: Table) -> Table:
    """Return a table in which links are the texts that they show.

    From the task pane nothing can stop Excel from taking one formula for the whole column (`live_quiet.FILL_DOWN`).
    """
    rows = tuple(tuple(cell.cell if isinstance(cell, Link) else cell for cell in row) for row in table.rows)
    return replace(table, rows=rows)


def _mixed_formulas(draft: LiveDraft) -> str | None:
    """Return the message on a column of the user with formulas of single cells that would have to be written anew."""
    for column in draft.user:
        if draft.rewrites(column) and any(isinstance(cell, Formula) for cell in column.typed.values()):
            return (
                f"Blatt „{draft.spot.title}“: In der Spalte „{draft.headers[column.index]}“ haben einzelne Zellen "
                "eigene Formeln, und ihre Zeilen ändern sich. Vom Aufgabenbereich aus würde Excel eine davon in die "
                "ganze Spalte übernehmen. Bitte füllen Sie die gespeicherte und geschlossene Mappe mit „pakt-xl run“."
            )
    return None


def _knows_formulas(spot: Spot, client: ClientFacts | None) -> bool:
    """Whether the task pane told the formulas of all data rows: one that is missing would become its value."""
    rows = client.formulas.get(spot.name, ()) if client else ()
    return len(rows) == spot.last_data - spot.row and all(len(row) == spot.width for row in rows)


def _dated(before: Table) -> frozenset[tuple[int, int]]:
    return frozenset(
        (at, index) for at, row in enumerate(before.rows) for index, cell in enumerate(row) if isinstance(cell, date)
    )


def _sources(before: Table, table: Table) -> tuple[int | None, ...]:
    """Return for each column of the table its place in our rows, found by header; the first of equal ones is ours."""
    ours: dict[str, int] = {}
    for index, header in enumerate(table.headers):
        ours.setdefault(fold_header(header), index)
    return tuple(ours.pop(fold_header(header), None) for header in before.headers)


def is_filtered(spot: Spot, client: ClientFacts | None, *, remote: bool) -> bool:
    """Whether a filter hides rows of a table."""
    if remote:
        return client is not None and spot.name in client.filtered
    if not spot.table.show_autofilter:
        return False
    return any(criterion.type != "none" for criterion in spot.table.autofilter.criteria)


def _is_sorted(spot: Spot) -> bool:
    fields = sort_fields(spot)
    return fields is not None and bool(fields.Count)


def sort_fields(spot: Spot) -> Any:
    """Return by what Excel on Windows says the table is sorted; None where a program has no word for it."""
    sort = getattr(spot.table.api, "Sort", None)
    return None if sort is None else sort.SortFields


def _obstacle(tables: LiveTables, spot: Spot, last: int, *, remote: bool) -> str | None:
    """Return the message that says what is in the way of a table that grows; None if there is room."""
    if last <= spot.last:
        return None
    if last > LAST_ROW:
        return (
            f"Blatt „{spot.title}“: Das Blatt hat nicht genug Zeilen für die Tabelle „{spot.name}“. "
            "Bitte verschieben Sie die Tabelle weiter nach oben."
        )
    for other in tables.on_sheet(spot.title):
        beside = other.column >= spot.column + spot.width or spot.column >= other.column + other.width
        if spot.last < other.row <= last and not beside:
            return in_the_way(spot.title, other.row, spot.name, last, f"die Tabelle „{other.name}“")
    area = spot.rows(spot.last + 1, last)
    for number, row in enumerate(block(area.raw_value), spot.last + 1):
        for index, value in enumerate(row):
            if value not in (None, ""):
                cell = f"{column_letters(spot.column + index)}{number}"
                return in_the_way(spot.title, number, spot.name, last, f"ein Eintrag (Zelle {cell})")
    if not remote and area.merge_cells is not False:
        return in_the_way(spot.title, spot.last + 1, spot.name, last, "ein verbundener Bereich")
    return None
