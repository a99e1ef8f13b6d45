"""Z03 and Z04: numbers given twice, numbers that point at nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from pakt_xl.reading import read_plan
from tests.reading.findings import lines, sentences
from tests.tables import FUNDED, appended, changed, without, workbook

if TYPE_CHECKING:
    from pakt_xl.domain.table import Cell

GOOD = workbook(live=True)


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("Schulen", "Z03 | Schulen | B7 | Schulnummer | 190001 | 190001"),
        ("Katalog", "Z03 | Katalog | B7 | Artikelnummer |  | A-1"),
        ("Preise", "Z03 | Preise | B7 | Artikelnummer |  | A-1 / 01.01.2020"),
        ("Bedarfe", "Z03 | Bedarfe | B7 | Bedarfsnummer | 190001 | B-1"),
        ("Bestellungen", "Z03 | Bestellungen | B6 | Bestellnummer | 190001 | O-1 / B-1"),
        ("Einstellungen", "Z03 | Einstellungen | B15 | Schlüssel |  | Schulträger"),
    ],
)
def test_z03_a_number_given_twice_is_found_on_the_later_row(table: str, line: str) -> None:
    assert lines(appended(GOOD, table, 1)) == [line]


@pytest.mark.parametrize("table", ["Kontakte", "Rechnungen", "Umschichtungen"])
def test_contacts_invoices_and_transfers_may_repeat(table: str) -> None:
    assert lines(appended(GOOD, table, 1)) == []


def test_z03_stands_on_each_row_after_the_first_and_blocks_all() -> None:
    reading = read_plan(appended(appended(GOOD, "Bedarfe", 1), "Bedarfe", 1))

    assert [finding.place.cell for finding in reading.findings] == ["B7", "B8"]
    assert [need.errors for need in reading.plan.needs] == [("Z03",), (), ("Z03",), ("Z03",)]
    assert reading.counts["Bedarfe"].reported == 2  # the first row has no finding of its own


def test_z03_says_where_the_number_stands_already() -> None:
    assert sentences(appended(GOOD, "Bestellungen", 1)) == [
        (
            "Bestellnummer / Bedarfsnummer „O-1 / B-1“ ist schon in Zeile 5 vergeben.",
            "Eine der beiden Zeilen löschen oder neu nummerieren.",
        )
    ]


@pytest.mark.parametrize(("first", "second"), [("Ä-1", "ä-1"), ("A\u0308-1", "Ä-1"), ("17", "17")])
def test_z03_numbers_compare_in_nfc_without_case(first: str, second: str) -> None:
    tables = changed(changed(GOOD, "Bedarfe", 1, "Bedarfsnummer", first), "Bedarfe", 2, "Bedarfsnummer", second)

    assert "Z03 | Bedarfe | B6 | Bedarfsnummer | 190002" in "\n".join(lines(tables))


def test_z03_leading_noughts_make_another_number() -> None:
    tables = changed(changed(GOOD, "Bedarfe", 1, "Bedarfsnummer", "017"), "Bedarfe", 2, "Bedarfsnummer", "17")

    assert not [text for text in lines(tables) if text.startswith("Z03")]


def test_z03_rows_without_a_number_are_not_doubled() -> None:
    tables = changed(GOOD, "Preise", 1, "Gültig ab", None)

    assert lines(appended(tables, "Preise", 1)) == [
        "Z01 | Preise | C5 | Gültig ab |  | 1",
        "Z01 | Preise | C7 | Gültig ab |  | 3",
    ]


def test_z03_the_same_order_for_another_need_is_right() -> None:
    assert lines(changed(appended(GOOD, "Bestellungen", 1), "Bestellungen", 2, "Bedarfsnummer", "B-2")) == []


@pytest.mark.parametrize(
    ("table", "header", "line"),
    [
        ("Preise", "Artikelnummer", "Z04 | Preise | B5 | Artikelnummer |  | X-9 / 01.01.2020"),
        ("Bedarfe", "Schulnummer", "Z04 | Bedarfe | C5 | Schulnummer | X-9 | B-1"),
        ("Bedarfe", "Artikelnummer", "Z04 | Bedarfe | D5 | Artikelnummer | 190001 | B-1"),
        ("Rechnungen", "Bestellnummer", "Z04 | Rechnungen | E5 | Bestellnummer | 190001 | R-1 / Firma Muster / B-1"),
        ("Umschichtungen", "Von Schule", "Z04 | Umschichtungen | C5 | Von Schule | X-9 | 1"),
        ("Umschichtungen", "An Schule", "Z04 | Umschichtungen | D5 | An Schule | X-9 | 1"),
    ],
)
def test_z04_a_number_that_stands_nowhere(table: str, header: str, line: str) -> None:
    assert lines(changed(GOOD, table, 1, header, "X-9")) == [line]


def test_z04_an_order_of_an_unknown_need_is_no_order_of_the_known_one() -> None:
    assert lines(changed(GOOD, "Bestellungen", 1, "Bedarfsnummer", "B-9")) == [
        "Z04 | Bestellungen | C5 | Bedarfsnummer |  | O-1 / B-9",
        "Z04 | Rechnungen | E5 | Bestellnummer | 190001 | R-1 / Firma Muster / B-1",
    ]


def test_z04_an_order_is_looked_up_with_its_need() -> None:
    tables = changed(GOOD, "Rechnungen", 1, "Bedarfsnummer", "B-2")  # exists, but O-1 is for B-1

    assert sentences(tables) == [
        (
            "Bestellnummer „O-1“ zum Bedarf „B-2“ steht nicht in der Tabelle Bestellungen.",
            "Nummer berichtigen oder Tabelle Bestellungen ergänzen.",
        )
    ]


def test_z04_an_order_row_with_unreadable_cells_is_still_known() -> None:
    assert lines(changed(GOOD, "Bestellungen", 1, "Menge", "viele")) == [
        "Z02 | Bestellungen | G5 | Menge | 190001 | O-1 / B-1"
    ]


def test_z04_an_order_row_without_need_is_no_order() -> None:
    assert lines(changed(GOOD, "Bestellungen", 1, "Bedarfsnummer", None)) == [
        "Z01 | Bestellungen | C5 | Bedarfsnummer |  | 1",
        "Z04 | Rechnungen | E5 | Bestellnummer | 190001 | R-1 / Firma Muster / B-1",
    ]


@pytest.mark.parametrize(("cell", "code"), [(None, "Z01"), (Decimal("1.5"), "Z02")])
def test_z04_is_hidden_by_a_blank_or_unreadable_cell(cell: Cell, code: str) -> None:
    assert [text[:3] for text in lines(changed(GOOD, "Bedarfe", 1, "Schulnummer", cell))] == [code]
    assert [text[:3] for text in lines(changed(GOOD, "Rechnungen", 1, "Bedarfsnummer", cell))] == [code]


@pytest.mark.parametrize("number", ["b-1", " B-1"])
def test_z04_numbers_compare_trimmed_without_case(number: str) -> None:
    tables = changed(GOOD, "Bestellungen", 1, "Bedarfsnummer", number)

    assert not [text for text in lines(tables) if text.startswith("Z04")]


def test_z04_numbers_typed_as_numbers_compare_by_their_digits() -> None:
    assert [text[:3] for text in lines(changed(GOOD, "Bedarfe", 1, "Schulnummer", Decimal(190001)))] == ["Z12"]


def test_z04_a_call_named_on_an_invoice_is_not_looked_up() -> None:
    assert lines(changed(GOOD, "Rechnungen", 1, "Abrufnummer", "7")) == []


def test_z04_names_a_notice_that_is_unknown_on_an_invoice_and_on_a_call() -> None:
    funded = workbook(live=True, **FUNDED)

    assert lines(funded) == []
    assert lines(changed(funded, "Rechnungen", 1, "Aktenzeichen", "48.03-1")) == [
        "Z04 | Rechnungen | M5 | Aktenzeichen | 190001 | R-1 / Firma Muster / B-1"
    ]
    assert lines(changed(funded, "Mittelabrufe", 1, "Aktenzeichen", "48.03-1")) == [
        "Z04 | Mittelabrufe | C5 | Aktenzeichen |  | M-1"
    ]


@pytest.mark.parametrize("header", ["Rechnungsnummer", "Lieferant", "Bedarfsnummer"])
def test_z04_names_a_disposal_whose_invoice_row_is_unknown_once(header: str) -> None:  # reading 93
    tables = changed(workbook(live=True, **FUNDED), "Abgänge", 1, header, "R-9")

    (line,) = lines(tables)
    assert line.startswith("Z04 | Abgänge | B5 | Rechnungsnummer |")


def test_z04_is_silent_on_a_disposal_of_which_a_number_cannot_be_read() -> None:
    tables = changed(workbook(live=True, **FUNDED), "Abgänge", 1, "Lieferant", None)

    assert [text[:3] for text in lines(tables)] == ["Z01"]


def test_z04_without_the_table_of_orders_every_order_number_is_unknown() -> None:
    assert [text[:3] for text in lines(without(GOOD, "Bestellungen"))] == ["P02", "Z04"]


def test_z04_a_row_carries_its_codes_and_keeps_its_number() -> None:
    tables = changed(changed(GOOD, "Bedarfe", 1, "Schulnummer", "X-9"), "Bedarfe", 1, "Menge", Decimal(-1))

    need = read_plan(tables).plan.needs[0]

    assert (need.errors, need.unread) == (("Z04", "Z05"), ("quantity",))
    assert (need.school_number, need.quantity) == ("X-9", None)
