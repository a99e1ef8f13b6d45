"""T05: do the live formulas of the workbook show what the tool computes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from pakt_xl.domain.table import Cell, ErrorValue, Formula, Table
from tests.checks.books import amounts, book, findings, invoices, needs, orders, report, schools, sentence
from tests.tables import appended, changed, without

Tables = dict[str, Table]

# What the formulas of the workbook below show, computed by hand (worked example 8, after its first invoice).
SHOWN: dict[str, dict[str, tuple[str, ...]]] = {
    "Schulen": {
        "Belegt": ("50999.99", "0"),
        "Restbudget": ("49000.01", "100000"),
        "Säule 3 belegt": ("4000", "0"),
        "Säule 3 Obergrenze": ("20000", "20000"),
    },
    "Bedarfe": {
        "Noch zu beschaffen": ("0", "10"),
        "Einzelpreis": ("3950", "400"),
        "Geplant": ("0", "4000"),
        "Bestellt offen": ("27416.66", "0"),
        "Berechnet": ("19583.33", "0"),
    },
    "Bestellungen": {"Berechnete Menge": ("5",), "Offener Betrag": ("27416.66",)},
}
CELLS = [(table, header) for table, columns in SHOWN.items() for header in columns]


def mappe(settings: dict[str, str] | None = None, **texts: str) -> Tables:
    """Two schools, boards on order and partly invoiced, tablets; every live cell shows the right value."""
    base = {
        "Schulen": schools(
            "190001 | 100.000,00 | vorhanden | umgesetzt | ", "190002 | 100.000,00 | vorhanden | umgesetzt | "
        ),
        "Bedarfe": needs(
            "B-1 | 190001 | TAFEL  | 12 | 2022 | DigitalPakt",
            "B-2 | 190001 | TABLET | 10 | 2022 | DigitalPakt",
        ),
        "Bestellungen": orders("BE-1 | B-1 | 12 | 46.999,99 | bestellt"),
        "Rechnungen": invoices("RE-1 | B-1 | BE-1 | 5 | 19.583,33 | 19.583,33"),
    }
    tables = book(base | texts, live=True, settings=settings)
    for table, header in CELLS:
        for row, text in enumerate(SHOWN[table][header], start=1):
            tables = shows(tables, table, row, header, Decimal(text))
    return tables


def shows(tables: Tables, table: str, row: int, header: str, value: Decimal | str | ErrorValue | None) -> Tables:
    """Return the tables with a formula in this cell that shows a value."""
    return changed(tables, table, row, header, Formula("SUM(1)", value))


def keys(table: str) -> str:
    """Schlüssel of the first row of a table."""
    return {"Schulen": "190001", "Bedarfe": "B-1", "Bestellungen": "BE-1 / B-1"}[table]


def test_T05_is_silent_if_every_formula_shows_what_is_computed() -> None:
    assert report(mappe()) == []


@pytest.mark.parametrize(("table", "header"), CELLS)
def test_T05_names_each_formula_that_shows_a_cent_more(table: str, header: str) -> None:
    good = SHOWN[table][header][0]
    tables = shows(mappe(), table, 1, header, Decimal(good) + Decimal("0.01"))
    assert report(tables) == [f"T05 F {table}.{header} {keys(table)}"]


@pytest.mark.parametrize("noise", ["0.000001", "-0.0000004"])
def test_T05_forgives_the_noise_of_binary_numbers(noise: str) -> None:
    assert report(shows(mappe(), "Schulen", 1, "Belegt", Decimal("50999.99") + Decimal(noise))) == []


def test_T05_gives_the_amounts_of_a_deviation() -> None:
    tables = shows(mappe(), "Schulen", 1, "Restbudget", Decimal("49001.0000000002"))
    assert amounts(tables, "T05") == ("49000.01", "49001.00", "0.99")
    assert sentence(tables, "T05") == "Die Formel in „Restbudget“ ergibt 49.001,00 €, richtig ist 49.000,01 €."
    (finding,) = findings(tables)
    assert (finding.place.cell, finding.place.school) == ("J5", "190001")


def test_T05_shows_the_digits_of_a_deviation_below_a_cent() -> None:
    tables = shows(mappe(), "Schulen", 1, "Restbudget", Decimal("49000.012"))
    assert sentence(tables, "T05") == "Die Formel in „Restbudget“ ergibt 49000,012, richtig ist 49.000,01 €."


def test_T05_of_a_quantity_has_no_amounts() -> None:
    tables = shows(mappe(), "Bedarfe", 2, "Noch zu beschaffen", Decimal(9))
    assert amounts(tables, "T05") == ("None", "None", "None")
    assert sentence(tables, "T05") == "Die Formel in „Noch zu beschaffen“ ergibt 9, richtig ist 10."


@pytest.mark.parametrize(
    ("value", "found"), [(ErrorValue("#REF!"), "Fehlerwert #BEZUG!"), ("viel", "„viel“"), ("", "„“")]
)
def test_T05_names_a_formula_that_shows_no_number(value: str | ErrorValue, found: str) -> None:
    tables = shows(mappe(), "Bedarfe", 2, "Geplant", value)
    assert report(tables) == ["T05 F Bedarfe.Geplant B-2"]
    assert sentence(tables, "T05") == f"Die Formel in „Geplant“ ergibt {found}, richtig ist 4.000,00 €."


def test_T05_takes_blank_text_for_nothing() -> None:
    assert report(shows(mappe(), "Bedarfe", 1, "Geplant", "")) == []


@pytest.mark.parametrize("cell", [Decimal(4000), "4000", None, date(2022, 1, 1), ErrorValue("#REF!")])
def test_T05_names_a_formula_that_was_overwritten_even_with_the_right_amount(cell: Cell) -> None:
    tables = changed(mappe(), "Bedarfe", 2, "Geplant", cell)
    assert report(tables) == ["T05 F Bedarfe.Geplant B-2"]
    assert sentence(tables, "T05").startswith("In der Formelspalte „Geplant“ steht statt der Formel: ")


def test_T05_gives_the_amounts_of_an_overwritten_formula() -> None:
    tables = changed(mappe(), "Schulen", 1, "Restbudget", Decimal(50000))
    assert amounts(tables, "T05") == ("49000.01", "50000.00", "999.99")
    assert sentence(tables, "T05").endswith("statt der Formel: 50.000,00 €.")


def test_T05_names_an_overwritten_formula_without_amounts_where_the_right_one_is_uncertain() -> None:
    tables = changed(mappe(), "Bedarfe", 2, "Geplant", Decimal(1))
    tables = changed(tables, "Bedarfe", 2, "Erfasst im Jahr", None)
    assert report(tables) == ["Z01 F Bedarfe.Erfasst im Jahr B-2", "T05 F Bedarfe.Geplant B-2"]
    assert amounts(tables, "T05") == ("None", "None", "None")


def test_T05_knows_a_column_whose_formulas_were_all_overwritten_by_its_column_formula() -> None:
    tables = changed(mappe(), "Bestellungen", 1, "Offener Betrag", None)
    assert report(tables) == []  # without any formula the column is missing, not overwritten
    orders_table = replace(tables["Bestellungen"], calculated=frozenset({"Offener Betrag"}))
    assert report(tables | {"Bestellungen": orders_table}) == ["T05 F Bestellungen.Offener Betrag BE-1 / B-1"]


def test_T05_names_numbers_typed_into_a_column_without_formulas() -> None:
    tables = changed(mappe(), "Bestellungen", 1, "Offener Betrag", Decimal("27416.66"))
    assert report(tables) == ["T05 F Bestellungen.Offener Betrag BE-1 / B-1"]


def test_T05_gives_one_note_a_column_for_formulas_never_computed() -> None:
    tables = shows(mappe(), "Bedarfe", 1, "Geplant", None)
    assert report(shows(tables, "Bedarfe", 2, "Geplant", None)) == ["T05 H Bedarfe.Geplant"]
    assert "(Anzahl: 1)" in sentence(tables, "T05")
    (finding,) = findings(tables)
    assert (finding.place.cell, finding.place.school) == ("K5", "")


def test_T05_takes_other_values_for_old_ones_until_the_workbook_is_computed_anew() -> None:
    tables = shows(mappe(), "Bedarfe", 1, "Geplant", Decimal(1))
    assert report(tables) == ["T05 F Bedarfe.Geplant B-1"]
    outdated = tables | {"Bedarfe": replace(tables["Bedarfe"], outdated=True)}
    assert report(outdated) == ["T05 H Bedarfe.Geplant"]
    assert "Stand vor der letzten Änderung (Anzahl: 1)" in sentence(outdated, "T05")
    assert report(mappe() | {"Bedarfe": replace(mappe()["Bedarfe"], outdated=True)}) == []
    typed = changed(outdated, "Bedarfe", 1, "Geplant", Decimal(1))
    assert report(typed) == ["T05 F Bedarfe.Geplant B-1"]


def test_T05_is_silent_about_columns_and_tables_that_are_missing() -> None:
    tables = without(without(mappe(), "Bedarfe", "Geplant"), "Bestellungen", "Offener Betrag")
    assert report(tables) == []
    assert report(without(without(mappe(), "Bestellungen"), "Rechnungen")) != []  # now the values of the needs deviate
    no_buying = book(Bedarfe=needs("B-1 | 190001 | TAFEL | 1 | 2022 | DigitalPakt"), live=True)
    assert report(without(no_buying, "Bestellungen")) == []


ALL = ("Schulen", "Bedarfe", "Bestellungen")


def off(tables: Tables) -> Tables:
    """Return the tables with wrong values in every live cell of the first row of each table."""
    for table, header in CELLS:
        tables = shows(tables, table, 1, header, Decimal(1))
    return tables


def compared(tables: Tables) -> set[str]:
    """Return the tables whose first row has a T05."""
    return {each.place.sheet for each in findings(off(tables)) if each.rule.code == "T05"}


def test_T05_compares_every_table() -> None:
    assert compared(mappe()) == set(ALL)


@pytest.mark.parametrize(
    ("table", "row", "header", "cell"),
    [
        ("Bedarfe", 2, "Menge", None),  # Vollständig = nein
        ("Rechnungen", 1, "Menge", None),
        ("Bestellungen", 1, "Status", "unklar"),
        ("Einstellungen", 3, "Wert", "1.3.2022"),  # the Stichtag as text
        ("Einstellungen", 3, "Schlüssel", " Stichtag"),  # Excel looks for the key without the blank
        ("Einstellungen", 4, "Wert", "Gesamtausgaben "),
        ("Einstellungen", 8, "Wert", None),  # Obergrenze Lesart: the tool takes its default
    ],
)
def test_T05_compares_nothing_where_a_bad_cell_reaches_all(table: str, row: int, header: str, cell: Cell) -> None:
    assert compared(changed(mappe(), table, row, header, cell)) == set()


def test_T05_compares_nothing_without_a_setting_that_the_formulas_look_up() -> None:
    tables = mappe()
    settings = tables["Einstellungen"]
    rest = tuple(row for row in settings.rows if row[0] != "Obergrenze Ebene")
    assert compared(tables | {"Einstellungen": replace(settings, rows=rest)}) == set()


def test_T05_compares_all_if_another_setting_is_blank() -> None:
    assert compared(changed(mappe(), "Einstellungen", 5, "Wert", None)) == set(ALL)


@pytest.mark.parametrize(
    ("table", "row", "header", "cell", "rest"),
    [
        ("Schulen", 1, "Schulnummer", Decimal(190001), {"Bedarfe", "Bestellungen"}),  # Z12
        ("Schulen", 1, "Schulname", None, {"Bedarfe", "Bestellungen"}),  # Z01
        ("Bedarfe", 1, "Menge", "12", {"Bestellungen"}),  # Z12
        ("Bedarfe", 2, "Menge", "10", {"Bedarfe", "Bestellungen"}),  # the sums of its school
        ("Bedarfe", 1, "Finanzierung", "DigitalPakt ", {"Bestellungen"}),  # read without a finding
        ("Bestellungen", 1, "Lieferant", None, set()),  # an order changes its need and school
        ("Rechnungen", 1, "Rechnungssumme", None, set()),
        ("Rechnungen", 1, "Menge", "5", set()),
        ("Katalog", 1, "Bezeichnung", None, {"Bestellungen"}),
        ("Katalog", 5, "Förderfähig", "ja ", {"Bedarfe", "Bestellungen"}),  # the tablets of B-2
        ("Preise", 1, "Gültig ab", "1.1.2020", {"Bestellungen"}),
        ("Preise", 1, "Gültig ab", datetime(2020, 1, 1, 12), {"Bestellungen"}),  # noqa: DTZ001  a cell has no time zone
        ("Preise", 1, "Quelle", None, {"Bestellungen"}),
        ("Preise", 2, "Einzelpreis", "750,00", {"Schulen", "Bedarfe", "Bestellungen"}),  # nobody wants it
    ],
)
def test_T05_does_not_compare_what_a_bad_or_odd_cell_may_change(
    table: str, row: int, header: str, cell: Cell, rest: set[str]
) -> None:
    assert compared(changed(mappe(), table, row, header, cell)) == rest


@pytest.mark.parametrize("formula", [Formula("1+11", Decimal(12)), Formula('""&12', "12")])
def test_T05_looks_at_what_an_input_formula_shows(formula: Formula) -> None:
    rest = set(ALL) if formula.value == Decimal(12) else {"Bestellungen"}
    assert compared(changed(mappe(), "Bedarfe", 1, "Menge", formula)) == rest


@pytest.mark.parametrize(
    ("line", "settings"),
    [
        ("B-1 | 190001 | TAFEL | 14 | 2025 | DigitalPakt", {}),  # Z06
        ("B-1 | 190001 | TAFEL | 14 | 2021 | DigitalPakt", {}),  # Z11
        ("B-1 | 190001 | TAFEL | 14 | 2022 | DigitalPakt", {"Säulen nur aus städtischen Mitteln": "1"}),  # Z09
    ],
)
def test_T05_does_not_compare_a_need_with_a_finding_of_its_own(line: str, settings: dict[str, str]) -> None:
    tables = mappe(Bedarfe=needs(line, "B-2 | 190001 | TABLET | 10 | 2022 | DigitalPakt"), settings=settings)
    assert compared(tables) == {"Schulen", "Bestellungen"}


def test_T05_does_not_compare_a_need_whose_own_finding_is_allowed_either() -> None:
    bad = needs("B-1 | 190001 | TAFEL | 14 | 2025 | DigitalPakt", "B-2 | 190001 | TABLET | 10 | 2022 | DigitalPakt")
    exempt = "Code | Schlüssel | Begründung\nZ06 | B-1 | geprüft"
    assert compared(mappe(Bedarfe=bad, Ausnahmen=exempt)) == {"Schulen", "Bestellungen"}


@pytest.mark.parametrize(
    ("table", "rest"), [("Bestellungen", set()), ("Bedarfe", {"Bestellungen"}), ("Rechnungen", set(ALL))]
)
def test_T05_does_not_compare_doubled_orders_and_needs(table: str, rest: set[str]) -> None:
    assert compared(appended(mappe(), table, 1)) == rest


def test_T05_does_not_compare_the_later_rows_of_a_doubled_school() -> None:
    tables = appended(mappe(), "Schulen", 1)
    tables = shows(tables, "Schulen", 3, "Belegt", Decimal(1))
    assert report(tables) == ["Z03 F Schulen.Schulnummer 190001"]


@pytest.mark.parametrize("resolution", ["Rat 1/2022", ""])
def test_T05_compares_schools_with_a_good_transfer_or_one_that_does_not_count(resolution: str) -> None:
    transfer = f"Von Schule | An Schule | Betrag | Beschluss\n190001 | 190002 | 1,00 | {resolution}"
    assert "Schulen" in compared(mappe(Umschichtungen=transfer))


@pytest.mark.parametrize("header", ["Betrag", "Grund"])
def test_T05_does_not_compare_schools_with_a_bad_transfer(header: str) -> None:
    transfer = "Von Schule | An Schule | Betrag\n190002 | 190001 | 1,00"
    tables = changed(mappe(Umschichtungen=transfer), "Umschichtungen", 1, header, None)
    assert "Schulen" not in compared(tables)


def test_T05_is_silent_where_the_cap_cannot_be_known() -> None:
    tables = mappe(
        Schulen=schools("190001 |  | vorhanden | umgesetzt | ", "190002 | 100.000,00 | vorhanden | umgesetzt | ")
    )
    assert compared(tables) == set()
