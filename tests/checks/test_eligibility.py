"""Z06 to Z11 and S08: may a need be bought at all, and from which money."""

from __future__ import annotations

import pytest

from tests.checks.books import book, needs, report, schools, sentence

GOOD = needs("B-1 | 190001 | TAFEL | 4 | 2022 | DigitalPakt")


def test_a_good_plan_has_no_finding() -> None:
    assert report(book(Bedarfe=GOOD)) == []


@pytest.mark.parametrize("year", ["2022", "2024"])
def test_Z06_is_silent_up_to_the_last_year_of_the_programme(year: str) -> None:
    assert report(book(Bedarfe=needs(f"B-1 | 190001 | TAFEL | 4 | {year} | DigitalPakt"))) == []


def test_Z06_names_a_year_after_the_programme() -> None:
    tables = book(Bedarfe=needs("B-1 | 190001 | TAFEL | 4 | 2025 | DigitalPakt"))
    assert report(tables) == ["Z06 F Bedarfe.Wunschjahr B-1"]
    assert sentence(tables, "Z06") == "Das Wunschjahr 2025 liegt außerhalb der Laufzeit von 2020 bis 2024."


def test_Z06_goes_before_Z11_for_a_year_before_the_programme() -> None:
    tables = book(Bedarfe=needs("B-1 | 190001 | TAFEL | 4 | 2019 | DigitalPakt"))
    assert report(tables) == ["Z06 F Bedarfe.Wunschjahr B-1"]


def test_Z06_is_silent_for_other_money() -> None:
    assert report(book(Bedarfe=needs("B-1 | 190001 | TAFEL | 4 | 2025 | städtische Mittel"))) == []


def test_Z06_to_Z11_are_silent_for_a_withdrawn_need() -> None:
    withdrawn = needs(
        "B-1 | 190001 | TAFEL       | 0 | 2025 | DigitalPakt",
        "B-2 | 190001 | HANDY       | 0 | 2022 | DigitalPakt",
        "B-3 | 190001 | DIENST      | 0 | 2022 | DigitalPakt",
        "B-4 | 190001 | TABLET      | 0 | 2021 | DigitalPakt",
    )
    assert report(book(Bedarfe=withdrawn, settings={"Säulen nur aus städtischen Mitteln": "3"})) == []


def test_Z07_names_an_item_that_the_programme_may_not_pay() -> None:
    tables = book(
        Bedarfe=needs("B-0 | 190001 | TAFEL | 4 | 2022 | DigitalPakt", "B-1 | 190001 | HANDY | 1 | 2022 | DigitalPakt")
    )
    assert report(tables) == ["Z07 F Bedarfe.Finanzierung B-1"]
    assert sentence(tables, "Z07").startswith("Der Artikel HANDY ist nicht förderfähig")


def test_Z07_is_silent_for_other_money() -> None:
    assert report(book(Bedarfe=needs("B-1 | 190001 | HANDY | 1 | 2022 | städtische Mittel"))) == []


def test_Z08_names_pillar_4_from_the_programme() -> None:
    tables = book(
        Bedarfe=needs("B-0 | 190001 | TAFEL | 4 | 2022 | DigitalPakt", "B-1 | 190001 | DIENST | 1 | 2022 | DigitalPakt")
    )
    assert report(tables) == ["Z08 F Bedarfe.Finanzierung B-1"]
    assert sentence(tables, "Z08").startswith("Der Artikel DIENST gehört zu einer Fördersäule")


def test_Z08_hides_Z07_and_gives_no_Z09() -> None:
    tables = book(
        Bedarfe=needs(
            "B-0 | 190001 | TAFEL | 4 | 2022 | DigitalPakt", "B-1 | 190001 | FERNWARTUNG | 1 | 2022 | DigitalPakt"
        ),
        settings={"Säulen nur aus städtischen Mitteln": "3; 4"},
    )
    assert report(tables) == ["Z08 F Bedarfe.Finanzierung B-1"]


def test_Z08_is_silent_for_other_money() -> None:
    assert report(book(Bedarfe=needs("B-1 | 190001 | DIENST | 1 | 2022 | städtische Mittel"))) == []


TABLETS = needs("B-0 | 190001 | TAFEL | 4 | 2022 | DigitalPakt", "B-1 | 190001 | TABLET | 1 | 2022 | DigitalPakt")


def test_Z09_warns_of_a_pillar_that_only_city_money_pays() -> None:
    tables = book(Bedarfe=TABLETS, settings={"Säulen nur aus städtischen Mitteln": "3"})
    assert report(tables) == ["Z09 W Bedarfe.Finanzierung B-1"]
    assert "Säule 3" in sentence(tables, "Z09")


def test_Z09_follows_the_setting() -> None:
    assert report(book(Bedarfe=TABLETS, settings={"Säulen nur aus städtischen Mitteln": "2"})) == []


def test_Z09_is_silent_for_city_money() -> None:
    tables = book(
        Bedarfe=TABLETS.replace("TABLET | 1 | 2022 | DigitalPakt", "TABLET | 1 | 2022 | städtische Mittel"),
        settings={"Säulen nur aus städtischen Mitteln": "3"},
    )
    assert report(tables) == []


def test_Z09_stands_beside_Z07() -> None:
    tables = book(
        Bedarfe=needs("B-0 | 190001 | TAFEL | 4 | 2022 | DigitalPakt", "B-1 | 190001 | HANDY | 1 | 2022 | DigitalPakt"),
        settings={"Säulen nur aus städtischen Mitteln": "2"},
    )
    assert report(tables) == ["Z07 F Bedarfe.Finanzierung B-1", "Z09 W Bedarfe.Finanzierung B-1"]


def test_Z09_is_silent_for_an_unknown_item() -> None:
    tables = book(
        Bedarfe=needs("B-1 | 190001 | UNBEKANNT | 1 | 2022 | DigitalPakt"),
        settings={"Säulen nur aus städtischen Mitteln": "1; 2; 3"},
    )
    assert report(tables) == ["Z04 F Bedarfe.Artikelnummer B-1"]


def prices(valid_from: str) -> str:
    return f"Artikelnummer | Gültig ab | Einzelpreis\nTAFEL | {valid_from} | 3.950,00"


def test_Z10_is_silent_if_the_price_begins_on_the_planning_day() -> None:
    assert report(book(Bedarfe=GOOD, Preise=prices("1.3.2022"))) == []


def test_Z10_names_the_planning_day_without_a_price() -> None:
    tables = book(Bedarfe=GOOD, Preise=prices("2.3.2022"))
    assert report(tables) == ["Z10 F Bedarfe.Artikelnummer B-1"]
    assert "Der Artikel TAFEL hat am Planungstag 01.03.2022 keinen gültigen Preis" in sentence(tables, "Z10")


def test_Z10_takes_the_first_day_of_a_later_wished_year() -> None:
    tables = book(Bedarfe=needs("B-1 | 190001 | TAFEL | 4 | 2023 | DigitalPakt"), Preise=prices("2.1.2023"))
    assert report(tables) == ["Z10 F Bedarfe.Artikelnummer B-1"]
    assert "01.01.2023" in sentence(tables, "Z10")


def test_Z10_is_silent_if_nothing_is_still_to_be_bought() -> None:
    withdrawn = needs("B-1 | 190001 | TAFEL | 0 | 2022 | DigitalPakt")
    assert report(book(Bedarfe=withdrawn, Preise=prices("2.3.2022"))) == []


def test_Z11_warns_when_the_wished_year_is_over() -> None:
    tables = book(Bedarfe=needs("B-1 | 190001 | TAFEL | 4 | 2021 | DigitalPakt"))
    assert report(tables) == ["Z11 W Bedarfe.Wunschjahr B-1"]
    assert sentence(tables, "Z11") == "Das Wunschjahr 2021 ist vorbei, noch zu beschaffen: 4 von 4."


def test_Z11_is_silent_in_the_wished_year_itself() -> None:
    tables = book(Bedarfe=needs("B-1 | 190001 | TAFEL | 4 | 2021 | DigitalPakt"), settings={"Stichtag": "31.12.2021"})
    assert report(tables) == []


def test_Z11_is_silent_if_all_was_ordered() -> None:
    overdue = needs("B-1 | 190001 | TAFEL | 4 | 2021 | DigitalPakt")
    order = "Bestellnummer | Bedarfsnummer | Menge | Betrag brutto\nBE-1 | B-1 | 4 | 15.800,00"
    assert report(book(Bedarfe=overdue, Bestellungen=order)) == []


def test_Z11_holds_for_every_funding() -> None:
    tables = book(Bedarfe=needs("B-1 | 190001 | TAFEL | 4 | 2021 | städtische Mittel"))
    assert report(tables) == ["Z11 W Bedarfe.Wunschjahr B-1"]


def test_Z11_and_S08_are_silent_for_the_programme_after_its_end() -> None:
    tables = book(
        Schulen=schools("190001 | 100.000,00 | vorhanden | umgesetzt | 1.8.2022"),
        Bedarfe=needs(
            "B-1 | 190001 | TAFEL | 4 | 2023 | DigitalPakt",
            "B-2 | 190001 | TAFEL | 4 | 2023 | städtische Mittel",
        ),
        settings={"Stichtag": "1.11.2024"},
    )
    assert report(tables) == ["Z11 W Bedarfe.Wunschjahr B-2", "S08 F Bedarfe.Wunschjahr B-2"]


def test_Z06_and_Z11_are_silent_without_a_readable_year() -> None:
    tables = book(Bedarfe=needs("B-1 | 190001 | TAFEL | 4 |  | DigitalPakt"))
    assert report(tables) == ["Z01 F Bedarfe.Wunschjahr B-1"]


def test_S08_names_a_need_for_the_year_of_closing() -> None:
    tables = book(Schulen=schools("190001 | 100.000,00 | vorhanden | umgesetzt | 31.12.2022"), Bedarfe=GOOD)
    assert report(tables) == ["S08 F Bedarfe.Wunschjahr B-1"]
    assert sentence(tables, "S08") == (
        "Die Schule ist ab 31.12.2022 geschlossen, für das Jahr 2022 ist aber noch etwas zu beschaffen (Menge 4)."
    )


def test_S08_is_silent_in_the_year_before_closing() -> None:
    tables = book(Schulen=schools("190001 | 100.000,00 | vorhanden | umgesetzt | 1.1.2023"), Bedarfe=GOOD)
    assert report(tables) == []


def test_S08_asks_for_the_year_in_which_an_overdue_need_would_be_bought() -> None:
    tables = book(
        Schulen=schools("190001 | 100.000,00 | vorhanden | umgesetzt | 1.8.2022"),
        Bedarfe=needs("B-1 | 190001 | TAFEL | 4 | 2021 | DigitalPakt"),
    )
    assert report(tables) == ["Z11 W Bedarfe.Wunschjahr B-1", "S08 F Bedarfe.Wunschjahr B-1"]
