"""The rows of Änderungswünsche: what is read, what is refused, each with its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pakt_xl.books.file import FileBook
from pakt_xl.domain.amendment import Amendment
from pakt_xl.run.applying import propose
from tests.returns.office import FIRST, NOW, WISHES, Office, fill

if TYPE_CHECKING:
    from openpyxl import Workbook

    from pakt_xl.domain.table import Cell


def findings(office: Office) -> list[tuple[str, str, str]]:
    """Code, cell and message-free key of each finding of all returns."""
    return [
        (finding.rule.code, finding.place.cell, finding.place.key)
        for each in office.collect().returns
        for finding in each.findings
    ]


def test_order_blank_rows_and_moved_columns_do_not_matter(office: Office) -> None:
    def messy(book: Workbook) -> None:
        sheet = book["Änderungswünsche"]
        del sheet.tables["Änderungswünsche"]
        sheet.delete_rows(FIRST - 1, 40)
        fill(sheet, 4, ("Begründung", "eigene Spalte", "Feld", "Neuer Wert", "Bedarfsnummer"))
        for row, place in ((5, 3), (9, 1), (15, 2), (16, 0)):
            number, field, value, reasons = WISHES[place]
            fill(sheet, row, (reasons, "x", field, value, number))
        sheet.row_dimensions[9].hidden = True  # filtered
        needs = book["Ihre Bedarfe"]
        first, second = ([cell.value for cell in needs[row]] for row in (FIRST, FIRST + 1))
        fill(needs, FIRST, second)
        fill(needs, FIRST + 1, first)

    office.send_back(change=messy)
    collected = office.collect()
    assert [each.findings for each in collected.returns] == [()]
    assert [each.need_number for each in collected.requests] == ["NEU-190001-1", "B-1", "B-1", "B-2"]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        pytest.param(("B-1", "Menge", "-1", "x"), ("Z05", "C5"), id="negative"),
        pytest.param(("B-1", "Menge", 2.5, "x"), ("Z05", "C5"), id="broken"),
        pytest.param(("B-1", "Menge", "10.000", "x"), ("Z02", "C5"), id="ambiguous text"),
        pytest.param(("B-1", "Menge", "viele", "x"), ("Z02", "C5"), id="words"),
        pytest.param(("B-1", "Menge", "'=2+3", "x"), ("Z02", "C5"), id="formula as text"),
        pytest.param(("B-1", "Menge", None, "x"), ("Z01", "C5"), id="no value"),
        pytest.param(("B-1", "Wunschjahr", "bald", "x"), ("Z02", "C5"), id="no year"),
        pytest.param(("B-1", "Finanzierung", "Sponsor", "x"), ("Z02", "C5"), id="funding not in list"),
        pytest.param(("B-1", "Artikel", "A-9", "x"), ("Z04", "C5"), id="unknown item"),
        pytest.param(("B-1", "Schule", "199999", "x"), ("Z04", "C5"), id="unknown school"),
        pytest.param(("B-1", "Farbe", "rot", "x"), ("Z02", "B5"), id="no such field"),
        pytest.param(("B-1", None, "5", "x"), ("Z01", "B5"), id="no field"),
        pytest.param((None, "Menge", "5", "x"), ("Z01", "A5"), id="no need"),
        pytest.param(("B-9", "Menge", "5", "x"), ("Z04", "A5"), id="unknown need"),
        pytest.param(("B-3", "Menge", "5", "x"), ("Z04", "A5"), id="need of another school"),
        pytest.param(("B-1", "Neuer Bedarf", "5 Tafeln", "x"), ("Z02", "A5"), id="new need with a number in use"),
        pytest.param((None, "Neuer Bedarf", None, "x"), ("Z01", "C5"), id="new need of nothing"),
        pytest.param(("B-1", "Wunschjahr", 2025, "x"), ("Z06", "C5"), id="year after the programme"),
        pytest.param(("B-1", "Wunschjahr", "2019", "x"), ("Z06", "C5"), id="year before the programme"),
        pytest.param(("B-4", "Finanzierung", "DigitalPakt", "x"), ("Z06", "C5"), id="programme in a year outside"),
    ],
)
def test_row_in_error_names_its_cell_and_is_no_request(
    wish: tuple[object, ...], expected: tuple[str, str], office: Office
) -> None:
    office.send_back([wish, ("B-2", "Menge", 3, "zweite Zeile")])
    collected = office.collect()
    (returned,) = collected.returns
    assert [(each.rule.code, each.place.cell) for each in returned.findings] == [expected]
    assert returned.findings[0].place.sheet == "Änderungswünsche"
    assert [each.need_number for each in collected.requests] == ["B-2"]
    assert collected.has_errors


@pytest.mark.parametrize(
    ("wish", "value", "codes"),
    [
        pytest.param(("B-1", "Menge", "6", "x"), "6", [], id="text as the column stores it"),
        pytest.param(("b-1 ", "Menge", 6.0, "x"), "6", ["Z12"], id="key in another spelling"),
        pytest.param(("B-1", "Menge", " 1.200,00 ", "x"), "1200", ["Z12"], id="pasted text"),
        pytest.param(("B-1", "Artikel", "Access Point", "x"), "A-2", [], id="item by its name"),
        pytest.param(
            ("B-1", "Finanzierung", "STÄDTISCHE MITTEL", "x"), "städtische Mittel", [], id="spelling of a list"
        ),
        pytest.param(("B-1", "Schule", 190003, "x"), "190003", ["Z12"], id="school as number"),
    ],
)
def test_readable_cells_are_read_and_said(
    wish: tuple[object, ...], value: str, codes: list[str], office: Office
) -> None:
    office.send_back([wish])
    collected = office.collect()
    assert [(each.need_number, each.new_value) for each in collected.requests] == [("B-1", value)]
    assert [each.rule.code for each in collected.returns[0].findings] == codes


@pytest.mark.parametrize(
    "wishes",
    [
        pytest.param([("B-1", "Wunschjahr", 2026, "x"), ("B-1", "Finanzierung", "städtische Mittel", "x")], id="paid"),
        pytest.param([("B-4", "Wunschjahr", 2023, "x"), ("B-4", "Finanzierung", "DigitalPakt", "x")], id="moved"),
        pytest.param([("B-4", "Wunschjahr", 2027, "x")], id="another funding"),
    ],
)
def test_year_outside_the_programme_is_a_wish_if_another_funding_pays(
    wishes: list[tuple[object, ...]], office: Office
) -> None:
    office.send_back(wishes)
    collected = office.collect()
    assert collected.returns[0].findings == ()
    assert len(collected.requests) == len(wishes)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("Menge", "1.200"),
        ("Menge", "0"),
        ("Menge", 10**15),
        ("Menge", "9" * 400),
        ("Wunschjahr", "2024,0"),
        ("Wunschjahr", 2025),
        ("Wunschjahr", "1899"),
        ("Finanzierung", "ANDERES Förderprogramm"),
        ("Finanzierung", "DigitalPakt 2"),
        ("Artikel", "access point"),
        ("Artikel", "A-3"),
        ("Artikel", "a-2 "),
        ("Schule", "190002"),
        ("Schule", "Hafenschule"),
        ("Schule", 190009),
        ("Streichung", "ja"),
    ],
)
def test_whatever_is_collected_can_be_applied_once_it_is_approved(field: str, value: object, office: Office) -> None:
    office.send_back([("B-1", field, value, "x")])
    collected = office.collect()
    book = FileBook(office.master)
    if collected.requests:
        decided: dict[tuple[int, str], Cell] = {
            (0, "Entscheidung"): "genehmigt",
            (0, "Entschieden am"): NOW.date(),
            (0, "Entschieden durch"): "Medienzentrum",
        }
        book.amend([Amendment("Änderungsanträge", decided)])
        proposed = propose(FileBook(office.master))
        assert (len(proposed.changes), proposed.left) == (1, ())
    else:
        assert {each.place.cell for each in collected.returns[0].findings} == {"C5"}


@pytest.mark.parametrize("number", ["neu", "B-77", "NEU-190001-1"])
def test_Z12_own_number_of_a_new_need_is_said_and_the_office_numbers_it(number: str, office: Office) -> None:
    office.send_back([(number, "Neuer Bedarf", "1 Beamer", "Aula"), (None, "Neuer Bedarf", "2 Drucker", "Büro")])
    collected = office.collect()
    assert {each.need_number: each.new_value for each in collected.requests} == {
        "NEU-190001-1": "1 Beamer",
        "NEU-190001-2": "2 Drucker",
    }
    assert [(each.rule.code, each.place.cell) for each in collected.returns[0].findings] == [("Z12", "A5")]
    assert "Die Nummer eines neuen Bedarfs vergeben wir." in office.answer()


def test_Z02_of_a_new_need_names_the_number_that_is_in_use(office: Office) -> None:
    office.send_back([("b-1", "Neuer Bedarf", "5 Tafeln", "x")])
    office.collect()
    assert "nicht zulässig: „b-1“ gibt es schon." in office.answer()


def test_new_need_that_is_asked_for_again_by_its_number_is_the_same_need(office: Office) -> None:
    office.send_back([(None, "Neuer Bedarf", "1 Beamer", "Aula")])
    office.collect()
    office.send_back([("neu-190001-1", "Neuer Bedarf", "2 Beamer", "Aula und Mensa")])
    collected = office.collect()
    assert [(each.need_number, each.new_value) for each in collected.requests] == [("NEU-190001-1", "2 Beamer")]
    assert [each.rule.code for each in collected.returns[0].findings] == ["R02"]


def test_R03_wish_without_reasons_stays_open(office: Office) -> None:
    office.send_back([("B-1", "Menge", 6, None)])
    assert findings(office) == [("R03", "D5", "B-1")]
    assert [row["Entscheidung"] for row in office.requests()] == ["offen"]
    assert "Bitte nennen Sie uns die Begründung" in office.answer()


def test_the_same_wish_twice_in_a_return_is_one_request(office: Office) -> None:
    office.send_back([WISHES[0], WISHES[0]])
    assert len(office.collect().requests) == 1


def test_text_that_looks_like_a_formula_stays_text(office: Office) -> None:
    office.send_back([("B-1", "Menge", 6, '\'=HYPERLINK("http://x")')])
    office.collect()
    assert office.requests()[0]["Begründung"] == '\'=HYPERLINK("http://x")'


@pytest.mark.parametrize("text", ["zwei\r\nZeilen", "zwei _x000D_ Zeilen", "a\tb\u2028c", " \u200bx ", "a_x0001_b"])
def test_wish_is_known_again_whatever_blanks_and_line_breaks_the_workbook_keeps(text: str, office: Office) -> None:
    office.send_back([("B-1", "Menge", 6, text), (None, "Neuer Bedarf", text, "x")])
    assert len(office.collect().requests) == 2
    assert office.collect().requests == ()


def test_reasons_too_long_for_one_cell_are_kept_in_two_requests(office: Office) -> None:
    office.send_back([("B-1", "Menge", 6, letter * 30_000) for letter in "ab"])
    office.collect()
    assert [row["Begründung"] for row in office.requests()] == ["a" * 30_000, "b" * 30_000]
    assert office.overview("190001")["Wirkung auf das Budget"] == 2 * 3950
    assert office.collect().requests == ()


def test_R02_wishes_on_a_copy_of_the_sheet_are_said(office: Office) -> None:
    def copy(book: Workbook) -> None:
        draft = book.copy_worksheet(book["Änderungswünsche"])
        draft.title = "Wünsche (2)"
        fill(draft, FIRST + 1, ("B-2", "Menge", 5, "zweites Blatt"))

    office.send_back(WISHES[:1], change=copy)
    collected = office.collect()
    (finding,) = collected.returns[0].findings
    assert (finding.rule.code, finding.place.sheet) == ("R02", "Wünsche (2)")
    assert [each.need_number for each in collected.requests] == ["B-1"]
    assert "Auch im Blatt „Wünsche (2)“ Ihrer Mappe stehen Änderungswünsche" in office.answer()


def test_copy_of_the_sheet_with_the_same_wishes_is_nothing_to_speak_of(office: Office) -> None:
    office.send_back(WISHES[:1], change=lambda book: book.copy_worksheet(book["Änderungswünsche"]))
    assert findings(office) == []


def test_wishes_that_were_sorted_above_the_headers_are_read(office: Office) -> None:
    def sort(book: Workbook) -> None:
        sheet = book["Änderungswünsche"]
        headers = [cell.value for cell in sheet[FIRST - 1][:4]]
        del sheet.tables["Änderungswünsche"]
        fill(sheet, FIRST - 1, ("B-2", "Menge", 5, "ein Raum mehr"))
        fill(sheet, FIRST + 1, headers)

    office.send_back(WISHES[:1], change=sort)
    collected = office.collect()
    assert [each.need_number for each in collected.requests] == ["B-1", "B-2"]
    assert collected.returns[0].findings == ()
