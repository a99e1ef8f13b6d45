"""S02, S03, S04: does pillar 3 stay within its cap and stand on an infrastructure."""

from __future__ import annotations

import pytest

from tests.checks.books import amounts, book, needs, report, schools, sentence

EITHER = {"Obergrenze Lesart": "eine"}
AUTHORITY = {"Obergrenze Ebene": "Träger"}


def tablets(count: int, price: str = "400,00") -> dict[str, str]:
    """Boards for 59.250,00, so that pillar 1 has its share, and tablets of the given number and price."""
    return {
        "Bedarfe": needs(
            "B-1 | 190001 | TAFEL  | 15 | 2022 | DigitalPakt",
            f"B-2 | 190001 | TABLET | {count} | 2022 | DigitalPakt",
        ),
        "Preise": f"Artikelnummer | Gültig ab | Einzelpreis\nTAFEL | 1.1.2020 | 3.950,00\nTABLET | 1.1.2020 | {price}",
    }


def school(budget: str, infrastructure: str = "vorhanden") -> str:
    return schools(f"190001 | {budget} | {infrastructure} | umgesetzt | ")


def test_S02_is_silent_at_the_cap_of_20_percent() -> None:  # worked example 1 a
    assert report(book(tablets(50), Schulen=school("100.000,00"))) == []


def test_S02_names_a_cent_above_20_percent() -> None:  # worked example 1 b
    tables = book(tablets(50), Schulen=school("99.999,99"))
    assert report(tables) == ["S02 F Schulen.Säule 3 belegt 190001"]
    assert amounts(tables, "S02") == ("19999.99", "20000.00", "0.01")
    assert sentence(tables, "S02") == (
        "Säule 3 überschreitet mit 20.000,00 € die Obergrenze von 19.999,99 € um 0,01 € "
        "(bindende Grenze: 20 %; Lesart „beide“, Ebene „Schule“)."
    )


def test_S02_is_silent_at_the_cap_of_25000_euros() -> None:  # worked example 2
    assert report(book(tablets(50, "500,00"), Schulen=school("204.000,00"))) == []


def test_S02_names_more_than_25000_euros() -> None:
    tables = book(tablets(1, "25.000,01"), Schulen=school("204.000,00"))
    assert report(tables) == ["S02 F Schulen.Säule 3 belegt 190001"]
    assert "bindende Grenze: 25.000 €" in sentence(tables, "S02")


@pytest.mark.parametrize(
    ("price", "found"), [("30.000,00", []), ("30.000,01", ["S02 F Schulen.Säule 3 belegt 190001"])]
)
def test_S02_takes_the_higher_limit_if_one_is_enough(price: str, found: list[str]) -> None:
    assert report(book(tablets(1, price), Schulen=school("150.000,00"), settings=EITHER)) == found


def test_S02_is_silent_for_city_money() -> None:
    texts = tablets(60)
    texts["Bedarfe"] = texts["Bedarfe"].replace("60 | 2022 | DigitalPakt", "60 | 2022 | städtische Mittel")
    assert report(book(texts, Schulen=school("100.000,00"))) == []


def test_S02_is_silent_without_a_readable_budget_or_infrastructure() -> None:
    assert report(book(tablets(60), Schulen=school(""))) == ["Z01 F Schulen.DigitalPakt-Budget 190001"]
    assert report(book(tablets(60), Schulen=school("100.000,00", ""))) == ["Z01 F Schulen.Infrastruktur 190001"]


def two_schools(first: int, second: int) -> dict[str, str]:
    """Worked example 3: two schools with 110.000,00 and 150.000,00, and tablets for 1.000,00 each."""
    return {
        "Schulen": schools(
            "190001 | 110.000,00 | vorhanden | umgesetzt | ", "190002 | 150.000,00 | vorhanden | umgesetzt | "
        ),
        "Preise": "Artikelnummer | Gültig ab | Einzelpreis\nTAFEL | 1.1.2020 | 3.950,00\nTABLET | 1.1.2020 | 1.000,00",
        "Bedarfe": needs(
            "B-0 | 190002 | TAFEL  | 15 | 2022 | DigitalPakt",
            f"B-1 | 190001 | TABLET | {first} | 2022 | DigitalPakt",
            f"B-2 | 190002 | TABLET | {second} | 2022 | DigitalPakt",
        ),
    }


FIRST, SECOND = "S02 F Schulen.Säule 3 belegt 190001", "S02 F Schulen.Säule 3 belegt 190002"
WHOLE = "S02 F Einstellungen.Wert Träger"


@pytest.mark.parametrize(
    ("settings", "found"), [({}, [FIRST]), (EITHER, []), (AUTHORITY, []), (AUTHORITY | EITHER, [])]
)
def test_S02_under_each_reading(settings: dict[str, str], found: list[str]) -> None:
    assert report(book(two_schools(23, 24), settings=settings)) == found


def test_S02_of_the_authority_names_the_sum_above_its_cap() -> None:
    texts = two_schools(25, 25)
    assert report(book(texts, settings=AUTHORITY)) == []
    texts["Schulen"] = texts["Schulen"].replace("110.000,00", "99.999,99")
    tables = book(texts, settings=AUTHORITY)
    assert report(tables) == [WHOLE]
    assert amounts(tables, "S02") == ("49999.99", "50000.00", "0.01")
    assert "Obergrenze des Trägers von 49.999,99 € um 0,01 € (bindende Grenze: 20 %" in sentence(tables, "S02")


def test_S02_at_the_authority_keeps_the_limit_of_each_school() -> None:
    assert report(book(two_schools(26, 25), settings=AUTHORITY)) == [FIRST]


def test_S02_at_the_authority_with_one_limit_needs_both_broken() -> None:
    settings = AUTHORITY | EITHER
    assert report(book(two_schools(27, 25), settings=settings)) == []  # 52.000,00 is the cap of the sum
    assert report(book(two_schools(28, 25), settings=settings)) == [FIRST]  # the other school is at 25.000,00
    assert report(book(two_schools(28, 26), settings=settings)) == [FIRST, SECOND]


def test_S03_names_pillar_3_without_infrastructure() -> None:  # worked example 4
    tables = book(tablets(10, "450,00"), Schulen=school("120.000,00", "nicht vorhanden"))
    assert report(tables) == ["S03 F Schulen.Infrastruktur 190001"]
    assert amounts(tables, "S03") == ("0.00", "4500.00", "4500.00")


def test_S03_stays_at_the_level_of_the_authority() -> None:
    tables = book(tablets(10, "450,00"), Schulen=school("120.000,00", "nicht vorhanden"), settings=AUTHORITY)
    assert report(tables) == ["S03 F Schulen.Infrastruktur 190001"]


def test_S03_is_silent_without_pillar_3() -> None:
    tables = book(
        Schulen=school("120.000,00", "nicht vorhanden"),
        Bedarfe=needs("B-1 | 190001 | TAFEL | 4 | 2022 | DigitalPakt"),
    )
    assert report(tables) == []


def test_S03_is_silent_without_a_readable_budget() -> None:
    tables = book(tablets(10), Schulen=school("", "nicht vorhanden"))
    assert report(tables) == ["Z01 F Schulen.DigitalPakt-Budget 190001"]


def test_S04_notes_an_infrastructure_that_is_only_applied_for() -> None:
    assert report(book(tablets(10), Schulen=school("120.000,00"))) == []
    tables = book(tablets(10), Schulen=school("120.000,00", "beantragt"))
    assert report(tables) == ["S04 H Schulen.Infrastruktur 190001"]
    assert "mit 4.000,00 € belegt" in sentence(tables, "S04")


def test_S04_is_silent_without_pillar_3() -> None:
    tables = book(
        Schulen=school("120.000,00", "beantragt"), Bedarfe=needs("B-1 | 190001 | TAFEL | 4 | 2022 | DigitalPakt")
    )
    assert report(tables) == []


def test_S04_needs_no_budget() -> None:
    tables = book(tablets(10), Schulen=school("", "beantragt"))
    assert report(tables) == ["Z01 F Schulen.DigitalPakt-Budget 190001", "S04 H Schulen.Infrastruktur 190001"]
