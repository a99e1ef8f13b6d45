"""From the plan to what a school is shown: budget line, needs in their order and state, whom to ask."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from pakt_xl.planning.compute import outlook
from pakt_xl.programme import load
from pakt_xl.reading import read_plan
from pakt_xl.schools.facts import UNKNOWN, sheets_of
from tests.masters import EXAMPLE_10
from tests.tables import workbook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pakt_xl.schools import SchoolSheet

PROGRAMME = load("digitalpakt_nrw_2019")
SETTINGS = """
    Schlüssel   | Wert
    Schulträger | Stadt Hamm
    Programm    | digitalpakt_nrw_2019
    Stichtag    | {day}
    Budgetart   | {kind}
    """


def shown(texts: Mapping[str, str], faulty: frozenset[str] = frozenset()) -> dict[str, SchoolSheet]:
    """Values of each school of a master by its number."""
    facts = outlook(read_plan(workbook(live=False, **texts)).plan, PROGRAMME)
    show = sheets_of(facts, faulty)
    return {sheet.number: sheet for sheet in map(show, facts.schools)}


def states(texts: Mapping[str, str]) -> dict[object, object]:
    """Column Stand of every need by its number."""
    return {need[0]: need[5] for sheet in shown(texts).values() for need in sheet.needs}


def test_the_budget_line_is_that_of_worked_example_10() -> None:
    sheet = shown(EXAMPLE_10)["190001"]
    assert sheet.lines[:6] == (
        *("190001", "Ahornschule", "Gymnasium"),
        *(Decimal("30000.00"), Decimal("30850.00"), Decimal("-850.00")),
    )
    assert [need[6] for need in sheet.needs] == list(map(Decimal, ("23700", "3750", "3400", "4000", "9000")))
    assert sheet.complete
    assert sheet.lines[-1] == "ja"


def test_each_school_sees_its_own_needs_by_year_then_number() -> None:
    needs = """
        Bedarfsnummer | Schulnummer | Artikelnummer | Menge | Wunschjahr
        B-3           | 190001      | A-1           | 1     | 2022
        B-2           | 190002      | A-1           | 1     | 2022
        B-1           | 190001      | A-1           | 1     | 2023
        B-0           | 190001      | A-1           | 1     | 2022
        """
    texts = {"Bedarfe": needs, "Bestellungen": "Bestellnummer", "Rechnungen": "Rechnungsnummer"}
    found = shown(texts)
    assert [need[0] for need in found["190001"].needs] == ["B-0", "B-3", "B-1"]
    assert [need[0] for need in found["190002"].needs] == ["B-2"]


def test_a_need_says_how_far_it_is() -> None:
    needs = """
        Bedarfsnummer | Schulnummer | Artikelnummer | Menge | Finanzierung
        B-1           | 190001      | A-1           | 4     | DigitalPakt
        B-2           | 190001      | A-1           | 2     | DigitalPakt
        B-3           | 190001      | A-1           | 2     | DigitalPakt
        B-4           | 190001      | A-1           | 0     | DigitalPakt
        B-5           | 190001      | A-1           | 3     | DigitalPakt
        B-6           | 190001      | A-1           | 900   | DigitalPakt
        B-7           | 190001      | A-1           | 900   | städtische Mittel
        """
    orders = """
        Bestellnummer | Bedarfsnummer | Menge | Betrag brutto
        O-1           | B-1           | 4     | 15.800,00
        O-2           | B-2           | 2     | 7.900,00
        O-3           | B-3           | 1     | 3.950,00
        """
    invoices = """
        Rechnungsnummer | Bedarfsnummer | Bestellnummer | Menge | Betrag brutto | Rechnungssumme
        R-1             | B-2           | O-2           | 2     | 7.900,00      | 7.900,00
        """
    assert states({"Bedarfe": needs, "Bestellungen": orders, "Rechnungen": invoices}) == {
        "B-1": "bestellt",
        "B-2": "berechnet",
        "B-3": "teilweise bestellt",
        "B-4": "gestrichen",
        "B-5": "geplant",
        "B-6": "nicht gedeckt",
        "B-7": "geplant",
    }


@pytest.mark.parametrize(
    ("schools", "state"),
    [
        ("TPEK\n190001 | 60.000,00 | fehlt", "gesperrt: TPEK fehlt"),
        ("Geschlossen ab\n190001 | 60.000,00 | 1.8.2022", "gesperrt: Schule geschlossen"),
    ],
)
def test_a_blocked_need_says_why_in_words(schools: str, state: str) -> None:
    texts = {"Schulen": f"Schulnummer | DigitalPakt-Budget | {schools}"}
    assert states({**texts, "Bestellungen": "Bestellnummer", "Rechnungen": "Rechnungsnummer", "Bedarfe": NEED}) == {
        "B-1": state
    }


NEED = """
    Bedarfsnummer | Schulnummer | Artikelnummer | Menge
    B-1           | 190001      | A-1           | 4
    """
NOTHING_BOUGHT = {"Bestellungen": "Bestellnummer", "Rechnungen": "Rechnungsnummer", "Bedarfe": NEED}


def test_a_need_with_a_bad_row_says_so_and_shows_no_amount() -> None:
    needs = NEED.replace("A-1", "A-9")
    sheet = shown({**NOTHING_BOUGHT, "Bedarfe": needs})["190001"]
    assert sheet.needs == (("B-1", "A-9", 4, 2022, "DigitalPakt", "gesperrt: Angaben fehlerhaft", None),)
    assert not sheet.complete
    assert sheet.lines[-1] == "nein"


def test_after_the_programme_an_open_need_is_forfeited() -> None:
    settings = SETTINGS.format(day="1.12.2024", kind="Gesamtausgaben")
    assert states({**NOTHING_BOUGHT, "Einstellungen": settings}) == {"B-1": "verfallen"}


def test_what_the_master_does_not_know_is_said_and_marks_the_school_as_incomplete() -> None:
    schools = "Schulnummer | DigitalPakt-Budget | Infrastruktur\n190001 | | Ost"
    sheet = shown({**NOTHING_BOUGHT, "Schulen": schools})["190001"]
    assert sheet.lines[3] == sheet.lines[5] == sheet.lines[6] == sheet.lines[9] == UNKNOWN
    assert sheet.known == ("umgesetzt", UNKNOWN, None)
    assert not sheet.complete


def test_an_error_in_a_row_marks_the_school_as_incomplete_though_its_sums_are_whole() -> None:
    assert shown(NOTHING_BOUGHT)["190001"].complete
    assert not shown(NOTHING_BOUGHT, frozenset({"190001"}))["190001"].complete


def test_the_measure_of_the_budget_is_named() -> None:
    for kind, word in (("Zuwendung", "Zuwendung ohne Eigenanteil"), ("Gesamtausgaben", "Gesamtausgaben brutto")):
        sheet = shown({**NOTHING_BOUGHT, "Einstellungen": SETTINGS.format(day="1.3.2022", kind=kind)})["190001"]
        assert sheet.round.budget_type.startswith(word)


def test_contacts_come_with_the_ways_to_reach_them_and_needs_go_to_their_office() -> None:
    contacts = """
        Thema                  | Stelle        | E-Mail        | Telefon
        Grundsatzfragen        | Schulamt      |               | 02381 17
        bedarfe und Änderungen | Medienzentrum | mz@ha.example | 02381 18
        """
    together = shown({**NOTHING_BOUGHT, "Kontakte": contacts})["190001"].round
    assert together.contacts == (
        ("Grundsatzfragen", "Schulamt", "02381 17"),
        ("bedarfe und Änderungen", "Medienzentrum", "mz@ha.example · 02381 18"),
    )
    assert together.send_to.startswith("an: Medienzentrum (mz@ha.example).")


def test_without_contacts_the_school_still_knows_where_to_turn() -> None:
    together = shown({**NOTHING_BOUGHT, "Kontakte": "Thema | Stelle"})["190001"].round
    assert together.contacts == ((None, "Ihr Schulträger", None),)
    assert together.send_to.startswith("an die Stelle, von der")
