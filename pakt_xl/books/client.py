"""What the task pane says of a workbook besides its values: the server's xlwings engine cannot ask Excel back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class ClientFacts:
    """Formulas and filters of tables, by table name; ``formulas`` holds the data rows of all columns.

    A cell without a formula holds its value as text or number, as Office.js ``range.formulas`` gives it.
    ``filtered`` are tables in which a filter hides rows, ``protected`` sheets that are protected.
    """

    formulas: Mapping[str, Sequence[Sequence[object]]] = field(default_factory=dict)
    filtered: frozenset[str] = frozenset()
    protected: frozenset[str] = frozenset()
