"""A message box for a click that could not be carried out; the text is never read by a shell or as a script."""

from __future__ import annotations

import importlib
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from pakt_xl.desktop.system import NOT_STARTED, this_system

if TYPE_CHECKING:
    from pakt_xl.desktop.system import System

TITLE = "pakt-xl"
WARNING_IN_FRONT = 0x30 | 0x10000 | 0x40000  # MB_ICONWARNING, MB_SETFOREGROUND, MB_TOPMOST
APPLESCRIPT = (
    "on run argv",
    'display dialog (item 2 of argv) with title (item 1 of argv) buttons {"OK"} default button 1 with icon caution',
    "end run",
)


def show(text: str, system: System | None = None) -> None:
    """Show a message until it is closed; without a screen or a program for it, print it on stderr. Never raises."""
    here = system or this_system()
    lines = "".join(char if char.isprintable() or char == "\n" else " " for char in text)
    boxes = {"win32": _windows, "darwin": _mac}
    if not boxes.get(here.platform, _free)(lines, here) and sys.stderr:
        with suppress(OSError, ValueError):
            print(lines, file=sys.stderr, flush=True)  # noqa: T201  the last way to say it


def _windows(text: str, _system: System) -> bool:
    ctypes: Any = importlib.import_module("ctypes")  # its windll exists on Windows only
    return bool(ctypes.windll.user32.MessageBoxW(None, text, TITLE, WARNING_IN_FRONT))


def _mac(text: str, system: System) -> bool:
    script = [word for line in APPLESCRIPT for word in ("-e", line)]
    return system.run(["/usr/bin/osascript", *script, TITLE, text]) == 0


def _free(text: str, system: System) -> bool:
    """Show it with the first program that starts; a failure may also be how a box was closed, so none follows it."""
    if not {"DISPLAY", "WAYLAND_DISPLAY"} & set(system.environ):
        return False
    programs = {
        "zenity": ["--warning", "--no-markup", f"--title={TITLE}", f"--text={text}"],
        "kdialog": ["--title", TITLE, "--error", text],
        "xmessage": ["-center", "-title", TITLE, text],
    }
    for name, words in programs.items():
        found = system.find(name)
        code = system.run([found, *words]) if found else NOT_STARTED
        if code != NOT_STARTED:
            return code == 0
    return False
