"""Makes the pictures in docs/pictures from the real sheets of both demos and of a school: python scripts/pictures.py.

LibreOffice prints the workbooks with German numbers, poppler draws the pages and cuts the pictures out. For the picture
of clicked buttons the demo is opened in LibreOffice under the tests' engine, and the buttons are really run. For the
pictures of a round with the schools the demo is mended, frozen and sent, and four schools send it back.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import load_workbook

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pakt_xl.books.file import FileBook  # noqa: E402  the checkout's own package, installed or not
from pakt_xl.buttons import click  # noqa: E402  as above
from pakt_xl.domain.actions import SERVED  # noqa: E402  as above
from pakt_xl.domain.amendment import Amendment  # noqa: E402  as above
from pakt_xl.domain.school_workbook import WISHES_SHEET  # noqa: E402  as above
from pakt_xl.ooxml.save import save  # noqa: E402  as above
from pakt_xl.programme import load  # noqa: E402  as above
from pakt_xl.run import run  # noqa: E402  as above
from pakt_xl.run.applying import apply, propose  # noqa: E402  as above
from pakt_xl.run.collecting import collect  # noqa: E402  as above
from pakt_xl.run.demo import demo_package, faulty_package  # noqa: E402  as above
from pakt_xl.run.freezing import freeze  # noqa: E402  as above
from pakt_xl.run.schools import schools  # noqa: E402  as above
from tests.engines.uno_engine import UnoEngine  # noqa: E402  as above

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pakt_xl.domain.table import Cell

PICTURES = ROOT / "docs" / "pictures"
PROGRAMME = "digitalpakt_nrw_2019"
MOMENT = datetime(2022, 9, 15, 10, 30)  # noqa: DTZ001  the run that the pictures show
DOTS_PER_INCH = 108
LEFT, TOP, WIDTH = 32, 32, 1220  # dots: the margin that is cut off, and what is left of the page
LIMIT = 200_000  # bytes; a page with ten pictures must still load quickly

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>de-DE</value></prop></item></oor:items>"""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: the sheet whose first page it shows, its file name, its height, width and left edge in dots."""

    sheet: str
    name: str
    height: int
    width: int = WIDTH
    left: int = LEFT


OF_HAMM = (
    Picture("Start", "start", 784, 910, 177),
    Picture("Schulen", "schulen", 396),
    Picture("Bedarfe", "bedarfe", 388),
    Picture("Prüfbericht", "pruefbericht", 484),
    Picture("Befundübersicht", "befunduebersicht", 380),
    Picture("Budgetübersicht", "budgetuebersicht", 474),
    Picture("Jahresübersicht", "jahresuebersicht", 472),
    Picture("Plan 2023", "plan", 308),
    Picture("Lose", "lose", 610),
    Picture("Verteilliste", "verteilliste", 396),
    Picture("Mittelabruf", "mittelabruf", 245),
    Picture("Verwendungsnachweis", "verwendungsnachweis", 405),
    Picture("Zweckbindung", "zweckbindung", 400),
    Picture("Übersicht", "uebersicht", 1180, 830),
)
OF_FAULTY = (Picture("Prüfbericht", "pruefbericht-fehlerhaft", 616),)
SCHOOL = "100051"
FIRST_WISH = 5  # row of the sheet Änderungswünsche
OF_SCHOOL = (
    Picture("Ihre Schule", "schulmappe-seite", 800, 850),
    Picture("Änderungswünsche", "schulmappe-wuensche", 360),
)
OF_CLICKED = (Picture("Start", "start-nach-klicks", 312, 910, 177),)
OF_ROUND = (Picture("Rückläufe", "ruecklaeufe", 375), Picture("Änderungen", "aenderungen", 220))

_CITY = "städtische Mittel"
MENDED: tuple[tuple[str, str, Mapping[str, Cell]], ...] = (
    ("Bedarfe", "B-2078", {"Finanzierung": _CITY}),
    ("Bedarfe", "B-2079", {"Finanzierung": _CITY}),
    ("Bedarfe", "B-2080", {"Artikelnummer": "A-702", "Finanzierung": _CITY}),
    ("Bedarfe", "B-2081", {"Wunschjahr": Decimal(2024)}),
    ("Einstellungen", "Festgeschrieben am", {"Wert": date(2022, 9, 1)}),
)
"""What must be typed into the demo before its needs can be frozen: table, key of the row, cells."""
WISHES: Mapping[str, Sequence[tuple[str | int | None, ...]]] = {
    "100051": [("B-0007", "Menge", 5, "zwei Klassenräume mehr"), ("B-0012", "Wunschjahr", 2023, "Umbau früher fertig")],
    "120674": [("B-0104", "Streichung", None, "Raum entfällt"), ("B-0096", "Menge", 6, None)],
    "120686": [],
    "120704": [("B-9999", "Menge", 3, "weitere Räume")],
}
"""What four schools send back."""
DECIDED: Mapping[str, str] = {"100051-001": "genehmigt", "100051-002": "abgelehnt", "120674-002": "genehmigt"}
TYPED_BY_HAND = ("Bedarfe", "B-0005", {"Menge": Decimal(4)})
"""A change without a request: it must be shown as blocked."""


def main() -> None:
    """Make both demos, run the main job on them, click in one of them, print them, cut the pictures out."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    programme = load(PROGRAMME)
    with tempfile.TemporaryDirectory() as folder:
        hamm, faulty = Path(folder) / "hamm.xlsx", Path(folder) / "faulty.xlsx"
        save(demo_package(programme), hamm)
        save(faulty_package(programme), faulty)
        for master, pictures in ((hamm, OF_HAMM), (faulty, OF_FAULTY)):
            run(master, None, MOMENT)
            _cut(_printed(master), pictures)
        (made,) = schools(hamm, Path(folder) / "schulen", [SCHOOL]).files
        if made.path:
            _cut(_printed(made.path), OF_SCHOOL)
        _cut(_printed(_clicked(hamm)), OF_CLICKED)
        _round(hamm)
        _cut(_printed(hamm), OF_ROUND)


def _clicked(master: Path) -> Path:
    """Return a copy of the workbook in which each button that needs no folder was clicked while LibreOffice held it."""
    clicked = master.with_name("clicked.xlsx")
    with UnoEngine().open(master) as live:
        for action in SERVED:
            outcome = click(action, live.book)
            if outcome.failed:
                sys.exit(outcome.message)
        live.save(clicked)
    return clicked


def _round(master: Path) -> None:
    """Take the demo through a round with the schools."""
    for table, key, cells in MENDED:
        _type(master, table, key, cells)
    freeze(FileBook(master), MOMENT)
    inbox = master.parent / "returns"
    inbox.mkdir()
    for made in schools(master, master.parent / "sent", list(WISHES)).files:
        if made.path:
            _send_back(made.path, inbox / made.path.name, WISHES[made.number])
    collect(master, inbox, None, MOMENT)
    for number, decision in DECIDED.items():
        decided: dict[str, Cell] = {"Entscheidung": decision, "Entschieden durch": "Medienzentrum"}
        _type(master, "Änderungsanträge", number, {**decided, "Entschieden am": MOMENT.date()})
    book = FileBook(master)
    apply(book, propose(book), MOMENT)
    _type(master, *TYPED_BY_HAND)
    run(master, None, MOMENT)


def _type(master: Path, table: str, key: str, cells: Mapping[str, Cell]) -> None:
    """Type into the row with this key in the table's first column."""
    book = FileBook(master)
    row = [cell for cell, *_ in book.read()[table].rows].index(key)
    book.amend([Amendment(table, {(row, header): value for header, value in cells.items()})])


def _send_back(sent: Path, returned: Path, wishes: Sequence[tuple[str | int | None, ...]]) -> None:
    """Fill in a school's workbook as an office program would save it."""
    shutil.copy(sent, returned)
    workbook = load_workbook(returned)
    sheet = workbook[WISHES_SHEET]
    for line, wish in enumerate(wishes, start=FIRST_WISH):
        for column, value in enumerate(wish, start=1):
            sheet.cell(line, column, value)
    workbook.save(returned)


def _printed(workbook: Path) -> Path:
    """Return the workbook printed by LibreOffice, with a profile of its own so that an open office does not matter."""
    profile = workbook.parent / "profile" / "user"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    options = [f"-env:UserInstallation={profile.parent.as_uri()}", "--headless", "--convert-to", "pdf"]
    command = ["soffice", *options, "--outdir", str(workbook.parent), str(workbook)]
    subprocess.run(command, check=True, capture_output=True)
    return workbook.with_suffix(".pdf")


def _cut(printed: Path, pictures: tuple[Picture, ...]) -> None:
    """Draw the first page of each sheet and keep the part that the picture shows."""
    pages = _first_pages(printed)
    for picture in pictures:
        page, target = str(pages[picture.sheet]), PICTURES / picture.name
        part = ["-x", str(picture.left), "-y", str(TOP), "-W", str(picture.width), "-H", str(picture.height)]
        command = ["pdftoppm", "-png", "-singlefile", "-r", str(DOTS_PER_INCH), "-f", page, "-l", page, *part]
        subprocess.run([*command, str(printed), str(target)], check=True)
        size = target.with_suffix(".png").stat().st_size
        if size > LIMIT:
            sys.exit(f"{picture.name}.png: {size} bytes, more than {LIMIT}")
        print(f"{picture.name}.png: {size} bytes")


def _first_pages(printed: Path) -> dict[str, int]:
    """Return the number of each sheet's first page, by the sheet's name in the footer."""
    command = ["pdftotext", "-layout", str(printed), "-"]
    text = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    found: dict[str, int] = {}
    for number, page in enumerate(text.split("\f"), start=1):
        footers = [line.split("Seite")[0].strip() for line in page.splitlines() if "Seite" in line and " von " in line]
        if footers:
            found.setdefault(footers[-1], number)
    return found


if __name__ == "__main__":
    main()
