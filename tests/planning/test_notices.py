"""What was spent and called under a notice, and its days (rules 12 to 14 with their readings)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from pakt_xl.planning.notices import bound_until, proof_due
from tests.planning.plans import look

if TYPE_CHECKING:
    from pakt_xl.planning.funds_facts import NoticeFacts

NOTICE = "Aktenzeichen\nAZ-1"
NEEDS = """Bedarfsnummer | Schulnummer | Menge
B-1 | 190001 | 9
B-2 | 190002 | 9"""
SCHOOLS = "Schulnummer\n190001\n190002"
HEADER = "Rechnungsnummer | Bedarfsnummer | Menge | Betrag brutto | Bezahlt am | Geliefert am | Aktenzeichen\n"
SOUND = {"Fördersäule": "1", "Zuwendung": "5", "Zuwendungsfähige Ausgaben": "5"}
PAID = "2.5.2022 | 30.3.2022 | AZ-1"
AFTER = "Stichtag | 30.6.2022"


def notices(invoices: str = "", settings: str = AFTER, **tables: str) -> tuple[NoticeFacts, ...]:
    """Return the facts of the notices; two schools with nine boards each, the notice AZ-1 for up to 90.000,00."""
    texts = {"Schulen": SCHOOLS, "Bedarfe": NEEDS, "Bescheide": NOTICE, "Rechnungen": HEADER + invoices} | tables
    return look(settings, **texts).funds.notices


def notice(invoices: str = "", settings: str = AFTER, **tables: str) -> NoticeFacts:
    """Return the facts of the one notice."""
    (found,) = notices(invoices, settings, **tables)
    return found


def spent(invoices: str, settings: str = AFTER, **tables: str) -> Decimal:
    """Return E of the one notice."""
    return notice(invoices, settings, **tables).spent


def euros(*amounts: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, amounts))


def numbers(facts: NoticeFacts) -> list[str]:
    """Return the invoice numbers of the rows of E."""
    return [str(each.invoice.number) for each in facts.invoices]


def test_rule_12_a_central_invoice_over_two_schools_counts_with_both_rows() -> None:
    facts = notice(f"R-1 | B-1 | 4 | 4000 | {PAID}\nR-1 | B-2 | 2 | 1999,99 | {PAID}")
    # E = 4.000,00 + 1.999,99; Z = d(5.999,99 x 0,9 = 5.399,991); not d(3.600,00) + d(1.799,991)
    assert (facts.spent, facts.grant, facts.own_share) == euros("5999.99", "5399.99", "600.00")
    assert [each.need.need.school_number for each in facts.invoices] == ["190001", "190002"]


def test_rule_12_rounded_shares_are_never_summed() -> None:
    facts = notice("\n".join(f"R-{number} | B-1 | 1 | 10,01 | {PAID}" for number in range(3)))
    assert (facts.spent, facts.grant, facts.own_share) == euros("30.03", "27.02", "3.01")  # not 3 x 9,00


def test_rule_12_a_credit_note_lowers_what_was_spent() -> None:
    facts = notice(f"R-1 | B-1 | 4 | 4000 | {PAID}\nG-1 | B-1 | -1 | -1000,50 | {PAID}")
    assert (facts.spent, facts.grant) == euros("2999.50", "2699.55")


def test_rule_12_only_what_was_delivered_of_an_order_is_spent() -> None:
    orders = """Bestellnummer | Bedarfsnummer | Menge | Betrag brutto | Status
        O-1 | B-1 | 6 | 6000 | bestellt
        O-2 | B-1 | 3 | 3000 | storniert"""
    part = "Rechnungsnummer | Bedarfsnummer | Bestellnummer | Menge | Betrag brutto | Bezahlt am"
    facts = notice(Bestellungen=orders, Rechnungen=f"{part}\nR-1 | B-1 | O-1 | 2 | 2000 | 2.5.2022")
    assert (facts.spent, facts.grant) == euros("2000.00", "1800.00")
    # What was paid under the cancelled order was spent all the same; B04 asks for the payment.
    both = f"{part}\nR-1 | B-1 | O-1 | 2 | 2000 | 2.5.2022\nR-2 | B-1 | O-2 | 1 | 1000 | 2.5.2022"
    assert spent("", Bestellungen=orders, Rechnungen=both) == Decimal("3000.00")


def test_rule_12_takes_amounts_with_16_percent_as_typed() -> None:
    early = "Aktenzeichen | Durchführung ab | Durchführung bis\nAZ-1 | 1.7.2020 | 31.12.2020"
    header = "Rechnungsnummer | Bedarfsnummer | Menge | Betrag brutto | USt-Satz | Geliefert am | Bezahlt am\n"
    lowered = (
        f"{header}R-1 | B-1 | 1 | 1160 | 16 | 31.12.2020 | 4.1.2021\nR-2 | B-1 | 1 | 1190 | 19 | 1.1.2021 | 4.1.2021"
    )
    facts = notice(Bescheide=early, Rechnungen=lowered)
    assert (facts.spent, facts.grant, facts.own_share) == euros("1160.00", "1044.00", "116.00")


def test_rule_12_a_notice_may_end_before_the_programme() -> None:
    early = "Aktenzeichen | Durchführung ab | Durchführung bis\nAZ-1 | 1.2.2022 | 31.3.2022"
    days = ("31.1.2022", "1.2.2022", "31.3.2022", "1.4.2022")
    rows = "\n".join(f"R-{day} | B-1 | 1 | 100 | 2.5.2022 | {day} | AZ-1" for day in days)
    facts = notice(rows, Bescheide=early)
    assert numbers(facts) == ["R-1.2.2022", "R-31.3.2022"]  # both ends belong to it
    assert (facts.proof_due, facts.bound_until) == (date(2022, 9, 30), date(2027, 12, 31))


@pytest.mark.parametrize("reference", ["", "AZ-9"])
def test_rule_12_an_invoice_in_no_notice_is_spent_under_none(reference: str) -> None:
    facts = notice(f"R-1 | B-1 | 1 | 1000 | 2.5.2022 | 30.3.2022 | {reference}")
    assert (facts.spent, facts.complete) == (Decimal("0.00"), True)


def test_rule_12_the_grant_is_never_above_what_was_granted() -> None:
    small = "Aktenzeichen | Zuwendung\nAZ-1 | 899,99"
    facts = notice(f"R-1 | B-1 | 1 | 1000 | {PAID}", Bescheide=small)
    assert (facts.spent, facts.grant, facts.own_share, facts.callable) == euros("1000", "899.99", "100.01", "899.99")
    assert notice(f"R-1 | B-1 | 1 | 999,98 | {PAID}", Bescheide=small).grant == Decimal("899.98")


def test_rule_12_a_call_before_the_payment_is_too_much() -> None:
    calls = "Abrufnummer | Abgerufen am | Betrag\nC-1 | 1.3.2022 | 900"
    rows = f"R-1 | B-1 | 1 | 1000 | {PAID}"
    before, after = (notice(rows, f"Stichtag | {day}", Mittelabrufe=calls) for day in ("1.5.2022", "2.5.2022"))
    assert (before.spent, before.grant, before.called, before.callable) == euros("0", "0", "900", "-900")
    assert (after.spent, after.grant, after.called, after.callable) == euros("1000", "900", "900", "0")


def test_reading_90_calls_count_whatever_their_day_and_an_unreadable_amount_does_not() -> None:
    calls = """Abrufnummer | Aktenzeichen | Abgerufen am | Betrag
        C-1 | az-1 | 1.1.2030 | 100
        C-1 | AZ-1 | #        | 20
        C-2 | AZ-1 | 1.1.2021 | #
        C-3 | AZ-9 | 1.1.2021 | 4000
        C-4 |      | 1.1.2021 | 8000"""
    assert notice(Mittelabrufe=calls).called == Decimal("120.00")


@pytest.mark.parametrize(
    ("row", "complete"),
    [
        (f"R-1 | B-1 | # | 1000 | {PAID}", False),
        (f"R-1 | B-1 | 1 | # | {PAID}", False),
        (f"R-1 | B-9 | 1 | 1000 | {PAID}", False),
        (f"R-1 |  | 1 | 1000 | {PAID}", False),
        ("R-1 | B-1 | 1 | 1000 | # | 30.3.2022 | AZ-1", False),
        ("R-1 | B-1 | 1 | 1000 | 2.5.2022 | # | AZ-1", False),
        ("R-1 | B-1 | 1 | 1000 |  | 30.3.2022 | AZ-1", True),
        ("R-1 | B-1 | 1 | # |  | 30.3.2022 | AZ-1", True),  # not paid, so that the amount says nothing
        ("R-1 | B-1 | 1 | # | 2.5.2022 | 31.12.2021 | AZ-1", True),
        ("R-1 | B-1 | 1 | 1000 | 1.7.2022 | 30.3.2022 | AZ-1", True),
    ],
)
def test_rule_12_what_does_not_count_is_told_from_what_cannot_be_read(row: str, complete: bool) -> None:
    facts = notice(f"{row}\nR-2 | B-1 | 1 | 50 | {PAID}")
    assert (facts.spent, facts.complete) == (Decimal("50.00"), complete)


def test_rule_12_counts_what_is_paid_until_the_day_itself() -> None:
    row = f"R-1 | B-1 | 1 | 1000 | {PAID}"
    assert spent(row, "Stichtag | 1.5.2022") == Decimal("0.00")
    assert spent(row, "Stichtag | 2.5.2022") == Decimal("1000.00")


@pytest.mark.parametrize("funding", ["städtische Mittel", "anderes Förderprogramm"])
def test_reading_89_an_invoice_of_other_funding_counts_in_no_notice(funding: str) -> None:
    needs = f"Bedarfsnummer | Menge | Finanzierung\nB-1 | 9 | {funding}"
    facts = notice(f"R-1 | B-1 | 1 | 1000 | {PAID}", Bedarfe=needs)
    assert (facts.spent, facts.complete) == (Decimal("0.00"), True)


def test_rule_12_counts_what_is_eligible_and_marks_what_cannot_be_known() -> None:
    row = f"R-1 | B-1 | 1 | 1000 | {PAID}"
    found = [
        notice(row, Katalog=f"Artikelnummer | Förderfähig\n{item} | {eligible}")
        for item, eligible in (("A", "ja"), ("A", "nein"), ("A", "#"), ("X", "ja"))
    ]
    assert [(facts.spent, facts.complete) for facts in found] == [
        (Decimal("1000.00"), True),
        (Decimal("0.00"), True),
        (Decimal("0.00"), False),
        (Decimal("0.00"), False),
    ]
    unknown = notice(row, Bedarfe="Bedarfsnummer | Menge | Finanzierung\nB-1 | 9 | #")
    assert (unknown.spent, unknown.complete) == (Decimal("0.00"), False)


def test_reading_86_a_row_of_the_wrong_pillar_still_counts() -> None:
    other = "Aktenzeichen | Fördersäule\nAZ-1 | 2"
    assert spent(f"R-1 | B-1 | 1 | 1000 | {PAID}", Bescheide=other) == Decimal("1000.00")


def test_reading_10_an_invoice_belongs_to_the_first_row_of_a_doubled_need() -> None:
    doubled = "Bedarfsnummer | Menge | Finanzierung\nB-1 | 9 | DigitalPakt\nB-1 | 9 | städtische Mittel"
    assert spent(f"R-1 | B-1 | 1 | 1000 | {PAID}", Bedarfe=doubled) == Decimal("1000.00")


def test_a_doubled_invoice_counts_with_each_row() -> None:  # as in the budget; B03 says so
    assert spent(f"R-1 | B-1 | 1 | 1000 | {PAID}\nR-1 | B-1 | 1 | 500 | {PAID}") == Decimal("1500.00")


@pytest.mark.parametrize(
    "header",
    [
        "Fördersäule",
        "Bewilligt am",
        "Zuwendung",
        "Zuwendungsfähige Ausgaben",
        "Durchführung ab",
        "Durchführung bis",
        "Nachweis bis",
    ],
)
def test_reading_90_a_notice_with_an_unreadable_cell_is_left_out(header: str) -> None:
    text = f"Aktenzeichen | {header}\nAZ-1 | #\nAZ-2 | {SOUND.get(header, '1.1.2023')}"
    assert [facts.reference for facts in notices(Bescheide=text)] == ["AZ-2"]


def test_of_a_doubled_reference_the_first_row_counts_even_if_it_cannot_be_read() -> None:  # by analogy with 9
    two = "Aktenzeichen | Zuwendung\nAZ-1 | 10\naz-1 | 20"
    assert notice(Bescheide=two).granted == Decimal("10.00")
    assert notices(Bescheide=two.replace("| 10", "| #")) == ()


def test_notices_come_by_their_folded_reference_and_rows_by_day_and_number() -> None:
    three = "Aktenzeichen\nb-2\nB-10\na-1"
    assert [facts.reference for facts in notices(Bescheide=three)] == ["a-1", "B-10", "b-2"]
    header = "Rechnungsnummer | Lieferant | Bedarfsnummer | Menge | Betrag brutto | Bezahlt am | Rechnungsdatum\n"
    rows = (
        "R-0 | A | B-1 | 1 | 1 | 2.5.2022 | #",
        "R-2 | A | B-2 | 1 | 2 | 2.5.2022 | 1.4.2022",
        "r-2 | a | B-1 | 1 | 3 | 2.5.2022 | 1.4.2022",
        "R-1 | B | B-1 | 1 | 4 | 2.5.2022 | 1.4.2022",
        "R-1 | A | B-2 | 1 | 5 | 2.5.2022 | 1.4.2022",
        "R-9 | A | B-1 | 1 | 6 | 2.5.2022 | 31.3.2022",
    )
    facts = notice(Rechnungen=header + "\n".join(rows))
    assert [int(each.amount) for each in facts.invoices] == [6, 5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    ("ends_on", "due"),
    [
        (date(2024, 10, 31), date(2025, 4, 30)),
        (date(2022, 8, 1), date(2023, 2, 28)),
        (date(2023, 8, 31), date(2024, 2, 29)),
        (date(2020, 6, 30), date(2020, 12, 31)),
        (date(2021, 12, 31), date(2022, 6, 30)),
        (date(2022, 7, 15), date(2023, 1, 31)),
        (date(9999, 8, 1), date(9999, 2, 28)),  # no year after it; a typing error must not stop the run
    ],
)
def test_rule_14_the_proof_is_due_on_the_last_day_of_the_sixth_month_after(ends_on: date, due: date) -> None:
    assert proof_due(ends_on, 6) == due


def test_rule_14_what_the_notice_says_goes_before() -> None:
    text = "Aktenzeichen | Nachweis bis\nAZ-1 | 1.2.2023"
    assert notice(Bescheide=text).proof_due == date(2023, 2, 1)


@pytest.mark.parametrize(("year", "until"), [(2024, 2029), (2020, 2025), (9999, 9999)])
def test_rule_13_bound_until_the_end_of_the_fifth_year_after(year: int, until: int) -> None:
    assert bound_until(date(year, 1, 1), 5) == bound_until(date(year, 12, 31), 5) == date(until, 12, 31)
