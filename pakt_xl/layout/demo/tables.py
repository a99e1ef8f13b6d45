"""The demo of Hamm as tables: typed cells only, in the order of the row models' columns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pakt_xl.domain.rows import Call, Contact, Disposal, Invoice, Item, Need, Notice, Order, Price, School, columns
from pakt_xl.domain.table import Cells, Table
from pakt_xl.layout.demo.buying import DemoInvoice, DemoOrder, invoices, orders
from pakt_xl.layout.demo.catalogue import ITEMS, START
from pakt_xl.layout.demo.grant import CALLS, NOTICES, DemoCall, DemoNotice, called, with_calls, with_notices
from pakt_xl.layout.demo.life import DISPOSALS, DemoDisposal, lived_invoices, lived_orders, moved
from pakt_xl.layout.demo.needs import AUTHORITY_BUDGET, DemoNeed, DemoSchool, needs, schools

if TYPE_CHECKING:
    from pakt_xl.domain.rows import Row

AS_OF = date(2022, 9, 15)
REMARK = (
    "Beispieldaten: Nummern, Namen und Formen der 52 Schulen sind amtlich; "
    "Budgets, Bedarfe, Bestellungen, Rechnungen, Bescheide, Mittelabrufe und Abgänge sind erfunden."
)
SETTINGS: tuple[tuple[str, str | date | Decimal], ...] = (
    ("Schulträger", "Stadt Hamm"),
    ("Programm", "digitalpakt_nrw_2019"),
    ("Stichtag", AS_OF),
    ("Budgetart", "Gesamtausgaben"),
    ("Trägerbudget", AUTHORITY_BUDGET),
    ("Budgetbeschluss", "Beispielbeschluss vom 17.03.2020"),
)
CONTACTS = (
    ("Grundsatzfragen", "Amt für schulische Bildung", None, None),
    ("Bedarfe und Änderungen", "Medienzentrum", None, None),
    ("Wartung und Betreuung", "HITS", None, None),
)


def demo_tables() -> dict[str, Table]:
    """Return the input tables of the demo by name, without place; Einstellungen holds only the keys that it sets."""
    schools_ = schools()
    needs_ = needs(schools_)
    orders_ = orders(needs_)
    invoices_ = with_calls(moved(with_notices(lived_invoices(invoices(orders_)))))
    suppliers = {each.number: each.order.supplier for each in invoices_}
    return {
        **_planned(schools_, needs_),
        **_bought(lived_orders(orders_), invoices_),
        "Abgänge": table(Disposal, [_disposal_row(each, suppliers[each.invoice]) for each in DISPOSALS]),
    }


def tables_of(schools_: list[DemoSchool], needs_: list[DemoNeed]) -> dict[str, Table]:
    """Return the input tables of these schools and needs, with orders, invoices and calls under way."""
    orders_ = orders(needs_)
    return {**_planned(schools_, needs_), **_bought(orders_, with_calls(with_notices(invoices(orders_))))}


def _planned(schools_: list[DemoSchool], needs_: list[DemoNeed]) -> dict[str, Table]:
    return {
        "Einstellungen": Table("Einstellungen", ("Schlüssel", "Wert"), SETTINGS),
        "Kontakte": table(Contact, list(CONTACTS)),
        "Schulen": table(School, [school_row(each) for each in schools_]),
        "Katalog": table(Item, [item_row(each.number) for each in ITEMS]),
        "Preise": table(Price, price_rows()),
        "Bedarfe": table(Need, [need_row(each) for each in needs_]),
    }


def _bought(orders_: list[DemoOrder], invoices_: list[DemoInvoice]) -> dict[str, Table]:
    return {
        "Bestellungen": table(Order, [_order_row(each) for each in orders_]),
        "Rechnungen": table(Invoice, [_invoice_row(each) for each in invoices_]),
        "Bescheide": table(Notice, [_notice_row(each) for each in NOTICES]),
        "Mittelabrufe": table(Call, [_call_row(each, called(each, invoices_)) for each in CALLS]),
    }


def table(model: type[Row], rows: list[Cells]) -> Table:
    """Return rows as a table with the typed headers of the model."""
    return Table(model.TABLE, tuple(column.header for column in columns(model).values()), tuple(rows))


def school_row(school: DemoSchool) -> Cells:
    """Typed cells of a school."""
    facts = (school.number, school.name, school.school_type)
    return (*facts, school.budget, school.infrastructure, school.concept, None)


def item_row(number: str) -> Cells:
    """Typed cells of an item of the catalogue."""
    item = next(each for each in ITEMS if each.number == number)
    return (item.number, item.name, Decimal(item.pillar), item.group, item.unit, item.eligible)


def price_rows() -> list[Cells]:
    """Typed cells of all prices."""
    return [
        (item.number, day, Decimal(amount), item.price_type, item.source if day == START else "erfunden (Beispiel)")
        for item in ITEMS
        for day, amount in item.prices
    ]


def need_row(need: DemoNeed) -> Cells:
    """Typed cells of a need."""
    keys = (need.number, need.school, need.item.number)
    return (*keys, Decimal(need.quantity), Decimal(need.year), need.funding, Decimal(need.recorded))


def _order_row(order: DemoOrder) -> Cells:
    who = (order.number, order.need.number, order.day, order.supplier, order.award)
    return (*who, Decimal(order.quantity), order.amount, order.status)


def _invoice_row(invoice: DemoInvoice) -> Cells:
    order = invoice.order
    keys = (invoice.number, order.supplier, order.need.number, order.number)
    amounts = (Decimal(invoice.quantity), invoice.amount, Decimal(invoice.vat), invoice.total)
    return (*keys, *amounts, invoice.day, invoice.delivered, invoice.paid, invoice.file_reference, invoice.call)


def _notice_row(notice: DemoNotice) -> Cells:
    grant = (Decimal(notice.pillar), notice.granted, notice.grant, notice.spending)
    return (notice.file_reference, notice.lucom, *grant, notice.starts, notice.ends, notice.proof_due)


def _call_row(call: DemoCall, amount: Decimal) -> Cells:
    return (call.number, call.file_reference, call.day, amount)


def _disposal_row(disposal: DemoDisposal, supplier: str) -> Cells:
    quantity = Decimal(disposal.quantity)
    return (disposal.invoice, supplier, disposal.need, quantity, disposal.day, disposal.reason)
