"""The live formulas of the input tables (rules 1 to 9 and 11), with helper columns in place of monsters."""

from __future__ import annotations

from pakt_xl.layout.formulas.budgets import SCHOOLS, TRANSFERS
from pakt_xl.layout.formulas.buying import INVOICES, ORDERS
from pakt_xl.layout.formulas.catalogue import CATALOGUE, PRICES
from pakt_xl.layout.formulas.language import HELPER, LiveColumn, setting, stored
from pakt_xl.layout.formulas.needs import NEEDS

__all__ = ["HELPER", "LiveColumn", "live_columns", "setting", "stored"]

_LIVE = {
    "Schulen": SCHOOLS,
    "Katalog": CATALOGUE,
    "Preise": PRICES,
    "Bedarfe": NEEDS,
    "Bestellungen": ORDERS,
    "Rechnungen": INVOICES,
    "Umschichtungen": TRANSFERS,
}


def live_columns(table: str) -> tuple[LiveColumn, ...]:
    """Return the calculated columns of an input table in their order, the helper columns last."""
    return _LIVE.get(table, ())
