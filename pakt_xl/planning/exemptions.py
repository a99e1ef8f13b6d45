"""Exemptions: which findings an office allows, and until when (readings 41, 69 and 102)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pakt_xl.domain.table import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from pakt_xl.domain.rows import Exemption

JOINED = " / "  # between the numbers of a Schlüssel (reading 55)


class Exemptions:
    """The exemptions that hold on a day; one without reasons or without an office allows nothing."""

    def __init__(self, rows: Iterable[Exemption] = (), as_of: date | None = None) -> None:
        self._rows: dict[str, dict[str, list[Exemption]]] = defaultdict(lambda: defaultdict(list))
        for row in rows:
            if row.code is not None and row.key is not None and _is_granted(row) and holds(row, as_of):
                self._rows[fold(row.code)][fold(row.key)].append(row)

    def of(self, code: str, key: str) -> Sequence[Exemption]:
        """Return the exemptions that fit a finding: by its Schlüssel or one of the numbers joined in it."""
        by_key = self._rows.get(fold(code))
        if by_key is None:
            return ()
        parts = dict.fromkeys(map(fold, (key, *key.split(JOINED))))
        return [row for part in parts for row in by_key.get(part, ())]


def holds(row: Exemption, as_of: date | None) -> bool:
    """Whether an exemption is not over; Gültig bis is its last day, blank is without an end (reading 102)."""
    return row.valid_until is None or as_of is None or row.valid_until >= as_of


def _is_granted(row: Exemption) -> bool:
    return row.reasons is not None and row.granted_by is not None and "valid_until" not in row.unread
