"""Z14, and what an allowed finding looks like (readings 41, 69 and 102)."""

from __future__ import annotations

import pytest

from pakt_xl.reports.wording import message
from tests.checks.books import book, findings, needs, report, schools, sentence

NO_CONCEPT = {
    "Schulen": schools("190001 | 100.000,00 | vorhanden | fehlt |"),
    "Bedarfe": needs("B-1 | 190001 | TAFEL | 4 | 2022 | DigitalPakt"),
}
HEADER = "Code | Schlüssel | Begründung | Zugelassen durch | Gültig bis"


def exempt(*rows: str) -> str:
    """Exemptions: code | key | reasons | office | last day."""
    return "\n".join((HEADER, *rows))


def test_an_allowed_finding_stays_and_says_who_allows_it_until_when() -> None:
    (finding,) = findings(book(NO_CONCEPT, Ausnahmen=exempt("S05 | 190001 | Konzept ist bestellt | Amt | 1.3.2022")))
    assert finding.rule.code == "S05"
    assert not finding.is_error
    assert message(finding).endswith("Zugelassen durch Amt (bis 01.03.2022): Konzept ist bestellt")


def test_an_exemption_without_an_end_says_so() -> None:
    (finding,) = findings(book(NO_CONCEPT, Ausnahmen=exempt("S05 | 190001 | x | Amt |")))
    assert message(finding).endswith("Zugelassen durch Amt (ohne Frist): x")


def test_a_finding_that_nobody_allows_is_an_error() -> None:
    assert [each.is_error for each in findings(book(NO_CONCEPT))] == [True]


def test_reading_69_one_of_the_joined_numbers_fits() -> None:
    order = "Bestellnummer | Bedarfsnummer | Menge | Betrag brutto\nO-1 | B-1 | 4 | 15.800,00"
    invoice = (
        "Rechnungsnummer | Bedarfsnummer | Bestellnummer | Menge | Betrag brutto | Rechnungssumme\n"
        "R-1 | B-1 | O-1 | 5 | 15.800,00 | 15.800,00"
    )
    tables = {"Bedarfe": NO_CONCEPT["Bedarfe"], "Bestellungen": order, "Rechnungen": invoice}
    for key in ("O-1", "b-1", "O-1 / B-1"):
        found = findings(book(tables, Ausnahmen=exempt(f"B02 | {key} | x | Amt |")))
        assert [(each.rule.code, each.admitted is not None) for each in found] == [("B02", True)]


def test_Z14_names_an_exemption_that_is_over() -> None:
    tables = book(NO_CONCEPT, Ausnahmen=exempt("S05 | 190001 | x | Amt | 28.2.2022"))
    assert report(tables) == ["S05 F Schulen.TPEK 190001", "Z14 H Ausnahmen.Gültig bis S05 / 190001"]
    assert [each.is_error for each in findings(tables)] == [True, False]
    assert sentence(tables, "Z14") == "Die Ausnahme zu S05 galt nur bis 28.02.2022."


@pytest.mark.parametrize("row", ["S05 | 190001 | x | Amt |", "S06 | 190001 | x | Amt |", "Q99 | B-1 | x | Amt |"])
def test_Z14_names_an_exemption_without_a_finding(row: str) -> None:
    tables = book(Bedarfe=NO_CONCEPT["Bedarfe"], Ausnahmen=exempt(row))
    code, key, *_ = (cell.strip() for cell in row.split("|"))
    assert report(tables) == [f"Z14 H Ausnahmen.Code {code} / {key}"]
    assert sentence(tables, "Z14") == f"Zu dieser Ausnahme gibt es keinen Befund {code} mit dem Schlüssel {key}."


def test_two_exemptions_of_one_finding_are_both_in_use() -> None:
    twice = exempt("S05 | 190001 | x | Amt |", "S05 | 190001 | y | Amt |")
    assert report(book(NO_CONCEPT, Ausnahmen=twice)) == ["S05 F Schulen.TPEK 190001"]


def test_an_exemption_that_lacks_something_allows_nothing_and_has_its_own_finding_only() -> None:
    tables = book(NO_CONCEPT, Ausnahmen=exempt("S05 | 190001 |  | Amt | 1.1.2022"))
    assert sorted(report(tables)) == ["S05 F Schulen.TPEK 190001", "Z01 F Ausnahmen.Begründung S05 / 190001"]
    assert all(each.is_error for each in findings(tables))


def test_a_note_on_an_exemption_may_be_allowed_in_its_turn() -> None:
    tables = book(
        Bedarfe=NO_CONCEPT["Bedarfe"], Ausnahmen=exempt("S05 | 190001 | x | Amt |", "Z14 | 190001 | x | Amt |")
    )
    assert [(each.rule.code, each.admitted is not None) for each in findings(tables)] == [("Z14", True)]


def test_a_finding_of_reading_may_be_allowed() -> None:
    tables = book(Bedarfe=needs("B-1 | 190001 | TAFEL | 4 |  | DigitalPakt"), Ausnahmen=exempt("Z01 | B-1 | x | Amt |"))
    assert [(each.rule.code, each.admitted is not None) for each in findings(tables)] == [("Z01", True)]
