"""Check and run: read, compute, judge; a run also fills the generated tables."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pakt_xl import __version__
from pakt_xl.books.file import FileBook
from pakt_xl.checks import judge
from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.rows import Setting
from pakt_xl.domain.table import fold
from pakt_xl.planning.compute import outlook
from pakt_xl.programme import load
from pakt_xl.reading import read_plan
from pakt_xl.reading.settings import read_settings
from pakt_xl.reading.tables import find_sources
from pakt_xl.reports import build_all, generated_tables
from pakt_xl.reports.order import ordered
from pakt_xl.reports.view import View
from pakt_xl.run.results import Checked, Judged, Ran, Step, no_step

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from pakt_xl.domain.table import Table
    from pakt_xl.programme import Programme


def check(path: Path, step: Step = no_step) -> Checked:
    """Read and judge a workbook; writes nothing. Raises UnusableError."""
    with collector_paused():
        step("Mappe wird gelesen")
        tables = FileBook(path).read()
        return Checked(path, judged(tables, programme_of(tables), step))


def run(path: Path, output: Path | None, now: datetime, step: Step = no_step) -> Ran:
    """Judge a workbook and fill its generated tables, in place or as ``output``.

    Generated sheets that are missing are put back first. Raises UnusableError before anything is written.
    """
    with collector_paused():
        step("Mappe wird gelesen")
        book = open_book(path, output)
        tables = book.read()
        programme = programme_of(tables)
        done = judged(tables, programme, step, with_gaps=False)
        restored = _put_back(book, tables, programme)
        view = View(done.outlook, done.findings, tables, done.counts, now.replace(microsecond=0), __version__)
        step("Tabellen werden gefüllt")
        filled = book.fill(build_all(view))
    return Ran(filled.path or path, done, filled, restored)


def programme_of(tables: Mapping[str, Table]) -> Programme:
    """Return the programme that Einstellungen names; raises UnusableError."""
    settings, _, _ = read_settings(find_sources(tables)[Setting.TABLE])
    return load(settings.programme)


def judged(
    tables: Mapping[str, Table], programme: Programme, step: Step = no_step, *, with_gaps: bool = True
) -> Judged:
    """Read the plan, compute and judge it. Without ``with_gaps`` missing generated tables are no finding."""
    generated = generated_tables(programme)
    reading = read_plan(tables, generated if with_gaps else (), programme.pillar_numbers)
    step("Budgets und Plan werden gerechnet")
    facts = outlook(reading.plan, programme)
    step("Regeln werden geprüft")
    findings = judge(facts, reading.places, tables, reading.findings)
    return Judged(tables, facts, ordered(findings, tables, generated), reading.counts)


def open_book(path: Path, output: Path | None) -> FileBook:
    """Open a workbook for writing; UnusableError if Excel could not open the output under its name."""
    if output is not None and output.suffix.lower() != path.suffix.lower():
        raise UnusableError(
            f"Die Ausgabe „{output.name}“ braucht dieselbe Endung wie die Mappe ({path.suffix}); "
            "Excel öffnet sie sonst nicht."
        )
    return FileBook(path, output)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the search for reference cycles: rows and findings form none, and the search costs a sixth of a run."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _put_back(book: FileBook, tables: Mapping[str, Table], programme: Programme) -> tuple[str, ...]:
    """Add the generated tables that the workbook lacks; what that needs is imported only then."""
    there = {fold(name) for name in tables}
    missing = [table.name for table in generated_tables(programme) if fold(table.name) not in there]
    if not missing:
        return ()
    from pakt_xl.run.repair import put_back  # noqa: PLC0415  few runs need it

    return put_back(book.package, programme, missing)
