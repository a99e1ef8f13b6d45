"""J01, J02 and P01: thresholds of procurement law, and an incomplete programme."""

from __future__ import annotations

import pytest

from tests.checks.books import amounts, book, findings, needs, report, schools, sentence
from tests.tables import changed

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


LIMIT = {"Wertgrenze Stückelung netto": "5.000,00"}
J02 = "J02 W Bestellungen.Vergabenummer 2022 / WLAN"
ACCESS_POINTS = needs(
    "B-1 | 190001 | FUNK | 4 | 2022 | DigitalPakt", "B-2 | 190002 | FUNK | 4 | 2022 | städtische Mittel"
)
BOTH = schools("190001 | 100.000,00 | vorhanden | umgesetzt | ", "190002 | 100.000,00 | vorhanden | umgesetzt | ")


def parts(
    second: str = "2.975,00", award: str = "V-2", day: str = "31.12.2022", status: str = "bestellt", more: str = ""
) -> dict[str, str]:
    """Return two orders of access points for two schools: 2.975,00 are 2.500,00 net, and a second amount."""
    return {
        "Schulen": BOTH,
        "Bedarfe": ACCESS_POINTS,
        "Bestellungen": f"""
            Bestellnummer | Bedarfsnummer | Bestellt am | Vergabenummer | Menge | Betrag brutto | Status
            BE-1          | B-1           | 1.1.2022    | V-1           | 4     | 2.975,00      | bestellt
            BE-2          | B-2           | {day}       | {award}       | 4     | {second}      | {status}
            {more}
            """,
    }


def test_J02_warns_if_orders_over_all_schools_and_funding_reach_the_limit_together() -> None:
    tables = book(parts(), settings=LIMIT)
    assert report(tables) == [J02]
    assert amounts(tables, "J02") == ("5000.00", "5000.00", "0.00")  # equal counts as reached
    assert sentence(tables, "J02") == (
        "Die Bestellungen des Loses WLAN im Jahr 2022 tragen verschiedene Vergabenummern (V-1, V-2) und erreichen mit "
        "5.000,00 € netto zusammen die Wertgrenze von 5.000,00 €."
    )
    (finding,) = findings(tables)
    assert (finding.place.cell, finding.place.school) == ("F5", "")


def test_J02_is_silent_a_cent_below_the_limit() -> None:
    assert report(book(parts("2.974,98"), settings=LIMIT)) == []  # 2.499,98 net


def test_J02_is_off_without_a_limit() -> None:
    assert report(book(parts("9.999,00"))) == []


@pytest.mark.parametrize("award", ["V-1", " v-1", ""])
def test_J02_asks_for_two_different_numbers_of_awards(award: str) -> None:
    assert report(book(parts(award=award), settings=LIMIT)) == []


def test_J02_adds_up_the_orders_of_one_year() -> None:
    assert report(book(parts(day="1.1.2023"), settings=LIMIT)) == []


def test_J02_takes_the_rate_of_the_day_of_the_order() -> None:  # 2.500,00 at 19 % and 2.900,00 / 1,16 at 16 %
    lowered = {key: text.replace("1.1.2022", "1.7.2020") for key, text in parts("2.900,00", day="31.12.2020").items()}
    at_19_percent = lowered["Bestellungen"].replace("1.7.2020", "30.6.2020")
    assert amounts(book(lowered | {"Bestellungen": at_19_percent}, settings=LIMIT), "J02")[1] == "5000.00"
    assert amounts(book(lowered, settings=LIMIT), "J02")[1] == "5064.66"  # 2.975,00 / 1,16 is 2.564,66


def test_J02_rounds_each_order_on_its_own() -> None:
    cents = parts("0,03", more="BE-3 | B-2 | 1.2.2022 | | 1 | 0,03 | bestellt")
    tables = book(cents, settings={"Wertgrenze Stückelung netto": "0,00"})
    found = {each.rule.code: str(each.actual) for each in findings(tables)}
    assert found["J02"] == "2500.06"  # 0,03 / 1,19 is 0,025: 0,03 each, together 0,05 only if summed first


def test_J02_leaves_out_what_is_cancelled_or_of_another_product_group() -> None:
    low = {"Wertgrenze Stückelung netto": "2.500,00"}  # reached by the first order alone
    assert report(book(parts(), settings=low)) == [J02]
    assert report(book(parts(status="storniert"), settings=low)) == []
    other = parts() | {"Bedarfe": ACCESS_POINTS.replace("190002 | FUNK", "190002 | SERVER")}
    assert report(book(other, settings=LIMIT)) == []


def test_J02_is_hidden_by_a_day_or_product_group_that_cannot_be_read() -> None:
    tables = book(parts(), settings=LIMIT)
    assert report(changed(tables, "Bestellungen", 2, "Bestellt am", None)) == [
        "Z01 F Bestellungen.Bestellt am BE-2 / B-2"
    ]
    assert report(changed(tables, "Katalog", 2, "Warengruppe", None)) == ["Z01 F Katalog.Warengruppe FUNK"]
    assert "J02" not in {line[:3] for line in report(changed(tables, "Bedarfe", 2, "Artikelnummer", "X-9"))}
    assert report(changed(tables, "Bestellungen", 2, "Bedarfsnummer", "B-9")) == [
        "Z04 F Bestellungen.Bedarfsnummer BE-2 / B-9"
    ]


def test_P01_is_said_in_every_run_of_an_incomplete_programme() -> None:
    tables = book(settings={"Programm": "digitalpakt_2_nrw"})
    assert report(tables) == ["P01 H Einstellungen.Wert Programm"]
    assert "ist unvollständig: " in sentence(tables, "P01")
