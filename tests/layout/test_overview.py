"""The sheet Übersicht: one page, charts on the cells of Kennzahlen, what is new since the last run; kept by a run."""

from __future__ import annotations

import re
import subprocess
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeAlias
from zipfile import ZipFile

import pytest
from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from pakt_xl.domain import key_figures as shape
from pakt_xl.layout import build_master, workbook_bytes
from pakt_xl.programme import load
from pakt_xl.reports import generated_tables
from pakt_xl.run import run
from pakt_xl.run.demo import demo_package, faulty_package
from pakt_xl.run.repair import repair
from tests.layout.masters import PROGRAMME, fill_rows, fresh, recalculated
from tests.masters import master, rows
from tests.office import SOFFICE, TIMEOUT, recalculate
from tests.ooxml.invariants import assert_sound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from pakt_xl.ooxml.package import Package

Reference: TypeAlias = tuple[str, str, str]  # section, column, label or "*" for the whole section
OVERVIEW, FIGURES = "Übersicht", "Kennzahlen"
NOW = datetime(2022, 9, 15, 10, 30)  # noqa: DTZ001  workbooks know no time zones
LATER = datetime(2022, 9, 16, 8, 0)  # noqa: DTZ001  workbooks know no time zones
UNKNOWN_EXTENSION = pytest.mark.filterwarnings("ignore:.*xtension is not supported")
STATES = ("Berechnet", "Bestellt offen", "Geplant", "Frei")
PILLARS = ("Säule 1", "Säule 2", "Säule 3", "Säule 4")
HAMM = load(PROGRAMME)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo after a run. Tests only read it."""
    path = saved(demo_package(HAMM), tmp_path_factory.mktemp("hamm") / "hamm.xlsx")
    run(path, None, NOW)
    return path


def saved(package: Package, path: Path) -> Path:
    with path.open("wb") as stream:
        package.write(stream)
    return path


def written(workbook: Workbook, path: Path) -> Path:
    path.write_bytes(workbook_bytes(workbook))
    return path


def older(*more: str) -> Workbook:
    """A master of a version that knew neither page nor figures."""
    workbook = build_master(HAMM, generated_tables(HAMM))
    for name in (OVERVIEW, FIGURES, *more):
        del workbook[name]
    return workbook


def drawn(path: Path) -> list[str]:
    """Every reference of every chart, chart by chart in the order of their parts."""
    with ZipFile(path) as archive:
        parts = sorted(name for name in archive.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name))
        charts = [etree.fromstring(archive.read(name)) for name in parts]
    return [each.text or "" for chart in charts for each in chart.iterfind(".//{*}f")]


def meant(path: Path) -> list[Reference]:
    """What every reference of every chart points at."""
    workbook = load_workbook(path)
    return [pointed_at(workbook, reference) for reference in drawn(path)]


def pointed_at(workbook: Workbook, reference: str) -> Reference:
    """What stands in the cells of a reference to Kennzahlen: a whole section, or the row of a label."""
    name, _, cells = reference.rpartition("!")
    sheet = workbook[name.strip("'")]
    left, top, right, bottom = range_boundaries(cells.replace("$", ""))
    assert left is not None
    assert left == right
    assert top is not None
    assert bottom is not None
    headers = [cell.value for cell in sheet[4]]
    assert headers[0] == "Abschnitt"
    parts = [sheet.cell(line, 1).value for line in range(5, sheet.max_row + 1)]
    (part,) = set(parts[top - 5 : bottom - 4])
    whole = bottom - top + 1 == parts.count(part)
    label = "*" if whole and bottom > top else str(sheet.cell(top, 3).value)
    assert bottom == top or whole, reference
    return str(part), str(headers[left - 1]), label


EXPECTED: list[Reference] = [
    *(
        each
        for state in STATES
        for each in (
            ("Stand des Budgets", "Bezeichnung", state),
            ("Stand des Budgets", "Frei" if state == "Frei" else "Betrag", state),
        )
    ),
    *(
        each
        for pillar in PILLARS
        for each in (("Fördersäule", "Bezeichnung", pillar), ("Jahr", "Bezeichnung", "*"), (pillar, "Betrag", "*"))
    ),
    ("Jahr", "Bezeichnung", "*"),
    ("Jahr", "Betrag", "*"),
    *(
        each
        for state in STATES
        for each in (
            ("Stand des Budgets", "Bezeichnung", state),
            ("Schulform", "Näheres", "*"),
            ("Schulform", state, "*"),
        )
    ),
]
FOCUS: list[Reference] = [
    ("Schwerpunkt", "Bezeichnung", "Anteil"),
    ("Schwerpunkt", "Anteil", "Anteil"),
    ("Schwerpunkt", "Bezeichnung", "Schwelle"),
    ("Schwerpunkt", "Anteil", "Schwelle"),
]
"""The run names the pillar itself in the first row."""


def test_every_reference_of_every_chart_is_a_cell_or_a_section_of_kennzahlen(tmp_path: Path, demo: Path) -> None:
    before = written(fresh(), tmp_path / "neu.xlsx")
    assert meant(before) == [*EXPECTED, *FOCUS]
    named = [(part, header, "Säule 1" if label == "Anteil" else label) for part, header, label in FOCUS]
    assert meant(demo) == [*EXPECTED, *named]


def test_charts_of_another_programme_point_at_its_own_sections(tmp_path: Path) -> None:
    programme = load("digitalpakt_2_nrw")
    path = written(build_master(programme, generated_tables(programme)), tmp_path / "neu.xlsx")
    found = meant(path)
    pillars = [shape.pillar_section(pillar.number) for pillar in programme.pillars]
    assert [part for part, header, _ in found if header == "Betrag" and part.startswith("Säule")] == pillars
    assert len(found) == len([*EXPECTED, *FOCUS]) + 3 * (len(pillars) - len(PILLARS))


def test_a_run_leaves_the_page_and_its_charts_byte_for_byte(tmp_path: Path, demo: Path) -> None:
    before = saved(demo_package(HAMM), tmp_path / "hamm.xlsx")
    with ZipFile(before) as old, ZipFile(demo) as new:
        kept = [name for name in old.namelist() if "/charts/" in name or "/drawings/" in name]
        page = "xl/worksheets/sheet2.xml"
        assert "Übersicht für den Ausschuss".encode() in old.read(page) or b"drawing" in old.read(page)
        assert len(kept) > 4
        for name in (*kept, page, "xl/worksheets/_rels/sheet2.xml.rels"):
            assert new.read(name) == old.read(name), name


def test_everything_on_the_page_is_printed_upright_on_one_page() -> None:
    sheet: Any = fresh()[OVERVIEW]
    assert sheet.page_setup.orientation == "portrait"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)
    _, _, right, bottom = range_boundaries(str(sheet.print_area).rpartition("!")[2].replace("$", ""))
    assert bottom == max(cell.row for row in sheet.iter_rows() for cell in row if cell.value is not None)
    assert right == max(area.max_col for area in sheet.merged_cells.ranges) + 1  # a column that keeps the distance
    ends = [chart.anchor.to for chart in sheet._charts]
    assert len(ends) == 4
    assert all(end.row <= bottom and end.col < right for end in ends)


def test_an_older_workbook_gets_the_figures_by_a_run_and_the_page_by_repair(tmp_path: Path) -> None:
    path = written(older(), tmp_path / "alt.xlsx")
    assert run(path, None, NOW).restored == (f"Tabelle {FIGURES}",)
    assert rows(path, FIGURES)[0]["Bezeichnung"] == "Schulträger"
    assert repair(path, None).added == (f"Blatt {OVERVIEW}",)
    assert_sound(path)
    found = meant(path)
    assert len(found) == len([*EXPECTED, *FOCUS])
    assert repair(path, None).added == ()
    assert load_workbook(path).sheetnames[:3] == ["Start", OVERVIEW, "Einstellungen"]


def test_charts_put_back_follow_kennzahlen_to_the_sheet_where_it_stands(tmp_path: Path) -> None:
    workbook = older()
    workbook.create_sheet(FIGURES)["A4"] = "Eigenes"
    path = written(workbook, tmp_path / "alt.xlsx")
    run(path, None, NOW)
    assert repair(path, None).added == (f"Blatt {OVERVIEW}",)
    assert {each.rpartition("!")[0] for each in drawn(path)} == {f"'{FIGURES} (2)'"}
    assert meant(path)[:2] == EXPECTED[:2]


def test_a_sheet_of_the_users_with_that_name_is_left_alone(tmp_path: Path) -> None:
    workbook = older()
    workbook.create_sheet(OVERVIEW)["A1"] = "Eigenes"
    path = written(workbook, tmp_path / "alt.xlsx")
    run(path, None, NOW)
    assert repair(path, None).added == ()
    assert load_workbook(path)[OVERVIEW]["A1"].value == "Eigenes"


def faulty(folder: Path) -> Path:
    path = saved(faulty_package(HAMM), folder / "fehlerhaft.xlsx")
    run(path, None, NOW)
    return path


def new(folder: Path) -> Path:
    return written(fresh(), folder / "neu.xlsx")


def empty(folder: Path) -> Path:
    path = written(fresh(), folder / "leer.xlsx")
    run(path, None, NOW)
    return path


def full(folder: Path) -> Path:
    path = saved(demo_package(HAMM), folder / "hamm.xlsx")
    run(path, None, NOW)
    run(path, None, LATER)
    return path


@pytest.mark.libreoffice
@UNKNOWN_EXTENSION
@pytest.mark.parametrize("made", [new, empty, full, faulty], ids=lambda made: made.__name__)
def test_no_formula_of_the_page_gives_an_error(made: Callable[[Path], Path], tmp_path: Path) -> None:
    computed = load_workbook(recalculate(made(tmp_path), tmp_path), data_only=True)
    cells = [cell for row in computed[OVERVIEW].iter_rows() for cell in row]
    assert len([cell for cell in cells if cell.value is not None]) > 10
    assert not [(cell.coordinate, cell.value) for cell in cells if cell.data_type == "e"]


@pytest.mark.libreoffice
@UNKNOWN_EXTENSION
def test_the_page_shows_the_figures_of_the_run(tmp_path: Path) -> None:
    path = master(tmp_path / "mappe.xlsx")
    run(path, None, NOW)
    sheet = load_workbook(recalculate(path, tmp_path), data_only=True)[OVERVIEW]
    # 15.800,00 and 10 x 750,00 are 23.300,00 of 100.000,00.
    assert after(sheet, "Verfügbar")[:2] == [100_000, "2 Schulen"]
    assert after(sheet, "Belegt")[:2] == [23_300, 0.233]
    assert after(sheet, "Frei")[:2] == [76_700, 0.767]
    assert after(sheet, "Schulen über Budget")[:2] == [0, "0 Schulen ohne fertiges Konzept"]
    assert texts(sheet, "Stand 0") == ["Stand 01.03.2022"]
    assert texts(sheet, "keine") == ["keine", "keine"]
    assert not texts(sheet, "und ")


def after(sheet: Worksheet, text: str) -> list[Any]:
    """What stands below the first cell with this text, blank cells left out."""
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == text)
    below = [sheet.cell(line, cell.column).value for line in range(cell.row + 1, sheet.max_row + 1)]
    return [value for value in below if value is not None]


def texts(sheet: Worksheet, start: str) -> list[str]:
    found: Iterable[Any] = (cell.value for row in sheet.iter_rows() for cell in row)
    return [value for value in found if isinstance(value, str) and value.startswith(start)]


def recorded(moment: datetime, **numbers: object) -> dict[str, object]:
    return {"Zeitpunkt": moment, "Stichtag": date(2022, 9, 1), "Zeilen je Tabelle": "Bedarfe 3"} | numbers


def changes(protocol: list[dict[str, object]], folder: Path) -> dict[str, list[Any]]:
    """The lines of „Seit dem vorigen Lauf“: the run before, the newest run, what changed."""
    workbook = fresh()
    fill_rows(workbook, "Protokoll", protocol)
    sheet = recalculated(workbook, folder)[OVERVIEW]
    head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "voriger")
    names = ("Lauf", "Stichtag", "Belegt", "Restbudget", "Fehler", "Warnungen")
    lines = [[sheet.cell(head.row + at, head.column + 3 * step).value for step in (-1, 0, 1, 2)] for at in range(1, 7)]
    assert tuple(line[0] for line in lines) == names
    return {str(line[0]): line[1:] for line in lines}


@pytest.mark.libreoffice
@UNKNOWN_EXTENSION
def test_changes_are_those_between_two_runs_though_each_goes_on_in_rows_below(tmp_path: Path) -> None:
    found = changes(
        [
            recorded(LATER, Belegt=1250.5, Restbudget=-50.5, Fehler=0, Warnungen=2),
            recorded(LATER),
            recorded(LATER),
            recorded(NOW, Belegt=1000.0, Restbudget=200.0, Fehler=3, Warnungen=2),
            recorded(NOW),
            recorded(datetime(2022, 9, 1, 9, 0), Belegt=1.0, Restbudget=1.0, Fehler=9, Warnungen=9),  # noqa: DTZ001
        ],
        tmp_path,
    )
    assert found == {
        "Lauf": [NOW, LATER, None],
        "Stichtag": [datetime(2022, 9, 1)] * 2 + [None],  # noqa: DTZ001
        "Belegt": [1000, 1250.5, 250.5],
        "Restbudget": [200, -50.5, -250.5],
        "Fehler": [3, 0, -3],
        "Warnungen": [2, 2, 0],
    }


@pytest.mark.libreoffice
@UNKNOWN_EXTENSION
def test_a_first_run_that_goes_on_in_rows_below_has_none_before_it(tmp_path: Path) -> None:
    newest = recorded(NOW, Belegt=1000.0, Restbudget=200.0, Fehler=3, Warnungen=2)
    found = changes([newest, recorded(NOW)], tmp_path)
    assert found["Lauf"] == ["erster Lauf", NOW, None]
    assert found["Belegt"] == ["–", 1000, "–"]
    assert found["Fehler"] == ["–", 3, "–"]


@pytest.mark.libreoffice
@UNKNOWN_EXTENSION
@pytest.mark.parametrize(("belegt", "told"), [(23_300.0, []), (23_300.01, ["oben: ein anderer Stand"])])
def test_a_protokoll_of_another_state_than_the_figures_is_told(belegt: float, told: list[str], tmp_path: Path) -> None:
    path = master(tmp_path / "mappe.xlsx")
    run(path, None, NOW)
    workbook = load_workbook(path)
    protocol = workbook["Protokoll"]
    (column,) = [cell.column for cell in protocol[4] if cell.value == "Belegt"]
    assert protocol.cell(5, column).value == 23_300
    protocol.cell(5, column).value = belegt
    assert texts(recalculated(workbook, tmp_path)[OVERVIEW], "oben: ") == told


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", ["Start", OVERVIEW])
def test_the_sheet_is_one_page(name: str, tmp_path: Path, demo: Path) -> None:
    pages = printed(alone(demo, name, tmp_path / "allein.xlsx"), tmp_path)
    assert len(pages) == 1
    assert re.search(rf"{name}\s+Seite 1 von 1\s*$", pages[0])


def alone(path: Path, name: str, to: Path) -> Path:
    """Copy a workbook with all sheets hidden but one, and without their print areas: so they are not printed."""
    with ZipFile(path) as old, ZipFile(to, "w") as copy:
        for part in old.namelist():
            data = old.read(part)
            if part == "xl/workbook.xml":
                root = etree.fromstring(data)
                (names,) = root.iterfind("{*}definedNames")
                areas: set[etree._Element] = set()
                for at, sheet in enumerate(root.iterfind(".//{*}sheet")):
                    if sheet.get("name") == name:
                        for view in root.iterfind(".//{*}workbookView"):
                            view.set("activeTab", str(at))
                    else:
                        sheet.set("state", "hidden")
                        areas.update(root.iterfind(f".//{{*}}definedName[@localSheetId='{at}']"))
                for area in areas:
                    names.remove(area)
                data = etree.tostring(root)
            copy.writestr(part, data)
    return to


def printed(path: Path, folder: Path) -> list[str]:
    """Text of each page that LibreOffice prints."""
    profile = f"-env:UserInstallation={(folder / 'druck').as_uri()}"
    command = [SOFFICE or "soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=TIMEOUT)
    text = subprocess.run(
        ["pdftotext", "-layout", str(folder / f"{path.stem}.pdf"), "-"],
        check=True,
        capture_output=True,
        timeout=TIMEOUT,
    )
    return text.stdout.decode().removesuffix("\f").split("\f")
