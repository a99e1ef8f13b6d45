"""Plan of a year: what is to be bought, a row per lot and item (readings 32, 33)."""

from __future__ import annotations

from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn

COLUMNS = (
    OutColumn("Los", Look.TEXT, 22, "Warengruppe der Beschaffung."),
    OutColumn("Artikelnummer", Look.TEXT, 15, "Nummer des Artikels im Katalog."),
    OutColumn("Bezeichnung", Look.TEXT, 38, "Was beschafft wird."),
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
