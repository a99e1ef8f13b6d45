"""Makes the pictures of docs/pictures/ from the real sheets of the demo: LibreOffice prints, poppler draws."""

from __future__ import annotations

import subprocess
import tempfile
from datetime import datetime
from pathlib import Path

from pakt_xl.run import new, run

SHEETS = {
    "Start": "start",
    "Einstellungen": "einstellungen",
    "Schulen": "schulen",
    "Bedarfe": "bedarfe",
    "Prüfbericht": "pruefbericht",
    "Befundübersicht": "befunduebersicht",
    "Budgetübersicht": "budgetuebersicht",
    "Plan 2022": "plan-2022",
    "Lose": "lose",
    "Verteilliste": "verteilliste",
}
FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
MOMENT = datetime(2022, 9, 15, 10, 30)  # noqa: DTZ001  the run that the pictures show
DOTS_PER_INCH = 88
LARGEST = 200_000  # bytes of a picture

# German numbers, and every formula computed when the file is opened.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>de-DE</value></prop></item></oor:items>"""


def main() -> None:
    """Make the demo, run the main job on it, print it, and draw the first page of each sheet."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        master = Path(folder) / "demo.xlsx"
        new(master, demo=True)
        run(master, None, MOMENT)
        pages = printed(master)
        found = first_pages(pages)
        for sheet, name in SHEETS.items():
            picture = draw(pages, found[sheet], name)
            print(f"{picture.name}: {picture.stat().st_size} Bytes")


def printed(workbook: Path) -> Path:
    """Return the workbook printed by LibreOffice with a profile of its own, every sheet in its print set-up."""
    profile = workbook.parent / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    options = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        ["soffice", *options, "--outdir", str(workbook.parent), str(workbook)], check=True, capture_output=True
    )
    return workbook.with_suffix(".pdf")


def first_pages(pages: Path) -> dict[str, int]:
    """Return the first page of each sheet, by the name of the sheet in the footer."""
    text = subprocess.run(["pdftotext", "-layout", str(pages), "-"], check=True, capture_output=True, encoding="utf-8")
    found: dict[str, int] = {}
    for number, page in enumerate(text.stdout.split("\f"), start=1):
        footers = [line.split("Seite")[0].strip() for line in page.splitlines() if " von " in line and "Seite" in line]
        if footers:
            found.setdefault(footers[-1], number)
    return found


def draw(pages: Path, page: int, name: str) -> Path:
    """Draw a page as a picture that is small enough for the project's front page."""
    target = FOLDER / name
    for dots in (DOTS_PER_INCH, DOTS_PER_INCH * 3 // 4, DOTS_PER_INCH // 2):
        size = ["-r", str(dots), "-f", str(page), "-l", str(page)]
        subprocess.run(["pdftoppm", "-png", "-singlefile", *size, str(pages), str(target)], check=True)
        if target.with_suffix(".png").stat().st_size <= LARGEST:
            break
    return target.with_suffix(".png")


if __name__ == "__main__":
    main()
