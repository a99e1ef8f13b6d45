"""S05 and S06: is there a concept behind what a school gets, and is it carried out."""

from __future__ import annotations

import pytest

from tests.checks.books import book, invoices, needs, orders, report, schools, sentence

BOARDS = needs("B-1 | 190001 | TAFEL | 4 | 2022 | DigitalPakt")
INVOICED = invoices("RE-1 | B-1 |  | 2 | 7.900,00 | 7.900,00")
ERROR, WARNING = "S05 F Schulen.TPEK 190001", "S05 W Schulen.TPEK 190001"
S06 = "S06 W Schulen.TPEK 190001"


def concept(state: str) -> str:
    return schools(f"190001 | 100.000,00 | vorhanden | {state} | ")


@pytest.mark.parametrize(
    ("state", "found"), [("umgesetzt", []), ("liegt vor", []), ("in Arbeit", [WARNING]), ("fehlt", [ERROR])]
)
def test_S05_follows_the_state_of_the_concept(state: str, found: list[str]) -> None:
    assert report(book(Schulen=concept(state), Bedarfe=BOARDS)) == found


def test_S05_is_silent_if_the_concept_cannot_be_read() -> None:
    assert report(book(Schulen=concept(""), Bedarfe=BOARDS)) == ["Z01 F Schulen.TPEK 190001"]


@pytest.mark.parametrize(
    "bedarfe",
    [
        "Bedarfsnummer",
        needs("B-1 | 190001 | TAFEL | 4 | 2022 | städtische Mittel"),
        needs("B-1 | 190001 | TAFEL | 0 | 2022 | DigitalPakt"),
    ],
)
def test_S05_is_silent_without_a_need_of_the_programme(bedarfe: str) -> None:
    assert report(book(Schulen=concept("fehlt"), Bedarfe=bedarfe)) == []


def test_S05_counts_what_is_on_order() -> None:
    all_ordered = orders("BE-1 | B-1 | 4 | 15.800,00 | bestellt")
    assert report(book(Schulen=concept("fehlt"), Bedarfe=BOARDS, Bestellungen=all_ordered)) == [ERROR]


def test_S05_counts_what_is_invoiced() -> None:
    all_invoiced = invoices("RE-1 | B-1 |  | 4 | 15.800,00 | 15.800,00")
    assert report(book(Schulen=concept("fehlt"), Bedarfe=BOARDS, Rechnungen=all_invoiced)) == [ERROR]


def test_S05_leaves_other_schools_alone() -> None:
    two = schools("190001 | 100.000,00 | vorhanden | umgesetzt | ", "190002 | 100.000,00 | vorhanden | fehlt | ")
    assert report(book(Schulen=two, Bedarfe=BOARDS)) == []


def test_S06_warns_of_money_spent_on_a_concept_not_carried_out() -> None:
    assert report(book(Schulen=concept("umgesetzt"), Bedarfe=BOARDS, Rechnungen=INVOICED)) == []
    tables = book(Schulen=concept("liegt vor"), Bedarfe=BOARDS, Rechnungen=INVOICED)
    assert report(tables) == [S06]
    assert sentence(tables, "S06").endswith("berechnet sind schon 7.900,00 €.")


def test_S06_is_silent_while_things_are_only_ordered() -> None:
    ordered = orders("BE-1 | B-1 | 4 | 15.800,00 | bestellt")
    assert report(book(Schulen=concept("liegt vor"), Bedarfe=BOARDS, Bestellungen=ordered)) == []


def test_S06_is_silent_for_city_money() -> None:
    city = needs("B-1 | 190001 | TAFEL | 4 | 2022 | städtische Mittel")
    assert report(book(Schulen=concept("liegt vor"), Bedarfe=city, Rechnungen=INVOICED)) == []
