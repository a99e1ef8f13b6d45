"""What approved requests would change in Bedarfe, and which of them are left because something is in doubt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pakt_xl.domain.cells import CellError, shown
from pakt_xl.domain.rows import ChangeRequest, Need, columns
from pakt_xl.domain.rows.base import PROGRAMME
from pakt_xl.domain.rows.decisions import (
    APPROVED,
    FIELD_ITEM,
    FIELD_NEW,
    FIELD_QUANTITY,
    FIELD_SCHOOL,
    FIELD_WITHDRAWAL,
    NEED_FIELDS,
)
from pakt_xl.domain.table import Formula, fold_header
from pakt_xl.planning.baseline import WITHDRAWN
from pakt_xl.planning.lookup import find, first_by_number
from pakt_xl.planning.requests import Requests, is_complete, is_value, lacks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pakt_xl.domain.plan import Plan
    from pakt_xl.domain.rows import Item, School
    from pakt_xl.domain.table import Table
    from pakt_xl.programme import Programme


@dataclass(frozen=True, slots=True)
class Change:
    """A cell of Bedarfe that an approved request changes: data row (0-based), header, place, old and new value."""

    row: int
    header: str
    place: str
    before: str | int | None
    after: str | int
    request: str

    @property
    def text(self) -> str:
        """Return one line: ``Bedarfe!D17: Menge 4 -> 6, Antrag Ä-12``."""
        before = "leer" if self.before is None else self.before
        return f"{self.place}: {self.header} {before} -> {self.after}, Antrag {self.request}"


@dataclass(frozen=True, slots=True)
class Left:
    """An approved request that is not applied, and why."""

    request: str
    reason: str

    @property
    def text(self) -> str:
        """Return one line: ``Antrag Ä-12: …``."""
        return f"Antrag {self.request}: {self.reason}"


class _Doubt(Exception):  # noqa: N818  no error: it ends the look at one request with the reason to leave it
    """Why a request is left."""


def proposal(plan: Plan, programme: Programme, table: Table) -> tuple[tuple[Change, ...], tuple[Left, ...]]:
    """Return the changes and what is left, in the order of the requests' rows; ``table`` is Bedarfe.

    The last approved request for each need and field counts (rule 15). What Bedarfe show already is neither.
    """
    judge = _Judge(plan, programme, table)
    changes: list[Change] = []
    left = [
        Left(_name(row), "Bedarfsnummer oder Feld ist leer oder unlesbar.")
        for row in plan.requests
        if row.decision == APPROVED and (row.need_number is None or row.field is None)
    ]
    for (number, field), request in sorted(judge.requests.all_approved(), key=lambda each: each[1].index):
        try:
            change = judge.change(number, field, request)
        except _Doubt as doubt:
            left.append(Left(_name(request), str(doubt)))
        else:
            changes += [change] if change else []
    return tuple(changes), tuple(left)


class _Judge:
    """Looks at one request after the other."""

    def __init__(self, plan: Plan, programme: Programme, table: Table) -> None:
        self.requests = Requests(plan.requests)
        self._programme = programme
        self._table = table
        self._needs = first_by_number(plan.needs)
        self._known: Mapping[str, tuple[str, Mapping[str, School | Item]]] = {
            FIELD_SCHOOL: ("Schulen", first_by_number(plan.schools)),
            FIELD_ITEM: ("Katalog", first_by_number(plan.items)),
        }

    def change(self, number: str, field: str, request: ChangeRequest) -> Change | None:
        """Return the change that a request asks for; None if there is nothing to do. Raises _Doubt."""
        need = self._needs.get(number)
        if need is None:
            self._prove_gone(number, field, request)
            return None
        if field == FIELD_NEW or self._is_done(need, field, request):
            return None
        wanted = self._wanted(need, field, request)
        if wanted == self._current(need, field):
            return None
        self._prove_sound(need, request)
        if self._is_overruled(number, field, request):
            return None
        return self._made(need, field, wanted, request)

    def _prove_gone(self, number: str, field: str, request: ChangeRequest) -> None:
        """Raise _Doubt for a need without a row, unless it was to be struck out."""
        if field == FIELD_NEW:
            raise _Doubt(
                f"Der neue Bedarf {request.need_number} steht nicht im Blatt Bedarfe; aus dem Antrag allein lässt er "
                "sich nicht anlegen. Bitte die Zeile von Hand eintragen."
            )
        if field != FIELD_WITHDRAWAL and self._strike(number) is None:
            raise _Doubt(f"Der Bedarf {request.need_number} steht nicht im Blatt Bedarfe. Bitte die Nummer prüfen.")

    def _is_done(self, need: Need, field: str, request: ChangeRequest) -> bool:
        """Whether the row shows what is asked for, or is struck out so that nothing else matters (reading 80)."""
        if need.quantity == WITHDRAWN and field != FIELD_QUANTITY:
            return True
        current = self._current(need, field)
        return field != FIELD_WITHDRAWAL and current is not None and is_value(request.new_value, current)

    @staticmethod
    def _current(need: Need, field: str) -> str | int | None:
        value: str | int | None = getattr(need, NEED_FIELDS[FIELD_QUANTITY if field == FIELD_WITHDRAWAL else field])
        return value

    def _wanted(self, need: Need, field: str, request: ChangeRequest) -> str | int:
        """Return the value for the cell; _Doubt if Neuer Wert is none."""
        if field == FIELD_WITHDRAWAL:
            return WITHDRAWN
        column = columns(Need)[NEED_FIELDS[field]]
        try:
            value = column.read(request.new_value)
        except CellError as error:
            raise _Doubt(f"Neuer Wert für {field} nicht lesbar: {error.found}; erwartet: {error.expected}.") from None
        if field in self._known:
            table, rows = self._known[field]
            found = find(rows, str(value))
            if found is None or found.number is None:
                raise _Doubt(f"{column.header} „{value}“ steht nicht in der Tabelle {table}.")
            return found.number
        self._prove_year(need, field, value)
        return value if isinstance(value, int) else str(value)

    def _prove_year(self, need: Need, field: str, value: object) -> None:
        first, last = self._programme.first_year, self._programme.last_year
        if NEED_FIELDS[field] == "year" and need.funding == PROGRAMME and value not in range(first, last + 1):
            raise _Doubt(f"Das Wunschjahr {value} liegt außerhalb der Laufzeit ({first} bis {last}).")

    @staticmethod
    def _prove_sound(need: Need, request: ChangeRequest) -> None:
        """Raise _Doubt for an approval that lacks something and for rows with errors."""
        missing = [columns(ChangeRequest)[name].header for name in lacks(request)]
        if missing:
            raise _Doubt(f"Er ist genehmigt, es fehlt aber: {', '.join(missing)}.")
        if request.errors or not is_complete(request):
            raise _Doubt(f"Seine Zeile hat Fehler ({', '.join(request.errors)}). Bitte zuerst berichtigen.")
        if need.errors:
            raise _Doubt(f"Der Bedarf {need.number} hat Fehler ({', '.join(need.errors)}). Bitte zuerst berichtigen.")

    def _is_overruled(self, number: str, field: str, request: ChangeRequest) -> bool:
        """Whether a later Streichung goes before; _Doubt if something was approved after the Streichung."""
        strike = self._strike(number)
        if strike is None:
            return False
        if field != FIELD_WITHDRAWAL:
            if _moment(request) > _moment(strike):
                raise _Doubt(f"Vorher wurde die Streichung genehmigt (Antrag {_name(strike)}). Bitte von Hand klären.")
            return True
        later = self.requests.approved(number, FIELD_QUANTITY)
        if later is not None and is_complete(later) and _moment(later) > _moment(strike):
            raise _Doubt(f"Danach wurde eine Menge genehmigt (Antrag {_name(later)}). Bitte von Hand klären.")
        return False

    def _strike(self, number: str) -> ChangeRequest | None:
        strike = self.requests.approved(number, FIELD_WITHDRAWAL)
        return strike if strike is not None and is_complete(strike) else None

    def _made(self, need: Need, field: str, wanted: str | int, request: ChangeRequest) -> Change:
        name = NEED_FIELDS[FIELD_QUANTITY if field == FIELD_WITHDRAWAL else field]
        header = columns(Need)[name].header
        at = [fold_header(each) for each in self._table.headers].index(fold_header(header))
        place = f"{self._table.sheet}!{self._table.cell(need.index, at)}"
        cell = self._table.rows[need.index][at]
        if isinstance(cell, Formula):
            raise _Doubt(f"In {place} steht eine Formel ({shown(cell)}). Bitte durch ihren Wert ersetzen.")
        return Change(need.index, header, place, self._current(need, field), wanted, _name(request))


def _name(request: ChangeRequest) -> str:
    return request.number or f"in Zeile {request.line}"


def _moment(request: ChangeRequest) -> tuple[object, str, int]:
    """Return the place of a complete approval in time (reading 78)."""
    return request.decided_on, request.number or "", request.index
