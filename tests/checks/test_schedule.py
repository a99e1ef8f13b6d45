"""J01 and P01: thresholds of procurement law, and an incomplete programme."""

from __future__ import annotations

from tests.checks.books import amounts, book, findings, needs, report, sentence

ONE_SERVER = needs("B-1 | 190001 | SERVER | 1 | 2022 | städtische Mittel")


def price(net: str) -> str:
    return f"Artikelnummer | Gültig ab | Einzelpreis | Preisart\nSERVER | 1.1.2020 | {net} | netto"


def test_J01_is_silent_a_cent_below_the_threshold() -> None:
    assert report(book(Bedarfe=ONE_SERVER, Preise=price("214.999,99"))) == []


def test_J01_counts_the_threshold_itself_as_reached() -> None:
    tables = book(Bedarfe=ONE_SERVER, Preise=price("215.000,00"))
    assert report(tables) == ["J01 W Lose. 2022 / LAN und Server"]
    assert amounts(tables, "J01") == ("215000.00", "215000.00", "0.00")
    assert "LAN und Server im Jahr 2022 erreicht mit 215.000,00 €" in sentence(tables, "J01")


def test_J01_has_no_cell() -> None:
    (finding,) = findings(book(Bedarfe=ONE_SERVER, Preise=price("215.000,00")))
    assert (finding.place.cell, finding.place.school) == ("", "")


def test_J01_is_silent_for_a_year_without_a_threshold() -> None:
    far = needs("B-1 | 190001 | SERVER | 1 | 2031 | städtische Mittel")
    assert report(book(Bedarfe=far, Preise=price("900.000,00"))) == []


def test_P01_is_said_in_every_run_of_an_incomplete_programme() -> None:
    tables = book(settings={"Programm": "digitalpakt_2_nrw"})
    assert report(tables) == ["P01 H Einstellungen.Wert Programm"]
    assert "ist unvollständig: " in sentence(tables, "P01")
