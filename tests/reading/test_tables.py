"""Tables and columns that are missing, doubled, renamed, moved or added."""

from __future__ import annotations

from dataclasses import replace
from typing import Never

import pytest

from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.rows import MODELS, Need, Row, columns
from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn
from pakt_xl.domain.table import Table
from pakt_xl.reading import Counts, read_plan
from pakt_xl.reading.tables import find_sources
from tests.reading.findings import line, lines, sentences
from tests.tables import without, workbook

GOOD = workbook(live=True)
LOTS = GeneratedTable("Lose", "Lose", "Lose", (OutColumn("Jahr", Look.YEAR, 8),), ("Jahr",))


def unusable(tables: dict[str, Table]) -> str:
    """Message of the error that refuses the workbook."""
    with pytest.raises(UnusableError) as refused:
        read_plan(tables)
    return str(refused.value)


def with_headers(name: str, *headers: str) -> dict[str, Table]:
    """Return the good workbook with columns of the user, filled with a text, behind those of a table."""
    old = GOOD[name]
    rows = tuple((*cells, *["x"] * len(headers)) for cells in old.rows)
    return {**GOOD, name: replace(old, headers=(*old.headers, *headers), rows=rows)}


def test_all_that_a_workbook_must_have_and_has_not_stands_in_one_message() -> None:
    tables = with_headers("Bestellungen", "Menge", "Notiz", "NOTIZ ")
    for name in ("Schulen", "Preise"):
        tables = without(tables, name)
    tables = without(without(tables, "Bedarfe", "Menge"), "Katalog", "Förderfähig")

    assert unusable(tables) == (
        "Die Mappe kann nicht gerechnet werden: Tabelle „Schulen“ fehlt; in Tabelle „Katalog“ fehlt die Spalte "
        "„Förderfähig“; Tabelle „Preise“ fehlt; in Tabelle „Bedarfe“ fehlt die Spalte „Menge“; in Tabelle "
        "„Bestellungen“ steht die Spalte „Menge“ mehrfach; in Tabelle „Bestellungen“ steht die Spalte „Notiz“ "
        "mehrfach. Fehlende Tabellen mit „pakt-xl repair“ ergänzen, fehlende Spalten wieder anlegen, doppelte "
        "Spalten umbenennen."
    )


REQUIRED = [(model, column.header) for model in MODELS for column in columns(model).values() if column.required]


@pytest.mark.parametrize(("model", "header"), REQUIRED)
def test_a_table_must_have_each_required_column(model: type[Row], header: str) -> None:
    assert f"in Tabelle „{model.TABLE}“ fehlt die Spalte „{header}“" in unusable(without(GOOD, model.TABLE, header))


OPTIONAL = [
    (model, header)
    for model in MODELS
    for header in [*(column.header for column in columns(model).values() if not column.required), *model.LIVE]
]


@pytest.mark.parametrize(("model", "header"), OPTIONAL)
def test_p02_a_free_column_and_a_formula_column_may_be_missing(model: type[Row], header: str) -> None:
    tables = without(GOOD, model.TABLE, header)

    assert lines(tables) == [f"P02 | {model.TABLE} |  | {header} |  | {model.TABLE}"]
    assert sentences(tables) == [
        (
            f"Spalte „{header}“ der Tabelle {model.TABLE} fehlt; gerechnet wird ohne sie.",
            "Mit „pakt-xl repair“ ergänzen.",
        )
    ]


@pytest.mark.parametrize("name", ["Kontakte", "Rechnungen", "Umschichtungen"])
def test_p02_an_optional_table_that_is_absent_counts_as_empty(name: str) -> None:
    tables = without(GOOD, name)

    assert lines(tables) == [f"P02 | {name} |  |  |  | {name}"]
    assert sentences(tables)[0][0] == f"Tabelle {name} fehlt; gerechnet wird ohne sie."
    assert read_plan(tables).counts[name] == Counts(0, 0, 0)


def test_p02_a_generated_table_that_is_missing() -> None:
    assert [line(finding) for finding in read_plan(GOOD, [LOTS]).findings] == ["P02 | Lose |  |  |  | Lose"]
    assert read_plan({**GOOD, "LOSE": LOTS.table([])}, [LOTS]).findings == ()


def test_an_absent_item_unit_is_the_default() -> None:
    assert read_plan(without(GOOD, "Katalog", "Einheit")).plan.items[0].unit == "Stück"


def test_columns_of_the_user_do_no_harm() -> None:
    assert lines(with_headers("Bedarfe", "Notiz", "Raum", "", " ")) == []


def test_a_header_is_known_with_other_case_blanks_and_line_breaks() -> None:
    old = GOOD["Bestellungen"]
    headers = tuple(header.upper().replace(" ", "\n\u00a0") for header in old.headers)

    assert lines({**GOOD, "Bestellungen": replace(old, headers=headers)}) == []


def test_columns_may_stand_in_any_order_and_a_table_anywhere() -> None:
    old = GOOD["Bedarfe"]
    turned = replace(
        old,
        headers=old.headers[::-1],
        rows=tuple(cells[::-1] for cells in old.rows),
        sheet="Bedarfe 2022",
        row=100,
        column=27,
    )
    reading = read_plan({**GOOD, "Bedarfe": turned})

    place = reading.places.of(reading.plan.needs[1], "number")

    assert reading.plan == replace(read_plan(GOOD).plan, needs=reading.plan.needs)
    assert [need.quantity for need in reading.plan.needs] == [4, 10]
    assert (place.sheet, place.cell) == ("Bedarfe 2022", "AL102")


def test_tables_are_found_by_name_without_case() -> None:
    tables = {name.upper(): table for name, table in GOOD.items()}

    assert read_plan(tables).findings == ()


class Lazy(dict[str, Table]):
    """Tables as a book gives them: read only when they are asked for; remembers which were."""

    def __init__(self, tables: dict[str, Table]) -> None:
        super().__init__(tables)
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> Table:
        """Return a table and remember its name."""
        self.asked.add(name)
        return super().__getitem__(name)

    def items(self) -> Never:
        raise AssertionError("would read every table of the workbook")

    values = items


def test_other_tables_are_not_even_read() -> None:
    tables = Lazy({**GOOD, "Notizen": Table("Notizen", ("a", "a"), ((None, None),))})

    assert lines(tables) == []
    assert tables.asked == set(GOOD)


def test_a_source_knows_where_its_columns_stand() -> None:
    source = find_sources(GOOD)[Need.TABLE]

    assert source.position("schulnummer ") == 1
    assert source.position("Raum") is None
    assert list(source.fields()) == list(columns(Need))


def test_a_workbook_of_somebody_else_is_told_apart() -> None:
    with pytest.raises(UnusableError, match=r"^Das ist keine Mappe von pakt-xl: .* „pakt-xl new“"):
        find_sources({"Umsatz": Table("Umsatz", ("Jahr",), ((2022,),), "Tabelle1", 1, 1)})
