"""What a change of a need does to the budget: its DigitalPakt value with and without the change (reading 83)."""

from __future__ import annotations

from decimal import localcontext
from itertools import starmap
from typing import TYPE_CHECKING

from pakt_xl.domain.cells import CellError
from pakt_xl.domain.money import ZERO
from pakt_xl.domain.rows import Need, columns
from pakt_xl.domain.rows.base import PROGRAMME
from pakt_xl.domain.rows.decisions import FIELD_QUANTITY, FIELD_WITHDRAWAL, NEED_FIELDS
from pakt_xl.domain.table import fold
from pakt_xl.planning.lookup import find, first_by_number
from pakt_xl.planning.need_values import need_value, stock_of
from pakt_xl.planning.orders import NOTHING, bought_by_need

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from pakt_xl.domain.plan import Plan
    from pakt_xl.domain.rows import Baseline
    from pakt_xl.planning.orders import Bought
    from pakt_xl.programme import Programme

DIGITS = 80  # products of the largest numbers that cells can hold stay exact


class Effects:
    """Effects on the budget in euros of spending; funding other than DigitalPakt counts 0.

    The value of a need does not depend on its school, so that a change of the school counts 0 too (reading 83).

    ``bought`` is what was bought by folded need number; it is computed from the plan if it is not given.
    """

    def __init__(self, plan: Plan, programme: Programme, bought: Mapping[str, Bought] | None = None) -> None:
        self._stock = stock_of(plan, programme)
        self._needs = first_by_number(plan.needs)
        self._bought = bought_by_need(plan.orders, plan.invoices)[1] if bought is None else bought

    def of_field(self, need: Need, field: str, frozen: str | int) -> Decimal:
        """Value of a need as it stands less its value with this one field as it was frozen."""
        return self._value(need) - self._value(need.model_copy(update={NEED_FIELDS[field]: frozen}))

    def of_new(self, need: Need) -> Decimal:
        """Value of a need that is not in the baseline."""
        return self._value(need)

    def of_gone(self, row: Baseline) -> Decimal:
        """Plan value of a frozen need that has no row any more, taken off."""
        with localcontext(prec=DIGITS):
            value = need_value(row, NOTHING, self._stock)
            return -(value.planned or ZERO) if value.is_programme else ZERO

    def of_wishes(self, need_number: str, wanted: Mapping[str, str | None]) -> Decimal | None:
        """Effect that granting all wishes for a need would have together; ``wanted`` is Neuer Wert by Feld.

        None where it cannot be known: no such need, no value that can be read, a need that is yet to come.
        """
        need = find(self._needs, need_number)
        update = dict(filter(None, starmap(_new_value, wanted.items())))
        if need is None or not update:
            return None
        return self._value(need.model_copy(update=update)) - self._value(need)

    def _value(self, need: Need) -> Decimal:
        with localcontext(prec=DIGITS):
            value = need_value(need, self._bought.get(fold(need.number or ""), NOTHING), self._stock)
            return value.value if need.funding == PROGRAMME else ZERO


def _new_value(field: str, wanted: str | None) -> tuple[str, object] | None:
    """Return the field of a need that a wish changes and its value; None if it cannot be read."""
    if field == FIELD_WITHDRAWAL:
        field, wanted = FIELD_QUANTITY, "0"
    if field not in NEED_FIELDS:
        return None
    try:
        return NEED_FIELDS[field], columns(Need)[NEED_FIELDS[field]].read(wanted)
    except CellError:
        return None
