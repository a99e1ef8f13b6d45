"""Protokoll: a row per run, newest first; what was computed from which inputs with which programme."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from pakt_xl.domain.cells import is_blank
from pakt_xl.domain.finding import Severity
from pakt_xl.domain.money import ZERO, number_text
from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn
from pakt_xl.domain.table import fold_header
from pakt_xl.reports.checksum import inputs_checksum
from pakt_xl.reports.view import table_named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pakt_xl.domain.table import Cells, Table
    from pakt_xl.reports.view import View

WORDS = "Zeilen je Tabelle"
"""The one column for words on the inputs."""
PORTION = 7500
"""Characters of a list in one cell: a cell holds 32,767, but Excel 2007 takes no longer text than 8,203 in a block."""

SPEC = GeneratedTable(
    "Protokoll",
    "Protokoll",
    "Protokoll: jeder Lauf, der neueste zuerst",
    (
        OutColumn("Zeitpunkt", Look.MOMENT, 20, "Wann das Werkzeug gelaufen ist."),
        OutColumn("Stichtag", Look.DATE, 12, "Tag, zu dem gerechnet wurde."),
        OutColumn("Fassung", Look.TEXT, 10, "Fassung des Werkzeugs."),
        OutColumn("Programmdatei", Look.TEXT, 24, "Kennung der Programmdatei."),
        OutColumn("Prüfsumme Programm", Look.TEXT, 20, "Prüfsumme (SHA-256) der Programmdatei."),
        OutColumn("Prüfsumme Eingaben", Look.TEXT, 20, "Prüfsumme (SHA-256) der Eingaben; Sortieren ändert sie nicht."),
        OutColumn(WORDS, Look.TEXT, 72, "Gelesene Zeilen der Eingabetabellen.", wrap=True),
        OutColumn("Fehler", Look.WHOLE, 9, "Zahl der Fehler, ohne zugelassene."),
        OutColumn("Warnungen", Look.WHOLE, 11, "Zahl der Warnungen, ohne zugelassene."),
        OutColumn("Hinweise", Look.WHOLE, 10, "Zahl der Hinweise, ohne zugelassene."),
        OutColumn("Belegt", Look.EURO, 18, "Belegt über alle Schulen."),
        OutColumn("Restbudget", Look.EURO, 18, "Restbudget über alle Schulen."),
    ),
    key=("Zeitpunkt",),
)
_WORDS = SPEC.headers.index(WORDS)


def build(view: View) -> Table:
    """Return the row of this run above all rows that the workbook holds."""
    return SPEC.table([_row(view), *_rows_before(view.tables)])


def with_deed(table: Table, deed: str, details: Sequence[str] = ()) -> Table:
    """Return Protokoll whose newest row also says what was done to the inputs: ``deed: detail; detail``.

    Of a long list each detail is whole; it goes on in rows below, which name the same run and repeat no numbers.
    """
    newest, *others = table.rows
    lists = _portions(details)
    told = [": ".join(filter(None, (_numbered(deed, at, len(lists)), part))) for at, part in enumerate(lists, start=1)]
    first = (*newest[:_WORDS], f"{newest[_WORDS]}; {told[0]}", *newest[_WORDS + 1 :])
    blank = (None,) * len(newest[_WORDS + 1 :])
    more = [(*newest[:_WORDS], text, *blank) for text in told[1:]]
    return replace(table, rows=(first, *more, *others))


def _portions(details: Sequence[str]) -> list[str]:
    """Return the details as lists of at most PORTION characters; one detail that is longer stands alone."""
    lists = [""]
    for detail in details:
        longer = f"{lists[-1]}; {detail}" if lists[-1] else detail
        if lists[-1] and len(longer) > PORTION:
            lists.append(detail)
        else:
            lists[-1] = longer
    return lists


def _numbered(deed: str, at: int, count: int) -> str:
    return deed if count == 1 else f"{deed} ({at} von {count})"


def _row(view: View) -> Cells:
    outlook, programme = view.outlook, view.outlook.programme
    severities = Counter(finding.rule.severity for finding in view.findings if finding.admitted is None)
    remaining = [facts.remaining for facts in outlook.schools if facts.remaining is not None]
    return (
        view.now,
        outlook.plan.settings.as_of,
        view.version,
        programme.id,
        programme.checksum,
        inputs_checksum(view.tables),
        counts_text({name: counts.read for name, counts in view.counts.items()}),
        *(severities[severity] for severity in Severity),
        sum((facts.committed for facts in outlook.schools), ZERO),
        sum(remaining, ZERO),
    )


def counts_text(counts: Mapping[str, int]) -> str:
    """Text of the rows of each input table: ``Schulen 52, Bedarfe 2.031``."""
    return ", ".join(f"{name} {number_text(Decimal(count), 0)}" for name, count in counts.items())


def _rows_before(tables: Mapping[str, Table]) -> list[Cells]:
    """Return the rows of the workbook in our columns, whatever their order there; blank ones are dropped."""
    table = table_named(tables, SPEC.name)
    if table is None:
        return []
    places = {fold_header(header): place for place, header in enumerate(table.headers)}
    ours = [places.get(fold_header(header)) for header in SPEC.headers]
    rows = (tuple(None if place is None else row[place] for place in ours) for row in table.rows)
    return [row for row in rows if not all(is_blank(cell) for cell in row)]
