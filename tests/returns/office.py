"""A small office for the tests: a master, the workbooks it sent to two schools, and a folder for what comes back."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from pakt_xl.run.collecting import collect
from pakt_xl.run.schools import schools
from tests.masters import master, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from pakt_xl.run.collected import Collected

NOW = datetime(2022, 5, 2, 9, 30)  # noqa: DTZ001  a workbook shows local time
WISHES: tuple[tuple[object, ...], ...] = (
    ("B-1", "Menge", 6, "zwei Klassen mehr"),
    ("B-1", "Wunschjahr", "2024", "Umbau erst 2024"),
    ("B-2", "Streichung", None, "nicht mehr nötig"),
    (None, "Neuer Bedarf", "2 Drucker im Jahr 2023", "Sekretariat"),
)

FIRST = 5
"""First row of every table in a school workbook but Ihre Schule; the headers stand above it."""

TABLES = {
    "Schulen": """
        Schulnummer | Schulname       | DigitalPakt-Budget | TPEK
        190001      | Gymnasium Mitte | 60.000,00          | liegt vor
        190002      | Schule am Park  | 40.000,00          | fehlt
        190003      | Hafenschule     | 40.000,00          | umgesetzt
        """,
    "Katalog": """
        Artikelnummer | Bezeichnung  | Fördersäule | Warengruppe
        A-1           | Tafel        | 1           | Präsentationstechnik
        A-2           | Access Point | 1           | WLAN
        """,
    "Bedarfe": """
        Bedarfsnummer | Schulnummer | Artikelnummer | Menge | Wunschjahr | Finanzierung
        B-1           | 190001      | A-1           | 4     | 2022       | DigitalPakt
        B-2           | 190001      | A-2           | 10    | 2023       | DigitalPakt
        B-3           | 190002      | A-2           | 6     | 2023       | DigitalPakt
        B-4           | 190001      | A-2           | 2     | 2026       | städtische Mittel
        """,
    "Bestellungen": "Bestellnummer",
    "Rechnungen": "Rechnungsnummer",
    "Umschichtungen": "Von Schule",
    "Kontakte": """
        Thema                  | Stelle        | E-Mail
        Bedarfe und Änderungen | Medienzentrum | medien@stadt.example
        """,
}


@dataclass(frozen=True)
class Office:
    """The master, the folder of workbooks as sent, and the folder of returns."""

    master: Path
    sent: Path
    inbox: Path

    def original(self, number: str = "190001") -> Path:
        """Return the workbook that was sent to a school."""
        return next(self.sent.glob(f"{number}_*.xlsx"))

    def send_back(
        self,
        wishes: Sequence[Sequence[object]] = (),
        name: str = "Mappe.xlsx",
        number: str = "190001",
        change: Callable[[Workbook], object] | None = None,
    ) -> Path:
        """Put a return with these wishes into the inbox, as a person would fill it in; ``change`` does the rest."""
        book = load_workbook(self.original(number))
        sheet = book["Änderungswünsche"]
        for place, cells in enumerate(wishes):
            fill(sheet, FIRST + place, cells)
        if change:
            change(book)
        target = self.inbox / name
        target.parent.mkdir(parents=True, exist_ok=True)
        book.save(target)
        return target

    def put(self, name: str, data: bytes) -> Path:
        """Put any file into the inbox."""
        target = self.inbox / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        return target

    def collect(self, now: datetime = NOW) -> Collected:
        """Collect the inbox into the master."""
        return collect(self.master, self.inbox, None, now)

    def requests(self) -> list[dict[str, object]]:
        """Rows of Änderungsanträge that are not blank."""
        return [row for row in rows(self.master, "Änderungsanträge") if row["Antragsnummer"]]

    def overview(self, number: str) -> dict[str, object]:
        """Row of Rückläufe of a school."""
        return next(row for row in rows(self.master, "Rückläufe") if row["Schulnummer"] == number)

    def answer(self, number: str = "190001") -> str:
        """Text of the answer to a school; empty if there is none."""
        path = self.master.parent / "Antworten" / f"Antwort {number}.txt"
        return path.read_text(encoding="utf-8") if path.exists() else ""


def fill(sheet: Worksheet, row: int, cells: Sequence[Any]) -> None:
    """Type cells into a row, from the first column on."""
    for column, value in enumerate(cells, start=1):
        sheet.cell(row, column).value = value


def made(folder: Path) -> Office:
    """Make the master and send the workbooks."""
    path = master(folder / "Mappe Hamm.xlsx", **TABLES)
    schools(path, folder / "Schulmappen")
    (folder / "Rücklauf").mkdir()
    return Office(path, folder / "Schulmappen", folder / "Rücklauf")


def copied(office: Office, folder: Path) -> Office:
    """Return an office of its own with the same files."""
    shutil.copytree(office.master.parent, folder, dirs_exist_ok=True)
    return Office(folder / office.master.name, folder / office.sent.name, folder / office.inbox.name)
