"""Tables are read as they stand: every kind of cell, every spelling of a sheet, the fast and the sure way alike."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.table import Cell, ErrorValue, Formula, Table
from pakt_xl.ooxml import escapes
from pakt_xl.ooxml import read as read_module
from pakt_xl.ooxml.package import Package
from pakt_xl.ooxml.parts import Workbook
from pakt_xl.ooxml.read import Reader, read_table
from pakt_xl.ooxml.scan import NotPlain, unescaped
from pakt_xl.ooxml.strings import any_strings, plain_strings, shared_strings
from pakt_xl.ooxml.tokens import any_tokens, plain_tokens
from tests.ooxml import build

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

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
        patch.setattr(read_module, "plain_tokens", any_tokens)
        patch.setattr(read_module, "shared_strings", any_strings)
        assert read_table(package, workbook, workbook.tables[0]) == table
    return table


def first_cell(folder: Path, cell: str, *, style: str = "", workbook_pr: str = "") -> Cell:
    rows = f'<row r="1"><c r="A1"/></row><row r="2">{cell}</row>'
    contents = bedarfe(rows, "A1:A2", columns=["Menge"], style=style, shared=["Grün", "b"], workbook_pr=workbook_pr)
    return read(folder, contents).rows[0][0]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param('<c r="A2"><v>17</v></c>', Decimal(17), id="whole number"),
        pytest.param('<c r="A2" t="n"><v>-0.5</v></c>', Decimal("-0.5"), id="number with its type"),
        pytest.param('<c r="A2"><v>3541.1399999999999</v></c>', Decimal("3541.14"), id="noise of a double"),
        pytest.param('<c r="A2"><v>0.30000000000000004</v></c>', Decimal("0.30000000000000004"), id="17 digits"),
        pytest.param('<c r="A2"><v>123456789012.345</v></c>', Decimal("123456789012.345"), id="15 digits"),
        pytest.param('<c r="A2"><v>1E-2</v></c>', Decimal("0.01"), id="exponent"),
        pytest.param('<c r="A2"><v>1.5e+3</v></c>', Decimal(1500), id="small exponent sign"),
        pytest.param('<c r="A2"><v>12345678901234567890</v></c>', Decimal(12345678901234567000), id="long"),
        pytest.param('<c r="A2"><v> 5 </v></c>', Decimal(5), id="blanks around a number"),
        pytest.param('<c r="A2"><v>1E999</v></c>', "1E999", id="beyond every double stays text"),
        pytest.param('<c r="A2"><v>NaN</v></c>', "NaN", id="NaN stays text"),
        pytest.param('<c r="A2"><v>INF</v></c>', "INF", id="INF stays text"),
        pytest.param('<c r="A2"><v>１２</v></c>', "１２", id="full-width digits stay text"),
        pytest.param('<c r="A2"><v>12,5</v></c>', "12,5", id="garbage stays text"),
        pytest.param('<c r="A2"><v/></c>', None, id="empty value"),
        pytest.param('<c r="A2" ><v /></c>', None, id="empty value with a blank"),
        pytest.param('<c r="A2" />', None, id="empty cell with a blank"),
        pytest.param('<c r="A2"><v> </v></c>', None, id="blank value"),
        pytest.param('<c r="A2" s="0"/>', None, id="formatted blank"),
        pytest.param('<c r="A2" t="s"><v>0</v></c>', "Grün", id="shared string"),
        pytest.param('<c r="A2" t="s"/>', None, id="shared string without number"),
        pytest.param('<c r="A2" t="inlineStr"><is><t xml:space="preserve"> a &amp; b</t></is></c>', " a & b", id="is"),
        pytest.param('<c r="A2" t="inlineStr"><is><t>_x005F_x000a_ _x000a_</t></is></c>', "_x000a_ \n", id="escapes"),
        pytest.param(
            '<c r="A2" t="inlineStr"><is><r><rPr><b/></rPr><t>Tab</t></r><rPh sb="0" eb="1"><t>x</t></rPh>'
            "<r><t>let</t></r></is></c>",
            "Tablet",
            id="rich text",
        ),
        pytest.param('<c r="A2" t="inlineStr"><is><t/></is></c>', None, id="empty inline text"),
        pytest.param('<c r="A2" t="str"><v>&lt;x&gt;&#228;&#xe4;&quot;&apos;</v></c>', "<x>ää\"'", id="str"),
        pytest.param('<c r="A2" t="str"><v><![CDATA[a<b]]></v></c>', "a<b", id="CDATA"),
        pytest.param('<c r="A2" t="b"><v>1</v></c>', True, id="true"),
        pytest.param('<c r="A2" t="b"><v>false</v></c>', False, id="false"),
        pytest.param('<c r="A2" t="b"><v>vielleicht</v></c>', "vielleicht", id="no bool stays text"),
        pytest.param('<c r="A2" t="b"/>', None, id="bool without value"),
        pytest.param('<c r="A2" t="e"><v>#REF!</v></c>', ErrorValue("#REF!"), id="error"),
        pytest.param('<c r="A2" t="d"><v>2024-10-31</v></c>', date(2024, 10, 31), id="ISO date"),
        pytest.param('<c r="A2" t="d"><v>2024-10-31T08:30:00Z</v></c>', datetime(2024, 10, 31, 8, 30), id="ISO time"),  # noqa: DTZ001
        pytest.param('<c r="A2" t="d"><v>gestern</v></c>', "gestern", id="no ISO date stays text"),
        pytest.param('<c r="A2" t="neu"><v>5</v></c>', "5", id="unknown type stays text"),
        pytest.param('<c r="A2"><!-- x --><v>5</v></c>', Decimal(5), id="comment"),
        pytest.param('<c r="A2" cm="1" vm="2"><v>5</v><a:v xmlns:a="a">6</a:v></c>', Decimal(5), id="more attributes"),
        pytest.param("<c r='A2'><v>5</v></c>", Decimal(5), id="other quotes"),
        pytest.param('<c r="a2"><v>5</v></c>', Decimal(5), id="small letter"),
        pytest.param("<c><v>5</v></c>", Decimal(5), id="no address"),
    ],
)
def test_every_kind_of_cell_is_read(tmp_path: Path, cell: str, expected: Cell) -> None:
    found = first_cell(tmp_path, cell)
    assert (type(found), found) == (type(expected), expected)


def test_whole_numbers_stored_with_noise_have_no_places(tmp_path: Path) -> None:
    assert str(first_cell(tmp_path, '<c r="A2"><v>5.0000000000000001</v></c>')) == "5"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("<f>SUM(A3:A5)</f><v>17</v>", Formula("SUM(A3:A5)", Decimal(17))),
        ("<f>SUM(A3:A5)</f>", Formula("SUM(A3:A5)", None)),
        ("<f>SUM(A3:A5)</f><v></v>", Formula("SUM(A3:A5)", None)),
        ('<f aca="false">A3&amp;"&lt;x"</f><v xml:space="preserve">2</v>', Formula('A3&"<x"', Decimal(2))),
        ('<f t="array" ref="A2">A3*2</f><v>2</v>', Formula("A3*2", Decimal(2))),
        ('<f t="dataTable" ref="A2:A3" r1="B1"/><v>2</v>', Formula("", Decimal(2))),
        ("<f/><v>2</v>", Decimal(2)),
    ],
)
def test_formulas_keep_their_text_and_the_value_that_was_computed(tmp_path: Path, cell: str, expected: Cell) -> None:
    assert first_cell(tmp_path, f'<c r="A2">{cell}</c>') == expected


def test_a_blank_text_that_was_computed_is_not_a_formula_never_computed(tmp_path: Path) -> None:
    assert first_cell(tmp_path, '<c r="A2" t="str"><f>B2</f><v></v></c>') == Formula("B2", "")
    assert first_cell(tmp_path, '<c r="A2" t="str"><f>B2</f></c>') == Formula("B2", None)
    assert first_cell(tmp_path, '<c r="A2" t="e"><f>B2</f><v>#N/A</v></c>') == Formula("B2", ErrorValue("#N/A"))


def test_a_shared_formula_has_the_text_of_its_first_cell(tmp_path: Path) -> None:
    rows = (
        '<row r="2"><c r="A2"><f t="shared" ref="A2:A4" si="3">B2*2</f><v>4</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="3"/><v>6</v></c></row>'
        '<row r="4"><c r="A4"><f t="shared" si="4"/><v>8</v></c></row>'
    )
    table = read(tmp_path, bedarfe(rows, "A1:A4", columns=["Berechnet"]))
    assert [cell for (cell,) in table.rows] == [
        Formula("B2*2", Decimal(4)),
        Formula("B2*2", Decimal(6)),
        Formula("", Decimal(8)),
    ]


@pytest.mark.parametrize(
    ("serial", "expected", "in_1904"),
    [
        ("45596", date(2024, 10, 31), date(2028, 11, 1)),
        ("45596.5", datetime(2024, 10, 31, 12), datetime(2028, 11, 1, 12)),  # noqa: DTZ001
        ("45596.354166666664", datetime(2024, 10, 31, 8, 30), datetime(2028, 11, 1, 8, 30)),  # noqa: DTZ001
        ("45595.99999999999", date(2024, 10, 31), date(2028, 11, 1)),
        ("0", Decimal(0), date(1904, 1, 1)),
        ("0.5", Decimal("0.5"), datetime(1904, 1, 1, 12)),  # noqa: DTZ001
        ("1", date(1900, 1, 1), date(1904, 1, 2)),
        ("59", date(1900, 2, 28), date(1904, 2, 29)),
        ("60", Decimal(60), date(1904, 3, 1)),
        ("60.5", Decimal("60.5"), datetime(1904, 3, 1, 12)),  # noqa: DTZ001
        ("61", date(1900, 3, 1), date(1904, 3, 2)),
        ("-1", Decimal(-1), Decimal(-1)),
        ("2957003", date(9995, 12, 30), date(9999, 12, 31)),
        ("2957004", date(9995, 12, 31), Decimal(2957004)),
        ("2958465", date(9999, 12, 31), Decimal(2958465)),
        ("2958465.9999999995", date(9999, 12, 31), Decimal("2958465.9999999995")),
        ("2958466", Decimal(2958466), Decimal(2958466)),
        ("1E300", Decimal(f"{Decimal('1E300'):f}"), Decimal(f"{Decimal('1E300'):f}")),
        ("bald", "bald", "bald"),
        ("", None, None),
    ],
)
def test_serial_numbers_are_days_of_both_date_systems(
    tmp_path: Path, serial: str, expected: Cell, in_1904: Cell
) -> None:
    cell = f'<c r="A2" s="1"><v>{serial}</v></c>'
    for workbook_pr, result in (("", expected), ('<workbookPr date1904="1"/>', in_1904)):
        found = first_cell(tmp_path, cell, style=build.styles(14), workbook_pr=workbook_pr)
        assert (type(found), found) == (type(result), result)


@pytest.mark.parametrize(
    ("number_format", "is_date"),
    [
        *((number, True) for number in (14, 22, 27, 36, 45, 47, 50, 58)),
        *((number, False) for number in (0, 13, 23, 26, 37, 44, 48, 49, 59)),
        ("dd.mm.yyyy", True),
        ("[$-407]d. mmmm yyyy;@", True),
        ("[h]:mm", True),
        ("[ss]", True),
        ("General", False),
        ("0.00E+00", False),
        ("#,##0.00\\ &quot;Schüler/Jahr mit Tag&quot;", False),
        ("[Red]0;[Blue]-0", False),
        ("[$€-407]#,##0.00", False),
        ("0\\d", False),
        ("_y0*m", False),
        ("&quot;offen dmy", False),
        ("@", False),
    ],
)
def test_the_number_format_decides_what_is_a_date(tmp_path: Path, number_format: str | int, *, is_date: bool) -> None:
    found = first_cell(tmp_path, '<c r="A2" s="1"><v>45596</v></c>', style=build.styles(number_format))
    assert found == (date(2024, 10, 31) if is_date else Decimal(45596))


def test_a_style_out_of_range_or_a_styles_part_without_formats_is_no_date(tmp_path: Path) -> None:
    assert first_cell(tmp_path, '<c r="A2" s="9"><v>45596</v></c>', style=build.styles(14)) == Decimal(45596)
    bare = f'<styleSheet xmlns="{build.MAIN}"/>'
    assert first_cell(tmp_path, '<c r="A2" s="0"><v>45596</v></c>', style=bare) == Decimal(45596)


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
    for source in (plain_tokens, any_tokens):
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


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param('<row r="2"><c r="A2"><v>1</v></row>', id="not closed"),
        pytest.param('<row r="3"/><row r="2"/>', id="rows descend"),
        pytest.param('<row r="2"/><row r="2"/>', id="row twice"),
        pytest.param('<row r="zwei"/>', id="no row number"),
        pytest.param('<row r="2"><c r="2A"/></row>', id="no address"),
        pytest.param('<row r="2"><c r="A2" t="str"><v>&nbsp;</v></c></row>', id="unknown entity"),
        pytest.param('<row r="2"><c r="A2" t="str"><v>&#0;</v></c></row>', id="no character"),
        pytest.param('<row r="2"><c r="A2" t="str"><v>\x01</v></c></row>', id="control character"),
        pytest.param('<row r="2"><c r="A2" t="str"><v>a & b</v></c></row>', id="bare ampersand"),
        pytest.param("</sheetData><sheetData", id="torn"),
    ],
)
def test_a_damaged_sheet_is_one_message(tmp_path: Path, rows: str) -> None:
    with pytest.raises(UnusableError, match=r"„Master\.xlsx“ ist beschädigt.*sheet1\.xml"):
        read(tmp_path, bedarfe(rows))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param('<x:worksheet xmlns:x="{main}"><x:sheetData>{row}</x:sheetData></x:worksheet>', id="prefixed"),
        pytest.param('<worksheet xmlns="{strict}"><sheetData>{row}</sheetData></worksheet>', id="Strict"),
        pytest.param('<!-- <sheetData> --><worksheet xmlns="{main}"><sheetData>{row}</sheetData></worksheet>', id="c"),
        pytest.param(
            '<worksheet xmlns="{main}"><!-- <sheetData></sheetData> --><sheetData>{row}</sheetData></worksheet>',
            id="comment inside",
        ),
        pytest.param('<worksheet xmlns="{main}">\n<sheetData>\r\n {row}\n </sheetData></worksheet>', id="pretty"),
        pytest.param('\ufeff<worksheet xmlns="{main}"><sheetData>{row}</sheetData></worksheet>', id="mark"),
        pytest.param("<worksheet xmlns='{main}'><sheetData>{row}</sheetData></worksheet>", id="quotes"),
    ],
)
def test_sheets_in_every_spelling_are_read(tmp_path: Path, content: str) -> None:
    row = '<row r="2"><c r="A2"><v>5</v></c></row>'
    if "<x:" in content:
        row = '<x:row r="2"><x:c r="A2"><x:v>5</x:v></x:c></x:row>'
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    contents = bedarfe("", "A1:A2", columns=["Menge"]) | {
        SHEET: content.format(main=build.MAIN, strict=strict, row=row)
    }
    assert read(tmp_path, contents).rows == ((Decimal(5),),)


def test_an_empty_sheet_has_only_blank_rows(tmp_path: Path) -> None:
    contents = bedarfe("", "A1:A2", columns=["Menge"])
    contents[SHEET] = str(contents[SHEET]).replace("<sheetData></sheetData>", "<sheetData/>")
    assert read(tmp_path, contents).rows == ((None,),)


def test_bytes_that_are_not_utf8_are_damage(tmp_path: Path) -> None:
    contents = bedarfe('<row r="2"><c r="A2" t="str"><v>Gr\xfcn</v></c></row>')
    contents[SHEET] = str(contents[SHEET]).encode("latin-1")
    with pytest.raises(UnusableError, match="beschädigt"):
        read(tmp_path, contents)


def test_a_doctype_in_a_sheet_with_another_ending_is_refused(tmp_path: Path) -> None:
    contents = bedarfe("")
    sheet = str(contents.pop(SHEET)).replace("<worksheet", "<!DOCTYPE worksheet><worksheet")
    contents["xl/worksheets/sheet1.bin"] = sheet
    contents["xl/worksheets/_rels/sheet1.bin.rels"] = contents.pop("xl/worksheets/_rels/sheet1.xml.rels")
    contents["xl/_rels/workbook.xml.rels"] = build.rels(("rId1", "worksheet", "worksheets/sheet1.bin"))
    with pytest.raises(UnusableError, match="DOCTYPE"):
        read(tmp_path, contents)


def test_long_sheets_are_read_piece_by_piece(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="str"><v>Straße Nr. {row}</v></c></row>' for row in range(2, 9_002))
    table = read(tmp_path, bedarfe(rows, "A1:A9001", columns=["Name"]))
    assert [cell for (cell,) in table.rows] == [f"Straße Nr. {row}" for row in range(2, 9_002)]


ITEMS = (
    "<t>einfach &amp; gut</t>",
    "<t/>",
    '<t xml:space="preserve"> a_x000a_b </t>',
    '<r><t>Tab</t></r><r><rPr><b/></rPr><t>let</t></r><rPh sb="0" eb="1"><t>phon</t></rPh><phoneticPr/>',
)
SHOWN = ["einfach & gut", "", " a\nb ", "Tablet"]


def strings_package(folder: Path, content: str) -> Package:
    return Package.open(build.save(folder / "S.xlsx", bedarfe("") | {"xl/sharedStrings.xml": content}))


def test_shared_strings_are_read_plain_or_rich(tmp_path: Path) -> None:
    package = strings_package(tmp_path, build.shared(*ITEMS))
    assert shared_strings(package, "xl/sharedStrings.xml") == SHOWN
    package = strings_package(tmp_path, build.shared(*ITEMS[:3]))
    assert plain_strings(package, "xl/sharedStrings.xml") == SHOWN[:3]
    assert any_strings(package, "xl/sharedStrings.xml") == SHOWN[:3]


@pytest.mark.parametrize("content", [f'<sst xmlns="{build.MAIN}"/>', f'<sst xmlns="{build.MAIN}"></sst>'])
def test_no_shared_strings_at_all_are_fine(tmp_path: Path, content: str) -> None:
    assert shared_strings(strings_package(tmp_path, content), "xl/sharedStrings.xml") == []


def test_damaged_shared_strings_are_one_message(tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match=r"sharedStrings\.xml"):
        shared_strings(strings_package(tmp_path, build.shared("a").replace("</sst>", "")), "xl/sharedStrings.xml")


@pytest.mark.parametrize("text", ["&nbsp;", "&", "&#0;", "&#xD800;", "&#x110000;", "&#99999999;", "&#xg;", "&amp"])
def test_escapes_that_xml_does_not_know_are_left_to_the_parser(text: str) -> None:
    with pytest.raises(NotPlain):
        unescaped(text)


plain_characters = st.characters(codec="utf-8", exclude_categories=["Cc"])
texts = st.text(plain_characters | st.sampled_from("\t\n&<>\"'_x"), max_size=12)
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9)


def cell_xml(ref: str, value: str | Decimal | bool | None, formula: str) -> str:
    computed = f"<f>{escape(formula)}</f>" if formula else ""
    if value is None:
        return f'<c r="{ref}" s="1">{computed}</c>' if computed else f'<c r="{ref}" s="1"/>'
    if isinstance(value, bool):
        return f'<c r="{ref}" t="b">{computed}<v>{int(value)}</v></c>'
    if isinstance(value, Decimal):
        return f'<c r="{ref}">{computed}<v>{value}</v></c>'
    text = escape(escapes.encode(value))
    if computed:
        return f'<c r="{ref}" t="str">{computed}<v xml:space="preserve">{text}</v></c>'
    return f'<c r="{ref}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


@given(
    st.lists(
        st.tuples(st.booleans() | numbers | texts | st.none(), st.sampled_from(["", "A1&B1", "[@Menge]*2"])), min_size=1
    )
)
def test_both_ways_read_what_stands_there(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str | Decimal | bool | None, str]]
) -> None:
    rows = "".join(f'<row r="{row}">{cell_xml(f"A{row}", *cell)}</row>' for row, cell in enumerate(cells, 2))
    contents = bedarfe(rows, f"A1:A{len(cells) + 1}", columns=["Wert"])
    package = Package.open(build.save(tmp_path_factory.mktemp("lesen") / "Master.xlsx", contents))
    workbook = Workbook.of(package)
    found = [cell for (cell,) in read_table(package, workbook, workbook.tables[0]).rows]
    expected = [Formula(formula, value) if formula else (value if value != "" else None) for value, formula in cells]
    assert found == expected
    fast = [token for batch in plain_tokens(package, SHEET) for token in batch if any(token)]
    sure = [token for batch in any_tokens(package, SHEET) for token in batch]
    assert [each[8] for each in fast] == [each[8] for each in sure]
    assert [tuple(map(unescaped, each)) for each in fast] == [tuple(map(unescaped, each)) for each in sure]
