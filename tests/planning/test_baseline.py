"""What differs from the baseline, what allows it, what it does to the budget (rule 15, readings 76 to 83)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pakt_xl.planning.baseline import deviations
from pakt_xl.planning.baseline_sum import baseline_checksum
from pakt_xl.planning.effects import Effects
from pakt_xl.planning.requests import Requests
from pakt_xl.programme import load
from tests.planning.plans import look, need, plan

HEADER = "Bedarfsnummer | Schulnummer | Artikelnummer | Menge | Wunschjahr | Finanzierung\n"
FROZEN = HEADER + "B-1 | 190001 | A | 4 | 2023 | DigitalPakt"
ASKED = "Antragsnummer | Feld | Neuer Wert | Begründung | Entscheidung | Entschieden am | Entschieden durch\n"


def changes(
    row: str, requests: str = "", frozen: str = FROZEN, settings: str = ""
) -> list[tuple[str, str, bool, Decimal]]:
    """Code, field, whether it is allowed and the effect of every difference of the needs of these rows."""
    facts = look(
        settings,
        Schulen="Schulnummer\n190001\n190002",
        Bedarfe=HEADER + row,
        Festschreibung=frozen,
        Änderungsanträge=ASKED + requests if requests else "",
    )
    return [(each.code, each.field, each.allowed, each.effect) for each in facts.deviations]


def test_reading_76_without_a_row_in_the_baseline_nothing_differs() -> None:
    assert changes("B-1 | 190001 | A | 9 | 2023 | DigitalPakt", frozen="") == []
    facts = look("Festgeschrieben am | 1.12.2021", Bedarfe=HEADER + "B-1 | 190001 | A | 9 | 2023 | DigitalPakt")
    assert need(facts).blocking == ()


def test_a_need_as_it_was_frozen_differs_in_nothing() -> None:
    assert changes("B-1 | 190001 | A | 4 | 2023 | DigitalPakt") == []


@pytest.mark.parametrize(
    ("row", "field", "wanted", "effect"),
    [
        ("B-1 | 190002 | A | 4 | 2023 | DigitalPakt", "Schule", "190002", "0.00"),  # the sum only moves
        ("B-1 | 190001 | T | 4 | 2023 | DigitalPakt", "Artikel", "t", "-2400"),
        ("B-1 | 190001 | A | 6 | 2023 | DigitalPakt", "Menge", "6", "2000"),
        ("B-1 | 190001 | A | 3 | 2023 | DigitalPakt", "Menge", " 3 ", "-1000"),
        ("B-1 | 190001 | A | 4 | 2024 | DigitalPakt", "Wunschjahr", "2024", "0"),
        ("B-1 | 190001 | A | 4 | 2023 | städtische Mittel", "Finanzierung", "Städtische Mittel", "-4000"),
    ],
)
def test_each_field_needs_a_granted_request_for_just_this_value(row: str, field: str, wanted: str, effect: str) -> None:
    (without,), (granted,), (other,) = (
        changes(row, text) for text in ("", f"1 | {field} | {wanted} | x | genehmigt | 1.2.2022 | Amt",
                                        f"1 | {field} | 99 | x | genehmigt | 1.2.2022 | Amt")
    )  # fmt: skip
    assert [each[3] for each in (without, granted, other)] == [Decimal(effect)] * 3
    assert (without[:3], granted[:3], other[:3]) == (("F01", field, False), ("F01", field, True), ("F01", field, False))


@pytest.mark.parametrize(("decision", "reasons", "allowed"), [
    ("genehmigt", "Umbau", True), ("genehmigt", "", False), ("offen", "Umbau", False), ("abgelehnt", "Umbau", False),
])  # fmt: skip
def test_only_a_granted_request_with_reasons_counts(decision: str, reasons: str, allowed: bool) -> None:
    request = f"1 | Menge | 6 | {reasons} | {decision} | 1.2.2022 | Amt"
    assert changes("B-1 | 190001 | A | 6 | 2023 | DigitalPakt", request) == [("F01", "Menge", allowed, Decimal(2000))]


@pytest.mark.parametrize(
    ("first", "second", "allowed"),
    [
        ("1 | Menge | 5 | x | genehmigt | 1.2.2022 | Amt", "2 | Menge | 6 | x | genehmigt | 2.2.2022 | Amt", True),
        ("1 | Menge | 6 | x | genehmigt | 1.2.2022 | Amt", "2 | Menge | 5 | x | genehmigt | 2.2.2022 | Amt", False),
        ("2 | Menge | 6 | x | genehmigt | 1.2.2022 | Amt", "1 | Menge | 5 | x | genehmigt | 1.2.2022 | Amt", True),
        ("9 | Menge | 5 | x | genehmigt |  | Amt", "1 | Menge | 6 | x | genehmigt | 1.2.2022 | Amt", True),
        ("1 | Menge | 6 | x | genehmigt | 1.2.2022 | Amt", "2 | Menge | 5 | x | abgelehnt | 2.2.2022 | Amt", True),
    ],
    ids=["later", "later another", "number", "blank day first", "refusals do not count"],
)
def test_reading_78_the_last_granted_request_decides(first: str, second: str, allowed: bool) -> None:
    row = "B-1 | 190001 | A | 6 | 2023 | DigitalPakt"
    assert changes(row, f"{first}\n{second}")[0][2] is allowed
    assert changes(row, f"{second}\n{first}")[0][2] is allowed


def test_every_field_that_differs_is_a_difference_of_its_own() -> None:
    found = changes("B-1 | 190002 | T | 6 | 2024 | städtische Mittel")
    assert [each[1] for each in found] == ["Schule", "Artikel", "Menge", "Wunschjahr", "Finanzierung"]


@pytest.mark.parametrize(
    ("request_", "allowed"),
    [
        ("", False),
        ("1 | Streichung |  | x | genehmigt | 1.2.2022 | Amt", True),
        ("1 | Streichung |  |  | genehmigt | 1.2.2022 | Amt", False),
        ("1 | Menge | 0 | x | genehmigt | 1.2.2022 | Amt", True),
        ("1 | Menge | 1 | x | genehmigt | 1.2.2022 | Amt", False),
    ],
)
def test_reading_77_a_need_struck_out_is_one_difference(request_: str, allowed: bool) -> None:
    found = changes("B-1 | 190001 | T | 0 | 2024 | DigitalPakt", request_)
    assert [each[:3] for each in found] == [("F01", "Streichung", allowed)]
    assert found[0][3] == Decimal(-1600)  # four of the item that stands there now


@pytest.mark.parametrize(
    ("request_", "allowed"),
    [
        ("", False),
        ("1 | Streichung |  | x | genehmigt | 1.2.2022 | Amt", True),
        ("1 | Menge | 0 | x | genehmigt | 1.2.2022 | Amt", False),
    ],
)
def test_reading_77_a_need_that_is_gone_needs_its_striking_out_granted(request_: str, allowed: bool) -> None:
    found = changes("", request_)
    assert [each[:3] for each in found] == [("F01", "Streichung", allowed)]
    assert found[0][3] == Decimal(-4000)


def test_a_frozen_need_of_nothing_may_differ_in_its_fields() -> None:
    frozen = FROZEN.replace("| 4 |", "| 0 |")
    assert changes("B-1 | 190001 | A | 0 | 2024 | DigitalPakt", frozen=frozen) == [
        ("F01", "Wunschjahr", False, Decimal(0))
    ]


@pytest.mark.parametrize(("request_", "allowed"), [
    ("", False), ("1 | Neuer Bedarf |  | x | genehmigt | 1.2.2022 | Amt", True),
    ("1 | Neuer Bedarf |  |  | genehmigt | 1.2.2022 | Amt", False),
    ("1 | Menge | 2 | x | genehmigt | 1.2.2022 | Amt", False),
])  # fmt: skip
def test_a_new_need_needs_a_request_of_its_own(request_: str, allowed: bool) -> None:
    frozen = FROZEN.replace("B-1", "B-2")
    rows = "B-2 | 190001 | A | 4 | 2023 | DigitalPakt\nB-1 | 190001 | A | 2 | 2023 | DigitalPakt"
    assert changes(rows, request_, frozen) == [("F02", "Neuer Bedarf", allowed, Decimal(2000))]


def test_unreadable_cells_are_not_compared() -> None:
    assert changes("B-1 | 190001 | A | # | # | #") == []
    assert changes("B-1 | 190001 | T | 0 | 2023 | DigitalPakt", frozen=FROZEN.replace("| 4 |", "| # |")) == [
        ("F01", "Artikel", False, Decimal(0))
    ]


def test_keys_compare_without_regard_to_case() -> None:
    assert changes("b-1 | 190001 | a | 4 | 2023 | DigitalPakt") == []


def test_of_a_doubled_number_the_first_row_is_compared() -> None:
    same, other = "B-1 | 190001 | A | 4 | 2023 | DigitalPakt", "B-1 | 190001 | A | 9 | 2023 | DigitalPakt"
    assert changes(f"{same}\n{other}") == []
    assert changes(same, frozen=f"{FROZEN}\n{other}") == []


def test_what_was_bought_counts_in_the_effect() -> None:
    facts = look(
        Bedarfe=HEADER + "B-1 | 190001 | A | 6 | 2023 | DigitalPakt",
        Bestellungen="Bestellnummer | Menge | Betrag brutto\nO-1 | 5 | 5100",
        Festschreibung=FROZEN,
    )
    assert facts.deviations[0].effect == Decimal("1000.00")  # 5 are ordered; only the sixth is wished beyond


def test_a_need_that_is_gone_takes_off_its_plan_value_only_and_only_from_the_digitalpakt() -> None:
    city = FROZEN.replace("B-1", "B-2").replace("DigitalPakt", "städtische Mittel").split("\n")[1]
    facts = look(
        Festschreibung=f"{FROZEN}\n{city}",
        Bestellungen="Bestellnummer | Menge | Betrag brutto\nO-1 | 3 | 3300",
    )
    assert [each.effect for each in facts.deviations] == [Decimal(-4000), Decimal(0)]


@pytest.mark.parametrize("row", ["B-1 | 190001 | A | 6 | 2023 | DigitalPakt", ""], ids=["more", "gone"])
def test_rule_11_after_the_end_nothing_planned_counts(row: str) -> None:
    ((_, _, _, effect),) = changes(row, settings="Stichtag | 1.11.2024")
    assert effect == Decimal(0)


def test_reading_79_an_approval_that_lacks_something_blocks_its_need() -> None:
    facts = look(
        Bedarfe=HEADER + "B-1 | 190001 | A | 6 | 2023 | DigitalPakt\nB-2 | 190001 | A | 1 | 2023 | DigitalPakt",
        Festschreibung=FROZEN + "\nB-2 | 190001 | A | 1 | 2023 | DigitalPakt",
        Änderungsanträge=ASKED + "1 | Menge | 6 | x | genehmigt | 1.2.2022 | ",
    )
    assert need(facts).blocking == ("F03",)
    assert need(facts, "B-2").blocking == ()


def test_an_approval_that_lacks_something_blocks_without_a_baseline_too() -> None:
    facts = look(
        Bedarfe="Bedarfsnummer | Menge\nB-1 | 1", Änderungsanträge=ASKED + "1 | Menge | 1 |  | genehmigt |  | "
    )
    assert need(facts).blocking == ("F03",)


def unapplied(row: str, requests: str, frozen: str = FROZEN) -> list[str | None]:
    """Antragsnummern of what was granted and is not in the needs of these rows."""
    facts = look(Bedarfe=HEADER + row, Festschreibung=frozen, Änderungsanträge=ASKED + requests)
    return [request.number for request in facts.unapplied]


AS_FROZEN = "B-1 | 190001 | A | 4 | 2023 | DigitalPakt"


@pytest.mark.parametrize(
    ("row", "request_", "missing"),
    [
        (AS_FROZEN, "1 | Menge | 6 | x | genehmigt | 1.2.2022 | Amt", ["1"]),
        (AS_FROZEN, "1 | Menge | 4 | x | genehmigt | 1.2.2022 | Amt", []),
        (AS_FROZEN, "1 | Menge | 6 |  | genehmigt | 1.2.2022 | Amt", []),  # F03 says it
        (AS_FROZEN, "1 | Menge | 6 | x | genehmigt |  | Amt", []),
        (AS_FROZEN, "1 | Menge | 6 | x | genehmigt | 1.2.2022 | ", []),
        (AS_FROZEN, "1 | Menge | 6 | x | offen | 1.2.2022 | Amt", []),
        (AS_FROZEN, "1 | Streichung |  | x | genehmigt | 1.2.2022 | Amt", ["1"]),
        (AS_FROZEN, "1 | Neuer Bedarf |  | x | genehmigt | 1.2.2022 | Amt", []),
        ("B-1 | 190001 | A | 5 | 2023 | DigitalPakt", "1 | Menge | 6 | x | genehmigt | 1.2.2022 | Amt", []),  # F01
        ("B-1 | 190001 | A | 0 | 2023 | DigitalPakt", "1 | Wunschjahr | 2024 | x | genehmigt | 1.2.2022 | Amt", []),
        ("B-1 | 190001 | A | # | 2023 | DigitalPakt", "1 | Menge | 6 | x | genehmigt | 1.2.2022 | Amt", []),
        ("B-1 | 190001 | A | # | 2023 | DigitalPakt", "1 | Streichung |  | x | genehmigt | 1.2.2022 | Amt", []),
        ("", "1 | Neuer Bedarf |  | x | genehmigt | 1.2.2022 | Amt", ["1"]),
        ("", "1 | Menge | 6 | x | genehmigt | 1.2.2022 | Amt", []),
    ],
)
def test_reading_80_what_was_granted_must_stand_in_the_need(row: str, request_: str, missing: list[str]) -> None:
    assert unapplied(row, request_) == missing
    assert unapplied(row, request_, frozen="") == []


def test_what_was_granted_in_vain_stands_in_the_order_of_the_sheet() -> None:
    menge, year = "1 | Menge | {} | x | genehmigt | {} | Amt", "2 | Wunschjahr | 2024 | x | genehmigt | 1.2.2022 | Amt"
    rows = [menge.format(5, "1.2.2022"), year, menge.format(6, "2.2.2022").replace("1", "3", 1)]
    assert unapplied(AS_FROZEN, "\n".join(rows)) == ["2", "3"]


def test_only_the_last_granted_request_must_stand_in_the_need() -> None:
    first, last = "1 | Menge | 6 | x | genehmigt | 1.2.2022 | Amt", "2 | Menge | 4 | x | genehmigt | 2.2.2022 | Amt"
    assert unapplied(AS_FROZEN, f"{last}\n{first}") == []


def test_the_checksum_sees_every_value_and_neither_order_nor_case_of_the_list() -> None:
    one = FROZEN.split("\n", 1)[1]
    two = "B-2 | 190001 | T | 1 | 2023 | städtische Mittel"

    def checksum(*rows: str) -> str:
        return baseline_checksum(plan(Festschreibung=HEADER + "\n".join(rows)).baseline)

    known = checksum(one, two)
    assert checksum(two, one) == checksum(one, two.replace("städtische", "Städtische")) == known
    assert known != checksum(one)
    others = [one.replace(old, new) for old, new in (("B-1", "B-3"), ("190001", "190002"), ("| A", "| T"),
              ("| 4 |", "| 5 |"), ("2023", "2024"), ("DigitalPakt", "anderes Förderprogramm"))]  # fmt: skip
    assert len({known, *(checksum(other, two) for other in others)}) == len(others) + 1


def test_a_cell_of_an_approval_that_cannot_be_read_is_not_blank() -> None:
    row = "1 | Menge | 4 | x | genehmigt | # | Amt"
    facts = look(Bedarfe="Bedarfsnummer | Menge\nB-1 | 4", Änderungsanträge=ASKED + row)
    assert facts.plan.requests[0].unread == ("decided_on",)
    assert need(facts).blocking == ()


@pytest.mark.parametrize(
    ("requests", "shown"),
    [
        ("1 | Streichung |  | x | genehmigt | 2.2.2022 | Amt\n2 | Menge | 0 | x | genehmigt | 1.2.2022 | Amt", "1"),
        ("1 | Streichung |  |  | genehmigt | 2.2.2022 | Amt\n2 | Menge | 0 | x | genehmigt | 1.2.2022 | Amt", "2"),
        ("1 | Streichung |  |  | genehmigt | 2.2.2022 | Amt\n2 | Menge | 0 |  | genehmigt | 1.2.2022 | Amt", "1"),
        ("1 | Streichung |  | x | offen |  | \n2 | Menge | 0 |  | genehmigt | 1.2.2022 | Amt", "2"),
        ("1 | Streichung |  | x | offen |  | \n2 | Menge | 1 | x | genehmigt | 1.2.2022 | Amt", "1"),
        ("2 | Menge | 1 | x | genehmigt | 1.2.2022 | Amt", None),
    ],
)
def test_the_request_that_lets_a_need_be_struck_out_is_the_one_shown(requests: str, shown: str | None) -> None:
    facts = look(
        Bedarfe=HEADER + "B-1 | 190001 | A | 0 | 2023 | DigitalPakt",
        Festschreibung=FROZEN,
        Änderungsanträge=ASKED + requests,
    )
    request = facts.deviations[0].request
    assert (request.number if request else None) == shown


def test_without_a_baseline_nothing_differs() -> None:
    without = plan()
    assert deviations(without, Requests(()), Effects(without, load("digitalpakt_nrw_2019"))) == ()
