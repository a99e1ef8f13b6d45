"""The school workbook: names of its sheets and tables, its rows, and the stamp that tells what came back."""

from __future__ import annotations

import hashlib
import re
from dataclasses import astuple, dataclass, fields
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated

from pakt_xl.domain.cells import CHOICE, DATE, EURO, KEY, QUANTITY, TEXT, YEAR, plain_text
from pakt_xl.domain.columns import Column
from pakt_xl.domain.rows.base import CONCEPTS, FUNDINGS, INFRASTRUCTURES, Row
from pakt_xl.domain.rows.decisions import FIELDS
from pakt_xl.domain.table import ErrorValue, Formula, trim

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from pakt_xl.domain.table import Cell

LAYOUT_VERSION = 1
"""Goes up with every change of a name, a column or a key below; returns of an older one are read by their own."""

SCHOOL_SHEET, NEEDS_SHEET, WISHES_SHEET, ANSWERS_SHEET, STAMP_SHEET = (
    "Ihre Schule",
    "Ihre Bedarfe",
    "Änderungswünsche",
    "Angaben",
    "Stempel",
)
CONCEPT_KEY, INFRASTRUCTURE_KEY, DAY_KEY = "TPEK", "Infrastruktur", "Datum"
COPY_MARK = "Abschrift "
"""Begins the key of a stamp's row that repeats a row of a read-only table: ``Abschrift IhreBedarfe``."""

LINES = (
    "Schulnummer",
    "Schule",
    "Schulform",
    "Verfügbares Budget",
    "Belegt",
    "Restbudget",
    "Obergrenze Säule 3 (mobile Endgeräte)",
    "Davon noch frei",
    "Einsatzkonzept (TPEK)",
    "Infrastruktur",
    "Vollständig gerechnet",
)
"""The labels of Ihre Schule, in the order of its rows."""

WISH_ROWS = 30
"""Blank rows of Änderungswünsche: a table on a protected sheet does not grow when somebody types below it."""

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")  # what no cell keeps
_BETWEEN = " ¦ "
_REMEMBERED = 4096  # items, years and states repeat
_LONGEST = 1000  # characters of a cell that are copied, so that a row of seven fits into one cell


class SchoolLine(Row):
    """A row of Ihre Schule: what the school should know, as text."""

    TABLE = "IhreSchule"
    ROW_KEY = ("label",)
    label: Annotated[str | None, Column("Angabe", TEXT, "Worum es geht.")] = None
    value: Annotated[str | None, Column("Wert", TEXT, "Was dazu gilt.", required=False)] = None


class SchoolNeed(Row):
    """A row of Ihre Bedarfe: a need of the school as the master shows it; blank where the master is in error."""

    TABLE = "IhreBedarfe"
    ROW_KEY = ("number",)
    number: Annotated[str | None, Column("Bedarfsnummer", KEY, "Nummer des Bedarfs.")] = None
    name: Annotated[str | None, Column("Bezeichnung", TEXT, "Was beschafft wird.", required=False)] = None
    quantity: Annotated[int | None, Column("Menge", QUANTITY, "Stückzahl.", required=False)] = None
    year: Annotated[int | None, Column("Wunschjahr", YEAR, "Jahr der Beschaffung.", required=False)] = None
    funding: Annotated[str | None, Column("Finanzierung", CHOICE, "Wer bezahlt.", required=False, choices=FUNDINGS)] = (
        None
    )
    state: Annotated[str | None, Column("Stand", TEXT, "Was schon geschehen ist.", required=False)] = None
    amount: Annotated[Decimal | None, Column("Betrag", EURO, "Wert in Euro brutto.", required=False)] = None


class Wish(Row):
    """A row of Änderungswünsche: what the school wants changed; ``new_value`` is blank for a withdrawal."""

    TABLE = "Änderungswünsche"
    ROW_KEY = ("need_number",)
    UNIQUE = False
    need_number: Annotated[
        str | None,
        Column(
            "Bedarfsnummer",
            KEY,
            "Nummer aus dem Blatt „Ihre Bedarfe“; leer nur bei „Neuer Bedarf“.",
            required=False,
            requirement="B",
        ),
    ] = None
    field: Annotated[str | None, Column("Feld", CHOICE, "Was geändert werden soll.", choices=FIELDS)] = None
    new_value: Annotated[
        str | None,
        Column(
            "Neuer Wert",
            TEXT,
            "Was künftig gelten soll, z. B. die neue Menge oder das neue Jahr. Bei „Neuer Bedarf“: was, wie viel "
            "und wann. Bei „Streichung“ leer.",
            required=False,
            requirement="B",
        ),
    ] = None
    reasons: Annotated[
        str | None,
        Column("Begründung", TEXT, "Warum. Ohne Begründung kann nicht entschieden werden.", blank_code="R03"),
    ] = None


class Answer(Row):
    """A row of Angaben: what the school says of itself; ``label`` is one of ``ANSWERS``."""

    TABLE = "Angaben"
    ROW_KEY = ("label",)
    label: Annotated[str | None, Column("Angabe", TEXT, "Worum es geht.")] = None
    value: Annotated[str | None, Column("Wert", TEXT, "Ihre Angabe.", required=False)] = None


class StampLine(Row):
    """A row of the stamp, which stands on a sheet that no menu shows."""

    TABLE = "Stempel"
    ROW_KEY = ("key",)
    UNIQUE = False
    key: Annotated[str | None, Column("Schlüssel", TEXT, "Name des Werts.")] = None
    value: Annotated[str | None, Column("Wert", TEXT, "Wert.", required=False)] = None


SCHOOL_MODELS: tuple[type[Row], ...] = (SchoolLine, SchoolNeed, Wish, Answer, StampLine)
"""All tables in the order of their sheets."""

ANSWERS: dict[str, Column] = {
    CONCEPT_KEY: Column(
        CONCEPT_KEY,
        CHOICE,
        "Stand des technisch-pädagogischen Einsatzkonzepts Ihrer Schule.",
        required=False,
        choices=CONCEPTS,
    ),
    INFRASTRUCTURE_KEY: Column(
        INFRASTRUCTURE_KEY,
        CHOICE,
        "Stand der IT-Grundstruktur (Netz und WLAN) Ihrer Schule.",
        required=False,
        choices=INFRASTRUCTURES,
    ),
    DAY_KEY: Column(DAY_KEY, DATE, "Tag, an dem Sie die Mappe ausgefüllt haben.", required=False),
}
"""The kind of cell of each answer, by its label; blank means that the school says nothing new."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a workbook was made for and from. All values are text; ``baseline`` is blank without a baseline.

    ``programme`` is the id of the programme file, ``version`` the layout's, ``baseline`` the checksum of
    Festschreibung, ``round`` the Stichtag as JJJJ-MM-TT, ``checksum`` that of both read-only tables as written.
    """

    programme: str
    authority: str
    school: str
    version: str
    baseline: str
    round: str
    checksum: str

    def rows(self) -> tuple[tuple[str, str], ...]:
        """Key and value of each row, in the order of the table."""
        return tuple(zip(STAMP_KEYS, astuple(self), strict=True))

    @classmethod
    def new(cls, programme: str, authority: str, school: str, *, baseline: str, as_of: date, checksum: str) -> Stamp:
        """Return the stamp of a workbook that is written now, in the present layout."""
        return cls(programme, authority, school, str(LAYOUT_VERSION), baseline, as_of.isoformat(), checksum)

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Stamp | None:
        """Return the stamp with these values by key; None if one of its keys is missing."""
        if not all(key in values for key in STAMP_KEYS):
            return None
        return cls(**{field.name: values[key] for field, key in zip(fields(cls), STAMP_KEYS, strict=True)})


STAMP_KEYS = ("Programm", "Schulträger", "Schulnummer", "Fassung", "Festschreibung", "Runde", "Prüfsumme")


def slot(name: str, place: int | None = None) -> str:
    """Return the text of a cell of the template in whose stead a value of the school is written.

    With a ``place`` it is a cell of a row of values: all slots of one name in one row repeat with their row.
    """
    return f"{{{{{name}}}}}" if place is None else f"{{{{{name}.{place}}}}}"


def copied(cells: Sequence[Cell]) -> str:
    """One text for the cells of a row, as a person sees them; the same however an office program stored them."""
    return _BETWEEN.join(map(_seen, cells))


def copied_cells(text: str) -> tuple[str, ...]:
    """Texts of the cells of a row that was copied."""
    return tuple(text.split(_BETWEEN))


def content_checksum(lines: Iterable[str], needs: Iterable[str]) -> str:
    """SHA-256 (hexadecimal) over the copied rows of Ihre Schule and Ihre Bedarfe; their order does not count."""
    parts = "\f".join("\n".join(sorted(part)) for part in (lines, needs))
    return hashlib.sha256(parts.encode("utf-8", "replace")).hexdigest()


@lru_cache(maxsize=_REMEMBERED, typed=True)  # typed: TRUE equals 1 in Python
def _seen(cell: Cell) -> str:
    """Text of a cell without what an office program may change: kinds of blanks, characters nobody sees."""
    if isinstance(cell, Formula):
        return _seen(cell.value)
    if isinstance(cell, str):
        text = " ".join(trim(cell if cell.isprintable() else _CONTROLS.sub("", cell)).split())
        text = text if text.isprintable() else "".join(filter(str.isprintable, text))
        return text.replace("¦", "|")[:_LONGEST]
    if isinstance(cell, ErrorValue):
        return cell.code
    return "" if cell is None else plain_text(cell)
