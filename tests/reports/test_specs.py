"""The generated tables as a whole: their columns are the contract with the office."""

from __future__ import annotations

from datetime import date

from pakt_xl.programme import load
from pakt_xl.reports import build_all, generated_tables, programme_values
from pakt_xl.reports.wording import german
from tests.reports.facts import PROGRAMME, euro, view


def test_a_plan_sheet_for_each_year_of_the_programme() -> None:
    names = [table.name for table in generated_tables(PROGRAMME)]
    assert names == [
        "Prüfbericht",
        "Befundübersicht",
        "Programmwerte",
        "Budgetübersicht",
        "Jahresübersicht",
        *(f"Plan{year}" for year in range(2020, 2025)),
        "Lose",
        "Verteilliste",
        "Änderungen",
        "Rückläufe",
        "OffeneLieferungen",
        "Mittelabruf",
        "MittelabrufBelege",
        "Verwendungsnachweis",
        "VerwendungsnachweisBelege",
        "Zweckbindung",
        "Lesarten",
        "Protokoll",
        "NotizenOhneZeile",
        "Kennzahlen",
    ]
    later = [table.sheet for table in generated_tables(load("digitalpakt_2_nrw")) if table.name.startswith("Plan")]
    assert later == [f"Plan {year}" for year in range(2026, 2031)]


def test_every_table_is_built_with_its_own_columns_and_known_keys() -> None:
    built = build_all(view())
    specs = generated_tables(PROGRAMME)
    filled = [spec for spec in specs if spec.name not in ("Rückläufe", "NotizenOhneZeile")]
    assert [table.name for table in built] == [spec.name for spec in filled]
    for table, spec in zip(built, filled, strict=True):
        assert table.headers == spec.headers
        assert all(len(row) == len(spec.headers) for row in table.rows)
        assert set(spec.key) <= set(spec.headers)
    assert [spec.name for spec in specs if spec.total] == ["Budgetübersicht"]


def test_every_column_of_every_table_says_what_it_holds() -> None:
    assert all(column.help for spec in generated_tables(PROGRAMME) for column in spec.columns)


def test_programme_values_stand_as_in_the_programme_file() -> None:
    rows = programme_values.build(view()).rows
    assert [row[:4] for row in rows if row[0] == "Umsatzsteuer in Prozent"][1] == (
        "Umsatzsteuer in Prozent",
        16,
        date(2020, 7, 1),
        date(2020, 12, 31),
    )
    assert {row[4] for row in rows} == {"Beleg", "Annahme"}
    assert all(row[5] for row in rows)


def test_values_in_sentences_are_german() -> None:
    assert [german(value) for value in (euro("1234.5"), date(2024, 10, 31), 2022, "B-1")] == [
        "1.234,50 €",
        "31.10.2024",
        "2022",
        "B-1",
    ]
