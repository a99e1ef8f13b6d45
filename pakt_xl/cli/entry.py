"""The one entry of the command line: German help, German messages, exit codes 0, 1 and 2, never a traceback."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Any

import typer.main

from pakt_xl import __version__, failures
from pakt_xl.cli import commands, usage
from pakt_xl.cli.terminal import say, tolerant_streams, warn
from pakt_xl.domain.errors import UnusableError

if TYPE_CHECKING:
    from collections.abc import Sequence

UNUSABLE, INTERRUPTED = 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code: 0 no Fehler, 1 there are Fehler, 2 not usable."""
    tolerant_streams()
    if argv is None:
        gc.disable()  # a process of its own: it ends before reference cycles could matter
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        code = _dispatch(arguments)
    except KeyboardInterrupt:
        code = INTERRUPTED
    except Exception as error:  # noqa: BLE001  whatever happens, a person gets one German sentence
        warn(failures.sentence(error))
        return UNUSABLE
    if code == INTERRUPTED:
        warn("Abgebrochen. Eine Mappe, die geschrieben werden sollte, ist unverändert oder vollständig geschrieben.")
    return code


def _dispatch(arguments: list[str]) -> int:
    group: Any = typer.main.get_command(commands.app)
    command = arguments[0] if arguments else ""
    if {"--help", "-h"} & set(arguments):
        say(usage.help_text(group, command))
        return 0
    if command == "--version":
        say(f"pakt-xl {__version__}")
        return 0
    if command not in group.commands:
        raise UnusableError(usage.unknown_command(group, command))
    try:
        return int(group.main(args=arguments, prog_name=usage.PROGRAM, standalone_mode=False) or 0)
    except Exception as error:
        raise usage.translated(error, group.commands[command]) from error
