"""A value of a funding programme: dated, with exactly one of source or assumption."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Generic, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from pakt_xl.domain.money import half_up

Scalar = Decimal | int | date | str
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Percent = Annotated[Decimal, Field(ge=0, le=100)]
Share = Annotated[Decimal, Field(gt=0, le=100)]  # budgets are divided by it
Euro = Annotated[Decimal, Field(ge=0, decimal_places=2), AfterValidator(half_up)]  # 25000 is 25000.00
Count = Annotated[int, Field(ge=0)]
T = TypeVar("T")


class Strict(BaseModel):
    """A part of a programme file: read once, never changed; a key that nobody reads is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Sourced(Strict):
    """What a programme file says, from when to when, and why: a source or, where there is none, an assumption."""

    valid_from: date
    valid_to: date | None = None
    reference: Text | None = None
    assumption: Text | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.reference is None) == (self.assumption is None):
            raise ValueError("genau eines von „reference“ (Beleg) und „assumption“ (Annahme) muss ausgefüllt sein")
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError("„valid_to“ liegt vor „valid_from“")
        return self

    @property
    def origin(self) -> str:
        """Column Herkunft of Programmwerte."""
        return "Annahme" if self.reference is None else "Beleg"

    @property
    def source(self) -> str:
        """Column Quelle of Programmwerte."""
        return self.reference or self.assumption or ""


class Entry(Sourced, Generic[T]):
    """One dated value."""

    value: T


def in_order(entries: tuple[Entry[T], ...]) -> tuple[Entry[T], ...]:
    """Return the entries; ValueError unless they stand in the order of time and no day has two of them."""
    for before, after in pairwise(entries):
        if before.valid_to is None or before.valid_to >= after.valid_from:
            raise ValueError(
                f"die Zeiträume ab {before.valid_from:%d.%m.%Y} und ab {after.valid_from:%d.%m.%Y} überschneiden sich"
                " oder stehen nicht in zeitlicher Reihenfolge"
            )
    return entries


def without_gap(entries: tuple[Entry[T], ...]) -> tuple[Entry[T], ...]:
    """Return the entries; ValueError unless they follow each other day by day and the last one has no end."""
    for before, after in pairwise(entries):
        if before.valid_to is not None and before.valid_to + timedelta(days=1) < after.valid_from:
            raise ValueError(f"Lücke vom {before.valid_to:%d.%m.%Y} bis zum {after.valid_from:%d.%m.%Y}")
    if not entries:
        raise ValueError("kein Wert")
    if entries[-1].valid_to is not None:
        raise ValueError(f"kein Wert nach dem {entries[-1].valid_to:%d.%m.%Y}")
    return entries
