"""Registers the scheme of our links for the current user, without administrator's rights, on any platform."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from pakt_xl.desktop.command import link_command
from pakt_xl.desktop.system import this_system

if TYPE_CHECKING:
    from pakt_xl.desktop.place import Place, Report
    from pakt_xl.desktop.system import System


def install(system: System | None = None) -> Report:
    """Let links of our scheme start this installation; raises UnusableError if that cannot be."""
    return place(system or this_system()).install()


def status(system: System | None = None) -> Report:
    """Tell whether links of our scheme start this installation; writes nothing."""
    return place(system or this_system()).status()


def uninstall(system: System | None = None) -> Report:
    """Remove what ``install`` wrote; raises UnusableError if it belongs to another installation."""
    return place(system or this_system()).uninstall()


def place(system: System) -> Place:
    """Return where this platform registers schemes; neither Windows nor macOS counts as a free desktop."""
    command = link_command(system)
    if system.platform == "win32":
        from pakt_xl.desktop.registry import Registry  # noqa: PLC0415  each platform loads its own
        from pakt_xl.desktop.windows import Windows  # noqa: PLC0415

        return Windows(Registry(importlib.import_module("winreg")), command, system.base)
    if system.platform == "darwin":
        from pakt_xl.desktop.macos import Mac  # noqa: PLC0415

        return Mac(system.home / "Applications", command, system.run)
    from pakt_xl.desktop.linux import linux  # noqa: PLC0415

    return linux(system, command)
