"""A corrected workbook beside the school's old one: mail attachments pile up in one folder."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from pakt_xl.cli import main
from pakt_xl.returns.returned import State
from tests.returns.office import FIRST, NOW, Office

if TYPE_CHECKING:
    from openpyxl import Workbook

GOOD, WRONG = ("B-1", "Menge", 6, "zwei Klassen mehr"), ("B-9", "Menge", 5, "ein Raum mehr")
RIGHT = ("B-2", "Menge", 5, "ein Raum mehr")
LATER = NOW + timedelta(days=7)


def states(office: Office) -> dict[str, str]:
    return {each.file: f"{each.state}: {each.why}" for each in office.collect(LATER).returns}


@pytest.mark.parametrize(
    "old", [pytest.param([GOOD, WRONG], id="a wish was taken"), pytest.param([WRONG], id="no wish was taken")]
)
def test_corrected_workbook_is_taken_beside_the_old_one(old: list[tuple[object, ...]], office: Office) -> None:
    office.send_back(old, "Mappe.xlsx")
    office.collect()
    office.send_back([GOOD, RIGHT], "Mappe berichtigt.xlsx")
    collected = office.collect(LATER)
    assert {each.file: each.state for each in collected.returns} == {
        "Mappe.xlsx": State.PASSED,
        "Mappe berichtigt.xlsx": State.TAKEN,
    }
    assert {(row["Bedarfsnummer"], row["Neuer Wert"]) for row in office.requests()} == {("B-1", "6"), ("B-2", "5")}
    assert not collected.has_errors
    row = office.overview("190001")
    assert row["Datei"] == "Mappe berichtigt.xlsx; Mappe.xlsx"
    assert (row["Ergebnis"], row["Änderungswünsche"]) == ("übernommen", 2)
    data = office.master.read_bytes()
    assert states(office) == {
        "Mappe.xlsx": "übergangen: schon früher eingelesen; seitdem kam „Mappe berichtigt.xlsx“",
        "Mappe berichtigt.xlsx": "übergangen: schon früher eingelesen",
    }
    assert office.master.read_bytes() == data


def test_workbook_that_only_drops_a_row_is_no_rival_of_the_old_one(office: Office) -> None:
    office.send_back([GOOD, RIGHT], "a.xlsx")
    office.collect()
    office.send_back([GOOD], "b.xlsx")
    assert states(office)["a.xlsx"] == "übergangen: schon früher eingelesen; seitdem kam „b.xlsx“"
    data = office.master.read_bytes()
    assert office.overview("190001")["Datei"] == "b.xlsx; a.xlsx"
    assert states(office)["b.xlsx"] == "übergangen: schon früher eingelesen"
    assert office.master.read_bytes() == data


def test_copy_of_a_workbook_that_was_taken_changes_nothing(office: Office) -> None:
    office.send_back([GOOD], "b.xlsx")
    office.collect()
    data = office.master.read_bytes()
    office.send_back([GOOD], "a.xlsx")
    assert states(office)["a.xlsx"] == "übergangen: gleicher Inhalt wie „b.xlsx“"
    assert office.master.read_bytes() == data


def test_copy_of_a_workbook_without_wishes_is_no_second_return(office: Office) -> None:
    office.send_back((), "b.xlsx")
    office.collect()
    office.send_back((), "a.xlsx")
    assert states(office)["a.xlsx"] == "übergangen: gleicher Inhalt wie „b.xlsx“"


def test_R02_of_two_corrected_workbooks_none_is_taken_and_what_was_taken_stays(office: Office) -> None:
    office.send_back([GOOD], "a.xlsx")
    office.collect()
    office.send_back([GOOD, RIGHT], "b.xlsx")
    office.send_back([RIGHT], "c.xlsx")
    assert office.collect(LATER).requests == ()
    row = office.overview("190001")
    assert (row["Datei"], row["Änderungswünsche"]) == ("a.xlsx", 1)
    assert row["Ergebnis"] == "übernommen; nicht übernommen: „b.xlsx“; nicht übernommen: „c.xlsx“"
    assert "Ihre Mappe „c.xlsx“ konnten wir nicht übernehmen." in office.answer()


def test_R02_remedy_says_what_to_do_with_the_file_that_is_outdated(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.send_back([WRONG], "a.xlsx")
    office.send_back([RIGHT], "b.xlsx")
    assert main(["collect", str(office.master), str(office.inbox)]) == 1
    assert "die überholten Dateien aus dem Ordner nehmen und noch einmal einlesen." in capsys.readouterr().out
    (office.inbox / "a.xlsx").unlink()
    assert len(office.collect().requests) == 1


def test_older_round_is_passed_over_though_it_was_taken_before(office: Office) -> None:
    def older(book: Workbook) -> None:
        for row in book["Stempel"].iter_rows():
            if row[0].value == "Runde":
                row[1].value = "2021-03-01"

    office.send_back([GOOD], "a.xlsx", change=older)
    office.collect()
    office.send_back([GOOD, RIGHT], "b.xlsx")
    told = states(office)
    assert told["a.xlsx"] == "übergangen: veraltet; von dieser Schule liegt „b.xlsx“ vor"
    assert office.overview("190001")["Datei"] == "b.xlsx"


def test_what_a_school_says_of_itself_is_taken_from_its_newest_workbook(office: Office) -> None:
    def answers(book: Workbook) -> None:
        book["Angaben"].cell(FIRST, 2).value = "umgesetzt"

    office.send_back([GOOD], "a.xlsx")
    office.collect()
    office.send_back([GOOD], "b.xlsx", change=answers)
    states(office)
    assert office.overview("190001")["Ergebnis"] == "übernommen; TPEK laut Schule „umgesetzt“, bisher „liegt vor“"
