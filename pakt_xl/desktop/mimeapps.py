"""The list of default applications of a free desktop: one program is added and taken back, the rest stays."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pakt_xl.desktop.system import System

GROUP = "[Default Applications]"


def folder(system: System, variable: str, usual: str) -> Path:
    """Return one of this user's base folders; a relative path in the variable is ignored, as specified."""
    named = system.environ.get(variable, "")
    return Path(named) if Path(named).is_absolute() else system.home / usual


def first(path: Path, mime: str) -> str | None:
    """Return the program that is asked first for this type, None if there is none."""
    lines = _read(path)
    at = _entry(lines, mime)
    return next(iter(_programs(lines[at])), None) if at is not None else None


def add(path: Path, mime: str, program: str) -> None:
    """Put a program before all others of this type."""
    lines = _read(path)
    at = _entry(lines, mime)
    if at is not None:
        others = [each for each in _programs(lines[at]) if each != program]
        lines[at] = _line(mime, [program, *others])
    elif GROUP in map(str.strip, lines):
        lines.insert([line.strip() for line in lines].index(GROUP) + 1, _line(mime, [program]))
    else:
        lines += [GROUP, _line(mime, [program])]
    _write(path, lines)


def remove(path: Path, mime: str, program: str) -> bool:
    """Take a program from this type, with what is empty then; return whether it was there."""
    lines = _read(path)
    at = _entry(lines, mime)
    if at is None or program not in _programs(lines[at]):
        return False
    others = [each for each in _programs(lines[at]) if each != program]
    lines[at : at + 1] = [_line(mime, others)] if others else []
    if lines[-1] == GROUP:
        lines.pop()
    if lines:
        _write(path, lines)
    else:
        path.unlink()
    return True


def _entry(lines: list[str], mime: str) -> int | None:
    """Place of the type's line in the group of defaults."""
    group = ""
    for at, line in enumerate(lines):
        if line.startswith("["):
            group = line.strip()
        elif group == GROUP and line.partition("=")[0].strip() == mime:
            return at
    return None


def _programs(line: str) -> list[str]:
    return [each for each in line.partition("=")[2].strip().split(";") if each]


def _line(mime: str, programs: list[str]) -> str:
    return f"{mime}={';'.join(programs)}"


def _read(path: Path) -> list[str]:
    """Lines of the file, none without one; bytes that are no UTF-8 survive the way there and back."""
    text = path.read_bytes().decode("utf-8", "surrogateescape") if path.exists() else ""
    return text.removesuffix("\n").split("\n") if text else []


def _write(path: Path, lines: list[str]) -> None:
    """Replace the file as a whole, also behind a link, so that no failure leaves half a list."""
    target = path.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f"{target.name}.pakt-xl")
    beside.write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape"))
    if target.exists():
        shutil.copymode(target, beside)
    beside.replace(target)
