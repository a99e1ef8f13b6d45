"""Tables: where a cell stands, and how keys and headers compare."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pakt_xl.domain.table import Table, column_letters, column_number, fold, fold_header, trim


def test_a_table_knows_the_place_of_its_cells() -> None:
    table = Table("Bedarfe", ("a", "b"), (("1", "2"), ("3", "4")), "Bedarfe", row=3, column=26)

    assert table.line(1) == 5
    assert table.cell(0, 0) == "Z4"
    assert table.cell(1, 1) == "AA5"


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (16384, "XFD")])
def test_columns_have_letters(number: int, letters: str) -> None:
    assert column_letters(number) == letters
    assert column_number(letters) == number


@given(st.integers(1, 16384))
def test_letters_lead_back_to_the_column(number: int) -> None:
    assert column_number(column_letters(number)) == number


@pytest.mark.parametrize("text", ["B-1", " B-1\t", "\u00a0B-1\u2009", "\u200bB-1\ufeff", "\u202fB-1\u00ad\n"])
def test_blanks_of_every_kind_fall_off_the_ends(text: str) -> None:
    assert trim(text) == "B-1"


def test_blanks_inside_stay() -> None:
    assert trim(" Ä\u00a0B ") == "Ä\u00a0B"


@given(st.text())
def test_trimming_twice_changes_nothing_more(text: str) -> None:
    assert trim(trim(text)) == trim(text)


def test_keys_compare_trimmed_in_nfc_without_case() -> None:
    assert fold(" STRA\u0308ßE-1 ") == fold("sträße-1")
    assert fold("017") != fold("17")


def test_headers_compare_with_runs_of_white_space_as_one_blank() -> None:
    assert fold_header("Betrag\n  brutto\u00a0") == fold_header("BETRAG brutto")
    assert fold_header("Betragbrutto") != fold_header("Betrag brutto")
