"""The files of the school workbooks: safe names, and whether one that lies there may be replaced."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from pakt_xl.domain.cells import is_blank
from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.school_workbook import (
    Answer,
    SchoolLine,
    SchoolNeed,
    Stamp,
    StampLine,
    Wish,
    content_checksum,
    copied,
)
from pakt_xl.domain.table import fold
from pakt_xl.ooxml.package import Package
from pakt_xl.ooxml.parts import Workbook
from pakt_xl.ooxml.read import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pakt_xl.domain.table import Table

SHORT = 40
"""Characters of the school's name in a file name; folder and number leave room below the 260 of Windows."""

_APPLICATION = "docProps/app.xml"
_OURS = b"<Application>pakt-xl</Application>"  # every program that saves a workbook writes its own name
_LETTERS = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "ẞ": "Ss",
        "æ": "ae",
        "Æ": "Ae",
        "ø": "oe",
        "Ø": "Oe",
    }
)


def file_name(number: str, name: str) -> str:
    """Name of a school's file: its number and a short name of plain letters, digits and hyphens.

    The number in front keeps it apart from every name that Windows reserves (CON, AUX, …), and from other schools.
    """
    short = _plain(name)
    if len(short) > SHORT:
        short = short[: SHORT + 1].rpartition("-")[0] or short[:SHORT]
    return "_".join(filter(None, (_plain(number) or "Schule", short.strip("-")))) + ".xlsx"


def _plain(text: str) -> str:
    parted = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text).translate(_LETTERS))
    return re.sub(r"[^A-Za-z0-9]+", "-", "".join(char for char in parted if not unicodedata.combining(char))).strip("-")


def is_untouched(data: bytes, number: str) -> bool:
    """Whether a file is a workbook of this school that we wrote and that nobody saved or filled in since."""
    try:
        package = Package(Path("Schulmappe.xlsx"), data, 0)
        if not package.find(_APPLICATION) or _OURS not in package.read(_APPLICATION):
            return False
        tables = _tables(package)
    except UnusableError:
        return False
    stamp = _stamp(tables)
    if stamp is None or fold(stamp.school) != fold(number) or not _is_blank(tables):
        return False
    lines, needs = ([copied(row) for row in tables[model.TABLE].rows] for model in (SchoolLine, SchoolNeed))
    return content_checksum(lines, [row for row in needs if row != copied((None,) * 7)]) == stamp.checksum


def _tables(package: Package) -> Mapping[str, Table]:
    book = Workbook.of(package)
    reader = Reader(package, book)
    return {info.name: reader.table(info) for info in book.tables}


def _stamp(tables: Mapping[str, Table]) -> Stamp | None:
    if not all(model.TABLE in tables for model in (SchoolLine, SchoolNeed, Wish, Answer, StampLine)):
        return None
    return Stamp.of({str(row[0]): "" if row[1] is None else str(row[1]) for row in tables[StampLine.TABLE].rows})


def _is_blank(tables: Mapping[str, Table]) -> bool:
    """Whether nothing is filled in: no wish, no answer beside its label."""
    wishes = (cell for row in tables[Wish.TABLE].rows for cell in row)
    answers = (cell for row in tables[Answer.TABLE].rows for cell in row[1:])
    return all(map(is_blank, (*wishes, *answers)))
