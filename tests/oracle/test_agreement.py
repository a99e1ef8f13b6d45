"""Two computations written apart from RULES.md agree to the cent, on random plans with good and bad rows."""

from __future__ import annotations

import pytest

from tests.oracle.agreement import differences
from tests.oracle.plans import random_plan

PLANS, AT_ONCE = 300, 20


@pytest.mark.parametrize("first", range(0, PLANS, AT_ONCE))
def test_tool_and_oracle_agree_cell_by_cell_and_finding_by_finding(first: int) -> None:
    found = {seed: differences(random_plan(seed)) for seed in range(first, first + AT_ONCE)}
    assert not {seed: lines for seed, lines in found.items() if lines}
