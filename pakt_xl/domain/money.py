"""Exact money: Decimal with two places, two named ways of rounding (rule 0), and its German text."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
HUNDRED = Decimal(100)
WIDE = Context(prec=100)
"""For rounding: a quantity and a price of 15 digits each are mistakes, but their product must not fail."""


def half_up(amount: Decimal) -> Decimal:
    """h() of rule 0: to the cent, halves away from zero."""
    return amount.quantize(CENT, ROUND_HALF_UP, WIDE)


def down(amount: Decimal) -> Decimal:
    """d() of rule 0: to the cent, towards zero."""
    return amount.quantize(CENT, ROUND_DOWN, WIDE)


def percent_down(percent: Decimal, amount: Decimal) -> Decimal:
    """d(percent x amount / 100): shares that must never exceed their part."""
    return down(amount * percent / HUNDRED)


def euro_text(amount: Decimal) -> str:
    """German text of an amount in euros: ``1.234,56 €``."""
    return f"{number_text(amount, 2)} €"


def number_text(value: Decimal, places: int) -> str:
    """German text of a number with grouping: ``1.234,5``."""
    text = f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, WIDE):,f}"
    return text.translate(str.maketrans(",.", ".,"))


def percent_text(percent: Decimal) -> str:
    """German text of a percentage: ``20 %`` or ``12,5 %``."""
    return f"{percent.normalize():f} %".replace(".", ",")
