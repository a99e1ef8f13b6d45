"""The adapter for a workbook that is open in Excel: read and filled through xlwings while the user looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.books import live_errors
from pakt_xl.books.live_cells import native
from pakt_xl.books.live_draft import LiveDraft, draft_of
from pakt_xl.books.live_quiet import quiet
from pakt_xl.books.live_tables import REMOTE, LiveTables
from pakt_xl.books.live_write import NotKeptError, write
from pakt_xl.books.port import Filled
from pakt_xl.books.remarks import no_place_for_notes, remarks
from pakt_xl.ooxml import notes as note_table
from pakt_xl.ooxml.fill import FillResult
from pakt_xl.ooxml.fill_draft import FilledTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import xlwings as xw

    from pakt_xl.books.client import ClientFacts
    from pakt_xl.domain.table import Table

REPAIR = "bei gespeicherter und geschlossener Mappe ergänzt „pakt-xl repair“ sie"


class ExcelBook:
    """A master workbook that an office program holds open; ``client`` is what a task pane sends along."""

    def __init__(self, book: xw.Book, client: ClientFacts | None = None) -> None:
        self._book = book
        self._client = client
        with live_errors.refusals():
            self._remote = book.app.engine.name == REMOTE
        self._tables: LiveTables | None = None

    def read(self) -> Mapping[str, Table]:
        """Return the tables by name; UnusableError when the program refuses."""
        self._tables = LiveTables(self._book, self._client)
        return self._tables

    def fill(self, tables: Sequence[Table]) -> Filled:
        """Fill generated tables. Raises UnusableError; nothing is written before all is drafted and allowed.

        When the program breaks off half way, the message names the tables that are filled already.
        """
        with live_errors.refusals():
            if getattr(self._book.api, "ReadOnly", False) is True:  # Excel's own word for it; other programs have none
                raise live_errors.read_only(self._book.name)
            found = self._tables or LiveTables(self._book, self._client)
            drafts = [draft_of(found, table, self._client, remote=self._remote) for table in tables]
            ready = [draft for draft in drafts if draft is not None]
            notes = tuple(note for draft in ready for note in draft.notes)
            ready += self._notes(found, ready)
        self._tables = None  # what was read is past now
        stuck: list[str] = []
        if self._remote:  # the task pane would leave Excel on manual calculation if it broke off between
            self._write(ready)
        else:
            with quiet(self._book.app, stuck):
                self._write(ready)
        result = FillResult(
            filled=tuple(_filled(draft) for draft in ready),
            missing=tuple(table.name for table, draft in zip(tables, drafts, strict=True) if draft is None),
            altered=tuple(altered for draft in ready for altered in draft.altered()),
            notes=notes,
            noted=True,
        )
        return Filled(None, None, (*remarks(result, REPAIR), *stuck))

    def _notes(self, found: LiveTables, drafts: Sequence[LiveDraft]) -> list[LiveDraft]:
        """Draft the table of notes when typed values lose their row."""
        notes = [note for draft in drafts for note in draft.notes]
        if not notes:
            return []
        if found.spot(note_table.TABLE) is None:
            raise no_place_for_notes(len(notes))
        table = note_table.with_notes(found[note_table.TABLE], notes)
        draft = draft_of(found, table, self._client, remote=self._remote)
        return [draft] if draft else []

    def _prove_writable(self, drafts: Sequence[LiveDraft]) -> None:
        """Touch every sheet before the first write: a header is written as it is, which a protected sheet refuses."""
        for draft in drafts:
            sheet = draft.spot.title
            if self._remote:
                if self._client and sheet in self._client.protected:
                    raise live_errors.protected(sheet)
                continue
            index = next((index for index, source in enumerate(draft.sources) if source is not None), 0)
            cell = draft.spot.cells(draft.spot.row, draft.spot.row, index, index)
            try:
                cell.value = native(draft.headers[index], verbatim=False)
            except Exception as error:
                if live_errors.is_denial(error):
                    raise live_errors.protected(sheet) from error
                raise

    def _write(self, drafts: Sequence[LiveDraft]) -> None:
        with live_errors.refusals():
            self._prove_writable(drafts)
        filled: list[str] = []
        for draft in drafts:
            try:
                write(draft, remote=self._remote)
            except Exception as error:
                if isinstance(error, NotKeptError) or live_errors.is_refusal(error):
                    moves = any(column.moved for column in draft.user)
                    raise live_errors.half_way(error, draft.spot.name, filled, moves=moves) from error
                raise
            filled.append(draft.spot.name)


def _filled(draft: LiveDraft) -> FilledTable:
    spot, kept = draft.spot, sum(len(column.typed) for column in draft.user)
    cleared = draft.filtered or draft.sorted
    return FilledTable(spot.name, spot.title, len(draft.table.rows), cleared, draft.absent, kept)
