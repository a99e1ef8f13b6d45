"""Checks: plain functions that look at the evidence and yield findings; they judge and word, planning computes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.checks import (
    authority,
    baseline,
    budgets,
    caps,
    concept,
    eligibility,
    exemptions,
    funds,
    invoices,
    live_values,
    orders,
    programme,
    schedule,
)
from pakt_xl.checks.evidence import Evidence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pakt_xl.domain.finding import Finding
    from pakt_xl.domain.table import Table
    from pakt_xl.planning.outlook import Outlook
    from pakt_xl.reading import Places

CHECKS: tuple[Callable[[Evidence], Iterable[Finding]], ...] = (
    eligibility.outside_programme,
    eligibility.not_eligible,
    eligibility.pillar_not_applied_for,
    eligibility.end_device,
    eligibility.without_price,
    eligibility.overdue,
    programme.incomplete_programme,
    budgets.over_budget,
    caps.over_cap,
    caps.authority_over_cap,
    caps.without_infrastructure,
    caps.infrastructure_applied_for,
    concept.no_concept,
    concept.concept_not_carried_out,
    budgets.wrong_order,
    eligibility.closed_school,
    schedule.eu_threshold_reached,
    schedule.purchase_in_parts,
    authority.budgets_too_high,
    authority.pillar3_share_too_high,
    authority.pillar1_share_too_low,
    authority.transfer_without_ground,
    live_values.live_formulas,
    baseline.changed_needs,
    baseline.new_needs,
    baseline.incomplete_approvals,
    baseline.tampered_baseline,
    baseline.unapplied_requests,
    orders.more_ordered_than_needed,
    orders.more_invoiced_than_ordered,
    orders.doubled_invoice,
    orders.invoice_of_cancelled_order,
    invoices.wrong_vat,
    invoices.delivered_outside_period,
    orders.ordered_before_grant,
    invoices.without_right_notice,
    invoices.rows_do_not_add_up,
    funds.called_too_much,
    funds.deadline_near,
    funds.gone_while_bound,
    baseline.open_without_reasons,
)
"""Every check, in the order of its codes; adding a check is adding its line."""


def judge(outlook: Outlook, places: Places, tables: Mapping[str, Table], read: Iterable[Finding] = ()) -> list[Finding]:
    """Return the findings of reading on single cells (``read``) and those of all checks, allowed ones marked.

    ``places`` and ``tables`` belong to the same workbook as the outlook's plan. Exemptions come last, since they
    look at all findings.
    """
    evidence = Evidence(outlook, places, tables)
    findings = [*read, *(finding for check in CHECKS for finding in check(evidence))]
    return exemptions.with_admissions(findings, evidence)
