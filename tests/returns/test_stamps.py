"""Whose a return is, whether it is up to date, and which locked cells were changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pakt_xl.returns.returned import State
from tests.returns.office import FIRST, WISHES, Office

if TYPE_CHECKING:
    from openpyxl import Workbook


def states(office: Office) -> dict[str, State]:
    return {each.file: each.state for each in office.collect().returns}


def findings(office: Office) -> list[tuple[str, str, str]]:
    """Code, cell and message-free key of each finding of all returns."""
    return [
        (finding.rule.code, finding.place.cell, finding.place.key)
        for each in office.collect().returns
        for finding in each.findings
    ]


def test_R02_changed_cell_is_named_with_old_and_new_value(office: Office) -> None:
    def cheat(book: Workbook) -> None:
        book["Ihre Bedarfe"].cell(FIRST, 3).value = 99

    office.send_back(WISHES[:1], change=cheat)
    (returned,) = office.collect().returns
    (finding,) = returned.findings
    assert (finding.rule.code, finding.place.sheet, finding.place.cell) == ("R02", "Ihre Bedarfe", "C5")
    assert finding.values == {"what": "Menge bei B-1", "old": "„4“", "new": "„99“"}
    assert returned.state is State.TAKEN


def test_R02_deleted_and_added_needs_are_named(office: Office) -> None:
    def cheat(book: Workbook) -> None:
        book["Ihre Bedarfe"].cell(FIRST, 1).value = "B-7"

    office.send_back(change=cheat)
    values = [each.values for each in office.collect().returns[0].findings]
    assert (values[0]["what"], values[0]["new"]) == ("B-1", "„gelöschte Zeile“")
    assert (values[1]["what"], values[1]["old"]) == ("B-7", "„nichts“")


def test_values_pasted_over_as_text_are_no_change(office: Office) -> None:
    def paste(book: Workbook) -> None:
        sheet = book["Ihre Bedarfe"]
        for row in (FIRST, FIRST + 1):
            sheet.cell(row, 3).value = str(sheet.cell(row, 3).value)
            amount = sheet.cell(row, 7).value
            sheet.cell(row, 7).value = f"{amount:,.2f} €".translate(str.maketrans(",.", ".,"))

    office.send_back(change=paste)
    assert findings(office) == []


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("Schulnummer", "199999", "„199999“ steht nicht in der Tabelle Schulen"),
        ("Schulnummer", "190002", "Der Stempel nennt die Schule „190002“, das Blatt „Ihre Schule“ aber „190001“"),
        ("Programm", "digitalpakt_2_nrw", "Programm „digitalpakt_2_nrw“"),
        ("Schulträger", "Stadt Unna", "Schulträger „Stadt Unna“"),
    ],
)
def test_R01_return_of_another_school_is_refused(key: str, value: str, words: str, office: Office) -> None:
    office.send_back(WISHES, change=lambda book: stamp(book, key, value))
    collected = office.collect()
    (returned,) = collected.returns
    assert (returned.state, returned.findings[0].rule.code) == (State.REFUSED, "R01")
    assert words in str(returned.findings[0].values["why"])
    assert collected.requests == ()


def stamp(book: Workbook, key: str, value: str) -> None:
    for row in book["Stempel"].iter_rows():
        if row[0].value == key:
            row[1].value = value


def test_R02_changed_stamp_is_said(office: Office) -> None:
    office.send_back(change=lambda book: stamp(book, "Prüfsumme", "0" * 64))
    assert [code for code, _, _ in findings(office)] == ["R02"]


def test_R02_other_baseline_is_outdated_but_taken(office: Office) -> None:
    office.send_back(WISHES[:1], change=lambda book: stamp(book, "Festschreibung", "abc"))
    collected = office.collect()
    assert [each.rule.code for each in collected.returns[0].findings] == ["R02"]
    assert len(collected.requests) == 1
    assert str(office.overview("190001")["Stand der Mappe"]).endswith("veraltet")


def test_R02_older_round_is_outdated_if_a_newer_one_came_back(office: Office) -> None:
    office.send_back((), "alt.xlsx", change=lambda book: stamp(book, "Runde", "2021-03-01"))
    office.send_back((), "neu.xlsx", "190002")
    found = {each.file: [finding.rule.code for finding in each.findings] for each in office.collect().returns}
    assert found == {"alt.xlsx": ["R02"], "neu.xlsx": []}


def test_a_round_after_the_stichtag_makes_nobody_outdated(office: Office) -> None:
    office.send_back((), "a.xlsx", change=lambda book: stamp(book, "Runde", "9999-12-31"))
    office.send_back((), "b.xlsx", "190002")
    assert findings(office) == []


@pytest.mark.parametrize("impossible", ["9999-12-31", "morgen"])
def test_an_impossible_round_makes_no_return_of_another_folder_missing(office: Office, impossible: str) -> None:
    returned = office.send_back(WISHES[:1], "a.xlsx")
    office.collect()
    before = office.overview("190001")
    returned.unlink()
    office.send_back((), "b.xlsx", "190002", change=lambda book: stamp(book, "Runde", impossible))
    office.collect()
    assert office.overview("190001") == before


def test_of_two_rounds_of_one_school_the_older_is_passed_over(office: Office) -> None:
    office.send_back(WISHES[:1], "alt.xlsx", change=lambda book: stamp(book, "Runde", "2021-03-01"))
    office.send_back(WISHES[1:2], "neu.xlsx")
    assert states(office) == {"alt.xlsx": State.PASSED, "neu.xlsx": State.TAKEN}


def test_R02_lost_headers_are_one_finding(office: Office) -> None:
    def rename(book: Workbook) -> None:
        sheet = book["Ihre Bedarfe"]
        del sheet.tables["IhreBedarfe"]
        sheet.cell(FIRST - 1, 3).value = "Anzahl"

    office.send_back(WISHES[:1], change=rename)
    collected = office.collect()
    assert [each.values["what"] for each in collected.returns[0].findings] == ["Blatt Ihre Bedarfe"]
    assert len(collected.requests) == 1
