"""Do the live formulas of the workbook show what the tool computes: T05."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, partial
from typing import TYPE_CHECKING, TypeAlias, TypeGuard

from pakt_xl.checks.doubts import find_doubts
from pakt_xl.checks.sources import TWO_COMPUTATIONS
from pakt_xl.domain.cells import LIMIT, NOISE, is_blank, shown
from pakt_xl.domain.finding import Finding, Rule, Scope, Severity, Value
from pakt_xl.domain.money import ZERO, half_up
from pakt_xl.domain.rows import Need, Order, Row, School
from pakt_xl.domain.table import Cell, Formula, Plain, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pakt_xl.checks.doubts import Doubts
    from pakt_xl.checks.evidence import Evidence
    from pakt_xl.planning.outlook import Outlook

T05_OVERWRITTEN = Rule(
    "T05",
    Severity.ERROR,
    Scope.AUTHORITY,
    "In der Formelspalte „{column}“ steht statt der Formel: {found}.",
    "Die Formel wiederherstellen; den Betrag nicht verwenden.",
    TWO_COMPUTATIONS,
)
T05_DEVIATING = Rule(
    "T05",
    Severity.ERROR,
    Scope.AUTHORITY,
    "Die Formel in „{column}“ ergibt {found}, richtig ist {computed}.",
    "Neu berechnen lassen und speichern (in LibreOffice Strg+Umschalt+F9); hilft das nicht, die Formel "
    "wiederherstellen. Den Betrag nicht verwenden.",
    TWO_COMPUTATIONS,
)
T05_NEVER_COMPUTED = Rule(
    "T05",
    Severity.NOTE,
    Scope.AUTHORITY,
    "Die Formeln der Spalte „{column}“ wurden nie berechnet (Anzahl: {count}); sie wurden nicht verglichen.",
    "Die Mappe in Excel oder LibreOffice öffnen, neu berechnen lassen und speichern.",
    TWO_COMPUTATIONS,
)

T05_OUTDATED = Rule(
    "T05",
    Severity.NOTE,
    Scope.AUTHORITY,
    "Die Formeln der Spalte „{column}“ zeigen noch den Stand vor der letzten Änderung (Anzahl: {count}).",
    "Die Mappe in Excel öffnen und speichern (in LibreOffice vorher Strg+Umschalt+F9).",
    TWO_COMPUTATIONS,
)

Number: TypeAlias = Decimal | int  # an amount in euros, or a quantity
Computed: TypeAlias = "Mapping[int, tuple[Number | None, ...]]"  # by row index, what the columns of LIVE should show


@dataclass(frozen=True, slots=True)
class LiveColumn:
    """A live column: its rows, what each should show, its cells; ``doubts`` are found when first asked for."""

    evidence: Evidence
    rows: Sequence[Row]
    computed: Mapping[int, Number | None]
    table: Table
    position: int
    doubts: Callable[[], Doubts]

    @property
    def header(self) -> str:
        """Header as it stands in the workbook."""
        return self.table.headers[self.position]

    def cell(self, row: Row) -> Cell:
        """Cell of a row in this column."""
        return self.table.rows[row.index][self.position]

    def has_formulas(self) -> bool:
        """Whether formulas belong here: without any the column is missing, not overwritten."""
        cells = (cells[self.position] for cells in self.table.rows)
        return self.header in self.table.calculated or any(isinstance(cell, Formula) for cell in cells)

    def is_doubtful(self, row: Row) -> bool:
        """Whether a deviation may come from a cell that has a finding already."""
        return row.index in self.doubts()[type(row)]


def live_formulas(evidence: Evidence) -> Iterator[Finding]:
    """T05: a formula was overwritten, shows another number than the tool computes, or was never computed.

    In a file that the tool changed and no office program has computed since, another number is only an old one.
    """
    plan = evidence.outlook.plan
    doubts = cache(partial(find_doubts, evidence))
    rows_of: dict[type[Row], Sequence[Row]] = {School: plan.schools, Need: plan.needs, Order: plan.orders}
    for model, computed in live_numbers(evidence.outlook).items():
        rows = rows_of[model]
        source = evidence.sources.get(model.TABLE)
        for number, header in enumerate(model.LIVE):
            position = source.position(header) if source else None
            if source is not None and position is not None:
                values = {index: numbers[number] for index, numbers in computed.items()}
                yield from _judge(LiveColumn(evidence, rows, values, source.table, position, doubts))


def live_numbers(outlook: Outlook) -> dict[type[Row], Computed]:
    """What the live columns of a row model should show, in the order of its ``LIVE``, by index of the row."""
    return {School: _of_schools(outlook), Need: _of_needs(outlook), Order: _of_orders(outlook)}


def _of_schools(outlook: Outlook) -> Computed:
    return {
        facts.school.index: (
            facts.committed,
            facts.remaining,
            facts.pillar3,
            facts.cap.amount if facts.cap else None,
        )
        for facts in outlook.schools
    }


def _of_needs(outlook: Outlook) -> Computed:
    return {
        facts.need.index: (facts.open_quantity, facts.unit_price, facts.planned, facts.ordered, facts.invoiced)
        for facts in outlook.needs
    }


def _of_orders(outlook: Outlook) -> Computed:
    """By the first row of each order: the rows of a doubled one have Z03 and are not compared."""
    return {facts.rows[0].index: (facts.invoiced_quantity, facts.open_amount) for facts in outlook.orders}


def _judge(column: LiveColumn) -> Iterator[Finding]:
    never: list[Row] = []
    old: list[Row] = []
    has_formulas = column.has_formulas()
    for row in column.rows:
        cell = column.cell(row)
        expected = column.computed.get(row.index)
        if not isinstance(cell, Formula):
            if has_formulas or not is_blank(cell):
                yield _overwritten(column, row, cell, expected)
        elif cell.value is None:
            never.append(row)
        elif expected is None or cell.value == expected:
            continue
        elif _differs(cell.value, expected) and not column.is_doubtful(row):
            if column.table.outdated:
                old.append(row)
            else:
                yield _deviating(column, row, cell.value, expected)
    for rule, rows in ((T05_NEVER_COMPUTED, never), (T05_OUTDATED, old)):
        if rows:
            place = replace(column.evidence.places.of(rows[0], column.header), school="", key="")
            yield Finding(rule, place, {"column": column.header, "count": len(rows)})


def _differs(value: Plain, expected: Number) -> bool:
    """Whether a formula shows another number; blank text shows none, which is as good as nothing (0)."""
    number = ZERO if is_blank(value) else value
    return not isinstance(number, Decimal) or abs(number - expected) > NOISE


def _is_amount(cell: Cell) -> TypeGuard[Decimal]:
    """Whether a cell shows a number that may be an amount; a greater one than a column can hold is only quoted."""
    return isinstance(cell, Decimal) and abs(cell) < LIMIT


def _overwritten(column: LiveColumn, row: Row, cell: Cell, expected: Number | None) -> Finding:
    """Return the finding on a cell without its formula; Soll and Ist where the amount to show is certain."""
    place = column.evidence.places.of(row, column.header)
    values: dict[str, Value] = {"column": column.header, "found": shown(cell)}
    if _is_amount(cell) and isinstance(expected, Decimal) and not column.is_doubtful(row):
        return Finding(T05_OVERWRITTEN, place, values | {"found": half_up(cell)}, expected, half_up(cell))
    return Finding(T05_OVERWRITTEN, place, values)


def _deviating(column: LiveColumn, row: Row, value: Plain, expected: Number) -> Finding:
    """Return the finding on a formula that shows something else; Soll and Ist where it shows an amount."""
    place = column.evidence.places.of(row, column.header)
    values: dict[str, Value] = {"column": column.header, "found": shown(value), "computed": expected}
    if _is_amount(value) and isinstance(expected, Decimal):
        cents = half_up(value)
        if cents != expected:  # else the deviation is below a cent and only the digits of the cell show it
            values["found"] = cents
        return Finding(T05_DEVIATING, place, values, expected, cents)
    return Finding(T05_DEVIATING, place, values)
