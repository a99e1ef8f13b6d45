"""Rows of the binding baseline: needs as they were fixed, requests to change them, findings that are allowed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated

from pakt_xl.domain.cells import CHOICE, DATE, KEY, TEXT, CellError
from pakt_xl.domain.columns import Column
from pakt_xl.domain.rows.base import ITEM_NUMBER, NEED_NUMBER, SCHOOL_NUMBER, Row, columns
from pakt_xl.domain.rows.planning import Need

FIELD_SCHOOL, FIELD_ITEM, FIELD_QUANTITY = "Schule", "Artikel", "Menge"
FIELD_YEAR, FIELD_FUNDING = "Wunschjahr", "Finanzierung"
FIELD_NEW, FIELD_WITHDRAWAL = "Neuer Bedarf", "Streichung"
FIELDS = (FIELD_SCHOOL, FIELD_ITEM, FIELD_QUANTITY, FIELD_YEAR, FIELD_FUNDING, FIELD_NEW, FIELD_WITHDRAWAL)
NEED_FIELDS = {
    FIELD_SCHOOL: "school_number",
    FIELD_ITEM: "item_number",
    FIELD_QUANTITY: "quantity",
    FIELD_YEAR: "year",
    FIELD_FUNDING: "funding",
}
"""What a request may change in a need: the word of the column Feld and the field of the row (rule 15)."""

OPEN, APPROVED, REFUSED = "offen", "genehmigt", "abgelehnt"
DECISIONS = (OPEN, APPROVED, REFUSED)


class Baseline(Need):
    """A need as it was fixed; written once by the tool. Its numbers are not looked up (reading 47)."""

    TABLE = "Festschreibung"
    LIVE = ()
    school_number: Annotated[str | None, replace(SCHOOL_NUMBER, refers="")] = None
    item_number: Annotated[str | None, replace(ITEM_NUMBER, refers="")] = None
    frozen_on: Annotated[date | None, Column("Festgeschrieben am", DATE, "Tag der Festschreibung.")] = None


class ChangeRequest(Row):
    """A request to change a need that was fixed, with the decision on it (H8)."""

    TABLE = "Änderungsanträge"
    ROW_KEY = ("number",)
    number: Annotated[str | None, Column("Antragsnummer", KEY, "Eigene Nummer des Antrags; jede nur einmal.")] = None
    need_number: Annotated[
        str | None, replace(NEED_NUMBER, help="Nummer des Bedarfs; bei „Neuer Bedarf“ die neue Nummer.")
    ] = None
    field: Annotated[str | None, Column("Feld", CHOICE, "Was sich ändern soll.", choices=FIELDS)] = None
    new_value: Annotated[
        str | None,
        Column(
            "Neuer Wert",
            TEXT,
            "Neuer Inhalt des Feldes, z. B. 6; bei „Streichung“ leer, bei „Neuer Bedarf“ frei.",
            required=False,
            requirement="B",
        ),
    ] = None
    reasons: Annotated[
        str | None,
        Column("Begründung", TEXT, "Warum sich der Bedarf ändert; ohne sie gilt kein Antrag.", blank_code="F03"),
    ] = None
    received_on: Annotated[date | None, Column("Eingang am", DATE, "Tag, an dem der Antrag einging.")] = None
    decision: Annotated[
        str | None, Column("Entscheidung", CHOICE, "offen, genehmigt oder abgelehnt.", choices=DECISIONS)
    ] = None
    decided_on: Annotated[
        date | None,
        Column("Entschieden am", DATE, "Tag der Entscheidung; leer, solange offen.", required=False, requirement="B"),
    ] = None
    decided_by: Annotated[
        str | None,
        Column(
            "Entschieden durch",
            TEXT,
            "Stelle, die entschieden hat; keine Privatperson.",
            required=False,
            requirement="B",
        ),
    ] = None

    def looks_up(self, field: str) -> bool:
        """Whether the number must be known: not that of a need which is yet to come (reading 81)."""
        return super().looks_up(field) and self.field not in (None, FIELD_NEW)

    def breaches(self) -> list[tuple[str, CellError]]:
        """Return what is blank though it applies: Neuer Wert, and who decided and when on a refusal.

        On an approval the blank has a code of its own (F03, reading 54).
        """
        needed = []
        if self.field in NEED_FIELDS:
            needed.append("new_value")
        if self.decision == REFUSED:
            needed += ["decided_on", "decided_by"]
        blank = [name for name in needed if getattr(self, name) is None]
        return [(name, CellError("Z01", "leer", columns(type(self))[name].wanted)) for name in blank]


class Exemption(Row):
    """A finding that an office allows; it stays visible (reading 41)."""

    TABLE = "Ausnahmen"
    ROW_KEY = ("code", "key")
    UNIQUE = False
    code: Annotated[
        str | None,
        Column(
            "Code",
            KEY,
            "Kennung der Prüfung, z. B. S05; sie steht im Prüfbericht.",
            pattern="[A-Za-z][0-9]{2}",
            expected="Kennung einer Prüfung, z. B. S05",
        ),
    ] = None
    key: Annotated[
        str | None, Column("Schlüssel", KEY, "Nummer der Schule oder des Bedarfs, wie sie im Prüfbericht steht.")
    ] = None
    reasons: Annotated[str | None, Column("Begründung", TEXT, "Warum der Befund zugelassen wird.")] = None
    granted_by: Annotated[
        str | None, Column("Zugelassen durch", TEXT, "Stelle, die ihn zulässt; keine Privatperson.")
    ] = None
    valid_until: Annotated[
        date | None,
        Column("Gültig bis", DATE, "Letzter Tag, an dem die Ausnahme gilt; leer: ohne Frist.", required=False),
    ] = None
