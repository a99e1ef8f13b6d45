"""Rows of the grant: notices, calls for funds, and what was lost while it was bound."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Annotated

from pakt_xl.domain.cells import CHOICE, DATE, EURO, KEY, QUANTITY, TEXT
from pakt_xl.domain.columns import Column
from pakt_xl.domain.rows.base import NEED_NUMBER, PILLAR, Row

DISPOSAL_REASONS = ("Verlust", "Diebstahl", "Defekt", "Umzug")


class Notice(Row):
    """A notice of the state (Zuwendungsbescheid); call, proof and binding period hang on it."""

    TABLE = "Bescheide"
    ROW_KEY = ("file_reference",)
    file_reference: Annotated[
        str | None, Column("Aktenzeichen", KEY, "Aktenzeichen des Bescheids; jedes nur einmal.")
    ] = None
    lucom_number: Annotated[
        str | None, Column("Lucom-Nr.", KEY, "Nummer des Antrags im Förderportal.", required=False)
    ] = None
    pillar: Annotated[int | None, PILLAR] = None
    granted_on: Annotated[date | None, Column("Bewilligt am", DATE, "Tag des Bescheids.")] = None
    grant: Annotated[Decimal | None, Column("Zuwendung", EURO, "Bewilligte Zuwendung in Euro.")] = None
    eligible_spending: Annotated[
        Decimal | None,
        Column("Zuwendungsfähige Ausgaben", EURO, "Bewilligte Ausgaben in Euro, einschließlich Eigenanteil."),
    ] = None
    starts_on: Annotated[date | None, Column("Durchführung ab", DATE, "Erster Tag der Durchführung.")] = None
    ends_on: Annotated[date | None, Column("Durchführung bis", DATE, "Letzter Tag der Durchführung.")] = None
    proof_due: Annotated[
        date | None,
        Column(
            "Nachweis bis",
            DATE,
            "Frist des Verwendungsnachweises; leer: sechs Monate nach der Durchführung.",
            required=False,
        ),
    ] = None

    @property
    def number(self) -> str | None:
        """The Aktenzeichen, by which a notice is looked up as other rows are by their number."""
        return self.file_reference


class Call(Row):
    """A call for funds (Mittelabruf) under a notice."""

    TABLE = "Mittelabrufe"
    ROW_KEY = ("number",)
    number: Annotated[str | None, Column("Abrufnummer", KEY, "Eigene Nummer des Abrufs; jede nur einmal.")] = None
    file_reference: Annotated[
        str | None, Column("Aktenzeichen", KEY, "Bescheid, zu dem abgerufen wird.", refers=Notice.TABLE)
    ] = None
    called_on: Annotated[date | None, Column("Abgerufen am", DATE, "Tag des Abrufs.")] = None
    amount: Annotated[
        Decimal | None,
        Column(
            "Betrag", EURO, "Abgerufene Zuwendung in Euro, über 0,00.", above=0, expected="Betrag in Euro über 0,00"
        ),
    ] = None


class Disposal(Row):
    """Pieces of an invoice row that are gone (Abgang); several rows of one invoice row add up (reading 95)."""

    TABLE = "Abgänge"
    ROW_KEY = ("invoice_number", "supplier", "need_number")
    UNIQUE = False
    invoice_number: Annotated[
        str | None, Column("Rechnungsnummer", KEY, "Nummer der Rechnung, mit der das Gerät kam.")
    ] = None
    supplier: Annotated[str | None, Column("Lieferant", TEXT, "Wer die Rechnung gestellt hat.")] = None
    # Looked up together with invoice and supplier, so that an unknown row is told once (reading 93).
    need_number: Annotated[str | None, replace(NEED_NUMBER, refers="")] = None
    quantity: Annotated[
        int | None,
        Column("Menge", QUANTITY, "Abgegangene Menge, ab 0.", minimum=0, expected="ganze Zahl ab 0"),
    ] = None
    day: Annotated[date | None, Column("Datum", DATE, "Tag des Abgangs.")] = None
    reason: Annotated[
        str | None, Column("Grund", CHOICE, "Verlust, Diebstahl, Defekt oder Umzug.", choices=DISPOSAL_REASONS)
    ] = None
