"""Places in formulas: shifted as Excel's fill does, and moved with the end of a table."""

from __future__ import annotations

import pytest

from pakt_xl.ooxml.fill_formula import Span, regrown, shifted


@pytest.mark.parametrize(
    ("formula", "rows", "columns", "result"),
    [
        ("A1+$B2*C$3+$D$4", 1, 1, "B2+$B3*D$3+$D$4"),
        ("SUM($A$1:B2)", 3, 3, "SUM($A$1:E5)"),
        ("'A1 B2'!C3:D4&\"A1\"", 2, 0, "'A1 B2'!C5:D6&\"A1\""),
        ("LOG10(A5)+Blatt1!A5+T[[#This Row],[A1]]", 1, 0, "LOG10(A6)+Blatt1!A6+T[[#This Row],[A1]]"),
        ("T[[#All],['[A1]]+A1", 1, 0, "T[[#All],['[A1]]+A2"),
        ("SUM(3:$5)", 1, 0, "SUM(4:$5)"),
        ("SUM(1:2)", -1, 0, "SUM(#REF!)"),
        ("A1+B2", -1, 0, "#REF!+B1"),
        ("SUM(A1:A3)", -1, 0, "SUM(#REF!)"),
        ("ZZZ5+XFD1", 0, 1, "ZZZ5+#REF!"),
        ("PLAN2020[Los]+Satz1A", 1, 0, "PLAN2020[Los]+Satz1A"),
        ("'A1'!Name+A1.B2", 1, 0, "'A1'!Name+A1.B2"),
        ('"A1 ""B1"""&A1', 1, 0, '"A1 ""B1"""&A2'),
        ("A1048576", 1, 0, "#REF!"),
        ("A1048575+XFC1", 1, 1, "B1048576+XFD2"),
        ("A1", 0, 0, "A1"),
    ],
)
def test_places_shift_as_excel_fills_them(formula: str, rows: int, columns: int, result: str) -> None:
    assert shifted(formula, rows, columns) == result


GROWN = Span("Plan 2021", left=1, right=5, first=2, old_end=10, new_end=20, totals=True)
SHRUNK = Span("Plan", left=2, right=3, first=3, old_end=10, new_end=5, totals=False)
SINGLE = Span("Plan", left=1, right=1, first=2, old_end=2, new_end=4, totals=False)


@pytest.mark.parametrize(
    ("span", "formula", "result"),
    [
        (GROWN, "'Plan 2021'!$A$2:$E$10", "'Plan 2021'!$A$2:$E$20"),
        (GROWN, "'plan 2021'!A1:E11", "'plan 2021'!A1:E21"),
        (GROWN, "SUM(C2:C10)+C11", "SUM(C2:C20)+C21"),
        (GROWN, "C10+C5+G2:G10", "C10+C5+G2:G10"),
        (GROWN, "Andere!A2:A10+A2:A9", "Andere!A2:A10+A2:A9"),
        (SHRUNK, "Plan!$B$3:$C$10,Plan!$A$1:$Z$10", "Plan!$B$3:$C$5,Plan!$A$1:$Z$5"),
        (SHRUNK, "Plan!$B$7:$B$10", "Plan!$B$7:$B$10"),
        (SINGLE, "Plan!$A$2:$A$2", "Plan!$A$2:$A$4"),
        (SINGLE, "Plan!$A$2", "Plan!$A$2"),
        (SINGLE, "Plan!$A$1", "Plan!$A$1"),
        (SINGLE, "2:2", "2:2"),
    ],
)
def test_ranges_that_ended_with_the_table_do_so_again(span: Span, formula: str, result: str) -> None:
    assert regrown(formula, span, span.sheet) == result


def test_a_range_down_to_the_totals_row_never_ends_above_its_start() -> None:
    span = Span("Plan", left=1, right=1, first=2, old_end=10, new_end=4, totals=True)
    assert regrown("Plan!A8:A11", span) == "Plan!A5:A5"
