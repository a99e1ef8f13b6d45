"""Numbers across rows and tables: given twice (Z03), or pointing at nothing (Z04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.domain.cells import shown
from pakt_xl.domain.rows import Disposal, Invoice, Order, Row, columns
from pakt_xl.domain.table import fold
from pakt_xl.reading import rules
from pakt_xl.reading.places import key_text
from pakt_xl.reading.rows import Draft, Flaw, R

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pakt_xl.domain.finding import Value


def note_doubles(model: type[R], draft: Draft[R]) -> None:
    """Add Z03 on each row after the first of its number (reading 46); keys compare folded (reading 48)."""
    if not model.UNIQUE:
        return
    header = " / ".join(columns(model)[name].header for name in model.ROW_KEY)
    firsts: dict[tuple[object, ...], R] = {}
    for row in draft.rows:
        key = _folded_key(row)
        first = firsts.setdefault(key, row)
        if first is row or None in key:
            continue
        values: dict[str, Value] = {"column": header, "found": shown(key_text(row)), "first": first.line}
        draft.flaws.append(Flaw(row.index, model.ROW_KEY[0], rules.DOUBLED, values))
        draft.doubled.update((first.index, row.index))


def _folded_key(row: Row) -> tuple[object, ...]:
    values = [getattr(row, name) for name in row.ROW_KEY]
    return tuple([fold(value) if isinstance(value, str) else value for value in values])


def numbers(rows: Iterable[Row]) -> set[str]:
    """Folded numbers of the rows of a table that has one number a row."""
    keys = (getattr(row, row.ROW_KEY[0]) for row in rows)
    return {fold(key) for key in keys if key is not None}


def note_unknown(model: type[R], draft: Draft[R], known: Mapping[str, set[str]]) -> None:
    """Add Z04 on each cell whose number is in no row of the table it refers to (reading 47)."""
    referring = [(name, column) for name, column in columns(model).items() if column.refers]
    for row in draft.rows:
        for name, column in referring:
            number = getattr(row, name)
            if number is not None and fold(number) not in known[column.refers] and row.looks_up(name):
                values = {"column": column.header, "found": shown(number), "table": column.refers}
                draft.flaws.append(Flaw(row.index, name, rules.UNKNOWN, values))


def note_unknown_orders(invoices: Draft[Invoice], orders: Iterable[Order]) -> None:
    """Add Z04 on each invoice whose order does not exist for its need (reading 17)."""
    known = {(fold(order.number), fold(order.need_number)) for order in orders if order.number and order.need_number}
    header = columns(Invoice)["order_number"].header
    for row in invoices.rows:
        if row.order_number is None or row.need_number is None:
            continue
        if (fold(row.order_number), fold(row.need_number)) not in known:
            found = f"{shown(row.order_number)} zum Bedarf {shown(row.need_number)}"
            values = {"column": header, "found": found, "table": Order.TABLE}
            invoices.flaws.append(Flaw(row.index, "order_number", rules.UNKNOWN, values))


def note_unknown_invoices(disposals: Draft[Disposal], invoices: Iterable[Invoice]) -> None:
    """Add Z04 on each disposal whose invoice row does not exist (reading 93)."""
    known = {_folded_key(invoice) for invoice in invoices}
    column = columns(Disposal)["invoice_number"]
    for row in disposals.rows:
        key = _folded_key(row)
        if None not in key and key not in known:
            values = {"column": column.header, "found": shown(key_text(row)), "table": Invoice.TABLE}
            disposals.flaws.append(Flaw(row.index, "invoice_number", rules.UNKNOWN, values))
