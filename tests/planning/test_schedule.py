"""The procurement schedule (rule 17, readings 30, 32 to 38, 57, 74)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.planning.plans import look

CATALOGUE = {
    "Schulen": "Schulnummer | DigitalPakt-Budget | TPEK\n190002 | 90000 | umgesetzt\n190001 | 90000 | umgesetzt",
    "Katalog": """
        Artikelnummer | Fördersäule | Warengruppe
        W-10          | 1           | WLAN
        W-9           | 1           | WLAN
        A             | 1           | Präsentationstechnik
        S             | 2           | Sonstiges""",
    "Preise": """
        Artikelnummer | Einzelpreis | Preisart
        A             | 100,05      | brutto
        W-9           | 10,01       | netto
        W-10          | 20          | netto
        S             | 50          | netto""",
}
SHOWN = "Bedarfsnummer | Schulnummer | Artikelnummer | Menge | Wunschjahr | Finanzierung\n"


def test_readings_32_and_33_the_plan_of_a_year() -> None:
    facts = look(
        **CATALOGUE,
        Bedarfe=SHOWN
        + """B-1 | 190001 | A    | 3 | 2021 | DigitalPakt
             B-2 | 190001 | A    | 3 | 2022 | städtische Mittel
             B-3 | 190002 | A    | 4 | 2022 | DigitalPakt
             B-4 | 190002 | W-9  | 7 | 2022 | DigitalPakt
             B-5 | 190002 | W-10 | 1 | 2022 | DigitalPakt
             B-6 | 190002 | W-10 | 1 | 2023 | DigitalPakt""",
        Bestellungen="Bestellnummer | Bedarfsnummer | Menge | Betrag brutto\nO-1 | B-1 | 1 | 99\nO-2 | B-3 | 4 | 390",
    )
    lines = facts.plans[2022]
    assert [(line.lot, line.item.number) for line in lines] == [
        ("Präsentationstechnik", "A"),
        ("WLAN", "W-10"),
        ("WLAN", "W-9"),
    ]
    first, _, last = lines
    assert (first.wanted, first.open_quantity, first.schools) == (10, 5, 2)  # B-1 of 2021 is open still
    # h(2 x 100.05 / 1.19) + h(3 x 100.05 / 1.19), not h(5 x 100.05 / 1.19) = 420.38
    assert (first.unit_net, first.net) == (Decimal("84.08"), Decimal("168.15") + Decimal("252.23"))
    assert (first.gross, first.gross_programme) == (Decimal("500.25"), Decimal("200.10"))
    assert (last.unit_net, last.net, last.gross) == (Decimal("10.01"), Decimal("70.07"), Decimal("83.38"))
    assert [line.wanted for line in facts.plans[2023]] == [1]
    assert set(facts.plans) == {2020, 2021, 2022, 2023, 2024}


def test_reading_32_what_was_bought_stays_in_its_year_whatever_its_state() -> None:
    facts = look(
        **CATALOGUE,
        Bedarfe=SHOWN
        + """B-1 | 190001 | A | 2 | 2020 | DigitalPakt
             B-1 | 190001 | A | 0 | 2020 | DigitalPakt
             B-5 | 190001 | S | 0 | 2020 | DigitalPakt
             B-2 | 190009 | A | 2 | 2020 | DigitalPakt
             B-3 | 190001 | W-9 | 1 | 2020 | #
             B-4 | 190001 | X | 1 | 2020 | DigitalPakt""",
        Rechnungen="""
            Rechnungsnummer | Bedarfsnummer | Menge | Betrag brutto
            R-1             | B-1           | 2     | 200
            R-2             | B-2           | 2     | 200
            R-3             | B-3           | 1     | 10
            R-4             | B-4           | 1     | 10""",
    )
    lines = facts.plans[2020]
    assert [(line.item.number, line.wanted, line.open_quantity) for line in lines] == [("A", 2, 0), ("W-9", 1, 0)]
    assert [(line.unit_net, line.net, line.gross, line.schools) for line in lines] == [
        (None, Decimal("0.00"), Decimal("0.00"), 1)
    ] * 2


def test_rule_17_blocked_and_uncovered_needs_are_in_no_plan_and_no_lot() -> None:
    facts = look(
        **CATALOGUE | {"Schulen": "DigitalPakt-Budget\n250"},
        Bedarfe=SHOWN
        + """B-1 | 190001 | A | 2 | 2022 | DigitalPakt
             B-2 | 190001 | A | 1 | 2023 | DigitalPakt
             B-3 | 190001 | A | 1 | 2019 | DigitalPakt""",
    )
    assert not any(facts.plans.values())  # B-3 comes first in the rank, B-1 does not fit any more
    assert not any(lot.net for lot in facts.lots)
    assert [(line.facts.need.number, line.covered, line.reason) for line in facts.deliveries] == [
        ("B-1", "nein", "Budget"),
        ("B-3", "gesperrt", "Z06"),
        ("B-2", "nein", "Budget"),
    ]


def test_reading_34_a_lot_for_each_year_and_product_group_in_list_order() -> None:
    facts = look(**CATALOGUE, Bedarfe=SHOWN + "B-1 | 190001 | S | 2 | 2026 | städtische Mittel")
    assert [lot.year for lot in facts.lots] == [year for year in (2020, 2021, 2022, 2023, 2024, 2026) for _ in range(6)]
    assert [lot.group for lot in facts.lots[:6]] == [
        "Präsentationstechnik",
        "WLAN",
        "LAN und Server",
        "Arbeitsplätze",
        "Mobile Endgeräte",
        "Sonstiges",
    ]
    assert [lot.net for lot in facts.lots if lot.net] == [Decimal("100.00")]
    assert {lot.year: lot.threshold for lot in facts.lots} == {
        2020: 214000,
        2021: 214000,
        2022: 215000,
        2023: 215000,
        2024: 221000,
        2026: 216000,
    }
    assert 2026 not in facts.plans  # reading 36


@pytest.mark.parametrize(("quantity", "reached"), [("4299", False), ("4300", True)])
def test_J01_and_rule_17_equal_counts_as_reached(quantity: str, reached: bool) -> None:
    facts = look(
        **CATALOGUE,
        Bedarfe=f"{SHOWN}B-1 | 190001 | S | {quantity} | 2022 | städtische Mittel\n"
        "B-2 | 190002 | S | 9 | 2023 | städtische Mittel",
    )
    assert [lot.group for lot in facts.lots if lot.reached] == (["Sonstiges"] if reached else [])


def test_J01_without_a_threshold_nothing_is_reached() -> None:
    facts = look(**CATALOGUE, Bedarfe=SHOWN + "B-1 | 190001 | S | 999999 | 2029 | städtische Mittel")
    (lot,) = [lot for lot in facts.lots if lot.net]
    assert (lot.threshold, lot.reached) == (None, False)


def test_reading_34_what_is_ordered_is_left_out() -> None:
    facts = look(
        **CATALOGUE,
        Bedarfe=SHOWN + "B-1 | 190001 | S | 3 | 2022 | DigitalPakt",
        Bestellungen="Bestellnummer | Menge | Betrag brutto\nO-1 | 2 | 100",
    )
    assert [lot.net for lot in facts.lots if lot.net] == [Decimal("50.00")]


def test_reading_35_the_distribution_list_has_every_open_need_with_its_reason() -> None:
    facts = look(
        Schulen="Schulnummer | DigitalPakt-Budget | TPEK\n190002 | 500 | umgesetzt\n190001 | 900 | fehlt",
        Katalog=CATALOGUE["Katalog"],
        Preise="Artikelnummer | Einzelpreis\nA | 100\nS | 100",
        Bedarfe=SHOWN
        + """B-01 | 190001 | W-9 | 1 | 2022 | DigitalPakt
             B-02 | 190001 | A   | 1 | 2019 | DigitalPakt
             B-03 | 190002 | S   | 6 | 2022 | DigitalPakt
             B-04 | 190002 | S   | # | 2022 | DigitalPakt
             B-05 | 190002 | S   | 1 | #    | DigitalPakt
             B-06 | 190002 | S   | 0 | 2022 | DigitalPakt
             B-07 | 190001 | X   | 1 | 2022 | städtische Mittel
             B-09 | 190001 | A   | 1 | 2021 | städtische Mittel
             B-08 | 190001 | A   | 1 | 2022 | städtische Mittel
             B-10 | 190002 | A   | 2 | 2023 | DigitalPakt""",
    )
    rows = [(line.facts.need.number, line.facts.year, line.covered, line.reason) for line in facts.deliveries]
    assert rows == [
        ("B-02", 2022, "gesperrt", "Z06, S05"),
        ("B-08", 2022, "ja", ""),
        ("B-09", 2022, "ja", ""),
        ("B-01", 2022, "gesperrt", "Z10, S05"),
        ("B-03", 2022, "nein", "Budget"),
        ("B-07", 2022, "gesperrt", "Z04"),
        ("B-10", 2023, "ja", ""),
    ]


@pytest.mark.parametrize(
    ("group", "recorded", "automatic"),
    [
        ("Präsentationstechnik", "2020", True),
        ("WLAN", "2021", True),
        ("WLAN", "2022", False),
        ("WLAN", "#", False),
        ("LAN und Server", "2020", False),
        ("#", "2020", False),
    ],
)
@pytest.mark.parametrize("funding", ["DigitalPakt", "städtische Mittel"])
def test_H7_and_reading_37_what_is_bought_automatically(
    group: str, recorded: str, automatic: bool, funding: str
) -> None:
    (line,) = look(
        Katalog=f"Artikelnummer | Warengruppe\nA | {group}",
        Bedarfe=f"Bedarfsnummer | Menge | Erfasst im Jahr | Finanzierung\nB-1 | 1 | {recorded} | {funding}",
    ).deliveries
    assert line.automatic == automatic


def test_reading_30_after_the_end_the_digitalpakt_lapses_and_the_rest_goes_on() -> None:
    facts = look(
        "Stichtag | 1.11.2024",
        **CATALOGUE,
        Bedarfe=SHOWN
        + """B-1 | 190001 | A | 2 | 2024 | DigitalPakt
             B-2 | 190001 | A | 1 | 2024 | städtische Mittel
             B-3 | 190001 | A | 1 | 2019 | DigitalPakt""",
    )
    assert [(line.facts.need.number, line.covered, line.reason) for line in facts.deliveries] == [
        ("B-1", "nein", "verfallen"),
        ("B-2", "ja", ""),
        ("B-3", "nein", "verfallen"),
    ]
    assert [line.wanted for line in facts.plans[2024]] == [1]
    assert [lot.net for lot in facts.lots if lot.net] == [Decimal("84.08")]
    assert all(found.covered for found in facts.needs)


def test_reading_36_years_after_the_programme_have_no_plan() -> None:
    facts = look("Stichtag | 1.2.2025", **CATALOGUE, Bedarfe=SHOWN + "B-1 | 190001 | A | 1 | 2022 | städtische Mittel")
    assert not any(facts.plans.values())
    assert [lot.year for lot in facts.lots if lot.net] == [2025]
    assert [line.facts.year for line in facts.deliveries] == [2025]


def test_the_plans_of_another_programme_have_its_years() -> None:
    facts = look("Programm | digitalpakt_2_nrw", Bedarfe="Bedarfsnummer | Menge | Wunschjahr\nB-1 | 1 | 2026")
    assert set(facts.plans) == {2026, 2027, 2028, 2029, 2030}
    assert [line.open_quantity for line in facts.plans[2026]] == [1]
