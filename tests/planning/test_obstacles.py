"""Why a need may not be bought (rules 16 and 17, readings 30, 39, 40, 42 to 46, 50, 57)."""

from __future__ import annotations

import pytest

from pakt_xl.planning.obstacles import CODES
from tests.planning.plans import look, need

SHOWN = "Bedarfsnummer | Artikelnummer | Menge | Wunschjahr | Finanzierung | Erfasst im Jahr\n"
CATALOGUE = """
    Artikelnummer | Fördersäule | Förderfähig
    A             | 1           | ja
    N             | 2           | nein
    T             | 3           | ja
    R             | 4           | nein"""
PRICES = "Artikelnummer | Einzelpreis\nA | 100\nN | 100\nT | 100\nR | 100"


def codes(row: str, settings: str = "", schools: str = "Schulnummer\n190001", orders: str = "") -> tuple[str, ...]:
    """Codes that block the need B-1 of this row."""
    facts = look(settings, Schulen=schools, Katalog=CATALOGUE, Preise=PRICES, Bedarfe=SHOWN + row, Bestellungen=orders)
    return need(facts).blocking


def test_a_good_need_is_not_blocked() -> None:
    assert codes("B-1 | A | 1 | 2022 | DigitalPakt | 2020") == ()


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("B-1 | A | 1 | 2022 | DigitalPakt | ", ("Z01",)),
        ("B-1 | A | 1 | 2022 | DigitalPakt | 1999", ("Z02",)),
        ("B-1 | X | 1 | 2022 | DigitalPakt | 2020", ("Z04",)),
        ("B-1 | A | -1 | 2022 | DigitalPakt | 2020", ("Z05",)),
        ("B-1 | A | 1,5 |  | DigitalPakt | 2020", ("Z01", "Z05")),
    ],
)
def test_reading_39_every_error_of_the_own_row_blocks(row: str, expected: tuple[str, ...]) -> None:
    assert codes(row) == expected


def test_reading_39_errors_of_other_rows_do_not_block() -> None:
    facts = look(
        Schulen="Schulname | Schulform\n | #",
        Katalog="Artikelnummer | Bezeichnung | Förderfähig\nA |  | #",
        Bedarfe="Bedarfsnummer | Menge\nB-1 | 2",
        Bestellungen="Bestellnummer | Menge | Betrag brutto\nO-1 | # | 5",
        Rechnungen="Rechnungsnummer | Menge | Betrag brutto\nR-1 | # | 5",
    )
    assert need(facts).blocking == ()


def test_reading_46_every_row_of_a_doubled_number_is_blocked() -> None:
    facts = look(Bedarfe="Bedarfsnummer | Menge\nB-1 | 1\nB-2 | 1\nb-1 | 1\n | 1\n | 1")
    assert [found.blocking for found in facts.needs] == [("Z03",), (), ("Z03",), ("Z01",), ("Z01",)]


@pytest.mark.parametrize(
    ("year", "funding", "expected"),
    [
        ("2019", "DigitalPakt", ("Z06",)),
        ("2020", "DigitalPakt", ()),
        ("2024", "DigitalPakt", ()),
        ("2025", "DigitalPakt", ("Z06",)),
        ("2025", "städtische Mittel", ()),
    ],
)
def test_Z06_and_reading_42_years_bind_only_the_digitalpakt(year: str, funding: str, expected: tuple[str, ...]) -> None:
    assert codes(f"B-1 | A | 1 | {year} | {funding} | 2020") == expected


@pytest.mark.parametrize(
    ("item", "funding", "expected"),
    [
        ("N", "DigitalPakt", ("Z07",)),
        ("N", "städtische Mittel", ()),
        ("R", "DigitalPakt", ("Z08",)),  # reading 44: hides Z07
        ("R", "anderes Förderprogramm", ()),
        ("T", "DigitalPakt", ()),  # Z09 is a warning
    ],
)
def test_Z07_and_Z08_what_the_digitalpakt_does_not_pay(item: str, funding: str, expected: tuple[str, ...]) -> None:
    assert codes(f"B-1 | {item} | 1 | 2022 | {funding} | 2020") == expected


def test_reading_43_a_withdrawn_need_has_none_of_these() -> None:
    assert codes("B-1 | N | 0 | 2019 | DigitalPakt | 2020") == ()
    order = "Bestellnummer | Menge | Betrag brutto\nO-1 | 1 | 100"
    assert codes("B-1 | N | 0 | 2019 | DigitalPakt | 2020", orders=order) == ("Z06", "Z07")


@pytest.mark.parametrize(
    ("item", "funding", "expected"),
    [
        ("T", "DigitalPakt", ("S03",)),
        ("T", "städtische Mittel", ()),  # reading 40
        ("A", "DigitalPakt", ()),
    ],
)
def test_S03_blocks_pillar_3_from_the_digitalpakt(item: str, funding: str, expected: tuple[str, ...]) -> None:
    schools = "Infrastruktur\nnicht vorhanden"
    assert codes(f"B-1 | {item} | 1 | 2022 | {funding} | 2020", schools=schools) == expected


def test_S03_needs_money_in_pillar_3() -> None:
    facts = look(
        Schulen="Infrastruktur\nnicht vorhanden",
        Preise="",
        Bedarfe="Bedarfsnummer | Artikelnummer | Menge\nB-1 | T | 1",
    )
    assert need(facts).blocking == ("Z10",)


@pytest.mark.parametrize(
    ("concept", "funding", "expected"),
    [
        ("fehlt", "DigitalPakt", ("S05",)),
        ("fehlt", "städtische Mittel", ()),
        ("in Arbeit", "DigitalPakt", ()),
        ("#", "DigitalPakt", ()),  # reading 13
    ],
)
def test_S05_blocks_the_digitalpakt_without_a_concept(concept: str, funding: str, expected: tuple[str, ...]) -> None:
    assert codes(f"B-1 | A | 1 | 2022 | {funding} | 2020", schools=f"TPEK\n{concept}") == expected


@pytest.mark.parametrize(
    ("closed", "row", "expected"),
    [
        ("31.12.2023", "B-1 | A | 1 | 2023 | DigitalPakt | 2020", ("S08",)),
        ("31.12.2023", "B-1 | A | 1 | 2022 | DigitalPakt | 2020", ()),
        ("1.1.2022", "B-1 | A | 1 | 2021 | städtische Mittel | 2020", ("S08",)),  # max(2021, year of T)
        ("1.1.2022", "B-1 | A | 0 | 2022 | DigitalPakt | 2020", ()),
        ("1.1.2022", "B-1 | A | # | 2022 | DigitalPakt | 2020", ("Z02",)),
        ("1.1.2022", "B-1 | A | 1 | # | DigitalPakt | 2020", ("Z02",)),
        ("#", "B-1 | A | 1 | 2022 | DigitalPakt | 2020", ()),
    ],
)
def test_S08_and_reading_50_a_closed_school_buys_nothing_more(closed: str, row: str, expected: tuple[str, ...]) -> None:
    assert codes(row, schools=f"Geschlossen ab\n{closed}") == expected


def test_S08_of_an_unknown_school_is_not_judged() -> None:
    facts = look(Bedarfe="Bedarfsnummer | Schulnummer | Menge\nB-1 | 190009 | 1")
    assert need(facts).blocking == ("Z04",)


@pytest.mark.parametrize(("funding", "expected"), [("DigitalPakt", ()), ("städtische Mittel", ("S08",))])
def test_reading_30_after_the_end_S08_is_off_for_the_digitalpakt(funding: str, expected: tuple[str, ...]) -> None:
    row = f"B-1 | A | 1 | 2024 | {funding} | 2020"
    assert codes(row, "Stichtag | 1.11.2024", schools="Geschlossen ab\n1.1.2024") == expected


def test_codes_stand_in_the_order_of_the_checks() -> None:
    facts = look(
        Schulen="TPEK | Infrastruktur | Geschlossen ab\nfehlt | nicht vorhanden | 1.1.2020",
        Katalog="Artikelnummer | Fördersäule | Förderfähig\nT | 3 | nein",
        Preise="Artikelnummer | Einzelpreis | Gültig ab\nT | 100 | 1.1.2020\nU | 1 | 1.1.2020",
        Bedarfe=SHOWN + "B-1 | T | 1 | 2025 | DigitalPakt | \nB-1 | T | 1 | 2022 | DigitalPakt | 2020",
    )
    assert need(facts).blocking == ("Z01", "Z03", "Z06", "Z07", "S03", "S05", "S08")
    assert sorted(CODES, key=lambda code: ("ZSF".index(code[0]), code)) == list(CODES)
