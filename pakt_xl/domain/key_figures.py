"""The shape of the table Kennzahlen: sections of a fixed number of rows, so that charts can point at its cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

TABLE = "Kennzahlen"
SECTION, NUMBER, LABEL, DETAIL, COUNT = "Abschnitt", "Nr.", "Bezeichnung", "Näheres", "Anzahl"
INVOICED, ORDERED, PLANNED = "Berechnet", "Bestellt offen", "Geplant"
AMOUNT, FREE, SHARE = "Betrag", "Frei", "Anteil"

HEAD, BUDGET, STATE, TYPES, YEARS = "Kopf", "Budget", "Stand des Budgets", "Schulform", "Jahr"
PILLARS, FOCUS = "Fördersäule", "Schwerpunkt"
OVER, NO_CONCEPT, LARGEST = "Schulen über Budget", "Schulen ohne fertiges Konzept", "Größte Beschaffungen"
TYPE_PLACES, OVER_PLACES, CONCEPT_PLACES, LARGEST_PLACES = 7, 5, 5, 6

HEAD_ROWS = ("Schulträger", "Programm", "Stichtag", "Budgetart", "Hinweis")
BUDGET_ROWS = (
    *("Trägerbudget", "Verfügbar", "Belegt", "Restbudget"),
    *("Schulen", "Unvollständig", "Über Budget", "Konzept fehlt", "Konzept in Arbeit"),
)
STATE_ROWS = (INVOICED, ORDERED, PLANNED, FREE)
FOCUS_ROWS = ("Anteil", "Schwelle")


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of the table that belong together; a label is blank where a run fills a place or leaves it blank."""

    name: str
    labels: tuple[str, ...]
    first: int  # place of its first row in the table, 1-based

    @property
    def last(self) -> int:
        """Place of its last row in the table, 1-based."""
        return self.first + len(self.labels) - 1

    def row(self, label: str) -> int:
        """Place in the table of the row with this label, 1-based."""
        return self.first + self.labels.index(label)


def sections(years: Sequence[int], pillars: Sequence[int]) -> dict[str, Section]:
    """Return the sections by name, in their order, for the years and pillars of a programme."""
    by_year = tuple(str(year) for year in years)
    labels: dict[str, tuple[str, ...]] = {
        HEAD: HEAD_ROWS,
        BUDGET: BUDGET_ROWS,
        STATE: STATE_ROWS,
        TYPES: ("",) * TYPE_PLACES,
        YEARS: by_year,
        **{pillar_section(pillar): by_year for pillar in pillars},
        PILLARS: tuple(pillar_section(pillar) for pillar in pillars),
        FOCUS: FOCUS_ROWS,
        OVER: ("",) * OVER_PLACES,
        NO_CONCEPT: ("",) * CONCEPT_PLACES,
        LARGEST: ("",) * LARGEST_PLACES,
    }
    found, first = {}, 1
    for name, rows in labels.items():
        found[name] = Section(name, rows, first)
        first += len(rows)
    return found


def pillar_section(pillar: int) -> str:
    """Name of a pillar, and of the section with its amounts by year."""
    return f"Säule {pillar}"
