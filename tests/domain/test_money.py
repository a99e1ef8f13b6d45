"""Money: two ways of rounding and the German text of an amount (rule 0)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pakt_xl.domain.money import down, euro_text, half_up, number_text, percent_down, percent_text


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [("0.005", "0.01"), ("0.0049", "0.00"), ("-0.005", "-0.01"), ("2799.9629", "2799.96"), ("1.015", "1.02")],
)
def test_half_up_rounds_halves_away_from_zero(amount: str, rounded: str) -> None:
    assert str(half_up(Decimal(amount))) == rounded


@pytest.mark.parametrize(("amount", "rounded"), [("0.019", "0.01"), ("-0.019", "-0.01"), ("999.999", "999.99")])
def test_down_rounds_towards_zero(amount: str, rounded: str) -> None:
    assert str(down(Decimal(amount))) == rounded


@pytest.mark.parametrize(("amount", "share"), [("1111.11", "999.99"), ("30.03", "27.02")])
def test_the_grant_is_rounded_down_as_in_worked_example_5(amount: str, share: str) -> None:
    assert percent_down(Decimal(90), Decimal(amount)) == Decimal(share)


def test_amounts_are_shown_in_german() -> None:
    assert euro_text(Decimal("1234567.5")) == "1.234.567,50 €"
    assert euro_text(Decimal("-0.01")) == "-0,01 €"
    assert number_text(Decimal("1234.55"), 1) == "1.234,6"
    assert number_text(Decimal("12.5"), 0) == "13"
    assert [percent_text(Decimal(percent)) for percent in ("20", "20.00", "12.5")] == ["20 %", "20 %", "12,5 %"]
