"""Formulas of a donor: sheets and tables by the target's names, places filled down as Excel does."""

from __future__ import annotations

import pytest

from pakt_xl.ooxml.graft_formula import Renames, fill, sheets_of


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Bedarfe!A1+1", "'Bedarfe (2)'!A1+1"),
        ("SUM('bedarfe'!A1:B2)", "SUM('Bedarfe (2)'!A1:B2)"),
        ("'Peter''s'!A1", "'O''Neill'!A1"),
        ("Andere!A1&'Noch eins'!B2", "Andere!A1&'Noch eins'!B2"),
        ('"Bedarfe!A1"&"sagt ""Bedarfe!"""', '"Bedarfe!A1"&"sagt ""Bedarfe!"""'),
        ("Lose[Wert]+Plan[Wert]", "Lose_2[Wert]+Plan[Wert]"),
        ("Lose[[#This Row],[Bedarfe!A1]]", "Lose_2[[#This Row],[Bedarfe!A1]]"),
        ("Lose['[Bedarfe!A1']]", "Lose_2['[Bedarfe!A1']]"),
        ("Bedarfe+Lose", "Bedarfe+Lose"),
        ("#REF!", "#REF!"),
    ],
)
def test_names_of_sheets_and_tables_follow_and_nothing_else(before: str, after: str) -> None:
    renames = Renames({"bedarfe": "Bedarfe (2)", "peter's": "O'Neill"}, {"lose": "Lose_2"})
    assert renames.formula(before) == after


def test_sheets_of_a_formula_are_found() -> None:
    assert sheets_of("SUM(Bedarfe!A1,'Peter''s'!B2,\"Nein!\",Plan[Ja!])") == {"Bedarfe", "Peter's"}


def test_a_formula_that_names_only_columns_is_the_same_in_every_row() -> None:
    formula = 'ROUND(Bedarfe[[#This Row],[A1]]*2,2)&"B2"'
    assert fill(formula, "K2")("L30000") == formula


@pytest.mark.parametrize(
    ("formula", "filled"),
    [
        ("A2*$B$1", "A5*$B$1"),
        ("SUM($A$2:A2)", "SUM($A$2:A5)"),
        ("Bedarfe[[#This Row],[A1]]+A2", "Bedarfe[[#This Row],[A1]]+A5"),
        ("SUM(2:2)", "SUM(5:5)"),
        ("SUM(A:A)", "SUM(A:A)"),
    ],
)
def test_relative_places_move_with_the_row(formula: str, filled: str) -> None:
    assert fill(formula, "K2")("K5") == filled
