"""The workbook of these tests: one good school with a catalogue; a test adds needs, orders and invoices.

Every text table goes before the one here of the same name; findings come back as lines that can be compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.checks import judge
from pakt_xl.planning.compute import outlook
from pakt_xl.programme import load
from pakt_xl.reading import read_plan
from pakt_xl.reports.wording import message
from tests.tables import workbook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pakt_xl.domain.finding import Finding
    from pakt_xl.domain.table import Table
    from pakt_xl.planning.outlook import Outlook

SETTINGS = {
    "Schulträger": "Stadt Hamm",
    "Programm": "digitalpakt_nrw_2019",
    "Stichtag": "1.3.2022",
    "Budgetart": "Gesamtausgaben",
    "Trägerbudget": "1.000.000,00",
    "Budgetbeschluss": "Rat 2020/1",
    "Umschichtung erlaubt": "ja",
    "Obergrenze Lesart": "beide",
    "Obergrenze Ebene": "Schule",
    "Säulen nur aus städtischen Mitteln": "4",  # so that pillar 3 has Z09 only in the test of Z09
}

BASE = {
    "Schulen": """
        Schulnummer | DigitalPakt-Budget
        190001      | 100.000,00
        """,
    "Katalog": """
        Artikelnummer | Fördersäule | Warengruppe          | Förderfähig
        TAFEL         | 1           | Präsentationstechnik | ja
        FUNK          | 1           | WLAN                 | ja
        SERVER        | 1           | LAN und Server       | ja
        PC            | 2           | Arbeitsplätze        | ja
        TABLET        | 3           | Mobile Endgeräte     | ja
        DIENST        | 4           | Sonstiges            | ja
        HANDY         | 2           | Sonstiges            | nein
        FERNWARTUNG   | 4           | Sonstiges            | nein
        """,
    "Preise": """
        Artikelnummer | Gültig ab | Einzelpreis
        TAFEL         | 1.1.2020  | 3.950,00
        FUNK          | 1.1.2020  | 750,00
        SERVER        | 1.1.2020  | 5.000,00
        PC            | 1.1.2020  | 850,00
        TABLET        | 1.1.2020  | 400,00
        DIENST        | 1.1.2020  | 100,00
        HANDY         | 1.1.2020  | 300,00
        FERNWARTUNG   | 1.1.2020  | 100,00
        """,
    "Bedarfe": "Bedarfsnummer",
    "Bestellungen": "Bestellnummer",
    "Rechnungen": "Rechnungsnummer",
    # Open for so long that a test after the end of the programme has M02 only if it is about M02.
    "Bescheide": """
        Aktenzeichen | Fördersäule | Durchführung bis
        AZ-1         | 1           | 31.12.2029
        AZ-2         | 2           | 31.12.2029
        AZ-3         | 3           | 31.12.2029
        """,
    "Umschichtungen": "Von Schule",
    "Festschreibung": "Bedarfsnummer",
    "Änderungsanträge": "Antragsnummer",
    "Ausnahmen": "Code",
}


def book(
    texts: Mapping[str, str] | None = None,
    *,
    live: bool = False,
    settings: Mapping[str, str] | None = None,
    **more: str,
) -> dict[str, Table]:
    """Return a workbook; text tables by the name of the table, ``settings`` by their key."""
    values = SETTINGS | dict(settings or {})
    rows = "\n".join(f"{key} | {value}" for key, value in values.items())
    tables = {"Einstellungen": f"Schlüssel | Wert\n{rows}"} | BASE | dict(texts or {}) | more
    return workbook(live=live, **tables)


def schools(*rows: str) -> str:
    """Schools: number | budget | infrastructure | concept | closed from."""
    return "\n".join(("Schulnummer | DigitalPakt-Budget | Infrastruktur | TPEK | Geschlossen ab", *rows))


def needs(*rows: str) -> str:
    """Needs: number | school | item | quantity | wished year | funding."""
    return "\n".join(("Bedarfsnummer | Schulnummer | Artikelnummer | Menge | Wunschjahr | Finanzierung", *rows))


def orders(*rows: str) -> str:
    """Orders: number | need | quantity | amount | status."""
    return "\n".join(("Bestellnummer | Bedarfsnummer | Menge | Betrag brutto | Status", *rows))


def invoices(*rows: str) -> str:
    """Invoices: number | need | order | quantity | amount | sum of the invoice | notice; AZ-1 if none is given."""
    headers = "Rechnungsnummer | Bedarfsnummer | Bestellnummer | Menge | Betrag brutto | Rechnungssumme | Aktenzeichen"
    usual = headers.count("|")
    return "\n".join((headers, *(row if row.count("|") == usual else f"{row} | AZ-1" for row in rows)))


def facts(tables: Mapping[str, Table]) -> Outlook:
    """Return what planning computes from the tables."""
    plan = read_plan(tables).plan
    return outlook(plan, load(plan.settings.programme))


def findings(tables: Mapping[str, Table]) -> list[Finding]:
    """Return all findings, those of reading included, but P02: most tests have no live columns."""
    reading = read_plan(tables)
    read = [each for each in reading.findings if each.rule.code != "P02"]
    return judge(outlook(reading.plan, load(reading.plan.settings.programme)), reading.places, tables, read)


def report(tables: Mapping[str, Table]) -> list[str]:
    """Return the findings as lines: code, first letter of the severity, sheet and column, key of the row."""
    return [
        f"{each.rule.code} {each.rule.severity[0]} {each.place.sheet}.{each.place.column} {each.place.key}".strip()
        for each in findings(tables)
    ]


def amounts(tables: Mapping[str, Table], code: str) -> tuple[str, str, str]:
    """Return Soll, Ist and Differenz of the one finding with this code."""
    (each,) = (each for each in findings(tables) if each.rule.code == code)
    return str(each.expected), str(each.actual), str(each.difference)


def sentence(tables: Mapping[str, Table], code: str) -> str:
    """Return what the one finding with this code says is wrong."""
    (each,) = (each for each in findings(tables) if each.rule.code == code)
    return message(each)
