"""One sheet with the table Bedarfe, made by hand, and its table read both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pakt_xl.ooxml import read as read_module
from pakt_xl.ooxml.package import Package
from pakt_xl.ooxml.parts import Workbook
from pakt_xl.ooxml.read import read_table
from pakt_xl.ooxml.strings import any_strings
from pakt_xl.ooxml.tokens import any_tokens
from tests.ooxml import build

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pakt_xl.domain.table import Cell, Table


SHEET = "xl/worksheets/sheet1.xml"


def bedarfe(
    rows: str,
    ref: str = "A1:C3",
    *,
    columns: Sequence[str] = ("Bedarfsnummer", "Menge", "Erfasst am"),
    attributes: str = "",
    style: str = "",
    shared: Sequence[str] = (),
    workbook_pr: str = "",
) -> dict[str, str | bytes]:
    return build.parts(
        {"Bedarfe": build.sheet(rows, tables=1)},
        {"Bedarfe": [build.table("Bedarfe", ref, columns, attributes=attributes)]},
        strings=build.shared(*shared) if shared else "",
        style=style,
        workbook_pr=workbook_pr,
    )


def read(folder: Path, contents: Mapping[str, str | bytes]) -> Table:
    """The first table, read both ways if the fast way does not give up; both must agree."""
    package = Package.open(build.save(folder / "Master.xlsx", contents))
    workbook = Workbook.of(package)
    table = read_table(package, workbook, workbook.tables[0])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read_module, "plain_tokens", lambda package, part, _end: any_tokens(package, part))
        patch.setattr(read_module, "shared_strings", any_strings)
        assert read_table(package, workbook, workbook.tables[0]) == table
    return table


def first_cell(folder: Path, cell: str, *, style: str = "", workbook_pr: str = "") -> Cell:
    rows = f'<row r="1"><c r="A1"/></row><row r="2">{cell}</row>'
    contents = bedarfe(rows, "A1:A2", columns=["Menge"], style=style, shared=["Grün", "b"], workbook_pr=workbook_pr)
    return read(folder, contents).rows[0][0]
