"""The order of findings in Prüfbericht, Befundübersicht, terminal and JSON; sorting the inputs keeps it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pakt_xl.domain.finding import Severity
from pakt_xl.domain.rows import MODELS
from pakt_xl.domain.table import column_number, fold
from pakt_xl.reports.view import table_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pakt_xl.domain.finding import Finding
    from pakt_xl.domain.sheets import GeneratedTable
    from pakt_xl.domain.table import Table

_SEVERITIES = {severity: number for number, severity in enumerate(Severity)}
_ADDRESS = re.compile("([A-Z]+)([0-9]+)")


def ordered(
    findings: Iterable[Finding], tables: Mapping[str, Table], generated: Sequence[GeneratedTable]
) -> tuple[Finding, ...]:
    """Sort by Schwere, Code, sheet (inputs first, then generated ones), key, cell, column."""
    sheets = _sheet_order(tables, generated)

    def place(finding: Finding) -> tuple[object, ...]:
        at = finding.place
        sheet = fold(at.sheet)
        rank = sheets.get(sheet, len(sheets))
        return (
            _SEVERITIES[finding.rule.severity],
            finding.rule.code,
            rank,
            sheet,
            at.key,
            position(at.cell),
            at.column,
        )

    return tuple(sorted(findings, key=place))


def position(cell: str) -> tuple[int, int]:
    """Row and column of an address in A1 notation, so that D9 stands before D17; no address comes first."""
    match = _ADDRESS.fullmatch(cell)
    return (int(match[2]), column_number(match[1])) if match else (0, 0)


def _sheet_order(tables: Mapping[str, Table], generated: Sequence[GeneratedTable]) -> dict[str, int]:
    """Rank of each sheet by its name as the user calls it."""
    order: dict[str, int] = {}
    for model in MODELS:
        table = table_named(tables, model.TABLE)
        order.setdefault(fold(table.sheet if table and table.sheet else model.TABLE), len(order))
    for spec in generated:  # findings name these sheets as we do; their rows need not be read for it
        order.setdefault(fold(spec.sheet), len(order))
    return order
