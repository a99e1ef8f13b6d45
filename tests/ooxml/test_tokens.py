"""Every spelling of a sheet is read, the fast and the sure way alike; damage is one message."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.table import Formula
from pakt_xl.ooxml import escapes
from pakt_xl.ooxml.package import Package
from pakt_xl.ooxml.parts import Workbook
from pakt_xl.ooxml.read import read_table
from pakt_xl.ooxml.scan import NotPlain, unescaped
from pakt_xl.ooxml.strings import any_strings, plain_strings, shared_strings
from pakt_xl.ooxml.tokens import any_tokens, plain_tokens
from tests.ooxml import build

if TYPE_CHECKING:
    from pathlib import Path
from tests.ooxml.sheets import SHEET, bedarfe, read


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
