"""The checksum of the baseline: what was written once can be told from what was changed since (F05)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pakt_xl.domain.rows import Baseline, columns

if TYPE_CHECKING:
    from collections.abc import Iterable

_FIELD, _LINE = "\x1f", "\x1e"  # nobody types these, so no two rows read alike


def baseline_checksum(rows: Iterable[Baseline]) -> str:
    """Return the SHA-256 (hexadecimal) over the values of the rows as read.

    Formats, the order of rows and columns and blank rows do not count, so a sheet that was only sorted is the same.
    """
    lines = sorted(_FIELD.join(_text(getattr(row, name)) for name in columns(Baseline)) for row in rows)
    return hashlib.sha256("".join(f"{line}{_LINE}" for line in lines).encode("utf-8", "replace")).hexdigest()


def _text(value: object) -> str:
    return "" if value is None else str(value)  # a day reads as JJJJ-MM-TT
