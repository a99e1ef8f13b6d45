"""T01 to T04: do the sums of the authority hold, and may its budget move between schools."""

from __future__ import annotations

import pytest

from pakt_xl.domain.table import ErrorValue
from tests.checks.books import amounts, book, invoices, needs, report, schools, sentence
from tests.tables import changed

TWO_SCHOOLS = schools(
    "190001 | 60.000,00 | vorhanden | umgesetzt | ", "190002 | 40.000,00 | vorhanden | umgesetzt | 1.1.2021"
)


def test_T01_is_silent_if_the_budgets_are_all_of_the_authoritys_budget() -> None:
    assert report(book(Schulen=TWO_SCHOOLS, settings={"Trägerbudget": "100.000,00"})) == []


def test_T01_names_a_cent_too_much_and_counts_closed_schools() -> None:
    tables = book(Schulen=TWO_SCHOOLS, settings={"Trägerbudget": "99.999,99"})
    assert report(tables) == ["T01 F Einstellungen.Wert Träger"]
    assert amounts(tables, "T01") == ("99999.99", "100000.00", "0.01")
    assert sentence(tables, "T01").endswith("das sind 0,01 € mehr als das Trägerbudget von 99.999,99 €.")


def test_T01_is_silent_without_a_budget_of_the_authority() -> None:
    assert report(book(Schulen=TWO_SCHOOLS, settings={"Trägerbudget": ""})) == ["Z01 F Einstellungen.Wert Trägerbudget"]


def test_T01_ignores_transfers() -> None:
    transfer = "Von Schule | An Schule | Betrag\n190001 | 190002 | 5.000,00"
    tables = book(Schulen=TWO_SCHOOLS, Umschichtungen=transfer, settings={"Trägerbudget": "100.000,00"})
    assert report(tables) == []


def invoiced(tablets: str) -> dict[str, str]:
    """Boards invoiced for 80.000,00, and tablets for the given amount."""
    return {
        "Schulen": schools("190001 | 200.000,00 | vorhanden | umgesetzt | "),
        "Bedarfe": needs(
            "B-1 | 190001 | TAFEL | 20 | 2022 | DigitalPakt", "B-2 | 190001 | TABLET | 50 | 2022 | DigitalPakt"
        ),
        "Rechnungen": invoices(
            "RE-1 | B-1 |  | 20 | 80.000,00 | 80.000,00", f"RE-2 | B-2 |  | 50 | {tablets} | {tablets} | AZ-3"
        ),
    }


def test_T02_is_silent_at_20_percent_of_what_was_invoiced() -> None:
    assert report(book(invoiced("20.000,00"))) == []


def test_T02_warns_of_a_cent_more() -> None:
    tables = book(invoiced("20.000,01"))
    assert report(tables) == ["T02 W Einstellungen.Wert Träger"]
    assert amounts(tables, "T02") == ("20000.00", "20000.01", "0.01")
    assert "höchstens 20 % sind zulässig, das sind 20.000,00 €" in sentence(tables, "T02")


@pytest.mark.parametrize(("as_of", "severity"), [("31.10.2024", "W"), ("1.11.2024", "F")])
def test_T02_is_an_error_after_the_end_of_the_programme(as_of: str, severity: str) -> None:
    tables = book(invoiced("20.000,01"), settings={"Stichtag": as_of})
    assert report(tables) == [f"T02 {severity} Einstellungen.Wert Träger"]


def test_T02_has_no_cap_below_zero() -> None:
    credit = invoices("RE-1 | B-1 |  | 0 | -1.000,00 | -1.000,00")
    tables = book(Bedarfe=needs("B-1 | 190001 | TAFEL | 1 | 2022 | DigitalPakt"), Rechnungen=credit)
    assert report(tables) == []


def halves(pillar1: str, pillar2: str) -> dict[str, str]:
    """One board and one PC of the given prices."""
    return {
        "Preise": f"Artikelnummer | Gültig ab | Einzelpreis\nTAFEL | 1.1.2020 | {pillar1}\nPC | 1.1.2020 | {pillar2}",
        "Bedarfe": needs("B-1 | 190001 | TAFEL | 1 | 2022 | DigitalPakt", "B-2 | 190001 | PC | 1 | 2022 | DigitalPakt"),
    }


def test_T03_is_silent_if_pillar_1_has_half() -> None:
    assert report(book(halves("5.000,00", "5.000,00"))) == []


def test_T03_notes_less_than_half() -> None:
    tables = book(halves("4.999,99", "5.000,00"))
    assert report(tables) == ["T03 H Einstellungen.Wert Träger"]
    assert amounts(tables, "T03") == ("5000.00", "4999.99", "-0.01")
    assert "4.999,99 € von 9.999,99 €" in sentence(tables, "T03")


def test_T03_is_silent_without_any_need() -> None:
    assert report(book()) == []


def transfer(resolution: str) -> str:
    return f"Von Schule | An Schule | Betrag | Beschluss\n190001 | 190002 | 5.000,00 | {resolution}"


def test_T04_is_silent_if_allowed_and_resolved() -> None:
    assert report(book(Schulen=TWO_SCHOOLS, Umschichtungen=transfer("Rat 1/2022"))) == []


def test_T04_names_a_transfer_without_resolution_in_place_of_Z01() -> None:
    tables = book(Schulen=TWO_SCHOOLS, Umschichtungen=transfer(""))
    assert report(tables) == ["T04 F Umschichtungen.Beschluss 1"]
    assert "keinen Beschluss" in sentence(tables, "T04")


def test_T04_names_a_transfer_that_the_settings_do_not_allow() -> None:
    tables = book(Schulen=TWO_SCHOOLS, Umschichtungen=transfer(""), settings={"Umschichtung erlaubt": "nein"})
    assert report(tables) == ["T04 F Umschichtungen.Beschluss 1"]
    assert "nicht erlaubt" in sentence(tables, "T04")


def test_T04_is_hidden_by_an_unreadable_resolution() -> None:
    good = book(Schulen=TWO_SCHOOLS, Umschichtungen=transfer("Rat 1/2022"))
    tables = changed(good, "Umschichtungen", 1, "Beschluss", ErrorValue("#REF!"))
    assert report(tables) == ["Z02 F Umschichtungen.Beschluss 1"]


def test_T04_stands_beside_an_unknown_school() -> None:
    text = transfer("").replace("190002", "190009")
    assert report(book(Schulen=TWO_SCHOOLS, Umschichtungen=text)) == [
        "Z04 F Umschichtungen.An Schule 1",
        "T04 F Umschichtungen.Beschluss 1",
    ]
