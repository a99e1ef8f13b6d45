"""What planning computes from a plan: the facts that checks judge and reports show."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pakt_xl.domain.money import ZERO
from pakt_xl.domain.rows.decisions import FIELD_NEW
from pakt_xl.planning.exemptions import Exemptions
from pakt_xl.planning.funds_facts import Funds

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from pakt_xl.domain.plan import Plan
    from pakt_xl.domain.rows import Baseline, ChangeRequest, Invoice, Item, Need, Order, School
    from pakt_xl.programme import Programme


@dataclass(frozen=True, slots=True)
class NeedFacts:
    """A need with its value I + O + P (rule 4), its obstacles (rule 17) and its rank (rule 8).

    Amounts are gross euros; I and O are as they count (0 after the end of the programme where rule 11 says so).
    ``planned`` is None where the plan value is missing (rule 2, readings 3 and 57); ``open_quantity`` (k) is None
    where Menge cannot be read. ``year`` is max(Wunschjahr, year of T), None if Wunschjahr cannot be read.
    ``obstacles`` holds the codes found on the need that would block it, ``blocking`` those that no exemption
    allows, both in their order; ``missing_price`` is Z10.
    """

    need: Need
    school: School | None
    item: Item | None
    invoiced: Decimal
    ordered: Decimal
    planned: Decimal | None
    planned_net: Decimal | None
    unit_net: Decimal | None
    unit_price: Decimal | None
    open_quantity: int | None
    bought_quantity: int
    year: int | None
    obstacles: tuple[str, ...]
    blocking: tuple[str, ...]
    covered: bool
    lapsed: bool
    missing_price: bool
    withdrawn: bool  # Menge 0, nothing invoiced, nothing ordered (reading 43)

    @property
    def value(self) -> Decimal:
        """I + O + P, the best that is known."""
        return self.invoiced + self.ordered + (self.planned or ZERO)


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """The rows of one order and need together (readings 11, 73, 75); ``rows`` are those that can be read.

    ``quantity`` and ``amount`` sum the rows that are not cancelled; ``invoiced_quantity`` is i >= 0 (reading 16),
    ``open_amount`` is O before rule 11.
    """

    rows: tuple[Order, ...]
    cancelled: bool
    quantity: int
    amount: Decimal
    invoices: tuple[Invoice, ...]
    invoiced_quantity: int
    invoiced_amount: Decimal
    open_amount: Decimal


@dataclass(frozen=True, slots=True)
class Cap:
    """The cap of pillar 3 of a school under one reading: amount, rest, which limit binds (readings 27, 28)."""

    amount: Decimal
    rest: Decimal
    binding: str


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """Budget and cap of a school (rules 6, 7, 9). None where the cell they need cannot be read (12, 13).

    ``planned``, ``ordered``, ``invoiced`` and ``pillar3`` are spending; ``committed``, ``remaining`` and
    ``exhausted`` (a fraction with 4 places) are in the measure of the budget (reading 21).
    ``caps`` holds the cap under every reading, by (cap_reading, cap_level); ``cap`` the one of the settings.
    """

    school: School
    transfers: Decimal
    available: Decimal | None
    planned: Decimal
    ordered: Decimal
    invoiced: Decimal
    committed: Decimal
    remaining: Decimal | None
    exhausted: Decimal | None
    complete: bool
    pillar3: Decimal
    cap: Cap | None
    caps: Mapping[tuple[str, str], Cap]
    city: Decimal
    other_programme: Decimal


@dataclass(frozen=True, slots=True)
class AuthorityFacts:
    """Sums over all schools: typed budgets (T01), A* and N (rule 9), pillars (T02, T03)."""

    budgets: Decimal  # typed, without transfers (reading 51)
    cap: Decimal  # A*
    pillar3: Decimal
    invoiced: Decimal  # DigitalPakt, all pillars
    invoiced_pillar3: Decimal
    value: Decimal  # DigitalPakt, all pillars
    value_pillar1: Decimal


@dataclass(frozen=True, slots=True)
class YearFacts:
    """A row of the Jahresübersicht: DigitalPakt amounts of a year and pillar (rule 10, reading 31)."""

    year: int
    pillar: int
    planned: Decimal
    ordered: Decimal
    invoiced: Decimal
    grant: Decimal

    @property
    def total(self) -> Decimal:
        """Sum of planned, ordered and invoiced."""
        return self.planned + self.ordered + self.invoiced


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A row of the Plan of a year: one item of one lot (readings 32, 33)."""

    lot: str
    item: Item
    wanted: int
    open_quantity: int
    schools: int
    unit_net: Decimal | None
    net: Decimal
    gross: Decimal
    gross_programme: Decimal


@dataclass(frozen=True, slots=True)
class Lot:
    """A year and product group with its net value against the EU threshold (rule 17, reading 34)."""

    year: int
    group: str
    net: Decimal
    threshold: Decimal | None  # None where the programme knows no threshold of that year
    reached: bool


@dataclass(frozen=True, slots=True)
class Delivery:
    """A row of the Verteilliste: a need with k > 0 (reading 35)."""

    facts: NeedFacts
    automatic: bool
    covered: str  # ja / nein / gesperrt
    reason: str


@dataclass(frozen=True, slots=True)
class Deviation:
    """A need that differs from the baseline in one field, or is gone, or new (rule 15, readings 77, 82, 83).

    ``number`` is that of the row (of the baseline's if it is gone), ``field`` a word of the column Feld. ``need`` is
    None if it is gone, ``baseline`` if it is new. ``request`` is the one that decides or was asked for last.
    ``allowed``: a request allows it; ``blocks``: it does not, and no exemption does. ``effect``: euros of spending.
    """

    number: str
    field: str
    need: Need | None
    baseline: Baseline | None
    frozen: str | int | None
    current: str | int | None
    request: ChangeRequest | None
    allowed: bool
    effect: Decimal
    blocks: bool = False

    @property
    def code(self) -> str:
        """Code of the finding if it is not allowed."""
        return "F02" if self.field == FIELD_NEW else "F01"


@dataclass(frozen=True, slots=True)
class Outlook:
    """All facts of one run. Schools stand once each, by number; the other lists in the order reports need (38)."""

    programme: Programme
    plan: Plan
    needs: tuple[NeedFacts, ...]  # in the order of the sheet
    orders: tuple[OrderFacts, ...]
    schools: tuple[SchoolFacts, ...]
    authority: AuthorityFacts
    years: tuple[YearFacts, ...]
    plans: Mapping[int, tuple[PlanLine, ...]]  # by year of the programme
    lots: tuple[Lot, ...]
    deliveries: tuple[Delivery, ...]
    deviations: tuple[Deviation, ...] = ()  # by Bedarfsnummer and field
    unapplied: tuple[ChangeRequest, ...] = ()  # approved, but not in Bedarfe (F04), in the order of the sheet
    exemptions: Exemptions = field(default_factory=Exemptions)
    funds: Funds = field(default_factory=Funds)
