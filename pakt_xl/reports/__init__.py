"""The reports: a file per generated table, from outlook and findings to its rows (WORKBOOK.md, generated sheets)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.reports import (
    budgets,
    cap_readings,
    check_report,
    distribution,
    findings_overview,
    lost_notes,
    lots,
    programme_values,
    protocol,
    schedule,
    years,
)

if TYPE_CHECKING:
    from pakt_xl.domain.sheets import GeneratedTable
    from pakt_xl.programme import Programme


def generated_tables(programme: Programme) -> tuple[GeneratedTable, ...]:
    """Return all generated tables in the order of their sheets; there is a Plan for each year of the programme."""
    return (
        check_report.SPEC,
        findings_overview.SPEC,
        programme_values.SPEC,
        budgets.SPEC,
        years.SPEC,
        *(schedule.spec(year) for year in programme.years),
        lots.SPEC,
        distribution.SPEC,
        cap_readings.SPEC,
        protocol.SPEC,
        lost_notes.SPEC,
    )
