"""Protokoll: the row of the run above the old ones; the checksum of the inputs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pakt_xl.domain.table import Cell, Cells, ErrorValue, Formula, Table
from pakt_xl.reports.checksum import inputs_checksum
from pakt_xl.reports.protocol import SPEC, build, counts_text
from tests.reports.facts import (
    BLANK,
    CITY_ONLY,
    NOW,
    PROGRAMME,
    READ_AS,
    euro,
    finding,
    outlook,
    row_of,
    school_facts,
    view,
)

HEADERS = ("Bedarfsnummer", "Schulnummer", "Artikelnummer", "Menge", "Wunschjahr", "Finanzierung", "Erfasst im Jahr")
ROWS: tuple[Cells, ...] = (
    ("B-1", "150001", "A-1", Decimal(6), Decimal(2021), "DigitalPakt", Decimal(2020)),
    ("B-2", "150001", "A-2", Decimal(3), Decimal(2022), "DigitalPakt", Decimal(2020)),
)


def needs(*rows: Cells, headers: tuple[str, ...] = HEADERS) -> dict[str, Table]:
    return {"Bedarfe": Table("Bedarfe", headers, rows, "Bedarfe", 5, 2)}


def test_row_of_the_run() -> None:
    findings = (
        finding(BLANK),
        finding(BLANK),
        finding(CITY_ONLY),
        finding(READ_AS),
        finding(READ_AS),
        finding(READ_AS),
    )
    known = school_facts(committed=euro("600.00"), remaining=euro("99400.00"))
    unknown = school_facts(committed=euro("50.00"), remaining=None)
    tables = needs(*ROWS)
    assert row_of(build(view(outlook(schools=(known, unknown)), findings, tables))) == {
        "Zeitpunkt": NOW,
        "Stichtag": date(2022, 3, 1),
        "Fassung": "0.1.0",
        "Programmdatei": "digitalpakt_nrw_2019",
        "Prüfsumme Programm": PROGRAMME.checksum,
        "Prüfsumme Eingaben": inputs_checksum(tables),
        "Zeilen je Tabelle": "Schulen 52, Bedarfe 2.031",
        "Fehler": 2,
        "Warnungen": 1,
        "Hinweise": 3,
        "Belegt": euro("650.00"),
        "Restbudget": euro("99400.00"),
    }


def test_rows_of_the_file_stay_below_in_our_columns_without_blank_ones() -> None:
    old = Table(
        "Protokoll",
        ("Fehler", "ZEITPUNKT", "Eigene Spalte"),
        (
            (Decimal(7), "gestern", "gesehen"),
            (None, " ", "nur eigene"),
            (Decimal(8), Formula("A1", "vorgestern"), None),
        ),
    )
    table = build(view(tables={"Protokoll": old}))
    assert [row[0] for row in table.rows] == [NOW, "gestern", Formula("A1", "vorgestern")]
    assert [row[SPEC.headers.index("Fehler")] for row in table.rows] == [0, Decimal(7), Decimal(8)]
    assert all(len(row) == len(SPEC.headers) for row in table.rows)


def test_counts_are_german_numbers() -> None:
    assert counts_text({"Schulen": 5450, "Bedarfe": 1234567}) == "Schulen 5.450, Bedarfe 1.234.567"


def test_checksum_ignores_sorting_blank_rows_own_columns_and_the_order_of_columns() -> None:
    blank: Cells = (None, " ", None, None, None, None, None)
    swapped = needs(*(tuple(reversed((*row, "eigenes"))) for row in ROWS), headers=(*reversed((*HEADERS, "Notiz")),))
    assert inputs_checksum(needs(*reversed(ROWS), blank)) == inputs_checksum(needs(*ROWS)) == inputs_checksum(swapped)


def test_checksum_takes_a_formula_by_its_value_and_a_number_whatever_its_places() -> None:
    typed = needs(
        ("B-1", "150001", "A-1", Decimal("6.00"), Formula("X", Decimal(2021)), "DigitalPakt", Decimal("2.02E+3"))
    )
    assert inputs_checksum(typed) == inputs_checksum(needs(ROWS[0]))


def checksum_of(cell: Cell) -> str:
    """Checksum of a need with this cell as its Menge."""
    return inputs_checksum(needs(("B-1", "150001", "A-1", cell, Decimal(2021), "DigitalPakt", Decimal(2020))))


def test_checksum_tells_kinds_and_values_apart() -> None:
    text, error = ("6", "2021-01-01", "True", "#N/A"), (ErrorValue("#N/A"), ErrorValue("#REF!"))
    cells: Cells = (None, *text, *error, Decimal(6), Decimal(7), date(2021, 1, 1), date(2021, 1, 2), True, False)
    assert len({checksum_of(cell) for cell in cells}) == len(cells)


@pytest.mark.parametrize("value", [None, "6", Decimal(6), date(2021, 1, 1)])
def test_checksum_takes_a_formula_as_what_it_shows(value: str | Decimal | date | None) -> None:
    assert checksum_of(Formula("A1", value)) == checksum_of(value)


def test_checksum_sees_a_doubled_row_and_a_missing_column() -> None:
    sums = {
        inputs_checksum(tables)
        for tables in (
            {},
            needs(ROWS[0]),
            needs(ROWS[0], ROWS[0]),
            needs(ROWS[0][:-1], headers=HEADERS[:-1]),
        )
    }
    assert len(sums) == 4
