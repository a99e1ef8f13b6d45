"""One cell as an engine delivers it, and what it is taken for; one cell as it is written."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from pakt_xl.books.live_cells import ERROR_CODES, UNKNOWN_ERROR, block, cell_of, native, same
from pakt_xl.domain.table import ErrorValue, Formula

if TYPE_CHECKING:
    from pakt_xl.domain.table import Cell

ON_WINDOWS = -2146828288
"""An error comes from Windows as this plus its number."""


@pytest.mark.parametrize(
    ("values", "rows"),
    [(5, [[5]]), (None, [[None]]), (("a", None), [("a", None)]), ([["a"], ["b"]], [["a"], ["b"]]), (((1,),), ((1,),))],
    ids=str,
)
def test_whatever_comes_is_rows_of_cells(values: object, rows: object) -> None:
    assert block(values) == rows


@pytest.mark.parametrize("number", [*ERROR_CODES, 2001, 2099])
def test_each_error_of_windows_is_known_or_called_one(number: int) -> None:
    assert cell_of(ON_WINDOWS + number, "=1/0", remote=False) == Formula(
        "1/0", ErrorValue(ERROR_CODES.get(number, UNKNOWN_ERROR))
    )


@pytest.mark.parametrize("number", [1999, 2100])
def test_a_number_beside_those_of_the_errors_is_a_number(number: int) -> None:
    assert cell_of(ON_WINDOWS + number, str(ON_WINDOWS + number), remote=False) == Decimal(ON_WINDOWS + number)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("#N/A", ErrorValue("#N/A")),
        ("#DATA!", ErrorValue("#DATA!")),
        ("Tafel", ErrorValue(UNKNOWN_ERROR)),
        (None, ErrorValue(UNKNOWN_ERROR)),
        ("=1/0", Formula("1/0", ErrorValue(UNKNOWN_ERROR))),
    ],
)
def test_what_is_no_value_at_all_is_an_error(formula: object, expected: Cell) -> None:
    assert cell_of(object(), formula, remote=False) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-12-31T00:00:00.000Z", date(2024, 12, 31)),
        ("2024-12-31T13:45:30.250Z", datetime(2024, 12, 31, 13, 45, 30, 250_000)),  # noqa: DTZ001
        ("2024-12-31T13:45:30Z", datetime(2024, 12, 31, 13, 45, 30)),  # noqa: DTZ001
        ("1899-12-30T12:00:00.000Z", Decimal("0.5")),
        *((text, text) for text in ("2024-13-01T00:00:00.000Z", "2024-12-31T24:30:00Z", "0000-01-01T00:00:00Z")),
        *((text, text) for text in ("12345-01-01T00:00:00Z", "2024-12-31", "2024-12-31T13:45:30.250Z ")),
        ("#N/A", ErrorValue("#N/A")),
        ("#DATA!", ErrorValue("#DATA!")),
        ("#BEZUG!", "#BEZUG!"),
    ],
    ids=str,
)
def test_a_text_of_the_task_pane_is_a_moment_or_an_error_only_if_it_is_one(text: str, expected: Cell) -> None:
    found = cell_of(text, None, remote=True)
    assert (type(found), found) == (type(expected), expected)
    assert cell_of(text, text, remote=False) == text


@pytest.mark.parametrize(
    ("value", "formula", "expected"),
    [
        (Decimal("12.3457"), "12.345678", Decimal("12.345678")),
        (Decimal("10.0000"), "=5*2", Formula("5*2", Decimal(10))),
        (Decimal("100.0000"), "100 €", Decimal(100)),
        ("", "=Leer", Formula("Leer", "")),
        (None, "=Leer", Formula("Leer", "")),
        ("=1+1", "=1+1", "=1+1"),
        (True, "WAHR", True),
    ],
    ids=str,
)
def test_a_value_and_its_formula_bar_make_a_cell(value: object, formula: str, expected: Cell) -> None:
    assert repr(cell_of(value, formula, remote=False)) == repr(expected), "digits count too"


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2024, 10, 31, 13, 45, 29, 999_600), datetime(2024, 10, 31, 13, 45, 30)),  # noqa: DTZ001
        (datetime(2024, 10, 31, 23, 59, 59, 999_800), date(2024, 11, 1)),  # noqa: DTZ001
        (datetime(1900, 3, 1), date(1900, 3, 1)),  # noqa: DTZ001
        (datetime(1900, 2, 27), date(1900, 2, 28)),  # noqa: DTZ001  as Windows counts, the day before
        (datetime(1899, 12, 30, 18), Decimal("0.75")),  # noqa: DTZ001
    ],
    ids=str,
)
def test_a_moment_is_the_day_that_excel_shows(moment: datetime, expected: Cell) -> None:
    found = cell_of(moment, "", remote=False)
    assert (type(found), found) == (type(expected), expected)


@pytest.mark.parametrize(
    ("cell", "plain", "as_text"),
    [
        ("", "", ""),
        ("017", "'017", "017"),
        ("'Los", "''Los", "''Los"),
        (True, True, True),
        (Decimal(2), 2.0, 2.0),
        (Decimal("9E+307"), 9e307, 9e307),
        (Decimal("1E+308"), "'#NUM!", "#NUM!"),
        (datetime(1900, 2, 28), "'28.02.1900", "28.02.1900"),  # noqa: DTZ001
        (datetime(1900, 3, 1), date(1900, 3, 1), date(1900, 3, 1)),  # noqa: DTZ001
        (None, None, None),
    ],
    ids=str,
)
def test_a_cell_is_written_so_that_excel_keeps_it(cell: Cell, plain: object, as_text: object) -> None:
    for verbatim, expected in ((False, plain), (True, as_text)):
        found = native(cell, verbatim=verbatim)
        assert (type(found), found) == (type(expected), expected)


def test_the_proof_looks_at_the_digits_that_excel_keeps() -> None:
    assert same(Decimal("0.12345678901234567"), Decimal("0.123456789012346"))
    assert not same(Decimal("0.12345678901234"), Decimal("0.123456789012346"))
