"""Prüfbericht: rows, links, amounts, and the column Stand against the report in the file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from pakt_xl.domain.finding import Admission
from pakt_xl.domain.table import ErrorValue, Formula, Link, Table
from pakt_xl.reports.check_report import SPEC, build
from tests.reports.facts import OVER, finding, outlook, row_of, school_facts, view


def states(before: Table | None, *keys: str) -> list[object]:
    findings = tuple(finding(key=key) for key in keys)
    report = build(view(findings=findings, tables={} if before is None else {"prüfbericht": before}))
    return [row_of(report, index)["Stand"] for index in range(len(keys))]


def report_with(*keys: str) -> Table:
    return build(view(findings=tuple(finding(key=key) for key in keys)))


def test_row_names_place_sentences_and_amounts() -> None:
    over = replace(
        finding(OVER, key="150001", cell="D17", sheet="Schulen", column="DigitalPakt-Budget"),
        expected=Decimal("30000.00"),
        actual=Decimal("30850.00"),
    )
    assert row_of(build(view(outlook(schools=(school_facts(),)), (over,)))) == {
        "Nr.": 1,
        "Schwere": "Fehler",
        "Code": "S01",
        "Bereich": "Schule",
        "Blatt": "Schulen",
        "Zelle": Link("Schulen", "D17"),
        "Spalte": "DigitalPakt-Budget",
        "Schulnummer": "150001",
        "Schule": "Ahornschule",
        "Schlüssel": "150001",
        "Was ist falsch": "Überschritten um 850,00 €.",
        "Was ist zu tun": "Verschieben.",
        "Soll": Decimal("30000.00"),
        "Ist": Decimal("30850.00"),
        "Differenz": Decimal("850.00"),
        "Quelle": "[H]",
        "Stand": "neu",
    }


def test_finding_without_cell_has_no_link() -> None:
    assert row_of(build(view(findings=(finding(cell=""),))))["Zelle"] is None


def test_without_a_report_in_the_file_all_is_new() -> None:
    assert states(None, "B-1", "B-2") == ["neu", "neu"]


def test_finding_of_the_last_report_is_open_wherever_its_cell_is_now() -> None:
    assert states(report_with("B-2"), "B-1", "B-2") == ["neu", "offen"]


def test_equal_keys_are_counted() -> None:
    assert states(report_with("B-1", "B-1"), "B-1", "B-1", "B-1") == ["offen", "offen", "neu"]


def test_key_that_a_sheet_cannot_keep_whole_is_recognised() -> None:
    kept = replace(
        report_with("B-1"), rows=(tuple("B1" if cell == "B-1" else cell for cell in report_with("B-1").rows[0]),)
    )
    assert states(kept, "B\x071") == ["offen"]


def test_report_in_the_file_may_have_its_columns_elsewhere_and_formulas_in_them() -> None:
    before = Table(
        "Prüfbericht", ("schlüssel", "Spalte", "Code", "Blatt"), ((Formula("X1", "B-1"), "Menge", "Z01", "Bedarfe"),)
    )
    assert states(before, "B-1") == ["offen"]


def test_report_in_the_file_without_a_key_column_compares_nothing() -> None:
    assert states(Table("Prüfbericht", ("Code",), (("Z01",),)), "B-1") == ["neu"]


def test_number_as_key_in_the_file_is_compared_as_its_digits() -> None:
    before = Table("Prüfbericht", SPEC.key, (("Z01", "Bedarfe", "Menge", Decimal(17)), ("Z01", "Bedarfe", None, "B-1")))
    assert states(before, "17", "B-1") == ["offen", "neu"]


def test_a_blank_column_in_the_file_is_the_blank_column_of_a_finding() -> None:
    known = finding(column="", key="Bedarfe")
    before = Table(
        "Prüfbericht", SPEC.key, (("Z01", "Bedarfe", None, "Bedarfe"), (ErrorValue("#REF!"), None, None, None))
    )
    report = build(view(findings=(known,), tables={"Prüfbericht": before}))
    assert row_of(report)["Stand"] == "offen"


ALLOWED = Admission("Amt für schulische Bildung", date(2022, 12, 31), "Konzept ist bestellt")


def test_an_allowed_finding_is_said_to_be_so_whether_it_is_new_or_not() -> None:
    allowed = replace(finding(), admitted=ALLOWED)
    for before in ({}, {"Prüfbericht": report_with("B-1")}):
        row = row_of(build(view(findings=(allowed,), tables=before)))
        assert row["Stand"] == "zugelassen"
        assert row["Was ist falsch"] == (
            "Menge ist leer. Zugelassen durch Amt für schulische Bildung (bis 31.12.2022): Konzept ist bestellt"
        )
