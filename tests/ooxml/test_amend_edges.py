"""Files and calls at the edge of an amendment and of the limits for files from outside."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from pakt_xl.domain.errors import UnusableError
from pakt_xl.ooxml.admission import check_unpacked
from pakt_xl.ooxml.amend import amend
from pakt_xl.ooxml.amend_sheet import spliced
from pakt_xl.ooxml.fill_sheet import SheetXml
from pakt_xl.ooxml.gate import Limits
from pakt_xl.ooxml.package import Package
from pakt_xl.ooxml.parts import Workbook
from pakt_xl.ooxml.read import Reader
from tests.ooxml import build
from tests.ooxml.filling import book, rows, shown
from tests.ooxml.test_amend import SHEET, amended, bedarfe, needs

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ooxml.filling import Shown

TABLE = "xl/tables/table1.xml"
MEGABYTE = 1024**2


def changed(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """Replace bytes of a part of a file."""
    package = Package.open(path)
    assert old in package.read(part)
    package.replace(part, package.read(part).replace(old, new))
    with path.open("wb") as stream:
        package.write(stream)
    return path


def test_a_table_is_amended_once_in_a_call(tmp_path: Path) -> None:
    change = bedarfe({(0, "Menge"): 7})
    with pytest.raises(ValueError, match="amended twice"):
        amend(Package.open(needs(tmp_path / "m.xlsx")), [change, change])


def test_text_that_is_no_utf8_is_damage(tmp_path: Path) -> None:
    path = changed(needs(tmp_path / "m.xlsx"), SHEET, b"neben 2", b"neben \xff")
    with pytest.raises(UnusableError, match="beschädigt"):
        amend(Package.open(path), [bedarfe({(0, "Menge"): 7})])


def test_a_table_without_filter_and_a_sort_without_place_stay_so(tmp_path: Path) -> None:
    path = changed(needs(tmp_path / "a.xlsx"), TABLE, b'<autoFilter ref="A1:C3"/>', b"")
    assert b"autoFilter" not in amended(path, bedarfe(None, {"Nr.": "B-3"})).read(TABLE)
    sort = b'<autoFilter ref="A1:C3"><sortState ref="A2:C3"><sortCondition/></sortState></autoFilter>'
    path = changed(needs(tmp_path / "b.xlsx"), TABLE, b'<autoFilter ref="A1:C3"/>', sort)
    package = Package.open(path)
    amend(package, [bedarfe(None, {"Nr.": "B-3"})])
    assert b"<sortCondition/>" in package.read(TABLE)


def test_a_blank_cell_of_the_totals_row_moves_with_its_look(tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    cells: dict[str, Shown] = {"A1": "Nr.", "B1": "Menge", "A2": 1, "B2": 1, "A3": "Summe", "B3": (None, 1)}
    table = build.table("Bedarfe", "A1:B3", ["Nr.", "Menge"], attributes='totalsRowCount="1"')
    book(path, rows(cells), [table], style=build.styles(4, 2))
    package = amended(path, bedarfe(None, {"Nr.": 2, "Menge": 3}))
    assert (shown(package)["A4"], shown(package)["A3"]) == ("Summe", "2")


def test_a_row_without_cells_takes_the_new_one_and_no_change_is_none() -> None:
    data = b'<worksheet><sheetData><row r="3" ht="20"/></sheetData></worksheet>'
    sheet = SheetXml.of(data, "sheet1.xml", "m.xlsx", "Bedarfe")
    assert spliced(sheet, {}, "") == sheet.body
    assert b'<c r="A3"><v>1</v></c></row>' in spliced(sheet, {3: {1: '<c r="A3"><v>1</v></c>'}}, "")


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        (Limits(file=MEGABYTE, members=3), "aus mehr als 3 Teilen"),
        (Limits(file=MEGABYTE, unpacked=MEGABYTE), "entpackt größer als 1 MB"),
        (Limits(file=MEGABYTE, ratio=10), "mehr als das 10-Fache"),
    ],
)
def test_a_file_beyond_its_limits_is_refused(limits: Limits, told: str, tmp_path: Path) -> None:
    path = needs(tmp_path / "m.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/leer.bin", b"\0" * (2 * MEGABYTE))
    with pytest.raises(UnusableError, match=told):
        check_unpacked(Package(path, path.read_bytes(), 0, limits), limits)


def test_cells_of_an_odd_sheet_are_read_by_the_careful_way(tmp_path: Path) -> None:
    path = changed(needs(tmp_path / "m.xlsx"), SHEET, b"<sheetData>", b"<sheetData><!-- von Hand -->")
    package = Package.open(path)
    workbook = Workbook.of(package)
    cells = Reader(package, workbook).cells(workbook.sheets[0], 2)
    assert cells[2] == ["B-1", 4]
