"""Which findings an office allows: they block nothing any more (readings 41, 69 and 102)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.planning.plans import look, need

EXEMPT = "Code | Schlüssel | Begründung | Zugelassen durch | Gültig bis\n"
NO_CONCEPT = {"Schulen": "TPEK\nfehlt", "Bedarfe": "Bedarfsnummer | Menge\nB-1 | 2"}


@pytest.mark.parametrize(
    ("row", "holds"),
    [
        ("S05 | 190001 | x | Amt | ", True),
        ("s05 | 190001 | x | Amt | 1.3.2022", True),  # the last day it holds
        ("S05 | 190001 | x | Amt | 28.2.2022", False),
        ("S05 | 190001 | x | Amt | #", False),
        ("S05 | 190002 | x | Amt | ", False),
        ("S06 | 190001 | x | Amt | ", False),
        ("S05 | 190001 |  | Amt | ", False),
        ("S05 | 190001 | x |  | ", False),
    ],
)
def test_reading_41_an_exemption_lifts_the_block(row: str, holds: bool) -> None:
    facts = look(**NO_CONCEPT, Ausnahmen=EXEMPT + row)
    assert need(facts).obstacles == ("S05",)
    assert need(facts).blocking == (() if holds else ("S05",))
    assert sum(line.wanted for line in facts.plans[2022]) == (2 if holds else 0)


def test_an_exemption_lifts_one_block_of_several() -> None:
    facts = look(
        Schulen="TPEK\nfehlt",
        Bedarfe="Bedarfsnummer | Menge | Wunschjahr\nB-1 | 2 | 2025",
        Ausnahmen=EXEMPT + "Z06 | b-1 | x | Amt | ",
    )
    assert need(facts).blocking == ("S05",)


def test_reading_57_a_price_that_cannot_be_read_is_allowed_by_its_item() -> None:
    tables = {"Preise": "Artikelnummer | Einzelpreis\nA | #", "Bedarfe": "Bedarfsnummer | Menge\nB-1 | 2"}
    assert need(look(**tables, Ausnahmen=EXEMPT + "Z02 | B-1 | x | Amt | ")).blocking == ("Z02",)
    assert need(look(**tables, Ausnahmen=EXEMPT + "Z02 | A | x | Amt | ")).blocking == ()


def test_a_need_without_price_that_may_be_bought_is_in_the_plan_without_amount() -> None:
    facts = look(Preise="", Bedarfe="Bedarfsnummer | Menge\nB-1 | 2", Ausnahmen=EXEMPT + "Z10 | B-1 | x | Amt | ")
    (line,) = facts.plans[2022]
    assert (line.open_quantity, line.unit_net, line.gross) == (2, None, Decimal("0.00"))


def test_reading_65_without_a_budget_a_need_without_price_is_not_covered_either() -> None:
    facts = look(
        Schulen="DigitalPakt-Budget\n#",
        Preise="",
        Bedarfe="Bedarfsnummer | Menge\nB-1 | 2",
        Ausnahmen=EXEMPT + "Z10 | B-1 | x | Amt | ",
    )
    assert [(each.covered, each.reason) for each in facts.deliveries] == [("nein", "Budget")]


def test_reading_25_a_need_without_a_value_has_no_rank() -> None:
    facts = look(
        Schulen="DigitalPakt-Budget\n0",
        Preise="Artikelnummer | Einzelpreis\nA | 1000",
        Bedarfe="Bedarfsnummer | Artikelnummer | Menge\nB-1 | A | 2\nB-2 | T | 2",
        Ausnahmen=EXEMPT + "Z10 | B-2 | x | Amt | ",
    )
    assert (need(facts).covered, need(facts, "B-2").covered) == (False, True)


def test_a_change_against_the_baseline_may_be_allowed() -> None:
    frozen = "Bedarfsnummer | Menge\nB-1 | 1"
    tables = {"Bedarfe": "Bedarfsnummer | Menge\nB-1 | 2", "Festschreibung": frozen}
    assert look(**tables).deviations[0].blocks
    facts = look(**tables, Ausnahmen=EXEMPT + "F01 | B-1 | x | Amt | ")
    assert (need(facts).obstacles, need(facts).blocking) == (("F01",), ())
    assert not facts.deviations[0].blocks
    assert not facts.deviations[0].allowed


def test_every_approval_that_lacks_something_must_be_allowed() -> None:
    tables = {
        "Bedarfe": "Bedarfsnummer | Menge\nB-1 | 2",
        "Änderungsanträge": "Antragsnummer | Feld | Neuer Wert | Entschieden durch\n1 | Menge | 2 | \n2 | Menge | 2 | ",
    }
    one = EXEMPT + "F03 | 1 | x | Amt | "
    assert need(look(**tables, Ausnahmen=one)).blocking == ("F03",)
    assert need(look(**tables, Ausnahmen=one + "\nF03 | 2 | x | Amt | ")).blocking == ()
