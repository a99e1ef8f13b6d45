"""Machines for the tests: any platform, folders of their own, programs that are only written down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pakt_xl.desktop.system import NOT_STARTED, System

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path


@dataclass
class Programs:
    """Programs of a machine by name; what was called is kept, each program answers with its exit code."""

    codes: Mapping[str, Callable[[Sequence[str]], int] | int] = field(default_factory=dict)
    calls: list[list[str]] = field(default_factory=list)

    def run(self, words: Sequence[str]) -> int:
        self.calls.append(list(words))
        code = self.codes.get(words[0].rpartition("/")[2], NOT_STARTED)
        return code if isinstance(code, int) else code(words)

    def find(self, name: str) -> str | None:
        return f"/usr/bin/{name}" if name in self.codes else None


def machine(
    folder: Path,
    platform: str = "linux",
    programs: Programs | None = None,
    environ: Mapping[str, str] | None = None,
    program: bool = True,
) -> System:
    """Return a machine whose home and Python lie in a folder; with the program for links beside Python or without."""
    python = folder / "bin" / ("python.exe" if platform == "win32" else "python")
    python.parent.mkdir(parents=True, exist_ok=True)
    if program:
        (python.parent / ("pakt-xl-link.exe" if platform == "win32" else "pakt-xl-link")).touch()
    here = programs or Programs()
    return System(platform, folder / "home", environ or {}, python, folder / "Scripts", folder, here.run, here.find)
