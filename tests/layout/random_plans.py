"""Random plans as typed rows, from a seed: good rows, and bad ones that leave the sums of a school whole."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from random import Random

Rows = dict[str, list[dict[str, Any]]]

ITEMS = ("017", "17", "A-1", "a-2", "=1", ">5", "1E3", "1000", "T-1", "T-2")
PILLARS = (1, 1, 1, 2, 2, 1, 3, 4, 3, 3)
FUNDINGS = ("DigitalPakt",) * 5 + (" digitalpakt ", "städtische Mittel", "anderes Förderprogramm")
SCHOOLS = 12
NEEDS, ORDERS, INVOICES, TRANSFERS = 120, 60, 90, 12


def settings_of(chance: Random) -> dict[str, Any]:
    """Return settings that change how the formulas compute."""
    return {
        "Schulträger": "Stadt Hamm",
        "Trägerbudget": 9_000_000,
        "Budgetbeschluss": "Rat",
        "Stichtag": chance.choice(
            (date(2020, 3, 1), date(2020, 9, 1), date(2022, 2, 3), date(2024, 10, 31), date(2024, 11, 1))
        ),
        "Budgetart": chance.choice(("Gesamtausgaben", "Zuwendung")),
        "Umschichtung erlaubt": chance.choice(("ja", "ja", "nein")),
        "Obergrenze Lesart": chance.choice(("beide", "eine", "eine")),
        "Obergrenze Ebene": chance.choice(("Schule", "Schule", "Träger")),
    }


def rows_of(chance: Random) -> Rows:
    """Return the rows of all input tables but the settings."""
    schools = [str(100_001 + number) for number in range(SCHOOLS)]
    needs = _needs(chance, schools)
    numbers = [str(row["Bedarfsnummer"]) for row in needs if row.get("Bedarfsnummer")]
    orders = _orders(chance, numbers)
    return {
        "Schulen": [_school(chance, number) for number in [*schools, schools[3]]],
        "Katalog": [_item(number, pillar) for number, pillar in zip(ITEMS, PILLARS, strict=True)] + [_item("T-1", 1)],
        "Preise": _prices(chance),
        "Bedarfe": needs,
        "Bestellungen": orders,
        "Rechnungen": _invoices(chance, numbers, orders),
        "Umschichtungen": [_transfer(chance, schools) for _ in range(TRANSFERS)],
    }


def _cents(chance: Random, highest: int) -> float:
    return chance.randrange(1, highest * 100) / 100


def _school(chance: Random, number: str) -> dict[str, Any]:
    return {
        "Schulnummer": number if chance.random() < 0.9 else int(number),
        "Schulname": "Schule",
        "Schulform": "Gymnasium",
        "DigitalPakt-Budget": chance.choice((0, 99_999.99, 100_000, 125_000, _cents(chance, 400_000))),
        "Infrastruktur": chance.choice(("vorhanden", "beantragt", " Vorhanden", "nicht vorhanden")),
        "TPEK": "umgesetzt",
    }


def _item(number: str, pillar: int) -> dict[str, Any]:
    return {
        "Artikelnummer": number,
        "Bezeichnung": "Gerät",
        "Fördersäule": pillar,
        "Warengruppe": "Sonstiges",
        "Förderfähig": "ja",
    }


def _prices(chance: Random) -> list[dict[str, Any]]:
    """Return prices in any order; some items have two on one day (reading 8), one has none before 2023."""
    rows = []
    for item in ITEMS:
        days = [date(2023 if item == "1E3" else 2019, 1, 1)]
        days += [date(2019, 6, 1) + timedelta(days=chance.randrange(2000)) for _ in range(3)]
        rows += [_price(chance, item, day) for day in [*days, chance.choice(days)]]
    chance.shuffle(rows)
    return rows


def _price(chance: Random, item: str, day: date) -> dict[str, Any]:
    return {
        "Artikelnummer": item,
        "Gültig ab": day,
        "Einzelpreis": _cents(chance, 4000),
        "Preisart": chance.choice(("brutto", "netto", "Netto ")),
        "Quelle": "Angebot",
    }


def _needs(chance: Random, schools: list[str]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        {
            "Bedarfsnummer": f"B-{number}" if number % 9 else f"{number:03d}",
            "Schulnummer": chance.choice(schools),
            "Artikelnummer": chance.choice(ITEMS),
            "Menge": chance.choice((0, 1, 2, 3, 7, 12, 50, chance.randrange(400))),
            "Wunschjahr": chance.choice((2019, 2020, 2021, 2022, 2023, 2024, 2025)),
            "Finanzierung": chance.choice(FUNDINGS),
            "Erfasst im Jahr": 2021,
        }
        for number in range(NEEDS)
    ]
    rows[5]["Bedarfsnummer"] = rows[40]["Bedarfsnummer"] = "B-4"  # doubled: orders belong to the first row
    rows[6]["Bedarfsnummer"] = None
    rows[7]["Bedarfsnummer"] = rows[8]["Bedarfsnummer"].lower() + " "
    rows[10] = {}  # a blank row in the middle
    rows[11]["Schulnummer"] = int(rows[11]["Schulnummer"])
    rows[12]["Menge"] = "3"  # text that is plainly a number
    return rows


def _orders(chance: Random, needs: list[str]) -> list[dict[str, Any]]:
    rows = [
        {
            "Bestellnummer": chance.choice((f"O-{number // 2}", f"{number:03d}", str(number), None)),
            "Bedarfsnummer": chance.choice(needs),
            "Bestellt am": date(2022, 3, 1),
            "Lieferant": "Muster",
            "Menge": chance.choice((1, 2, 3, 7, 30)),
            "Betrag brutto": _cents(chance, 30_000),
            "Status": chance.choice(("bestellt", "bestellt", " Bestellt", "storniert")),
        }
        for number in range(ORDERS)
    ]
    for number in range(0, 12, 2):  # one order and need on two rows, some of them cancelled
        rows.append(
            rows[number] | {"Menge": 4, "Betrag brutto": 77.77, "Status": chance.choice(("bestellt", "storniert"))}
        )
    chance.shuffle(rows)
    return rows


def _invoices(chance: Random, needs: list[str], orders: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows = []
    for number in range(INVOICES):
        order = chance.choice(orders)
        credit = chance.random() < 0.15
        amount = _cents(chance, 20_000)
        rows.append(
            {
                "Rechnungsnummer": f"R-{number}",
                "Lieferant": "Muster",
                "Bedarfsnummer": order["Bedarfsnummer"] if chance.random() < 0.8 else chance.choice(needs),
                "Bestellnummer": order["Bestellnummer"] if chance.random() < 0.8 else chance.choice((None, "X")),
                "Menge": -chance.randrange(3) if credit else chance.randrange(0, 9),
                "Betrag brutto": -amount if credit else amount,
                "USt-Satz": 19,
                "Rechnungssumme": 1,
                "Rechnungsdatum": date(2022, 4, 1),
                "Geliefert am": date(2022, 4, 1),
            }
        )
    return rows


def _transfer(chance: Random, schools: list[str]) -> dict[str, Any]:
    return {
        "Datum": date(2022, 1, 1),
        "Von Schule": chance.choice(schools),
        "An Schule": chance.choice(schools),
        "Betrag": _cents(chance, 60_000),
        "Grund": "Umbau",
        "Beschluss": chance.choice(("Rat 1/2022", "Rat 1/2022", None, " ")),
    }
