"""The funding programme: its values, pillars and order of ranks as dated data (decision 8)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from pakt_xl.programme.entries import (
    Count,
    Entry,
    Euro,
    Percent,
    Scalar,
    Share,
    Sourced,
    Strict,
    Text,
    in_order,
    without_gap,
)


class Values(Strict):
    """The values by the German key under which the table Programmwerte and the live formulas know them."""

    first_year: Entry[int] = Field(alias="Erstes Programmjahr")
    last_year: Entry[int] = Field(alias="Letztes Programmjahr")
    end: Entry[date] = Field(alias="Ende des Programms")
    last_call: Entry[date] = Field(alias="Letzter Mittelabruf")
    grant_percent: Entry[Share] = Field(alias="Förderanteil in Prozent")
    cap_percent: Entry[Percent] = Field(alias="Obergrenze Säule 3 in Prozent")
    cap_amount: Entry[Euro] = Field(alias="Obergrenze Säule 3 je Schule")
    authority_cap_percent: Entry[Percent] = Field(alias="Obergrenze Säule 3 des Trägers in Prozent")
    focus_share_percent: Entry[Percent] = Field(alias="Mindestanteil Säule 1 in Prozent")
    binding_years: Entry[Count] = Field(alias="Zweckbindung in Jahren")
    proof_months: Entry[Count] = Field(alias="Verwendungsnachweis in Monaten")
    vat: Annotated[tuple[Entry[Percent], ...], AfterValidator(in_order), AfterValidator(without_gap)] = Field(
        alias="Umsatzsteuer in Prozent"
    )
    eu_threshold: Annotated[tuple[Entry[Euro], ...], AfterValidator(in_order)] = Field(alias="EU-Schwelle netto")
    automatic_groups: Entry[tuple[Text, ...]] = Field(alias="Automatische Beschaffung, Warengruppen")
    automatic_recorded_years: Entry[tuple[int, ...]] = Field(alias="Automatische Beschaffung, erfasst im Jahr")
    capped_pillar: Entry[int] = Field(alias="Säule mit Obergrenze")
    focus_pillar: Entry[int] = Field(alias="Säule mit Vorrang")
    excluded_pillars: Entry[tuple[int, ...]] = Field(alias="Nicht beantragte Säulen")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.last_year.value < self.first_year.value:
            raise ValueError("„Letztes Programmjahr“ liegt vor „Erstes Programmjahr“")
        return self


class Pillar(Sourced):
    """A pillar (Fördersäule) with its name (H2)."""

    number: int
    name: Text


class Rank(Sourced):
    """A line of the order in which needs are covered (rule 8): by product groups or by pillar."""

    product_groups: tuple[Text, ...] = ()
    pillar: int | None = None

    @model_validator(mode="after")
    def _check_one(self) -> Self:
        if bool(self.product_groups) == (self.pillar is not None):
            raise ValueError("genau eines von „product_groups“ und „pillar“ muss ausgefüllt sein")
        return self

    @property
    def text(self) -> str:
        """What has this rank, for Programmwerte."""
        return ", ".join(self.product_groups) if self.pillar is None else f"übrige Säule {self.pillar}"


@dataclass(frozen=True, slots=True)
class ProgrammeValue:
    """A row of the table Programmwerte."""

    key: str
    value: Scalar
    valid_from: date
    valid_to: date | None
    origin: str  # Beleg or Annahme
    source: str


class Programme(Strict):
    """A funding programme as its file says; percents as typed (90 is ninety percent), amounts in euros."""

    id: Text
    name: Text
    complete: bool
    missing: str = ""  # what an incomplete programme lacks (P01)
    entries: Values = Field(alias="values")
    pillars: Annotated[tuple[Pillar, ...], Field(min_length=1)]
    ranks: Annotated[tuple[Rank, ...], Field(min_length=1)]
    checksum: str = ""  # sha256 of the file, in hexadecimal

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.complete == bool(self.missing):
            raise ValueError("„missing“ nennt, was fehlt, wenn „complete“ false ist, und nur dann")
        return self

    @property
    def first_year(self) -> int:
        """First wished year."""
        return self.entries.first_year.value

    @property
    def last_year(self) -> int:
        """Last wished year."""
        return self.entries.last_year.value

    @property
    def years(self) -> tuple[int, ...]:
        """Years of the programme, ascending."""
        return tuple(range(self.first_year, self.last_year + 1))

    @property
    def end(self) -> date:
        """X of the rules: after this day open needs lapse (rule 11)."""
        return self.entries.end.value

    @property
    def last_call(self) -> date:
        """Last day on which money of the grant can be called for (M02)."""
        return self.entries.last_call.value

    @property
    def binding_years(self) -> int:
        """Years after that of Durchführung bis in which things are bound to their purpose (rule 13)."""
        return self.entries.binding_years.value

    @property
    def proof_months(self) -> int:
        """Months after that of Durchführung bis until the proof of use is due (rule 14)."""
        return self.entries.proof_months.value

    @property
    def grant_percent(self) -> Decimal:
        """Share of the grant in spending (rule 6)."""
        return self.entries.grant_percent.value

    @property
    def cap_percent(self) -> Decimal:
        """Share of a school's budget that the capped pillar may take (rule 9)."""
        return self.entries.cap_percent.value

    @property
    def cap_amount(self) -> Decimal:
        """Euros a school that the capped pillar may take (rule 9)."""
        return self.entries.cap_amount.value

    @property
    def authority_cap_percent(self) -> Decimal:
        """Share of the capped pillar in all invoices of the authority (T02)."""
        return self.entries.authority_cap_percent.value

    @property
    def pillar1_share_percent(self) -> Decimal:
        """Share that the pillar with priority should reach (T03)."""
        return self.entries.focus_share_percent.value

    @property
    def pillar_numbers(self) -> tuple[str, ...]:
        """Numbers of the pillars, as their cells show them."""
        return tuple(str(pillar.number) for pillar in self.pillars)

    @property
    def capped_pillar(self) -> int:
        """Pillar with a cap: 3."""
        return self.entries.capped_pillar.value

    @property
    def focus_pillar(self) -> int:
        """Pillar with priority: 1."""
        return self.entries.focus_pillar.value

    @property
    def excluded_pillars(self) -> tuple[int, ...]:
        """Pillars that are not applied for (Z08)."""
        return self.entries.excluded_pillars.value

    @property
    def automatic_groups(self) -> tuple[str, ...]:
        """Product groups bought without a further report of the school (H7)."""
        return self.entries.automatic_groups.value

    @property
    def automatic_recorded_years(self) -> tuple[int, ...]:
        """Years of the talks whose needs are bought automatically (H7)."""
        return self.entries.automatic_recorded_years.value

    def vat(self, day: date) -> Decimal:
        """VAT of a day in percent (rule 1); days before the first entry have its rate."""
        entries = self.entries.vat
        return next((entry.value for entry in reversed(entries) if entry.valid_from <= day), entries[0].value)

    def eu_threshold(self, year: int) -> Decimal | None:
        """EU threshold of a year in euros net; None if the programme file knows none (rule 17)."""
        for entry in self.entries.eu_threshold:
            if entry.valid_from.year <= year and (entry.valid_to is None or year <= entry.valid_to.year):
                return entry.value
        return None

    def rank(self, product_group: str | None, pillar: int | None) -> int:
        """Rank of an item, 1 first; product groups go before pillars, what no line names comes last (rule 8)."""
        by_group, by_pillar = self._rank_index
        return by_group.get(product_group or "") or by_pillar.get(pillar or 0) or len(self.ranks) + 1

    @cached_property
    def _rank_index(self) -> tuple[dict[str, int], dict[int, int]]:
        numbered = list(enumerate(self.ranks, start=1))
        by_group = {group: number for number, rank in numbered for group in rank.product_groups}
        return by_group, {rank.pillar: number for number, rank in numbered if rank.pillar is not None}

    @property
    def values(self) -> tuple[ProgrammeValue, ...]:
        """The rows of the table Programmwerte, in the order of the file."""
        rows = []
        for name, info in Values.model_fields.items():
            found = getattr(self.entries, name)
            entries = found if isinstance(found, tuple) else (found,)
            rows += [_row(info.alias or name, entry, _scalar(entry.value)) for entry in entries]
        rows += [_row(f"Fördersäule {pillar.number}", pillar, pillar.name) for pillar in self.pillars]
        rows += [_row(f"Rang {number}", rank, rank.text) for number, rank in enumerate(self.ranks, start=1)]
        return tuple(rows)


def _row(key: str, entry: Sourced, value: Scalar) -> ProgrammeValue:
    return ProgrammeValue(key, value, entry.valid_from, entry.valid_to, entry.origin, entry.source)


def _scalar(value: Scalar | tuple[Scalar, ...]) -> Scalar:
    """Return a list as one text: a cell holds one value."""
    return ", ".join(str(part) for part in value) if isinstance(value, tuple) else value
