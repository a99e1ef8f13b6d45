"""The reports: a file per generated table, from outlook and findings to its rows (WORKBOOK.md, generated sheets)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from pakt_xl.domain.actions import Part
from pakt_xl.reports import (
    binding,
    budgets,
    call_for_funds,
    cap_readings,
    changes,
    check_report,
    distribution,
    findings_overview,
    key_figures,
    lost_notes,
    lots,
    open_deliveries,
    programme_values,
    proof_of_use,
    protocol,
    returns,
    schedule,
    years,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from pakt_xl.domain.sheets import GeneratedTable
    from pakt_xl.domain.table import Table
    from pakt_xl.programme import Programme
    from pakt_xl.reports.view import View

Builder: TypeAlias = "Callable[[View], Iterable[Table]]"
"""Makes the tables of one report."""


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
        changes.SPEC,
        returns.SPEC,
        open_deliveries.SPEC,
        call_for_funds.SPEC,
        call_for_funds.LIST_SPEC,
        proof_of_use.SPEC,
        proof_of_use.LIST_SPEC,
        binding.SPEC,
        cap_readings.SPEC,
        protocol.SPEC,
        lost_notes.SPEC,
        key_figures.SPEC,
    )


def build_all(view: View, parts: Collection[Part] = frozenset(Part)) -> tuple[Table, ...]:
    """Return the tables of these parts, in the order of their sheets.

    Notizen ohne Zeile is the filler's own; Rückläufe is filled by collecting only.
    """
    return tuple(table for part, build in _BUILDERS if part in parts for table in build(view))


def _one(build: Callable[[View], Table]) -> Builder:
    return lambda view: (build(view),)


def _plans(view: View) -> Iterable[Table]:
    return (schedule.build(view, year) for year in view.outlook.programme.years)


_BUILDERS: tuple[tuple[Part, Builder], ...] = (
    (Part.FINDINGS, _one(check_report.build)),
    (Part.FINDINGS, _one(findings_overview.build)),
    (Part.BUDGETS, _one(programme_values.build)),
    (Part.BUDGETS, _one(budgets.build)),
    (Part.BUDGETS, _one(years.build)),
    (Part.SCHEDULE, _plans),
    (Part.SCHEDULE, _one(lots.build)),
    (Part.SCHEDULE, _one(distribution.build)),
    (Part.FINDINGS, _one(changes.build)),
    (Part.FUNDS, _one(open_deliveries.build)),
    (Part.FUNDS, _one(call_for_funds.build)),
    (Part.FUNDS, _one(call_for_funds.build_list)),
    (Part.FUNDS, _one(proof_of_use.build)),
    (Part.FUNDS, _one(proof_of_use.build_list)),
    (Part.FUNDS, _one(binding.build)),
    (Part.BUDGETS, _one(cap_readings.build)),
    (Part.RECORD, _one(protocol.build)),
    (Part.BUDGETS, _one(key_figures.build)),
)
