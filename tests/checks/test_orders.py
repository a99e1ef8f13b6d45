"""B01 to B04 and B07: do orders and invoices fit to needs, to each other and to the notice."""

from __future__ import annotations

from tests.checks.books import amounts, book, findings, invoices, needs, orders, report, sentence
from tests.tables import changed

TWELVE = needs("B-1 | 190001 | TAFEL | 12 | 2022 | DigitalPakt")
ORDER = "BE-1 | B-1 | 12 | 46.999,99 | bestellt"
B01 = "B01 W Bedarfe.Menge B-1"
B02_QUANTITY = "B02 F Bestellungen.Menge BE-1 / B-1"
B02_AMOUNT = "B02 W Bestellungen.Betrag brutto BE-1 / B-1"
B03 = "B03 F Rechnungen.Rechnungsnummer RE-1 / Firma Muster / B-1"
B04 = "B04 F Rechnungen.Bestellnummer RE-1 / Firma Muster / B-1"


def test_B01_is_silent_if_all_is_ordered() -> None:
    assert report(book(Bedarfe=TWELVE, Bestellungen=orders(ORDER))) == []


def test_B01_warns_of_one_piece_more() -> None:
    tables = book(Bedarfe=TWELVE, Bestellungen=orders(ORDER.replace("12", "13")))
    assert report(tables) == [B01]
    assert sentence(tables, "B01") == "Die bestellte Menge (13) ist größer als der Bedarf (12)."
    assert findings(tables)[0].place.school == "190001"


def test_B01_adds_up_the_orders_of_a_need_but_not_the_cancelled_ones() -> None:
    first, second = ORDER, "BE-2 | b-1 | 1 | 3.950,00 | bestellt"
    assert report(book(Bedarfe=TWELVE, Bestellungen=orders(first, second))) == [B01]
    assert report(book(Bedarfe=TWELVE, Bestellungen=orders(first, second.replace("bestellt", "storniert")))) == []


def test_B01_is_silent_if_the_quantity_wished_cannot_be_read() -> None:
    tables = book(Bedarfe=TWELVE.replace("| 12 |", "|  |"), Bestellungen=orders(ORDER))
    assert report(tables) == ["Z01 F Bedarfe.Menge B-1"]


def test_B01_is_silent_for_an_unknown_need() -> None:
    tables = book(Bedarfe=TWELVE, Bestellungen=orders("BE-1 | B-9 | 99 | 1,00 | bestellt"))
    assert report(tables) == ["Z04 F Bestellungen.Bedarfsnummer BE-1 / B-9"]


def test_B01_names_the_first_row_of_a_doubled_need() -> None:
    doubled = needs("B-1 | 190001 | TAFEL | 12 | 2022 | DigitalPakt", "B-1 | 190001 | TAFEL | 1 | 2022 | DigitalPakt")
    tables = book(Bedarfe=doubled, Bestellungen=orders(ORDER))
    assert report(tables) == ["Z03 F Bedarfe.Bedarfsnummer B-1"]


def test_B01_passes_over_a_need_whose_number_cannot_be_read() -> None:
    nameless = TWELVE + "\n | 190001 | TAFEL | 1 | 2022 | DigitalPakt"
    tables = book(Bedarfe=nameless, Bestellungen=orders(ORDER.replace("12", "13")))
    assert report(tables) == ["Z01 F Bedarfe.Bedarfsnummer 2", B01]


def test_B02_is_silent_if_quantity_and_amount_are_as_ordered() -> None:
    bill = invoices("RE-1 | B-1 | BE-1 | 12 | 46.999,99 | 46.999,99")
    assert report(book(Bedarfe=TWELVE, Bestellungen=orders(ORDER), Rechnungen=bill)) == []


def test_B02_warns_of_a_cent_more_than_ordered() -> None:
    bill = invoices("RE-1 | B-1 | BE-1 | 12 | 47.000,00 | 47.000,00")
    tables = book(Bedarfe=TWELVE, Bestellungen=orders(ORDER), Rechnungen=bill)
    assert report(tables) == [B02_AMOUNT]
    assert amounts(tables, "B02") == ("46999.99", "47000.00", "0.01")
    assert sentence(tables, "B02") == (
        "Berechnet sind 47.000,00 €, das sind 0,01 € mehr als der bestellte Betrag von 46.999,99 €."
    )


def test_B02_is_an_error_if_more_pieces_are_invoiced_and_then_says_nothing_of_the_amount() -> None:
    bill = invoices("RE-1 | B-1 | BE-1 | 13 | 50.000,00 | 50.000,00")
    tables = book(Bedarfe=TWELVE, Bestellungen=orders(ORDER), Rechnungen=bill)
    assert report(tables) == [B02_QUANTITY]
    assert sentence(tables, "B02") == "Die berechnete Menge (13) ist größer als die bestellte (12)."


def test_B02_adds_up_the_invoices_of_an_order() -> None:  # worked example 8
    bills = ("RE-1 | B-1 | BE-1 | 5 | 19.583,33 | 19.583,33", "RE-2 | B-1 | BE-1 | 7 | 27.300,00 | 27.300,00")
    good = book(Bedarfe=TWELVE, Bestellungen=orders(ORDER), Rechnungen=invoices(*bills))
    assert report(good) == []
    bad = invoices(bills[0], bills[1].replace("7 | 27", "8 | 27"))
    assert report(book(Bedarfe=TWELVE, Bestellungen=orders(ORDER), Rechnungen=bad)) == [B02_QUANTITY]


def test_B02_takes_a_credit_note_off() -> None:
    bills = invoices(
        "RE-1 | B-1 | BE-1 | 13 | 50.000,00  | 50.000,00", "GU-1 | B-1 | BE-1 | -1 | -3.000,01 | -3.000,01"
    )
    assert report(book(Bedarfe=TWELVE, Bestellungen=orders(ORDER), Rechnungen=bills)) == []


def test_B02_adds_up_a_doubled_order() -> None:
    halves = orders("BE-1 | B-1 | 6 | 23.500,00 | bestellt", "BE-1 | B-1 | 6 | 23.499,99 | bestellt")
    bill = invoices("RE-1 | B-1 | BE-1 | 12 | 46.999,99 | 46.999,99")
    tables = book(Bedarfe=TWELVE, Bestellungen=halves, Rechnungen=bill)
    assert report(tables) == ["Z03 F Bestellungen.Bestellnummer BE-1 / B-1"]


def test_B03_names_each_row_after_the_first() -> None:
    row = "RE-1 | B-1 | BE-1 | 4 | 15.000,00 | 15.000,00"
    tables = book(Bedarfe=TWELVE, Bestellungen=orders(ORDER), Rechnungen=invoices(row, row.lower(), row))
    assert report(tables) == [B03.replace("RE-1", "re-1").replace("B-1", "b-1"), B03]
    assert [each.values["line"] for each in findings(tables)] == [5, 5]


def test_B03_is_silent_for_another_need_number_or_supplier() -> None:
    two = needs("B-1 | 190001 | TAFEL | 12 | 2022 | DigitalPakt", "B-2 | 190001 | TAFEL | 1 | 2022 | DigitalPakt")
    bills = """
        Rechnungsnummer | Bedarfsnummer | Lieferant | Menge | Betrag brutto | Rechnungssumme
        RE-1            | B-1           | Firma A   | 1     | 1.000,00      | 2.000,00
        RE-1            | B-2           | Firma A   | 1     | 1.000,00      | 2.000,00
        RE-1            | B-1           | Firma B   | 1     | 1.000,00      | 1.000,00
        RE-2            | B-1           | Firma A   | 1     | 1.000,00      | 1.000,00
        """
    assert report(book(Bedarfe=two, Rechnungen=bills)) == []


def test_B03_is_silent_if_the_number_cannot_be_read() -> None:
    row = " | B-1 |  | 1 | 1.000,00 | 1.000,00"
    tables = book(Bedarfe=TWELVE, Rechnungen=invoices(row, row))
    assert report(tables) == ["Z01 F Rechnungen.Rechnungsnummer 1", "Z01 F Rechnungen.Rechnungsnummer 2"]


CANCELLED = ORDER.replace("bestellt", "storniert")
BILL = "RE-1 | B-1 | BE-1 | 4 | 15.000,00 | 15.000,00"


def test_B04_names_an_invoice_of_a_cancelled_order_and_B02_is_silent() -> None:
    tables = book(Bedarfe=TWELVE, Bestellungen=orders(CANCELLED), Rechnungen=invoices(BILL))
    assert report(tables) == [B04]
    assert sentence(tables, "B04") == "Die Bestellung BE-1 ist storniert, berechnet sind aber 15.000,00 €."
    assert findings(tables)[0].place.school == "190001"


def test_B04_shows_an_amount_of_nothing_as_money() -> None:
    bill = invoices("RE-1 | B-1 | BE-1 | 4 | 0,00 | 0,00")
    tables = book(Bedarfe=TWELVE, Bestellungen=orders(CANCELLED), Rechnungen=bill)
    assert sentence(tables, "B04") == "Die Bestellung BE-1 ist storniert, berechnet sind aber 0,00 €."


def test_B04_is_silent_if_the_cancelled_order_has_no_invoice() -> None:
    assert report(book(Bedarfe=TWELVE, Bestellungen=orders(CANCELLED))) == []


def test_B04_is_silent_if_one_row_of_the_order_stands() -> None:
    rows = orders(ORDER, CANCELLED)
    tables = book(Bedarfe=TWELVE, Bestellungen=rows, Rechnungen=invoices(BILL))
    assert report(tables) == ["Z03 F Bestellungen.Bestellnummer BE-1 / B-1"]


def test_B04_gives_one_finding_an_invoice_if_two_rows_are_cancelled() -> None:
    tables = book(Bedarfe=TWELVE, Bestellungen=orders(CANCELLED, CANCELLED), Rechnungen=invoices(BILL))
    assert report(tables) == ["Z03 F Bestellungen.Bestellnummer BE-1 / B-1", B04]


def test_B02_and_B04_are_silent_if_the_order_cannot_be_read() -> None:
    unreadable = orders("BE-1 | B-1 |  | 46.999,99 | storniert")
    tables = book(Bedarfe=TWELVE, Bestellungen=unreadable, Rechnungen=invoices(BILL))
    assert report(tables) == ["Z01 F Bestellungen.Menge BE-1 / B-1"]


B07 = "B07 W Bestellungen.Bestellt am BE-1 / B-1"
GRANTED = "Aktenzeichen | Bewilligt am | Durchführung bis\nAZ-1 | {} | 31.12.2029"
PART = invoices("RE-1 | B-1 | BE-1 | 4 | 15.000,00 | 15.000,00")


def granted(day: str) -> str:
    """The notice of the invoice, granted on a day; the order is of 1.3.2022."""
    return GRANTED.format(day)


def test_B07_is_silent_if_the_grant_came_on_the_day_of_the_order() -> None:
    tables = book(Bedarfe=TWELVE, Bestellungen=orders(ORDER), Rechnungen=PART, Bescheide=granted("1.3.2022"))
    assert report(tables) == []


def test_B07_warns_of_an_order_the_day_before_the_grant() -> None:
    tables = book(Bedarfe=TWELVE, Bestellungen=orders(ORDER), Rechnungen=PART, Bescheide=granted("2.3.2022"))
    assert report(tables) == [B07]
    assert sentence(tables, "B07") == "Bestellt wurde am 01.03.2022, bewilligt erst am 02.03.2022 (Bescheid AZ-1)."
    assert findings(tables)[0].place.school == "190001"


def test_B07_gives_one_finding_an_order_whatever_the_number_of_its_invoices() -> None:  # reading 87
    bills = invoices(
        "RE-1 | B-1 | BE-1 | 4 | 15.000,00 | 15.000,00 | AZ-1",
        "RE-2 | B-1 | BE-1 | 4 | 15.000,00 | 15.000,00 | AZ-9",
        "RE-3 | B-1 | BE-1 | 2 | 7.500,00  | 7.500,00  | AZ-8",
        "RE-4 | B-1 | BE-1 | 2 | 7.500,00  | 7.500,00  | AZ-8",
    )
    three = granted("1.3.2022") + "\nAZ-8 | 2.3.2022 | 31.12.2029\nAZ-9 | 1.2.2022 | 31.12.2029"
    tables = book(Bedarfe=TWELVE, Bestellungen=orders(ORDER), Rechnungen=bills, Bescheide=three)
    assert report(tables) == [B07]
    assert "(Bescheid AZ-8)" in sentence(tables, "B07")


def test_B07_is_silent_for_other_funding_an_unknown_need_and_a_cancelled_order() -> None:
    late = granted("2.3.2022")
    city = TWELVE.replace("DigitalPakt", "städtische Mittel")
    assert report(book(Bedarfe=city, Bestellungen=orders(ORDER), Rechnungen=PART, Bescheide=late)) == []
    unknown = book(Bestellungen=orders(ORDER), Rechnungen=PART, Bescheide=late)
    assert [line[:3] for line in report(unknown)] == ["Z04", "Z04"]
    assert report(book(Bedarfe=TWELVE, Bestellungen=orders(CANCELLED), Rechnungen=PART, Bescheide=late)) == [B04]


def test_B07_is_hidden_by_a_day_that_cannot_be_read() -> None:
    late = book(Bedarfe=TWELVE, Bestellungen=orders(ORDER), Rechnungen=PART, Bescheide=granted("2.3.2022"))
    assert report(changed(late, "Bestellungen", 1, "Bestellt am", None)) == [
        "Z01 F Bestellungen.Bestellt am BE-1 / B-1"
    ]
    assert report(changed(late, "Bescheide", 1, "Bewilligt am", None)) == ["Z01 F Bescheide.Bewilligt am AZ-1"]
