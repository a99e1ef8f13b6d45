"""Plan of a year: what is to be bought, a row per lot and item (readings 32, 33)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn

if TYPE_CHECKING:
    from pakt_xl.domain.table import Cells, Table
    from pakt_xl.planning.outlook import PlanLine
    from pakt_xl.reports.view import View

COLUMNS = (
    OutColumn("Los", Look.TEXT, 22, "Warengruppe der Beschaffung."),
    OutColumn("Artikelnummer", Look.TEXT, 15, "Nummer des Artikels im Katalog."),
    OutColumn("Bezeichnung", Look.TEXT, 58, "Was beschafft wird."),
    OutColumn("Einheit", Look.TEXT, 10, "Zähleinheit."),
    OutColumn("Menge Bedarf", Look.WHOLE, 13, "Menge aller Bedarfe des Jahres."),
    OutColumn("bereits bestellt", Look.WHOLE, 13, "Davon bestellt oder berechnet."),
    OutColumn("noch zu beschaffen", Look.WHOLE, 13, "Davon noch zu beschaffen."),
    OutColumn("Schulen", Look.WHOLE, 10, "Zahl der verschiedenen Schulen."),
    OutColumn("Einzelpreis netto", Look.EURO, 16, "Preis je Einheit ohne Umsatzsteuer; leer, wenn nichts offen ist."),
    OutColumn("Auftragswert netto", Look.EURO, 17, "Wert der noch zu beschaffenden Menge ohne Umsatzsteuer."),
    OutColumn("Betrag brutto", Look.EURO, 17, "Wert der noch zu beschaffenden Menge mit Umsatzsteuer."),
    OutColumn("davon DigitalPakt", Look.EURO, 17, "Anteil des Betrags, den der DigitalPakt bezahlt."),
)


def spec(year: int) -> GeneratedTable:
    """Return the table of the Plan of a year: sheet ``Plan 2022``, table ``Plan2022``."""
    title = f"Plan {year}: Beschaffung nach Losen"
    return GeneratedTable(f"Plan{year}", f"Plan {year}", title, COLUMNS, key=("Los", "Artikelnummer"))


def build(view: View, year: int) -> Table:
    """Return a row per lot and item; Einzelpreis netto is empty if nothing of it is open."""
    return spec(year).table([_row(line) for line in view.outlook.plans.get(year, ())])


def _row(line: PlanLine) -> Cells:
    return (
        line.lot,
        line.item.number,
        line.item.name,
        line.item.unit,
        line.wanted,
        line.wanted - line.open_quantity,
        line.open_quantity,
        line.schools,
        line.unit_net,
        line.net,
        line.gross,
        line.gross_programme,
    )
