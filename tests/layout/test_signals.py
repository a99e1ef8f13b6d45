"""The signals of the sheets of the grant: which cells turn red or amber, and by which cells of their row."""

from __future__ import annotations

from io import BytesIO
from typing import TypeAlias

import pytest
from openpyxl import load_workbook

from pakt_xl.layout import style, workbook_bytes
from tests.layout.masters import fresh

Rules: TypeAlias = dict[tuple[str, str], list[tuple[str, str]]]
SHEETS = ("OffeneLieferungen", "Mittelabruf", "MittelabrufBelege", "Verwendungsnachweis", "Zweckbindung")


@pytest.fixture(scope="module")
def rules() -> Rules:
    """Formula and colour of the text of each condition, by sheet and area, in the order in which they are tried."""
    workbook = load_workbook(BytesIO(workbook_bytes(fresh())))
    return {
        (sheet.title, str(area.sqref)): [(rule.formula[0], rule.dxf.font.color.rgb[2:]) for rule in area.rules]
        for sheet in (workbook[name] for name in SHEETS)
        for area in sheet.conditional_formatting
    }


def test_a_day_of_the_programme_that_is_over_turns_red_by_the_cells_of_the_row_alone(
    rules: Rules,
) -> None:
    """Liefern bis (K) is before the Stichtag, which is Bestellt am (C) and Tage offen (J): no clock."""
    assert rules["OffeneLieferungen", "K5"] == [("AND(ISNUMBER($K5),ISNUMBER($J5),$K5<$C5+$J5)", style.RED_INK)]


@pytest.mark.parametrize(("sheet", "area"), [("Mittelabruf", "H5"), ("Verwendungsnachweis", "H5")])
def test_more_called_than_there_is_turns_red(rules: Rules, sheet: str, area: str) -> None:
    assert rules[sheet, area] == [("AND(ISNUMBER($H5),$H5<0)", style.RED_INK)]


def test_a_stock_from_which_something_is_gone_turns_amber_and_red_if_more_is_gone_than_came(
    rules: Rules,
) -> None:
    """Bestand (E) below Menge geliefert (C), or below 0 by Abgänge (D); a return stands at -1 in C and E."""
    assert rules["Zweckbindung", "E5"] == [
        ("AND(ISNUMBER($E5),$E5<0,$D5>0)", style.RED_INK),
        ("AND(ISNUMBER($E5),$E5<$C5)", style.AMBER_INK),
    ]


def test_the_row_of_the_whole_notice_stands_out(rules: Rules) -> None:
    assert rules["Verwendungsnachweis", "A5:H5"] == [('$B5="gesamt"', style.INK)]
