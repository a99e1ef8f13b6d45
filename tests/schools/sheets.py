"""Values of a school for tests, and its workbook as openpyxl reads it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from pakt_xl.layout.school import school_template
from pakt_xl.schools import SchoolSheet, workbook_of
from pakt_xl.schools.sheet import Round

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

    from pakt_xl.domain.table import Cells

ROUND = Round(
    programme="digitalpakt_nrw_2019",
    authority="Stadt Hamm",
    as_of=date(2022, 3, 1),
    budget_type="Gesamtausgaben brutto, mit Umschichtungen",
    baseline="ab12",
    contacts=(
        ("Grundsatzfragen", "Amt für schulische Bildung", None),
        ("Bedarfe und Änderungen", "Medienzentrum", "medienzentrum@schule.example"),
    ),
    send_to="an: Medienzentrum",
)
NEEDS: tuple[Cells, ...] = (
    ("B-0001", "Interaktive Tafel", 4, 2022, "DigitalPakt", "geplant", Decimal("15800.00")),
    ("B-0002", "Tablet mit Hülle", 10, 2023, "städtische Mittel", "bestellt", Decimal("3660.00")),
)


@cache
def template() -> bytes:
    return school_template()


def sheet(name: str = "Gymnasium Mitte", needs: tuple[Cells, ...] = NEEDS, *, complete: bool = True) -> SchoolSheet:
    money = (Decimal("60000.00"), Decimal("15800.00"), Decimal("44200.00"), Decimal("12000.00"), Decimal("12000.00"))
    lines = ("190001", name, "Gymnasium", *money, "umgesetzt", "vorhanden", "ja" if complete else "nein")
    return SchoolSheet("190001", name, ROUND, lines, needs, ("umgesetzt", "vorhanden", None), complete)


def made(school: SchoolSheet) -> bytes:
    return workbook_of(template(), school)


def opened(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data))


def rows_of(workbook: Workbook, sheet_name: str, table: str) -> list[tuple[object, ...]]:
    """Values of the data rows of a table."""
    page = workbook[sheet_name]
    return [tuple(cell.value for cell in row) for row in page[page.tables[table].ref][1:]]
