"""The value that an approved request puts into the row of its need; Doubt where it is none, or would be blocked."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from pakt_xl.domain.cells import CellError
from pakt_xl.domain.rows import Need, columns
from pakt_xl.domain.rows.base import PROGRAMME
from pakt_xl.domain.rows.decisions import (
    FIELD_FUNDING,
    FIELD_ITEM,
    FIELD_QUANTITY,
    FIELD_SCHOOL,
    FIELD_WITHDRAWAL,
    FIELD_YEAR,
    NEED_FIELDS,
)
from pakt_xl.domain.table import fold
from pakt_xl.planning.baseline import WITHDRAWN
from pakt_xl.planning.lookup import find, first_by_number
from pakt_xl.planning.requests import is_value
from pakt_xl.run.decided import Doubt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pakt_xl.domain.plan import Plan
    from pakt_xl.domain.rows import ChangeRequest, Item, School
    from pakt_xl.programme import Programme
    from pakt_xl.run.decided import Decisions


def name_of(field: str) -> str:
    """Return the field of the need that a word of the column Feld means; a Streichung sets Menge to 0."""
    return NEED_FIELDS[FIELD_QUANTITY if field == FIELD_WITHDRAWAL else field]


def current(need: Need, field: str) -> str | int | None:
    """Return what the row shows for a word of the column Feld."""
    value: str | int | None = getattr(need, name_of(field))
    return value


class Values:
    """Reads Neuer Wert as the column of the need would be read."""

    def __init__(self, plan: Plan, programme: Programme, decisions: Decisions) -> None:
        self._decisions = decisions
        self._programme = programme
        self._known: Mapping[str, tuple[str, Mapping[str, School | Item]]] = {
            FIELD_SCHOOL: ("Schulen", first_by_number(plan.schools)),
            FIELD_ITEM: ("Katalog", first_by_number(plan.items)),
        }

    def wanted(self, need: Need, field: str, request: ChangeRequest) -> str | int:
        """Return the value for the cell; Doubt if Neuer Wert is none."""
        if field == FIELD_WITHDRAWAL:
            return WITHDRAWN
        column = columns(Need)[name_of(field)]
        try:
            value = column.read(request.new_value)
        except CellError as error:
            raise Doubt(f"Neuer Wert für {field} nicht lesbar: {error.found}; erwartet: {error.expected}.") from None
        if field in self._known:
            table, rows = self._known[field]
            found = find(rows, str(value))
            if found is None or found.number is None:
                raise Doubt(f"{column.header} „{value}“ steht nicht in der Tabelle {table}.")
            return found.number
        wanted = value if isinstance(value, int) else str(value)
        if not is_value(request.new_value, wanted):  # the row would be blocked (F01): only the same text allows it
            raise Doubt(f"Neuer Wert „{request.new_value}“ steht im Bedarf als {wanted}. Bitte im Antrag so eintragen.")
        self._prove_year(need, field, wanted)
        return wanted

    def _prove_year(self, need: Need, field: str, wanted: str | int) -> None:
        """Raise Doubt if the programme would pay in a year outside of it (Z06), with year and funding as approved."""
        if field not in (FIELD_YEAR, FIELD_FUNDING):
            return
        year = wanted if field == FIELD_YEAR else self._to_be(need, FIELD_YEAR)
        funding = wanted if field == FIELD_FUNDING else self._to_be(need, FIELD_FUNDING)
        first, last = self._programme.first_year, self._programme.last_year
        if funding == PROGRAMME and year is not None and year not in range(first, last + 1):
            raise Doubt(f"Das Wunschjahr {year} liegt außerhalb der Laufzeit ({first} bis {last}).")

    def _to_be(self, need: Need, field: str) -> object:
        """Return what a field will hold: what is approved for it and complete, else what the row shows."""
        request = self._decisions.complete(fold(need.number or ""), field)
        with suppress(CellError):
            if request is not None:
                return columns(Need)[name_of(field)].read(request.new_value)
        return current(need, field)
