"""What the reports are made of: the outlook, the findings in order, the workbook as read, and the moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pakt_xl.domain.cells import plain_text
from pakt_xl.domain.table import ErrorValue, Formula, fold, fold_header

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from pakt_xl.domain.finding import Finding
    from pakt_xl.domain.table import Cell, Table
    from pakt_xl.planning.outlook import Outlook
    from pakt_xl.reading import Counts


@dataclass(frozen=True, slots=True)
class View:
    """All that a report may show. ``findings`` stand in the order of the Prüfbericht (order.py).

    ``tables`` are those of the workbook as read, by name; ``now`` is the only thing that depends on the clock.
    """

    outlook: Outlook
    findings: tuple[Finding, ...]
    tables: Mapping[str, Table]
    counts: Mapping[str, Counts]
    now: datetime
    version: str

    def school_names(self) -> dict[str, str]:
        """Names of the schools by folded number."""
        schools = (facts.school for facts in self.outlook.schools)
        return {fold(school.number or ""): school.name or "" for school in schools}


def table_named(tables: Mapping[str, Table], name: str) -> Table | None:
    """Return the table of this name, case ignored; None if the workbook has none."""
    wanted = fold(name)
    return next((tables[key] for key in tables if fold(key) == wanted), None)  # a table is read when asked for


def column_places(table: Table, headers: Sequence[str]) -> list[int] | None:
    """Places of these columns in the table; None if one is missing."""
    places = {fold_header(header): place for place, header in enumerate(table.headers)}
    found = [places[fold_header(header)] for header in headers if fold_header(header) in places]
    return found if len(found) == len(headers) else None


def shown_text(cell: Cell) -> str:
    """Text of a cell as it shows; empty for a blank one and for an error."""
    if isinstance(cell, Formula):
        return shown_text(cell.value)
    if cell is None or isinstance(cell, ErrorValue):
        return ""
    return cell if isinstance(cell, str) else plain_text(cell)
