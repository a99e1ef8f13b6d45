"""Catalogue and dated prices of the demo; prices from public papers say so, all others are invented and say so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pakt_xl.domain.rows.base import GROSS, LAN, NET, NO, PRESENTATION, WLAN, YES

PUBLIC, INVENTED = "öffentliche Vorlage (gerundet)", "erfunden (Beispiel)"
WORKPLACES, MOBILE, MISCELLANEOUS = "Arbeitsplätze", "Mobile Endgeräte", "Sonstiges"


@dataclass(frozen=True, slots=True)
class DemoItem:
    """An item with its prices; ``weight`` is how often needs ask for it, ``most`` the largest quantity of one need."""

    number: str
    name: str
    pillar: int
    group: str
    prices: tuple[tuple[date, str], ...]
    weight: int
    most: int
    unit: str = "Stück"
    eligible: str = YES
    price_type: str = GROSS
    source: str = INVENTED

    def price(self, day: date) -> Decimal:
        """Price as typed that holds on the day."""
        return Decimal(max(entry for entry in self.prices if entry[0] <= day)[1])


START, CHANGE = date(2020, 1, 1), date(2022, 7, 1)

ITEMS = (
    DemoItem(
        "A-101",
        "Interaktive Tafel 86 Zoll mit Montage",
        1,
        PRESENTATION,
        ((START, "3900.00"), (CHANGE, "3950.00")),
        18,
        6,
        source=PUBLIC,
    ),
    DemoItem(
        "A-102",
        "Display 86 Zoll mit Ständer, PC, Dokumentenkamera und Monitor",
        1,
        PRESENTATION,
        ((START, "8873.00"),),
        7,
        2,
        "Satz",
        source=PUBLIC,
    ),
    DemoItem(
        "A-103",
        "Beamer mit Leinwand, deckenmontiert",
        1,
        PRESENTATION,
        ((START, "1690.00"), (CHANGE, "1745.50")),
        8,
        4,
    ),
    DemoItem("A-104", "Dokumentenkamera", 1, PRESENTATION, ((START, "336.13"),), 8, 6, price_type=NET),
    DemoItem(
        "A-201",
        "WLAN-Ausleuchtung und Accesspoint je Raum",
        1,
        WLAN,
        ((START, "750.00"),),
        18,
        12,
        "Raum",
        source=PUBLIC,
    ),
    DemoItem("A-301", "Netzwerkverkabelung je Raum", 1, LAN, ((START, "3050.00"),), 14, 5, "Raum", source=PUBLIC),
    DemoItem(
        "A-302", "Switch mit 24 Anschlüssen", 1, LAN, ((START, "1000.00"), (CHANGE, "1050.00")), 6, 3, price_type=NET
    ),
    DemoItem("A-303", "Schulserver mit Einrichtung", 1, LAN, ((START, "7200.00"),), 2, 1),
    DemoItem("A-401", "PC-Arbeitsplatz", 2, WORKPLACES, ((START, "850.00"),), 8, 12, "Platz", source=PUBLIC),
    DemoItem(
        "A-402", "Arbeitsplatz für Lehrkräfte mit zwei Monitoren", 2, WORKPLACES, ((START, "1240.00"),), 4, 4, "Platz"
    ),
    DemoItem("A-501", "Tablet mit Hülle", 3, MOBILE, ((START, "450.00"), (CHANGE, "366.00")), 6, 30, source=PUBLIC),
    DemoItem("A-502", "Koffer für 16 Tablets mit Ladetechnik", 3, MOBILE, ((START, "1480.00"),), 1, 2),
    DemoItem("A-601", "Mobile Medienstation für Fachräume", 2, MISCELLANEOUS, ((START, "2980.00"),), 2, 2),
    DemoItem("A-701", "Wartung und Betreuung je Jahr", 4, MISCELLANEOUS, ((START, "900.00"),), 0, 1, "Pauschale"),
    DemoItem("A-702", "Smartphone", 3, MOBILE, ((START, "399.00"),), 0, 5, eligible=NO),
    DemoItem("A-703", "3D-Drucker (Preis wird noch angefragt)", 2, MISCELLANEOUS, (), 0, 1),
)
