"""Master workbooks on disk for the tests of the use cases and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.books.file import FileBook
from pakt_xl.domain.table import Table
from pakt_xl.ooxml.save import save
from pakt_xl.programme import load
from pakt_xl.run.demo import demo_package
from tests.tables import workbook

if TYPE_CHECKING:
    from pathlib import Path

    from pakt_xl.programme import Programme

PROGRAMME = load("digitalpakt_nrw_2019")

# Worked example 10: the PCs no longer fit, other funding counts only for information.
EXAMPLE_10 = {
    "Schulen": """
        Schulnummer | Schulname   | DigitalPakt-Budget
        190001      | Ahornschule | 30.000,00
        """,
    "Katalog": """
        Artikelnummer | Bezeichnung | Fördersäule | Warengruppe
        A-1           | Tafel       | 1           | Präsentationstechnik
        A-2           | WLAN-Raum   | 1           | WLAN
        A-3           | PC          | 2           | Arbeitsplätze
        A-4           | Tablet      | 3           | Mobile Endgeräte
        A-5           | Tablet neu  | 3           | Mobile Endgeräte
        """,
    "Preise": """
        Artikelnummer | Einzelpreis
        A-1           | 3.950,00
        A-2           | 750,00
        A-3           | 850,00
        A-4           | 400,00
        A-5           | 450,00
        """,
    "Bedarfe": """
        Bedarfsnummer | Schulnummer | Artikelnummer | Menge | Finanzierung
        B-1           | 190001      | A-1           | 6     | DigitalPakt
        B-2           | 190001      | A-2           | 5     | DigitalPakt
        B-3           | 190001      | A-3           | 4     | DigitalPakt
        B-4           | 190001      | A-4           | 10    | städtische Mittel
        B-5           | 190001      | A-5           | 20    | anderes Förderprogramm
        """,
    "Bestellungen": "Bestellnummer",
    "Rechnungen": "Rechnungsnummer",
    "Umschichtungen": "Von Schule",
}


def master(path: Path, **texts: str) -> Path:
    """Write a master with the tables of tests/tables.py, those given in place of the usual ones."""
    return master_of(PROGRAMME, path, **texts)


def master_of(programme: Programme, path: Path, **texts: str) -> Path:
    """Write such a master for a programme."""
    tables = workbook(live=False, **texts)
    settings = tables["Einstellungen"]
    tables["Einstellungen"] = Table("Einstellungen", settings.headers[:2], tuple(row[:2] for row in settings.rows))
    save(demo_package(programme, tables), path)
    return path


def rows(path: Path, name: str) -> list[dict[str, object]]:
    """Rows of a table of a workbook by their headers."""
    table = FileBook(path).read()[name]
    return [dict(zip(table.headers, row, strict=True)) for row in table.rows]
