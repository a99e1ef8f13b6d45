"""Two computations written apart from RULES.md agree to the cent, on random plans with good and bad rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.oracle import findings, funds, funds_findings, schools
from tests.oracle.agreement import computed, differences
from tests.oracle.plans import random_plan

if TYPE_CHECKING:
    from types import ModuleType

PLANS, AT_ONCE = 300, 20


@pytest.mark.parametrize("first", range(0, PLANS, AT_ONCE))
def test_tool_and_oracle_agree_cell_by_cell_and_finding_by_finding(first: int) -> None:
    found = {seed: differences(random_plan(seed)) for seed in range(first, first + AT_ONCE)}
    assert not {seed: lines for seed, lines in found.items() if lines}


def test_reading_38_sorting_the_inputs_changes_no_table() -> None:
    for seed in range(3 * AT_ONCE):
        plan = random_plan(seed, kinds=(0.0,))
        chance = Random(seed)  # noqa: S311  reproducible order
        mixed = {name: chance.sample(lines, len(lines)) for name, lines in plan.items()}
        (before, _), (after, _) = computed(plan), computed(mixed)
        for name in before.keys() - {"Prüfbericht", "Befundübersicht", "Protokoll"}:  # they name rows
            assert (before[name].rows, before[name].totals) == (after[name].rows, after[name].totals)


@pytest.mark.parametrize(
    ("module", "name", "value", "seen"),
    [
        (schools, "B", Decimal("25000.01"), "Säule 3 Obergrenze"),
        (findings, "LAST_YEAR", 2023, "Befund fehlt"),
        (funds, "DECEMBER", 10, "Gebunden bis"),
        (funds_findings, "LAST_CALL", date(2022, 1, 1), "Befund fehlt"),
    ],
)
def test_one_cent_or_one_finding_more_is_a_difference(
    module: ModuleType, name: str, value: object, seen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans = [random_plan(seed) for seed in range(AT_ONCE)]
    monkeypatch.setattr(module, name, value)
    lines = [line for plan in plans for line in differences(plan)]
    assert any(seen in line for line in lines)
