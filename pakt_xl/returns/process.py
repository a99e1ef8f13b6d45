"""Has a file from outside read by a process of its own: whatever happens there, one sentence comes back."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pakt_xl
from pakt_xl.domain.errors import UnusableError
from pakt_xl.ooxml.gate import RETURN, Limits
from pakt_xl.returns.content import Content, from_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pakt_xl.returns.content import Wanted

# Isolated (-I) Python takes no path from its surroundings; the place of this package is told as an argument.
_START = "import sys; sys.path.insert(0, sys.argv[1]); from pakt_xl.returns.child import main; main()"
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows only


def read_apart(file: str, data: bytes, wanted: Sequence[Wanted], limits: Limits = RETURN) -> Content:
    """Read the wanted tables of a file; ``file`` is the name to show. UnusableError says why it was not read.

    Standard input and output are files, so that a process that neither reads nor ends blocks nobody, and one that
    writes without end fills no memory.
    """
    order = {"file": file, "wanted": [[each.id, each.table, each.sheet, each.headers] for each in wanted]}
    with tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as answer:
        told.write(json.dumps(order).encode() + b"\n")
        told.write(data)
        told.seek(0)
        try:
            done = subprocess.run(  # noqa: S603  our own Python with our own words
                command(),
                stdin=told,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                timeout=limits.seconds,
                check=False,
                creationflags=_NO_WINDOW,
            )
        except subprocess.TimeoutExpired as error:
            raise UnusableError(
                f"Die Datei „{file}“ war nach {limits.seconds} Sekunden nicht gelesen und wird nicht übernommen. "
                "Bitte die Schule um eine neu gespeicherte Mappe bitten."
            ) from error
        answer.seek(0)
        said = answer.read(limits.answer + 1)
    if done.returncode or len(said) > limits.answer:
        raise _failed(file)
    return _content(file, said)


def command() -> list[str]:
    """Return the call of the reading process: this Python, isolated, with the place of this package."""
    return [sys.executable, "-I", "-c", _START, str(Path(pakt_xl.__file__).parent.parent)]


def _content(file: str, said: bytes) -> Content:
    try:
        answer = json.loads(said)
        if "refused" in answer:
            raise UnusableError(str(answer["refused"]))
        return from_json(answer)
    except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError) as error:
        raise _failed(file) from error


def _failed(file: str) -> UnusableError:
    return UnusableError(
        f"Die Datei „{file}“ ließ sich nicht lesen: Sie braucht zu viel Speicher, ist beschädigt oder ungewöhnlich "
        "aufgebaut. Bitte die Schule um eine neu gespeicherte Mappe bitten."
    )
