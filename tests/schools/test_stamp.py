"""The stamp of a school workbook and the copies of its rows."""

from __future__ import annotations

from decimal import Decimal

from pakt_xl.domain.school_workbook import STAMP_KEYS, Stamp, copied
from pakt_xl.domain.table import ErrorValue, Formula


def test_a_stamp_that_lacks_a_key_is_none() -> None:
    values = dict.fromkeys(STAMP_KEYS, "x")
    assert Stamp.of(values) is not None
    del values["Runde"]
    assert Stamp.of(values) is None


def test_a_copy_shows_what_a_formula_and_an_error_show() -> None:
    assert copied((Formula("1+1", Decimal(2)), ErrorValue("#REF!"))) == copied((Decimal(2), "#REF!"))
