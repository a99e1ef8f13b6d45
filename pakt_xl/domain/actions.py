"""What a caseworker can start with one click: the words of the links, the labels of the buttons, what each does."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

SCHEME = "pakt-xl"


class Part(Enum):
    """A part of the generated tables that a click fills."""

    FINDINGS = "Befunde"
    BUDGETS = "Budgets"
    SCHEDULE = "Plan"
    FUNDS = "Mittel"
    RECORD = "Protokoll"


@dataclass(frozen=True, slots=True)
class Action:
    """One button: ``word`` stands in links and calls, ``label`` on the button, ``help`` beside it.

    ``sheet`` holds the table that is shown when there is no Fehler; blank for the sheet Start. ``local`` actions need
    a folder beside the workbook or an answer of the user: only a program on the same computer can do them.
    """

    word: str
    label: str
    help: str
    sheet: str
    parts: frozenset[Part] = frozenset()
    local: bool = False

    @property
    def link(self) -> str:
        """Address of the link behind the button."""
        return f"{SCHEME}://{self.word}"


ACTIONS = (
    Action(
        "pruefen",
        "Prüfen",
        "prüft alle Zeilen und füllt den Prüfbericht",
        "Prüfbericht",
        frozenset({Part.FINDINGS}),
    ),
    Action(
        "budget",
        "Budget",
        "prüft und füllt die Budgetübersicht",
        "Budgetübersicht",
        frozenset({Part.FINDINGS, Part.BUDGETS}),
    ),
    Action(
        "plan",
        "Plan",
        "prüft und füllt Pläne, Lose und Verteilliste",
        "Lose",
        frozenset({Part.FINDINGS, Part.SCHEDULE}),
    ),
    Action("alles", "Alles", "füllt alle erzeugten Blätter und das Protokoll", "", frozenset(Part)),
    Action(
        "festschreiben",
        "Festschreiben",
        "schreibt die Bedarfe einmalig als verbindlich fest",
        "Festschreibung",
        local=True,
    ),
    Action(
        "uebernehmen",
        "Übernehmen",
        "zeigt genehmigte Änderungen, übernimmt sie nach Rückfrage",
        "Bedarfe",
        local=True,
    ),
    Action(
        "schulmappen",
        "Schulmappen",
        "legt die Mappen der Schulen im Ordner Schulmappen an",
        "",
        local=True,
    ),
    Action(
        "ruecklauf",
        "Rückläufe",
        "liest die Mappen im Ordner Rückläufe als Anträge ein",
        "Rückläufe",
        local=True,
    ),
)
"""In the order of the buttons. What is not built yet has no button."""

SERVED = tuple(action for action in ACTIONS if not action.local)
"""What a server can do for a task pane."""

BUTTON_TABLE = "Schaltflächen"
"""Table on the sheet Start: the buttons, what each does, and the outcome of the last click on each."""
BUTTON_HEADERS = ("Schaltfläche", "Was sie tut", "Letzter Klick")
CHOICE_NAME = "PaktAktion"
"""Name of the cell on Start that chooses what “Run main” of the xlwings add-in does: a label of ACTIONS."""


def action_of(word: str) -> Action | None:
    """Return the action of this word or label, upper and lower case ignored; None if there is none."""
    wanted = word.casefold()
    return next((action for action in ACTIONS if wanted in (action.word, action.label.casefold())), None)
