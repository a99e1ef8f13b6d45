"""Prüfbericht: a row per finding, with its place, its German sentences and its amounts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn
from pakt_xl.domain.table import Link, fold
from pakt_xl.ooxml.render import cleaned
from pakt_xl.reports.view import column_places, shown_text, table_named
from pakt_xl.reports.wording import message, remedy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pakt_xl.domain.finding import Finding
    from pakt_xl.domain.table import Cells, Table
    from pakt_xl.reports.view import View

NEW, OPEN, ADMITTED = "neu", "offen", "zugelassen"

SPEC = GeneratedTable(
    "Prüfbericht",
    "Prüfbericht",
    "Prüfbericht: jeder Befund mit seiner Zelle",
    (
        OutColumn("Nr.", Look.WHOLE, 6, "Laufende Nummer des Befunds."),
        OutColumn("Schwere", Look.TEXT, 11, "Fehler, Warnung oder Hinweis."),
        OutColumn("Code", Look.TEXT, 8, "Kennung der Prüfung; im Handbuch erklärt."),
        OutColumn(
            "Bereich",
            Look.TEXT,
            14,
            "Was der Befund betrifft: Zeile, Schule, Jahr, Träger, Festschreibung, Beschaffung, Mappe.",
        ),
        OutColumn("Blatt", Look.TEXT, 16, "Blatt, auf dem der Befund steht."),
        OutColumn("Zelle", Look.LINK, 9, "Anklicken springt zur Zelle."),
        OutColumn("Spalte", Look.TEXT, 18, "Überschrift der Spalte."),
        OutColumn("Schulnummer", Look.TEXT, 15, "Nummer der betroffenen Schule."),
        OutColumn("Schule", Look.TEXT, 26, "Name der betroffenen Schule.", wrap=True),
        OutColumn("Schlüssel", Look.TEXT, 20, "Nummer der betroffenen Zeile.", wrap=True),
        OutColumn("Was ist falsch", Look.TEXT, 62, "Der Befund in einem Satz.", wrap=True),
        OutColumn("Was ist zu tun", Look.TEXT, 46, "Wie der Befund behoben wird.", wrap=True),
        OutColumn("Soll", Look.EURO, 15, "Erwarteter oder höchstens zulässiger Betrag."),
        OutColumn("Ist", Look.EURO, 15, "Vorgefundener Betrag."),
        OutColumn("Differenz", Look.EURO, 15, "Ist abzüglich Soll."),
        OutColumn("Quelle", Look.TEXT, 46, "Woher die Regel stammt.", wrap=True),
        OutColumn("Stand", Look.TEXT, 11, "neu, offen (stand schon im letzten Bericht) oder zugelassen."),
    ),
    key=("Code", "Blatt", "Spalte", "Schlüssel"),
)


def build(view: View) -> Table:
    """Return a row per finding in the order of the view; one that the last report had is „offen“."""
    names = view.school_names()
    before = _keys_before(view.tables)
    rows = []
    for number, finding in enumerate(view.findings, start=1):
        key = _key(finding.rule.code, finding.place.sheet, finding.place.column, finding.place.key)
        state = OPEN if before[key] > 0 else NEW
        before[key] -= 1
        rows.append((number, *_cells(finding, names), ADMITTED if finding.admitted else state))
    return SPEC.table(rows)


def _cells(finding: Finding, names: dict[str, str]) -> Cells:
    """Return the columns from Schwere to Quelle."""
    rule, place = finding.rule, finding.place
    return (
        str(rule.severity),
        rule.code,
        str(rule.scope),
        place.sheet,
        Link(place.sheet, place.cell) if place.cell else None,
        place.column,
        place.school,
        names.get(fold(place.school), ""),
        place.key,
        message(finding),
        remedy(finding),
        finding.expected,
        finding.actual,
        finding.difference,
        rule.source,
    )


def _keys_before(tables: Mapping[str, Table]) -> Counter[tuple[str, ...]]:
    """Count the keys in the report that the file holds; the address of the cell is no part of them."""
    table = table_named(tables, SPEC.name)
    places = column_places(table, SPEC.key) if table else None
    if table is None or places is None:
        return Counter()
    return Counter(_key(*(shown_text(row[place]) for place in places)) for row in table.rows)


def _key(*parts: str) -> tuple[str, ...]:
    # A sheet cannot keep every character of a key, so both sides are compared as a sheet keeps them.
    return tuple(fold(cleaned(part)) for part in parts)
