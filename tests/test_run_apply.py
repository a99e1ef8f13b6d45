"""Apply: approved requests are shown, then put into Bedarfe; what is in doubt is left and said."""

from __future__ import annotations

import warnings
from datetime import datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest

from pakt_xl.books.file import FileBook
from pakt_xl.cli import main
from pakt_xl.domain.finding import Severity
from pakt_xl.run import check, run
from pakt_xl.run.applying import apply, propose
from pakt_xl.run.freezing import freeze
from tests.books.adapters import GERMAN_EXCEL, SERVER
from tests.masters import EXAMPLE_10, master, rows
from tests.office import recalculate
from tests.rich_master import enrich
from tests.test_run_freeze import READY
from tests.test_run_rich import changed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.books.adapters import Adapter

NOW = datetime(2026, 11, 24, 10, 15, 30)  # noqa: DTZ001  a workbook shows local time
SCHOOLS = {
    "Schulen": """
        Schulnummer | Schulname   | DigitalPakt-Budget
        190001      | Ahornschule | 30.000,00
        190002      | Birkenschule | 30.000,00
        """,
}
HEAD = "Antragsnummer | Bedarfsnummer | Feld | Neuer Wert | Begründung | Entscheidung | Entschieden am\n"
USUAL = "Umbau | genehmigt | 1.2.2022"


def requests(*lines: str) -> dict[str, str]:
    """Change requests from ``number | need | field | value``, approved if nothing else is given."""
    whole = [line if line.count("|") > 3 else f"{line} | {USUAL}" for line in lines]
    return {"Änderungsanträge": HEAD + "\n".join(whole)}


def frozen(folder: Path, *lines: str, **texts: str) -> Path:
    """A master of example 10 with a second school, frozen, then with these requests."""
    path = master(folder / "m.xlsx", **READY | SCHOOLS | requests(*lines) | texts)
    freeze(FileBook(path), NOW)
    return path


def proposed(path: Path) -> tuple[list[str], list[str]]:
    """Lines of the changes and of what is left."""
    found = propose(FileBook(path))
    return [change.text for change in found.changes], [left.text for left in found.left]


def overtaken(path: Path) -> list[str]:
    """Lines of what a later approval goes before."""
    return [earlier.text for earlier in propose(FileBook(path)).overtaken]


def applied(path: Path) -> None:
    book = FileBook(path)
    apply(book, propose(book), NOW)


def codes(path: Path) -> set[str]:
    return {each.rule.code for each in check(path).judged.findings if each.rule.code.startswith("F")}


ALL_FIELDS = (
    "Ä-1 | B-1 | Menge | 4",
    "Ä-2 | B-2 | Schule | 190002",
    "Ä-3 | B-3 | Artikel | a-1",
    "Ä-4 | B-4 | Finanzierung | digitalpakt",
    "Ä-5 | B-4 | Wunschjahr | 2023",
    "Ä-6 | B-5 | Streichung |",
)


def test_every_field_of_a_need_is_changed_and_only_that(tmp_path: Path) -> None:
    path = frozen(tmp_path, *ALL_FIELDS)
    before = rows(path, "Bedarfe")
    assert codes(path) == {"F04"}
    assert proposed(path) == (
        [
            "Bedarfe!D5: Menge 6 -> 4, Antrag Ä-1",
            "Bedarfe!B6: Schulnummer 190001 -> 190002, Antrag Ä-2",
            "Bedarfe!C7: Artikelnummer A-3 -> A-1, Antrag Ä-3",
            "Bedarfe!F8: Finanzierung städtische Mittel -> DigitalPakt, Antrag Ä-4",
            "Bedarfe!E8: Wunschjahr 2022 -> 2023, Antrag Ä-5",
            "Bedarfe!D9: Menge 20 -> 0, Antrag Ä-6",
        ],
        [],
    )
    applied(path)
    assert rows(path, "Bedarfe") == [
        before[0] | {"Menge": 4},
        before[1] | {"Schulnummer": "190002"},
        before[2] | {"Artikelnummer": "A-1"},
        before[3] | {"Finanzierung": "DigitalPakt", "Wunschjahr": 2023},
        before[4] | {"Menge": 0},
    ]
    assert codes(path) == set()


def test_applying_twice_changes_nothing(tmp_path: Path) -> None:
    path = frozen(tmp_path, *ALL_FIELDS)
    applied(path)
    assert proposed(path) == ([], [])


def test_the_last_approval_for_a_need_and_field_counts(tmp_path: Path) -> None:
    path = frozen(
        tmp_path,
        "Ä-1 | B-1 | Menge | 9 | Umbau | genehmigt | 3.2.2022",
        "Ä-2 | B-1 | Menge | 8 | Umbau | genehmigt | 2.2.2022",
        "Ä-3 | B-1 | Menge | 7 | Umbau | abgelehnt | 4.2.2022",
        "Ä-4 | B-2 | Menge | 3 | Umbau | offen | ",
    )
    assert proposed(path) == (["Bedarfe!D5: Menge 6 -> 9, Antrag Ä-1"], [])


def test_a_need_is_found_whatever_the_case(tmp_path: Path) -> None:
    path = frozen(tmp_path, "Ä-1 |  b-1 | Menge | 4")
    assert proposed(path)[0] == ["Bedarfe!D5: Menge 6 -> 4, Antrag Ä-1"]


def test_a_need_is_found_wherever_its_row_was_sorted_and_beside_a_blank_one(tmp_path: Path) -> None:
    path = frozen(tmp_path, "Ä-1 | B-3 | Menge | 7", "Ä-2 | B-5 | Streichung |")
    book = openpyxl.load_workbook(path)
    sheet = book["Bedarfe"]
    cells = [[cell.value for cell in row] for row in sheet["A5:G9"]]
    for line, row in enumerate((cells[4], [None] * 7, cells[2], cells[0], cells[3]), start=5):
        for column, value in enumerate(row, start=1):
            sheet.cell(line, column).value = value
    book.save(path)
    assert proposed(path)[0] == ["Bedarfe!D7: Menge 4 -> 7, Antrag Ä-1", "Bedarfe!D5: Menge 20 -> 0, Antrag Ä-2"]
    applied(path)
    quantities = {row["Bedarfsnummer"]: row["Menge"] for row in rows(path, "Bedarfe")}
    assert quantities == {"B-5": 0, None: None, "B-3": 7, "B-1": 6, "B-4": 10}


def test_without_a_baseline_requests_are_applied_too(tmp_path: Path) -> None:
    path = master(tmp_path / "m.xlsx", **EXAMPLE_10 | requests("Ä-1 | B-1 | Menge | 4"))
    assert proposed(path)[0] == ["Bedarfe!D5: Menge 6 -> 4, Antrag Ä-1"]


DOUBTS = {
    "Ä-1 | B-9 | Menge | 4": "Der Bedarf B-9 steht nicht im Blatt Bedarfe. Bitte die Nummer prüfen.",
    "Ä-1 | B-1 | Schule | 190009": "Schulnummer „190009“ steht nicht in der Tabelle Schulen.",
    "Ä-1 | B-1 | Schule | Birkenschule": "Schulnummer „Birkenschule“ steht nicht in der Tabelle Schulen.",
    "Ä-1 | B-1 | Artikel | A-9": "Artikelnummer „A-9“ steht nicht in der Tabelle Katalog.",
    "Ä-1 | B-1 | Finanzierung | Stadt": "Neuer Wert für Finanzierung nicht lesbar: „Stadt“; erwartet: Auswahl",
    "Ä-1 | B-1 | Menge | vier": "Neuer Wert für Menge nicht lesbar: „vier“; erwartet: ganze Zahl ab 0.",
    "Ä-1 | B-1 | Menge | -4": "Neuer Wert für Menge nicht lesbar: -4; erwartet: ganze Zahl ab 0.",
    "Ä-1 | B-1 | Menge | 2,5": "Neuer Wert für Menge nicht lesbar: „2,5“; erwartet: ganze Zahl ab 0.",
    "Ä-1 | B-1 | Menge | 10.000": "Neuer Wert für Menge nicht lesbar: „10.000“ als Text ist mehrdeutig",
    "Ä-1 | B-1 | Menge |": "Neuer Wert für Menge nicht lesbar: leer; erwartet: ganze Zahl ab 0.",
    "Ä-1 | B-1 | Menge | 04": "Neuer Wert „04“ steht im Bedarf als 4. Bitte im Antrag so eintragen.",
    "Ä-1 | B-1 | Menge | 4,0": "Neuer Wert „4,0“ steht im Bedarf als 4. Bitte im Antrag so eintragen.",
    "Ä-1 | B-1 | Wunschjahr | bald": "Neuer Wert für Wunschjahr nicht lesbar: „bald“; erwartet: Jahr",
    "Ä-1 | B-1 | Wunschjahr | 2031": "Das Wunschjahr 2031 liegt außerhalb der Laufzeit (2020 bis 2024).",
    "Ä-1 | B-9 | Neuer Bedarf |": "Der neue Bedarf B-9 steht nicht im Blatt Bedarfe; aus dem Antrag allein",
    "Ä-1 | B-1 | Menge | 4 | | genehmigt | 1.2.2022": "Er ist genehmigt, es fehlt aber: Begründung.",
    "Ä-1 | B-1 | Menge | 4 | Umbau | genehmigt |": "Er ist genehmigt, es fehlt aber: Entschieden am.",
    "Ä-1 | B-1 | | 4": "Bedarfsnummer oder Feld ist leer oder unlesbar.",
}


@pytest.mark.parametrize("line", DOUBTS)
def test_what_is_in_doubt_is_left_with_the_reason(tmp_path: Path, line: str) -> None:
    changes, left = proposed(frozen(tmp_path, line, "Ä-2 | B-2 | Menge | 4"))
    assert changes == ["Bedarfe!D6: Menge 5 -> 4, Antrag Ä-2"]
    assert len(left) == 1
    assert left[0].startswith(f"Antrag Ä-1: {DOUBTS[line]}")


def test_rows_with_errors_are_left(tmp_path: Path) -> None:
    path = frozen(
        tmp_path,
        "Ä-1 | B-1 | Menge | 4",
        "Ä-2 | B-2 | Menge | 4",
        "Ä-2 | B-3 | Menge | 2",
    )
    book = openpyxl.load_workbook(path)
    book["Bedarfe"]["E5"] = "bald"
    book.save(path)
    assert proposed(path) == (
        [],
        [
            "Antrag Ä-1: Der Bedarf B-1 hat Fehler (Z02). Bitte zuerst berichtigen.",
            "Antrag Ä-2: Seine Zeile hat Fehler (Z03). Bitte zuerst berichtigen.",
            "Antrag Ä-2: Seine Zeile hat Fehler (Z03). Bitte zuerst berichtigen.",
        ],
    )


def test_a_doubled_need_is_left(tmp_path: Path) -> None:
    path = frozen(tmp_path, "Ä-1 | B-1 | Menge | 4")
    book = openpyxl.load_workbook(path)
    book["Bedarfe"]["A9"] = "B-1"
    book.save(path)
    assert proposed(path)[1] == ["Antrag Ä-1: Der Bedarf B-1 hat Fehler (Z03). Bitte zuerst berichtigen."]


def test_a_formula_in_the_cell_is_left(tmp_path: Path) -> None:
    path = frozen(tmp_path, "Ä-1 | B-1 | Menge | 4", "Ä-2 | B-2 | Menge | 4")
    package = FileBook(path).package
    part = next(name for name in package.names if b">B-1<" in package.read(name) and "sheet" in name)
    data = package.read(part)
    assert b'<c r="D5"' in data
    start = data.index(b"<v>", data.index(b'<c r="D5"'))
    package.replace(part, data[:start] + b"<f>2*3</f>" + data[start:])
    with path.open("wb") as stream:
        package.write(stream)
    assert proposed(path) == (
        ["Bedarfe!D6: Menge 5 -> 4, Antrag Ä-2"],
        ["Antrag Ä-1: In Bedarfe!D5 steht eine Formel (6). Bitte durch ihren Wert ersetzen."],
    )


def test_a_closed_school_is_no_doubt(tmp_path: Path) -> None:
    needs = """
        Bedarfsnummer | Schulnummer | Artikelnummer | Menge
        B-1           | 190002      | A-1           | 6
        """
    path = frozen(tmp_path, "Ä-1 | B-1 | Streichung |", Bedarfe=needs)
    book = openpyxl.load_workbook(path)
    book["Schulen"]["G6"] = datetime(2021, 8, 1)  # noqa: DTZ001
    book.save(path)
    assert "S08" in {each.rule.code for each in check(path).judged.findings}
    assert proposed(path) == (["Bedarfe!D5: Menge 6 -> 0, Antrag Ä-1"], [])


def test_a_streichung_goes_before_what_was_approved_earlier(tmp_path: Path) -> None:
    path = frozen(
        tmp_path,
        "Ä-1 | B-1 | Menge | 4 | Umbau | genehmigt | 1.2.2022",
        "Ä-2 | B-1 | Wunschjahr | 2023 | Umbau | genehmigt | 1.2.2022",
        "Ä-3 | B-1 | Streichung | | Umbau | genehmigt | 2.2.2022",
    )
    assert proposed(path) == (["Bedarfe!D5: Menge 6 -> 0, Antrag Ä-3"], [])
    applied(path)
    assert proposed(path) == ([], [])


def test_an_approval_after_a_streichung_is_in_doubt(tmp_path: Path) -> None:
    path = frozen(
        tmp_path,
        "Ä-1 | B-1 | Streichung | | Umbau | genehmigt | 1.2.2022",
        "Ä-2 | B-1 | Menge | 4 | Umbau | genehmigt | 2.2.2022",
        "Ä-3 | B-2 | Streichung | | Umbau | genehmigt | 1.2.2022",
        "Ä-4 | B-2 | Wunschjahr | 2023 | Umbau | genehmigt | 1.2.2022",
    )
    remedy = "Bitte klären, welcher gilt, und den anderen ablehnen."
    assert proposed(path) == (
        [],
        [
            f"Antrag Ä-1: Danach wurde „Menge“ genehmigt (Antrag Ä-2). {remedy}",
            f"Antrag Ä-2: Vorher wurde die Streichung genehmigt (Antrag Ä-1). {remedy}",
            f"Antrag Ä-3: Danach wurde „Wunschjahr“ genehmigt (Antrag Ä-4). {remedy}",
            f"Antrag Ä-4: Vorher wurde die Streichung genehmigt (Antrag Ä-3). {remedy}",
        ],
    )
    assert overtaken(path) == []


@pytest.mark.parametrize(
    ("lines", "change", "other"),
    [
        (("1.2.2022", "2.2.2022"), "Ä-2", "Ä-1: überholt durch Antrag Ä-2 (Menge 0, 02.02.2022)."),
        (("2.2.2022", "1.2.2022"), "Ä-1", "Ä-2: überholt durch Antrag Ä-1 (Streichung, 02.02.2022)."),
    ],
)
def test_a_menge_of_0_and_a_streichung_are_one_change(
    tmp_path: Path, lines: tuple[str, str], change: str, other: str
) -> None:
    path = frozen(
        tmp_path,
        f"Ä-1 | B-1 | Streichung | | Umbau | genehmigt | {lines[0]}",
        f"Ä-2 | B-1 | Menge | 0 | Umbau | genehmigt | {lines[1]}",
    )
    assert proposed(path) == ([f"Bedarfe!D5: Menge 6 -> 0, Antrag {change}"], [])
    assert overtaken(path) == [f"Antrag {other}"]
    applied(path)
    assert (proposed(path), overtaken(path), codes(path)) == (([], []), [], set())


TWICE = (
    "Ä-1 | B-1 | Menge | 9 | Umbau | genehmigt | 3.2.2022",
    "Ä-2 | B-1 | Menge | 8 | Umbau | genehmigt | 2.2.2022",
)
EARLIER = "Antrag Ä-2: überholt durch Antrag Ä-1 (Menge 9, 03.02.2022)."


def test_an_earlier_approval_for_the_same_field_is_said_and_applied_never(tmp_path: Path) -> None:
    path = frozen(tmp_path, *TWICE)
    assert proposed(path) == (["Bedarfe!D5: Menge 6 -> 9, Antrag Ä-1"], [])
    assert overtaken(path) == [EARLIER]
    applied(path)
    assert (proposed(path), overtaken(path)) == (([], []), [])
    assert rows(path, "Bedarfe")[0]["Menge"] == 9
    told = str(rows(path, "Protokoll")[0]["Zeilen je Tabelle"])
    assert told.endswith(f"; übernommen: Bedarfe!D5: Menge 6 -> 9, Antrag Ä-1; {EARLIER}")


def test_on_one_day_the_number_of_the_request_decides(tmp_path: Path) -> None:
    path = frozen(tmp_path, "Ä-2 | B-1 | Menge | 9", "Ä-1 | B-1 | Menge | 8")
    assert proposed(path) == (["Bedarfe!D5: Menge 6 -> 9, Antrag Ä-2"], [])
    assert overtaken(path) == ["Antrag Ä-1: überholt durch Antrag Ä-2 (Menge 9, 01.02.2022)."]


def test_on_one_day_the_number_tells_too_whether_a_streichung_came_first(tmp_path: Path) -> None:
    changes, left = proposed(frozen(tmp_path, "Ä-2 | B-1 | Menge | 9", "Ä-1 | B-1 | Streichung |"))
    assert changes == []
    assert left[0].startswith("Antrag Ä-2: Vorher wurde die Streichung genehmigt (Antrag Ä-1).")
    assert left[1].startswith("Antrag Ä-1: Danach wurde „Menge“ genehmigt (Antrag Ä-2).")


def test_what_a_streichung_overtakes_is_said_until_the_row_shows_it(tmp_path: Path) -> None:
    path = frozen(
        tmp_path,
        "Ä-1 | B-1 | Menge | 4 | Umbau | genehmigt | 1.2.2022",
        "Ä-2 | B-1 | Menge | 5 | Umbau | genehmigt | 31.1.2022",
        "Ä-3 | B-1 | Streichung | | Umbau | genehmigt | 2.2.2022",
    )
    assert proposed(path) == (["Bedarfe!D5: Menge 6 -> 0, Antrag Ä-3"], [])
    assert overtaken(path) == [
        "Antrag Ä-1: überholt durch Antrag Ä-3 (Streichung, 02.02.2022).",
        "Antrag Ä-2: überholt durch Antrag Ä-1 (Menge 4, 01.02.2022).",
    ]
    applied(path)
    assert (proposed(path), overtaken(path)) == (([], []), [])


def test_the_last_approval_counts_although_it_lacks_its_reasons(tmp_path: Path) -> None:
    path = frozen(
        tmp_path,
        "Ä-1 | B-1 | Menge | 9 | Umbau | genehmigt | 1.2.2022",
        "Ä-2 | B-1 | Menge | 8 | | genehmigt | 2.2.2022",
    )
    assert proposed(path) == ([], ["Antrag Ä-2: Er ist genehmigt, es fehlt aber: Begründung."])
    assert overtaken(path) == ["Antrag Ä-1: überholt durch Antrag Ä-2 (Menge 8, 02.02.2022)."]


def test_an_approval_without_its_day_comes_first_and_is_said(tmp_path: Path) -> None:
    path = frozen(tmp_path, "Ä-1 | B-1 | Menge | 9", "Ä-2 | B-1 | Menge | 8 | Umbau | genehmigt |")
    assert proposed(path) == (["Bedarfe!D5: Menge 6 -> 9, Antrag Ä-1"], [])
    assert overtaken(path) == ["Antrag Ä-2: überholt durch Antrag Ä-1 (Menge 9, 01.02.2022)."]


def test_with_a_day_that_cannot_be_read_no_approval_is_the_last(tmp_path: Path) -> None:
    path = frozen(tmp_path, "Ä-1 | B-1 | Menge | 9", "Ä-2 | B-1 | Menge | 8", "Ä-3 | B-2 | Menge | 4")
    book = openpyxl.load_workbook(path)
    (cell,) = [each for each in book["Änderungsanträge"]["H5:H7"][1] if each.value]
    cell.value = "3.2.22 oder 4.2."
    book.save(path)
    why = (
        "Bei Antrag Ä-2 ist „Entschieden am“ nicht lesbar; welcher zuletzt genehmigt wurde, steht nicht fest. "
        "Bitte zuerst berichtigen."
    )
    assert proposed(path) == (
        ["Bedarfe!D6: Menge 5 -> 4, Antrag Ä-3"],
        [f"Antrag Ä-1: {why}", f"Antrag Ä-2: {why}"],
    )
    assert overtaken(path) == []


def test_an_approval_that_lacks_something_neither_overrules_nor_stops_another(tmp_path: Path) -> None:
    path = frozen(
        tmp_path,
        "Ä-1 | B-1 | Menge | 4 | Umbau | genehmigt | 1.2.2022",
        "Ä-2 | B-1 | Streichung | | | genehmigt | 2.2.2022",
        "Ä-3 | B-2 | Streichung | | Umbau | genehmigt | 1.2.2022",
        "Ä-4 | B-2 | Menge | 4 | | genehmigt | 2.2.2022",
    )
    assert proposed(path) == (
        ["Bedarfe!D5: Menge 6 -> 4, Antrag Ä-1", "Bedarfe!D6: Menge 5 -> 0, Antrag Ä-3"],
        [
            "Antrag Ä-2: Er ist genehmigt, es fehlt aber: Begründung.",
            "Antrag Ä-4: Er ist genehmigt, es fehlt aber: Begründung.",
        ],
    )


def test_only_the_digitalpakt_ends_with_its_programme(tmp_path: Path) -> None:
    path = frozen(tmp_path, "Ä-1 | B-4 | Wunschjahr | 2031")
    assert proposed(path) == (["Bedarfe!E8: Wunschjahr 2022 -> 2031, Antrag Ä-1"], [])


def test_the_digitalpakt_pays_no_need_of_a_later_year(tmp_path: Path) -> None:
    later = """
        Bedarfsnummer | Schulnummer | Artikelnummer | Menge | Wunschjahr | Finanzierung
        B-1           | 190001      | A-1           | 6     | 2031       | städtische Mittel
        """
    path = frozen(tmp_path, "Ä-1 | B-1 | Finanzierung | DigitalPakt", Bedarfe=later)
    assert proposed(path) == ([], ["Antrag Ä-1: Das Wunschjahr 2031 liegt außerhalb der Laufzeit (2020 bis 2024)."])


OTHER_FUNDING = "Ä-2 | B-1 | Finanzierung | städtische Mittel"


@pytest.mark.parametrize("turned", [False, True])
def test_a_later_year_is_no_doubt_with_an_approved_other_funding(tmp_path: Path, *, turned: bool) -> None:
    asked = ["Ä-1 | B-1 | Wunschjahr | 2026", OTHER_FUNDING]
    path = frozen(tmp_path, *(reversed(asked) if turned else asked))
    assert [len(lines) for lines in proposed(path)] == [2, 0]
    applied(path)
    assert codes(path) == set()


@pytest.mark.parametrize(
    "funding",
    ["Ä-2 | B-1 | Finanzierung | Stadt", f"{OTHER_FUNDING} | | genehmigt | 1.2.2022", f"{OTHER_FUNDING} | x | offen |"],
)
def test_a_later_year_stays_in_doubt_if_the_other_funding_does_not_come(tmp_path: Path, funding: str) -> None:
    changes, left = proposed(frozen(tmp_path, "Ä-1 | B-1 | Wunschjahr | 2026", funding))
    assert changes == []
    assert left[0] == "Antrag Ä-1: Das Wunschjahr 2026 liegt außerhalb der Laufzeit (2020 bis 2024)."


def test_a_need_that_was_deleted_after_its_streichung_is_done(tmp_path: Path) -> None:
    path = frozen(tmp_path, "Ä-1 | B-5 | Streichung |", "Ä-2 | B-5 | Menge | 3")
    book = openpyxl.load_workbook(path)
    for cell in book["Bedarfe"]["A9:G9"][0]:
        cell.value = None
    book.save(path)
    assert proposed(path) == ([], [])


def test_of_a_need_that_was_struck_out_only_the_quantity_is_applied(tmp_path: Path) -> None:
    path = frozen(tmp_path, "Ä-1 | B-1 | Wunschjahr | 2023", "Ä-2 | B-2 | Menge | 3")
    book = openpyxl.load_workbook(path)
    book["Bedarfe"]["D5"] = book["Bedarfe"]["D6"] = 0
    book.save(path)
    assert proposed(path) == (["Bedarfe!D6: Menge 0 -> 3, Antrag Ä-2"], [])


def test_a_new_need_that_stands_in_its_row_is_done(tmp_path: Path) -> None:
    assert proposed(frozen(tmp_path, "Ä-1 | B-1 | Neuer Bedarf |")) == ([], [])


def test_the_protocol_tells_every_change(tmp_path: Path) -> None:
    path = frozen(tmp_path, "Ä-1 | B-1 | Menge | 4", "Ä-2 | B-2 | Menge | 4")
    applied(path)
    newest, older = rows(path, "Protokoll")
    assert str(newest["Zeilen je Tabelle"]).endswith(
        "; übernommen: Bedarfe!D5: Menge 6 -> 4, Antrag Ä-1; Bedarfe!D6: Menge 5 -> 4, Antrag Ä-2"
    )
    assert newest["Belegt"] == 4 * 3950 + 4 * 750 + 4 * 850
    assert "festgeschrieben" in str(older["Zeilen je Tabelle"])
    run(path, None, NOW.replace(hour=11))
    assert rows(path, "Protokoll")[0]["Prüfsumme Eingaben"] == newest["Prüfsumme Eingaben"]


COUNT = 2000
MANY_NEEDS = "Bedarfsnummer | Schulnummer | Artikelnummer | Menge | Wunschjahr\n" + "".join(
    f"B-{number:04} | 190001 | A-1 | 2 | 2022\n" for number in range(1, COUNT + 1)
)
MANY = [f"Ä-{number:04} | B-{number:04} | Menge | 1" for number in range(1, COUNT + 1)]
BOUGHT_NOTHING = {"Bestellungen": "Bestellnummer", "Rechnungen": "Rechnungsnummer"}


def test_of_many_changes_each_stands_in_the_protocol(tmp_path: Path) -> None:
    path = frozen(tmp_path, *MANY, Bedarfe=MANY_NEEDS, **BOUGHT_NOTHING)
    book = FileBook(path)
    filled = apply(book, propose(book), NOW.replace(hour=11))
    assert filled.remarks == (), "no text is cut"
    *record, older = rows(path, "Protokoll")
    lists = [
        str(row["Zeilen je Tabelle"]).partition(f"übernommen ({at} von {len(record)}): ")
        for at, row in enumerate(record, start=1)
    ]
    told = [change for _, _, changes in lists for change in changes.split("; ")]
    assert told == [f"Bedarfe!D{number + 4}: Menge 2 -> 1, Antrag Ä-{number:04}" for number in range(1, COUNT + 1)]
    assert len(record) > 1
    assert all(len(str(row["Zeilen je Tabelle"])) < EXCEL_2007 for row in record)
    newest, *more = record
    assert newest["Belegt"] == COUNT * 3950
    for row in more:
        assert [row[header] for header in RUN] == [newest[header] for header in RUN]
        assert {row[header] for header in NUMBERS} == {None}, "a sum or mean over all runs counts each run once"
    assert "festgeschrieben" in str(older["Zeilen je Tabelle"])
    run(path, None, NOW.replace(hour=12))
    assert rows(path, "Protokoll")[1:] == [*record, older]


EXCEL_2007 = 8203  # no longer text can be written there with others in one block
RUN = ("Zeitpunkt", "Stichtag", "Fassung", "Programmdatei", "Prüfsumme Programm", "Prüfsumme Eingaben")
NUMBERS = ("Fehler", "Warnungen", "Hinweise", "Belegt", "Restbudget")


@pytest.mark.libreoffice
def test_start_shows_the_newest_run_although_its_record_fills_several_rows(tmp_path: Path) -> None:
    path = frozen(tmp_path, *MANY[:400], Bedarfe=MANY_NEEDS, **BOUGHT_NOTHING)
    applied(path)
    newest, second, *_ = rows(path, "Protokoll")
    assert (second["Zeitpunkt"], second["Fehler"]) == (newest["Zeitpunkt"], None)
    with warnings.catch_warnings():  # openpyxl does not know what LibreOffice adds
        warnings.simplefilter("ignore", UserWarning)
        sheet = openpyxl.load_workbook(recalculate(path, tmp_path), data_only=True)["Start"]
    shown = [(sheet.cell(row, 6).value, sheet.cell(row, 7).value) for row in range(1, 40)]
    assert ("Fehler", newest["Fehler"]) in shown
    assert ("Belegt", newest["Belegt"]) in shown


def test_nothing_of_the_users_in_a_rich_master_changes(tmp_path: Path) -> None:
    path = frozen(tmp_path, *ALL_FIELDS)
    run(path, None, NOW)
    enrich(path, {"190001": "Rückruf"})
    before = path.read_bytes()
    applied(path)
    assert changed(path, before, tmp_path) == {
        *("Bedarfe", "Protokoll", "Protokoll (Tabelle)"),
        *("xl/calcChain.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"),
    }


@pytest.mark.libreoffice
def test_formulas_that_are_not_computed_yet_are_no_error(tmp_path: Path) -> None:
    path = recalculate(frozen(tmp_path, *ALL_FIELDS), tmp_path)
    assert not [each for each in check(path).judged.findings if each.rule.code == "T05"]
    applied(path)
    notes = {each.rule.severity for each in check(path).judged.findings if each.rule.code == "T05"}
    assert notes == {Severity.NOTE}
    errors = [each for each in check(path).judged.findings if each.is_error]
    assert rows(path, "Protokoll")[0]["Fehler"] == len(errors)
    assert not [each for each in check(recalculate(path, tmp_path / "neu")).judged.findings if each.rule.code == "T05"]


@pytest.mark.parametrize("adapter", [GERMAN_EXCEL, SERVER], ids=lambda each: each.name)
def test_an_open_workbook_gets_the_same(adapter: Adapter, tmp_path: Path) -> None:
    path = master(tmp_path / "m.xlsx", **READY | SCHOOLS | requests(*ALL_FIELDS))
    with adapter.open(path) as opened:
        freeze(opened.book, NOW)
        fixed = opened.saved().rename(tmp_path / "fest.xlsx")
    with adapter.open(fixed) as opened:  # the next click
        apply(opened.book, propose(opened.book), NOW)
        saved = opened.saved()
    freeze(FileBook(path), NOW)
    applied(path)
    for name in ("Bedarfe", "Festschreibung", "Einstellungen", "Protokoll"):
        mine, other = rows(saved, name), rows(path, name)
        assert [list(row.values())[:7] for row in mine] == [list(row.values())[:7] for row in other]
    assert codes(saved) == set()


SHOWN = """\
Genehmigte Anträge, die zu übernehmen sind: 1
    Bedarfe!D5: Menge 6 -> 4, Antrag Ä-1
Genehmigte Anträge, die liegen bleiben: 1
    Antrag Ä-2: Schulnummer „190009“ steht nicht in der Tabelle Schulen.
"""
LINES = ("Ä-1 | B-1 | Menge | 4", "Ä-2 | B-2 | Schule | 190009")


def test_the_command_says_before_and_after_what_is_overtaken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = frozen(tmp_path, *TWICE)
    assert main(["apply", str(path), "--ja"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:4] == [
        "Genehmigte Anträge, die zu übernehmen sind: 1",
        "    Bedarfe!D5: Menge 6 -> 9, Antrag Ä-1",
        "Genehmigte Anträge, die überholt sind: 1",
        f"    {EARLIER}",
    ]
    assert lines[4].startswith("Übernommen: 1. ")
    assert lines[5] == f"Nicht übernommen: {EARLIER}"


def test_without_a_terminal_the_command_only_shows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = frozen(tmp_path, *LINES)
    before = path.read_bytes()
    assert main(["apply", str(path)]) == 0
    told = "Geschrieben wurde nichts. Übernommen wird mit „pakt-xl apply MASTER.xlsx --ja“.\n"
    assert capsys.readouterr().out == SHOWN + told
    assert path.read_bytes() == before


@pytest.mark.parametrize("option", ["--ja", "--yes"])
def test_with_the_option_the_command_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str) -> None:
    path = frozen(tmp_path, *LINES)
    assert main(["apply", str(path), option]) == 0
    told = (
        "Übernommen: 1. Die Formeln der Mappe rechnen neu, sobald Excel sie öffnet (in LibreOffice: Strg+Umschalt+F9)."
    )
    files = f"Geschrieben: {path}\nVorherige Fassung: {path.with_name('m.vorher.xlsx')}"
    assert capsys.readouterr().out == f"{SHOWN}{told}\n{files}\n"
    assert rows(path, "Bedarfe")[0]["Menge"] == 4
    assert main(["apply", str(path), option]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Genehmigte Anträge, die zu übernehmen sind: 0\n")
    assert out.endswith("Geschrieben wurde nichts.\n")


@pytest.mark.parametrize(("answer", "quantity"), [("j", 4), ("JA ", 4), ("n", 6), ("", 6), (None, 6)])
def test_on_a_terminal_the_command_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str | None, quantity: int
) -> None:
    path = frozen(tmp_path, *LINES)
    questions = []

    def ask(question: str) -> str:
        questions.append(question)
        if answer is None:
            raise EOFError
        return answer

    for stream in ("stdin", "stdout"):
        monkeypatch.setattr(f"sys.{stream}.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", ask)
    assert main(["apply", str(path)]) == 0
    assert questions == ["Diese Änderungen in die Mappe schreiben? [j/N] "]
    assert rows(path, "Bedarfe")[0]["Menge"] == quantity


def test_a_workbook_that_was_saved_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = frozen(tmp_path, *LINES)
    book = FileBook(path)
    found = propose(book)
    typed = openpyxl.load_workbook(path)
    typed["Bedarfe"]["D5"] = 5
    typed.save(path)
    before = path.read_bytes()
    with pytest.raises(Exception, match="geändert"):
        apply(book, found, NOW)
    assert path.read_bytes() == before
