"""The switches of an office program that are off while tables are written, and come back whatever happens."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

from pakt_xl.books.live_errors import is_refusal
from pakt_xl.domain.errors import UnusableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import xlwings as xw

FILL_DOWN = "AutoFillFormulasInLists"
STUCK = {
    "calculation": (
        "Excel rechnet jetzt nur noch auf Anforderung. Bitte stellen Sie die Berechnung wieder auf „Automatisch“ "
        "(Formeln, Berechnungsoptionen)."
    ),
    FILL_DOWN: (
        "Excel füllt Formeln in Tabellen nicht mehr von selbst aus. Bitte schalten Sie es wieder ein (Datei, Optionen, "
        "Dokumentprüfung, AutoKorrektur-Optionen, AutoFormat während der Eingabe)."
    ),
}
Switch: TypeAlias = tuple[object, str, object]
"""What holds a switch, its name, its value."""


@contextmanager
def quiet(app: xw.App, stuck: list[str]) -> Iterator[None]:
    """Keep the program still while tables are written: no drawing, calculating, events, filling down of formulas.

    All are as before whatever happens. If Excel refuses even that, ``stuck`` says so, and so does the message of a
    fill that broke off.
    """
    before = _turned(_switches(app))
    try:
        yield
    except UnusableError as error:
        stuck += _restored(before)
        if stuck:
            raise UnusableError("\n".join((str(error), *stuck))) from error
        raise
    except BaseException:
        _restored(before)
        raise
    stuck += _restored(before)


@contextmanager
def unheard(app: xw.App) -> Iterator[None]:
    """Let no macro of the user's hear of a change."""
    before = _turned([(app, "enable_events", False)])
    try:
        yield
    finally:
        _restored(before)


def _turned(switches: Iterable[Switch]) -> list[Switch]:
    """Set switches; return those that were otherwise, with what they were."""
    before: list[Switch] = []
    for holder, name, value in switches:
        with _harmless():  # without it the user sees the tables fill, and the program computes between
            found = getattr(holder, name)
            if found != value:
                setattr(holder, name, value)
                before.append((holder, name, found))
    return before


def _switches(app: xw.App) -> Iterator[Switch]:
    """Yield the switches of the program with what they are to be while tables are written.

    With FILL_DOWN on, Excel takes one of several formulas written into a column for the whole column.
    """
    yield app, "screen_updating", False
    yield app, "calculation", "manual"
    yield app, "enable_events", False  # a macro of the user's that watches changes is no business of a click
    correct = getattr(app.api, "AutoCorrect", None)  # Windows has it
    if correct is not None:
        yield correct, FILL_DOWN, False


def _restored(before: Sequence[Switch]) -> list[str]:
    """Put the switches back, each tried twice; return what is said of those that did not come back and matter."""
    told = []
    for holder, name, value in before:
        if not any(_is_set(holder, name, value) for _ in range(2)) and name in STUCK:
            told.append(STUCK[name])
    return told


def _is_set(holder: object, name: str, value: object) -> bool:
    with _harmless():
        setattr(holder, name, value)
        return True
    return False


@contextmanager
def _harmless() -> Iterator[None]:
    """Go on when the program refuses a convenience."""
    try:
        yield
    except Exception as error:
        if not isinstance(error, NotImplementedError) and not is_refusal(error):
            raise
