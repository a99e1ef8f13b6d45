"""German grammar of cells: what is plainly meant is read, everything else says what was found and expected."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pakt_xl.domain.cells import (
    CHOICE,
    DATE,
    EURO,
    KEY,
    LIST,
    QUANTITY,
    TEXT,
    WHOLE,
    YEAR,
    CellError,
    Kind,
    is_blank,
    plain_text,
    shown,
    value_of,
)
from pakt_xl.domain.money import euro_text, number_text
from pakt_xl.domain.table import Cell, ErrorValue, Formula, Link, Plain

NBSP, THIN, NARROW, ZERO_WIDTH = "\u00a0", "\u2009", "\u202f", "\u200b"
NOON = datetime(2022, 10, 3, 12, 0)  # noqa: DTZ001  cells know no time zone


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        (EURO, "1.234,56 €", Decimal("1234.56")),
        (EURO, "1.234,56€", Decimal("1234.56")),
        (EURO, f"1{NBSP}234,56{NBSP}EUR", Decimal("1234.56")),
        (EURO, f"1{THIN}234{THIN}567,8", Decimal("1234567.80")),
        (EURO, f"{NARROW}12,5{ZERO_WIDTH}", Decimal("12.50")),
        (EURO, "1.234.567", Decimal("1234567.00")),
        (EURO, "10000", Decimal("10000.00")),
        (EURO, "10.000,00", Decimal("10000.00")),
        (WHOLE, 7, 7),
        (EURO, "-5,00", Decimal("-5.00")),
        (EURO, "−5,00", Decimal("-5.00")),
        (EURO, Decimal("12.5"), Decimal("12.50")),
        (EURO, Decimal("0.300000000000004"), Decimal("0.30")),
        (EURO, Decimal("-0"), Decimal("0.00")),
        (WHOLE, "017", 17),
        (WHOLE, Decimal(19), 19),
        (QUANTITY, " 3 ", 3),
        (QUANTITY, Decimal("2.9999999999"), 3),
        (YEAR, "2022", 2022),
        (YEAR, Decimal(2022), 2022),
        (YEAR, Decimal(1900), 1900),
        (YEAR, Decimal(9999), 9999),
        (DATE, "1.1.1900", date(1900, 1, 1)),
        (KEY, Decimal(999999999999999), "999999999999999"),
        (DATE, "3.10.2022", date(2022, 10, 3)),
        (DATE, f"{NBSP}03.10.2022 ", date(2022, 10, 3)),
        (DATE, date(2022, 10, 3), date(2022, 10, 3)),
        (DATE, NOON, date(2022, 10, 3)),
        (KEY, " 017 ", "017"),
        (KEY, Decimal(17), "17"),
        (KEY, Decimal("17.0"), "17"),
        (KEY, Decimal("-0"), "0"),
        (TEXT, f"{NBSP}Tafel{THIN}", "Tafel"),
        (TEXT, Decimal("1.50"), "1,5"),
        (TEXT, True, "WAHR"),
        (TEXT, date(2022, 10, 3), "03.10.2022"),
        (CHOICE, Decimal("3.0"), "3"),
        (LIST, "3", (3,)),
        (LIST, "3; 2,3,", (2, 3)),
        (LIST, Decimal(3), (3,)),
    ],
)
def test_what_is_plainly_meant_is_read(kind: Kind, cell: Plain, value: object) -> None:
    read = kind.read(cell, "")

    assert read == value
    assert str(read) == str(value)  # also the places of an amount and the sign of nought


@pytest.mark.parametrize(
    ("kind", "cell", "found"),
    [
        (EURO, "10.000", "„10.000“ als Text ist mehrdeutig (als Zahl eingeben)"),
        (EURO, "12.345", "„12.345“ als Text ist mehrdeutig (als Zahl eingeben)"),
        (EURO, "12.50", "„12.50“"),
        (EURO, "1e3", "„1e3“"),
        (EURO, "1.23.456,00", "„1.23.456,00“"),
        (EURO, f"1.234{NBSP}567,00", f"„1.234{NBSP}567,00“"),
        (EURO, "１２,５", "„１２,５“"),
        (EURO, "١٢", "„١٢“"),
        (EURO, "€", "„€“"),
        (EURO, "1,234 €", "„1,234 €“ mit mehr als 2 Nachkommastellen"),
        (EURO, "NaN", "„NaN“"),
        (EURO, Decimal("NaN"), "NaN"),
        (EURO, Decimal("Infinity"), "Infinity"),
        (EURO, Decimal("1E+15"), "1000000000000000"),
        (EURO, Decimal("1E+308"), "1E+308"),
        (EURO, "9" * 16, f"„{'9' * 16}“"),
        (WHOLE, "9" * 5000, f"„{'9' * 60}…“"),
        (WHOLE, Decimal(f"{10**300}"), "1E+300"),
        (EURO, Decimal("12.345"), "12,345 mit mehr als 2 Nachkommastellen"),
        (EURO, "12,345", "„12,345“ mit mehr als 2 Nachkommastellen"),
        (EURO, date(2022, 10, 3), "03.10.2022"),
        (EURO, True, "WAHR"),
        (WHOLE, "19,5", "„19,5“"),
        (WHOLE, False, "FALSCH"),
        (YEAR, Decimal("2022.5"), "2022,5"),
        (YEAR, "zwanzig", "„zwanzig“"),
        (YEAR, Decimal(22), "22"),
        (YEAR, Decimal(1899), "1899"),
        (DATE, "31.12.1899", "„31.12.1899“"),
        (KEY, Decimal("1E+15"), "1000000000000000"),
        (YEAR, Decimal(10000), "10000"),
        (DATE, "31.2.2022", "„31.2.2022“"),
        (DATE, "3.10.22", "„3.10.22“"),
        (DATE, "3.10.0022", "„3.10.0022“"),
        (DATE, "2022-10-03", "„2022-10-03“"),
        (DATE, "３.10.2022", "„３.10.2022“"),
        (DATE, Decimal(44621), "44621"),
        (DATE, True, "WAHR"),
        (KEY, Decimal("1.5"), "1,5"),
        (KEY, Decimal("NaN"), "NaN"),
        (KEY, Decimal("1E+300"), "1E+300"),
        (KEY, date(2022, 10, 3), "03.10.2022"),
        (KEY, True, "WAHR"),
        (LIST, Decimal("1.3"), "1,3"),
        (LIST, "eins; 3", "„eins“"),
        (LIST, ";", "„;“"),
    ],
)
def test_what_is_ambiguous_or_of_another_kind_is_refused_with_what_was_found(
    kind: Kind, cell: Plain, found: str
) -> None:
    with pytest.raises(CellError) as refused:
        kind.read(cell, "etwas anderes")

    assert (refused.value.code, refused.value.found, refused.value.expected) == ("Z02", found, "etwas anderes")


@pytest.mark.parametrize(("cell", "found"), [(Decimal("2.5"), "2,5"), ("2,5", "„2,5“")])
def test_a_broken_quantity_has_its_own_code(cell: Plain, found: str) -> None:
    with pytest.raises(CellError) as refused:
        QUANTITY.read(cell, "ganze Zahl")

    assert (refused.value.code, refused.value.found) == ("Z05", found)


@pytest.mark.parametrize("cell", [None, "", "  ", NBSP, THIN, ZERO_WIDTH, f"\n{NARROW}\ufeff", Formula('""', "")])
def test_a_cell_that_looks_blank_is_blank(cell: Cell) -> None:
    assert is_blank(cell)


@pytest.mark.parametrize("cell", ["0", Decimal(0), False, ErrorValue("#N/A"), Formula("A1", None), Formula("A1", "x")])
def test_a_cell_that_shows_something_is_not_blank(cell: Cell) -> None:
    assert not is_blank(cell)


def test_a_formula_shows_its_value_and_a_link_its_cell() -> None:
    assert value_of(Formula("A1", Decimal(3)), "") == Decimal(3)
    assert value_of(Link("Bedarfe", "C7"), "") == "C7"


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (Formula("A1", None), "Formel ohne Wert (Mappe neu berechnen lassen und speichern)"),
        (ErrorValue("#REF!"), "Fehlerwert #BEZUG!"),
        (ErrorValue("#N/A"), "Fehlerwert #NV"),
        (ErrorValue("#DIV/0!"), "Fehlerwert #DIV/0!"),
        (Formula("A1", ErrorValue("#VALUE!")), "Fehlerwert #WERT!"),
    ],
)
def test_error_values_and_formulas_never_computed_have_no_value(cell: Cell, found: str) -> None:
    with pytest.raises(CellError) as refused:
        value_of(cell, "Betrag")

    assert (refused.value.code, refused.value.found, refused.value.expected) == ("Z02", found, "Betrag")
    assert found in str(refused.value)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Tafel", "„Tafel“"),
        ("x" * 60, f"„{'x' * 60}“"),
        ("x" * 61, f"„{'x' * 60}…“"),
        (None, "leere Zelle"),
        (Formula("A1", None), "Formel ohne Wert"),
        (Formula("A1", "Tafel"), "„Tafel“"),
        (Decimal("1234.50"), "1234,5"),
        (Decimal("-0.0"), "0"),
        (Decimal("1E-90"), "1E-90"),
        (NOON, "03.10.2022 12:00"),
        (Link("Bedarfe", "C7"), "C7"),
    ],
)
def test_messages_show_a_cell_as_a_person_sees_it(cell: Cell, text: str) -> None:
    assert shown(cell) == text


def test_a_whole_number_of_ours_shows_its_digits() -> None:
    assert plain_text(2022) == "2022"


AMOUNTS = st.decimals(min_value=Decimal(-999999999999), max_value=Decimal(999999999999), places=2)


@given(AMOUNTS)
def test_every_amount_written_in_german_reads_back_equal(amount: Decimal) -> None:
    amount += Decimal("0.00")  # German knows no -0,00

    for text in (euro_text(amount), number_text(amount, 2), f"{amount:f}".replace(".", ",")):
        assert str(EURO.read(text, "")) == str(amount)


@given(AMOUNTS, st.decimals(min_value=Decimal("-0.000001"), max_value=Decimal("0.000001"), places=9))
def test_noise_of_binary_fractions_never_changes_an_amount(amount: Decimal, noise: Decimal) -> None:
    assert EURO.read(amount + noise, "") == amount


@given(st.dates(min_value=date(1900, 1, 1)))
def test_every_day_written_in_german_reads_back_equal(day: date) -> None:
    assert DATE.read(f"{day.day}.{day.month}.{day.year}", "") == day


CELLS = st.one_of(
    st.none(), st.text(), st.booleans(), st.dates(), st.decimals(allow_nan=False), st.sampled_from([Decimal("NaN")])
)


@given(CELLS, st.sampled_from([KEY, TEXT, CHOICE, EURO, WHOLE, QUANTITY, YEAR, DATE, LIST]))
def test_no_cell_at_all_ends_the_reading(cell: Plain, kind: Kind) -> None:
    with suppress(CellError):
        kind.read(cell, "")
