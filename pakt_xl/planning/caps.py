"""The cap of pillar 3, of a school and of the authority, under every reading of it (rule 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.domain.money import HUNDRED, ZERO, down, number_text, percent_down, percent_text
from pakt_xl.domain.rows.base import ABSENT
from pakt_xl.domain.settings import BOTH, EITHER, GRANT, PER_AUTHORITY, PER_SCHOOL
from pakt_xl.planning.outlook import Cap

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from pakt_xl.programme import Programme

NO_INFRASTRUCTURE = "keine Infrastruktur"
READINGS = tuple((reading, level) for level in (PER_SCHOOL, PER_AUTHORITY) for reading in (BOTH, EITHER))
"""Every (Lesart, Ebene) in the order in which the table Lesarten shows them (reading 98)."""


def as_spending(available: Decimal, budget_type: str, programme: Programme) -> Decimal:
    """Return a budget as spending in euros: grant money stands for more than itself (rule 9)."""
    return down(available * HUNDRED / programme.grant_percent) if budget_type == GRANT else available


def share_cap(available: Decimal, budget_type: str, programme: Programme) -> Decimal:
    """A or A* of rule 9: the share of what is available, in euros of spending; never below 0.00 (reading 27)."""
    return max(ZERO, percent_down(programme.cap_percent, as_spending(available, budget_type, programme)))


def school_caps(
    available: Decimal | None, pillar3: Decimal, infrastructure: str | None, budget_type: str, programme: Programme
) -> Mapping[tuple[str, str], Cap]:
    """Cap of a school under every (Lesart, Ebene); none if budget or Infrastruktur cannot be read (12, 13).

    ``pillar3`` is N in euros of spending; at the level of the authority a school's cap is the amount alone.
    """
    if available is None or infrastructure is None:
        return {}
    if infrastructure == ABSENT:
        return dict.fromkeys(READINGS, Cap(ZERO, ZERO - pillar3, NO_INFRASTRUCTURE))
    share, amount = share_cap(available, budget_type, programme), programme.cap_amount
    return {
        (reading, level): _cap(reading if level == PER_SCHOOL else None, share, amount, pillar3, programme)
        for reading, level in READINGS
    }


def _cap(reading: str | None, share: Decimal, amount: Decimal, pillar3: Decimal, programme: Programme) -> Cap:
    """Return the cap with the limit that binds; a tie names the share (reading 28)."""
    share_binds = (reading == BOTH and share <= amount) or (reading == EITHER and share >= amount)
    if share_binds:
        return Cap(share, share - pillar3, percent_text(programme.cap_percent))
    return Cap(amount, amount - pillar3, f"{_short(amount)} €")


def _short(value: Decimal) -> str:
    """German text of a number with the places it needs: 25.000 or 12,50."""
    return number_text(value, 0 if value == value.to_integral_value() else 2)
