"""The live formulas agree with the computation to the cent, recalculated by LibreOffice (rules 1 to 9 and 11)."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from pakt_xl.planning.compute import outlook
from pakt_xl.programme import load
from pakt_xl.reading import read_plan
from tests.layout.masters import PROGRAMME, fill_rows, fresh, recalculated, set_values, shown, typed_tables
from tests.layout.random_plans import rows_of, settings_of

if TYPE_CHECKING:
    from pathlib import Path

    from pakt_xl.planning.outlook import Outlook

SEEDS = range(6)
pytestmark = [pytest.mark.libreoffice, pytest.mark.filterwarnings("ignore:.*xtension is not supported")]


@pytest.mark.parametrize("seed", SEEDS)
def test_live_formulas_agree_with_the_computation_on_random_plans(seed: int, tmp_path: Path) -> None:
    chance = Random(seed)  # noqa: S311  plans, no secrets
    workbook = fresh()
    set_values(workbook, settings_of(chance))
    for name, rows in rows_of(chance).items():
        fill_rows(workbook, name, rows)
    computed = recalculated(workbook, tmp_path)
    reading = read_plan(typed_tables(workbook))
    facts = outlook(reading.plan, load(PROGRAMME))
    found = {name: shown(workbook, computed, name) for name in ("Bedarfe", "Bestellungen", "Schulen")}
    assert not _differences(facts, found)


def _differences(facts: Outlook, found: dict[str, list[dict[str, Any]]]) -> list[str]:
    """Where a formula shows another number: table, row, column, shown, computed."""
    wanted: dict[tuple[str, int], dict[str, Decimal | int | None]] = {}
    for need in facts.needs:
        wanted["Bedarfe", need.need.index] = {
            "Noch zu beschaffen": need.open_quantity,
            "Einzelpreis": need.unit_price,
            "Geplant": need.planned,
            "Bestellt offen": need.ordered,
            "Berechnet": need.invoiced,
        }
    for order in facts.orders:
        wanted["Bestellungen", order.rows[0].index] = {
            "Berechnete Menge": order.invoiced_quantity,
            "Offener Betrag": order.open_amount,
        }
    for school in facts.schools:
        if school.complete:
            wanted["Schulen", school.school.index] = {
                "Belegt": school.committed,
                "Restbudget": school.remaining,
                "Säule 3 belegt": school.pillar3,
                "Säule 3 Obergrenze": school.cap.amount if school.cap else None,
            }
    assert len(wanted) > len(facts.needs)
    return [
        f"{name} {index} {header}: {found[name][index][header]!r} statt {value}"
        for (name, index), values in wanted.items()
        for header, value in values.items()
        if _number(found[name][index][header]) != (value or 0)
    ]


def _number(value: Any) -> Decimal:
    """Return the number that a cell shows; nothing is as good as 0."""
    if value in (None, ""):
        return Decimal(0)
    return Decimal(repr(value)).quantize(Decimal("0.000000001")).normalize()
