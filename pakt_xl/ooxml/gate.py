"""The gate for files from outside: what is no workbook that we can use is refused, each kind in its own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pakt_xl.domain.errors import UnusableError

if TYPE_CHECKING:
    from collections.abc import Iterable

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may be: bytes on disk, members, bytes unpacked, cells, rows of one table that are read.

    None is no limit of this kind. A part of more than ``ratio_from`` bytes may unpack to at most ``ratio`` times its
    stored bytes. ``seconds`` and ``memory`` (bytes) bound the process that reads the file, ``answer`` the bytes it
    may say.
    """

    file: int
    members: int | None = None
    unpacked: int | None = None
    ratio: int | None = None
    ratio_from: int = _MEGABYTE
    cells: int | None = None
    lines: int | None = None
    seconds: int = 0
    memory: int = 0
    answer: int = 0


MASTER = Limits(file=512 * _MEGABYTE)
"""The office's own workbook; with 120,000 needs it has about 10 million bytes."""

RETURN = Limits(
    file=10 * _MEGABYTE,
    members=1_000,
    unpacked=200 * _MEGABYTE,
    ratio=100,
    cells=500_000,
    lines=5_000,
    seconds=10,
    memory=1024 * _MEGABYTE,
    answer=8 * _MEGABYTE,
)
"""What a school sends back; the largest school has some hundred needs, its workbook 30 thousand bytes."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_TEXT_HEAD = 4096
_AS_XLSX = "Bitte öffnen Sie sie in Excel und speichern Sie sie als „Excel-Arbeitsmappe (*.xlsx)“."
_FRESH_COPY = "Bitte nehmen Sie eine Sicherungskopie oder holen Sie die Datei noch einmal."

DO_NOT_OPEN = "Bitte öffnen Sie sie nicht und fragen Sie nach, woher sie stammt."

_PLAIN = (
    ("xl/worksheets/", "Ein Tabellenblatt"),
    ("xl/tables/", "Eine Tabelle"),
    ("xl/sharedstrings", "Die Liste der Texte"),
    ("xl/styles", "Die Liste der Formate"),
    ("xl/media/", "Ein Bild"),
    ("xl/drawings/", "Eine Zeichnung"),
    ("xl/charts/", "Ein Diagramm"),
    ("xl/vbaproject", "Der Speicher der Makros"),
    ("xl/workbook", "Das Verzeichnis der Blätter"),
)
"""What the parts of a workbook are to a person, by how their names begin in lower case."""

# Byte order mark, blanks, comments and processing instructions: what may stand before DOCTYPE and root element.
_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<!--.*?-->|<\?.*?\?>)*+", re.DOTALL)
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")


def check_file(data: bytes, file: str, limits: Limits = MASTER) -> None:
    """Refuse by its first bytes what is no zip file at all; ``file`` is the name shown to the user."""
    if not data:
        raise UnusableError(f"Die Datei „{file}“ ist leer (0 Bytes). {_FRESH_COPY}")
    if len(data) > limits.file:
        raise UnusableError(
            f"Die Datei „{file}“ ist größer als {limits.file // _MEGABYTE} MB. "
            "Bitte entfernen Sie Bilder oder Blätter, die nicht gebraucht werden."
        )
    if data.startswith(_OLE):
        raise UnusableError(_ole_message(data, file))
    if not data.startswith(_ZIP):
        raise UnusableError(_text_message(data, file))


def check_count(count: int, file: str, limits: Limits) -> None:
    """Refuse a file of more members than any program writes into such a workbook."""
    if limits.members is not None and count > limits.members:
        raise too_much(file, f"aus mehr als {limits.members} Teilen besteht")


def too_much(file: str, how: str) -> UnusableError:
    """The message for a file that holds or unpacks to more than such a workbook can need."""
    return UnusableError(f"Die Datei „{file}“ wird aus Sicherheitsgründen nicht gelesen, weil sie {how}. {DO_NOT_OPEN}")


def plain(part: str) -> str:
    """Name a part as the beginning of a sentence for people, with its own name for whoever looks into the file."""
    kind = next((kind for start, kind in _PLAIN if part.lower().startswith(start)), "Ein innerer Bestandteil")
    return f"{kind} (intern „{part}“)"


def check_names(names: Iterable[str], file: str) -> None:
    """Refuse member names that a careful program would not unpack, and two members of one name."""
    seen: set[str] = set()
    for name in names:
        steps = name.split("/")
        if not name or name.startswith("/") or "\\" in name or ":" in name or ".." in steps or "\0" in name:
            raise UnusableError(
                f"Die Datei „{file}“ enthält einen unzulässigen Teil (intern „{name}“) und wird aus Sicherheitsgründen "
                f"nicht gelesen. {DO_NOT_OPEN}"
            )
        if name.lower() in seen:  # Part names differ by more than case (ECMA-376 Part 2, 6.2.2.3).
            raise UnusableError(
                f"Die Datei „{file}“ ist beschädigt: {plain(name)} ist doppelt vorhanden. {_FRESH_COPY}"
            )
        seen.add(name.lower())


def check_kind(names: Iterable[str], mimetype: bytes, content_types: bytes, file: str) -> None:
    """Refuse zip files that are something else: OpenDocument, .xlsb, Word, PowerPoint, signed workbooks.

    ``mimetype`` and ``content_types`` are the members of that name, empty when there is none.
    """
    if b"opendocument" in mimetype:
        raise UnusableError(f"Die Datei „{file}“ ist eine OpenDocument-Datei (.ods). {_AS_XLSX}")
    if b"sheet.binary" in content_types:
        raise UnusableError(f"Die Datei „{file}“ ist eine binäre Arbeitsmappe (.xlsb). {_AS_XLSX}")
    for mark, kind in ((b"wordprocessingml", "ein Word-Dokument"), (b"presentationml", "eine Präsentation")):
        if mark in content_types and b"spreadsheetml" not in content_types:
            raise UnusableError(
                f"Die Datei „{file}“ ist {kind}, keine Excel-Arbeitsmappe. Bitte wählen Sie die Arbeitsmappe."
            )
    if any(name.endswith(".iwa") for name in names):
        raise UnusableError(
            f"Die Datei „{file}“ ist ein Dokument von Apple Numbers. Bitte speichern Sie sie dort mit „Ablage > "
            "Exportieren > Excel“ als .xlsx."
        )
    if b"spreadsheetml" not in content_types:
        raise UnusableError(
            f"Die Datei „{file}“ ist ein ZIP-Archiv, aber keine Excel-Arbeitsmappe. "
            "Bitte wählen Sie die Arbeitsmappe; liegt sie in diesem Archiv, entpacken Sie es zuerst."
        )
    if any(name.lower().startswith("_xmlsignatures/") for name in names):
        raise UnusableError(
            f"Die Arbeitsmappe „{file}“ ist digital signiert; jede Änderung bräche die Signatur. "
            "Bitte entfernen Sie die Signatur (Datei > Informationen) oder nehmen Sie eine Kopie ohne Signatur."
        )


def check_prolog(data: bytes, part: str, file: str, *, whole: bool) -> bool:
    """Refuse an XML part with a DOCTYPE or not in UTF-8, judged by what stands before its root element.

    Returns False when ``data`` ends before the root element begins, so that more of the part is needed
    (never when ``whole``: the parser will name what is wrong then).
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]:
        raise _not_utf8(part, file)
    encoding = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
    if encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii"):
        raise _not_utf8(part, file)
    rest = _PROLOG.sub(b"", data, count=1)
    if rest.startswith(b"<!DOCTYPE"):
        raise doctype(part, file)
    return whole or (rest.startswith(b"<") and not rest.startswith((b"<!", b"<?")) and len(rest) > 1)


def doctype(part: str, file: str) -> UnusableError:
    """The message for a DOCTYPE: it could make a reader fetch other files or grow without end."""
    return UnusableError(
        f"Die Datei „{file}“ enthält etwas, das Excel nie schreibt (DOCTYPE, intern „{part}“), und wird aus "
        f"Sicherheitsgründen nicht gelesen. {DO_NOT_OPEN}"
    )


def _not_utf8(part: str, file: str) -> UnusableError:
    return UnusableError(
        f"Die Datei „{file}“ hat ein Programm gespeichert, das Zeichen anders ablegt als Excel (kein UTF-8, intern "
        f"„{part}“). Ist die Herkunft sicher, öffnen Sie sie in Excel und speichern Sie sie neu."
    )


def _ole_message(data: bytes, file: str) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return (
            f"Die Arbeitsmappe „{file}“ ist mit einem Kennwort verschlüsselt. Bitte öffnen Sie sie in Excel und "
            "heben Sie das Kennwort auf (Datei > Informationen > Arbeitsmappe schützen)."
        )
    if any(stream.encode("utf-16-le") in data for stream in ("Workbook", "Book")):
        return f"Die Datei „{file}“ ist eine Arbeitsmappe im alten Format (.xls). {_AS_XLSX}"
    return f"Die Datei „{file}“ ist ein altes Office-Dokument, keine Excel-Arbeitsmappe (.xlsx). {_AS_XLSX}"


def _text_message(data: bytes, file: str) -> str:
    head = data[:_TEXT_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[: len(head) // 2 * 2].decode("utf-16", "replace").encode()
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")) or b"<table" in start:
        return f"Die Datei „{file}“ ist eine HTML-Seite mit falscher Endung, keine Excel-Arbeitsmappe. {_AS_XLSX}"
    if start.startswith(b"<") and b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        return f"Die Datei „{file}“ ist eine „XML-Kalkulationstabelle 2003“. {_AS_XLSX}"
    if start and not any(byte < ord("\t") for byte in head):
        return (
            f"Die Datei „{file}“ ist eine Textdatei (etwa CSV), keine Excel-Arbeitsmappe; sie hat höchstens ein Blatt. "
            "Bitte nehmen Sie die Arbeitsmappe selbst und speichern Sie sie als „Excel-Arbeitsmappe (*.xlsx)“."
        )
    return (
        f"Die Datei „{file}“ ist keine Excel-Arbeitsmappe oder sie ist beschädigt. Bitte wählen Sie die Arbeitsmappe "
        "(.xlsx oder .xlsm) oder nehmen Sie eine Sicherungskopie."
    )
