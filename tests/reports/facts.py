"""Small facts and findings for the tests of the reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pakt_xl.domain.finding import Finding, Place, Rule, Scope, Severity
from pakt_xl.domain.money import ZERO
from pakt_xl.domain.plan import Plan
from pakt_xl.domain.rows import Item, Need, School
from pakt_xl.domain.settings import Settings
from pakt_xl.planning.outlook import AuthorityFacts, Cap, NeedFacts, Outlook, SchoolFacts
from pakt_xl.programme import load
from pakt_xl.reading import Counts
from pakt_xl.reports.view import View

if TYPE_CHECKING:
    from pakt_xl.domain.table import Table

NOW = datetime(2022, 3, 1, 8, 30, 15)  # noqa: DTZ001  a workbook knows no time zones
PROGRAMME = load("digitalpakt_nrw_2019")
SETTINGS = Settings.model_validate(
    {"programme": "digitalpakt_nrw_2019", "as_of": date(2022, 3, 1), "budget_type": "Gesamtausgaben"}
)
BLANK = Rule("Z01", Severity.ERROR, Scope.ROW, "{column} ist leer.", "Wert eintragen.", "Aufbau der Mappe")
OVER = Rule("S01", Severity.ERROR, Scope.SCHOOL, "Überschritten um {over}.", "Verschieben.", "[H]")
CITY_ONLY = Rule("Z09", Severity.WARNING, Scope.ROW, "Endgerät.", "Finanzierung prüfen.", "[H]")
READ_AS = Rule("Z12", Severity.NOTE, Scope.ROW, "Gelesen: {read}.", "Als Text eingeben.", "Aufbau der Mappe")


def euro(text: str) -> Decimal:
    """Amount written as in Python: ``"1234.50"``."""
    return Decimal(text)


def school(number: str = "150001", name: str = "Ahornschule", **fields: Any) -> School:
    """School row, typed without its kinds being read."""
    return School.model_construct(number=number, name=name, school_type="Grundschule", **fields)


def item(**fields: Any) -> Item:
    """Projector of pillar 1."""
    base: dict[str, Any] = {
        "number": "A-1",
        "name": "Tafel",
        "pillar": 1,
        "product_group": "Präsentationstechnik",
        "unit": "Stück",
    }
    return Item.model_construct(**(base | fields))


def school_facts(row: School | None = None, **fields: Any) -> SchoolFacts:
    """School with a budget of 100.000,00 and nothing planned."""
    base: dict[str, Any] = {
        "school": row or school(budget=euro("100000.00"), infrastructure="vorhanden", concept="umgesetzt"),
        "transfers": ZERO,
        "available": euro("100000.00"),
        "planned": ZERO,
        "ordered": ZERO,
        "invoiced": ZERO,
        "committed": ZERO,
        "remaining": euro("100000.00"),
        "exhausted": Decimal("0.0000"),
        "complete": True,
        "pillar3": ZERO,
        "cap": Cap(euro("20000.00"), euro("20000.00"), "20 %"),
        "caps": {},
        "city": ZERO,
        "other_programme": ZERO,
    }
    return SchoolFacts(**(base | fields))


def need_facts(**fields: Any) -> NeedFacts:
    """Need B-1: 6 boards wished, 4 of them still to be bought in 2022."""
    need = Need.model_construct(
        number="B-1", school_number="150001", item_number="A-1", quantity=6, year=2021, funding="DigitalPakt"
    )
    base: dict[str, Any] = {
        "need": need,
        "school": school(),
        "item": item(),
        "invoiced": ZERO,
        "ordered": ZERO,
        "planned": euro("15800.00"),
        "planned_net": euro("13277.31"),
        "unit_net": euro("3319.33"),
        "unit_price": euro("3950.00"),
        "open_quantity": 4,
        "bought_quantity": 2,
        "year": 2022,
        "obstacles": (),
        "blocking": (),
        "covered": True,
        "lapsed": False,
        "missing_price": False,
        "withdrawn": False,
    }
    return NeedFacts(**(base | fields))


def outlook(**fields: Any) -> Outlook:
    """Outlook in which nothing was planned."""
    base: dict[str, Any] = {
        "programme": PROGRAMME,
        "plan": Plan(SETTINGS),
        "needs": (),
        "orders": (),
        "schools": (),
        "authority": AuthorityFacts(ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO),
        "years": (),
        "plans": {},
        "lots": (),
        "deliveries": (),
    }
    return Outlook(**(base | fields))


def finding(rule: Rule = BLANK, key: str = "B-1", cell: str = "D5", **place: str) -> Finding:
    """Finding on a need of school 150001."""
    at = Place("Bedarfe", cell, "Menge", "150001", key)
    return Finding(rule, replace(at, **place), {"column": "Menge", "over": euro("850.00"), "read": "17"})


def view(of: Outlook | None = None, findings: tuple[Finding, ...] = (), tables: dict[str, Table] | None = None) -> View:
    """View of an outlook at 08:30:15 on 01.03.2022."""
    counts = {"Schulen": Counts(52, 51, 1), "Bedarfe": Counts(2031, 2031, 0)}
    return View(of or outlook(), findings, tables or {}, counts, NOW, "0.1.0")


def row_of(table: Table, index: int = 0) -> dict[str, object]:
    """Row of a table by its headers."""
    return dict(zip(table.headers, table.rows[index], strict=True))
