"""B05, B06, B08 and B09: is an invoice right in itself, and does it fit to its notice."""

from __future__ import annotations

import pytest

from pakt_xl.domain.table import ErrorValue
from tests.checks.books import amounts, book, findings, invoices, needs, report, schools, sentence
from tests.tables import changed, without

BOARDS = needs("B-1 | 190001 | TAFEL | 4 | 2022 | DigitalPakt")
BILL = "RE-1 | B-1 |  | 4 | 15.800,00 | 15.800,00"
ROW = "RE-1 / Firma Muster / B-1"
B05 = f"B05 W Rechnungen.USt-Satz {ROW}"
B06 = f"B06 F Rechnungen.Geliefert am {ROW}"
B08_WITHOUT = f"B08 W Rechnungen.Aktenzeichen {ROW}"
B08_PILLAR = f"B08 F Rechnungen.Aktenzeichen {ROW}"
B09 = "B09 F Rechnungen.Rechnungssumme RE-1 / Firma Muster"


def delivered(day: str, rate: str = "19", needs_: str = BOARDS, **more: str) -> list[str]:
    """Return the findings on one invoice of the four boards; its notice runs from 1.7.2020 to 31.12.2020."""
    bill = f"""
        Rechnungsnummer | Bedarfsnummer | Menge | Betrag brutto | Rechnungssumme | Geliefert am | USt-Satz
        RE-1            | B-1           | 4     | 15.800,00     | 15.800,00      | {day}        | {rate}
        """
    notice = """
        Aktenzeichen | Durchführung ab | Durchführung bis | Nachweis bis
        AZ-1         | 1.7.2020        | 31.12.2020       | 1.1.2030
        """
    settings = {"Warnfrist Tage": "0", "Stichtag": "1.12.2020"}
    return report(book({"Bescheide": notice} | more, Bedarfe=needs_, Rechnungen=bill, settings=settings))


@pytest.mark.parametrize(("day", "rate"), [("1.7.2020", "16"), ("31.12.2020", "16")])
def test_B05_is_silent_for_16_percent_on_both_ends_of_the_lowered_rate(day: str, rate: str) -> None:
    assert delivered(day, rate) == []


@pytest.mark.parametrize(
    ("day", "rate", "outside"),
    [("1.7.2020", "19", []), ("31.12.2020", "19", []), ("30.6.2020", "16", [B06]), ("1.1.2021", "16", [B06])],
)
def test_B05_warns_of_the_rate_of_another_day(day: str, rate: str, outside: list[str]) -> None:
    assert delivered(day, rate) == [B05, *outside]


@pytest.mark.parametrize("day", ["31.7.2020", "30.12.2020"])
def test_B05_never_names_rate_0(day: str) -> None:  # reading 85
    assert delivered(day, "0") == []


def test_B05_says_which_rate_would_be_right_and_judges_other_funding_too() -> None:
    city = BOARDS.replace("DigitalPakt", "städtische Mittel")
    tables = changed(book(Bedarfe=city, Rechnungen=invoices(BILL)), "Rechnungen", 1, "USt-Satz", "16")
    assert [line for line in report(tables) if not line.startswith("Z12")] == [B05]
    assert sentence(tables, "B05") == "Berechnet sind 16 % Umsatzsteuer; am Tag der Lieferung (30.03.2022) galten 19 %."
    assert [each.place.school for each in findings(tables) if each.rule.code == "B05"] == ["190001"]


@pytest.mark.parametrize("header", ["USt-Satz", "Geliefert am"])
def test_B05_and_B06_are_hidden_by_a_blank_cell(header: str) -> None:
    tables = changed(book(Bedarfe=BOARDS, Rechnungen=invoices(BILL)), "Rechnungen", 1, header, None)
    assert report(tables) == [f"Z01 F Rechnungen.{header} {ROW}"]


@pytest.mark.parametrize("day", ["1.7.2020", "31.12.2020"])
def test_B06_is_silent_on_both_ends_of_the_period(day: str) -> None:  # reading 86
    assert delivered(day, "16") == []


@pytest.mark.parametrize("day", ["30.6.2020", "1.1.2021"])
def test_B06_names_a_delivery_a_day_outside_the_period(day: str) -> None:
    assert delivered(day) == [B06]


def test_B06_says_the_day_and_the_period() -> None:
    bill = "Rechnungsnummer | Bedarfsnummer | Menge | Betrag brutto | Rechnungssumme | Geliefert am\n"
    tables = book(Bedarfe=BOARDS, Rechnungen=bill + "RE-1 | B-1 | 4 | 15.800,00 | 15.800,00 | 31.12.2021")
    assert report(tables) == [B06]
    assert sentence(tables, "B06") == (
        "Geliefert am 31.12.2021, also außerhalb der Durchführung des Bescheids AZ-1 (01.01.2022 bis 31.12.2029): "
        "nicht zuwendungsfähig."
    )


def test_B06_is_silent_for_other_funding() -> None:  # reading 89
    assert delivered("30.6.2020", needs_=BOARDS.replace("DigitalPakt", "städtische Mittel")) == []


def test_B06_and_B08_are_silent_for_a_notice_of_which_a_cell_cannot_be_read() -> None:  # reading 90
    assert delivered("30.6.2020", Bescheide="Aktenzeichen | Zuwendung | Fördersäule\nAZ-1 |  | 2") == [
        "Z01 F Bescheide.Zuwendung AZ-1"
    ]


def test_B06_takes_the_first_row_of_a_doubled_notice() -> None:  # by analogy with reading 9
    two = """
        Aktenzeichen | Durchführung ab | Nachweis bis
        AZ-1         | 1.1.2019        | 1.1.2030
        az-1         | 1.1.2022        | 1.1.2030
        """
    assert delivered("30.6.2020", Bescheide=two) == ["Z03 F Bescheide.Aktenzeichen az-1"]


def test_B08_is_silent_for_an_invoice_under_a_notice_of_its_pillar() -> None:
    assert report(book(Bedarfe=BOARDS, Rechnungen=invoices(BILL))) == []


def test_B08_warns_of_a_blank_reference_in_place_of_Z01() -> None:  # reading 54
    tables = book(Bedarfe=BOARDS, Rechnungen=invoices(f"{BILL} | "))
    assert report(tables) == [B08_WITHOUT]
    assert sentence(tables, "B08") == (
        "Die Rechnung wird aus dem DigitalPakt bezahlt, hat aber kein Aktenzeichen; so ist sie nicht abrufbar."
    )


def test_B08_is_an_error_if_the_notice_is_for_another_pillar() -> None:
    tables = book(Bedarfe=BOARDS, Rechnungen=invoices(f"{BILL} | az-2 "))
    assert [line for line in report(tables) if not line.startswith("Z12")] == [B08_PILLAR]
    assert sentence(tables, "B08") == "Der Artikel gehört zu Säule 1, der Bescheid AZ-2 gilt für Säule 2."


@pytest.mark.parametrize("reference", ["", "AZ-2"])
def test_B08_is_silent_for_other_funding(reference: str) -> None:  # reading 89
    city = BOARDS.replace("DigitalPakt", "städtische Mittel")
    assert report(book(Bedarfe=city, Rechnungen=invoices(f"{BILL} | {reference}"))) == []


def test_B08_is_hidden_by_a_reference_that_is_unknown_or_cannot_be_read() -> None:  # reading 86
    unknown = book(Bedarfe=BOARDS, Rechnungen=invoices(f"{BILL} | AZ-9"))
    assert report(unknown) == [f"Z04 F Rechnungen.Aktenzeichen {ROW}"]
    unreadable = changed(unknown, "Rechnungen", 1, "Aktenzeichen", ErrorValue("#REF!"))
    assert report(unreadable) == [f"Z02 F Rechnungen.Aktenzeichen {ROW}"]


def test_B08_is_silent_for_an_unknown_need_or_an_item_without_pillar() -> None:
    unknown = book(Bedarfe=BOARDS, Rechnungen=invoices(f"{BILL.replace('B-1', 'B-9')} | "))
    assert report(unknown) == ["Z04 F Rechnungen.Bedarfsnummer RE-1 / Firma Muster / B-9"]
    good = book(Bedarfe=BOARDS, Rechnungen=invoices(f"{BILL} | AZ-2"))
    blank, item = changed(good, "Katalog", 1, "Fördersäule", None), changed(good, "Bedarfe", 1, "Artikelnummer", "X-9")
    # No pillar, so that pillar 1 has nothing (T03).
    assert report(blank) == ["Z01 F Katalog.Fördersäule TAFEL", "T03 H Einstellungen.Wert Träger"]
    assert report(item) == ["Z04 F Bedarfe.Artikelnummer B-1", "T03 H Einstellungen.Wert Träger"]


def test_B08_is_silent_if_the_column_is_missing_and_one_finding_says_so() -> None:
    tables = without(book(Bedarfe=BOARDS, Rechnungen=invoices(f"{BILL} | ")), "Rechnungen", "Aktenzeichen")
    assert report(tables) == []  # P02 is left out by these tests


CENTRAL = needs("B-1 | 190001 | TAFEL | 4 | 2022 | DigitalPakt", "B-2 | 190002 | FUNK | 2 | 2022 | DigitalPakt")
TWO_SCHOOLS = schools(
    "190001 | 100.000,00 | vorhanden | umgesetzt | ", "190002 | 100.000,00 | vorhanden | umgesetzt | "
)


def central(first: str, second: str) -> str:
    """Return an invoice over two schools, 15.800,00 and 1.500,00, whose rows bear these sums."""
    return invoices(f"RE-1 | B-1 |  | 4 | 15.800,00 | {first}", f"re-1 | B-2 |  | 2 | 1.500,00 | {second}")


def test_B09_takes_an_invoice_over_many_schools_as_one() -> None:
    bills = central("17.300,00", "17.300,00")
    assert report(book(Schulen=TWO_SCHOOLS, Bedarfe=CENTRAL, Rechnungen=bills)) == []


def test_B09_names_an_invoice_once_whose_rows_lack_a_cent() -> None:
    tables = book(Schulen=TWO_SCHOOLS, Bedarfe=CENTRAL, Rechnungen=central("17.300,01", "17.300,01"))
    assert report(tables) == [B09]
    assert amounts(tables, "B09") == ("17300.01", "17300.00", "-0.01")
    assert sentence(tables, "B09") == (
        "Die Zeilen der Rechnung RE-1 ergeben 17.300,00 €, die Rechnungssumme ist 17.300,01 €."
    )
    (finding,) = findings(tables)
    assert (finding.place.cell, finding.place.school) == ("I5", "")  # two schools: it belongs to neither


def test_B09_names_the_first_row_that_shows_another_sum() -> None:  # reading 88
    tables = book(Schulen=TWO_SCHOOLS, Bedarfe=CENTRAL, Rechnungen=central("17.300,00", "1.500,00"))
    assert report(tables) == [B09.replace("RE-1", "re-1")]
    assert findings(tables)[0].place.cell == "I6"


def test_B09_names_the_school_of_an_invoice_over_one() -> None:
    tables = book(Bedarfe=BOARDS, Rechnungen=invoices(BILL.replace("15.800,00 | 15.800,00", "15.800,00 | 1,00")))
    assert report(tables) == [B09]
    assert findings(tables)[0].place.school == "190001"


def test_B09_takes_a_credit_note_as_an_invoice() -> None:
    bills = invoices(BILL, "GU-1 | B-1 |  | -1 | -3.950,00 | -3.950,00")
    assert report(book(Bedarfe=BOARDS, Rechnungen=bills)) == []


def test_B09_parts_invoices_by_supplier() -> None:
    bills = """
        Rechnungsnummer | Lieferant | Bedarfsnummer | Menge | Betrag brutto | Rechnungssumme
        RE-1            | Firma A   | B-1           | 4     | 15.800,00     | 15.800,00
        RE-1            | Firma B   | B-2           | 2     | 1.500,00      | 1.500,00
        """
    assert report(book(Schulen=TWO_SCHOOLS, Bedarfe=CENTRAL, Rechnungen=bills)) == []


def test_B09_is_hidden_by_an_amount_that_cannot_be_read() -> None:  # reading 88
    good = book(Schulen=TWO_SCHOOLS, Bedarfe=CENTRAL, Rechnungen=central("17.300,00", "17.300,00"))
    assert report(changed(good, "Rechnungen", 2, "Betrag brutto", None)) == [
        "Z01 F Rechnungen.Betrag brutto re-1 / Firma Muster / B-2"
    ]


def test_B09_is_hidden_by_a_row_that_stands_twice() -> None:  # reading 84
    assert report(book(Bedarfe=BOARDS, Rechnungen=invoices(BILL, BILL))) == [f"B03 F Rechnungen.Rechnungsnummer {ROW}"]


def test_B09_compares_only_the_sums_that_can_be_read() -> None:
    good = book(Schulen=TWO_SCHOOLS, Bedarfe=CENTRAL, Rechnungen=central("17.300,00", "17.300,00"))
    assert report(changed(good, "Rechnungen", 1, "Rechnungssumme", None)) == [f"Z01 F Rechnungen.Rechnungssumme {ROW}"]


def test_B09_is_silent_where_number_or_need_cannot_be_read() -> None:
    bills = central("17.300,00", "17.300,00")
    good = book(Schulen=TWO_SCHOOLS, Bedarfe=CENTRAL, Rechnungen=bills)
    assert report(changed(good, "Rechnungen", 2, "Bedarfsnummer", None)) == ["Z01 F Rechnungen.Bedarfsnummer 2"]
    alone = book(Bedarfe=BOARDS, Rechnungen=invoices(BILL.replace("15.800,00 | 15.800,00", "15.800,00 | 1,00")))
    assert report(changed(alone, "Rechnungen", 1, "Rechnungsnummer", None)) == ["Z01 F Rechnungen.Rechnungsnummer 1"]
