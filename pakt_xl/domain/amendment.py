"""A change of an input table: single cells, and rows that are added below."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pakt_xl.domain.table import Cell


@dataclass(frozen=True, slots=True)
class Amendment:
    """Cells of one table to be changed and rows to be appended; all other cells stay as they are.

    ``cells`` are found by data row (0-based) and header. Each of ``rows`` gives its cells by header; columns that a
    row does not name stay blank, calculated columns compute themselves.
    """

    table: str
    cells: Mapping[tuple[int, str], Cell] = field(default_factory=dict)
    rows: Sequence[Mapping[str, Cell]] = ()
