"""A click on a button: judge the open workbook and fill the parts that the button stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pakt_xl import __version__
from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.rows import Setting
from pakt_xl.domain.table import fold
from pakt_xl.reports import build_all
from pakt_xl.reports.view import View
from pakt_xl.run.checking import collector_paused, judged, programme_of
from pakt_xl.run.results import Judged, Step, no_step

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from pakt_xl.books.port import Book, Filled
    from pakt_xl.domain.actions import Part
    from pakt_xl.domain.table import Table


@dataclass(frozen=True, slots=True)
class Clicked:
    """Outcome of a click: what was judged and what the fill did."""

    judged: Judged
    filled: Filled


def run_open(book: Book, parts: Collection[Part], now: datetime, step: Step = no_step) -> Clicked:
    """Judge an open workbook and fill the generated tables of these parts.

    Sheets are never put back in an open workbook: what is missing is a finding (P02) and a remark. Raises
    UnusableError.
    """
    with collector_paused():
        step("Mappe wird gelesen")
        tables = book.read()
        prove_ours(tables)
        done = judged(tables, programme_of(tables), step)
        view = View(done.outlook, done.findings, tables, done.counts, now.replace(microsecond=0), __version__)
        step("Tabellen werden gefüllt")
        return Clicked(done, book.fill(build_all(view, parts)))


def prove_ours(tables: Mapping[str, Table]) -> None:
    """Raise UnusableError if these are not the tables of a master workbook."""
    if fold(Setting.TABLE) not in map(fold, tables):
        raise UnusableError(
            f"Die aktive Mappe ist keine Mappe von pakt-xl: Die Tabelle „{Setting.TABLE}“ fehlt. Bitte öffnen Sie "
            "die Mappe des Schulträgers und klicken Sie dort. Es wurde nichts geschrieben."
        )
