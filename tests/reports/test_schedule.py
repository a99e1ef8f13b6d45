"""Jahresübersicht, Plan, Lose, Verteilliste and Lesarten: each fact in its column."""

from __future__ import annotations

from pakt_xl.domain.money import ZERO
from pakt_xl.domain.rows import Need
from pakt_xl.planning.outlook import Cap, Delivery, Lot, PlanLine, YearFacts
from pakt_xl.reports import cap_readings, distribution, lots, schedule, years
from tests.reports.facts import euro, item, need_facts, outlook, row_of, school_facts, view


def test_year_and_pillar() -> None:
    facts = YearFacts(2022, 1, euro("1.00"), euro("0.11"), euro("1110.00"), euro("999.99"))
    assert row_of(years.build(view(outlook(years=(facts,))))) == {
        "Jahr": 2022,
        "Fördersäule": 1,
        "Geplant": euro("1.00"),
        "Bestellt offen": euro("0.11"),
        "Berechnet": euro("1110.00"),
        "Summe": euro("1111.11"),
        "davon Zuwendung": euro("999.99"),
        "davon Eigenanteil": euro("111.12"),
    }


def test_plan_of_a_year() -> None:
    line = PlanLine(
        "Präsentationstechnik", item(), 6, 4, 1, euro("3319.33"), euro("13277.31"), euro("15800.00"), euro("11850.00")
    )
    table = schedule.build(view(outlook(plans={2022: (line,)})), 2022)
    assert (table.name, table.sheet) == ("Plan2022", "Plan 2022")
    assert row_of(table) == {
        "Los": "Präsentationstechnik",
        "Artikelnummer": "A-1",
        "Bezeichnung": "Tafel",
        "Einheit": "Stück",
        "Menge Bedarf": 6,
        "bereits bestellt": 2,
        "noch zu beschaffen": 4,
        "Schulen": 1,
        "Einzelpreis netto": euro("3319.33"),
        "Auftragswert netto": euro("13277.31"),
        "Betrag brutto": euro("15800.00"),
        "davon DigitalPakt": euro("11850.00"),
    }


def test_plan_of_a_year_without_lines_is_empty() -> None:
    assert schedule.build(view(), 2023).rows == ()


def test_lot_that_reaches_the_threshold_names_the_procedure() -> None:
    reached = Lot(2022, "WLAN", euro("215000.00"), euro("215000.00"), reached=True)
    below = Lot(2031, "WLAN", ZERO, None, reached=False)
    assert lots.build(view(outlook(lots=(reached, below)))).rows == (
        (2022, "WLAN", euro("215000.00"), euro("215000.00"), "ja", "EU-weites Verfahren"),
        (2031, "WLAN", ZERO, None, "nein", None),
    )


def test_delivery_of_a_need() -> None:
    delivery = Delivery(need_facts(), automatic=True, covered="gesperrt", reason="F01, S05")
    assert row_of(distribution.build(view(outlook(deliveries=(delivery,))))) == {
        "Jahr": 2022,
        "Los": "Präsentationstechnik",
        "Schulnummer": "150001",
        "Schule": "Ahornschule",
        "Artikelnummer": "A-1",
        "Bezeichnung": "Tafel",
        "Menge": 4,
        "Bedarfsnummer": "B-1",
        "Finanzierung": "DigitalPakt",
        "Anlass": "automatisch",
        "Gedeckt": "gesperrt",
        "Grund": "F01, S05",
    }


def test_delivery_of_unknown_school_and_item_shows_the_typed_numbers() -> None:
    need = Need.model_construct(number="B-2", school_number="999999", item_number="X", funding=None)
    facts = need_facts(need=need, school=None, item=None)
    delivery = Delivery(facts, automatic=False, covered="gesperrt", reason="Z04")
    row = row_of(distribution.build(view(outlook(deliveries=(delivery,)))))
    assert [row["Schulnummer"], row["Schule"], row["Artikelnummer"], row["Bezeichnung"], row["Los"]] == [
        "999999",
        None,
        "X",
        None,
        None,
    ]
    assert row["Anlass"] == "auf Anforderung"


def test_readings_side_by_side() -> None:
    caps = {
        ("beide", "Schule"): Cap(euro("22000.00"), euro("-1000.00"), "20 %"),
        ("eine", "Schule"): Cap(euro("25000.00"), euro("2000.00"), "25.000 €"),
        ("beide", "Träger"): Cap(euro("25000.00"), euro("2000.00"), "25.000 €"),
    }
    assert row_of(cap_readings.build(view(outlook(schools=(school_facts(caps=caps),))))) == {
        "Schulnummer": "150001",
        "Schule": "Ahornschule",
        "Obergrenze beide Schule": euro("22000.00"),
        "Rest beide Schule": euro("-1000.00"),
        "Obergrenze eine Schule": euro("25000.00"),
        "Rest eine Schule": euro("2000.00"),
        "Obergrenze beide Träger": euro("25000.00"),
        "Rest beide Träger": euro("2000.00"),
        "Obergrenze eine Träger": None,
        "Rest eine Träger": None,
    }
