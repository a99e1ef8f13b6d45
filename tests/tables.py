"""Workbooks for tests as small text tables: a test shows the columns that matter, the rest is filled in.

A cell stands as a person would type it and is stored as Excel would store it: ``1.234,56`` in a column of amounts
is a number, ``3.10.2022`` in one of dates is a date, ``017`` in one of keys is text. Any other cell is put in with
``changed``. Columns that a test leaves out have the value of ``USUAL``, tables that it leaves out are those of
``GOOD``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pakt_xl.domain.cells import Kind, read_date, read_euro
from pakt_xl.domain.rows import MODELS, Row, columns
from pakt_xl.domain.settings import setting_columns
from pakt_xl.domain.table import Cell, Table, fold

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST_ROW, FIRST_COLUMN = 4, 2  # the header row of every table starts at B4

USUAL = {
    "Schulname": "Schule",
    "Schulform": "Gymnasium",
    "DigitalPakt-Budget": "100.000,00",
    "Infrastruktur": "vorhanden",
    "TPEK": "umgesetzt",
    "Bezeichnung": "Gerät",
    "Fördersäule": "1",
    "Warengruppe": "Präsentationstechnik",
    "Einheit": "Stück",
    "Förderfähig": "ja",
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
    "Rechnungsdatum": "1.4.2022",
    "Geliefert am": "30.3.2022",
    "Aktenzeichen": "AZ-1",
    "Datum": "1.2.2022",
    "Grund": "Umbau",
    "Beschluss": "Rat 1/2022",
    "Stelle": "Medienzentrum",
    "Festgeschrieben am": "1.12.2021",
    "Begründung": "Umbau",
    "Eingang am": "10.1.2022",
    "Entscheidung": "genehmigt",
    "Entschieden am": "1.2.2022",
    "Entschieden durch": "Medienzentrum",
    "Zugelassen durch": "Medienzentrum",
    "Bewilligt am": "1.2.2022",
    "Zuwendung": "90.000,00",
    "Zuwendungsfähige Ausgaben": "100.000,00",
    "Durchführung ab": "1.1.2022",
    "Durchführung bis": "31.10.2024",
    "Abgerufen am": "1.6.2022",
}

GOOD = {
    "Einstellungen": """
        Schlüssel                          | Wert
        Schulträger                        | Stadt Hamm
        Programm                           | digitalpakt_nrw_2019
        Stichtag                           | 1.3.2022
        Budgetart                          | Gesamtausgaben
        Trägerbudget                       | 1.000.000,00
        Budgetbeschluss                    | Rat 2020/1
        Umschichtung erlaubt               | ja
        Obergrenze Lesart                  | beide
        Obergrenze Ebene                   | Schule
        Säulen nur aus städtischen Mitteln | 3
        """,
    "Kontakte": """
        Thema  | Stelle
        Bedarf | Medienzentrum
        """,
    "Schulen": """
        Schulnummer | Schulname       | DigitalPakt-Budget
        190001      | Gymnasium Mitte | 60.000,00
        190002      | Schule am Park  | 40.000,00
        """,
    "Katalog": """
        Artikelnummer | Bezeichnung  | Fördersäule | Warengruppe
        A-1           | Tafel        | 1           | Präsentationstechnik
        A-2           | Access Point | 1           | WLAN
        """,
    "Preise": """
        Artikelnummer | Gültig ab | Einzelpreis
        A-1           | 1.1.2020  | 3.950,00
        A-2           | 1.1.2020  | 750,00
        """,
    "Bedarfe": """
        Bedarfsnummer | Schulnummer | Artikelnummer | Menge
        B-1           | 190001      | A-1           | 4
        B-2           | 190002      | A-2           | 10
        """,
    "Bestellungen": """
        Bestellnummer | Bedarfsnummer | Menge | Betrag brutto
        O-1           | B-1           | 4     | 15.800,00
        """,
    "Rechnungen": """
        Rechnungsnummer | Bedarfsnummer | Bestellnummer | Menge | Betrag brutto | Rechnungssumme
        R-1             | B-1           | O-1           | 2     | 7.900,00      | 7.900,00
        """,
    "Umschichtungen": """
        Von Schule | An Schule | Betrag
        190001     | 190002    | 1.000,00
        """,
    "Bescheide": """
        Aktenzeichen | Fördersäule
        AZ-1         | 1
        """,
    "Mittelabrufe": "Abrufnummer",
    "Abgänge": "Rechnungsnummer",
    "Festschreibung": "Bedarfsnummer",
    "Änderungsanträge": "Antragsnummer",
    "Ausnahmen": "Code",
}

FROZEN = {
    "Festschreibung": """
        Bedarfsnummer | Schulnummer | Artikelnummer | Menge
        B-1           | 190001      | A-1           | 4
        B-2           | 190002      | A-2           | 8
        """,
    "Änderungsanträge": """
        Antragsnummer | Bedarfsnummer | Feld  | Neuer Wert
        AN-1          | B-2           | Menge | 10
        """,
    "Ausnahmen": """
        Code | Schlüssel
        S05  | 190001
        """,
}
"""Rows for the tables of the baseline, to be laid over ``GOOD``."""


FUNDED = {
    "Bestellungen": """
        Bestellnummer | Bedarfsnummer | Bestellt am | Menge | Betrag brutto
        O-1           | B-1           | 10.2.2022   | 4     | 15.800,00
        """,
    "Rechnungen": """
        Rechnungsnummer | Bedarfsnummer | Bestellnummer | Menge | Betrag brutto | Rechnungssumme | Bezahlt am
        R-1             | B-1           | O-1           | 2     | 7.900,00      | 7.900,00       | 28.2.2022
        """,
    "Mittelabrufe": """
        Abrufnummer | Betrag
        M-1         | 7.000,00
        """,
    "Abgänge": """
        Rechnungsnummer | Bedarfsnummer | Menge | Datum    | Grund
        R-1             | B-1           | 1     | 5.1.2030 | Defekt
        """,
}
"""Rows for the tables of the grant, to be laid over ``GOOD``: paid, called for, and lost when no longer bound."""


def workbook(*, live: bool = False, **texts: str) -> dict[str, Table]:
    """All input tables by name, ``GOOD`` with those given put in its place; ``live`` adds the live columns."""
    return {model.TABLE: table(model, (GOOD | texts)[model.TABLE], live=live) for model in MODELS}


def table(model: type[Row], text: str, *, live: bool = False) -> Table:
    """Table of a row model from lines of cells parted by ``|``, the first line with the headers."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    given = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    headers = {column.header: column.kind for column in columns(model).values()}
    assert headers.keys() >= set(lines[0]), "a text table has an unknown header"
    rows = [
        tuple(
            _cell(row.get(header, USUAL.get(header, "")), _kind(row, header, kind)) for header, kind in headers.items()
        )
        for row in given
    ]
    extra = model.LIVE if live else ()
    cells = tuple(row + (None,) * len(extra) for row in rows)
    return Table(model.TABLE, (*headers, *extra), cells, model.TABLE, FIRST_ROW, FIRST_COLUMN)


def _kind(row: Mapping[str, str], header: str, kind: Kind) -> Kind:
    """Kind of a cell; that of a setting's value depends on its key."""
    if header != "Wert":
        return kind
    kinds = {fold(column.header): column.kind for column in setting_columns().values()}
    return kinds.get(fold(row.get("Schlüssel", "")), kind)


def _cell(text: str, kind: Kind) -> Cell:
    """Return a typed cell as Excel stores it."""
    if not text:
        return None
    if kind.stored in (str, object):
        return text
    return read_date(text, "") if kind.name == "Datum" else read_euro(text.replace(".", ""), "")


def changed(tables: Mapping[str, Table], name: str, row: int, header: str, cell: Cell) -> dict[str, Table]:
    """Return the tables with one cell of table ``name`` changed; ``row`` is the row's number in the table, from 1."""
    old = tables[name]
    rows = [list(cells) for cells in old.rows]
    rows[row - 1][old.headers.index(header)] = cell
    return {**tables, name: replace(old, rows=tuple(map(tuple, rows)))}


def appended(tables: Mapping[str, Table], name: str, row: int) -> dict[str, Table]:
    """Return the tables with a copy of a row at the end of table ``name``."""
    old = tables[name]
    return {**tables, name: replace(old, rows=(*old.rows, old.rows[row - 1]))}


def without(tables: Mapping[str, Table], name: str, header: str = "") -> dict[str, Table]:
    """Return the tables without table ``name``, or with that table without one column."""
    rest = {key: value for key, value in tables.items() if key != name}
    if not header:
        return rest
    old = tables[name]
    at = old.headers.index(header)
    rows = tuple(cells[:at] + cells[at + 1 :] for cells in old.rows)
    return {**rest, name: replace(old, headers=old.headers[:at] + old.headers[at + 1 :], rows=rows)}


__all__ = [
    "FIRST_COLUMN",
    "FIRST_ROW",
    "FROZEN",
    "FUNDED",
    "GOOD",
    "USUAL",
    "appended",
    "changed",
    "table",
    "without",
    "workbook",
]
