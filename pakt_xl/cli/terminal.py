"""The terminal: text that can harm neither it nor an old code page, and a progress line on long work."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from pakt_xl.run import no_step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pakt_xl.run import Step

GONE = (errno.EPIPE, errno.EINVAL)  # how Linux and Windows say that the reader of a pipe went away


def tolerant_streams() -> None:
    """Let no character end a command: what a code page such as cp1252 lacks is shown as a question mark."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def clean(text: str) -> str:
    """Text of one line in which nothing commands the terminal: no escapes, no controls, no change of direction."""
    return "".join(char if char.isprintable() else " " for char in text)


def say(text: str) -> None:
    """Print lines on stdout; a reader that went away (``| head``) is no failure."""
    try:
        print("\n".join(map(clean, text.split("\n"))), flush=True)  # noqa: T201  this is the command line
    except OSError as error:
        if error.errno not in GONE:
            raise
        silence_stdout()


def warn(text: str) -> None:
    """Print one line on stderr; where nobody reads it, the exit code must do."""
    if sys.stderr:  # None where it was closed, and print would turn to stdout
        with suppress(OSError):
            print(clean(text), file=sys.stderr, flush=True)  # noqa: T201  this is the command line


def attended() -> bool:
    """Whether somebody sits at a terminal and can be asked."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty())


def agreed(question: str) -> bool:
    """Ask on a terminal and return whether the answer is yes; without one, nobody can agree."""
    if not attended():
        return False
    try:
        answer = input(f"{question} [j/N] ")
    except EOFError:
        return False
    return answer.strip().lower() in ("j", "ja", "y", "yes")


def silence_stdout() -> None:
    """Send what is still in the buffer nowhere, so that Python does not complain at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def progress() -> Iterator[Step]:
    """Give what shows the present step on stderr; nothing is shown where stderr is no terminal."""
    if not sys.stderr or not sys.stderr.isatty():
        yield no_step
        return
    from rich.console import Console  # noqa: PLC0415  a script that only reads the exit code need not wait for it

    with Console(stderr=True).status("…") as status:
        yield lambda text: status.update(f"{text} …")
