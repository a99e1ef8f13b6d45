"""Wishes become open requests, each once; nothing binding moves."""

from __future__ import annotations

import zipfile
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from pakt_xl.reports.wording import message
from pakt_xl.run.schools import schools
from tests.masters import rows
from tests.returns.office import NOW, WISHES, Office

if TYPE_CHECKING:
    from pathlib import Path


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_wishes_become_open_requests_with_the_day_of_collecting(office: Office) -> None:
    office.send_back(WISHES)
    collected = office.collect()
    asked = [tuple(row.values()) for row in office.requests()]
    assert [cells[:5] for cells in asked] == [
        ("190001-001", "NEU-190001-1", "Neuer Bedarf", "2 Drucker im Jahr 2023", "Sekretariat"),
        ("190001-002", "B-1", "Menge", "6", "zwei Klassen mehr"),
        ("190001-003", "B-1", "Wunschjahr", "2024", "Umbau erst 2024"),
        ("190001-004", "B-2", "Streichung", None, "nicht mehr nötig"),
    ]
    assert {cells[5:] for cells in asked} == {(NOW.date(), "offen", None, None)}
    assert collected.tally.taken == collected.tally.found == 1
    assert not collected.has_errors


def test_only_requests_overview_and_protocol_change_in_the_master(office: Office) -> None:
    before, tables = parts(office.master), {name: rows(office.master, name) for name in ("Bedarfe", "Festschreibung")}
    office.send_back(WISHES)
    office.collect()
    after = parts(office.master)
    changed = {name for name in after if after[name] != before.get(name)}
    sheets = {name for name in changed if name.startswith("xl/worksheets/")}
    assert len(sheets) == 3
    assert changed - sheets <= {"xl/workbook.xml", "xl/styles.xml", *(name for name in changed if "/tables/" in name)}
    assert {name: rows(office.master, name) for name in tables} == tables


def test_collecting_again_changes_nothing(office: Office) -> None:
    office.send_back(WISHES)
    office.send_back((), "leer.xlsx", "190002")
    office.put("kaputt.xlsx", b"PK\x03\x04")
    first = office.collect()
    data, texts = office.master.read_bytes(), list((office.master.parent / "Antworten").glob("*"))
    second = office.collect(NOW + timedelta(days=3))
    assert office.master.read_bytes() == data
    assert list((office.master.parent / "Antworten").glob("*")) == texts
    assert (second.filled, second.requests) == (None, ())
    assert (first.tally.taken, second.tally.taken, second.tally.passed) == (2, 0, 2)


def test_a_wish_that_was_decided_does_not_come_back_as_a_new_request(office: Office) -> None:
    office.send_back(WISHES[:1])
    office.collect()
    book = load_workbook(office.master)
    for row in book["Änderungsanträge"].iter_rows():
        for cell in row:
            if cell.value == "offen":
                cell.value = "abgelehnt"
    book.save(office.master)
    assert office.collect().requests == ()
    assert (office.overview("190001")["Änderungswünsche"], office.overview("190001")["Wirkung auf das Budget"]) == (
        1,
        0,
    )


def next_round(office: Office, decision: str) -> None:
    """Decide the open requests, then send the workbooks of the next year."""
    book = load_workbook(office.master)
    for row in book["Änderungsanträge"].iter_rows():
        for cell in row:
            if cell.value == "offen":
                cell.value = decision
    for key, value, *_ in book["Einstellungen"].iter_rows():
        if key.value == "Stichtag":
            value.value = datetime(2023, 3, 1)  # noqa: DTZ001  a day
    book.save(office.master)
    schools(office.master, office.sent)


AGAIN = "Zu {need} wünscht die Schule wieder {this}; darüber ist mit Antrag 190001-001 schon entschieden: {decision}."


@pytest.mark.parametrize("decision", ["abgelehnt", "genehmigt"])
@pytest.mark.parametrize(
    ("wish", "need", "this"),
    [(WISHES[0], "B-1", "Menge „6“"), (WISHES[3], "NEU-190001-1", "Neuer Bedarf „2 Drucker im Jahr 2023“")],
)
def test_R02_a_wish_that_was_decided_in_an_earlier_round_is_said(
    office: Office, decision: str, wish: tuple[object, ...], need: str, this: str
) -> None:
    office.send_back([wish])
    office.collect()
    next_round(office, decision)
    office.send_back([WISHES[1], wish])
    for _ in range(2):  # the second time all of it is known
        said = [message(each) for each in office.collect(NOW.replace(year=2023)).returns[0].findings]
        assert said == [AGAIN.format(need=need, this=this, decision=decision)]
    assert [row["Feld"] for row in office.requests()] == [wish[1], "Wunschjahr"]
    assert f"Über Ihren Wunsch zu {need}, {this}, ist schon entschieden (Antrag 190001-001)" in office.answer()


def test_a_wish_of_an_earlier_round_that_is_still_open_is_no_news(office: Office) -> None:
    office.send_back(WISHES[:1])
    office.collect()
    next_round(office, "offen")
    office.send_back(WISHES[:2])
    assert office.collect(NOW.replace(year=2023)).returns[0].findings == ()


def test_a_wish_that_was_decided_in_this_round_is_no_news(office: Office) -> None:
    office.send_back(WISHES[:1])
    office.collect(NOW.replace(year=2023))
    next_round(office, "abgelehnt")
    office.send_back(WISHES[:1])
    assert office.collect(NOW.replace(year=2024)).returns[0].findings == ()


def test_what_the_office_completes_in_a_request_does_not_bring_its_wish_again(office: Office) -> None:
    office.send_back([("B-1", "Menge", 6, None), WISHES[3]])
    office.collect()
    book = load_workbook(office.master)
    for row in book["Änderungsanträge"].iter_rows():
        if row[1].value == "B-1":
            row[4].value = "am Telefon nachgereicht"
        if row[1].value == "NEU-190001-1":
            row[1].value = "B-4"
    book.save(office.master)
    again = office.collect()
    assert (again.requests, again.tally.passed) == ((), 1)
    assert [row["Bedarfsnummer"] for row in office.requests()] == ["B-4", "B-1"]
    assert office.overview("190001")["Wirkung auf das Budget"] == 7900


def test_other_reasons_are_another_wish(office: Office) -> None:
    office.send_back(WISHES[:1])
    office.collect()
    office.send_back([("B-1", "Menge", 6, "drei Klassen mehr")])
    assert [each.reasons for each in office.collect().requests] == ["drei Klassen mehr"]


def test_a_later_return_adds_only_its_new_wishes(office: Office) -> None:
    office.send_back(WISHES[:1])
    office.collect()
    office.send_back(WISHES[:2])
    collected = office.collect()
    assert [(each.number, each.field) for each in collected.requests] == [("190001-002", "Wunschjahr")]
    assert collected.tally.taken == 1


def test_a_second_new_need_gets_the_next_number(office: Office) -> None:
    office.send_back(WISHES[3:])
    office.collect()
    office.send_back([(None, "Neuer Bedarf", "1 Beamer", "Aula")])
    assert [each.need_number for each in office.collect().requests] == ["NEU-190001-2"]
