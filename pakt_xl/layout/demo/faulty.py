"""The faulty demo: a few rows that hold what would spoil the first one, each mistake beside the code it shows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pakt_xl.domain.rows import Call, Disposal, Invoice, Item, Need, Notice, Order, Price, School, Transfer
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
    ("BE-5", "B-10", date(2022, 3, 4), "Beispiel GmbH", "V-5", Decimal(1), Decimal(3950), "bestellt"),  # J02, with BE-1
)

_DAYS = (date(2022, 4, 4), date(2022, 4, 1), date(2022, 5, 2), None, None)
_BOARDS, _WORKPLACES = "MUSTER-1", "MUSTER-2"
_UNDER_1 = (*_DAYS[:3], _BOARDS, None)
_UNDER_2 = (*_DAYS[:3], _WORKPLACES, None)
_LATE = (date(2022, 7, 5), date(2022, 7, 4), date(2022, 8, 1), _WORKPLACES, None)
_TEN = (Decimal(10), Decimal(8500))

INVOICES: tuple[Cells, ...] = (
    ("RE-1", "Beispiel GmbH", "B-1", "BE-1", Decimal(6), Decimal(19500), Decimal(19), Decimal(19500), *_UNDER_1),  # B02
    ("RE-2", "Beispiel GmbH", "B-2", "BE-2", Decimal(60), Decimal(27000), Decimal(19), Decimal(27000), *_DAYS),  # B08
    ("RE-2", "Beispiel GmbH", "B-2", "BE-2", Decimal(60), Decimal(27000), Decimal(19), Decimal(27000), *_DAYS),  # B03
    ("RE-3", "Beispiel GmbH", "B-7", "BE-3", Decimal(5), Decimal(3750), Decimal(19), Decimal(3750), *_DAYS),  # B04
    ("RE-4", "Beispiel GmbH", "B-9", "BE-4", *_TEN, Decimal(16), Decimal(8500), *_UNDER_2),  # B05
    ("RE-5", "Beispiel GmbH", "B-9", "BE-4", *_TEN, Decimal(19), Decimal(8500), *_LATE),  # B06
    ("RE-6", "Beispiel GmbH", "B-9", "BE-4", *_TEN, Decimal(19), Decimal(8600), *_UNDER_2),  # B09
)

_UNTIL_2024 = (date(2022, 1, 1), date(2024, 10, 31), None)
_UNTIL_JUNE = (date(2022, 1, 1), date(2022, 6, 30), None)

NOTICES: tuple[Cells, ...] = (
    (_BOARDS, None, Decimal(1), date(2022, 3, 15), Decimal(9000), Decimal(10000), *_UNTIL_2024),  # B07
    (_WORKPLACES, None, Decimal(2), date(2022, 1, 10), Decimal(36000), Decimal(40000), *_UNTIL_JUNE),  # M02
)

CALLS: tuple[Cells, ...] = (("MA-1", _BOARDS, date(2022, 6, 1), Decimal(9500)),)  # M01

DISPOSALS: tuple[Cells, ...] = (("RE-4", "Beispiel GmbH", "B-9", Decimal(1), date(2022, 8, 1), "Verlust"),)  # M03

TRANSFERS: tuple[Cells, ...] = (
    (date(2022, 6, 1), "120674", "120698", Decimal(5000), "Mehrbedarf", "Beschluss vom 01.06.2022"),  # T04
)


def faulty_tables() -> dict[str, Table]:
    """Return the input tables of the faulty demo by name, without place."""
    budget = tuple((key, Decimal(150000) if key == "Trägerbudget" else value) for key, value in SETTINGS)  # T01
    limit = ("Wertgrenze Stückelung netto", Decimal(10000))  # J02
    return {
        "Einstellungen": Table("Einstellungen", ("Schlüssel", "Wert"), (*budget, limit)),
        "Kontakte": demo_tables()["Kontakte"],
        "Schulen": table(School, list(SCHOOLS)),
        "Katalog": table(Item, [item_row(item.number) for item in ITEMS]),
        "Preise": table(Price, price_rows()),
        "Bedarfe": table(Need, list(NEEDS)),
        "Bestellungen": table(Order, list(ORDERS)),
        "Rechnungen": table(Invoice, list(INVOICES)),
        "Bescheide": table(Notice, list(NOTICES)),
        "Mittelabrufe": table(Call, list(CALLS)),
        "Umschichtungen": table(Transfer, list(TRANSFERS)),
        "Abgänge": table(Disposal, list(DISPOSALS)),
    }
