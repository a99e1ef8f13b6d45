"""The rows of the input tables: one model a table, one field a column (WORKBOOK.md, input tables)."""

from functools import cache

from pakt_xl.domain.rows.base import Row, columns
from pakt_xl.domain.rows.buying import Invoice, Order
from pakt_xl.domain.rows.decisions import Baseline, ChangeRequest, Exemption
from pakt_xl.domain.rows.funds import Call, Disposal, Notice
from pakt_xl.domain.rows.office import Contact, Setting, Transfer
from pakt_xl.domain.rows.planning import Item, Need, Price, School
from pakt_xl.domain.table import fold, fold_header

MODELS: tuple[type[Row], ...] = (
    Setting,
    Contact,
    School,
    Item,
    Price,
    Need,
    Order,
    Invoice,
    Notice,
    Call,
    Transfer,
    Disposal,
    Baseline,
    ChangeRequest,
    Exemption,
)
"""All input tables in the order of their sheets; adding a table is adding its class here."""

REQUIRED_TABLES = (Setting.TABLE, School.TABLE, Item.TABLE, Price.TABLE, Need.TABLE)


@cache
def known_headers(table: str) -> frozenset[str] | None:
    """Folded headers of the typed and live columns of an input table; None for a table of another kind."""
    for model in MODELS:
        if fold(model.TABLE) == fold(table):
            typed = (column.header for column in columns(model).values())
            return frozenset(map(fold_header, (*typed, *model.LIVE)))
    return None


__all__ = [
    "MODELS",
    "REQUIRED_TABLES",
    "Baseline",
    "Call",
    "ChangeRequest",
    "Contact",
    "Disposal",
    "Exemption",
    "Invoice",
    "Item",
    "Need",
    "Notice",
    "Order",
    "Price",
    "Row",
    "School",
    "Setting",
    "Transfer",
    "columns",
    "known_headers",
]
