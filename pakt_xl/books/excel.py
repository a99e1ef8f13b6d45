"""The adapter for a workbook that is open in Excel: read and filled through xlwings while the user looks at it."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from pakt_xl.books import live_amend, live_errors
from pakt_xl.books.live_amend import LiveAmendment
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
    from collections.abc import Iterator, Mapping, Sequence

    import xlwings as xw

    from pakt_xl.books.client import ClientFacts
    from pakt_xl.books.port import Amendment
    from pakt_xl.domain.table import Table
    from pakt_xl.ooxml.fill_draft import Altered

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
        return self._change((), tables)

    def amend(self, amendments: Sequence[Amendment], tables: Sequence[Table] = ()) -> Filled:
        """Change cells and append rows of input tables, then fill generated ones. Raises UnusableError as `fill`."""
        return self._change(amendments, tables)

    def _change(self, amendments: Sequence[Amendment], tables: Sequence[Table]) -> Filled:
        with live_errors.refusals():
            if getattr(self._book.api, "ReadOnly", False) is True:  # Excel's own word for it; other programs have none
                raise live_errors.read_only(self._book.name)
            found = self._tables or LiveTables(self._book, self._client)
            amended = [
                live_amend.draft_of(found, each, self._client, REPAIR, remote=self._remote) for each in amendments
            ]
            drafts = [draft_of(found, table, self._client, remote=self._remote) for table in tables]
            ready = [draft for draft in drafts if draft is not None]
            notes = tuple(note for draft in ready for note in draft.notes)
            ready += self._notes(found, ready)
        self._tables = None  # what was read is past now
        stuck: list[str] = []
        if self._remote:  # the task pane would leave Excel on manual calculation if it broke off between
            self._write(amended, ready)
        else:
            with quiet(self._book.app, stuck):
                self._write(amended, ready)
        result = FillResult(
            filled=tuple(_filled(draft) for draft in ready),
            missing=tuple(table.name for table, draft in zip(tables, drafts, strict=True) if draft is None),
            altered=(*_altered(amended), *_altered(ready)),
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

    def _prove_writable(self, amended: Sequence[LiveAmendment], drafts: Sequence[LiveDraft]) -> None:
        """Touch every sheet before the first write: a header is written as it is, which a protected sheet refuses."""
        headers = [(draft.spot, 0, draft.before.headers[0]) for draft in amended]
        for draft in drafts:
            index = next((index for index, source in enumerate(draft.sources) if source is not None), 0)
            headers.append((draft.spot, index, draft.headers[index]))
        for spot, index, header in headers:
            if self._remote:
                if self._client and spot.title in self._client.protected:
                    raise live_errors.protected(spot.title)
                continue
            try:
                is_word = header[:1].isalpha()  # Excel leaves it as it is: the header's look need not change
                spot.cells(spot.row, spot.row, index, index).value = native(header, verbatim=is_word)
            except Exception as error:
                if live_errors.is_denial(error):
                    raise live_errors.protected(spot.title) from error
                raise

    def _write(self, amended: Sequence[LiveAmendment], drafts: Sequence[LiveDraft]) -> None:
        """Write all; when the program breaks off, say what is written already."""
        with live_errors.refusals():
            self._prove_writable(amended, drafts)
        done: list[str] = []
        all_drafts: Sequence[LiveAmendment | LiveDraft] = (*amended, *drafts)
        for draft in all_drafts:
            try:
                if isinstance(draft, LiveAmendment):
                    live_amend.write(draft, remote=self._remote)
                else:
                    write(draft, remote=self._remote)
            except Exception as error:
                moves = isinstance(draft, LiveDraft) and any(column.moved for column in draft.user)
                if isinstance(error, NotKeptError) or live_errors.is_refusal(error):
                    if amended:
                        raise live_errors.half_amended(error, draft.spot.name, done) from error
                    raise live_errors.half_way(error, draft.spot.name, done, moves=moves) from error
                if not self._remote:  # nothing of a click that ends so is sent to a task pane
                    state = (
                        live_errors.state_of_amendment if amended else partial(live_errors.state_of_fill, moves=moves)
                    )
                    error.add_note(f"{state(draft.spot.name, done)}.")
                raise
            done.append(draft.spot.name)


def _altered(drafts: Sequence[LiveAmendment] | Sequence[LiveDraft]) -> Iterator[Altered]:
    return chain.from_iterable(draft.altered() for draft in drafts)


def _filled(draft: LiveDraft) -> FilledTable:
    spot, kept = draft.spot, sum(len(column.typed) for column in draft.user)
    cleared = draft.filtered or draft.sorted
    return FilledTable(spot.name, spot.title, len(draft.table.rows), cleared, draft.absent, kept)
