"""Oracle: the typed columns of the input tables, written from WORKBOOK.md."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tests.oracle import cells
from tests.oracle.cells import BadCellError, fold

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Field:
    header: str
    read: Callable[[Any], Any]
    required: bool = True


def _choice(*words: str) -> Callable[[Any], Any]:
    def read(cell: Any) -> str:
        found = {fold(word): word for word in words}.get(fold(cells.text(cell)))
        if found is None:
            raise BadCellError("Z02")
        return found

    return read


def _among(*numbers: int) -> Callable[[Any], Any]:
    def read(cell: Any) -> int:
        found = cells.whole(cell)
        if found not in numbers:
            raise BadCellError("Z02")
        return found

    return read


def _euro(low: str | None = None, above: str | None = None) -> Callable[[Any], Any]:
    def read(cell: Any) -> Decimal:
        found = cells.euro(cell)
        if (low is not None and found < Decimal(low)) or (above is not None and found <= Decimal(above)):
            raise BadCellError("Z02")
        return found

    return read


def _quantity(low: int | None) -> Callable[[Any], Any]:
    """Return a reader of quantities: negative and broken ones are Z05, another breach of the range Z02 (reading 20)."""

    def read(cell: Any) -> int:
        found = cells.whole(cell, "Z05")
        if low is not None and found < low:
            raise BadCellError("Z05" if found < 0 else "Z02")
        return found

    return read


def _year(low: int, high: int) -> Callable[[Any], Any]:
    def read(cell: Any) -> int:
        found = cells.whole(cell)
        if not low <= found <= high:
            raise BadCellError("Z02")
        return found

    return read


def _days(cell: Any) -> int:
    found = cells.whole(cell)
    if found < 0:
        raise BadCellError("Z02")
    return found


def _school(cell: Any) -> str:
    found = cells.key(cell)
    if len(found) != 6 or not (found.isascii() and found.isdigit()):
        raise BadCellError("Z02")
    return found


def _code(cell: Any) -> str:
    found = cells.key(cell)
    if len(found) != 3 or not (found.isascii() and found[0].isalpha() and found[1:].isdigit()):
        raise BadCellError("Z02")
    return found


FUNDINGS = ("DigitalPakt", "städtische Mittel", "anderes Förderprogramm")
GROUPS = ("Präsentationstechnik", "WLAN", "LAN und Server", "Arbeitsplätze", "Mobile Endgeräte", "Sonstiges")
YES_NO = _choice("ja", "nein")
WISHED, RECORDED = _year(1900, 9999), _year(2000, 2099)

FIELDS: dict[str, tuple[Field, ...]] = {
    "Schulen": (
        Field("Schulnummer", _school),
        Field("Schulname", cells.text),
        Field("Schulform", _choice("Grundschule", "Gymnasium", "Berufskolleg")),
        Field("DigitalPakt-Budget", _euro(low="0")),
        Field("Infrastruktur", _choice("vorhanden", "beantragt", "nicht vorhanden")),
        Field("TPEK", _choice("fehlt", "in Arbeit", "liegt vor", "umgesetzt")),
        Field("Geschlossen ab", cells.day, required=False),
    ),
    "Katalog": (
        Field("Artikelnummer", cells.key),
        Field("Bezeichnung", cells.text),
        Field("Fördersäule", _among(1, 2, 3, 4)),
        Field("Warengruppe", _choice(*GROUPS)),
        Field("Einheit", cells.text, required=False),
        Field("Förderfähig", YES_NO),
    ),
    "Preise": (
        Field("Artikelnummer", cells.key),
        Field("Gültig ab", cells.day),
        Field("Einzelpreis", _euro(above="0")),
        Field("Preisart", _choice("brutto", "netto")),
        Field("Quelle", cells.text),
    ),
    "Bedarfe": (
        Field("Bedarfsnummer", cells.key),
        Field("Schulnummer", cells.key),
        Field("Artikelnummer", cells.key),
        Field("Menge", _quantity(0)),
        Field("Wunschjahr", WISHED),
        Field("Finanzierung", _choice(*FUNDINGS)),
        Field("Erfasst im Jahr", RECORDED),
    ),
    "Bestellungen": (
        Field("Bestellnummer", cells.key),
        Field("Bedarfsnummer", cells.key),
        Field("Bestellt am", cells.day),
        Field("Lieferant", cells.text),
        Field("Vergabenummer", cells.text, required=False),
        Field("Menge", _quantity(1)),
        Field("Betrag brutto", _euro(low="0")),
        Field("Status", _choice("bestellt", "storniert")),
    ),
    "Rechnungen": (
        Field("Rechnungsnummer", cells.key),
        Field("Lieferant", cells.text),
        Field("Bedarfsnummer", cells.key),
        Field("Bestellnummer", cells.key, required=False),
        Field("Menge", _quantity(None)),
        Field("Betrag brutto", _euro()),
        Field("USt-Satz", _among(19, 16, 0)),
        Field("Rechnungssumme", _euro()),
        Field("Rechnungsdatum", cells.day),
        Field("Geliefert am", cells.day),
        Field("Bezahlt am", cells.day, required=False),
        Field("Aktenzeichen", cells.key, required=False),
        Field("Abrufnummer", cells.key, required=False),
    ),
    "Bescheide": (
        Field("Aktenzeichen", cells.key),
        Field("Lucom-Nr.", cells.key, required=False),
        Field("Fördersäule", _among(1, 2, 3, 4)),
        Field("Bewilligt am", cells.day),
        Field("Zuwendung", _euro()),
        Field("Zuwendungsfähige Ausgaben", _euro()),
        Field("Durchführung ab", cells.day),
        Field("Durchführung bis", cells.day),
        Field("Nachweis bis", cells.day, required=False),
    ),
    "Mittelabrufe": (
        Field("Abrufnummer", cells.key),
        Field("Aktenzeichen", cells.key),
        Field("Abgerufen am", cells.day),
        Field("Betrag", _euro(above="0")),
    ),
    "Abgänge": (
        Field("Rechnungsnummer", cells.key),
        Field("Lieferant", cells.text),
        Field("Bedarfsnummer", cells.key),
        Field("Menge", _quantity(0)),
        Field("Datum", cells.day),
        Field("Grund", _choice("Verlust", "Diebstahl", "Defekt", "Umzug")),
    ),
    "Umschichtungen": (
        Field("Datum", cells.day),
        Field("Von Schule", cells.key),
        Field("An Schule", cells.key),
        Field("Betrag", _euro(above="0")),
        Field("Grund", cells.text),
        Field("Beschluss", cells.text, required=False),  # a blank one is T04 (reading 54)
    ),
    "Festschreibung": (
        Field("Bedarfsnummer", cells.key),
        Field("Schulnummer", cells.key),
        Field("Artikelnummer", cells.key),
        Field("Menge", _quantity(0)),
        Field("Wunschjahr", WISHED),
        Field("Finanzierung", _choice(*FUNDINGS)),
        Field("Erfasst im Jahr", RECORDED),
        Field("Festgeschrieben am", cells.day),
    ),
    "Änderungsanträge": (
        Field("Antragsnummer", cells.key),
        Field("Bedarfsnummer", cells.key),
        Field(
            "Feld", _choice("Schule", "Artikel", "Menge", "Wunschjahr", "Finanzierung", "Neuer Bedarf", "Streichung")
        ),
        Field("Neuer Wert", cells.text, required=False),
        Field("Begründung", cells.text, required=False),  # a blank one is F03 (reading 54)
        Field("Eingang am", cells.day),
        Field("Entscheidung", _choice("offen", "genehmigt", "abgelehnt")),
        Field("Entschieden am", cells.day, required=False),
        Field("Entschieden durch", cells.text, required=False),
    ),
    "Ausnahmen": (
        Field("Code", _code),
        Field("Schlüssel", cells.key),
        Field("Begründung", cells.text),
        Field("Zugelassen durch", cells.text),
        Field("Gültig bis", cells.day, required=False),
    ),
}

SETTINGS = (
    Field("Schulträger", cells.text),
    Field("Programm", cells.key),
    Field("Stichtag", cells.day),
    Field("Budgetart", _choice("Gesamtausgaben", "Zuwendung")),
    Field("Trägerbudget", _euro(low="0")),
    Field("Budgetbeschluss", cells.text),
    Field("Umschichtung erlaubt", YES_NO),
    Field("Obergrenze Lesart", _choice("beide", "eine")),
    Field("Obergrenze Ebene", _choice("Schule", "Träger")),
    Field("Säulen nur aus städtischen Mitteln", cells.pillars),
    Field("Wertgrenze Stückelung netto", _euro(low="0"), required=False),
    Field("Warnfrist Tage", _days, required=False),
)
DEFAULTS = {
    "Umschichtung erlaubt": "nein",
    "Obergrenze Lesart": "beide",
    "Obergrenze Ebene": "Schule",
    "Säulen nur aus städtischen Mitteln": (3,),
    "Warnfrist Tage": 90,
}
