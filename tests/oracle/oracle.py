"""Oracle: everything RULES.md says about a workbook, from its raw tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.oracle import sheets
from tests.oracle.baseline import apply_exemptions, changes, compare_baseline
from tests.oracle.findings import judge_authority, judge_buying, judge_needs, judge_schools
from tests.oracle.needs import value_needs
from tests.oracle.plan import Finding, Raw, read_plan
from tests.oracle.schools import budget_schools

if TYPE_CHECKING:
    from decimal import Decimal

    from tests.oracle.sheets import Line


@dataclass(frozen=True)
class Expected:
    """Rows of the generated tables by name, the total row of Budgetübersicht, the findings, Soll and Ist of some."""

    tables: dict[str, list[Line]]
    totals: Line
    findings: list[Finding]
    amounts: dict[tuple[str, str], tuple[Decimal, Decimal]]


def expected(raw: Raw) -> Expected:
    """Compute a workbook: table name -> rows, each a mapping of header to cell."""
    plan = read_plan(raw)
    value_needs(plan)
    budget_schools(plan)
    compare_baseline(plan)
    judge_needs(plan)
    judge_schools(plan)
    judge_buying(plan)
    judge_authority(plan)
    apply_exemptions(plan)
    tables = {
        "Budgetübersicht": sheets.budgets(plan),
        "Jahresübersicht": sheets.years(plan),
        "Lose": sheets.lots(plan),
        "Verteilliste": sheets.distribution(plan),
        "Änderungen": changes(plan),
        "Lesarten": sheets.cap_readings(plan),
    }
    tables |= {f"Plan{year}": sheets.schedule(plan, year) for year in sheets.YEARS}
    return Expected(tables, sheets.budget_totals(plan), plan.findings, plan.amounts)
