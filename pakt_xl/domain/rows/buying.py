"""Rows of buying: orders and invoices."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from pakt_xl.domain.cells import CHOICE, DATE, EURO, KEY, QUANTITY, TEXT, WHOLE, CellError
from pakt_xl.domain.columns import Column
from pakt_xl.domain.rows.base import CANCELLED, NEED_NUMBER, ORDERED, Row


class Order(Row):
    """An order row: one need of one order."""

    TABLE = "Bestellungen"
    ROW_KEY = ("number", "need_number")
    LIVE = ("Berechnete Menge", "Offener Betrag")
    number: Annotated[str | None, Column("Bestellnummer", KEY, "Nummer der Bestellung; je Bedarf nur einmal.")] = None
    need_number: Annotated[str | None, NEED_NUMBER] = None
    ordered_on: Annotated[date | None, Column("Bestellt am", DATE, "Tag der Bestellung.")] = None
    supplier: Annotated[str | None, Column("Lieferant", TEXT, "Auftragnehmer.")] = None
    award_number: Annotated[
        str | None, Column("Vergabenummer", TEXT, "Nummer des Vergabeverfahrens.", required=False)
    ] = None
    quantity: Annotated[
        int | None,
        Column("Menge", QUANTITY, "Bestellte Menge, ab 1.", minimum=1, expected="ganze Zahl ab 1"),
    ] = None
    amount: Annotated[
        Decimal | None,
        Column(
            "Betrag brutto",
            EURO,
            "Bestellwert in Euro brutto, ab 0,00.",
            minimum=0,
            expected="Betrag in Euro ab 0,00",
        ),
    ] = None
    status: Annotated[
        str | None,
        Column("Status", CHOICE, "bestellt oder storniert.", choices=(ORDERED, CANCELLED)),
    ] = None


class Invoice(Row):
    """An invoice row: one need of one invoice; credit notes are negative."""

    TABLE = "Rechnungen"
    ROW_KEY = ("number", "supplier", "need_number")
    UNIQUE = False  # a doubled invoice is B03, never Z03 (reading 19)
    LIVE = ()
    number: Annotated[str | None, Column("Rechnungsnummer", KEY, "Nummer auf der Rechnung.")] = None
    supplier: Annotated[str | None, Column("Lieferant", TEXT, "Wer die Rechnung stellt.")] = None
    need_number: Annotated[str | None, NEED_NUMBER] = None
    order_number: Annotated[
        str | None,
        Column("Bestellnummer", KEY, "Bestellung, zu der die Rechnung gehört; darf leer sein.", required=False),
    ] = None
    quantity: Annotated[
        int | None,
        Column("Menge", QUANTITY, "Berechnete Menge; Gutschriften negativ.", expected="ganze Zahl"),
    ] = None
    amount: Annotated[
        Decimal | None, Column("Betrag brutto", EURO, "Betrag dieser Zeile in Euro; Gutschriften negativ.")
    ] = None
    vat_rate: Annotated[
        int | None,
        Column("USt-Satz", WHOLE, "Umsatzsteuersatz in Prozent.", choices=("19", "16", "0")),
    ] = None
    total: Annotated[Decimal | None, Column("Rechnungssumme", EURO, "Summe der ganzen Rechnung in Euro brutto.")] = None
    invoiced_on: Annotated[date | None, Column("Rechnungsdatum", DATE, "Datum der Rechnung.")] = None
    delivered_on: Annotated[
        date | None, Column("Geliefert am", DATE, "Tag der Lieferung; er bestimmt den Steuersatz.")
    ] = None
    paid_on: Annotated[date | None, Column("Bezahlt am", DATE, "Tag der Zahlung.", required=False)] = None
    file_reference: Annotated[
        str | None,
        Column(
            "Aktenzeichen",
            KEY,
            "Zuwendungsbescheid, zu dem die Rechnung gehört; Pflicht beim DigitalPakt.",
            required=False,
            requirement="B",
            refers="Bescheide",
        ),
    ] = None
    call_number: Annotated[
        str | None,
        Column("Abrufnummer", KEY, "Mittelabruf, in dem die Rechnung steht.", required=False),
    ] = None

    def breaches(self) -> list[tuple[str, CellError]]:
        """Return the quantity if it is negative beside a positive amount (reading 16)."""
        if self.quantity is not None and self.quantity < 0 and self.amount is not None and self.amount > 0:
            wanted = "negative Menge nur mit Betrag bis 0,00 (Gutschrift)"
            return [("quantity", CellError("Z05", str(self.quantity), wanted))]
        return []
