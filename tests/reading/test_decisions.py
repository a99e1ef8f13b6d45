"""Rows of the baseline, the requests and the exemptions: what is required when, and which numbers are looked up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pakt_xl.domain.table import Cell, ErrorValue
from pakt_xl.reading import read_plan
from tests.reading.findings import lines
from tests.tables import FROZEN, appended, changed, without, workbook

GOOD = workbook(live=True, **FROZEN)


def test_the_tables_of_the_baseline_have_no_finding_of_their_own() -> None:
    assert lines(GOOD) == []


@pytest.mark.parametrize(
    ("table", "header", "line"),
    [
        ("Festschreibung", "Menge", "Z01 | Festschreibung | E5 | Menge | 190001 | B-1"),
        ("Festschreibung", "Festgeschrieben am", "Z01 | Festschreibung | I5 | Festgeschrieben am | 190001 | B-1"),
        ("Änderungsanträge", "Antragsnummer", "Z01 | Änderungsanträge | B5 | Antragsnummer | 190002 | 1"),
        ("Änderungsanträge", "Bedarfsnummer", "Z01 | Änderungsanträge | C5 | Bedarfsnummer |  | AN-1"),
        ("Änderungsanträge", "Feld", "Z01 | Änderungsanträge | D5 | Feld | 190002 | AN-1"),
        ("Änderungsanträge", "Neuer Wert", "Z01 | Änderungsanträge | E5 | Neuer Wert | 190002 | AN-1"),
        ("Änderungsanträge", "Eingang am", "Z01 | Änderungsanträge | G5 | Eingang am | 190002 | AN-1"),
        ("Änderungsanträge", "Entscheidung", "Z01 | Änderungsanträge | H5 | Entscheidung | 190002 | AN-1"),
        ("Ausnahmen", "Code", "Z01 | Ausnahmen | B5 | Code |  | 1"),
        ("Ausnahmen", "Schlüssel", "Z01 | Ausnahmen | C5 | Schlüssel |  | 1"),
        ("Ausnahmen", "Begründung", "Z01 | Ausnahmen | D5 | Begründung |  | S05 / 190001"),
        ("Ausnahmen", "Zugelassen durch", "Z01 | Ausnahmen | E5 | Zugelassen durch |  | S05 / 190001"),
    ],
)
def test_z01_a_blank_that_must_be_filled(table: str, header: str, line: str) -> None:
    assert lines(changed(GOOD, table, 1, header, None)) == [line]


@pytest.mark.parametrize("header", ["Begründung", "Entschieden am", "Entschieden durch"])
def test_reading_54_what_an_approval_lacks_has_a_code_of_its_own(header: str) -> None:
    assert lines(changed(GOOD, "Änderungsanträge", 1, header, None)) == []


@pytest.mark.parametrize(("decision", "blank"), [("abgelehnt", True), ("offen", False)])
def test_a_refusal_needs_its_day_and_office(decision: str, blank: bool) -> None:
    tables = changed(GOOD, "Änderungsanträge", 1, "Entscheidung", decision)
    for header in ("Entschieden am", "Entschieden durch"):
        found = lines(changed(tables, "Änderungsanträge", 1, header, None))
        assert [line[:3] for line in found] == ["Z01"] * blank


@pytest.mark.parametrize("field", ["Neuer Bedarf", "Streichung"])
def test_a_new_or_withdrawn_need_has_no_new_value(field: str) -> None:
    tables = changed(GOOD, "Änderungsanträge", 1, "Feld", field)
    assert lines(changed(tables, "Änderungsanträge", 1, "Neuer Wert", None)) == []


def test_a_new_value_that_cannot_be_read_is_not_blank_too() -> None:
    tables = changed(GOOD, "Änderungsanträge", 1, "Neuer Wert", ErrorValue("#REF!"))
    assert lines(tables) == ["Z02 | Änderungsanträge | E5 | Neuer Wert | 190002 | AN-1"]


def test_a_column_that_is_missing_is_said_once() -> None:
    found = lines(without(GOOD, "Änderungsanträge", "Neuer Wert"))
    assert found == ["P02 | Änderungsanträge |  | Neuer Wert |  | Änderungsanträge"]


@pytest.mark.parametrize(
    ("table", "header", "cell"),
    [
        ("Änderungsanträge", "Feld", "Farbe"),
        ("Änderungsanträge", "Entscheidung", "vielleicht"),
        ("Änderungsanträge", "Entschieden am", "bald"),
        ("Ausnahmen", "Code", "S5"),
        ("Ausnahmen", "Gültig bis", "immer"),
        ("Festschreibung", "Wunschjahr", "bald"),
    ],
)
def test_z02_a_cell_that_cannot_be_read(table: str, header: str, cell: Cell) -> None:
    assert [line.split(" | ")[:4:3] for line in lines(changed(GOOD, table, 1, header, cell))] == [["Z02", header]]


def test_z03_numbers_of_the_baseline_and_of_requests_are_given_once_exemptions_may_repeat() -> None:
    for table, key in (("Festschreibung", "B-1"), ("Änderungsanträge", "AN-1")):
        (line,) = lines(appended(GOOD, table, 1))
        assert (line[:3], line.split(" | ")[-1]) == ("Z03", key)
    assert lines(appended(GOOD, "Ausnahmen", 1)) == []


def test_reading_47_numbers_of_the_baseline_are_not_looked_up() -> None:
    tables = changed(GOOD, "Festschreibung", 1, "Schulnummer", "199999")
    assert lines(changed(tables, "Festschreibung", 1, "Artikelnummer", "weg")) == []


@pytest.mark.parametrize(
    ("number", "field", "unknown"),
    [("B-9", "Menge", True), ("B-9", "Neuer Bedarf", False), ("B-9", "Farbe", False), ("b-1", "Streichung", False)],
)
def test_reading_81_a_request_names_a_need_that_is_there_or_was_frozen(number: str, field: str, unknown: bool) -> None:
    tables = changed(
        changed(GOOD, "Änderungsanträge", 1, "Bedarfsnummer", number), "Änderungsanträge", 1, "Feld", field
    )
    assert ("Z04" in [line[:3] for line in lines(tables)]) is unknown


def test_reading_81_a_deleted_need_is_known_to_requests_but_not_to_orders() -> None:
    tables = changed(GOOD, "Änderungsanträge", 1, "Bedarfsnummer", "B-1")
    gone = changed(tables, "Bedarfe", 1, "Bedarfsnummer", "B-3")
    assert [line.split(" | ")[:2] for line in lines(gone)] == [["Z04", "Bestellungen"], ["Z04", "Rechnungen"]]


def test_a_new_value_reads_as_its_digits() -> None:
    tables = changed(GOOD, "Änderungsanträge", 1, "Neuer Wert", Decimal(10))
    assert read_plan(tables).plan.requests[0].new_value == "10"


@pytest.mark.parametrize("name", ["Festschreibung", "Änderungsanträge", "Ausnahmen"])
def test_a_workbook_without_one_of_these_tables_is_valid(name: str) -> None:
    assert lines(without(GOOD, name)) == [f"P02 | {name} |  |  |  | {name}"]
