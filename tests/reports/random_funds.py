"""Random workbooks with notices, calls, credit notes and losses, from a seed; good rows and bad ones."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from pakt_xl.domain.rows import MODELS, Row, columns
from pakt_xl.domain.table import Cell, Table
from tests.tables import workbook

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

Rows: TypeAlias = "list[Mapping[str, Cell]]"

SCHOOLS = tuple(str(190001 + number) for number in range(6))
ITEMS = (("A-1", 1, "Präsentationstechnik"), ("A-2", 1, "WLAN"), ("A-3", 2, "Arbeitsplätze"), ("A-4", 2, "Sonstiges"))
NOTICES = ("AZ-1", "AZ-2", "AZ-3", "AZ-4")
NEEDS, ORDERS, INVOICES, CALLS, DISPOSALS = 40, 30, 120, 8, 12
BEGIN, DAYS = date(2020, 1, 1), 900


def random_workbook(chance: Random) -> dict[str, Table]:
    """Return the input tables; each school and item has a name of its own, and Stichtag is 01.03.2022."""
    needs = _needs(chance)
    orders = [_order(chance, number) for number in range(ORDERS)]
    given: dict[str, Rows] = {
        "Schulen": [_school(number) for number in SCHOOLS],
        "Katalog": [_item(chance, *item) for item in ITEMS],
        "Preise": [{"Artikelnummer": item[0], "Einzelpreis": Decimal(500)} for item in ITEMS],
        "Bedarfe": needs,
        "Bestellungen": orders,
        "Rechnungen": [_invoice(chance, number) for number in range(INVOICES)],
        "Bescheide": [_notice(chance, number, reference) for number, reference in enumerate(NOTICES)],
        "Mittelabrufe": [_call(chance, number) for number in range(CALLS)],
        "Abgänge": [_disposal(chance) for _ in range(DISPOSALS)],
    }
    usual = workbook(Umschichtungen="Von Schule")
    return usual | {model.TABLE: _table(model, given[model.TABLE]) for model in MODELS if model.TABLE in given}


def _table(model: type[Row], rows: Rows) -> Table:
    headers = tuple(column.header for column in columns(model).values())
    return Table(model.TABLE, headers, tuple(tuple(row.get(header) for header in headers) for row in rows))


def _day(chance: Random) -> date:
    return BEGIN + timedelta(days=chance.randrange(DAYS))


def _euros(chance: Random) -> Decimal:
    return Decimal(chance.randrange(1, 900_000)).scaleb(-2)


def _school(number: str) -> Mapping[str, Cell]:
    return {
        "Schulnummer": number,
        "Schulname": f"Schule {number}",
        "Schulform": "Gymnasium",
        "DigitalPakt-Budget": Decimal(90000),
        "Infrastruktur": "vorhanden",
        "TPEK": "umgesetzt",
    }


def _item(chance: Random, number: str, pillar: int, group: str) -> Mapping[str, Cell]:
    return {
        "Artikelnummer": number,
        "Bezeichnung": f"Artikel {number}",
        "Fördersäule": Decimal(pillar),
        "Warengruppe": "Kabel" if chance.random() < 0.1 else group,  # cannot be read: a group of no name
        "Förderfähig": "nein" if chance.random() < 0.1 else "ja",
    }


def _needs(chance: Random) -> Rows:
    """Needs of different school and item each, so that a row of a list names one need of the other rows."""
    pairs = [(school, item[0]) for school in SCHOOLS for item in ITEMS]
    chance.shuffle(pairs)
    return [
        {
            "Bedarfsnummer": f"B-{number}",
            "Schulnummer": school,
            "Artikelnummer": item,
            "Menge": Decimal(chance.randrange(1, 20)),
            "Wunschjahr": Decimal(2022),
            "Finanzierung": chance.choice(("DigitalPakt",) * 5 + ("städtische Mittel",)),
            "Erfasst im Jahr": Decimal(2021),
        }
        for number, (school, item) in enumerate(pairs[:NEEDS])
    ]


def _need_number(chance: Random) -> str:
    return f"B-{chance.randrange(len(SCHOOLS) * len(ITEMS) + 1)}"  # one of them is not there


def _order(chance: Random, number: int) -> Mapping[str, Cell]:
    return {
        "Bestellnummer": f"O-{number}",
        "Bedarfsnummer": _need_number(chance),
        "Bestellt am": _day(chance),
        "Lieferant": chance.choice(("Muster", "Beispiel")),
        "Menge": Decimal(chance.randrange(1, 9)),
        "Betrag brutto": _euros(chance),
        "Status": chance.choice(("bestellt", "bestellt", "storniert")),
    }


def _invoice(chance: Random, number: int) -> Mapping[str, Cell]:
    """Return an invoice row; every third is a further row of the invoice before, some are credit notes."""
    sign = -1 if chance.random() < 0.15 else 1
    return {
        "Rechnungsnummer": f"R-{number - (number % 3 == 2)}",
        "Lieferant": chance.choice(("Muster", "Beispiel")),
        "Bedarfsnummer": _need_number(chance),
        "Bestellnummer": chance.choice((None, f"O-{chance.randrange(ORDERS)}")),
        "Menge": Decimal(sign * chance.randrange(4)),
        "Betrag brutto": sign * _euros(chance),
        "USt-Satz": Decimal(chance.choice((16, 19))),
        "Rechnungssumme": _euros(chance),
        "Rechnungsdatum": _day(chance),
        "Geliefert am": _day(chance),
        "Bezahlt am": _day(chance) if chance.random() < 0.9 else None,
        "Aktenzeichen": chance.choice((*NOTICES, *NOTICES, "az-1", None, "AZ-9")),
        "Abrufnummer": chance.choice((None, "MA-1", "MA-2")),
    }


def _notice(chance: Random, number: int, reference: str) -> Mapping[str, Cell]:
    """Return a notice; the last one cannot be read as a whole."""
    grant = Decimal(chance.randrange(1, 200)) * 1000
    return {
        "Aktenzeichen": reference,
        "Fördersäule": Decimal(1 + number % 2),
        "Bewilligt am": BEGIN,
        "Zuwendung": "viel" if number == len(NOTICES) - 1 else grant,
        "Zuwendungsfähige Ausgaben": grant * 2,
        "Durchführung ab": BEGIN + timedelta(days=chance.randrange(200)),
        "Durchführung bis": date(2021 + number, 12, 31),
    }


def _call(chance: Random, number: int) -> Mapping[str, Cell]:
    reference = chance.choice((*NOTICES, "az-2"))
    return {
        "Abrufnummer": f"MA-{number}",
        "Aktenzeichen": reference,
        "Abgerufen am": _day(chance),
        "Betrag": _euros(chance),
    }


def _disposal(chance: Random) -> Mapping[str, Cell]:
    return {
        "Rechnungsnummer": f"R-{chance.randrange(INVOICES)}",
        "Lieferant": chance.choice(("Muster", "Beispiel")),
        "Bedarfsnummer": _need_number(chance),
        "Menge": Decimal(chance.randrange(3)),
        "Datum": _day(chance),
        "Grund": "Verlust",
    }
