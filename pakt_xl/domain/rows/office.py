"""Rows of the office: settings, contact points, transfers of budget."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from pakt_xl.domain.cells import DATE, EURO, KEY, TEXT
from pakt_xl.domain.columns import Column
from pakt_xl.domain.rows.base import Row


class Setting(Row):
    """A row of Einstellungen; the kind of its value depends on its key (settings.py)."""

    TABLE = "Einstellungen"
    ROW_KEY = ("key",)
    key: Annotated[str | None, Column("Schlüssel", TEXT, "Name der Einstellung; nicht ändern.")] = None
    value: Annotated[  # whether it may be blank depends on its key too
        str | None, Column("Wert", TEXT, "Wert der Einstellung.", blank_code="Z01")
    ] = None
    note: Annotated[str | None, Column("Erläuterung", TEXT, "Freier Text.", required=False)] = None


class Contact(Row):
    """A contact point; role mailboxes, no private persons (H10)."""

    TABLE = "Kontakte"
    ROW_KEY = ("topic",)
    UNIQUE = False
    topic: Annotated[str | None, Column("Thema", TEXT, "Worum es geht.")] = None
    office: Annotated[str | None, Column("Stelle", TEXT, "Wer zuständig ist.")] = None
    email: Annotated[str | None, Column("E-Mail", TEXT, "Funktionspostfach, keine Privatperson.", required=False)] = (
        None
    )
    phone: Annotated[str | None, Column("Telefon", TEXT, "Durchwahl der Stelle.", required=False)] = None


class Transfer(Row):
    """A transfer of budget between two schools (rule 7)."""

    TABLE = "Umschichtungen"
    ROW_KEY = ()
    UNIQUE = False
    day: Annotated[date | None, Column("Datum", DATE, "Tag der Umschichtung.")] = None
    from_school: Annotated[
        str | None, Column("Von Schule", KEY, "Schulnummer der gebenden Schule.", refers="Schulen")
    ] = None
    to_school: Annotated[
        str | None, Column("An Schule", KEY, "Schulnummer der nehmenden Schule.", refers="Schulen")
    ] = None
    amount: Annotated[
        Decimal | None,
        Column(
            "Betrag",
            EURO,
            "Betrag in Euro, über 0,00.",
            above=0,
            expected="Betrag in Euro über 0,00",
        ),
    ] = None
    reason: Annotated[str | None, Column("Grund", TEXT, "Warum umgeschichtet wird.")] = None
    resolution: Annotated[
        str | None,
        Column("Beschluss", TEXT, "Beschluss, ohne den nicht gerechnet wird.", blank_code="T04"),
    ] = None
