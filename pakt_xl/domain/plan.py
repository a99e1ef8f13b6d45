"""The plan: everything that was typed into the workbook, as rows, with the settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pakt_xl.domain.rows import (
        Baseline,
        Call,
        ChangeRequest,
        Contact,
        Disposal,
        Exemption,
        Invoice,
        Item,
        Need,
        Notice,
        Order,
        Price,
        School,
        Transfer,
    )
    from pakt_xl.domain.settings import Settings


@dataclass(frozen=True, slots=True)
class Plan:
    """All rows of the input tables in the order of the sheets, doubled and faulty ones included.

    A row that is wrong carries its codes in ``errors`` (Z01 to Z05); rules say what it still counts for.
    The fields stand in the order of ``MODELS``, so that both can be gone through side by side.
    """

    settings: Settings
    contacts: tuple[Contact, ...] = ()
    schools: tuple[School, ...] = ()
    items: tuple[Item, ...] = ()
    prices: tuple[Price, ...] = ()
    needs: tuple[Need, ...] = ()
    orders: tuple[Order, ...] = ()
    invoices: tuple[Invoice, ...] = ()
    notices: tuple[Notice, ...] = ()
    calls: tuple[Call, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    disposals: tuple[Disposal, ...] = ()
    baseline: tuple[Baseline, ...] = ()
    requests: tuple[ChangeRequest, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
