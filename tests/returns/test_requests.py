"""Wishes become open requests, each once; nothing binding moves."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from typing import TYPE_CHECKING

from openpyxl import load_workbook

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
