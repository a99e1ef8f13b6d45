"""The stamp of a return: which layout it has, and for whom, from what and when the workbook was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.domain.cells import is_blank, shown
from pakt_xl.domain.school_workbook import STAMP_KEYS, Stamp, StampLine, copied
from pakt_xl.returns.layouts import table_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pakt_xl.returns.content import Content
    from pakt_xl.returns.layouts import Layout


def stamp_of(content: Content, layouts: Mapping[str, Layout]) -> Stamp | None:
    """Return the stamp, read by the first layout whose own version stands in it, else by any; None without one."""
    stamps = {version: _read(content, version, layout) for version, layout in layouts.items()}
    for version, stamp in stamps.items():
        if stamp is not None and stamp.version == version:
            return stamp
    return next(filter(None, stamps.values()), None)


def _read(content: Content, version: str, layout: Layout) -> Stamp | None:
    found = content.tables.get(table_id(version, StampLine))
    if found is None:
        return None
    headers = layout[StampLine].headers
    values: dict[str, str] = {}
    for line in found.lines:
        key, value = line.cells.get(headers["key"]), line.cells.get(headers["value"])
        if isinstance(key, str) and key in STAMP_KEYS:
            values.setdefault(key, "" if is_blank(value) else copied([value]))
    return Stamp.of(values)


def says(text: str) -> str:
    """Text of a stamp in a sentence, shortened."""
    return shown(text) if text else "leer"
