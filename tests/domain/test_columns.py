"""Columns: blank cells, lists, limits and notes, each with the code that RULES.md gives it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

import pytest
from pydantic import ValidationError

from pakt_xl.domain.cells import CHOICE, DATE, EURO, KEY, LIST, QUANTITY, TEXT, WHOLE, CellError, Kind
from pakt_xl.domain.columns import Column
from pakt_xl.domain.rows import Row
from pakt_xl.domain.table import Cell, ErrorValue, Formula

FUNDING = Column("Finanzierung", CHOICE, "", choices=("DigitalPakt", "städtische Mittel"))
PILLAR = Column("Fördersäule", WHOLE, "", choices=("1", "2"))
BUDGET = Column("Budget", EURO, "", minimum=0, expected="Betrag ab 0,00")
PRICE = Column("Einzelpreis", EURO, "", above=0, expected="Betrag über 0,00")
NEEDED = Column("Menge", QUANTITY, "", minimum=0)
ORDERED = Column("Menge", QUANTITY, "", minimum=1)
SCHOOL = Column("Schulnummer", KEY, "", pattern="[0-9]{6}", expected="6 Ziffern")
PILLARS = Column("Säulen", LIST, "", minimum=1, maximum=4)


def refusal(column: Column, cell: Cell) -> tuple[str, str, str]:
    """Code, found and expected of a cell that the column refuses."""
    with pytest.raises(CellError) as refused:
        column.read(cell)
    return refused.value.code, refused.value.found, refused.value.expected


def test_a_required_cell_must_not_be_blank() -> None:
    assert refusal(BUDGET, " ") == ("Z01", "leer", "Betrag ab 0,00")


def test_a_free_cell_may_be_blank_and_has_its_default() -> None:
    assert Column("Einheit", TEXT, "", required=False, default="Stück").read(None) == "Stück"
    assert Column("E-Mail", TEXT, "", required=False).read("") is None


def test_a_blank_cell_with_a_code_of_its_own_is_no_z01() -> None:
    assert Column("Beschluss", TEXT, "", blank_code="T04").read(None) is None


@pytest.mark.parametrize("cell", ["digitalpakt", " DigitalPakt ", "DIGITALPAKT\u00a0", Formula("A1", "DigitalPakt")])
def test_a_choice_compares_without_case_and_blanks_and_reads_as_its_list_has_it(cell: Cell) -> None:
    assert FUNDING.read(cell) == "DigitalPakt"


def test_a_choice_compares_in_nfc() -> None:
    assert FUNDING.read("sta\u0308dtische Mittel") == "städtische Mittel"


def test_a_number_of_a_list_is_a_number() -> None:
    assert PILLAR.read("2") == 2
    assert PILLAR.read(Decimal("1.0")) == 1


@pytest.mark.parametrize(
    ("column", "cell", "refused"),
    [
        (FUNDING, "Digital Pakt", ("Z02", "„Digital Pakt“", "Auswahl: DigitalPakt, städtische Mittel")),
        (FUNDING, "x" * 61, ("Z02", f"„{'x' * 60}…“", "Auswahl: DigitalPakt, städtische Mittel")),
        (PILLAR, Decimal(3), ("Z02", "3", "Auswahl: 1, 2")),
        (PILLAR, "WLAN", ("Z02", "„WLAN“", "Auswahl: 1, 2")),
        (BUDGET, Decimal("-0.01"), ("Z02", "-0,01", "Betrag ab 0,00")),
        (BUDGET, ErrorValue("#REF!"), ("Z02", "Fehlerwert #BEZUG!", "Betrag ab 0,00")),
        (PRICE, Decimal(0), ("Z02", "0", "Betrag über 0,00")),
        (NEEDED, Decimal(-1), ("Z05", "-1", "ganze Zahl")),
        (ORDERED, Decimal(0), ("Z02", "0", "ganze Zahl")),
        (ORDERED, Decimal(-1), ("Z05", "-1", "ganze Zahl")),
        (SCHOOL, "12345", ("Z02", "„12345“", "6 Ziffern")),
        (SCHOOL, "１９０００１", ("Z02", "„１９０００１“", "6 Ziffern")),
        (PILLARS, "3;5", ("Z02", "5", "Nummern, durch Semikolon getrennt, als Text, z. B. 1; 3")),
        (PILLARS, "0", ("Z02", "0", "Nummern, durch Semikolon getrennt, als Text, z. B. 1; 3")),
    ],
)
def test_lists_limits_and_patterns(column: Column, cell: Cell, refused: tuple[str, str, str]) -> None:
    assert refusal(column, cell) == refused


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        (BUDGET, Decimal(0), Decimal("0.00")),
        (PRICE, Decimal("0.01"), Decimal("0.01")),
        (NEEDED, Decimal(0), 0),
        (ORDERED, Decimal(1), 1),
        (SCHOOL, Decimal(190001), "190001"),
        (PILLARS, "1; 4", (1, 4)),
    ],
)
def test_a_limit_itself_is_right(column: Column, cell: Cell, value: object) -> None:
    assert column.read(cell) == value


@pytest.mark.parametrize(
    ("kind", "cell", "noted"),
    [
        (EURO, Decimal("1.50"), False),
        (EURO, "1,50", True),
        (EURO, Formula("A1*2", Decimal(3)), False),
        (EURO, Formula("TEXT(A1)", "1,50"), True),
        (EURO, None, False),
        (DATE, date(2022, 10, 3), False),
        (DATE, "3.10.2022", True),
        (KEY, "B-1", False),
        (KEY, Decimal(17), True),
        (KEY, " 017", True),
        (KEY, "017\u00a0", True),
        (KEY, "B*", True),
        (KEY, "B?1", True),
        (KEY, "B~1", True),
        (TEXT, " Tafel* ", False),
        (CHOICE, " ja ", False),
        (LIST, Decimal(3), False),
    ],
)
def test_a_cell_typed_otherwise_than_meant_is_noted(kind: Kind, cell: Cell, noted: bool) -> None:
    assert Column("", kind, "", required=False).note(cell) is noted


class Counted(Row):
    """A row with one whole number."""

    TABLE = "Test"
    number: Annotated[int | None, Column("Zahl", WHOLE, "", expected="ganze Zahl")] = None


def test_pydantic_speaks_with_our_codes() -> None:
    with pytest.raises(ValidationError) as refused:
        Counted.model_validate({"number": "drei"})

    (error,) = refused.value.errors()
    assert (error["type"], error["msg"], error["ctx"]) == (
        "Z02",
        "„drei“",
        {"found": "„drei“", "expected": "ganze Zahl"},
    )


def test_a_truth_value_is_not_taken_for_the_number_it_equals_in_python() -> None:
    assert Counted.model_validate({"number": Decimal(1)}).number == 1

    with pytest.raises(ValidationError):
        Counted.model_validate({"number": True})
