"""The JSON object of ``--json``: findings, budgets, counts, files (WORKBOOK.md, command line)."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pakt_xl.cli import returns
from pakt_xl.domain.sheets import Look
from pakt_xl.reports.budgets import SPEC, budget_rows
from pakt_xl.reports.wording import message, remedy

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pakt_xl.domain.finding import Finding
    from pakt_xl.domain.table import Cell
    from pakt_xl.run import Judged
    from pakt_xl.run.collected import Collected


def text(judged: Judged, files: Iterable[Path]) -> str:
    """Return the object; only ASCII, so that every code page carries it. Amounts are texts with two places."""
    return json.dumps(_object(judged, judged.findings, files))


def of_collected(collected: Collected) -> str:
    """Return the object after collecting: the findings are those of the returns, each with its file."""
    filled = collected.filled
    written = filter(None, (filled.path, filled.backup)) if filled else ()
    findings = [finding for each in collected.returns for finding in each.findings]
    told = _object(collected.judged, findings, (*written, *collected.answers.written))
    return json.dumps(told | returns.objects(collected, told["findings"]))


def _object(judged: Judged, findings: Iterable[Finding], files: Iterable[Path]) -> dict[str, Any]:
    counts = judged.counts.items()
    return {
        "findings": [_finding(finding) for finding in findings],
        "budgets": [
            {column.header: _cell(cell, column.look) for column, cell in zip(SPEC.columns, row, strict=True)}
            for row in budget_rows(judged.outlook)
        ],
        "counts": {name: {"read": each.read, "used": each.used, "reported": each.reported} for name, each in counts},
        "files": [str(path) for path in files],
    }


def _finding(finding: Finding) -> dict[str, str | None]:
    rule, place = finding.rule, finding.place
    return {
        "code": rule.code,
        "severity": str(rule.severity),
        "sheet": place.sheet,
        "cell": place.cell,
        "school": place.school,
        "key": place.key,
        "message": message(finding),
        "remedy": remedy(finding),
        "expected": _amount(finding.expected),
        "actual": _amount(finding.actual),
        "difference": _amount(finding.difference),
        "source": rule.source,
    }


def _amount(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"


def _cell(cell: Cell, look: Look) -> object:
    """Return amounts as text and the share Ausgeschöpft as a number; the rest is text."""
    if isinstance(cell, Decimal):
        return _amount(cell) if look is Look.EURO else float(cell)
    return cell
