"""OffeneLieferungen, Mittelabruf, Verwendungsnachweis, Zweckbindung: one life of three schools, worked by hand.

Half the boards come late in 2020 with 16 %, one of them goes back, the WLAN gets a rebate: the first notice has ended
before the programme does, and more was called for than is left of it. The PCs stand under a second notice.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pakt_xl.domain.actions import ACTIONS, Part
from pakt_xl.domain.rows import Notice
from pakt_xl.planning.compute import outlook
from pakt_xl.planning.funds_facts import Funds, InvoiceFacts, OpenOrder
from pakt_xl.reading import read_plan
from pakt_xl.reports import binding, build_all, call_for_funds, open_deliveries, proof_of_use
from tests.reports import facts
from tests.reports.facts import PROGRAMME, euro, view
from tests.tables import GOOD, workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from pakt_xl.domain.table import Cells, Table
    from pakt_xl.planning.outlook import Outlook
    from pakt_xl.reports.view import View

LIFE = {
    "Einstellungen": GOOD["Einstellungen"].replace("1.3.2022", "30.6.2022"),
    "Schulen": """
        Schulnummer | Schulname       | DigitalPakt-Budget
        190001      | Gymnasium Mitte | 60.000,00
        190002      | Schule am Park  | 40.000,00
        190003      | Hauptschule Ost | 40.000,00
        """,
    "Katalog": """
        Artikelnummer | Bezeichnung | Fördersäule | Warengruppe
        A-1           | Tafel       | 1           | Präsentationstechnik
        A-2           | WLAN-Raum   | 1           | WLAN
        A-3           | PC          | 2           | Arbeitsplätze
        """,
    "Preise": """
        Artikelnummer | Einzelpreis
        A-1           | 3.950,00
        A-2           | 750,00
        A-3           | 1.000,00
        """,
    "Bedarfe": """
        Bedarfsnummer | Schulnummer | Artikelnummer | Menge | Finanzierung
        B-1           | 190001      | A-1           | 4     | DigitalPakt
        B-2           | 190002      | A-2           | 10    | DigitalPakt
        B-3           | 190003      | A-3           | 2     | DigitalPakt
        B-4           | 190003      | A-1           | 2     | städtische Mittel
        """,
    "Bestellungen": """
        Bestellnummer | Bedarfsnummer | Bestellt am | Menge | Betrag brutto | Status
        O-1           | B-1           | 1.3.2020    | 4     | 15.800,00     | bestellt
        O-2           | B-2           | 1.3.2020    | 10    | 7.500,00      | bestellt
        O-3           | B-3           | 1.3.2022    | 2     | 2.111,11      | bestellt
        O-4           | B-3           | 1.3.2022    | 2     | 2.000,00      | storniert
        O-5           | B-4           | 20.6.2022   | 2     | 7.900,00      | bestellt
        """,
    "Rechnungen": """
        Rechnungsnummer | Bedarfsnummer | Bestellnummer | Menge | Betrag brutto | USt-Satz | Rechnungssumme | Rechnungsdatum | Geliefert am | Bezahlt am | Aktenzeichen | Abrufnummer
        R-1             | B-1           | O-1           | 2     | 6.000,00      | 16       | 9.000,00       | 10.8.2020      | 5.8.2020     | 20.8.2020  | AZ-1         | MA-1
        R-1             | B-2           | O-2           | 4     | 3.000,00      | 16       | 9.000,00       | 10.8.2020      | 5.8.2020     | 20.8.2020  | AZ-1         | MA-1
        R-2             | B-2           | O-2           | 3     | 2.222,22      | 16       | 2.222,22       | 1.12.2020      | 30.11.2020   | 15.12.2020 | AZ-1         |
        G-1             | B-1           | O-1           | -1    | -3.000,00     | 16       | -3.000,00      | 2.12.2020      | 1.12.2020    | 16.12.2020 | AZ-1         |
        G-2             | B-2           | O-2           | 0     | -0,11         | 16       | -0,11          | 3.12.2020      | 1.12.2020    | 17.12.2020 | AZ-1         |
        R-3             | B-3           | O-3           | 1     | 1.111,11      | 19       | 1.111,11       | 1.4.2022       | 30.3.2022    | 20.4.2022  | az-2         |
        R-4             | B-3           | O-3           | 1     | 1.000,00      | 19       | 1.000,00       | 20.6.2022      | 15.6.2022    |            | AZ-2         |
        R-5             | B-1           |               | 1     | 500,00        | 19       | 500,00         | 1.4.2021       | 30.3.2021    | 20.4.2021  |              |
        R-6             | B-4           |               | 1     | 400,00        | 16       | 400,00         | 1.12.2020      | 30.11.2020   | 15.12.2020 | AZ-1         |
        R-7             | B-1           |               | 1     | 600,00        | 19       | 600,00         | 4.1.2021       | 1.1.2021     | 20.1.2021  | AZ-1         |
        """,  # noqa: E501  a table with all its columns
    "Bescheide": """
        Aktenzeichen | Lucom-Nr. | Fördersäule | Zuwendung | Zuwendungsfähige Ausgaben | Durchführung ab | Durchführung bis
        AZ-2         | 4712      | 2           | 90.000,00 | 100.000,00                | 1.1.2022        | 31.10.2024
        AZ-1         | 4711      | 1           | 9.000,00  | 10.000,00                 | 1.1.2020        | 31.12.2020
        """,  # noqa: E501  as above
    "Mittelabrufe": """
        Abrufnummer | Aktenzeichen | Betrag
        MA-1        | AZ-1         | 8.000,00
        MA-2        | AZ-1         | 100,00
        """,
    "Abgänge": """
        Rechnungsnummer | Bedarfsnummer | Menge | Datum    | Grund
        R-1             | B-1           | 1     | 1.5.2021 | Diebstahl
        """,
}
"""E of AZ-1 = 6.000,00 + 3.000,00 + 2.222,22 - 3.000,00 - 0,11 = 8.222,11; Z = d(7.399,899); 8.100,00 are called for.

R-5 is in no notice, R-6 not paid by the DigitalPakt, R-7 delivered a day after the end of AZ-1, R-4 not paid yet.
"""


def built(build: Callable[[View], Table], **texts: str) -> tuple[Cells, ...]:
    """Rows of a report on ``LIFE``, with the tables given in place of its own."""
    return build(view(look(**texts))).rows


def look(**texts: str) -> Outlook:
    """Outlook on ``LIFE``, with the tables given in place of its own."""
    return outlook(read_plan(workbook(live=False, **(LIFE | texts))).plan, PROGRAMME)


def test_open_deliveries_after_parts_a_return_and_a_cancelled_order() -> None:
    """Rule 4 and reading 96: O-1 4 - 2 + 1 = 3 of 4, 15.800,00 x 3/4; O-2 10 - 7 = 3 of 10, 7.500,00 x 3/10."""
    start, end = date(2020, 3, 1), date(2024, 10, 31)
    firm = "Firma Muster"
    assert built(open_deliveries.build) == (
        ("O-1", firm, start, "Gymnasium Mitte", "Tafel", 4, 1, 3, euro("11850.00"), 851, end),
        ("O-2", firm, start, "Schule am Park", "WLAN-Raum", 10, 7, 3, euro("2250.00"), 851, end),
        ("O-5", firm, date(2022, 6, 20), "Hauptschule Ost", "Tafel", 2, 0, 2, euro("7900.00"), 10, None),
    )


def test_call_for_funds_of_a_notice_that_has_ended_and_of_one_that_runs() -> None:
    """Rule 12: Abrufbar is Z less the calls, below zero after a return (M01); 90 % of 1.111,11 is 999,99."""
    assert built(call_for_funds.build) == (
        ("AZ-1", "4711", 1, euro("9000.00"), euro("8222.11"), euro("7399.89"), euro("8100.00"), euro("-700.11")),
        ("AZ-2", "4712", 2, euro("90000.00"), euro("1111.11"), euro("999.99"), euro("0.00"), euro("999.99")),
    )


def test_a_call_may_not_go_beyond_what_was_granted() -> None:
    """Rule 12: 90 % of 8.222,11 is 7.399,89, but only 7.000,00 were granted."""
    notices = LIFE["Bescheide"].replace("9.000,00 ", "7.000,00 ")
    assert built(call_for_funds.build, Bescheide=notices)[0][3:] == (
        *(euro("7000.00"), euro("8222.11"), euro("7000.00"), euro("8100.00"), euro("-1100.00")),
    )


def test_the_list_of_a_call_holds_what_bears_no_number_yet_under_the_name_of_its_notice() -> None:
    """Reading 99: 2.222,22 - 3.000,00 - 0,11 and the two rows of MA-1, 9.000,00, are the 8.222,11 of AZ-1."""
    firm, paid = "Firma Muster", date(2020, 12, 15)
    rows = built(call_for_funds.build_list)
    assert rows[0] == (
        "AZ-1", "R-2", firm, date(2020, 12, 1), paid, "Schule am Park", "WLAN-Raum", euro("2222.22")
    )  # fmt: skip
    assert [(row[0], row[1], row[-1]) for row in rows] == [
        ("AZ-1", "R-2", euro("2222.22")),
        ("AZ-1", "G-1", euro("-3000.00")),
        ("AZ-1", "G-2", euro("-0.11")),
        ("AZ-2", "R-3", euro("1111.11")),
    ]


def test_proof_of_use_adds_up_by_product_group_and_shares_out_only_the_whole() -> None:
    """Reading 91: boards 6.000,00 - 3.000,00; WLAN 3.000,00 + 2.222,22 - 0,11; own share 8.222,11 - 7.399,89."""
    blank = (None, None, None, None)
    assert built(proof_of_use.build) == (
        ("AZ-1", "Präsentationstechnik", None, euro("3000.00"), *blank),
        ("AZ-1", "WLAN", None, euro("5222.11"), *blank),
        (
            *("AZ-1", "gesamt", euro("10000.00"), euro("8222.11"), euro("7399.89"), euro("822.22")),
            *(euro("8100.00"), euro("-700.11")),
        ),
        ("AZ-2", "Arbeitsplätze", None, euro("1111.11"), *blank),
        (
            *("AZ-2", "gesamt", euro("100000.00"), euro("1111.11"), euro("999.99"), euro("111.12")),
            *(euro("0.00"), euro("999.99")),
        ),
    )


def test_the_list_of_the_proof_holds_the_central_invoice_with_a_row_for_each_school() -> None:
    rows = built(proof_of_use.build_list)
    assert [(row[0], row[1], row[5], row[7], row[9]) for row in rows] == [
        ("AZ-1", "R-1", "Gymnasium Mitte", euro("6000.00"), "190001"),
        ("AZ-1", "R-1", "Schule am Park", euro("3000.00"), "190002"),
        ("AZ-1", "R-2", "Schule am Park", euro("2222.22"), "190002"),
        ("AZ-1", "G-1", "Gymnasium Mitte", euro("-3000.00"), "190001"),
        ("AZ-1", "G-2", "Schule am Park", euro("-0.11"), "190002"),
        ("AZ-2", "R-3", "Hauptschule Ost", euro("1111.11"), "190003"),
    ]
    assert rows[0][8] == date(2020, 8, 5)


def test_binding_counts_returns_and_losses_and_ends_five_years_after_the_year_of_the_notice() -> None:
    """Rule 13, reading 95: the rebate G-2 delivers nothing, R-7 is bound though it came late; R-5 and R-6 are not."""
    rows = [(row[0], *row[2:6], row[7], row[8]) for row in built(binding.build)]
    first, second = date(2025, 12, 31), date(2029, 12, 31)
    assert rows == [
        ("Gymnasium Mitte", -1, 0, -1, "G-1", "AZ-1", first),
        ("Gymnasium Mitte", 2, 1, 1, "R-1", "AZ-1", first),
        ("Gymnasium Mitte", 1, 0, 1, "R-7", "AZ-1", first),
        ("Schule am Park", 4, 0, 4, "R-1", "AZ-1", first),
        ("Schule am Park", 3, 0, 3, "R-2", "AZ-1", first),
        ("Hauptschule Ost", 1, 0, 1, "R-3", "AZ-2", second),
        ("Hauptschule Ost", 1, 0, 1, "R-4", "AZ-2", second),
    ]
    assert built(binding.build)[1][1:7] == ("Tafel", 2, 1, 1, "R-1", date(2020, 8, 5))


def test_two_needs_of_a_school_for_one_item_are_told_apart_by_quantity_and_amount() -> None:
    """One order and one invoice for both: invoice, school and item are the same, a note must not move to the other."""
    needs = """
        Bedarfsnummer | Schulnummer | Artikelnummer | Menge | Finanzierung
        B-1           | 190001      | A-1           | 4     | DigitalPakt
        B-2           | 190001      | A-1           | 10    | DigitalPakt
        """
    orders = """
        Bestellnummer | Bedarfsnummer | Menge | Betrag brutto | Status
        O-1           | B-1           | 4     | 15.800,00     | bestellt
        O-1           | B-2           | 10    | 39.500,00     | bestellt
        """
    invoices = """
        Rechnungsnummer | Bedarfsnummer | Menge | Betrag brutto | USt-Satz | Rechnungssumme | Rechnungsdatum | Geliefert am | Bezahlt am | Aktenzeichen
        R-1             | B-1           | 2     | 6.000,00      | 16       | 15.000,00      | 10.8.2020      | 5.8.2020     | 20.8.2020  | AZ-1
        R-1             | B-2           | 3     | 9.000,00      | 16       | 15.000,00      | 10.8.2020      | 5.8.2020     | 20.8.2020  | AZ-1
        """  # noqa: E501  a table with all its columns
    lists = (
        (open_deliveries.SPEC, open_deliveries.build),
        (call_for_funds.LIST_SPEC, call_for_funds.build_list),
        (proof_of_use.LIST_SPEC, proof_of_use.build_list),
        (binding.SPEC, binding.build),
    )
    for spec, build in lists:
        places = [spec.headers.index(header) for header in spec.key]
        rows = built(build, Bedarfe=needs, Bestellungen=orders, Rechnungen=invoices)
        assert len({tuple(row[place] for place in places) for row in rows}) == len(rows) == len(("B-1", "B-2"))


def test_an_order_of_an_unknown_need_is_open_without_school_and_day_of_the_programme() -> None:
    orders = """
        Bestellnummer | Bedarfsnummer | Bestellt am | Menge | Betrag brutto
        O-9           | B-99          | 29.6.2022   | 3     | 300,00
        """
    assert built(open_deliveries.build, Bestellungen=orders) == (
        ("O-9", "Firma Muster", date(2022, 6, 29), None, None, 3, 0, 3, euro("300.00"), 1, None),
    )


def test_an_item_without_readable_group_still_adds_up_to_its_notice() -> None:
    catalogue = LIFE["Katalog"].replace("| WLAN\n", "| Kabel\n")
    rows = built(proof_of_use.build, Katalog=catalogue)
    assert [(row[1], row[3]) for row in rows[:3]] == [
        ("Präsentationstechnik", euro("3000.00")),
        ("ohne Warengruppe", euro("5222.11")),
        ("gesamt", euro("8222.11")),
    ]


def test_what_cannot_be_named_stays_blank() -> None:
    """Facts of a need whose school and item are unknown, of an order whose day cannot be read."""
    stray = facts.need_facts(school=None, item=None)
    invoice = look().plan.invoices[0]
    paid = InvoiceFacts(invoice, stray, Notice.model_construct(file_reference="AZ-1"), euro("6000.00"))
    assert call_for_funds.invoice_cells(paid)[5:7] == (None, None)
    funds = Funds(open_orders=(OpenOrder(look().orders[0], stray, 3, None, None),))
    (row,) = open_deliveries.build(view(facts.outlook(funds=funds))).rows
    assert (row[3], row[4], row[9], row[10]) == (None, None, None, None)


def test_the_tables_of_the_grant_are_filled_by_alles_alone() -> None:
    funds = ["OffeneLieferungen", "Mittelabruf", "MittelabrufBelege", "Verwendungsnachweis",
             "VerwendungsnachweisBelege", "Zweckbindung"]  # fmt: skip
    assert [table.name for table in build_all(view(), {Part.FUNDS})] == funds
    assert [action.label for action in ACTIONS if Part.FUNDS in action.parts] == ["Alles"]
