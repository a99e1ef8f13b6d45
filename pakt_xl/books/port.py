"""The port: what the use cases ask of a workbook, whoever holds it open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pakt_xl.domain.amendment import Amendment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pakt_xl.domain.table import Table

__all__ = ["Amendment", "Book", "Filled"]


@dataclass(frozen=True, slots=True)
class Filled:
    """What was done, for the person: files, the copy of the last version, and what happened to their own things.

    ``remarks`` are German sentences: filters removed, texts cut, notes whose row is gone.
    """

    path: Path | None
    backup: Path | None = None
    remarks: tuple[str, ...] = ()


class Book(Protocol):
    """A master workbook. Generated tables are filled; of input tables single cells are amended and rows appended."""

    def read(self) -> Mapping[str, Table]:
        """Return every table of the workbook by its name; raises UnusableError."""

    def fill(self, tables: Sequence[Table]) -> Filled:
        """Fill the tables of these names, all or nothing; raises UnusableError before anything is written."""

    def amend(self, amendments: Sequence[Amendment], tables: Sequence[Table] = ()) -> Filled:
        """Change these cells and append these rows, all or nothing, each table at most once.

        Generated ``tables`` are filled with it, as by `fill`, so that a change and its protocol go together.
        Every other cell, style, formula, filter and sort stays. New rows take styles, validations and column
        formulas of the table's first row; a table without content is filled from its first row on. Raises
        UnusableError before anything is written: a table, column or row is missing, a formula would be lost, or
        something stands in the way.
        """
