"""Safe save: at any moment the old or the new workbook stands there whole, and the last version is kept as a copy."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import stat
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pakt_xl.domain.errors import UnusableError
from pakt_xl.ooxml.package import Fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pakt_xl.ooxml.package import Package

_PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6)  # seconds; a virus scanner or a sync client lets go of a file in that time


@dataclass(frozen=True, slots=True)
class Saved:
    """Where the workbook was written, and where the version before lies (None when there was none)."""

    path: Path
    backup: Path | None


@dataclass(frozen=True, slots=True)
class _Old:
    """The file that will be replaced, as it is now."""

    data: bytes
    mode: int
    fingerprint: Fingerprint


def save(package: Package, target: Path) -> Saved:
    """Write the package to ``target``, which may be the file it was read from, another file, or a new one.

    A file that stands there is kept beside as ``NAME.vorher.xlsx``. Raises UnusableError with one German message
    when the workbook is open in an office program, was changed since it was read, or cannot be written; the
    file is then as it was, and nothing is left beside it.
    """
    try:
        place = Path(os.path.realpath(target))
        _refuse_open(target)
        _refuse_open(place)
        return _save(package, place, target)
    except OSError as error:
        raise UnusableError(f"{_reason(error, target)} Die Datei wurde nicht geändert.") from error


def _save(package: Package, place: Path, target: Path) -> Saved:
    in_place = place == Path(os.path.realpath(package.path))
    backup = place.with_name(f"{place.stem}.vorher{place.suffix}")
    with _beside(place) as new, _beside(backup) as copy:
        _write(new, package.write)
        old = _old(place)
        if in_place and (old is None or old.fingerprint != package.fingerprint):
            raise _changed(target)
        if old is not None:
            _write(copy, lambda stream: stream.write(old.data))
            new.chmod(old.mode)
            copy.chmod(old.mode)
            _replace(copy, backup)
            if _stamp(place) != (old.fingerprint.size, old.fingerprint.mtime_ns):
                raise _changed(target)
        _replace(new, place)
    _sync_folder(place.parent)
    return Saved(target, backup if old is not None else None)


def _refuse_open(path: Path) -> None:
    """Refuse when Excel (``~$NAME``) or LibreOffice (``.~lock.NAME#``) has the workbook open, and folders."""
    for lock in (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")):
        if lock.exists():
            raise UnusableError(
                f"Die Arbeitsmappe „{path.name}“ ist geöffnet („{lock.name}“ liegt daneben). Bitte schließen Sie sie "
                "oder geben Sie mit -o eine andere Datei an. Ist sie nirgends geöffnet, löschen Sie diese Datei."
            )
    if path.is_dir():
        raise UnusableError(f"„{path}“ ist ein Ordner. Bitte geben Sie eine Datei an.")
    if path.exists() and not os.access(path, os.W_OK):
        raise UnusableError(
            f"Die Datei „{path}“ ist schreibgeschützt. Bitte heben Sie den Schutz auf oder geben Sie mit -o eine "
            "andere Datei an."
        )


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Give a name in the folder of ``path`` for a file that does not outlive the block."""
    temporary = path.with_name(f".pakt-xl-{secrets.token_hex(8)}.tmp")
    try:
        yield temporary
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _write(path: Path, fill: Callable[[BinaryIO], object]) -> None:
    with path.open("xb") as stream:
        fill(stream)
        stream.flush()
        os.fsync(stream.fileno())


def _old(path: Path) -> _Old | None:
    try:
        with path.open("rb") as stream:
            state = os.fstat(stream.fileno())
            data = stream.read()
    except FileNotFoundError:
        return None
    fingerprint = Fingerprint(len(data), state.st_mtime_ns, hashlib.sha256(data).hexdigest())
    return _Old(data, stat.S_IMODE(state.st_mode), fingerprint)


def _stamp(path: Path) -> tuple[int, int]:
    state = path.stat()
    return state.st_size, state.st_mtime_ns


def _replace(source: Path, target: Path) -> None:
    """Put a finished file in another's place; on Windows that fails as long as a program holds the other."""
    for pause in _PAUSES:
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    source.replace(target)


def _sync_folder(folder: Path) -> None:
    """Make the change of names last; Windows and some network drives do it themselves and refuse this."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _changed(target: Path) -> UnusableError:
    return UnusableError(
        f"Die Arbeitsmappe „{target.name}“ wurde inzwischen geändert, verschoben oder gelöscht; es wurde nichts "
        "geschrieben. Bitte speichern und schließen Sie sie und starten Sie den Lauf noch einmal."
    )


def _reason(error: OSError, target: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"Zum Speichern von „{target}“ fehlt Platz auf dem Datenträger. Bitte schaffen Sie Platz."
    if isinstance(error, PermissionError):
        return (
            f"Die Datei „{target}“ lässt sich nicht speichern (kein Zugriff). Bitte schließen Sie sie in Excel und "
            "prüfen Sie die Rechte im Ordner."
        )
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"Den Ordner „{target.parent}“ gibt es nicht. Bitte legen Sie ihn an oder wählen Sie einen anderen."
    if error.errno == errno.EROFS:
        return f"Der Datenträger von „{target}“ ist schreibgeschützt. Bitte geben Sie mit -o einen anderen Ort an."
    if error.errno == errno.ENAMETOOLONG:
        return f"Der Name „{target.name}“ ist zu lang. Bitte wählen Sie einen kürzeren."
    return (
        f"Die Datei „{target}“ lässt sich nicht speichern (Systemfehler {error.errno}). Bitte prüfen Sie Laufwerk "
        "und Ordner."
    )
