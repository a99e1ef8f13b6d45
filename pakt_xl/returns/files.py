"""The files of a folder that schools sent: which there are, what each is by name and first bytes, their bytes."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pakt_xl.domain.errors import UnusableError
from pakt_xl.ooxml import gate
from pakt_xl.returns.returned import Returned, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

WORKBOOKS = (".xlsx", ".xlsm")
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_OLE = b"\xd0\xcf\x11\xe0"
_HEAD = 4096
_DEEPEST = 20  # folders in folders
_HEADER = re.compile(rb"[A-Za-z-]+:")
_MAIL = re.compile(rb"^(?:MIME-Version|Received|Message-ID):", re.IGNORECASE | re.MULTILINE)
_LOCKS = {"~$": "Sperrdatei von Excel", ".~lock.": "Sperrdatei von LibreOffice"}
_THE_WORKBOOK = "daraus lässt sich nichts einlesen. Bitte die Schule um die ausgefüllte Mappe selbst (.xlsx) bitten."
_OTHER_KINDS: Mapping[str, tuple[bytes, ...]] = {
    f"ein PDF-Dokument; {_THE_WORKBOOK}": (b"%PDF",),
    f"ein Bild; {_THE_WORKBOOK}": (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"ftyp"),
    f"ein Textdokument (RTF); {_THE_WORKBOOK}": (b"{\\rtf",),
    "ein gepacktes Archiv. Bitte entpacken Sie es in den Ordner.": (b"Rar!", b"7z\xbc\xaf"),
}
"""What schools send in place of their workbook, by its first bytes; those of HEIC pictures stand behind a length."""
ANSWER_NAME = re.compile(r"Antwort [0-9]{6}( \([0-9]+\))?\.txt")
"""Names of the texts that are written for the schools: ``Antwort 190001.txt``."""
_SYSTEM = ("thumbs.db", "desktop.ini", ".ds_store")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file to be looked at; ``name`` is its path below the folder as it may be shown anywhere."""

    path: Path
    name: str


def printable(text: str) -> str:
    """Text of one line that commands neither terminal nor mail: no controls, no change of direction, no bad bytes."""
    return "".join(char if char.isprintable() else "�" for char in text)


def candidates(folder: Path) -> Iterator[Candidate]:
    """Yield every file below the folder in a fixed order, and each folder that is not gone into.

    Those are links, folders that cannot be read, and folders so deep that nobody put them there by hand.
    """
    closed: list[Path] = []
    for place, folders, files in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        below = sorted(folders)
        deep = len(Path(place).relative_to(folder).parts) >= _DEEPEST
        folders[:] = [] if deep else [name for name in below if not _leads_elsewhere(Path(place, name))]
        for name in sorted({*files, *below} - set(folders)):
            yield _candidate(Path(place, name), folder)
    yield from (_candidate(path, folder) for path in closed)


def _candidate(path: Path, folder: Path) -> Candidate:
    return Candidate(path, printable(path.relative_to(folder).as_posix()))


def _leads_elsewhere(path: Path) -> bool:
    """Whether a folder is a link, or a junction of Windows."""
    return path.is_symlink() or path.resolve() != path.parent.resolve() / path.name


def passed_over(candidate: Candidate, master: Path) -> Returned | None:
    """Return what is said of a file that nobody sent as a return; None for all others."""
    name = candidate.path.name
    why = next((text for start, text in _LOCKS.items() if name.startswith(start)), "")
    if why:
        why = f"{why}; die Mappe ist oder war dort geöffnet"
    elif name.lower() in _SYSTEM or name.startswith("._"):
        why = "Datei des Betriebssystems"
    elif ANSWER_NAME.fullmatch(name):
        why = "Antworttext dieses Werkzeugs"
    elif candidate.path.absolute() == master.absolute():
        why = "die Mappe des Schulträgers selbst"
    return Returned(candidate.name, State.PASSED, why) if why else None


def bytes_of(candidate: Candidate, folder: Path) -> bytes:
    """Return the bytes of a file that may be a workbook. UnusableError says in one sentence why it is none."""
    data = _read(candidate, folder)
    if _is_mail(data):
        raise UnusableError(
            f"Die Datei „{candidate.name}“ ist eine E-Mail-Nachricht. Bitte öffnen Sie sie und speichern Sie die "
            "angehängte Mappe in den Ordner."
        )
    if data.startswith(b"UEsDB"):
        raise UnusableError(
            f"Die Datei „{candidate.name}“ ist noch für den Versand als E-Mail kodiert. Bitte speichern Sie den Anhang "
            "noch einmal aus dem Mailprogramm."
        )
    for kind, starts in _OTHER_KINDS.items():
        if data.startswith(starts) or data[4:].startswith(starts):
            raise UnusableError(f"Die Datei „{candidate.name}“ ist {kind}")
    gate.check_file(data, candidate.name, gate.RETURN)
    return data


def _is_mail(data: bytes) -> bool:
    if data.startswith(_OLE):
        return "__substg1.0_".encode("utf-16-le") in data  # a stream of every Outlook message
    return bool(_HEADER.match(data) and _MAIL.search(data[:_HEAD]))


def odd_ending(candidate: Candidate) -> str:
    """What is said of a workbook whose name does not say that it is one; empty if it does."""
    ending = candidate.path.suffix
    return "" if ending.lower() in WORKBOOKS else f"trotz der Endung „{printable(ending)}“ als Arbeitsmappe gelesen"


def _read(candidate: Candidate, folder: Path) -> bytes:
    path = candidate.path
    try:
        if path.is_symlink() or not path.resolve().is_relative_to(folder.resolve()):
            raise UnusableError(f"„{candidate.name}“ ist eine Verknüpfung; ihr wird nicht gefolgt.")
        if path.is_dir():
            raise UnusableError(f"Der Ordner „{candidate.name}“ ist gesperrt oder liegt zu tief und bleibt ungelesen.")
        handle = os.open(path, _READ)
        with os.fdopen(handle, "rb") as stream:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise UnusableError(f"„{candidate.name}“ ist keine gewöhnliche Datei und wird nicht gelesen.")
            return stream.read(gate.RETURN.file + 1)
    except (OSError, ValueError) as error:
        raise UnusableError(
            f"Die Datei „{candidate.name}“ lässt sich nicht lesen. Bitte schließen Sie sie in anderen Programmen und "
            "prüfen Sie die Rechte."
        ) from error
