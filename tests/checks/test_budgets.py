"""S01 and S07: does the budget of a school last, and is what comes first covered first."""

from __future__ import annotations

import pytest

from tests.checks.books import amounts, book, invoices, needs, orders, report, schools, sentence

FIVE_BOARDS = needs("B-1 | 190001 | TAFEL | 5 | 2022 | DigitalPakt")  # 19.750,00


def budget(amount: str) -> str:
    return schools(f"190001 | {amount} | vorhanden | umgesetzt | ")


def test_S01_is_silent_if_nothing_is_left() -> None:
    assert report(book(Schulen=budget("19.750,00"), Bedarfe=FIVE_BOARDS)) == []


def test_S01_names_a_cent_too_much() -> None:
    tables = book(Schulen=budget("19.749,99"), Bedarfe=FIVE_BOARDS)
    assert report(tables) == ["S01 F Schulen.DigitalPakt-Budget 190001"]
    assert amounts(tables, "S01") == ("19749.99", "19750.00", "0.01")
    assert sentence(tables, "S01") == (
        "Das Budget ist um 0,01 € überschritten: verfügbar sind 19.749,99 €, belegt sind 19.750,00 €."
    )


@pytest.mark.parametrize(
    ("amount", "found"), [("17.775,00", []), ("17.774,99", ["S01 F Schulen.DigitalPakt-Budget 190001"])]
)
def test_S01_is_in_the_measure_of_the_budget(amount: str, found: list[str]) -> None:
    settings = {"Budgetart": "Zuwendung"}  # 90 % of 19.750,00
    assert report(book(Schulen=budget(amount), Bedarfe=FIVE_BOARDS, settings=settings)) == found


def test_S01_is_silent_without_a_readable_budget() -> None:
    assert report(book(Schulen=budget(""), Bedarfe=FIVE_BOARDS)) == ["Z01 F Schulen.DigitalPakt-Budget 190001"]


# Worked example 10: 30.000,00 for boards and WLAN, the PCs no longer fit.
UNCOVERED_WLAN = needs(
    "B-1 | 190001 | TAFEL | 6 | 2022 | DigitalPakt",
    "B-2 | 190001 | FUNK  | 5 | 2022 | DigitalPakt",
    "B-3 | 190001 | PC    | 4 | 2022 | DigitalPakt",
)
S01 = "S01 F Schulen.DigitalPakt-Budget 190001"
S07 = "S07 W Schulen.DigitalPakt-Budget 190001"
PCS_ORDERED = orders("BE-1 | B-3 | 4 | 3.400,00 | bestellt")


def test_S07_is_silent_if_all_of_the_first_rank_is_covered() -> None:
    tables = book(Schulen=budget("30.850,00"), Bedarfe=UNCOVERED_WLAN, Bestellungen=PCS_ORDERED)
    assert report(tables) == []


def test_S07_warns_if_pcs_are_ordered_and_wlan_is_not_covered() -> None:
    tables = book(Schulen=budget("30.849,99"), Bedarfe=UNCOVERED_WLAN, Bestellungen=PCS_ORDERED)
    assert report(tables) == [S01, S07]
    assert sentence(tables, "S07").startswith("Präsentationstechnik oder WLAN für 3.750,00 € ist nicht gedeckt")
    assert "für 3.400,00 € bestellt oder berechnet" in sentence(tables, "S07")


def test_S07_warns_if_pcs_are_invoiced() -> None:
    tables = book(
        Schulen=budget("30.849,99"),
        Bedarfe=UNCOVERED_WLAN,
        Rechnungen=invoices("RE-1 | B-3 |  | 4 | 3.400,00 | 3.400,00 | AZ-2"),
    )
    assert report(tables) == [S01, S07]


def test_S07_adds_what_is_on_order_and_what_is_invoiced() -> None:
    tables = book(
        Schulen=budget("30.849,99"),
        Bedarfe=UNCOVERED_WLAN,
        Bestellungen=PCS_ORDERED,
        Rechnungen=invoices("RE-1 | B-3 | BE-1 | 1 | 900,00 | 900,00 | AZ-2"),
    )
    assert report(tables) == [S01, S07]
    assert "für 3.450,00 € bestellt oder berechnet" in sentence(tables, "S07")


def test_S07_is_silent_if_only_the_first_rank_was_bought() -> None:
    tables = book(
        Schulen=budget("26.000,00"),
        Bedarfe=UNCOVERED_WLAN,
        Bestellungen=orders("BE-1 | B-1 | 6 | 23.700,00 | bestellt"),
    )
    assert report(tables) == [S01]


def test_S07_is_silent_if_the_later_rank_was_paid_by_the_city() -> None:
    tables = book(
        Schulen=budget("20.000,00"),
        Bedarfe=UNCOVERED_WLAN.replace("PC    | 4 | 2022 | DigitalPakt", "PC | 4 | 2022 | städtische Mittel"),
        Bestellungen=PCS_ORDERED,
    )
    assert report(tables) == [S01]


def test_S07_is_silent_if_only_a_later_rank_is_not_covered() -> None:
    tables = book(
        Schulen=budget("27.450,00"),
        Bedarfe=needs(
            "B-1 | 190001 | TAFEL  | 6 | 2022 | DigitalPakt",
            "B-2 | 190001 | SERVER | 1 | 2022 | DigitalPakt",
            "B-3 | 190001 | PC     | 4 | 2022 | DigitalPakt",
        ),
        Bestellungen=PCS_ORDERED,
    )
    assert report(tables) == [S01]


def test_S07_is_silent_without_a_readable_budget() -> None:
    tables = book(Schulen=budget(""), Bedarfe=UNCOVERED_WLAN, Bestellungen=PCS_ORDERED)
    assert report(tables) == ["Z01 F Schulen.DigitalPakt-Budget 190001"]


def test_S07_does_not_guess_the_rank_of_an_unknown_item() -> None:
    tables = book(
        Schulen=budget("20.000,00"),
        Bedarfe=UNCOVERED_WLAN.replace("| PC    |", "| UNBEKANNT |"),
        Bestellungen=PCS_ORDERED,
    )
    assert report(tables) == ["Z04 F Bedarfe.Artikelnummer B-3", S01]


def test_S07_ignores_a_need_of_the_first_rank_without_a_price() -> None:
    tables = book(
        Preise="Artikelnummer | Gültig ab | Einzelpreis\nPC | 1.1.2020 | 850,00",
        Bedarfe=needs("B-1 | 190001 | TAFEL | 6 | 2022 | DigitalPakt", "B-3 | 190001 | PC | 4 | 2022 | DigitalPakt"),
        Bestellungen=PCS_ORDERED,
    )
    assert report(tables) == ["Z10 F Bedarfe.Artikelnummer B-1", "T03 H Einstellungen.Wert Träger"]
