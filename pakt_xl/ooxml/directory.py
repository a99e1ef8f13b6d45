"""The directory of a zip file: its members and where their stored bytes lie; damaged or odd archives are refused."""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pakt_xl.domain.errors import UnusableError
from pakt_xl.ooxml import gate

if TYPE_CHECKING:
    from pathlib import Path

_LOCAL = struct.Struct("<4s5H3L2H")
_LOCAL_SIGNATURE = b"PK\x03\x04"
_END_SIZE = 22
_LOCATOR_SIZE = 20
_LOCATOR_SIGNATURE = b"PK\x06\x07"
_ZIP64_EXTRA = 1
_ENCRYPTED = 0x1
_UTF8 = 0x800
_LARGEST_WITHOUT = 0xFFFFFFFF  # bytes that need no ZIP64
_SAVE_ANEW = "Ist die Herkunft sicher, öffnen Sie sie in Excel und speichern Sie sie neu."


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the archive; its stored bytes lie at ``data[start:end]`` of the file."""

    name: str
    raw_name: bytes
    info: zipfile.ZipInfo
    start: int
    end: int


def members_of(data: bytes, file: str) -> tuple[Member, ...]:
    """Members in the order of the directory. Raises UnusableError for what is damaged or not plain zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos, comment, end = archive.infolist(), archive.comment, archive.start_dir
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise UnusableError(
            f"Die Datei „{file}“ ist unvollständig oder beschädigt, wohl bei einer abgebrochenen Übertragung. "
            "Bitte nehmen Sie eine Sicherungskopie oder holen Sie die Datei noch einmal."
        ) from error
    members = tuple(_member(data, info, file) for info in infos)
    for member in sorted(members, key=lambda each: each.start, reverse=True):
        if member.end > end:
            raise _harmful(file)
        end = member.info.header_offset
    locator = len(data) - _END_SIZE - len(comment) - _LOCATOR_SIZE
    if data[max(locator, 0) :].startswith(_LOCATOR_SIGNATURE) or any(map(_has_zip64, infos)):
        if len(data) + sum(info.file_size for info in infos) <= _LARGEST_WITHOUT:
            raise _odd(file, "im Format ZIP64 gepackt", _SAVE_ANEW)
        raise gate.too_much(file, "sich im Format ZIP64 als größer als 4 GB ausgibt")
    return members


def damaged(file: str, part: str) -> UnusableError:
    """The message for a part whose bytes are not what the directory or its format promises."""
    return UnusableError(
        f"Die Datei „{file}“ ist beschädigt: {gate.plain(part)} lässt sich nicht lesen. "
        "Bitte öffnen Sie sie in Excel, lassen Sie sie reparieren und speichern Sie sie neu."
    )


def unreadable(path: Path, error: OSError) -> str:
    """Return the German message for a file that the system does not let us read."""
    if isinstance(error, FileNotFoundError):
        return f"Die Datei „{path}“ gibt es nicht. Bitte prüfen Sie den Pfad."
    if path.is_dir():
        return f"„{path}“ ist ein Ordner, keine Arbeitsmappe. Bitte geben Sie die Datei an."
    if isinstance(error, PermissionError):
        return (
            f"Die Datei „{path}“ lässt sich nicht lesen (kein Zugriff). Bitte schließen Sie sie in Excel oder "
            "prüfen Sie die Rechte."
        )
    return (
        f"Die Datei „{path}“ lässt sich nicht lesen (Systemfehler {error.errno}). Bitte prüfen Sie Laufwerk und Pfad."
    )


def _member(data: bytes, info: zipfile.ZipInfo, file: str) -> Member:
    if info.flag_bits & _ENCRYPTED:
        raise _odd(file, "mit einem ZIP-Kennwort verschlüsselt", "Bitte nehmen Sie eine Datei ohne dieses Kennwort.")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _odd(file, "mit einem unbekannten Verfahren gepackt", _SAVE_ANEW)
    raw_name = info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437")
    header = data[info.header_offset : info.header_offset + _LOCAL.size]
    if len(header) < _LOCAL.size or not header.startswith(_LOCAL_SIGNATURE):
        raise damaged(file, info.orig_filename)
    fields = _LOCAL.unpack(header)
    name_at = info.header_offset + _LOCAL.size
    start = name_at + fields[9] + fields[10]
    if data[name_at : name_at + fields[9]] != raw_name or fields[3] != info.compress_type:
        raise damaged(file, info.orig_filename)  # two readers of this file would see two different things
    return Member(info.orig_filename, raw_name, info, start, start + info.compress_size)


def _has_zip64(info: zipfile.ZipInfo) -> bool:
    extra = info.extra
    while len(extra) >= 4:  # noqa: PLR2004 - an extra field begins with two words, its kind and its length
        kind, length = struct.unpack_from("<HH", extra)
        if kind == _ZIP64_EXTRA:
            return True
        extra = extra[4 + length :]
    return False


def _odd(file: str, how: str, what_to_do: str) -> UnusableError:
    return UnusableError(f"Die Datei „{file}“ ist {how}; Excel speichert Arbeitsmappen anders. {what_to_do}")


def _harmful(file: str) -> UnusableError:
    """The message for members that lie in each other or behind the end: no program writes that, zip bombs do."""
    return UnusableError(
        f"Die Datei „{file}“ ist beschädigt oder in böser Absicht gebaut: Ihre gepackten Teile passen nicht zusammen. "
        f"{gate.DO_NOT_OPEN}"
    )
