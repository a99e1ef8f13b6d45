"""Wishes that contradict each other: none of them is taken from one return, and over time the later is remarked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from pakt_xl.cli import main
from pakt_xl.returns.returned import State
from pakt_xl.returns.rivals import contradicts
from tests.returns.office import NOW, Office
from tests.returns.test_small import wish

if TYPE_CHECKING:
    from pakt_xl.run.collected import Collected

SIX, SEVEN = ("B-1", "Menge", 6, "zwei Klassen mehr"), ("B-1", "Menge", 7, "drei Klassen mehr")
GONE = ("B-1", "Streichung", None, "nicht mehr nötig")
OTHER = ("B-2", "Menge", 3, "ein Raum weniger")


def told(collected: Collected) -> list[tuple[str, str]]:
    """Code and cell of each finding of all returns."""
    return [(each.rule.code, each.place.cell) for returned in collected.returns for each in returned.findings]


def decide(office: Office, number: str, decision: str) -> None:
    """Type a decision on a request into the master."""
    book = load_workbook(office.master)
    for row in book["Änderungsanträge"].iter_rows():
        if row[0].value == number:
            row[6].value = decision
    book.save(office.master)


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        pytest.param([SIX, SEVEN], ["C6"], id="two quantities"),
        pytest.param([SIX, OTHER, GONE], ["C7"], id="quantity and withdrawal"),
        pytest.param([GONE, ("b-1 ", "Wunschjahr", 2024, "x")], ["C6"], id="withdrawal and year"),
        pytest.param([SIX, SIX, SEVEN], ["C7"], id="one of them twice"),
        pytest.param([SIX, SEVEN, ("B-1", "Menge", 8, "x")], ["C6", "C7"], id="three quantities"),
    ],
)
def test_Z03_of_contradictory_wishes_none_is_taken_and_the_rest_is(
    rows: list[tuple[object, ...]], cells: list[str], office: Office
) -> None:
    office.send_back([*rows, OTHER])
    collected = office.collect()
    (returned,) = collected.returns
    assert [cell for code, cell in told(collected) if code == "Z03"] == cells
    assert [(each.need_number, each.new_value) for each in collected.requests] == [("B-2", "3")]
    assert (returned.state, returned.refused_wishes, len(returned.wishes)) == (
        State.TAKEN,
        sum(str(row[0]).strip().upper() == "B-1" for row in rows),
        1,
    )
    assert office.overview("190001")["Änderungswünsche"] == 1


def test_Z03_names_both_cells_and_values_and_the_school_is_asked_to_keep_one_row(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.send_back([SIX, GONE])
    assert main(["collect", str(office.master), str(office.inbox)]) == 1
    words = "Zu B-1 stehen widersprüchliche Wünsche: hier Streichung, in Zelle C5 Menge „6“."
    assert f"    Fehler Z03: Blatt „Änderungswünsche“, Zelle C6: {words}\n" in capsys.readouterr().out
    assert "Zelle C6 (B-1): Ihre Wünsche zu B-1 widersprechen sich: hier Streichung, in Zelle C5 Menge „6“." in (
        text := office.answer()
    )
    assert "Bitte lassen Sie nur die Zeile stehen, die gilt" in text
    assert "Nicht übernommene Zeilen mit Fehlern: 2." in text


def test_withdrawal_and_quantity_0_are_one_wish_and_counted_once_in_the_budget(office: Office) -> None:
    office.send_back([GONE, ("B-1", "Menge", 0, "x")])
    collected = office.collect()
    assert told(collected) == []
    assert [(each.field, each.new_value) for each in collected.requests] == [("Menge", "0"), ("Streichung", None)]
    assert office.overview("190001")["Wirkung auf das Budget"] == -4 * 3950


def test_one_wish_with_two_reasons_is_one_request_with_both(office: Office) -> None:
    office.send_back([SIX, (*SIX[:3], "Umzug"), (*SIX[:3], None)])
    collected = office.collect()
    assert [each.reasons for each in collected.requests] == ["Umzug; zwei Klassen mehr"]
    assert told(collected) == []
    assert office.overview("190001")["Wirkung auf das Budget"] == 2 * 3950


def test_new_needs_without_a_number_never_contradict(office: Office) -> None:
    office.send_back([(None, "Neuer Bedarf", "1 Beamer", "Aula"), (None, "Neuer Bedarf", "1 Beamer", "Mensa")])
    assert len(office.collect().requests) == 2


def test_wishes_for_one_need_are_counted_together_in_the_budget(office: Office) -> None:
    office.send_back([SIX, ("B-1", "Finanzierung", "städtische Mittel", "Haushalt")])
    office.collect()
    assert office.overview("190001")["Wirkung auf das Budget"] == -4 * 3950


def test_R02_new_wish_beside_an_older_open_request_is_taken_and_said(office: Office) -> None:
    office.send_back([SIX], "alt.xlsx")
    office.collect()
    (office.inbox / "alt.xlsx").unlink()
    office.send_back([SEVEN, OTHER], "neu.xlsx")
    collected = office.collect(NOW + timedelta(days=7))
    assert [(each.need_number, each.new_value) for each in collected.requests] == [("B-1", "7"), ("B-2", "3")]
    assert told(collected) == [("R02", "C5")]
    assert collected.returns[0].findings[0].values == {
        "need": "B-1",
        "this": "Menge „7“",
        "number": "190001-001",
        "other": "Menge „6“",
    }
    assert office.overview("190001")["Wirkung auf das Budget"] == 3 * 3950 - 7 * 750
    assert "offen ist noch Ihr früherer Wunsch Menge „6“ (Antrag 190001-001)." in office.answer()


def test_remark_on_an_older_request_stays_until_that_is_decided(office: Office) -> None:
    office.send_back([SIX], "alt.xlsx")
    office.collect()
    office.send_back([SEVEN], "neu.xlsx")
    first = office.collect()
    data = office.master.read_bytes()
    second = office.collect(NOW + timedelta(days=7))
    assert told(first) == told(second) == [("R02", "C5")]
    assert (second.filled, office.master.read_bytes()) == (None, data)
    decide(office, "190001-001", "abgelehnt")
    assert told(office.collect()) == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("Menge", "6"), ("Menge", "6"), False),
        (("Menge", "6"), ("Menge", "7"), True),
        (("Menge", "6"), ("Wunschjahr", "2024"), False),
        (("Streichung", ""), ("Menge", "0"), False),
        (("Streichung", ""), ("Wunschjahr", "2024"), True),
        (("Menge", "0"), ("Finanzierung", "DigitalPakt"), True),
    ],
)
def test_wishes_contradict_each_other_either_way(
    one: tuple[str, str], other: tuple[str, str], *, expected: bool
) -> None:
    first, second = (wish("B-1", value, field) for field, value in (one, other))
    assert (contradicts(first, second), contradicts(second, first)) == (expected, expected)
    assert not contradicts(first, wish("B-2", other[1], other[0]))
