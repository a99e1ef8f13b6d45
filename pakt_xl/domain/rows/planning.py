"""Rows of planning: schools, catalogue, prices, needs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from pakt_xl.domain.cells import CHOICE, DATE, EURO, KEY, QUANTITY, TEXT, YEAR
from pakt_xl.domain.columns import Column
from pakt_xl.domain.rows.base import (
    CONCEPTS,
    DEFAULT_UNIT,
    FIRST_RECORDED_YEAR,
    FUNDINGS,
    GROSS,
    INFRASTRUCTURES,
    ITEM_NUMBER,
    LAST_RECORDED_YEAR,
    NET,
    NO,
    PILLAR,
    PRODUCT_GROUPS,
    SCHOOL_NUMBER,
    SCHOOL_TYPES,
    YES,
    Row,
)


class School(Row):
    """A school with its own budget (H1), infrastructure (H3) and concept (H9)."""

    TABLE = "Schulen"
    ROW_KEY = ("number",)
    LIVE = ("Belegt", "Restbudget", "Säule 3 belegt", "Säule 3 Obergrenze")
    number: Annotated[
        str | None,
        Column(
            "Schulnummer",
            KEY,
            "Sechsstellige amtliche Schulnummer; jede nur einmal.",
            pattern="[0-9]{6}",
            expected="Schulnummer mit 6 Ziffern",
        ),
    ] = None
    name: Annotated[str | None, Column("Schulname", TEXT, "Name der Schule.")] = None
    school_type: Annotated[
        str | None, Column("Schulform", CHOICE, "Schulform aus der Liste.", choices=SCHOOL_TYPES)
    ] = None
    budget: Annotated[
        Decimal | None,
        Column(
            "DigitalPakt-Budget",
            EURO,
            "Budget der Schule in Euro brutto, ab 0,00.",
            minimum=0,
            expected="Betrag in Euro ab 0,00",
        ),
    ] = None
    infrastructure: Annotated[
        str | None,
        Column("Infrastruktur", CHOICE, "Stand der IT-Grundstruktur der Schule.", choices=INFRASTRUCTURES),
    ] = None
    concept: Annotated[
        str | None,
        Column("TPEK", CHOICE, "Stand des technisch-pädagogischen Einsatzkonzepts.", choices=CONCEPTS),
    ] = None
    closed_from: Annotated[
        date | None,
        Column("Geschlossen ab", DATE, "Nur bei Schließung: erster Tag ohne Schulbetrieb.", required=False),
    ] = None


class Item(Row):
    """An item of the catalogue."""

    TABLE = "Katalog"
    ROW_KEY = ("number",)
    number: Annotated[str | None, Column("Artikelnummer", KEY, "Eigene Nummer des Artikels; jede nur einmal.")] = None
    name: Annotated[str | None, Column("Bezeichnung", TEXT, "Was beschafft wird.")] = None
    pillar: Annotated[
        int | None,
        PILLAR,
    ] = None
    product_group: Annotated[
        str | None,
        Column("Warengruppe", CHOICE, "Bestimmt das Los der Beschaffung.", choices=PRODUCT_GROUPS),
    ] = None
    unit: Annotated[
        str | None,
        Column("Einheit", TEXT, "Zähleinheit; leer heißt Stück.", required=False, default=DEFAULT_UNIT),
    ] = DEFAULT_UNIT
    eligible: Annotated[
        str | None, Column("Förderfähig", CHOICE, "Darf der DigitalPakt dies bezahlen?", choices=(YES, NO))
    ] = None


class Price(Row):
    """A dated price of an item; the latest not after the planning day holds (rule 2)."""

    TABLE = "Preise"
    ROW_KEY = ("item_number", "valid_from")
    item_number: Annotated[str | None, ITEM_NUMBER] = None
    valid_from: Annotated[
        date | None, Column("Gültig ab", DATE, "Erster Tag, an dem der Preis gilt; je Artikel nur einmal.")
    ] = None
    amount: Annotated[
        Decimal | None,
        Column(
            "Einzelpreis",
            EURO,
            "Preis je Einheit in Euro, über 0,00.",
            above=0,
            expected="Betrag in Euro über 0,00",
        ),
    ] = None
    price_type: Annotated[
        str | None, Column("Preisart", CHOICE, "brutto mit, netto ohne Umsatzsteuer.", choices=(GROSS, NET))
    ] = None
    source: Annotated[
        str | None, Column("Quelle", TEXT, "Woher der Preis stammt, z. B. Rahmenvertrag oder Angebot.")
    ] = None


class Need(Row):
    """A school wants an item in a year."""

    TABLE = "Bedarfe"
    ROW_KEY = ("number",)
    LIVE: ClassVar[tuple[str, ...]] = ("Noch zu beschaffen", "Einzelpreis", "Geplant", "Bestellt offen", "Berechnet")
    number: Annotated[str | None, Column("Bedarfsnummer", KEY, "Eigene Nummer des Bedarfs; jede nur einmal.")] = None
    school_number: Annotated[str | None, SCHOOL_NUMBER] = None
    item_number: Annotated[str | None, ITEM_NUMBER] = None
    quantity: Annotated[
        int | None,
        Column(
            "Menge",
            QUANTITY,
            "Ganze Zahl ab 0; 0 heißt gestrichen.",
            minimum=0,
            expected="ganze Zahl ab 0",
        ),
    ] = None
    year: Annotated[int | None, Column("Wunschjahr", YEAR, "Jahr der Beschaffung innerhalb der Laufzeit.")] = None
    funding: Annotated[str | None, Column("Finanzierung", CHOICE, "Wer bezahlt.", choices=FUNDINGS)] = None
    recorded_year: Annotated[
        int | None,
        Column(
            "Erfasst im Jahr",
            YEAR,
            "Jahr des Jahresbilanzgesprächs, in dem der Bedarf erfasst wurde.",
            minimum=FIRST_RECORDED_YEAR,
            maximum=LAST_RECORDED_YEAR,
            expected=f"Jahr von {FIRST_RECORDED_YEAR} bis {LAST_RECORDED_YEAR}",
        ),
    ] = None
