"""The rows of the input tables: one model a table, one field a column (WORKBOOK.md, input tables)."""

from pakt_xl.domain.rows.base import Row, columns
from pakt_xl.domain.rows.buying import Invoice, Order
from pakt_xl.domain.rows.office import Contact, Setting, Transfer
from pakt_xl.domain.rows.planning import Item, Need, Price, School

MODELS: tuple[type[Row], ...] = (Setting, Contact, School, Item, Price, Need, Order, Invoice, Transfer)
"""All input tables in the order of their sheets; adding a table is adding its class here."""

REQUIRED_TABLES = (Setting.TABLE, School.TABLE, Item.TABLE, Price.TABLE, Need.TABLE)

__all__ = [
    "MODELS",
    "REQUIRED_TABLES",
    "Contact",
    "Invoice",
    "Item",
    "Need",
    "Order",
    "Price",
    "Row",
    "School",
    "Setting",
    "Transfer",
    "columns",
]
