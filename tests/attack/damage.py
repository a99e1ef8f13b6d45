"""A small master to damage, ways to damage it, and what must hold after any command on it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pakt_xl.cli import main
from pakt_xl.ooxml.package import Package
from pakt_xl.ooxml.parts import Workbook

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pytest

ENGLISH = re.compile(r"\b(the|error|invalid|not|found|Traceback|expected|failed|object|cannot|must|Errno)\b")
QUOTED = re.compile("„[^“]*“")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Exit code of a command and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The object that ``--json`` printed."""
        return json.loads(self.out)


def told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> Outcome:
    """Run a command; its exit code and streams must be of the promised shape."""
    capsys.readouterr()
    code = main(arguments)
    printed = capsys.readouterr()
    assert code in (0, 1, 2)
    if code == 2:
        assert printed.out == ""
        assert len(printed.err.splitlines()) == 1, printed.err
        assert not ENGLISH.search(QUOTED.sub("", printed.err)), printed.err
        assert not printed.err.startswith("Unerwarteter Fehler"), printed.err
    else:
        assert printed.err == ""
    return Outcome(code, printed.out, printed.err)


def parts_of(path: Path) -> dict[str, bytes]:
    """Every part of a workbook by its name."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a workbook file of these parts, stored without compression."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def with_change(source: Path, part: str, old: str, new: str) -> bytes:
    """Return the workbook with the first ``old`` of a part replaced; it must be there."""
    parts = parts_of(source)
    text = parts[part].decode()
    assert old in text
    return packed(parts | {part: text.replace(old, new, 1).encode()})


def sheet_of(path: Path, table: str) -> str:
    """Part of the sheet on which a table stands."""
    info = Workbook.of(Package.open(path)).table(table)
    assert info is not None
    return info.sheet.part


def files_in(folder: Path) -> dict[str, bytes]:
    """Names and bytes of all files of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
