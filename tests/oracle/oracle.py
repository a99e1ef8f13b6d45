"""Oracle: everything RULES.md says about a workbook, from its raw tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.oracle import funds_sheets, sheets
from tests.oracle.baseline import apply_exemptions, changes, compare_baseline
from tests.oracle.findings import judge_authority, judge_buying, judge_needs, judge_schools
from tests.oracle.funds import follow_the_money
from tests.oracle.funds_findings import judge_deadlines, judge_invoices, judge_orders, judge_parts
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
    follow_the_money(plan)
    judge_invoices(plan)
    judge_orders(plan)
    judge_parts(plan)
    judge_deadlines(plan)
    apply_exemptions(plan)
    tables = {
        "Budgetübersicht": sheets.budgets(plan),
        "Jahresübersicht": sheets.years(plan),
        "Lose": sheets.lots(plan),
        "Verteilliste": sheets.distribution(plan),
        "Änderungen": changes(plan),
        "Lesarten": sheets.cap_readings(plan),
    }
    tables |= {
        "OffeneLieferungen": funds_sheets.open_deliveries(plan),
        "Mittelabruf": funds_sheets.calls(plan),
        "MittelabrufBelege": funds_sheets.call_list(plan),
        "Verwendungsnachweis": funds_sheets.proofs(plan),
        "VerwendungsnachweisBelege": funds_sheets.proof_list(plan),
        "Zweckbindung": funds_sheets.bound(plan),
    }
    tables |= {f"Plan{year}": sheets.schedule(plan, year) for year in sheets.YEARS}
    return Expected(tables, sheets.budget_totals(plan), plan.findings, plan.amounts)
