"""Places: sheet, cell, column, school and key of rows, cells, columns and settings (readings 55, 70)."""

from __future__ import annotations

from datetime import date

from pakt_xl.domain.finding import Place
from pakt_xl.domain.rows import Contact, Need, Order, Price, School, Transfer
from pakt_xl.reading import Places, read_plan
from tests.tables import GOOD as TEXTS
from tests.tables import appended, changed, without, workbook

GOOD = workbook(live=True)
READING = read_plan(GOOD)
PLACES, PLAN = READING.places, READING.plan


def test_a_field_has_its_cell() -> None:
    assert PLACES.of(PLAN.needs[1], "quantity") == Place("Bedarfe", "E6", "Menge", "190002", "B-2")


def test_a_live_column_has_its_cell_by_its_header() -> None:
    assert PLACES.of(PLAN.schools[0], "Restbudget") == Place("Schulen", "J5", "Restbudget", "190001", "190001")


def test_a_row_as_a_whole_has_its_first_cell_and_no_column() -> None:
    assert PLACES.of(PLAN.items[0]) == Place("Katalog", "B5", "", "", "A-1")


def test_a_column_as_a_whole_has_its_first_cell() -> None:
    assert PLACES.column(Need, "Geplant") == Place("Bedarfe", "K5", "Geplant", "", "")
    assert PLACES.column(Need) == Place("Bedarfe", "B5", "", "", "")


def test_a_missing_column_has_no_cell() -> None:
    places = read_plan(without(GOOD, "Bedarfe", "Geplant")).places

    assert places.of(PLAN.needs[0], "Geplant").cell == ""


def test_orders_and_invoices_belong_to_the_school_of_their_need() -> None:
    assert PLACES.of(PLAN.orders[0], "amount").school == "190001"
    assert PLACES.of(PLAN.invoices[0], "amount").school == "190001"


def test_of_a_doubled_need_the_first_row_gives_the_school() -> None:
    reading = read_plan(changed(appended(GOOD, "Bedarfe", 1), "Bedarfe", 3, "Schulnummer", "190002"))

    assert reading.places.of(reading.plan.orders[0]).school == "190001"


def test_an_order_of_no_or_an_unknown_need_has_no_school() -> None:
    assert PLACES.of(Order(number="O-9", need_number="B-9")).school == ""
    assert PLACES.of(Order(number="O-9")).school == ""


def test_a_need_without_number_gives_no_order_its_school() -> None:
    reading = read_plan(changed(GOOD, "Bedarfe", 1, "Bedarfsnummer", None))

    assert reading.places.of(Order(number="O-9")).school == ""


def test_a_transfer_belongs_to_the_school_that_gives_or_gets() -> None:
    transfer = PLAN.transfers[0]

    assert PLACES.of(transfer).school == "190001"
    assert PLACES.of(transfer, "from_school").school == "190001"
    assert PLACES.of(transfer, "to_school").school == "190002"
    assert PLACES.of(Transfer()).school == ""


def test_a_given_school_goes_before_the_rows_own() -> None:
    assert PLACES.of(PLAN.needs[0], school="190002").school == "190002"


def test_keys_are_joined_and_a_blank_one_is_the_row_number() -> None:
    assert PLACES.of(PLAN.prices[0]).key == "A-1 / 01.01.2020"
    assert PLACES.of(PLAN.orders[0]).key == "O-1 / B-1"
    assert PLACES.of(PLAN.invoices[0]).key == "R-1 / Firma Muster / B-1"
    assert PLACES.of(PLAN.transfers[0]).key == "1"
    assert PLACES.of(PLAN.contacts[0]).key == "Bedarf"
    assert PLACES.of(Need(index=7)).key == "8"
    assert PLACES.of(Price(index=7, valid_from=date(2022, 1, 1))).key == "8"
    assert PLACES.of(Contact(index=0)).key == "1"


def test_rows_without_numbers_have_no_school() -> None:
    assert PLACES.of(School()).school == ""
    assert PLACES.of(Need()).school == ""


def test_a_setting_has_the_cell_of_its_value() -> None:
    assert PLACES.setting("trägerbudget") == Place("Einstellungen", "C9", "Wert", "", "Trägerbudget")


def test_a_setting_that_is_missing_has_no_cell() -> None:
    text = "\n".join(line for line in TEXTS["Einstellungen"].splitlines() if "Trägerbudget" not in line)

    places = read_plan(workbook(Einstellungen=text)).places

    assert places.setting("Trägerbudget") == Place("Einstellungen", "", "Wert", "", "Trägerbudget")


def test_rows_made_by_hand_have_a_place_without_a_cell() -> None:
    assert Places().of(Need(number="B-1", school_number="190001"), "quantity") == Place(
        "Bedarfe", "", "Menge", "190001", "B-1"
    )
