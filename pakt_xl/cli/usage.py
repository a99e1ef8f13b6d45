"""German help and German words for a wrong call; typer knows English only."""

from __future__ import annotations

import textwrap
from typing import Any

from pakt_xl.domain.errors import UnusableError

PROGRAM = "pakt-xl"
_WIDTH, _INDENT = 100, 26


def help_text(group: Any, command: str) -> str:
    """Help of a command, or of the whole program if there is no such command."""
    if command in group.commands:
        chosen = group.commands[command]
        parts = [(_label(parameter), parameter.help or "") for parameter in chosen.params]
        return "\n".join([f"Aufruf: {call(chosen)}", "", chosen.help or "", "", *map(_line, parts)])
    parts = [(name, each.help or "") for name, each in group.commands.items()]
    head = [f"Aufruf: {PROGRAM} BEFEHL …", "", group.help or "", "", "Befehle:", *map(_line, parts), ""]
    return "\n".join([*head, f"Hilfe zu einem Befehl: {PROGRAM} BEFEHL --help", f"Fassung: {PROGRAM} --version"])


def call(command: Any) -> str:
    """How a command is called: ``pakt-xl run MASTER.xlsx [-o OUT.xlsx] [--json]``."""
    words = [_label(each) if each.required else f"[{_label(each)}]" for each in command.params]
    return " ".join([PROGRAM, str(command.name), *words])


def unknown_command(group: Any, command: str) -> str:
    """What to say to a call without a command, or with one that does not exist."""
    known = ", ".join(group.commands)
    start = f"Den Befehl „{command}“ gibt es nicht." if command else "Es fehlt der Befehl."
    return f"{start} Befehle: {known}. Hilfe: {PROGRAM} --help"


def translated(error: Exception, command: Any) -> BaseException:
    """Return typer's usage error as UnusableError with one German sentence; any other error as it is.

    Errors are known by the names of their classes, which are the same in typer's own copy of click and in click.
    """
    if type(error).__name__ == "Abort":
        return KeyboardInterrupt()
    parameter = getattr(error, "param", None)
    named = _label(parameter) if parameter is not None else str(getattr(error, "option_name", ""))
    sentences = {
        "NoSuchOption": f"Die Option {named} gibt es nicht.",
        "MissingParameter": f"Es fehlt die Angabe {named}.",
        "BadOptionUsage": f"Die Option {named} ist falsch verwendet.",
        "BadParameter": f"Die Angabe {named} ist nicht zulässig.",
        "UsageError": "Es sind zu viele Angaben.",
    }
    found = sentences.get(type(error).__name__)
    return UnusableError(f"{found} Aufruf: {call(command)}") if found else error


def _label(parameter: Any) -> str:
    """Name of an argument, or an option with what it takes: ``-o OUT.xlsx``."""
    if parameter.param_type_name == "argument":
        return str(parameter.metavar)
    name = str(parameter.opts[0])
    return f"{name} {parameter.metavar}" if parameter.metavar else name


def _line(part: tuple[str, str]) -> str:
    label, text = part
    start = f"  {label}".ljust(_INDENT)
    first = start if start.endswith(" ") else f"{start}  "
    return textwrap.fill(" ".join(text.split()), _WIDTH, initial_indent=first, subsequent_indent=" " * _INDENT)
