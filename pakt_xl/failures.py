"""What a person is told when a call fails: one German sentence, and a log file for what nobody foresaw."""

from __future__ import annotations

import errno
import os
import tempfile
import traceback
from pathlib import Path

from pakt_xl.domain.errors import UnusableError

_REASONS = {
    errno.ENOSPC: "Der Datenträger ist voll. Bitte Platz schaffen und den Befehl wiederholen.",
    errno.EACCES: "Der Zugriff ist verweigert. Bitte Rechte prüfen und die Datei in anderen Programmen schließen.",
    errno.EPERM: "Der Zugriff ist verweigert. Bitte Rechte prüfen und die Datei in anderen Programmen schließen.",
    errno.EROFS: "Der Datenträger ist schreibgeschützt. Bitte mit -o einen anderen Ort angeben.",
    errno.ENOENT: "Datei oder Ordner gibt es nicht. Bitte den Pfad prüfen.",
    errno.EEXIST: "Unter diesem Namen steht schon etwas anderes. Bitte einen anderen Namen angeben.",
    errno.ENOTDIR: "Ein Teil des Pfades ist kein Ordner. Bitte den Pfad prüfen.",
    errno.EISDIR: "Das ist ein Ordner, keine Datei. Bitte den Pfad prüfen.",
    errno.ENAMETOOLONG: "Der Name ist zu lang. Bitte einen kürzeren wählen.",
}


def own_folder() -> Path:
    """Return the folder of the tool's own files of this user, where a click leaves its log."""
    return Path.home() / ".pakt-xl"


def sentence(error: Exception, folder: Path | None = None) -> str:
    """Return what to tell; errors that nobody foresaw are written to a log file, which is named.

    The log lies in ``folder``, which is made if need be; without it where temporary files lie. Notes that were added
    to the error on its way say what is written already.
    """
    return " ".join((_first(error, folder), *getattr(error, "__notes__", ())))


def _first(error: Exception, folder: Path | None) -> str:
    if isinstance(error, UnusableError):
        return str(error)
    if isinstance(error, MemoryError):
        return "Der Arbeitsspeicher reicht nicht. Bitte andere Programme schließen und den Befehl wiederholen."
    if isinstance(error, OSError) and error.errno in _REASONS:
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{_REASONS[error.errno]}"
    return f"Unerwarteter Fehler ({type(error).__name__}); es ist ein Fehler des Werkzeugs. {_logged(error, folder)}"


def _logged(error: Exception, folder: Path | None) -> str:
    """Write the traceback to a file of its own and say where it lies."""
    try:
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix="pakt-xl-", suffix=".log", dir=folder, text=True)
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as stream:
            stream.writelines(traceback.format_exception(error))
    except OSError:
        return "Das Protokoll dazu ließ sich nicht schreiben."
    return f"Das Protokoll dazu liegt in {name}; bitte an die Betreuung des Werkzeugs geben."
