"""What a use case hands back to the edges: plain facts, nothing worded for a terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pakt_xl.books.port import Filled
    from pakt_xl.domain.finding import Finding
    from pakt_xl.domain.table import Table
    from pakt_xl.planning.outlook import Outlook
    from pakt_xl.reading import Counts

Step: TypeAlias = Callable[[str], None]
"""Is told in German what a use case does next, for the progress line."""


def no_step(text: str) -> None:
    """Take no notice of progress."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A workbook as read, computed and judged; the findings stand in the order of the Prüfbericht."""

    tables: Mapping[str, Table]
    outlook: Outlook
    findings: tuple[Finding, ...]
    counts: Mapping[str, Counts]

    @property
    def has_errors(self) -> bool:
        """Whether a finding is a Fehler that nobody allowed (exit code 1)."""
        return any(finding.is_error for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Checked:
    """Outcome of ``check``: nothing was written."""

    path: Path
    judged: Judged


@dataclass(frozen=True, slots=True)
class Ran:
    """Outcome of ``run``; ``restored`` names the sheets and columns that were missing and were put back."""

    path: Path
    judged: Judged
    filled: Filled
    restored: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """Outcome of ``new``: the fresh workbook."""

    path: Path


@dataclass(frozen=True, slots=True)
class Repaired:
    """Outcome of ``repair``: what was added, in German; ``filled`` is None if nothing was written."""

    added: tuple[str, ...]
    filled: Filled | None


@dataclass(frozen=True, slots=True)
class Exported:
    """Outcome of ``export``: the files written, rows by table, cells by table that did not fit their column."""

    judged: Judged
    files: tuple[Path, ...]
    rows: Mapping[str, int]
    unread: Mapping[str, int]
