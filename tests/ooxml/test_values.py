"""Every kind of cell is read exactly: numbers, texts, dates of both systems, formulas."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from pakt_xl.domain.table import Cell, ErrorValue, Formula
from tests.ooxml import build

if TYPE_CHECKING:
    from pathlib import Path
from tests.ooxml.sheets import bedarfe, first_cell, read


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
