"""A place where a scheme is registered: what each platform can do, and what is told afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from pakt_xl.domain.actions import SCHEME
from pakt_xl.domain.errors import UnusableError


class State(Enum):
    """Whether links of our scheme start this installation."""

    HERE = "eingerichtet"
    INCOMPLETE = "unvollständig eingerichtet"
    ELSEWHERE = "eingerichtet für eine andere Installation"
    NOWHERE = "nicht eingerichtet"


@dataclass(frozen=True, slots=True)
class Report:
    """State after a deed, and German lines that say what stands where."""

    state: State
    lines: tuple[str, ...]


class Place(Protocol):
    """Registration of the scheme on one platform; each deed may be repeated. Raises UnusableError."""

    def install(self) -> Report:
        """Write the registration for this installation; one for another installation is replaced."""

    def status(self) -> Report:
        """Look only."""

    def uninstall(self) -> Report:
        """Remove what ``install`` wrote, and nothing else; a registration for another installation stays."""


def headline(state: State) -> str:
    """Return the first line of a report."""
    return f"Links {SCHEME}:// sind {state.value}."


def judged(state: State, *lines: str) -> Report:
    """Return what ``status`` tells, with what to do where the links do not start this installation."""
    remedy = {
        State.INCOMPLETE: ("Vervollständigen: pakt-xl buttons install",),
        State.ELSEWHERE: ("Auf diese Installation umstellen: pakt-xl buttons install",),
        State.NOWHERE: ("Einrichten: pakt-xl buttons install",),
    }
    return Report(state, (headline(state), *lines, *remedy.get(state, ())))


def not_ours(command: str) -> UnusableError:
    """Return the refusal to remove what another installation registered."""
    return UnusableError(
        f"Die Links gehören zu einer anderen Installation und bleiben eingerichtet: {command} – bitte dort "
        "„pakt-xl buttons uninstall“ aufrufen; gibt es sie nicht mehr, hier zuerst „pakt-xl buttons install“."
    )
