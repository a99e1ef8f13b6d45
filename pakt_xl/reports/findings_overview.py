"""Befundübersicht: equal findings summed up, so that 300 equal mistakes read as one line."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn
from pakt_xl.reports.order import position
from pakt_xl.reports.wording import message, remedy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pakt_xl.domain.finding import Finding, Severity
    from pakt_xl.domain.table import Table
    from pakt_xl.reports.view import View

NAMED_CELLS = 5

SPEC = GeneratedTable(
    "Befundübersicht",
    "Befundübersicht",
    "Befundübersicht: gleiche Befunde zusammengefasst",
    (
        OutColumn("Schwere", Look.TEXT, 11, "Fehler, Warnung oder Hinweis."),
        OutColumn("Code", Look.TEXT, 8, "Kennung der Prüfung; im Handbuch erklärt."),
        OutColumn("Blatt", Look.TEXT, 18, "Blatt, auf dem die Befunde stehen."),
        OutColumn("Spalte", Look.TEXT, 22, "Überschrift der Spalte."),
        OutColumn("Anzahl", Look.WHOLE, 9, "Zahl der gleichen Befunde."),
        OutColumn("Erste Zellen", Look.TEXT, 36, "Die ersten betroffenen Zellen; alle stehen im Prüfbericht."),
        OutColumn("Was zu tun ist", Look.TEXT, 104, "Wie die Befunde behoben werden."),
    ),
    key=("Schwere", "Code", "Blatt", "Spalte"),
)


def build(view: View) -> Table:
    """Return a row per group of equal findings."""
    return SPEC.table(
        [
            (str(group.severity), group.code, group.sheet, group.column, group.count, group.cells, group.remedy)
            for group in groups(view.findings)
        ]
    )


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one code, sheet, column and severity; ``cells`` names the first few of them."""

    severity: Severity
    code: str
    sheet: str
    column: str
    count: int
    cells: str
    message: str
    remedy: str


def groups(findings: Sequence[Finding]) -> list[Group]:
    """Sum equal findings up, in the order in which the first of each stands."""
    found: defaultdict[tuple[str, ...], list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.rule.severity, finding.rule.code, finding.place.sheet, finding.place.column].append(finding)
    return [_group(equal) for equal in found.values()]


def _group(equal: list[Finding]) -> Group:
    counting = [finding for finding in equal if finding.admitted is None]
    first = (counting or equal)[0]  # what nobody allowed is the better example
    cells = sorted({finding.place.cell for finding in equal if finding.place.cell}, key=position)
    named = ", ".join(cells[:NAMED_CELLS]) + (" …" if len(cells) > NAMED_CELLS else "")
    rule, place = first.rule, first.place
    what = _to_do(remedy(first), len(equal) - len(counting), len(equal))
    return Group(rule.severity, rule.code, place.sheet, place.column, len(equal), named, message(first), what)


def _to_do(text: str, allowed: int, count: int) -> str:
    """Say what to do, and of how many findings nothing is to be done since they are allowed."""
    if not allowed:
        return text
    return "Zugelassen; nichts zu tun." if allowed == count else f"{text} Davon zugelassen: {allowed}."
