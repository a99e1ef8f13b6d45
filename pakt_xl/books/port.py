"""The port: what the use cases ask of a workbook, whoever holds it open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pakt_xl.domain.table import Table


@dataclass(frozen=True, slots=True)
class Filled:
    """What a fill did, for the person: files, the copy of the last version, and what happened to their own things.

    ``remarks`` are German sentences: filters removed, texts cut, notes whose row is gone.
    """

    path: Path | None
    backup: Path | None = None
    remarks: tuple[str, ...] = ()


class Book(Protocol):
    """A master workbook. Input tables are read only; generated tables are filled."""

    def read(self) -> Mapping[str, Table]:
        """Return every table of the workbook by its name; raises UnusableError."""

    def fill(self, tables: Sequence[Table]) -> Filled:
        """Fill the tables of these names, all or nothing; raises UnusableError before anything is written."""
