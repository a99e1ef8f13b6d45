"""What became of the grant: facts of each notice, what is bound and until when, what is still to be delivered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from pakt_xl.domain.rows import Disposal, Invoice, Notice
    from pakt_xl.planning.outlook import NeedFacts, OrderFacts


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """An invoice row of a DigitalPakt need under a notice, with the need it pays for.

    ``amount`` is euros gross, as typed.
    """

    invoice: Invoice
    need: NeedFacts
    notice: Notice
    amount: Decimal


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """A notice with every cell readable, its spending and its days (rules 12 to 14, readings 86 to 92).

    ``granted`` is Zuwendung, ``spent`` is E, the sum of ``invoices``, ``grant`` is Z, ``called`` the sum of its calls.
    Euros. Not ``complete``:
    an invoice row with this Aktenzeichen is left out because a cell that decides on it cannot be read, so E may be
    too small.
    """

    notice: Notice
    invoices: tuple[InvoiceFacts, ...]  # the rows of E: by Rechnungsdatum, then the three numbers of the row
    granted: Decimal
    spent: Decimal
    grant: Decimal
    called: Decimal
    starts_on: date
    ends_on: date
    proof_due: date
    bound_until: date
    complete: bool

    @property
    def reference(self) -> str:
        """Aktenzeichen as in Bescheide."""
        return self.notice.file_reference or ""

    @property
    def callable(self) -> Decimal:
        """Abrufbar: Z less the calls; below zero more was called than may be."""
        return self.grant - self.called

    @property
    def own_share(self) -> Decimal:
        """Eigenanteil: E less Z."""
        return self.spent - self.grant


@dataclass(frozen=True, slots=True)
class BoundStock:
    """A row of Zweckbindung: what an invoice row delivered, what is gone of it (reading 95)."""

    facts: InvoiceFacts
    delivered: int
    disposed: int
    bound_until: date

    @property
    def stock(self) -> int:
        """Bestand: delivered less disposed."""
        return self.delivered - self.disposed


@dataclass(frozen=True, slots=True)
class BoundDisposal:
    """A disposal within the binding period of its notice (M03, reading 93)."""

    disposal: Disposal
    day: date
    notice: NoticeFacts


@dataclass(frozen=True, slots=True)
class OpenOrder:
    """A row of OffeneLieferungen (reading 96); ``due`` is None where the programme sets no day."""

    order: OrderFacts
    need: NeedFacts | None
    open_quantity: int
    days_open: int | None  # None where Bestellt am cannot be read
    due: date | None


@dataclass(frozen=True, slots=True)
class SimilarOrders:
    """What was ordered of one product group in one year, over all schools and all funding (J02, reading 94).

    ``net`` is euros; each order is taken net of the tax of its day and rounded on its own.
    """

    year: int
    group: str
    net: Decimal
    orders: tuple[OrderFacts, ...]  # in the order of the sheet


@dataclass(frozen=True, slots=True)
class Funds:
    """All facts on the money's way to its end, each list in the order of its report."""

    notices: tuple[NoticeFacts, ...] = ()  # by Aktenzeichen
    bound: tuple[BoundStock, ...] = ()  # by Schulnummer, Artikelnummer, Rechnungsnummer
    disposals: tuple[BoundDisposal, ...] = ()  # in the order of the sheet
    open_orders: tuple[OpenOrder, ...] = ()  # by Bestellt am, Bestellnummer, Bedarfsnummer
    similar: tuple[SimilarOrders, ...] = ()  # by year and product group, in the order of the list
