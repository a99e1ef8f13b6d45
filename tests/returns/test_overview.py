"""Rückläufe shows every school; each school with findings gets an answer."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from pakt_xl.run import run
from tests.masters import rows
from tests.returns.office import FIRST, NOW, WISHES, Office

if TYPE_CHECKING:
    from openpyxl import Workbook


def test_overview_shows_every_school_returned_or_missing(office: Office) -> None:
    office.send_back([("B-1", "Menge", 6, "x"), ("B-1", "Menge", "viele", "x")])
    office.collect()
    row = office.overview("190001")
    assert row["Datei"] == "Mappe.xlsx"
    assert row["Eingelesen am"] == NOW
    assert row["Stand der Mappe"] == "Runde 01.03.2022"
    assert row["Ergebnis"] == "übernommen; 1 Fehler, 0 Warnungen, 0 Hinweise"
    assert row["Änderungswünsche"] == 1
    assert row["Wirkung auf das Budget"] == Decimal(7900)
    assert [office.overview(number)["Ergebnis"] for number in ("190002", "190003")] == ["fehlt", "fehlt"]


def test_overview_keeps_what_another_folder_held(office: Office) -> None:
    office.send_back(WISHES[:1])
    office.collect()
    (office.inbox / "Mappe.xlsx").unlink()
    office.send_back((), "zwei.xlsx", "190002")
    office.collect(datetime(2022, 5, 9, 8, 0))  # noqa: DTZ001  a workbook shows local time
    assert (office.overview("190001")["Datei"], office.overview("190001")["Eingelesen am"]) == ("Mappe.xlsx", NOW)
    assert office.overview("190002")["Datei"] == "zwei.xlsx"


def test_a_run_leaves_the_overview_as_it_is(office: Office) -> None:
    office.send_back(WISHES)
    office.collect()
    before = rows(office.master, "Rückläufe")
    run(office.master, None, NOW)
    assert rows(office.master, "Rückläufe") == before


def test_answers_that_differ_from_schulen_are_said_and_not_written(office: Office) -> None:
    def answers(book: Workbook) -> None:
        for row, value in zip(range(FIRST, FIRST + 3), ("umgesetzt", "vorhanden", "gestern"), strict=True):
            book["Angaben"].cell(row, 2).value = value

    office.send_back(change=answers)
    (returned,) = office.collect().returns
    assert [(each.label, each.told, each.known) for each in returned.statements] == [("TPEK", "umgesetzt", "liegt vor")]
    assert [(each.rule.code, each.place.cell) for each in returned.findings] == [("Z02", "B7")]
    assert "TPEK laut Schule „umgesetzt“, bisher „liegt vor“" in str(office.overview("190001")["Ergebnis"])
    assert "Sie geben an: TPEK „umgesetzt“; bei uns steht bisher „liegt vor“." in office.answer()
    assert rows(office.master, "Schulen")[0]["TPEK"] == "liegt vor"


def test_answer_says_where_and_what_to_do_and_whom_to_write_to(office: Office) -> None:
    office.send_back([("B-9", "Menge", 5, "x")])
    office.collect()
    assert office.answer() == (
        "Betreff: DigitalPakt Schule – Rückmeldung zu Ihrer Mappe, Gymnasium Mitte (190001)\n\n"
        "Guten Tag,\n\n"
        "Ihre Mappe „Mappe.xlsx“ ist angekommen. Es wurden keine Änderungswünsche als Antrag übernommen.\n"
        "Nicht übernommene Zeilen mit Fehlern: 1.\n\n"
        "1. Blatt „Änderungswünsche“, Zelle A5 (B-9): Bedarfsnummer „B-9“ gibt es bei Ihrer Schule nicht.\n"
        "   Bitte prüfen Sie die Nummer; die Nummern Ihrer Bedarfe stehen im Blatt „Ihre Bedarfe“.\n\n"
        "Antwort und berichtigte Mappe senden Sie bitte an: Medienzentrum (medien@stadt.example).\n\n"
        "Mit freundlichen Grüßen\nStadt Hamm\n"
    )


def test_a_return_without_findings_gets_no_answer(office: Office) -> None:
    office.send_back(WISHES)
    assert office.collect().answers.written == ()


def test_an_edited_answer_is_kept_and_the_new_one_lies_beside_it(office: Office) -> None:
    office.send_back([("B-9", "Menge", 5, "x")])
    (path,) = office.collect().answers.written
    path.write_text("von Hand ergänzt", encoding="utf-8")
    (beside,) = office.collect().answers.written
    assert (path.read_text(encoding="utf-8"), beside.name) == ("von Hand ergänzt", "Antwort 190001 (2).txt")
