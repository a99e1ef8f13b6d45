"""The demo of Hamm: real schools, invented budgets, needs, orders and invoices, always the same."""

from __future__ import annotations

from pakt_xl.layout.demo.faulty import faulty_tables
from pakt_xl.layout.demo.tables import AS_OF, REMARK, demo_tables

__all__ = ["AS_OF", "REMARK", "demo_tables", "faulty_tables"]
