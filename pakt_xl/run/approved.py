"""What approved requests would change in Bedarfe, and which of them are left because something is in doubt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pakt_xl.domain.cells import shown
from pakt_xl.domain.rows import ChangeRequest, Need, columns
from pakt_xl.domain.rows.decisions import (
    APPROVED,
    FIELD_ITEM,
    FIELD_NEW,
    FIELD_QUANTITY,
    FIELD_SCHOOL,
    FIELD_WITHDRAWAL,
)
from pakt_xl.domain.table import Formula, fold, fold_header
from pakt_xl.planning.baseline import WITHDRAWN
from pakt_xl.planning.lookup import first_by_number
from pakt_xl.planning.orders import bought_by_need
from pakt_xl.planning.requests import is_complete, is_value, lacks
from pakt_xl.run.decided import Decisions, Doubt, Overtaken, Undecided, described, name
from pakt_xl.run.wanted import Values, current, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pakt_xl.domain.plan import Plan
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


@dataclass(frozen=True, slots=True)
class Proposal:
    """What approved requests come to: cells to change, requests that are left, and earlier ones that are overtaken."""

    changes: tuple[Change, ...]
    left: tuple[Left, ...]
    overtaken: tuple[Left, ...]


def proposal(plan: Plan, programme: Programme, table: Table) -> Proposal:
    """Return what is to be done, each part in the order of the requests' rows; ``table`` is Bedarfe.

    The last approved request for each need and field counts (rule 15); the earlier ones are told with it. What
    Bedarfe show already is nothing of this.
    """
    judge = _Judge(plan, programme, table)
    changes: list[Change] = []
    left = [
        (row, "Bedarfsnummer oder Feld ist leer oder unlesbar.")
        for row in plan.requests
        if row.decision == APPROVED and (row.need_number is None or row.field is None)
    ]
    overtaken: list[tuple[ChangeRequest, str]] = []
    for (number, field), request in judge.decisions.last():
        earlier = judge.decisions.earlier(number, field)
        try:
            change = judge.change(number, field, request)
        except Undecided as doubt:
            left += [(row, str(doubt)) for row in (*earlier, request)]
            continue
        except Doubt as doubt:
            left.append((request, str(doubt)))
        except Overtaken as found:
            overtaken.append((request, _overtaken_by(found.later)))
        else:
            if change is None:
                continue
            changes.append(change)
        overtaken += [(row, _overtaken_by(request)) for row in earlier]
    return Proposal(tuple(changes), _in_order(left), _in_order(overtaken))


def _overtaken_by(later: ChangeRequest) -> str:
    return f"überholt durch Antrag {described(later)}."


def _in_order(reasons: Iterable[tuple[ChangeRequest, str]]) -> tuple[Left, ...]:
    return tuple(Left(name(row), why) for row, why in sorted(reasons, key=lambda each: each[0].index))


class _Judge:
    """Looks at one request after the other."""

    def __init__(self, plan: Plan, programme: Programme, table: Table) -> None:
        self.decisions = Decisions(plan.requests)
        self._values = Values(plan, programme, self.decisions)
        self._table = table
        self._needs = first_by_number(plan.needs)
        self._bought = bought_by_need(plan.orders, plan.invoices)[1]

    def change(self, number: str, field: str, request: ChangeRequest) -> Change | None:
        """Return the change that a request asks for; None if there is nothing to do. Raises Doubt or Overtaken."""
        need = self._needs.get(number)
        if need is None:
            self._prove_gone(number, field, request)
            return None
        if field == FIELD_NEW or self._is_done(need, field, request):
            return None
        wanted = self._values.wanted(need, field, request)
        if wanted == current(need, field) or self._is_past(need, number, request):
            return None
        self.decisions.prove_order(number, field)
        self._prove_sound(need, request)
        self._prove_unbought(need, field)
        self.decisions.prove_last(number, field, request)
        return self._made(need, field, wanted, request)

    def _is_past(self, need: Need, number: str, request: ChangeRequest) -> bool:
        """Whether a Streichung that the row shows already went before this request."""
        strike = self.decisions.strike(number) if need.quantity == WITHDRAWN else None
        return strike is not None and is_complete(request) and self.decisions.is_later(strike, request)

    def _prove_gone(self, number: str, field: str, request: ChangeRequest) -> None:
        """Raise Doubt for a need without a row, unless it was to be struck out."""
        if field == FIELD_NEW:
            raise Doubt(
                f"Der neue Bedarf {request.need_number} steht nicht im Blatt Bedarfe; aus dem Antrag allein lässt er "
                "sich nicht anlegen. Bitte die Zeile von Hand eintragen."
            )
        if field != FIELD_WITHDRAWAL and self.decisions.strike(number) is None:
            raise Doubt(f"Der Bedarf {request.need_number} steht nicht im Blatt Bedarfe. Bitte die Nummer prüfen.")

    def _is_done(self, need: Need, field: str, request: ChangeRequest) -> bool:
        """Whether the row shows what is asked for, or is struck out so that nothing else matters (reading 80)."""
        if need.quantity == WITHDRAWN and field != FIELD_QUANTITY:
            return True
        shows = current(need, field)
        return field != FIELD_WITHDRAWAL and shows is not None and is_value(request.new_value, shows)

    @staticmethod
    def _prove_sound(need: Need, request: ChangeRequest) -> None:
        """Raise Doubt for an approval that lacks something and for rows with errors."""
        missing = [columns(ChangeRequest)[field].header for field in lacks(request)]
        if missing:
            raise Doubt(f"Er ist genehmigt, es fehlt aber: {', '.join(missing)}.")
        if request.errors or not is_complete(request):
            raise Doubt(f"Seine Zeile hat Fehler ({', '.join(request.errors)}). Bitte zuerst berichtigen.")
        if need.errors:
            raise Doubt(f"Der Bedarf {need.number} hat Fehler ({', '.join(need.errors)}). Bitte zuerst berichtigen.")

    def _prove_unbought(self, need: Need, field: str) -> None:
        """Raise Doubt if what was bought would turn into another item, or its costs pass to another school (rule 16).

        Orders and invoices name only the need: of the new item as much would count as bought already.
        """
        bought = self._bought.get(fold(need.number or ""))
        if field not in (FIELD_SCHOOL, FIELD_ITEM) or bought is None:
            return
        if bought.has_order or bought.by_year or not bought.complete:
            raise Doubt(
                f"Zum Bedarf {need.number} ist schon bestellt oder berechnet; das würde mit umgestellt. Bitte die "
                "Menge auf das Bestellte ändern und den Rest als neuen Bedarf eintragen, beides mit Antrag. War die "
                "Angabe von Anfang an falsch, bitte die Zelle von Hand berichtigen."
            )

    def _made(self, need: Need, field: str, wanted: str | int, request: ChangeRequest) -> Change:
        header = columns(Need)[name_of(field)].header
        at = [fold_header(each) for each in self._table.headers].index(fold_header(header))
        place = f"{self._table.sheet}!{self._table.cell(need.index, at)}"
        cell = self._table.rows[need.index][at]
        if isinstance(cell, Formula):
            raise Doubt(f"In {place} steht eine Formel ({shown(cell)}). Bitte durch ihren Wert ersetzen.")
        return Change(need.index, header, place, current(need, field), wanted, name(request))
