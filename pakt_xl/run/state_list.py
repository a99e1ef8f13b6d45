"""The state's open list of schools (Schulgrunddaten NRW): its format, and the schools of one authority in it."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.table import fold, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SCHOOL_TYPES = {
    "02": "Grundschule",
    "04": "Hauptschule",
    "08": "Förderschule",
    "10": "Realschule",
    "14": "Sekundarschule",
    "15": "Gesamtschule",
    "17": "Waldorfschule",
    "20": "Gymnasium",
    "25": "Weiterbildungskolleg",
    "30": "Berufskolleg",
    "83": "Klinikschule",
}
"""The official keys of the column Schulform; what has no word in our list is left to the office."""

OFFICE = "0A"  # a Schulamt, which is no school
CLOSED, CLOSING = "9", "2"  # Schulbetriebsschluessel with a day in the past, and with one to come
NUMBER, TYPE, NAME, AUTHORITY = "Schulnummer", "Schulform", "Schulbezeichnung_1", "Traegernummer"
OPERATION, OPERATION_DAY = "Schulbetriebsschluessel", "Schulbetriebsdatum"
_NEEDED = (NUMBER, TYPE, NAME, AUTHORITY, OPERATION, OPERATION_DAY)
_SEPARATOR = re.compile("sep=.\r?\n", re.IGNORECASE)  # a first line for Excel
_SCHOOL_NUMBER = re.compile("[0-9]{6}")
_NOTHING = "Es wurde nichts geschrieben."


@dataclass(frozen=True, slots=True)
class Listed:
    """A school as the list has it; ``operation`` is the key of its state, ``day`` belongs to that."""

    number: str
    name: str
    type_key: str
    operation: str = "1"
    day: str = ""

    @property
    def school_type(self) -> str | None:
        """Our word for its type; None if there is none."""
        return SCHOOL_TYPES.get(self.type_key)

    @property
    def is_closed(self) -> bool:
        """Whether the list says that it is closed."""
        return self.operation == CLOSED


@dataclass(frozen=True, slots=True)
class StateList:
    """What one authority has in the list: lines = schools + offices + foreign + unreadable + doubled.

    ``elsewhere`` gives the authority of every school of another one, by number.
    """

    lines: int
    schools: Mapping[str, Listed]
    elsewhere: Mapping[str, str]
    offices: int = 0
    foreign: int = 0
    unreadable: int = 0
    doubled: int = 0


def read_state_list(path: Path, authority: str) -> StateList:
    """Read the list. UnusableError if it is not that list, is no UTF-8, or has no school of this authority."""
    rows = list(_rows(path))
    own = [row for row in rows if fold(row[AUTHORITY]) == fold(authority)]
    offices = [row for row in own if row[TYPE].upper() == OFFICE]
    schools: dict[str, Listed] = {}
    readable = [row for row in own if row[TYPE].upper() != OFFICE and _SCHOOL_NUMBER.fullmatch(row[NUMBER])]
    for row in readable:
        listed = Listed(row[NUMBER], row[NAME], row[TYPE].upper(), row[OPERATION], row[OPERATION_DAY])
        schools.setdefault(listed.number, listed)
    if not schools:
        raise UnusableError(
            f"In der Liste {path.name} steht keine Schule des Schulträgers „{authority}“ ({len(rows)} Zeilen). Bitte "
            f"prüfen Sie die Nummer hinter --authority. {_NOTHING}"
        )
    return StateList(
        len(rows),
        schools,
        {row[NUMBER]: row[AUTHORITY] for row in rows if fold(row[AUTHORITY]) != fold(authority)},
        offices=len(offices),
        foreign=len(rows) - len(own),
        unreadable=len(own) - len(offices) - len(readable),
        doubled=len(readable) - len(schools),
    )


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    """Yield the needed columns of every line that is not blank."""
    text = _text(path)
    start = _SEPARATOR.match(text)
    lines = csv.reader(io.StringIO(text[start.end() :] if start else text, newline=""), delimiter=";", strict=True)
    try:
        headers = [trim(header) for header in next(lines, [])]
        missing = [header for header in _NEEDED if header not in headers]
        if missing:
            raise _other_format(path, f"Es fehlt die Spalte {', '.join(missing)}")
        places = {header: headers.index(header) for header in _NEEDED}
        width = max(place for place, header in enumerate(headers) if header) + 1
        for cells in lines:
            if any(map(trim, cells)):
                if len(cells) < width or any(map(trim, cells[width:])):
                    line = lines.line_num + (1 if start else 0)
                    raise _other_format(path, f"Zeile {line} hat mehr oder weniger Spalten als die Überschrift")
                yield {header: trim(cells[place]) for header, place in places.items()}
    except csv.Error as error:
        raise _other_format(path, "Die Anführungszeichen oder Zeilen gehen nicht auf") from error


def _text(path: Path) -> str:
    if not path.is_file():
        raise UnusableError(f"Die Datei „{path}“ gibt es nicht. Bitte prüfen Sie den Pfad. {_NOTHING}")
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _other_format(path, "Sie ist nicht in UTF-8 gespeichert") from error


def _other_format(path: Path, what: str) -> UnusableError:
    return UnusableError(
        f"{path.name} ist nicht die Liste „Schulgrunddaten NRW“, wie sie das Land veröffentlicht: {what}. Bitte laden "
        f"Sie die Datei neu und öffnen Sie sie vorher nicht in Excel. {_NOTHING}"
    )
