"""The faulty demo: a few rows that hold what would spoil the first one, each mistake beside the code it shows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pakt_xl.domain.rows import Invoice, Item, Need, Order, Price, School, Transfer
from pakt_xl.domain.table import Cells, ErrorValue, Table
from pakt_xl.layout.demo.catalogue import ITEMS
from pakt_xl.layout.demo.tables import SETTINGS, demo_tables, item_row, price_rows, table

_PAKT, _CITY = "DigitalPakt", "städtische Mittel"

SCHOOLS: tuple[Cells, ...] = (
    ("120674", "Stephanusschule", "Grundschule", Decimal(100000), "vorhanden", "umgesetzt", None),
    ("120686", "Josefschule", "Grundschule", "10.000", "vorhanden", "umgesetzt", None),  # Z02: ten or ten thousand?
    ("120698", "Kappenbuschschule", "Grundschule", Decimal(40000), None, "umgesetzt", None),  # Z01
    ("120704", "Gutenbergschule", "Grundschule", Decimal(60000), "vorhanden", "umgesetzt", date(2022, 8, 1)),  # S08
    ("120704", "Gutenbergschule", "Grundschule", Decimal(60000), "vorhanden", "umgesetzt", None),  # Z03
    (Decimal(121459), "Freiligrathschule", "Grundschule", "12.345,00 €", "vorhanden", "umgesetzt", None),  # Z12
)

NEEDS: tuple[Cells, ...] = (
    ("B-1", "120674", "A-101", Decimal(4), Decimal(2022), _PAKT, Decimal(2021)),
    ("B-2", "120674", "A-501", Decimal(60), Decimal(2022), _PAKT, Decimal(2021)),  # S02, Z09, T02, T03
    ("B-3", "120674", "A-201", Decimal("2.5"), Decimal(2022), _PAKT, Decimal(2021)),  # Z05
    ("B-4", "120674", "A-999", Decimal(1), Decimal(2022), _PAKT, Decimal(2021)),  # Z04
    ("B-5", "120704", "A-301", Decimal(3), Decimal(2023), _PAKT, Decimal(2021)),  # S08
    ("B-6", "120674", "A-201", ErrorValue("#REF!"), Decimal(2022), _PAKT, Decimal(2021)),  # Z02
    ("B-7", "120686", "A-201", Decimal(5), Decimal(2021), _CITY, Decimal(2021)),  # Z11
    ("B-8", "120674", "A-401", Decimal(2), Decimal(2022), _PAKT, Decimal(2021)),
    ("B-8", "120674", "A-402", Decimal(1), Decimal(2022), _PAKT, Decimal(2021)),  # Z03
    ("B-9", "120698", "A-401", Decimal(40), Decimal(2022), _PAKT, Decimal(2021)),  # S07: bought before the next one
    ("B-10", "120698", "A-101", Decimal(4), Decimal(2023), _PAKT, Decimal(2021)),
)

ORDERS: tuple[Cells, ...] = (
    ("BE-1", "B-1", date(2022, 3, 1), "Beispiel GmbH", "V-1", Decimal(5), Decimal(19500), "bestellt"),  # B01
    ("BE-2", "B-2", date(2022, 3, 1), "Beispiel GmbH", "V-2", Decimal(60), Decimal(27000), "bestellt"),
    ("BE-4", "B-9", date(2022, 3, 3), "Beispiel GmbH", "V-4", Decimal(40), Decimal(34000), "bestellt"),
    ("BE-3", "B-7", date(2022, 3, 2), "Beispiel GmbH", "V-3", Decimal(5), Decimal(3750), "storniert"),
)

_DAYS = (date(2022, 4, 4), date(2022, 4, 1), date(2022, 5, 2), None, None)

INVOICES: tuple[Cells, ...] = (
    ("RE-1", "Beispiel GmbH", "B-1", "BE-1", Decimal(6), Decimal(19500), Decimal(19), Decimal(19500), *_DAYS),  # B02
    ("RE-2", "Beispiel GmbH", "B-2", "BE-2", Decimal(60), Decimal(27000), Decimal(19), Decimal(27000), *_DAYS),  # T02
    ("RE-2", "Beispiel GmbH", "B-2", "BE-2", Decimal(60), Decimal(27000), Decimal(19), Decimal(27000), *_DAYS),  # B03
    ("RE-3", "Beispiel GmbH", "B-7", "BE-3", Decimal(5), Decimal(3750), Decimal(19), Decimal(3750), *_DAYS),  # B04
)

TRANSFERS: tuple[Cells, ...] = (
    (date(2022, 6, 1), "120674", "120698", Decimal(5000), "Mehrbedarf", "Beschluss vom 01.06.2022"),  # T04
)


def faulty_tables() -> dict[str, Table]:
    """Return the input tables of the faulty demo by name, without place."""
    budget = tuple((key, Decimal(150000) if key == "Trägerbudget" else value) for key, value in SETTINGS)  # T01
    return {
        "Einstellungen": Table("Einstellungen", ("Schlüssel", "Wert"), budget),
        "Kontakte": demo_tables()["Kontakte"],
        "Schulen": table(School, list(SCHOOLS)),
        "Katalog": table(Item, [item_row(item.number) for item in ITEMS]),
        "Preise": table(Price, price_rows()),
        "Bedarfe": table(Need, list(NEEDS)),
        "Bestellungen": table(Order, list(ORDERS)),
        "Rechnungen": table(Invoice, list(INVOICES)),
        "Umschichtungen": table(Transfer, list(TRANSFERS)),
    }
