"""Random notices, calls and disposals for the random plans, with invoices that fit to them or nearly do."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

    from pakt_xl.domain.table import Cell
    from tests.oracle.spoil import Lines

REFERENCES = ("AZ-1", "AZ-2", "az 3")
AWARDS = ("V-1", "v-2", None, "V-1 ", "V-3")
ORDER_DAYS = (date(2022, 3, 1), date(2022, 3, 1), date(2020, 12, 31), date(2021, 1, 1), date(2022, 3, 2))
GRANTED = (date(2022, 3, 1), date(2022, 3, 2), date(2020, 1, 1))
PERIODS = (
    (date(2020, 7, 1), date(2024, 10, 31)),
    (date(2021, 1, 1), date(2022, 12, 31)),
    (date(2022, 4, 1), date(2022, 8, 31)),
)
AROUND = (-1, 0, 0, 0, 1)
USUAL_RATE, LOWERED_RATE = Decimal(19), Decimal(16)
PAID = (date(2020, 3, 1), date(2022, 3, 1), date(2022, 3, 2), date(2023, 1, 2), date(2024, 10, 31))


def with_grant(chance: Random, invoices: Lines) -> Lines:
    """Give each invoice a notice, days and a rate; most rows bear the sum of their invoice."""
    for line in invoices:
        delivered = _near_a_period(chance)
        lowered = date(2020, 7, 1) <= delivered <= date(2020, 12, 31)
        fitting = LOWERED_RATE if lowered else USUAL_RATE
        line |= {
            "USt-Satz": chance.choice((fitting, fitting, fitting, USUAL_RATE, LOWERED_RATE, Decimal(0))),
            "Geliefert am": delivered,
            "Bezahlt am": chance.choice((None, *PAID, *PAID)),
            "Aktenzeichen": chance.choice((None, *REFERENCES, *REFERENCES, " AZ-1", "AZ-9")),
            "Abrufnummer": chance.choice((None, None, "C-1")),
        }
    for line in invoices:
        rows = [each for each in invoices if _invoice(each) == _invoice(line)]
        total = sum((Decimal(str(each["Betrag brutto"])) for each in rows), Decimal(0))
        line["Rechnungssumme"] = total + chance.choice((Decimal(0),) * 7 + (Decimal("0.01"),))
    return invoices


def _invoice(line: dict[str, Cell]) -> tuple[str, str]:
    return str(line["Rechnungsnummer"]), str(line["Lieferant"]).strip().lower()


def _near_a_period(chance: Random) -> date:
    """Return a day inside or beside the period of a notice."""
    first, last = chance.choice(PERIODS)
    inside = first + timedelta(days=chance.randrange((last - first).days))
    return chance.choice((inside, first, last)) + timedelta(days=chance.choice(AROUND))


def once(invoices: Lines) -> None:
    """Take out the rows of an invoice and need that stand there already (B03)."""
    seen = set()
    for line in list(invoices):
        key = (*_invoice(line), str(line["Bedarfsnummer"]))
        if key in seen:
            invoices.remove(line)
        seen.add(key)


def grant(chance: Random, invoices: Lines) -> dict[str, Lines]:
    """Return the three tables of the grant."""
    notices = [_notice(chance, reference) for reference in REFERENCES if chance.random() < 0.8]
    calls = [_call(chance, number) for number in range(chance.randrange(5))]
    return {
        "Bescheide": notices,
        "Mittelabrufe": calls,
        "Abgänge": [_disposal(chance, invoices) for _ in range(chance.randrange(6)) if invoices],
    }


def _notice(chance: Random, reference: str) -> dict[str, Cell]:
    first, last = chance.choice(PERIODS)
    return {
        "Aktenzeichen": reference,
        "Lucom-Nr.": chance.choice((None, "L-1")),
        "Fördersäule": Decimal(chance.choice((1, 1, 2, 3))),
        "Bewilligt am": chance.choice(GRANTED),
        "Zuwendung": Decimal(chance.choice(("90000", "900", "0.01", "9999.99"))),
        "Zuwendungsfähige Ausgaben": Decimal(100000),
        "Durchführung ab": first,
        "Durchführung bis": last,
        "Nachweis bis": chance.choice((None, None, date(2024, 10, 31), date(2022, 3, 1))),
    }


def _call(chance: Random, number: int) -> dict[str, Cell]:
    return {
        "Abrufnummer": f"C-{number}",
        "Aktenzeichen": chance.choice((*REFERENCES, "AZ-1", "Az-2")),
        "Abgerufen am": date(2023, 2, 1),
        "Betrag": Decimal(chance.choice(("0.01", "100", "899.99", "2000", "9000"))),
    }


def _disposal(chance: Random, invoices: Lines) -> dict[str, Cell]:
    line = chance.choice(invoices)
    return {
        "Rechnungsnummer": line["Rechnungsnummer"],
        "Lieferant": chance.choice((line["Lieferant"], "Muster")),
        "Bedarfsnummer": line["Bedarfsnummer"],
        "Menge": Decimal(chance.randrange(3)),
        "Datum": chance.choice(
            (date(2023, 1, 1), date(2027, 12, 31), date(2028, 1, 1), date(2029, 12, 31), date(2030, 1, 1))
        ),
        "Grund": chance.choice(("Verlust", "Diebstahl", "Defekt", "Umzug")),
    }
