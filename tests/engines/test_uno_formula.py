"""Formulas go from LibreOffice's grammar to Excel's and back; filled ones move."""

from __future__ import annotations

import pytest

from tests.engines.uno_formula import moved, to_excel, to_native

PAIRS = (
    ("=SUM(A1;B1:C3)", "=SUM(A1,B1:C3)"),
    ('=IF(A1="a;b";"""";"\'$X.A1")', '=IF(A1="a;b","""","\'$X.A1")'),
    ("=$Bedarfe.A1+$'Plan 2020'.$B$2", "=Bedarfe!A1+'Plan 2020'!$B$2"),
    ("=$'Anna''s; Liste'.A1:B2", "='Anna''s; Liste'!A1:B2"),
    ("=SUM({1;2|3;4};5)", "=SUM({1,2;3,4},5)"),
    ("=SUM(Preise[Betrag; brutto];Preise[[#Totals];[a,b]])", "=SUM(Preise[Betrag; brutto],Preise[[#Totals],[a,b]])"),
    ("=Preise[[#This Row];[Menge]]*2", "=Preise[@Menge]*2"),
    ("=Bedarfe[[#This Row];[Menge]]", "=[@Menge]"),
    ("=SUM(Bedarfe[[#This Row];[Noch offen]:[Menge]])", "=SUM([@[Noch offen]:[Menge]])"),
    ("=MeineBedarfe[[#This Row];[Säule 3]]", "=MeineBedarfe[@[Säule 3]]"),
    ("=IF(A1;#REF!;1.5)", "=IF(A1,#REF!,1.5)"),
)


@pytest.mark.parametrize(("native", "excel"), PAIRS)
def test_both_grammars_say_the_same(native: str, excel: str) -> None:
    assert to_excel(native, "Bedarfe") == excel
    assert to_native(excel, "Bedarfe") == native


def test_a_column_of_no_table_is_refused() -> None:
    with pytest.raises(ValueError, match="leaves out its table"):
        to_native("=[@Menge]*2")


@pytest.mark.parametrize("broken", ["=[Menge", '="offen', "='Blatt!A1"])
def test_a_broken_formula_is_refused(broken: str) -> None:
    with pytest.raises(ValueError, match="not closed"):
        to_native(broken, "Bedarfe")


@pytest.mark.parametrize(
    ("formula", "filled"),
    [
        ("=A1+$A1+A$1+$A$1", "=B3+$A3+B$1+$A$1"),
        ("=SUM(Z9:AA10)", "=SUM(AA11:AB12)"),
        ("='Blatt A1'!B2&\"C3\"&Preise[D4]&LOG10(E5)&Tab1!F6", "='Blatt A1'!C4&\"C3\"&Preise[D4]&LOG10(F7)&Tab1!G8"),
    ],
)
def test_relative_references_move_when_filled(formula: str, filled: str) -> None:
    assert moved(formula, 2, 1) == filled
