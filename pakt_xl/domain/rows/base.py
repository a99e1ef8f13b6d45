"""What every row model shares: the base row, the words of the lists, columns that several tables have."""

from __future__ import annotations

from functools import cache
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from pakt_xl.domain.cells import KEY, WHOLE, CellError
from pakt_xl.domain.columns import Column

YES, NO = "ja", "nein"
PROGRAMME, CITY, OTHER_PROGRAMME = "DigitalPakt", "städtische Mittel", "anderes Förderprogramm"
FUNDINGS = (PROGRAMME, CITY, OTHER_PROGRAMME)
PRESENT, APPLIED_FOR, ABSENT = "vorhanden", "beantragt", "nicht vorhanden"
INFRASTRUCTURES = (PRESENT, APPLIED_FOR, ABSENT)
CONCEPT_MISSING, CONCEPT_IN_PROGRESS, CONCEPT_PRESENT, CONCEPT_DONE = (
    "fehlt",
    "in Arbeit",
    "liegt vor",
    "umgesetzt",
)
CONCEPTS = (CONCEPT_MISSING, CONCEPT_IN_PROGRESS, CONCEPT_PRESENT, CONCEPT_DONE)
PRESENTATION, WLAN, LAN = "Präsentationstechnik", "WLAN", "LAN und Server"
PRODUCT_GROUPS = (PRESENTATION, WLAN, LAN, "Arbeitsplätze", "Mobile Endgeräte", "Sonstiges")
GROSS, NET = "brutto", "netto"
ORDERED, CANCELLED = "bestellt", "storniert"
SCHOOL_TYPES = (
    "Grundschule",
    "Hauptschule",
    "Förderschule",
    "Realschule",
    "Sekundarschule",
    "Gesamtschule",
    "Gymnasium",
    "Weiterbildungskolleg",
    "Berufskolleg",
    "Waldorfschule",
    "Klinikschule",
)
PILLARS = ("1", "2", "3", "4")  # of the usual programme; the programme file says which there are
DEFAULT_UNIT = "Stück"
FIRST_RECORDED_YEAR, LAST_RECORDED_YEAR = 2000, 2099  # reading 42


class Row(BaseModel):
    """A row as typed. A field is None where its cell is blank or cannot be read.

    ``index`` is the place in the table (0-based), ``line`` the sheet row, ``errors`` the codes of the Fehler that
    reading found on this row (Z01 to Z05), ``unread`` the fields whose cell is blank or unreadable though needed.
    Z03 stands in ``errors`` of every row of a doubled number (reading 46); its finding only on the later ones.
    """

    model_config = ConfigDict(frozen=True)
    TABLE: ClassVar[str]
    ROW_KEY: ClassVar[tuple[str, ...]]  # fields that form the row's Schlüssel (reading 55)
    UNIQUE: ClassVar[bool] = True  # whether a second row with this key is Z03
    LIVE: ClassVar[tuple[str, ...]] = ()  # headers of the live formula columns, in order, behind the typed ones

    index: int = 0
    line: int = 0
    errors: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    def breaches(self) -> list[tuple[str, CellError]]:
        """Fields that are wrong only beside another field of the row."""
        return []

    def looks_up(self, field: str) -> bool:  # noqa: ARG002  a row model may tell its fields apart
        """Whether the number in a field that refers to another table must stand there (Z04)."""
        return True


@cache
def columns(model: type[Row]) -> dict[str, Column]:
    """Columns of a row model by field name, in the order of the sheet."""
    fields = model.model_fields.items()
    return {name: part for name, info in fields for part in info.metadata if isinstance(part, Column)}


PILLAR = Column("Fördersäule", WHOLE, "Nummer der Fördersäule, siehe Programmwerte.", choices=PILLARS, pillars=True)
SCHOOL_NUMBER = Column("Schulnummer", KEY, "Sechsstellige amtliche Schulnummer.", refers="Schulen")
ITEM_NUMBER = Column("Artikelnummer", KEY, "Nummer des Artikels im Katalog.", refers="Katalog")
NEED_NUMBER = Column("Bedarfsnummer", KEY, "Nummer des Bedarfs im Blatt Bedarfe.", refers="Bedarfe")
