"""M01 to M03: is money called for and proved in time, is bound property still there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pakt_xl.domain.table import ErrorValue
from pakt_xl.reports.wording import message, remedy
from tests.checks.books import amounts, book, findings, needs, report, sentence
from tests.tables import changed

if TYPE_CHECKING:
    from pakt_xl.domain.finding import Finding

CALLS = """
    Abrufnummer | Betrag
    C-1         | 7.110,00
    C-2         | {second}
    """
PAID = """
    Rechnungsnummer | Bedarfsnummer | Menge | Betrag brutto | Rechnungssumme | Bezahlt am
    RE-1            | B-1           | 4     | 15.800,00     | 15.800,00      | 28.2.2022
    """
TAFELN = needs("B-1 | 190001 | TAFEL | 4 | 2022 | DigitalPakt")
M01 = "M01 F Bescheide.Zuwendung AZ-1"
M03 = "M03 W Abgänge.Datum RE-1 / Firma Muster / B-1"


def called(second: str) -> dict[str, str]:
    """Four boards paid for 15.800,00, of which 14.220,00 are 90 %; called for are 7.110,00 and a second amount."""
    return {"Bedarfe": TAFELN, "Rechnungen": PAID, "Mittelabrufe": CALLS.format(second=second)}


def test_M01_is_silent_if_just_90_percent_of_what_was_paid_is_called_for() -> None:
    assert report(book(called("7.110,00"))) == []


def test_M01_names_a_cent_more() -> None:
    tables = book(called("7.110,01"))
    assert report(tables) == [M01]
    assert amounts(tables, "M01") == ("14220.00", "14220.01", "0.01")
    assert sentence(tables, "M01") == (
        "Abgerufen sind 14.220,01 €, zustehen 14.220,00 €: 90 % der bezahlten Ausgaben von 15.800,00 €, höchstens die "
        "bewilligte Zuwendung von 90.000,00 €."
    )


def test_M01_names_what_is_above_the_grant_though_more_was_spent() -> None:
    notice = "Aktenzeichen | Zuwendung | Durchführung bis\nAZ-1 | 14.000,00 | 31.12.2029"
    assert report(book(called("6.890,00"), Bescheide=notice)) == []
    tables = book(called("6.890,01"), Bescheide=notice)
    assert report(tables) == [M01]
    assert amounts(tables, "M01") == ("14000.00", "14000.01", "0.01")


def test_M01_names_a_call_before_anything_is_paid() -> None:
    tables = book(called("0,01"), Rechnungen=PAID.replace("28.2.2022", ""))
    assert report(tables) == [M01]
    assert amounts(tables, "M01") == ("0.00", "7110.01", "7110.01")


def test_M01_counts_what_is_paid_on_the_day_itself_and_not_the_day_after() -> None:  # T is 1.3.2022
    assert report(book(called("7.110,00"), Rechnungen=PAID.replace("28.2.2022", "1.3.2022"))) == []
    assert report(book(called("7.110,00"), Rechnungen=PAID.replace("28.2.2022", "2.3.2022"))) == [M01]


@pytest.mark.parametrize("header", ["Betrag brutto", "Menge", "Geliefert am"])
def test_M01_is_hidden_by_a_cell_of_an_invoice_that_cannot_be_read(header: str) -> None:
    tables = changed(book(called("7.110,01")), "Rechnungen", 1, header, None)
    assert [line for line in report(tables) if not line.startswith("Z01 F Rechnungen")] == []


def test_M01_is_hidden_by_what_is_unreadable_on_the_day_paid_the_need_or_the_item() -> None:
    tables = book(called("7.110,01"))
    for name, header in (("Rechnungen", "Bezahlt am"), ("Bedarfe", "Finanzierung"), ("Katalog", "Förderfähig")):
        spoilt = changed(tables, name, 1, header, ErrorValue("#REF!"))
        assert [line[:3] for line in report(spoilt)] == ["Z02"]
    unknown_need = changed(tables, "Rechnungen", 1, "Bedarfsnummer", "B-9")
    assert [line[:3] for line in report(unknown_need)] == ["Z04"]
    unknown_item = changed(tables, "Bedarfe", 1, "Artikelnummer", "X-9")
    assert [line[:3] for line in report(unknown_item)] == ["Z04", "T03"]  # no item, so that pillar 1 has nothing


def test_M01_is_not_hidden_by_an_unreadable_amount_that_counts_in_no_case() -> None:
    unpaid = book(called("7.110,00"), Rechnungen=PAID.replace("28.2.2022", ""))
    tables = changed(unpaid, "Rechnungen", 1, "Betrag brutto", None)
    assert report(tables) == ["Z01 F Rechnungen.Betrag brutto RE-1 / Firma Muster / B-1", M01]


def test_M01_to_M03_are_silent_for_a_notice_of_which_a_cell_cannot_be_read() -> None:  # reading 90
    tables = book(called("7.110,01"), Abgänge=gone("1.2.2022"), settings={"Stichtag": "1.10.2030"})
    codes = {line[:3] for line in report(tables)}
    assert {"M01", "M02", "M03"} <= codes
    spoilt = changed(tables, "Bescheide", 1, "Lucom-Nr.", ErrorValue("#REF!"))
    others = "Z02 F Bescheide.Lucom-Nr. AZ-1"
    assert [line for line in report(spoilt) if line.endswith("AZ-1") or line.startswith("M03")] == [others]


def texts(finding: Finding) -> tuple[str, str]:
    """What a finding says is wrong, and what to do."""
    return message(finding), remedy(finding)


def deadlines(as_of: str, ends: str = "31.12.2022", proof: str = "", days: str = "90") -> list[str]:
    """Return the columns of the M02 on one notice, nothing spent."""
    notice = f"Aktenzeichen | Durchführung bis | Nachweis bis\nAZ-1 | {ends} | {proof}"
    tables = book(Bescheide=notice, settings={"Stichtag": as_of, "Warnfrist Tage": days})
    assert all(line.startswith("M02 W Bescheide.") for line in report(tables))
    return [each.place.column for each in findings(tables)]


def test_M02_warns_of_the_end_from_90_days_before_on() -> None:  # 2.10. and 90 days are 31.12.
    assert deadlines("1.10.2022") == []
    assert deadlines("2.10.2022") == ["Durchführung bis"]
    assert deadlines("2.10.2022", days="") == ["Durchführung bis"]  # 90 is the default
    assert deadlines("2.10.2022", days="89") == []


def test_M02_warns_of_the_proof_that_is_due_six_months_later() -> None:  # 30.6.2023 less 90 days is 1.4.2023
    assert deadlines("31.3.2023") == ["Durchführung bis"]
    assert deadlines("1.4.2023") == ["Durchführung bis", "Nachweis bis"]


def test_M02_warns_of_the_proof_on_the_day_the_notice_says() -> None:
    assert deadlines("1.5.2022", proof="30.7.2022") == ["Nachweis bis"]
    assert deadlines("30.4.2022", proof="30.7.2022") == []


def test_M02_goes_on_without_an_end_and_with_0_days_from_the_day_itself() -> None:
    assert deadlines("30.12.2022", days="0") == []
    assert deadlines("31.12.2022", days="0") == ["Durchführung bis"]
    assert deadlines("1.1.2040") == ["Durchführung bis", "Nachweis bis"]


def test_M02_bears_a_number_of_days_beyond_any_calendar() -> None:
    assert deadlines("1.3.2022", days="999999999") == ["Durchführung bis", "Nachweis bis"]


@pytest.mark.parametrize(
    ("as_of", "calls", "found"),
    [
        ("9.8.2024", "1,00", []),
        ("10.8.2024", "1,00", ["Zuwendung"]),  # 90 days before 8.11.2024
        ("10.8.2024", "7.109,99", ["Zuwendung"]),
        ("10.8.2024", "7.110,00", []),  # nothing is left to call for
        ("9.11.2024", "1,00", ["Zuwendung"]),
    ],
)
def test_M02_warns_of_the_last_call_while_there_is_something_to_call_for(
    as_of: str, calls: str, found: list[str]
) -> None:
    tables = book(called(calls), settings={"Stichtag": as_of})
    assert [each.place.column for each in findings(tables)] == found


def test_M02_has_a_text_for_each_deadline_that_names_its_day() -> None:
    notice = "Aktenzeichen | Durchführung bis | Nachweis bis\nAZ-1 | 31.10.2024 | 9.11.2024"
    tables = book(called("7.109,99"), Bescheide=notice, settings={"Stichtag": "8.11.2024", "Warnfrist Tage": "90"})
    assert report(tables) == [
        "M02 W Bescheide.Durchführung bis AZ-1",
        "M02 W Bescheide.Zuwendung AZ-1",
        "M02 W Bescheide.Nachweis bis AZ-1",
    ]
    assert [texts(each) for each in findings(tables)] == [
        (
            "Letzter Tag der Durchführung: 31.10.2024 (seit 8 Tagen vorbei).",
            (
                "Bis dahin liefern lassen oder Verlängerung beantragen (nach dem 31.10.2024 ausgeschlossen); "
                "später Geliefertes anders finanzieren."
            ),
        ),
        (
            "Letzter Tag für den Mittelabruf: 08.11.2024 (heute); abrufbar sind noch 0,01 €.",
            "Die Mittel abrufen; ist der Tag vorbei, die Bezirksregierung fragen.",
        ),
        (
            "Letzter Tag für den Verwendungsnachweis: 09.11.2024 (noch 1 Tag).",
            "Den Verwendungsnachweis vorlegen.",
        ),
    ]


@pytest.mark.parametrize(
    ("as_of", "left"), [("1.11.2024", "seit 1 Tag vorbei"), ("30.10.2024", "noch 1 Tag"), ("29.10.2024", "noch 2 Tage")]
)
def test_M02_counts_the_days(as_of: str, left: str) -> None:
    notice = "Aktenzeichen | Durchführung bis\nAZ-1 | 31.10.2024"
    tables = book(Bescheide=notice, settings={"Stichtag": as_of})
    assert sentence(tables, "M02") == f"Letzter Tag der Durchführung: 31.10.2024 ({left})."


def gone(day: str, need: str = "B-1", reason: str = "Umzug") -> str:
    return f"Rechnungsnummer | Bedarfsnummer | Menge | Datum | Grund\nRE-1 | {need} | 1 | {day} | {reason}"


BOUND = {"Bescheide": "Aktenzeichen | Durchführung bis\nAZ-1 | 31.10.2024", "Bedarfe": TAFELN, "Rechnungen": PAID}


@pytest.mark.parametrize("reason", ["Verlust", "Diebstahl", "Defekt", "Umzug"])
def test_M03_warns_of_a_disposal_on_the_last_day_whatever_the_reason(reason: str) -> None:  # reading 93
    tables = book(BOUND, Abgänge=gone("31.12.2029", reason=reason))
    assert report(tables) == [M03]
    assert sentence(tables, "M03") == (
        "Der Abgang vom 31.12.2029 liegt in der Zweckbindung: gebunden bis 31.12.2029 (Bescheid AZ-1)."
    )
    assert findings(tables)[0].place.school == "190001"


def test_M03_is_silent_from_the_day_after_on() -> None:
    assert report(book(BOUND, Abgänge=gone("1.1.2030"))) == []


def test_M03_gives_one_finding_a_row() -> None:
    twice = gone("1.2.2023") + "\nre-1 | b-1 | 0 | 1.3.2023 | Defekt"
    assert [line[:3] for line in report(book(BOUND, Abgänge=twice))] == ["M03", "M03"]


def test_M03_is_silent_for_other_funding() -> None:
    city = TAFELN.replace("DigitalPakt", "städtische Mittel")
    assert report(book(BOUND, Bedarfe=city, Abgänge=gone("1.2.2023"))) == []


def test_M03_is_hidden_by_an_unknown_invoice_row_or_a_day_that_cannot_be_read() -> None:
    assert report(book(BOUND, Abgänge=gone("1.2.2023", need="B-2"))) == [
        "Z04 F Abgänge.Rechnungsnummer RE-1 / Firma Muster / B-2"
    ]
    spoilt = changed(book(BOUND, Abgänge=gone("1.2.2023")), "Abgänge", 1, "Datum", None)
    assert report(spoilt) == ["Z01 F Abgänge.Datum RE-1 / Firma Muster / B-1"]
    nameless = changed(book(BOUND, Abgänge=gone("1.2.2023")), "Abgänge", 1, "Lieferant", None)
    assert report(nameless) == ["Z01 F Abgänge.Lieferant 1"]


def test_M03_is_silent_for_an_invoice_without_notice() -> None:
    bill = PAID.replace("Bezahlt am", "Aktenzeichen").replace("28.2.2022", "")
    assert report(book(BOUND, Rechnungen=bill, Abgänge=gone("1.2.2023"))) == [
        "B08 W Rechnungen.Aktenzeichen RE-1 / Firma Muster / B-1"
    ]
