"""Z01, Z02, Z05, Z12, Z13: a good workbook has no finding, one changed cell has exactly one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from pakt_xl.domain.table import Cell, ErrorValue, Formula
from pakt_xl.reading import read_plan
from pakt_xl.reading.plan import row_ranges
from tests.reading.findings import lines, sentences
from tests.tables import appended, changed, workbook

GOOD = workbook(live=True)


def test_a_good_workbook_has_no_finding() -> None:
    assert lines(GOOD) == []


@pytest.mark.parametrize(
    ("table", "header", "line"),
    [
        ("Kontakte", "Stelle", "Z01 | Kontakte | C5 | Stelle |  | Bedarf"),
        ("Schulen", "TPEK", "Z01 | Schulen | G5 | TPEK | 190001 | 190001"),
        ("Katalog", "Förderfähig", "Z01 | Katalog | G5 | Förderfähig |  | A-1"),
        ("Preise", "Gültig ab", "Z01 | Preise | C5 | Gültig ab |  | 1"),
        ("Preise", "Quelle", "Z01 | Preise | F5 | Quelle |  | A-1 / 01.01.2020"),
        ("Bedarfe", "Schulnummer", "Z01 | Bedarfe | C5 | Schulnummer |  | B-1"),
        ("Bedarfe", "Menge", "Z01 | Bedarfe | E5 | Menge | 190001 | B-1"),
        ("Bestellungen", "Status", "Z01 | Bestellungen | I5 | Status | 190001 | O-1 / B-1"),
        ("Rechnungen", "Geliefert am", "Z01 | Rechnungen | K5 | Geliefert am | 190001 | R-1 / Firma Muster / B-1"),
        ("Umschichtungen", "An Schule", "Z01 | Umschichtungen | D5 | An Schule |  | 1"),
    ],
)
@pytest.mark.parametrize("blank", [None, "\u00a0", "\u200b "])
def test_z01_a_blank_cell_that_is_required(table: str, header: str, line: str, blank: Cell) -> None:
    assert lines(changed(GOOD, table, 1, header, blank)) == [line]


@pytest.mark.parametrize(
    ("table", "header"),
    [
        ("Kontakte", "E-Mail"),
        ("Schulen", "Geschlossen ab"),
        ("Katalog", "Einheit"),
        ("Bestellungen", "Vergabenummer"),
        ("Rechnungen", "Bestellnummer"),
        ("Rechnungen", "Bezahlt am"),
        ("Rechnungen", "Aktenzeichen"),
        ("Umschichtungen", "Beschluss"),
    ],
)
def test_a_free_cell_or_one_with_a_check_of_its_own_may_be_blank(table: str, header: str) -> None:
    assert lines(changed(GOOD, table, 1, header, None)) == []


NEVER_COMPUTED = "Formel ohne Wert (Mappe neu berechnen lassen und speichern)"


@pytest.mark.parametrize(
    ("table", "header", "cell", "message"),
    [
        ("Schulen", "DigitalPakt-Budget", "10.000", "„10.000“ als Text ist mehrdeutig (als Zahl eingeben)"),
        ("Schulen", "DigitalPakt-Budget", "12.345", "„12.345“ als Text ist mehrdeutig (als Zahl eingeben)"),
        ("Schulen", "DigitalPakt-Budget", "1e3", "„1e3“"),
        ("Schulen", "DigitalPakt-Budget", Decimal("12.345"), "12,345 mit mehr als 2 Nachkommastellen"),
        ("Schulen", "DigitalPakt-Budget", Decimal("-0.01"), "-0,01"),
        ("Schulen", "DigitalPakt-Budget", Decimal("NaN"), "NaN"),
        ("Schulen", "DigitalPakt-Budget", "１２３", "„１２３“"),
        ("Schulen", "DigitalPakt-Budget", date(2022, 10, 3), "03.10.2022"),
        ("Schulen", "DigitalPakt-Budget", Formula("C5*2", None), NEVER_COMPUTED),
        ("Schulen", "DigitalPakt-Budget", Formula("C5*2", ErrorValue("#VALUE!")), "Fehlerwert #WERT!"),
        ("Schulen", "DigitalPakt-Budget", True, "WAHR"),
        ("Schulen", "DigitalPakt-Budget", "siehe Schreiben " * 9, f"„{('siehe Schreiben ' * 9)[:60]}…“"),
        ("Schulen", "Infrastruktur", "geplant", "„geplant“"),
        ("Schulen", "Geschlossen ab", ErrorValue("#N/A"), "Fehlerwert #NV"),
        ("Katalog", "Einheit", ErrorValue("#REF!"), "Fehlerwert #BEZUG!"),
        ("Katalog", "Fördersäule", Decimal(5), "5"),
        ("Preise", "Einzelpreis", Decimal(0), "0"),
        ("Bedarfe", "Menge", "vier", "„vier“"),
        ("Bedarfe", "Wunschjahr", Decimal("2022.5"), "2022,5"),
        ("Bedarfe", "Wunschjahr", "nächstes Jahr", "„nächstes Jahr“"),
        ("Bedarfe", "Erfasst im Jahr", Decimal(1999), "1999"),
        ("Bedarfe", "Erfasst im Jahr", Decimal(2100), "2100"),
        ("Bestellungen", "Menge", Decimal(0), "0"),
        ("Bestellungen", "Betrag brutto", Decimal("-0.01"), "-0,01"),
        ("Bestellungen", "Bestellt am", Decimal(44621), "44621"),
        ("Bestellungen", "Bestellt am", "31.02.2022", "„31.02.2022“"),
        ("Rechnungen", "USt-Satz", Decimal("0.19"), "0,19"),
        ("Umschichtungen", "Betrag", Decimal(0), "0"),
    ],
)
def test_z02_a_cell_that_cannot_be_read_says_what_was_found(table: str, header: str, cell: Cell, message: str) -> None:
    tables = changed(GOOD, table, 1, header, cell)

    ((wrong, todo),) = sentences(tables)
    (finding,) = read_plan(tables).findings

    assert finding.rule.code == "Z02"
    assert finding.place.column == header
    assert wrong == f"„{header}“ ist unlesbar oder nicht zulässig: {message}."
    assert todo.startswith("Berichtigen; erwartet: ")


@pytest.mark.parametrize(
    ("table", "cell", "found"),
    [
        ("Bedarfe", Decimal(-1), "-1"),
        ("Bedarfe", Decimal("2.5"), "2,5"),
        ("Bedarfe", "2,5", "„2,5“"),
        ("Bestellungen", Decimal(-1), "-1"),
        ("Rechnungen", Decimal("2.5"), "2,5"),
        ("Rechnungen", Decimal(-2), "-2"),  # beside a positive amount (reading 16)
    ],
)
def test_z05_a_quantity_that_is_negative_or_broken(table: str, cell: Cell, found: str) -> None:
    tables = changed(GOOD, table, 1, "Menge", cell)

    ((wrong, _),) = sentences(tables)
    (finding,) = read_plan(tables).findings

    assert finding.rule.code == "Z05"
    assert wrong == f"Menge {found} ist negativ oder keine ganze Zahl."


@pytest.mark.parametrize(
    ("table", "header", "cell"),
    [
        ("Schulen", "DigitalPakt-Budget", Decimal(0)),
        ("Preise", "Einzelpreis", Decimal("0.01")),
        ("Bedarfe", "Menge", Decimal(0)),
        ("Bedarfe", "Erfasst im Jahr", Decimal(2000)),
        ("Bedarfe", "Erfasst im Jahr", Decimal(2099)),
        ("Bestellungen", "Menge", Decimal(1)),
        ("Bestellungen", "Betrag brutto", Decimal(0)),
        ("Umschichtungen", "Betrag", Decimal("0.01")),
    ],
)
def test_the_limit_of_a_range_itself_is_right(table: str, header: str, cell: Cell) -> None:
    assert lines(changed(GOOD, table, 1, header, cell)) == []


def test_a_credit_note_may_have_a_negative_quantity() -> None:
    credit = changed(
        changed(GOOD, "Rechnungen", 1, "Menge", Decimal(-2)), "Rechnungen", 1, "Betrag brutto", Decimal(-5)
    )

    assert lines(credit) == []
    assert read_plan(credit).plan.invoices[0].quantity == -2


@pytest.mark.parametrize(
    ("table", "header", "cell", "sentence"),
    [
        (
            "Schulen",
            "DigitalPakt-Budget",
            "1.234,56 €",
            ("„DigitalPakt-Budget“ enthält Text „1.234,56 €“; gelesen wurde 1.234,56 €.", "Zelle als Zahl eingeben."),
        ),
        (
            "Schulen",
            "Geschlossen ab",
            " 3.10.2022",
            ("„Geschlossen ab“ enthält Text „ 3.10.2022“; gelesen wurde 03.10.2022.", "Zelle als Datum eingeben."),
        ),
        (
            "Bedarfe",
            "Menge",
            "4",
            ("„Menge“ enthält Text „4“; gelesen wurde 4.", "Zelle als Zahl eingeben."),
        ),
        (
            "Bedarfe",
            "Schulnummer",
            Formula("Schulen!B5", Decimal(190001)),
            (
                "„Schulnummer“ enthält die Zahl 190001; gelesen wurde „190001“.",
                "Zelle als Text ohne Leerzeichen am Rand und ohne * ? ~ eingeben.",
            ),
        ),
        (
            "Bedarfe",
            "Schulnummer",
            " 190001 ",
            (
                "„Schulnummer“ enthält Text „ 190001 “; gelesen wurde „190001“.",
                "Zelle als Text ohne Leerzeichen am Rand und ohne * ? ~ eingeben.",
            ),
        ),
        (
            "Rechnungen",
            "Rechnungsnummer",
            "R*",
            (
                "„Rechnungsnummer“ enthält Text „R*“; gelesen wurde „R*“.",
                "Zelle als Text ohne Leerzeichen am Rand und ohne * ? ~ eingeben.",
            ),
        ),
    ],
)
def test_z12_a_cell_read_otherwise_than_typed_says_what_was_read(
    table: str, header: str, cell: Cell, sentence: tuple[str, str]
) -> None:
    tables = changed(GOOD, table, 1, header, cell)

    assert sentences(tables) == [sentence]
    assert [finding.rule.code for finding in read_plan(tables).findings] == ["Z12"]
    assert read_plan(tables).counts[table].reported == 0  # a Hinweis leaves the row in use


@pytest.mark.parametrize(("cell", "code"), [(None, "Z01"), (" 19 ", "Z02"), (Decimal("1.5"), "Z02")])
def test_a_school_without_a_readable_number_has_one_finding_and_no_note(cell: Cell, code: str) -> None:
    assert lines(changed(GOOD, "Schulen", 2, "Schulnummer", cell)) == [
        f"{code} | Schulen | B6 | Schulnummer |  | 2",
        "Z04 | Bedarfe | C6 | Schulnummer | 190002 | B-2",  # nobody can know which school was meant
        "Z04 | Umschichtungen | D5 | An Schule | 190002 | 1",
    ]


def test_each_wrong_cell_of_a_row_has_its_finding_in_the_order_of_the_columns() -> None:
    tables = changed(GOOD, "Bedarfe", 2, "Finanzierung", "Spende")
    tables = changed(tables, "Bedarfe", 2, "Menge", Decimal(-1))
    tables = changed(tables, "Bedarfe", 2, "Wunschjahr", None)
    tables = changed(tables, "Bedarfe", 1, "Finanzierung", None)

    assert lines(tables) == [
        "Z01 | Bedarfe | G5 | Finanzierung | 190001 | B-1",
        "Z05 | Bedarfe | E6 | Menge | 190002 | B-2",
        "Z01 | Bedarfe | F6 | Wunschjahr | 190002 | B-2",
        "Z02 | Bedarfe | G6 | Finanzierung | 190002 | B-2",
    ]


def test_z13_rows_below_a_table_are_named() -> None:
    table = replace(GOOD["Bedarfe"], stray_rows=(7, 8, 9, 12))

    assert lines({**GOOD, "Bedarfe": table}) == ["Z13 | Bedarfe | B7 |  |  | Bedarfe"]
    assert sentences({**GOOD, "Bedarfe": table})[0][0] == (
        "Direkt unter der Tabelle Bedarfe steht etwas, das nicht gerechnet wird: Zeilen 7–9, 12."
    )


def test_runs_of_rows_are_joined() -> None:
    assert row_ranges((20, 5, 6, 9)) == "Zeilen 5–6, 9, 20"
    assert row_ranges((5, 6)) == "Zeilen 5–6"
    assert row_ranges((12,)) == "Zeile 12"


def test_findings_stand_in_the_order_of_the_sheets() -> None:
    tables = changed(GOOD, "Rechnungen", 1, "Menge", "viele")
    tables = appended(changed(tables, "Schulen", 1, "Schulname", None), "Bedarfe", 1)

    assert [text.split(" | ")[1] for text in lines(tables)] == ["Schulen", "Bedarfe", "Rechnungen"]
