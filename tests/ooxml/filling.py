"""Small workbooks for the tests of the filler: cells by address in, cells by address out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from lxml import etree

from pakt_xl.domain.table import column_number
from pakt_xl.ooxml.fill import FillResult, fill
from pakt_xl.ooxml.package import Package
from tests.ooxml import build
from tests.ooxml.invariants import assert_sound

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pakt_xl.domain.table import Table

Shown: TypeAlias = "str | int | tuple[str | int | None, int]"
"""A text, a number, a formula (``=…``), or ``<…`` as XML; with its style as a pair."""


def rows(cells: Mapping[str, Shown], attributes: Mapping[int, str] | None = None) -> str:
    """``<row>`` elements with these cells; ``attributes`` of rows by their number."""
    lines: dict[int, list[tuple[int, str]]] = {number: [] for number in attributes or {}}
    for address, shown in cells.items():
        letters, number = re.findall(r"[A-Z]+|\d+", address)
        value, style = shown if isinstance(shown, tuple) else (shown, 0)
        told = f' s="{style}"' if style else ""
        lines.setdefault(int(number), []).append((column_number(letters), _cell(address, told, value)))
    return "".join(
        f'<row r="{number}"{(attributes or {}).get(number, "")}>'
        + "".join(cell for _, cell in sorted(lines[number]))
        + "</row>"
        for number in sorted(lines)
    )


def _cell(address: str, told: str, value: str | int | None) -> str:
    if value is None:
        return f'<c r="{address}"{told}/>'
    if isinstance(value, int):
        return f'<c r="{address}"{told}><v>{value}</v></c>'
    if value.startswith("="):
        return f'<c r="{address}"{told}><f>{value[1:]}</f><v>0</v></c>'
    if value.startswith("<"):
        return f'<c r="{address}"{told}>{value}</c>'
    return f'<c r="{address}"{told} t="inlineStr"><is><t>{value}</t></is></c>'


def book(
    path: Path,
    cells: str,
    tables: Sequence[str],
    *,
    before: str = "",
    after: str = "",
    style: str = "",
    more: Mapping[str, str | bytes] | None = None,
) -> Path:
    """Write a workbook with one sheet, called "Blatt", of these rows and table parts."""
    content = build.sheet(cells, before=before, after=after, tables=len(tables))
    made = build.parts({"Blatt": content}, {"Blatt": tables}, style=style or build.styles(14, 4), more=more)
    return build.save(path, made)


def filled(path: Path, *tables: Table) -> tuple[FillResult, Package]:
    """Fill the tables, save beside and prove the file sound; the package is that of the new file.

    A second fill of the same must change nothing.
    """
    package = Package.open(path)
    result = fill(package, tables)
    target = path.with_name("voll.xlsx")
    with target.open("wb") as stream:
        package.write(stream)
    assert_sound(target)
    again = Package.open(target)
    fill(again, tables)
    assert not again.changed
    return result, Package.open(target)


def shown(package: Package, part: str = "xl/worksheets/sheet1.xml") -> dict[str, str]:
    """Cells with content by address: formulas as ``=…``, else the value as it is stored."""
    found = {}
    for cell in etree.fromstring(package.read(part)).iter("{*}c"):
        formula, text = cell.findtext("{*}f"), "".join(map(str, cell.itertext("{*}t", "{*}v")))
        if formula is not None or text:
            found[str(cell.get("r"))] = text if formula is None else f"={formula}"
    return found


def styles_of(package: Package, part: str = "xl/worksheets/sheet1.xml") -> dict[str, str]:
    """Styles of all cells of a sheet by address."""
    return {str(cell.get("r")): cell.get("s", "0") for cell in etree.fromstring(package.read(part)).iter("{*}c")}
