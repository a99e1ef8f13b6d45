"""The read-only tables of a return beside what was sent: the stamp keeps a copy of each row and a checksum."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from pakt_xl.domain.cells import CellError, shown
from pakt_xl.domain.finding import Finding, Place
from pakt_xl.domain.rows.base import columns
from pakt_xl.domain.school_workbook import (
    COPY_MARK,
    SchoolLine,
    SchoolNeed,
    StampLine,
    content_checksum,
    copied,
    copied_cells,
)
from pakt_xl.domain.table import trim
from pakt_xl.returns import rules
from pakt_xl.returns.layouts import table_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pakt_xl.domain.columns import Column
    from pakt_xl.domain.rows import Row
    from pakt_xl.domain.school_workbook import Stamp
    from pakt_xl.returns.content import Content, Found, Line
    from pakt_xl.returns.layouts import Layout, TableLayout

_GONE, _NOTHING = "gelöschte Zeile", "nichts"


def changed_cells(content: Content, layout: Layout, version: str, stamp: Stamp, school: str) -> Iterator[Finding]:
    """Yield an R02 for each locked cell or row that is not as it was sent, with old and new value.

    The order of rows does not count, nor how an office program stores a value.
    """
    stamped = content.tables[table_id(version, StampLine)]
    sent = {model: _sent(stamped, layout, layout[model].table) for model in (SchoolLine, SchoolNeed)}
    if content_checksum(sent[SchoolLine], sent[SchoolNeed]) != stamp.checksum:
        yield Finding(rules.BROKEN_STAMP, Place(stamped.sheet, school=school))
        return
    for model, texts in sent.items():
        found = content.tables.get(table_id(version, model))
        if found is None:
            place, what = Place(layout[model].sheet, school=school), f"Blatt {layout[model].sheet}"
            yield _changed(place, "", what, "Tabelle", "keine Tabelle mit ihren Überschriften")
        else:
            yield from _differences(model, layout[model], texts, found, Place(found.sheet, school=school))


def _sent(stamped: Found, layout: Layout, table: str) -> list[str]:
    """Copies of the rows of a table, as the stamp keeps them."""
    headers = layout[StampLine].headers
    lines = ((line.cells.get(headers["key"]), line.cells.get(headers["value"])) for line in stamped.lines)
    return [value for key, value in lines if key == f"{COPY_MARK}{table}" and isinstance(value, str)]


def _differences(
    model: type[Row], layout: TableLayout, texts: Iterable[str], found: Found, place: Place
) -> Iterator[Finding]:
    headers = list(layout.headers.values())
    old = _by_key(copied_cells(text) for text in texts)
    lines = [(_seen(line, headers), line.number) for line in found.lines]
    new = _by_key(cells for cells, _ in lines)
    numbers = {cells[0]: number for cells, number in reversed(lines)}

    def at(key: str, header: str) -> Place:
        return replace(place, cell=f"{found.letters[header]}{numbers[key]}" if key in numbers else "", column=header)

    for key, cells in old.items():
        if key not in new:
            yield _changed(place, key, key, " / ".join(cells), _GONE)
            continue
        for (field, header), before, after in zip(layout.headers.items(), cells, new[key], strict=False):
            if not _same(columns(model)[field], before, after):
                yield _changed(at(key, header), key, f"{header} bei {key}", before, after)
    if model is SchoolNeed:  # below Ihre Schule the page goes on
        for key in sorted(new.keys() - old.keys()):
            yield _changed(at(key, headers[0]), key, key, _NOTHING, " / ".join(new[key]))


def _seen(line: Line, headers: Iterable[str]) -> tuple[str, ...]:
    return copied_cells(copied([line.cells.get(header) for header in headers]))


def _by_key(rows: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Rows by their first cell; a key that stands there several times is told apart by its number."""
    found: dict[str, tuple[str, ...]] = {}
    counts: Counter[str] = Counter()
    for cells in sorted(rows):
        counts[cells[0]] += 1
        key = cells[0] if counts[cells[0]] == 1 else f"{cells[0]} ({counts[cells[0]]})"
        found[key] = cells
    return found


def _same(column: Column, before: str, after: str) -> bool:
    """Whether two texts are one value: ``1.234,50 €`` pasted over 1234,5 changes nothing."""
    if trim(before) == trim(after):
        return True
    try:
        return bool(before and after) and column.read(before) == column.read(after)
    except CellError:
        return False


def _changed(place: Place, key: str, what: str, old: str, new: str) -> Finding:
    values: Mapping[str, str] = {"what": what, "old": shown(old), "new": shown(new)}
    return Finding(rules.CHANGED, replace(place, key=key), values)
