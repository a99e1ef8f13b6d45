"""The command line: what a command does and what it says; the work is done by the use cases."""

from pakt_xl.cli.entry import main

__all__ = ["main"]
