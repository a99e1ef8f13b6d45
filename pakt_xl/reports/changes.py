"""Änderungen: what differs from the baseline, the request behind it, and what it does to the budget (reading 82)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn
from pakt_xl.domain.table import fold

if TYPE_CHECKING:
    from pakt_xl.domain.table import Cells, Table
    from pakt_xl.planning.outlook import Deviation
    from pakt_xl.reports.view import View

ALLOWED, BLOCKED = "zulässig", "gesperrt"

SPEC = GeneratedTable(
    "Änderungen",
    "Änderungen",
    "Änderungen gegenüber der Festschreibung",
    (
        OutColumn("Bedarfsnummer", Look.TEXT, 16, "Nummer des Bedarfs."),
        OutColumn("Schule", Look.TEXT, 34, "Name der Schule.", wrap=True),
        OutColumn("Feld", Look.TEXT, 15, "Was sich geändert hat."),
        OutColumn("Festgeschrieben", Look.VALUE, 18, "Wert in der Festschreibung; leer bei einem neuen Bedarf."),
        OutColumn("Aktuell", Look.VALUE, 18, "Wert im Blatt Bedarfe; 0, wenn der Bedarf gestrichen ist oder fehlt."),
        OutColumn("Antragsnummer", Look.TEXT, 16, "Letzter genehmigter Antrag dazu, sonst der letzte Antrag."),
        OutColumn("Entscheidung", Look.TEXT, 14, "offen, genehmigt oder abgelehnt."),
        OutColumn("Entschieden am", Look.DATE, 15, "Tag der Entscheidung."),
        OutColumn("Begründung", Look.TEXT, 46, "Begründung des Antrags.", wrap=True),
        OutColumn(
            "Wirkung auf das Budget",
            Look.EURO,
            20,
            "Mehr (+) oder weniger (-) DigitalPakt-Ausgaben, in Euro brutto; ein Wechsel der Schule ändert die Summe "
            "nicht.",
        ),
        OutColumn("Ergebnis", Look.TEXT, 11, "zulässig oder gesperrt (F01, F02)."),
    ),
    key=("Bedarfsnummer", "Feld"),
)


def build(view: View) -> Table:
    """Return a row for each field that differs, each need that is gone, struck out or new."""
    names = view.school_names()
    return SPEC.table([_row(each, names) for each in view.outlook.deviations])


def _row(each: Deviation, names: dict[str, str]) -> Cells:
    row, request = each.need or each.baseline, each.request
    school = (row.school_number if row else None) or ""
    asked = (request.number, request.decision, request.decided_on, request.reasons) if request else (None,) * 4
    return (
        each.number,
        names.get(fold(school), ""),
        each.field,
        each.frozen,
        each.current,
        *asked,
        each.effect,
        BLOCKED if each.blocks else ALLOWED,
    )
