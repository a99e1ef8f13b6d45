"""The process that reads one file from outside, within bounds; started by process.py, it ends with the file.

Standard input: one line of JSON with the file's name and the tables wanted, then the bytes of the file. Standard
output: one JSON object, either what was read or the German sentence why not.
"""

from __future__ import annotations

import contextlib
import json
import sys
from pathlib import Path

from pakt_xl.domain.errors import UnusableError
from pakt_xl.ooxml.admission import check_cells, check_unpacked, reaches
from pakt_xl.ooxml.gate import RETURN, Limits, too_much
from pakt_xl.ooxml.package import Package
from pakt_xl.ooxml.parts import Workbook
from pakt_xl.ooxml.read import Reader
from pakt_xl.returns.content import Content, Wanted, to_json
from pakt_xl.returns.sheets import content_of


def main() -> None:
    """Bound this process, read the file, say what it holds."""
    bound(RETURN)
    order = json.loads(sys.stdin.buffer.readline())
    wanted = [Wanted(each[0], each[1], each[2], tuple(each[3])) for each in order["wanted"]]
    sys.stdout.write(said(order["file"], sys.stdin.buffer.read(), wanted))
    sys.stdout.flush()


def said(file: str, data: bytes, wanted: list[Wanted]) -> str:
    """Return the JSON object for a file of this name."""
    try:
        return to_json(read(file, data, wanted))
    except UnusableError as error:
        return json.dumps({"refused": str(error)})
    except MemoryError:
        return json.dumps({"refused": f"Die Datei „{file}“ braucht zu viel Speicher und wird nicht gelesen."})


def read(file: str, data: bytes, wanted: list[Wanted], limits: Limits = RETURN) -> Content:
    """Let a file through the gate and read our tables of it. Raises UnusableError."""
    package = Package(Path(file), data, 0, limits)
    check_unpacked(package, limits)
    workbook = Workbook.of(package)
    check_cells(package, workbook, limits)
    content = content_of(workbook, Reader(package, workbook), wanted, reaches(package))
    for found in content.tables.values():
        if limits.lines is not None and len(found.lines) > limits.lines:
            raise too_much(file, f"im Blatt „{found.sheet}“ mehr als {limits.lines:,} Zeilen hat".replace(",", "."))
    return content


def bound(limits: Limits) -> None:
    """Set the bounds that this platform knows on memory, processor time and output; Windows knows none here."""
    try:
        import resource  # noqa: PLC0415  POSIX only
    except ImportError:
        return
    bounds = {
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_CPU: limits.seconds,
        resource.RLIMIT_FSIZE: limits.answer,
        resource.RLIMIT_CORE: 0,
    }
    for kind, value in bounds.items():
        with contextlib.suppress(ValueError, OSError):  # a system may refuse one, e.g. macOS that of memory
            resource.setrlimit(kind, (value, value))
