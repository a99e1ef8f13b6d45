"""Kennzahlen: figures worked out by hand, and on random plans the same as in Budgetübersicht and Jahresübersicht."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pakt_xl.checks import judge
from pakt_xl.domain import key_figures as shape
from pakt_xl.domain.money import ZERO
from pakt_xl.domain.rows.base import SCHOOL_TYPES
from pakt_xl.planning.compute import outlook
from pakt_xl.programme import load
from pakt_xl.reading import read_plan
from pakt_xl.reports.key_figures import build
from pakt_xl.reports.view import View
from tests.oracle.agreement import computed
from tests.oracle.plans import random_plan
from tests.reports.facts import NOW, PROGRAMME, euro
from tests.tables import GOOD, workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pakt_xl.domain.table import Table
    from pakt_xl.programme import Programme

Row: TypeAlias = "dict[str, Any]"
UNHURRIED = settings(deadline=None, max_examples=80)  # a slow machine is no failure
SEEDS = st.integers(0, 10**9)
STATES = ("Berechnet", "Bestellt offen", "Geplant")
SMALL = {
    "Schulen": """
        Schulnummer | Schulname       | Schulform   | DigitalPakt-Budget
        190001      | Gymnasium Mitte | Gymnasium   | 60.000,00
        190002      | Schule am Park  | Grundschule | 40.000,00
        """,
    "Katalog": """
        Artikelnummer | Bezeichnung  | Fördersäule | Warengruppe
        A-1           | Tafel        | 1           | Präsentationstechnik
        A-2           | Access Point | 1           | WLAN
        A-3           | PC           | 2           | Arbeitsplätze
        """,
    "Preise": """
        Artikelnummer | Gültig ab | Einzelpreis
        A-1           | 1.1.2020  | 3.950,00
        A-2           | 1.1.2020  | 750,00
        A-3           | 1.1.2020  | 850,00
        """,
    "Bedarfe": """
        Bedarfsnummer | Schulnummer | Artikelnummer | Menge | Wunschjahr | Finanzierung
        B-1           | 190001      | A-1           | 4     | 2022       | DigitalPakt
        B-2           | 190002      | A-2           | 10    | 2023       | DigitalPakt
        B-3           | 190001      | A-3           | 2     | 2024       | DigitalPakt
        B-4           | 190002      | A-3           | 9     | 2023       | städtische Mittel
        """,
}
"""Of the boards 4 are ordered and 2 invoiced at 3.950,00; 1.000,00 goes from the first school to the second."""


def view_of(programme: Programme = PROGRAMME, /, **texts: str) -> View:
    """View of text tables, judged as in a run."""
    tables = workbook(live=False, **texts)
    reading = read_plan(tables, pillars=programme.pillar_numbers)
    facts = outlook(reading.plan, programme)
    findings = tuple(judge(facts, reading.places, tables, reading.findings))
    return View(facts, findings, tables, reading.counts, NOW, "0.1.0")


def figures(programme: Programme = PROGRAMME, /, **texts: str) -> list[Row]:
    return rows(build(view_of(programme, **texts)))


def rows(table: Table) -> list[Row]:
    return [dict(zip(table.headers, cells, strict=True)) for cells in table.rows]


def section(found: Iterable[Row], name: str) -> list[Row]:
    return [row for row in found if row["Abschnitt"] == name]


def filled(found: Iterable[Row], name: str) -> list[Row]:
    return [row for row in section(found, name) if row["Bezeichnung"]]


def row(found: Iterable[Row], name: str, label: str) -> Row:
    (only,) = [each for each in section(found, name) if each["Bezeichnung"] == label]
    return only


def cells(found: Iterable[Row], *headers: str) -> list[tuple[Any, ...]]:
    return [tuple(each[header] for header in headers) for each in found]


def total(found: Iterable[Row], header: str) -> Decimal:
    return sum((each[header] for each in found if each[header] is not None), ZERO)


def setting(key: str, value: str) -> dict[str, str]:
    """Einstellungen with one value in place of the usual one."""
    lines = [line for line in GOOD["Einstellungen"].strip().splitlines() if not line.strip().startswith(f"{key} ")]
    return {"Einstellungen": "\n".join([*lines, f"{key} | {value}"])}


def test_the_head_says_whose_figures_they_are_and_of_which_day() -> None:
    assert cells(section(figures(**SMALL), "Kopf"), "Bezeichnung", "Näheres") == [
        ("Schulträger", "Stadt Hamm"),
        ("Programm", PROGRAMME.name),
        ("Stichtag", "01.03.2022"),
        ("Budgetart", "Gesamtausgaben"),
        ("Hinweis", None),
    ]


def test_the_budget_of_all_schools() -> None:
    """7.900,00 invoiced, 7.900,00 on order, 7.500,00 and 1.700,00 planned: 25.000,00 of 100.000,00."""
    found = figures(**SMALL)
    assert cells(section(found, "Budget"), "Bezeichnung", "Anzahl", "Betrag", "Anteil") == [
        ("Trägerbudget", None, euro("1000000.00"), None),
        ("Verfügbar", None, euro("100000.00"), None),
        ("Belegt", None, euro("25000.00"), Decimal("0.2500")),
        ("Restbudget", None, euro("75000.00"), None),
        ("Schulen", 2, None, None),
        ("Unvollständig", 0, None, None),
        ("Über Budget", 0, None, None),
        ("Konzept fehlt", 0, None, None),
        ("Konzept in Arbeit", 0, None, None),
    ]


def test_the_states_add_up_to_what_is_available() -> None:
    found = section(figures(**SMALL), "Stand des Budgets")
    assert cells(found, "Bezeichnung", "Betrag", "Frei", "Anteil") == [
        ("Berechnet", euro("7900.00"), None, Decimal("0.0790")),
        ("Bestellt offen", euro("7900.00"), None, Decimal("0.0790")),
        ("Geplant", euro("9200.00"), None, Decimal("0.0920")),
        ("Frei", euro("75000.00"), euro("75000.00"), Decimal("0.7500")),
    ]


def test_with_budgetart_zuwendung_each_state_is_what_it_adds_to_the_share() -> None:
    """d(90 % of 7.900,05) = 7.110,04; of 15.800,09 = 14.220,08; of 17.500,09 = 15.750,08. 2nd school: 6.750,00."""
    texts = SMALL | {
        "Bestellungen": "Bestellnummer | Bedarfsnummer | Menge | Betrag brutto\nO-1 | B-1 | 4 | 15.800,08",
        "Rechnungen": (
            "Rechnungsnummer | Bedarfsnummer | Bestellnummer | Menge | Betrag brutto | Rechnungssumme\n"
            "R-1 | B-1 | O-1 | 2 | 7.900,05 | 7.900,05"
        ),
    }
    found = figures(**texts, **setting("Budgetart", "Zuwendung"))
    # O-1: 2 of 4 are still to come, 15.800,08 less 2/4 of it is 7.900,04.
    assert cells(section(found, "Stand des Budgets"), "Betrag") == [
        (euro("7110.04"),),
        (euro("7110.04"),),
        (euro("8280.00"),),
        (euro("77499.92"),),
    ]
    assert row(found, "Budget", "Belegt")["Betrag"] == euro("22500.08")
    assert row(found, "Kopf", "Budgetart")["Näheres"] == "Zuwendung"
    assert total(section(found, "Säule"), "Betrag") == ZERO
    assert total(section(found, "Fördersäule"), "Betrag") == euro("25000.09")  # spending, whatever the Budgetart


def test_types_of_school_stand_in_the_order_of_the_list() -> None:
    headers = ("Bezeichnung", "Näheres", "Anzahl", *STATES, "Betrag", "Frei", "Anteil")
    assert cells(filled(figures(**SMALL), "Schulform"), *headers) == [
        (
            *("Grundschule", "Grundschule (1)", 1, ZERO, ZERO, euro("7500.00")),
            *(euro("7500.00"), euro("33500.00"), Decimal("0.1829")),  # of 41.000,00
        ),
        (
            *("Gymnasium", "Gymnasium (1)", 1, euro("7900.00"), euro("7900.00"), euro("1700.00")),
            *(euro("17500.00"), euro("41500.00"), Decimal("0.2966")),  # of 59.000,00
        ),
    ]


def test_years_and_pillars_show_spending_of_the_digitalpakt_only() -> None:
    found = figures(**SMALL)
    assert cells(section(found, "Jahr"), "Bezeichnung", *STATES, "Betrag") == [
        ("2020", ZERO, ZERO, ZERO, ZERO),
        ("2021", ZERO, ZERO, ZERO, ZERO),
        ("2022", euro("7900.00"), euro("7900.00"), ZERO, euro("15800.00")),
        ("2023", ZERO, ZERO, euro("7500.00"), euro("7500.00")),
        ("2024", ZERO, ZERO, euro("1700.00"), euro("1700.00")),
    ]
    assert [each["Betrag"] for each in section(found, "Säule 2")] == [ZERO, ZERO, ZERO, ZERO, euro("1700.00")]
    assert cells(section(found, "Fördersäule"), "Bezeichnung", "Betrag", "Anteil") == [
        ("Säule 1", euro("23300.00"), Decimal("0.9320")),
        ("Säule 2", euro("1700.00"), Decimal("0.0680")),
        ("Säule 3", ZERO, Decimal("0.0000")),
        ("Säule 4", ZERO, Decimal("0.0000")),
    ]


@pytest.mark.parametrize(
    ("boards", "share", "words"),
    [
        ("2", "0.5000", "Schwelle erreicht (die Schwelle ist eine Annahme)."),  # 1.700,00 of 3.400,00
        ("1", "0.3333", "Schwelle nicht erreicht (die Schwelle ist eine Annahme)."),  # 850,00 of 2.550,00
    ],
)
def test_the_share_of_the_pillar_with_priority_is_judged_as_by_t03(boards: str, share: str, words: str) -> None:
    texts = SMALL | {
        "Preise": "Artikelnummer | Gültig ab | Einzelpreis\nA-1 | 1.1.2020 | 850,00\nA-3 | 1.1.2020 | 850,00",
        "Bedarfe": (
            "Bedarfsnummer | Schulnummer | Artikelnummer | Menge\n"
            f"B-1 | 190001 | A-1 | {boards}\nB-3 | 190001 | A-3 | 2"
        ),
        "Bestellungen": "Bestellnummer",
        "Rechnungen": "Rechnungsnummer",
    }
    share_row, threshold = section(figures(**texts), "Schwerpunkt")
    assert (share_row["Näheres"], share_row["Anteil"], threshold["Anteil"]) == (words, Decimal(share), Decimal("0.5"))


def test_the_largest_purchases_hold_quantity_and_spending_over_all_schools() -> None:
    headers = ("Bezeichnung", "Näheres", "Anzahl", "Betrag", "Anteil")
    assert cells(filled(figures(**SMALL), "Größte Beschaffungen"), *headers) == [
        ("Tafel", "Präsentationstechnik", 4, euro("15800.00"), Decimal("0.6320")),
        ("Access Point", "WLAN", 10, euro("7500.00"), Decimal("0.3000")),
        ("PC", "Arbeitsplätze", 2, euro("1700.00"), Decimal("0.0680")),
    ]


def schools(*lines: str, headers: str = "Schulnummer | Schulname | Schulform | DigitalPakt-Budget | TPEK") -> str:
    return "\n".join((headers, *lines))


def needs(*lines: str) -> str:
    return "\n".join(("Bedarfsnummer | Schulnummer | Artikelnummer | Menge", *lines))


NOTHING_BOUGHT = {"Bestellungen": "Bestellnummer", "Rechnungen": "Rechnungsnummer", "Umschichtungen": "Von Schule"}


def test_more_schools_over_budget_than_places_are_counted_and_the_greatest_excess_stands_first() -> None:
    """Each buys one access point for 750,00; school n has n euros: n - 750 remain."""
    numbers = range(1, 9)
    texts = {
        "Schulen": schools(*(f"19000{n} | Schule {n} | Gymnasium | {n},00 | umgesetzt" for n in reversed(numbers))),
        "Bedarfe": needs(*(f"B-{n} | 19000{n} | A-2 | 1" for n in numbers)),
    }
    found = figures(**NOTHING_BOUGHT, **texts)
    assert row(found, "Budget", "Über Budget")["Anzahl"] == 8
    assert cells(section(found, "Schulen über Budget"), "Bezeichnung", "Näheres", "Betrag", "Frei") == [
        (f"Schule {n}", f"19000{n}", euro("750.00"), euro(f"{n - 750}.00")) for n in range(1, 6)
    ]


def test_a_budget_that_is_exceeded_leaves_nothing_free_in_the_bar_and_says_by_how_much() -> None:
    texts = {
        "Schulen": schools("190001 | Mitte | Gymnasium | 500,00 | umgesetzt"),
        "Bedarfe": needs("B-1 | 190001 | A-2 | 1"),
    }
    found = figures(**NOTHING_BOUGHT, **texts)
    free = row(found, "Stand des Budgets", "Frei")
    assert (free["Betrag"], free["Frei"], free["Anteil"]) == (euro("-250.00"), ZERO, Decimal("-0.5000"))
    assert row(found, "Budget", "Restbudget")["Betrag"] == euro("-250.00")
    assert row(found, "Budget", "Belegt")["Anteil"] == Decimal("1.5000")
    assert filled(found, "Schulform")[0]["Frei"] == euro("-250.00")


def test_schools_without_a_finished_concept_are_those_with_s05_the_missing_ones_first() -> None:
    """The last two: one has nothing that is paid by the DigitalPakt, the concept of the other is finished."""
    texts = {
        "Schulen": schools(
            "190001 | Arbeitet      | Gymnasium | 9.000,00 | in Arbeit",
            "190002 | Wenig         | Gymnasium | 9.000,00 | fehlt",
            "190003 | Viel          | Gymnasium | 9.000,00 | fehlt",
            "190004 | Ohne Bedarf   | Gymnasium | 9.000,00 | fehlt",
            "190005 | Liegt vor     | Gymnasium | 9.000,00 | liegt vor",
        ),
        "Bedarfe": needs(
            "B-1 | 190001 | A-2 | 4", "B-2 | 190002 | A-2 | 1", "B-3 | 190003 | A-2 | 2", "B-5 | 190005 | A-2 | 1"
        ),
    }
    found = figures(**NOTHING_BOUGHT, **texts)
    assert cells(filled(found, "Schulen ohne fertiges Konzept"), "Bezeichnung", "Näheres", "Betrag") == [
        ("Viel", "fehlt", euro("1500.00")),
        ("Wenig", "fehlt", euro("750.00")),
        ("Arbeitet", "in Arbeit", euro("3000.00")),
    ]
    assert cells(section(found, "Budget")[-2:], "Bezeichnung", "Anzahl") == [
        ("Konzept fehlt", 2),
        ("Konzept in Arbeit", 1),
    ]


def test_a_school_without_name_and_type_is_shown_by_its_number() -> None:
    texts = {"Schulen": schools("190001 | | | 500,00 | umgesetzt"), "Bedarfe": needs("B-1 | 190001 | A-2 | 1")}
    found = figures(**NOTHING_BOUGHT, **texts)
    assert [each["Bezeichnung"] for each in filled(found, "Schulen über Budget")] == ["190001"]
    assert cells(filled(found, "Schulform"), "Näheres", "Frei") == [("ohne Schulform (1)", euro("-250.00"))]


def test_the_smallest_types_stand_together_where_there_are_more_than_places() -> None:
    """Eleven types and a school without one; the budget is 1.000,00 more with every type of the list."""
    kinds = (*SCHOOL_TYPES, "")
    lines = [f"19{n:04} | Schule {n} | {kind} | {n}.000,00 | umgesetzt" for n, kind in enumerate(kinds, start=1)]
    found = filled(figures(**NOTHING_BOUGHT, Schulen=schools(*lines), Bedarfe="Bedarfsnummer"), "Schulform")
    assert cells(found, "Näheres", "Frei") == [
        *((f"{kind} (1)", euro(f"{n}000.00")) for n, kind in enumerate(SCHOOL_TYPES[6:], start=7)),
        ("ohne Schulform (1)", euro("12000.00")),
        ("übrige Schulformen (6)", euro("21000.00")),  # 1.000,00 to 6.000,00
    ]


def test_a_school_without_a_budget_counts_as_committed_and_is_told() -> None:
    texts = {
        "Schulen": schools(
            "190001 | Mitte | Gymnasium |          | umgesetzt", "190002 | Park | Gymnasium | 1.000,00 | umgesetzt"
        ),
        "Bedarfe": needs("B-1 | 190001 | A-2 | 1", "B-2 | 190002 | A-2 | 1"),
    }
    found = figures(**NOTHING_BOUGHT, **texts)
    assert row(found, "Kopf", "Hinweis")["Näheres"] == "Die Summen von 1 Schule sind unvollständig, siehe Prüfbericht."
    assert cells(section(found, "Budget")[1:6], "Bezeichnung", "Betrag", "Anzahl") == [
        ("Verfügbar", euro("1000.00"), None),
        ("Belegt", euro("1500.00"), None),
        ("Restbudget", euro("250.00"), None),
        ("Schulen", None, 2),
        ("Unvollständig", None, 1),
    ]
    both = figures(**NOTHING_BOUGHT, **texts | {"Schulen": texts["Schulen"].replace("1.000,00", "")})
    assert "2 Schulen" in row(both, "Kopf", "Hinweis")["Näheres"]


def test_an_empty_plan_has_all_places_and_no_shares() -> None:
    empty = dict.fromkeys(("Bedarfe", "Katalog", "Preise"), "") | NOTHING_BOUGHT
    texts = {name: text or GOOD[name].strip().splitlines()[0] for name, text in empty.items()}
    found = figures(**texts, Schulen="Schulnummer")
    assert cells(found, "Abschnitt", "Nr.") == PLACES
    assert all(each["Anteil"] is None for each in found if each["Bezeichnung"] != "Schwelle")
    assert not any(filled(found, name) for name in ("Schulform", *LISTS))
    assert row(found, "Budget", "Verfügbar")["Betrag"] == ZERO
    assert row(found, "Schwerpunkt", "Säule 1")["Näheres"] is None


LISTS = ("Schulen über Budget", "Schulen ohne fertiges Konzept", "Größte Beschaffungen")
PLACES = [
    (part.name, number)
    for part in shape.sections(PROGRAMME.years, [1, 2, 3, 4]).values()
    for number in range(1, len(part.labels) + 1)
]


def test_the_sections_of_a_programme_of_five_years_and_four_pillars() -> None:
    found = shape.sections(PROGRAMME.years, [pillar.number for pillar in PROGRAMME.pillars])
    assert [(part.name, part.first, part.last) for part in found.values()] == [
        ("Kopf", 1, 5),
        ("Budget", 6, 14),
        ("Stand des Budgets", 15, 18),
        ("Schulform", 19, 25),
        ("Jahr", 26, 30),
        ("Säule 1", 31, 35),
        ("Säule 2", 36, 40),
        ("Säule 3", 41, 45),
        ("Säule 4", 46, 50),
        ("Fördersäule", 51, 54),
        ("Schwerpunkt", 55, 56),
        ("Schulen über Budget", 57, 61),
        ("Schulen ohne fertiges Konzept", 62, 66),
        ("Größte Beschaffungen", 67, 72),
    ]
    assert found["Budget"].row("Restbudget") == 9


def late(day: str, wished: str = "2022") -> dict[str, str]:
    """2 of 4 boards invoiced that day; the rest open, and 10 access points wished in a year."""
    return SMALL | {
        "Bedarfe": (
            "Bedarfsnummer | Schulnummer | Artikelnummer | Menge | Wunschjahr\n"
            f"B-1 | 190001 | A-1 | 4 | 2022\nB-2 | 190002 | A-2 | 10 | {wished}"
        ),
        "Rechnungen": (
            "Rechnungsnummer | Bedarfsnummer | Bestellnummer | Menge | Betrag brutto | Rechnungssumme | "
            f"Rechnungsdatum\nR-1 | B-1 | O-1 | 2 | 7.900,00 | 7.900,00 | {day}"
        ),
    }


def test_after_the_end_of_the_programme_only_what_was_invoiced_is_left() -> None:
    found = figures(**late("15.1.2025"), **setting("Stichtag", "1.2.2025"))
    assert cells(section(found, "Stand des Budgets"), "Betrag") == [
        (euro("7900.00"),),
        (ZERO,),
        (ZERO,),
        (euro("92100.00"),),
    ]
    assert cells(section(found, "Jahr")[-2:], "Bezeichnung", "Betrag") == [("2023", ZERO), ("ab 2024", euro("7900.00"))]
    assert cells(section(found, "Säule 2")[-2:], "Bezeichnung", "Betrag") == [("2023", ZERO), ("ab 2024", ZERO)]
    (board,) = filled(found, "Größte Beschaffungen")
    assert (board["Anzahl"], board["Betrag"]) == (2, euro("7900.00"))  # the other two were never bought


def test_years_before_the_programme_count_to_its_first() -> None:
    found = figures(**late("15.12.2019"))
    assert cells(section(found, "Jahr")[:2], "Bezeichnung", "Betrag") == [("bis 2020", euro("7900.00")), ("2021", ZERO)]


def test_a_pot_of_one_year_and_a_pillar_of_its_own_has_its_own_places() -> None:
    entries = PROGRAMME.entries
    one_year = {
        name: getattr(entries, name).model_copy(update={"value": 2024}) for name in ("first_year", "last_year")
    } | {"focus_pillar": entries.focus_pillar.model_copy(update={"value": 5})}
    pillar = PROGRAMME.pillars[0].model_copy(update={"number": 5, "name": "Videosysteme"})
    pot = PROGRAMME.model_copy(update={"entries": entries.model_copy(update=one_year), "pillars": (pillar,)})
    texts = late("15.12.2019", "2024")
    texts["Katalog"] = texts["Katalog"].replace("| 1 ", "| 5 ").replace("| 2 ", "| 5 ")
    found = figures(pot, **texts, **setting("Stichtag", "1.9.2024"))
    assert [name for name, number in cells(found, "Abschnitt", "Nr.") if number == 1] == [
        *("Kopf", "Budget", "Stand des Budgets", "Schulform", "Jahr", "Säule 5", "Fördersäule", "Schwerpunkt"),
        *LISTS,
    ]
    assert cells(section(found, "Säule 5"), "Bezeichnung", "Betrag") == [("bis 2024", euro("23300.00"))]
    assert cells(section(found, "Fördersäule"), "Bezeichnung", "Näheres", "Anteil") == [
        ("Säule 5", "Videosysteme", Decimal("1.0000"))
    ]
    texts |= {"Bedarfe": late("", "2025")["Bedarfe"]}
    both = figures(pot, **texts, **setting("Stichtag", "1.9.2024"))
    assert cells(section(both, "Jahr"), "Bezeichnung", "Betrag") == [("gesamt", euro("23300.00"))]


def test_figures_of_an_incomplete_programme_must_not_be_used() -> None:
    later = load("digitalpakt_2_nrw")
    found = figures(later, **SMALL)
    assert str(row(found, "Kopf", "Hinweis")["Näheres"]).startswith("Programmdatei unvollständig")
    assert [each["Bezeichnung"] for each in section(found, "Jahr")][1:] == [str(year) for year in later.years[1:]]


def made(seed: int) -> tuple[list[Row], dict[str, Table]]:
    tables, _ = computed(random_plan(seed))
    return rows(tables["Kennzahlen"]), tables


def totals(table: Table) -> Row:
    assert table.totals is not None
    return dict(zip(table.headers, table.totals, strict=True))


@UNHURRIED
@given(SEEDS)
def test_every_plan_fills_the_same_places(seed: int) -> None:
    found, _ = made(seed)
    assert cells(found, "Abschnitt", "Nr.") == PLACES


@UNHURRIED
@given(SEEDS)
def test_the_totals_are_those_of_the_budgetuebersicht(seed: int) -> None:
    found, tables = made(seed)
    whole, by_school = totals(tables["Budgetübersicht"]), rows(tables["Budgetübersicht"])
    for name in ("Verfügbar", "Belegt", "Restbudget"):
        assert row(found, "Budget", name)["Betrag"] == whole[name]
    over = [each for each in by_school if each["Restbudget"] is not None and each["Restbudget"] < 0]
    assert row(found, "Budget", "Über Budget")["Anzahl"] == len(over)
    shown = [each["Frei"] for each in filled(found, "Schulen über Budget")]
    assert shown == sorted(each["Restbudget"] for each in over)[:5]
    assert row(found, "Budget", "Schulen")["Anzahl"] == len(by_school)


@UNHURRIED
@given(SEEDS)
def test_states_make_what_is_available_and_types_make_the_states(seed: int) -> None:
    found, tables = made(seed)
    whole, by_school = totals(tables["Budgetübersicht"]), rows(tables["Budgetübersicht"])
    no_budget = total((each for each in by_school if each["Verfügbar"] is None), "Belegt")
    states = section(found, "Stand des Budgets")
    assert total(states, "Betrag") == whole["Verfügbar"] + no_budget
    assert total(states, "Frei") == max(ZERO, whole["Restbudget"])
    types = filled(found, "Schulform")
    for state in STATES:
        assert total(types, state) == row(found, "Stand des Budgets", state)["Betrag"]
    assert (total(types, "Betrag"), total(types, "Frei")) == (whole["Belegt"], whole["Restbudget"])
    assert total(types, "Anzahl") == len(by_school)
    if row(found, "Kopf", "Budgetart")["Näheres"] == "Gesamtausgaben":
        assert [each["Betrag"] for each in states[:3]] == [whole[state] for state in STATES]


@UNHURRIED
@given(SEEDS)
def test_years_and_pillars_are_those_of_the_jahresuebersicht(seed: int) -> None:
    found, tables = made(seed)
    by_year = rows(tables["Jahresübersicht"])
    for number, year in enumerate(PROGRAMME.years):
        counted = [each for each in by_year if nearest(each["Jahr"]) == year]
        for pillar in range(1, 5):
            wanted = [each for each in counted if each["Fördersäule"] == pillar]
            assert section(found, f"Säule {pillar}")[number]["Betrag"] == total(wanted, "Summe")
        assert section(found, "Jahr")[number]["Betrag"] == total(counted, "Summe")
    for each in section(found, "Fördersäule"):
        pillar = int(each["Bezeichnung"].removeprefix("Säule "))
        assert each["Betrag"] == total((row for row in by_year if row["Fördersäule"] == pillar), "Summe")


def nearest(year: int) -> int:
    years: Sequence[int] = PROGRAMME.years
    return min(years, key=lambda each: abs(each - year))
