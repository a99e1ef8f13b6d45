"""New: a fresh master workbook under a name that is free."""

from __future__ import annotations

import os
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.table import fold
from pakt_xl.programme import known_programmes, load
from pakt_xl.run.masters import TEMPLATE_PROGRAMME, master_bytes
from pakt_xl.run.results import Made, Step, no_step

if TYPE_CHECKING:
    from pakt_xl.programme import Programme


def new(path: Path, programme_id: str = TEMPLATE_PROGRAMME, *, demo: bool = False, step: Step = no_step) -> Made:
    """Write a fresh master for a programme, on wish with the demo of Hamm; never replaces a file (UnusableError)."""
    programme = _programme(programme_id)
    if path.suffix.lower() != ".xlsx":
        raise UnusableError(f"Eine neue Mappe braucht die Endung .xlsx, nicht „{path.name}“.")
    if demo and programme.id != TEMPLATE_PROGRAMME:
        raise UnusableError(f"Die Beispieldaten gibt es nur für das Programm {TEMPLATE_PROGRAMME}.")
    if os.path.lexists(path):
        raise _exists(path)
    step("Mappe wird angelegt")
    content = _with_demo(programme) if demo else master_bytes(programme)
    _write_new(path, content)
    return Made(path)


def _programme(programme_id: str) -> Programme:
    known = known_programmes()
    if fold(programme_id) not in map(fold, known):
        raise UnusableError(f"Das Programm „{programme_id}“ ist unbekannt. Es gibt: {', '.join(known)}.")
    return load(programme_id)


def _with_demo(programme: Programme) -> bytes:
    from pakt_xl.run.demo import demo_package  # noqa: PLC0415  only a demo needs openpyxl

    content = BytesIO()
    demo_package(programme).write(content)
    return content.getvalue()


def _write_new(path: Path, content: bytes) -> None:
    """Write beside and link into place, so that there is the whole file or none, and never over another one."""
    handle, name = tempfile.mkstemp(prefix=".pakt-xl-", suffix=".tmp", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.chmod(0o666 & ~_umask())
        _place(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _place(beside: Path, path: Path) -> None:
    try:
        os.link(beside, path)
    except FileExistsError:
        raise _exists(path) from None
    except OSError:  # a file system without hard links
        if os.path.lexists(path):
            raise _exists(path) from None
        beside.replace(path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _exists(path: Path) -> UnusableError:
    return UnusableError(f"Die Datei {path} gibt es schon; sie wird nicht ersetzt. Bitte einen anderen Namen wählen.")
