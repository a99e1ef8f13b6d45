"""One click at a time: a second program that reads half-filled tables would put the users' notes into wrong rows."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pakt_xl.domain.errors import UnusableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK = "klick.lock"
RUNNING = (
    "Der vorige Klick wird noch bearbeitet, oder seine Meldung ist noch offen. Bitte warten Sie, bis er fertig ist, "
    "und klicken Sie dann noch einmal. Es wurde nichts geschrieben."
)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a lock in this folder, made if need be; UnusableError if another click of this user holds it.

    The system frees the lock when a program ends, however it does. Where there can be no lock, work goes on without.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / LOCK).open("ab")
    except OSError:
        yield
        return
    with file:
        try:
            _lock(file.fileno())
        except OSError as error:
            raise UnusableError(RUNNING) from error
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
