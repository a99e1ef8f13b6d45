"""Budgetübersicht: rows and totals (readings 12, 13, 21, 22)."""

from __future__ import annotations

from decimal import Decimal

from pakt_xl.reports.budgets import build
from tests.reports.facts import euro, outlook, row_of, school, school_facts, view

FIRST = school_facts(
    transfers=euro("-5000.00"),
    available=euro("95000.00"),
    planned=euro("10000.00"),
    ordered=euro("20000.00"),
    invoiced=euro("30000.00"),
    committed=euro("60000.00"),
    remaining=euro("35000.00"),
    exhausted=Decimal("0.6316"),
    pillar3=euro("4500.00"),
    city=euro("4000.00"),
    other_programme=euro("9000.00"),
)
NO_BUDGET = school_facts(
    school("150002", "Buchenschule", concept="fehlt"),
    available=None,
    committed=euro("1000.00"),
    remaining=None,
    exhausted=None,
    complete=False,
    pillar3=euro("500.00"),
    cap=None,
)


def test_row_of_a_school() -> None:
    assert row_of(build(view(outlook(schools=(FIRST,))))) == {
        "Schulnummer": "150001",
        "Schule": "Ahornschule",
        "Schulform": "Grundschule",
        "Budget": euro("100000.00"),
        "Umschichtung": euro("-5000.00"),
        "Verfügbar": euro("95000.00"),
        "Geplant": euro("10000.00"),
        "Bestellt offen": euro("20000.00"),
        "Berechnet": euro("30000.00"),
        "Belegt": euro("60000.00"),
        "Restbudget": euro("35000.00"),
        "Ausgeschöpft %": Decimal("0.6316"),
        "Vollständig": "ja",
        "Säule 3 Obergrenze": euro("20000.00"),
        "Säule 3 Belegt": euro("4500.00"),
        "Säule 3 Rest": euro("20000.00"),
        "Bindende Grenze": "20 %",
        "TPEK": "umgesetzt",
        "Infrastruktur": "vorhanden",
        "Nachrichtlich städtische Mittel": euro("4000.00"),
        "Nachrichtlich anderes Programm": euro("9000.00"),
    }


def test_school_without_readable_budget_and_infrastructure_has_empty_cells() -> None:
    row = row_of(build(view(outlook(schools=(NO_BUDGET,)))))
    assert [header for header, cell in row.items() if cell is None] == [
        "Budget",
        "Verfügbar",
        "Restbudget",
        "Ausgeschöpft %",
        "Säule 3 Obergrenze",
        "Säule 3 Rest",
        "Bindende Grenze",
        "Infrastruktur",
    ]
    assert row["Vollständig"] == "nein"


def test_totals_add_what_is_there_and_leave_caps_and_texts_empty() -> None:
    table = build(view(outlook(schools=(FIRST, NO_BUDGET))))
    assert table.totals is not None
    totals = {header: cell for header, cell in zip(table.headers, table.totals, strict=True) if cell is not None}
    assert totals == {
        "Budget": euro("100000.00"),
        "Umschichtung": euro("-5000.00"),
        "Verfügbar": euro("95000.00"),
        "Geplant": euro("10000.00"),
        "Bestellt offen": euro("20000.00"),
        "Berechnet": euro("30000.00"),
        "Belegt": euro("61000.00"),
        "Restbudget": euro("35000.00"),
        "Ausgeschöpft %": Decimal("0.6421"),  # 61.000 / 95.000 = 0,64210…
        "Säule 3 Belegt": euro("5000.00"),
        "Nachrichtlich städtische Mittel": euro("4000.00"),
        "Nachrichtlich anderes Programm": euro("9000.00"),
    }


def test_totals_without_available_budget_have_no_share() -> None:
    table = build(view(outlook(schools=(NO_BUDGET,))))
    assert table.totals is not None
    assert table.totals[table.headers.index("Ausgeschöpft %")] is None
    assert table.totals[table.headers.index("Verfügbar")] == 0
