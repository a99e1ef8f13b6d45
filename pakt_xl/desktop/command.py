"""The command behind the scheme: what the desktop starts when a link is clicked, the link as its one argument."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.domain.errors import UnusableError

if TYPE_CHECKING:
    from pathlib import Path

    from pakt_xl.desktop.system import System

PROGRAM = "pakt-xl-link"
# -P: a click starts in whatever folder the office program works in; nothing may be imported from there.
MODULE = ("-P", "-m", "pakt_xl.buttons")


def link_command(system: System) -> tuple[str, ...]:
    """Return the words that start the handler of this installation; the link follows as the last one.

    Raises UnusableError if the path of the installation cannot stand in a registration.
    """
    windows = system.platform == "win32"
    name = f"{PROGRAM}.exe" if windows else PROGRAM
    for folder in (system.python.parent, system.scripts):
        if (folder / name).is_file():
            return (_usable(folder / name),)
    windowless = system.python.with_name("pythonw.exe")
    python = windowless if windows and windowless.is_file() else system.python
    return (_usable(python), *MODULE)


def _usable(path: Path) -> str:
    """Return the path as text; Windows and Linux take a percent sign for the place of the link."""
    text = str(path)
    if not path.is_absolute() or not text.isprintable() or "%" in text:
        raise UnusableError(
            f"Der Pfad dieser Installation lässt sich nicht eintragen (Prozent- oder Steuerzeichen): „{text}“. "
            "Bitte pakt-xl in einen anderen Ordner installieren."
        )
    return text
