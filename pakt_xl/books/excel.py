"""The adapter for a workbook that is open in Excel: read and filled through xlwings while the user looks at it."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from itertools import chain
from typing import TYPE_CHECKING

from pakt_xl.books import live_amend, live_errors
from pakt_xl.books.live_amend import LiveAmendment
from pakt_xl.books.live_draft import LiveDraft, draft_of
from pakt_xl.books.live_tables import REMOTE, LiveTables
from pakt_xl.books.live_write import NotKeptError, write
from pakt_xl.books.port import Filled
from pakt_xl.books.remarks import no_place_for_notes, remarks
from pakt_xl.ooxml import notes as note_table
from pakt_xl.ooxml.fill import FillResult
from pakt_xl.ooxml.fill_draft import FilledTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

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
            self._prove_writable(amended, ready)
        with self._quiet():
            self._write(amended, ready)
        self._tables = None if amended else found  # what was read before the change is no longer true
        result = FillResult(
            filled=tuple(_filled(draft) for draft in ready),
            missing=tuple(table.name for table, draft in zip(tables, drafts, strict=True) if draft is None),
            altered=(*_altered(amended), *_altered(ready)),
            notes=notes,
            noted=True,
        )
        return Filled(None, None, tuple(remarks(result, REPAIR)))

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
                spot.cells(spot.row, spot.row, index, index).value = header
            except Exception as error:
                if live_errors.is_refusal(error) and not live_errors.is_busy(error):
                    raise live_errors.protected(spot.title) from error
                raise

    def _quiet(self) -> AbstractContextManager[None]:
        """Stop drawing and calculating; the task pane would leave Excel on manual calculation if it broke off."""
        return nullcontext() if self._remote else _quiet(self._book.app)

    def _write(self, amended: Sequence[LiveAmendment], drafts: Sequence[LiveDraft]) -> None:
        """Write all; when the program breaks off, say what is written already."""
        half_way = live_errors.half_amended if amended else live_errors.half_way
        done: list[str] = []
        all_drafts: Sequence[LiveAmendment | LiveDraft] = (*amended, *drafts)
        for draft in all_drafts:
            try:
                if isinstance(draft, LiveAmendment):
                    live_amend.write(draft, remote=self._remote)
                else:
                    write(draft, remote=self._remote)
            except Exception as error:
                if isinstance(error, NotKeptError) or live_errors.is_refusal(error):
                    raise half_way(error, draft.spot.name, done) from error
                raise
            done.append(draft.spot.name)


def _altered(drafts: Sequence[LiveAmendment] | Sequence[LiveDraft]) -> Iterator[Altered]:
    return chain.from_iterable(draft.altered() for draft in drafts)


def _filled(draft: LiveDraft) -> FilledTable:
    kept = sum(len(column.typed) for column in draft.user)
    return FilledTable(draft.spot.name, draft.spot.title, len(draft.table.rows), draft.filtered, draft.absent, kept)


@contextmanager
def _quiet(app: xw.App) -> Iterator[None]:
    """Stop drawing and calculating while tables are written; both are as before whatever happens."""
    quiet: dict[str, object] = {"screen_updating": False, "calculation": "manual"}
    before: dict[str, object] = {}
    for name, value in quiet.items():
        with _harmless():  # without it the user sees the tables fill, and the program computes between
            before[name] = getattr(app, name)
            setattr(app, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            with _harmless():
                setattr(app, name, value)


@contextmanager
def _harmless() -> Iterator[None]:
    """Go on when the program refuses a convenience."""
    try:
        yield
    except Exception as error:
        if not live_errors.is_refusal(error):
            raise
