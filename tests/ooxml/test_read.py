"""A table is read with its place: its rows, its totals, what was typed below it, and nothing else."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from pakt_xl.domain.errors import UnusableError
from pakt_xl.ooxml import read as read_module
from pakt_xl.ooxml.package import Package
from pakt_xl.ooxml.parts import Workbook
from pakt_xl.ooxml.read import Reader, read_table
from pakt_xl.ooxml.scan import without
from pakt_xl.ooxml.strings import shared_strings
from pakt_xl.ooxml.tokens import any_tokens, plain_tokens
from tests.ooxml import build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
from tests.ooxml.sheets import SHEET, bedarfe, first_cell, read


def test_rows_and_cells_that_are_missing_in_the_file_are_blank(tmp_path: Path) -> None:
    rows = '<row r="3"/><row r="4"><c r="D4"><v>4</v></c><c r="E4"><v>5</v></c></row>'
    table = read(tmp_path, bedarfe(rows, "B2:D5"))
    assert table.rows == ((None, None, None), (None, None, Decimal(4)), (None, None, None))
    assert (table.sheet, table.row, table.column) == ("Bedarfe", 2, 2)
    assert table.cell(1, 2) == "D4"


def test_rows_and_cells_without_numbers_follow_their_predecessors(tmp_path: Path) -> None:
    rows = (
        "<row><c/></row><row><c><v>1</v></c><c><v>2</v></c></row>"
        '<row r="4"><c r="B4"><v>3</v></c><c><v>4</v></c></row><row><c t="str"><v>x</v></c></row>'
    )
    table = read(tmp_path, bedarfe(rows, "A1:C5"))
    assert table.rows == (
        (Decimal(1), Decimal(2), None),
        (None, None, None),
        (None, Decimal(3), Decimal(4)),
        ("x", None, None),
    )


def test_hidden_rows_a_wrong_dimension_and_odd_attributes_change_nothing(tmp_path: Path) -> None:
    rows = (
        '<row r="1" spans="1:3" x14ac:dyDescent="0.25"><c r="A1" t="str"><v>Nr</v></c></row>'
        '<row r="2" hidden="1"><c r="A2"><v>1</v></c></row> \n<row r="3"><c r="A3"><v>2</v></c></row>'
    )
    contents = bedarfe(rows)
    contents[SHEET] = str(contents[SHEET]).replace(
        "<sheetData>",
        '<dimension ref="A1"/><cols xmlns:x14ac="http://x"><col min="1" max="3"/></cols><sheetData>',
    )
    contents[SHEET] = str(contents[SHEET]).replace("<worksheet ", '<worksheet xmlns:x14ac="http://x" ')
    assert [row[0] for row in read(tmp_path, contents).rows] == [Decimal(1), Decimal(2)]


def test_headers_come_decoded_from_the_table_and_column_formulas_are_known(tmp_path: Path) -> None:
    formula = "<calculatedColumnFormula>1</calculatedColumnFormula>"
    columns = ["Noch zu_x000a_beschaffen", f'<tableColumn id="2" name="Menge">{formula}</tableColumn>']
    table = read(tmp_path, bedarfe("", "A1:B2", columns=columns))
    assert table.headers == ("Noch zu\nbeschaffen", "Menge")
    assert table.calculated == {"Menge"}
    assert table.name == "Bedarfe"


def test_the_totals_row_is_apart_and_a_table_without_headers_begins_with_data(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 6))
    table = read(tmp_path, bedarfe(rows, "A2:A4", columns=["Menge"], attributes='totalsRowCount="1"'))
    assert (table.rows, table.totals, table.stray_rows) == (((Decimal(3),),), (Decimal(4),), (5,))
    table = read(tmp_path, bedarfe(rows, "A2:A4", columns=["Menge"], attributes='headerRowCount="0"'))
    assert [table.line(index) for index in range(len(table.rows))] == [2, 3, 4]
    assert table.rows[0] == (Decimal(2),)
    assert table.totals is None


HELPERS = (
    '<row r="1"><c r="A1"/></row>'
    '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><f>A2*2</f><v>2</v></c><c r="C2"><v>3</v></c>'
    '<c r="D2"><f>C2&amp;"|"</f><v>4</v></c><c r="E2"/></row>'
    '<row r="3"><c r="A3"><v>5</v></c><c r="D3"><v>6</v></c></row>'
)


@pytest.mark.parametrize("row_end", ["</row>", "<!-- no plain row --></row>"])
def test_only_the_wanted_columns_are_looked_at_wherever_they_stand(tmp_path: Path, row_end: str) -> None:
    contents = bedarfe(HELPERS.replace("</row>", row_end), "A1:E3", columns=["Nr", "Hilfe 1", "Menge", "Hilfe 2", "X"])
    package = Package.open(build.save(tmp_path / "Master.xlsx", contents))
    workbook = Workbook.of(package)
    table = Reader(package, workbook).table(workbook.tables[0], {"nr", "menge"})
    assert table.headers == ("Nr", "Hilfe 1", "Menge", "Hilfe 2", "X")
    assert table.rows == (
        (Decimal(1), None, Decimal(3), None, None),
        (Decimal(5), None, None, None, None),
    )


def test_a_table_of_which_nothing_is_wanted_keeps_its_rows(tmp_path: Path) -> None:
    package = Package.open(build.save(tmp_path / "Master.xlsx", bedarfe(HELPERS, "A1:E3", columns=list("VWXYZ"))))
    workbook = Workbook.of(package)
    assert Reader(package, workbook).table(workbook.tables[0], {"menge"}).rows == ((None,) * 5, (None,) * 5)


HEADS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>bedarfsnummer </t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>Preis</t></is></c><c r="C1"><v>2020</v></c></row>'
    '<row r="2"><c r="B2"><v>1</v></c></row>'
)


def test_a_header_cell_that_contradicts_the_name_of_a_needed_column_is_refused(tmp_path: Path) -> None:
    package = Package.open(build.save(tmp_path / "Master.xlsx", bedarfe(HEADS, "A1:C2")))
    workbook = Workbook.of(package)
    with pytest.raises(UnusableError, match="Zelle B1: Die Überschrift „Preis“ passt nicht zum Namen „Menge“"):
        Reader(package, workbook).table(workbook.tables[0], {"bedarfsnummer", "menge"})
    assert Reader(package, workbook).table(workbook.tables[0], {"bedarfsnummer"}).headers[1] == "Menge"
    headless = bedarfe(HEADS, "A1:C2", attributes=' headerRowCount="0"')
    package = Package.open(build.save(tmp_path / "Ohne.xlsx", headless))
    workbook = Workbook.of(package)
    assert Reader(package, workbook).table(workbook.tables[0], {"menge"}).rows[0][1] == "Preis"


def test_a_stretch_without_its_end_is_left_out_to_the_end() -> None:
    assert without("ab[cd]ef[g]h", "[", "]") == "ab]ef]h"
    assert without("ab[cd", "[", "]") == "ab"


def test_rows_typed_directly_below_the_table_are_named(tmp_path: Path) -> None:
    rows = (
        '<row r="3"><c r="A3"><v>1</v></c></row>'
        '<row r="4"><c r="A4" t="str"><v>B-17</v></c></row>'
        '<row r="5"><c r="C5" t="b"><v>0</v></c></row>'
        '<row r="6"><c r="A6" t="str"><v>  </v></c><c r="B6"><f>SUM(B2:B3)</f><v>7</v></c><c r="D6"><v>9</v></c></row>'
        '<row r="7"><c r="A7"><v>1</v></c></row>'
    )
    assert read(tmp_path, bedarfe(rows)).stray_rows == (4, 5)
    assert read(tmp_path, bedarfe(rows, "A1:C5")).stray_rows == ()
    assert read(tmp_path, bedarfe(rows, "A1:C2")).stray_rows == (3, 4, 5)
    apart = '<row r="3"/><row r="5"><c r="A5"><v>1</v></c></row>'
    assert read(tmp_path, bedarfe(apart)).stray_rows == ()


def test_a_table_directly_below_is_not_stray(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="D{row}"><v>{row}</v></c></row>' for row in range(1, 9)
    )
    contents = build.parts(
        {"Bedarfe": build.sheet(rows, tables=3), "Anderes": build.sheet("", tables=1)},
        {
            "Bedarfe": [
                build.table("Bedarfe", "A1:B3", ["Nr", "Menge"]),
                build.table("Unten", "B6:C7", ["a", "b"], number=2),
                build.table("Daneben", "D4:D5", ["c"], number=3),
            ],
            "Anderes": [build.table("Fremd", "A4:B5", ["d", "e"], number=4)],
        },
    )
    assert read(tmp_path, contents).stray_rows == (4, 5)


def test_reading_stops_below_the_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = '<row r="2"><c r="A2"><v>1</v></c></row>' + "".join(
        f'<row r="{row}"><c r="A{row}" s="1"/><c r="B{row}" s="1"/></row>' for row in range(3, 200_000)
    )
    package = Package.open(build.save(tmp_path / "Master.xlsx", bedarfe(rows, "A1:C2")))
    workbook = Workbook.of(package)
    taken = 0
    original = package.chunks

    def counted(name: str) -> Iterator[bytes]:
        nonlocal taken
        for chunk in original(name):
            taken += 1
            yield chunk

    monkeypatch.setattr(package, "chunks", counted)
    for source in (plain_tokens, lambda package, part, _end: any_tokens(package, part)):
        monkeypatch.setattr(read_module, "plain_tokens", source)
        taken = 0
        assert read_table(package, workbook, workbook.tables[0]).rows == ((Decimal(1), None, None),)
        assert taken == 1


def test_several_tables_share_one_reader_that_reads_strings_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[object] = []

    def counted(package: Package, part: str) -> list[str]:
        calls.append(part)
        return shared_strings(package, part)

    monkeypatch.setattr(read_module, "shared_strings", counted)
    package = Package.open(
        build.save(tmp_path / "Master.xlsx", bedarfe('<row r="2"><c r="A2" t="s"><v>0</v></c></row>', shared=["B-1"]))
    )
    workbook = Workbook.of(package)
    reader = Reader(package, workbook)
    assert reader.table(workbook.tables[0]) == reader.table(workbook.tables[0])
    assert len(calls) == 1


@pytest.mark.parametrize("index", ["7", "-1", "x"])
def test_a_shared_string_that_does_not_exist_is_damage(tmp_path: Path, index: str) -> None:
    with pytest.raises(UnusableError, match=r"sharedStrings\.xml"):
        first_cell(tmp_path, f'<c r="A2" t="s"><v>{index}</v></c>')


def test_a_shared_string_without_any_strings_part_is_damage(tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match="sharedStrings"):
        read(tmp_path, bedarfe('<row r="2"><c r="A2" t="s"><v>0</v></c></row>'))
