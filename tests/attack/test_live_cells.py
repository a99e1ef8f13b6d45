"""Every kind of cell in input tables: an open workbook leads to the findings of its file, engine by engine."""

from __future__ import annotations

import os
import random
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from pakt_xl.books import live_cells
from pakt_xl.books.file import FileBook
from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.rows import MODELS, known_headers
from pakt_xl.domain.table import ErrorValue, Formula, fold_header
from pakt_xl.reports import wording
from pakt_xl.run.checking import judged, programme_of
from tests.books.adapters import GERMAN_EXCEL, SERVER
from tests.engines.remote_grid import area
from tests.masters import master

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openpyxl.workbook import Workbook

    from pakt_xl.books.port import Book
    from pakt_xl.domain.table import Cell

SEED = 20211124
LARGEST_CURRENCY = 9e14
"""Beyond it Windows' currency type ends, and with it what the stand-in for Excel knows."""
THOROUGH = "PAKT_XL_EXAMPLES" in os.environ
RUNS = 12 if THOROUGH else 1
INPUTS = [model.TABLE for model in MODELS]
EURO = '#,##0.00\\ "€"'

TEXTS = [
    *("'017", "=1+1", "+1", "-x", "@x", "1.234,56", "1,234.56", "10.000", "31.12.2024", "2024-12-31", "WAHR", "TRUE"),
    *(
        "ä" * 32_767,
        "😀👩‍👩‍👧",
        "eins\nzwei",
        " 017 ",
        "\u00a0",
        "１２",
        "12 %",
        "1e3",
        "\u202eabc",
        "#BEZUG!",
        "*",
        "017",
    ),
]
TOLD_BY_NO_SERVER = ["#N/A", "2024-12-31T00:00:00.000Z", "2024-12-31T13:45:30.250Z"]
"""Texts that the server's engine delivers just as it delivers an error or a date."""
NUMBERS = [1e308, -0.0, 1234567890123456789, 0.1 + 0.2, 12.345, -1, 0, 1e-300, 2**53 + 1, 3541.1399999999999, 2.5]
ERRORS = ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"]
DATES = [
    *(datetime(1900, 3, 1), datetime(1999, 12, 31, 23, 59, 59), datetime(2022, 2, 28), datetime(9999, 12, 31)),  # noqa: DTZ001
    *(datetime(2022, 2, 28, 12, 0, 0, 250_000), datetime(1904, 1, 2)),  # noqa: DTZ001
]
SERIALS = [0.5, 1, 1.5, 59, 61]
"""Numbers in the format of a date: a time of day, days before and after 29 February 1900, which Excel counts."""


def kinds() -> Iterator[tuple[str, Any, str, str]]:
    """Yield name, value, data type and number format."""
    for value in (*TEXTS, *TOLD_BY_NO_SERVER):
        yield f"Text {value[:20]!r}", value, "s", "General"
    for number in NUMBERS:
        yield f"Zahl {number}", number, "n", "General"
        if abs(number) < LARGEST_CURRENCY:
            yield f"Betrag {number}", number, "n", EURO
        yield f"Zahl {number} als Text", number, "n", "@"
    for error in ERRORS:
        yield f"Fehler {error}", error, "e", "General"
    for day in DATES:
        yield f"Datum {day}", day, "d", "DD.MM.YYYY"
    for number in SERIALS:
        yield f"Tag {number}", number, "n", "DD.MM.YYYY"
    yield "Uhrzeit", time(13, 45), "d", "HH:MM"
    yield "wahr", True, "b", "General"
    yield "falsch", False, "b", "DD.MM.YYYY"


SHOWN_AS_SOMETHING_ELSE = {f"Text {text[:20]!r}" for text in TOLD_BY_NO_SERVER}
KINDS: dict[str, tuple[Any, str, str]] = {name: (value, kind, look) for name, value, kind, look in kinds()}


def put(workbook: Workbook, kind: str, rnd: random.Random) -> None:
    """Put this kind of cell into a cell of each input table, in a column that people fill."""
    value, data_type, number_format = KINDS[kind]
    for sheet in workbook.worksheets:
        for table in (table for table in sheet.tables.values() if table.name in INPUTS):
            left, top, right, bottom = area(table.ref)
            wanted = known_headers(str(table.name)) or ()
            filled = [
                column
                for column in range(left, right + 1)
                if fold_header(str(sheet.cell(top, column).value)) in wanted
                and sheet.cell(top + 1, column).data_type != "f"
            ]
            cell = sheet.cell(rnd.randint(top + 1, bottom), rnd.choice(filled))
            cell.value = value
            if data_type != "d":
                cell.data_type = data_type
            cell.number_format = number_format


def told(book: Book) -> object:
    """Return code, place, message and remedy of each finding in order, or why there are none.

    Left out are findings on formulas of ours: those of a file from openpyxl were never computed.
    """
    tables = book.read()
    try:
        found = judged(tables, programme_of(tables)).findings
    except UnusableError as error:
        return str(error)
    every = [(each.rule.code, each.place, wording.message(each), wording.remedy(each)) for each in found]
    return [each for each in every if each[0] != "T05"]


def attacked(source: Path, path: Path, kind: str, rnd: random.Random, *, date1904: bool = False) -> Path:
    """Write the master with this kind of cell in every input table."""
    workbook = openpyxl.load_workbook(source)
    if date1904:
        workbook.epoch = CALENDAR_MAC_1904
    put(workbook, kind, rnd)
    workbook.save(path)
    return path


SAMPLE = list(KINDS) if THOROUGH else list(KINDS)[::5]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A master with a row in every input table; tests only read it."""
    return master(tmp_path_factory.mktemp("good") / "m.xlsx")


@pytest.mark.parametrize("kind", SAMPLE)
def test_any_cell_leads_to_the_findings_of_the_file(kind: str, good: Path, target: Path) -> None:
    rnd = random.Random(f"{SEED} {kind}")  # noqa: S311 - a choice of cells, not a secret
    for _ in range(RUNS):
        path = attacked(good, target, kind, rnd)
        expected = told(FileBook(path))
        for adapter in (SERVER, GERMAN_EXCEL):
            if adapter is SERVER and kind in SHOWN_AS_SOMETHING_ELSE:
                continue
            with adapter.open(path) as opened:
                assert told(opened.book) == expected, adapter.name


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.startswith("Datum") and "1900" not in kind])
def test_days_of_a_workbook_that_counts_from_1904(kind: str, good: Path, target: Path) -> None:
    rnd = random.Random(f"{SEED} {kind}")  # noqa: S311 - a choice of cells, not a secret
    path = attacked(good, target, kind, rnd, date1904=True)
    with GERMAN_EXCEL.open(path) as opened:
        assert told(opened.book) == told(FileBook(path))


@pytest.mark.parametrize(
    ("written", "read", "expected"),
    [
        (True, Decimal(1), False),
        (Decimal(0), False, False),
        (Decimal(0), None, False),
        (None, Decimal(0), False),
        ("", None, True),
        ("0", Decimal(0), False),
        (Decimal("-0.0"), Decimal(0), True),
        (Decimal(1) / 3, Decimal("0.3333333333333333"), True),
        (Decimal("12.34"), Decimal("12.35"), False),
        (datetime(2026, 11, 24), date(2026, 11, 24), True),  # noqa: DTZ001
        (date(2026, 11, 24), datetime(2026, 11, 24, 0, 0, 1), False),  # noqa: DTZ001
        (date(1850, 1, 1), "01.01.1850", True),
        (ErrorValue("#N/A"), "#N/A", True),
        (Decimal("1E+400"), "#NUM!", True),
        (Formula("1+1", None), Decimal(2), False),
    ],
)
def test_the_proof_knows_what_is_the_same(written: Cell, read: Cell, expected: bool) -> None:
    assert live_cells.same(written, read) is expected


@pytest.mark.parametrize("number", ["1E+400", "-1E+400", "Infinity", "NaN"])
def test_a_number_that_is_none_for_excel_is_written_as_a_text(number: str) -> None:
    assert live_cells.native(Decimal(number), verbatim=False) == "'#NUM!"
