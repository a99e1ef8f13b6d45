"""Plans for tests as small text tables: a test shows the columns that matter, the rest is filled in.

Every cell is text as a person would type it and goes through the reader, so that a bad cell is bad in the same
way as in a workbook; ``#`` is a cell that cannot be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.domain.rows import MODELS, Row, columns
from pakt_xl.domain.rows.office import Setting
from pakt_xl.domain.table import Cell, Table
from pakt_xl.planning.compute import outlook
from pakt_xl.programme import load
from pakt_xl.reading import read_plan

if TYPE_CHECKING:
    from pakt_xl.domain.plan import Plan
    from pakt_xl.planning.outlook import NeedFacts, Outlook, SchoolFacts

USUAL = {
    "Schulname": "Schule",
    "Schulform": "Gymnasium",
    "Schulnummer": "190001",
    "DigitalPakt-Budget": "100000",
    "Infrastruktur": "vorhanden",
    "TPEK": "umgesetzt",
    "Bezeichnung": "Gerät",
    "Fördersäule": "1",
    "Warengruppe": "Präsentationstechnik",
    "Förderfähig": "ja",
    "Artikelnummer": "A",
    "Gültig ab": "1.1.2019",
    "Preisart": "brutto",
    "Quelle": "Angebot",
    "Wunschjahr": "2022",
    "Finanzierung": "DigitalPakt",
    "Erfasst im Jahr": "2020",
    "Bestellt am": "1.3.2022",
    "Lieferant": "Firma Muster",
    "Status": "bestellt",
    "USt-Satz": "19",
    "Rechnungssumme": "0",
    "Rechnungsdatum": "1.4.2022",
    "Geliefert am": "30.3.2022",
    "Datum": "1.2.2022",
    "Grund": "Umbau",
    "Beschluss": "Rat 1/2022",
    "Bedarfsnummer": "B-1",
    "Festgeschrieben am": "1.12.2021",
    "Begründung": "Umbau",
    "Eingang am": "10.1.2022",
    "Entscheidung": "genehmigt",
    "Entschieden am": "1.2.2022",
    "Entschieden durch": "Medienzentrum",
    "Zugelassen durch": "Medienzentrum",
    "Aktenzeichen": "AZ-1",
    "Bewilligt am": "1.2.2022",
    "Zuwendung": "90000",
    "Zuwendungsfähige Ausgaben": "100000",
    "Durchführung ab": "1.1.2022",
    "Durchführung bis": "31.10.2024",
    "Abgerufen am": "1.6.2022",
}
SETTINGS = {
    "Schulträger": "Stadt Hamm",
    "Programm": "digitalpakt_nrw_2019",
    "Stichtag": "1.3.2022",
    "Budgetart": "Gesamtausgaben",
    "Trägerbudget": "1000000",
    "Budgetbeschluss": "Rat 2020/1",
    "Umschichtung erlaubt": "ja",
    "Obergrenze Lesart": "beide",
    "Obergrenze Ebene": "Schule",
    "Säulen nur aus städtischen Mitteln": "3",
}
TABLES = {
    "Schulen": "Schulnummer\n190001",
    "Katalog": "Artikelnummer | Fördersäule | Warengruppe\nA | 1 | Präsentationstechnik\nT | 3 | Mobile Endgeräte",
    "Preise": "Artikelnummer | Einzelpreis\nA | 1000\nT | 400",
}
"""One school, a board for 1.000,00 (pillar 1) and a tablet for 400,00 (pillar 3), both gross."""


def plan(settings: str = "", **tables: str) -> Plan:
    """Return the plan of text tables by name; ``settings`` are lines ``Schlüssel | Wert`` that differ from SETTINGS."""
    texts = TABLES | tables
    values = dict(SETTINGS)
    for line in settings.strip().splitlines():
        key, value = _cells(line)
        values[key] = value
    lines = "\n".join(f"{key} | {value}" for key, value in values.items())
    texts[Setting.TABLE] = f"Schlüssel | Wert\n{lines}"
    return read_plan({model.TABLE: _table(model, texts.get(model.TABLE, "")) for model in MODELS}).plan


def look(settings: str = "", **tables: str) -> Outlook:
    """Return the outlook of a plan made as by ``plan``."""
    made = plan(settings, **tables)
    return outlook(made, load(made.settings.programme))


def need(facts: Outlook, number: str = "B-1") -> NeedFacts:
    """Return the facts of the first need with a number."""
    return next(found for found in facts.needs if found.need.number == number)


def school(facts: Outlook, number: str = "190001") -> SchoolFacts:
    """Return the facts of a school."""
    return next(found for found in facts.schools if found.school.number == number)


def _table(model: type[Row], text: str) -> Table:
    """Return a table of lines of cells parted by ``|``, the first line with the headers that the test shows."""
    shown, *rows = [_cells(line) for line in text.strip().splitlines()] or [()]
    headers = tuple(column.header for column in columns(model).values())
    assert set(shown) <= set(headers), f"{model.TABLE} has no column {set(shown) - set(headers)}"
    return Table(model.TABLE, headers, tuple(_row(headers, dict(zip(shown, row, strict=True))) for row in rows))


def _row(headers: tuple[str, ...], given: dict[str, str]) -> tuple[Cell, ...]:
    return tuple(given.get(header, USUAL.get(header, "")) or None for header in headers)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.split("|"))
