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
    from pakt_xl.domain.table import Table
    from pakt_xl.programme import Programme
    from pakt_xl.reports.view import View


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


def build_all(view: View) -> tuple[Table, ...]:
    """Return all tables that are computed, in the order of their sheets (Notizen ohne Zeile is the filler's own)."""
    return (
        check_report.build(view),
        findings_overview.build(view),
        programme_values.build(view),
        budgets.build(view),
        years.build(view),
        *(schedule.build(view, year) for year in view.outlook.programme.years),
        lots.build(view),
        distribution.build(view),
        cap_readings.build(view),
        protocol.build(view),
    )
