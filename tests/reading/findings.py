"""What the tests of reading compare: findings as short lines, and the sentences that a person reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.reading import read_plan
from pakt_xl.reports.wording import message, remedy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pakt_xl.domain.finding import Finding
    from pakt_xl.domain.table import Table


def line(finding: Finding) -> str:
    """Return code, sheet, cell, column, school and key of a finding, parted by ``|``."""
    place = finding.place
    return f"{finding.rule.code} | {place.sheet} | {place.cell} | {place.column} | {place.school} | {place.key}"


def lines(tables: Mapping[str, Table]) -> list[str]:
    """Lines of all findings of a workbook."""
    return [line(finding) for finding in read_plan(tables).findings]


def sentences(tables: Mapping[str, Table]) -> list[tuple[str, str]]:
    """Return what is wrong and what to do, for each finding."""
    return [(message(finding), remedy(finding)) for finding in read_plan(tables).findings]
