"""Random small plans from a seed: rows as an office could type them, some spoiled, some amounts on an edge."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any

from pakt_xl.domain.table import Cell, ErrorValue, Formula
from tests.oracle.columns import FUNDINGS, GROUPS, SETTINGS
from tests.oracle.decisions import decisions
from tests.oracle.edges import on_the_edge
from tests.oracle.grants import AWARDS, ORDER_DAYS, grant, once, with_grant
from tests.oracle.spoil import Lines, double, spoil

if TYPE_CHECKING:
    from collections.abc import Sequence

YEARS = (2020, 2021, 2022, 2023, 2024)
CROWDED = 0.1
OPTIONAL = (
    "Bestellungen",
    "Rechnungen",
    "Bescheide",
    "Mittelabrufe",
    "Umschichtungen",
    "Abgänge",
    "Festschreibung",
    "Änderungsanträge",
    "Ausnahmen",
)
SCHOOLS = ("190001", "190002", "190003", "190004")
ITEMS = ("A-1", "017", "17", "a-2", "T-1", "X")
DAYS = ("2019-12-31", "2020-03-01", "2020-09-01", "2021-02-15", "2022-03-01", "2024-10-31", "2024-11-01", "2025-01-15")
NEAR_DEADLINES = ("2024-08-01", "2024-08-02", "2024-08-09", "2024-08-10", "2024-11-08", "2023-06-30")
PRICES = ("0.01", "10", "99.99", "336.13", "336.13", "400", "400", "750", "1000", "3950", "12345.67", "53500")
BUDGETS = ("0", "1000", "20000", "33333.33", "99999.99", "100000", "125000", "1000000")
AMOUNTS = ("0", "0.01", "100", "400", "500", "2000", "3333.33", "9999.99", "12500", "25000", "100000")
BADNESS = (0.0, 0.004, 0.015, 0.04, 0.12)


def random_plan(seed: int, kinds: Sequence[float] = BADNESS) -> dict[str, Lines]:
    """Return the raw tables of a plan: name -> rows of header and cell; ``kinds``: shares of bad cells."""
    chance = Random(seed)  # noqa: S311  reproducible plans, no secrets
    needs = _needs(chance)
    numbers = [str(need["Bedarfsnummer"]) for need in needs]
    orders = _orders(chance, numbers)
    invoices = with_grant(chance, _invoices(chance, numbers, orders))
    tables = {
        "Schulen": _schools(chance),
        "Katalog": [_item(chance, number) for number in ITEMS],
        "Preise": _prices(chance),
        "Bedarfe": needs,
        "Bestellungen": orders,
        "Rechnungen": invoices,
        **grant(chance, invoices),
        "Umschichtungen": [_transfer(chance) for _ in range(chance.randrange(8))],
        **decisions(chance, needs),
    }
    badness = chance.choice(kinds)
    if not badness:
        once(invoices)
    for table, lines in tables.items():
        double(chance, lines, badness)
        for line in lines:
            spoil(chance, table, line, badness)
        if lines and chance.random() < badness * 2:
            lines.insert(chance.randrange(len(lines)), dict.fromkeys(lines[0]))
    for table in tables:
        if chance.random() < badness / 4:
            tables[table] = []
    for table in OPTIONAL:
        if not tables[table]:
            tables.pop(table)  # a table that is absent counts as empty
    return on_the_edge(chance, {"Einstellungen": _settings(chance, badness)} | tables)


def _pick(chance: Random, *choices: Any) -> Any:
    return chance.choice(choices)


def _settings(chance: Random, badness: float) -> Lines:
    values: dict[str, Cell] = {
        "Schulträger": "Stadt Hamm",
        "Programm": "digitalpakt_nrw_2019",
        "Stichtag": date.fromisoformat(chance.choice((*DAYS, *DAYS, *NEAR_DEADLINES))),
        "Budgetart": _pick(chance, "Gesamtausgaben", "Zuwendung"),
        "Trägerbudget": Decimal(_pick(chance, "100000", "300000", "1125000", "99999999")),
        "Budgetbeschluss": "Rat",
        "Umschichtung erlaubt": _pick(chance, "ja", "ja", "nein", " JA"),
        "Obergrenze Lesart": _pick(chance, "beide", "eine"),
        "Obergrenze Ebene": _pick(chance, "Schule", "Träger"),
        "Säulen nur aus städtischen Mitteln": _pick(chance, Decimal(3), "3", "2; 3", "1,4", "4", "5", Decimal("1.3")),
        "Wertgrenze Stückelung netto": _pick(chance, None, Decimal(100), Decimal(1000), Decimal("10504.2")),
        "Warnfrist Tage": _pick(chance, None, Decimal(0), Decimal(90), Decimal(9999)),
    }
    for field in SETTINGS[4:]:
        if chance.random() < badness:
            values[field.header] = chance.choice((None, " ", ErrorValue("#REF!"), Formula("A1", None)))
    return [{"Schlüssel": key, "Wert": value} for key, value in values.items()]


def _schools(chance: Random) -> Lines:
    return [
        {
            "Schulnummer": number if chance.random() < 0.9 else Decimal(number),
            "Schulname": f"Schule {number}",
            "Schulform": _pick(chance, "Gymnasium", "Grundschule"),
            "DigitalPakt-Budget": Decimal(chance.choice(BUDGETS)),
            "Infrastruktur": _pick(chance, "vorhanden", "vorhanden", "beantragt", "nicht vorhanden"),
            "TPEK": _pick(chance, "umgesetzt", "umgesetzt", "liegt vor", "in Arbeit", "fehlt"),
            "Geschlossen ab": _pick(chance, None, None, None, None, date(2022, 8, 1)),
        }
        for number in SCHOOLS
    ]


def _item(chance: Random, number: str) -> dict[str, Cell]:
    return {
        "Artikelnummer": number,
        "Bezeichnung": f"Gerät {number}",
        "Fördersäule": Decimal(_pick(chance, 1, 1, 2, 3, 3, 4)),
        "Warengruppe": chance.choice(GROUPS),
        "Einheit": _pick(chance, None, "Stück", "Satz"),
        "Förderfähig": _pick(chance, "ja", "ja", "ja", "nein"),
    }


def _prices(chance: Random) -> Lines:
    lines: Lines = []
    for item in ITEMS:
        first = date(_pick(chance, 2019, 2019, 2019, 2019, 2023), 1, 1)
        days = [_price_day(chance, first) for _ in range(chance.randrange(4))]
        lines += [_price(chance, item, day) for day in (first, *days)]
    chance.shuffle(lines)
    return lines


def _price_day(chance: Random, first: date) -> date:
    """Return any day, or one beside those on which prices are asked for: the Stichtag, 1 January."""
    asked = date.fromisoformat(chance.choice((*DAYS, "2022-01-01", "2023-01-01", "2024-01-01")))
    near = asked + timedelta(days=chance.choice((0, 0, 1, 31)))
    return chance.choice((near, first + timedelta(days=chance.randrange(1600))))


def _price(chance: Random, item: str, day: date) -> dict[str, Cell]:
    return {
        "Artikelnummer": item,
        "Gültig ab": day,
        "Einzelpreis": Decimal(chance.choice(PRICES)),
        "Preisart": _pick(chance, "brutto", "netto"),
        "Quelle": "Angebot",
    }


def _needs(chance: Random) -> Lines:
    """Return needs of few or many schools: where they crowd, ranks tie."""
    schools, items = SCHOOLS[: chance.randrange(1, 5)], ITEMS[: chance.randrange(1, 7)]
    years: Sequence[int] = chance.choice((YEARS, YEARS[2:4]))
    recorded: Sequence[int] = chance.choice(((2021,), (2020, 2021, 2022)))
    if chance.random() < CROWDED:
        schools, items, years, recorded = SCHOOLS[:1], ITEMS[:1], YEARS[4:], (2021,)
    lines: Lines = [
        {
            "Bedarfsnummer": f"B-{number}" if number % 5 else f"0{number}",
            "Schulnummer": chance.choice(schools),
            "Artikelnummer": chance.choice(items),
            "Menge": Decimal(_pick(chance, 0, 1, 2, 3, 5, 7, 12, 30, chance.randrange(400))),
            "Wunschjahr": Decimal(_pick(chance, *years, *years, chance.randrange(2018, 2030))),
            "Finanzierung": _pick(chance, *FUNDINGS, *["DigitalPakt"] * 5),
            "Erfasst im Jahr": Decimal(chance.choice(recorded)),
        }
        for number in range(chance.randrange(1, 24))
    ]
    chance.shuffle(lines)
    return lines


def _orders(chance: Random, needs: list[str]) -> Lines:
    lines: Lines = []
    for number in range(chance.randrange(12)):
        order = chance.randrange(number + 1)
        lines.append(
            {
                "Bestellnummer": f"O-{order}",
                "Bedarfsnummer": chance.choice(needs),
                "Bestellt am": ORDER_DAYS[order % len(ORDER_DAYS)],
                "Lieferant": "Muster",
                "Vergabenummer": AWARDS[order % len(AWARDS)],
                "Menge": Decimal(_pick(chance, 1, 2, 3, 7, 30)),
                "Betrag brutto": Decimal(chance.choice(AMOUNTS)),
                "Status": _pick(chance, "bestellt", "bestellt", "bestellt", "storniert"),
            }
        )
    for line in lines[:3]:
        if chance.random() < 0.4:  # one order and need on two rows, in each state
            lines.append(line | {"Menge": Decimal(4), "Status": _pick(chance, "bestellt", "storniert")})
    return lines


def _invoices(chance: Random, needs: list[str], orders: Lines) -> Lines:
    lines: Lines = []
    for _ in range(chance.randrange(16)):
        order = chance.choice(orders) if orders else {}
        credit = chance.random() < 0.2
        amount = Decimal(chance.choice(AMOUNTS))
        linked = bool(order) and chance.random() < 0.7
        lines.append(
            {
                "Rechnungsnummer": f"R-{chance.randrange(30)}",
                "Lieferant": _pick(chance, "Muster", "muster "),
                "Bedarfsnummer": order["Bedarfsnummer"] if linked else chance.choice(needs),
                "Bestellnummer": order.get("Bestellnummer") if linked or chance.random() < 0.1 else None,
                "Menge": Decimal(-chance.randrange(3) if credit else chance.randrange(9)),
                "Betrag brutto": -amount if credit else amount,
                "USt-Satz": Decimal(_pick(chance, 19, 16)),
                "Rechnungssumme": amount,
                "Rechnungsdatum": date(_pick(chance, 2019, 2021, 2022, 2025), 4, 1),
                "Geliefert am": date(2022, 4, 1),
                "Bezahlt am": _pick(chance, None, date(2023, 1, 2)),
                "Aktenzeichen": None,
                "Abrufnummer": None,
            }
        )
    return lines


def _transfer(chance: Random) -> dict[str, Cell]:
    return {
        "Datum": date(2022, 1, 1),
        "Von Schule": chance.choice(SCHOOLS),
        "An Schule": chance.choice(SCHOOLS),
        "Betrag": Decimal(_pick(chance, "0.01", "1000", "25000.50")),
        "Grund": "Umbau",
        "Beschluss": _pick(chance, "Rat 1/2022", "Rat 2/2022", None),
    }
