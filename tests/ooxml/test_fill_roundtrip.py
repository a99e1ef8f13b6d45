"""What is written is read again as it was, whatever kinds of value stand in the rows; what is lost is reported."""

from __future__ import annotations

import tempfile
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pakt_xl.domain.table import ErrorValue, Formula, Link, Table, column_letters, trim
from pakt_xl.ooxml.fill import FillResult, fill
from pakt_xl.ooxml.fill_draft import Altered
from pakt_xl.ooxml.package import Package
from pakt_xl.ooxml.parts import Workbook
from pakt_xl.ooxml.read import read_table
from pakt_xl.ooxml.render import TEXT_LIMIT
from tests.ooxml.build import parts, save, sheet, styles, table
from tests.ooxml.invariants import assert_sound
from tests.ooxml.invariants_book import impossible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pakt_xl.domain.table import Cell, Cells

HEADERS = ("Eins", "Zwei", "Drei")
DATES_1904 = '<workbookPr date1904="1"/>'


def _book(path: Path, *, workbook_pr: str = "", style: str = "") -> Path:
    """A workbook with an empty table, and cells of the user on both sides of it."""
    headers = "".join(f'<c r="{column_letters(at)}2" t="str"><v>{name}</v></c>' for at, name in enumerate(HEADERS, 2))
    blank = "".join(f'<c r="{letters}3"/>' for letters in "BCD")
    rows = (
        f'<row r="2">{headers}</row><row r="3"><c r="A3"><v>1</v></c>{blank}<c r="F3" t="str"><v>daneben</v></c></row>'
    )
    made = parts(
        {"Blatt": sheet(rows, tables=1)},
        {"Blatt": [table("Tabelle", "B2:D3", HEADERS)]},
        workbook_pr=workbook_pr,
        style=style or styles("DD.MM.YYYY"),
    )
    return save(path, made)


def _round_trip(folder: Path, rows: Sequence[Cells], *, workbook_pr: str = "") -> tuple[FillResult, Table]:
    package = Package.open(_book(folder / "leer.xlsx", workbook_pr=workbook_pr))
    result = fill(package, [Table("Tabelle", HEADERS, tuple(rows))])
    with (folder / "voll.xlsx").open("wb") as stream:
        package.write(stream)
    assert_sound(folder / "voll.xlsx")
    written = Package.open(folder / "voll.xlsx")
    book = Workbook.of(written)
    info = book.table("Tabelle")
    assert info is not None
    again = fill(written, [Table("Tabelle", HEADERS, tuple(rows))])
    assert not written.changed
    assert again.altered == result.altered
    return result, read_table(written, book, info)


# What the filler keeps: no control characters, at most 32,767 characters, not blank; 15 digits; days that Excel knows.
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), max_size=40),
    st.text(st.sampled_from("_x0041A&<>\"'\n\t =]-€ß😀 "), min_size=1, max_size=30),
).filter(lambda text: trim(text) != "")
NUMBERS = st.one_of(
    st.integers(-(10**15) + 1, 10**15 - 1).map(Decimal),
    st.decimals(Decimal(-(10**12)), Decimal(10**12), places=2),
    st.decimals(-1, 1, places=12),
)
DAYS = st.dates(date(1904, 1, 2), date(9999, 12, 31))
MOMENTS = st.datetimes(datetime(1904, 1, 2), datetime(9999, 12, 31)).map(  # noqa: DTZ001 - cells know no time zone
    lambda moment: moment.replace(microsecond=0)
)
ERRORS = st.sampled_from(["#REF!", "#N/A", "#DIV/0!", "#VALUE!"]).map(ErrorValue)
PLAIN = st.one_of(st.none(), TEXTS, NUMBERS, st.booleans(), DAYS, MOMENTS, ERRORS)
RESULTS = st.one_of(st.none(), TEXTS, NUMBERS, st.booleans(), ERRORS)
FORMULA_TEXTS = TEXTS.filter(lambda text: text == text.strip() and not list(impossible(text)))
FORMULAS = st.builds(Formula, FORMULA_TEXTS, RESULTS)
LINKS = st.builds(Link, st.text("AB 'ä\"&!", min_size=1, max_size=12), st.just("D17"))
ROWS = st.lists(st.tuples(*[st.one_of(PLAIN, FORMULAS, LINKS)] * 3), max_size=8)


def _as_read(cell: Cell) -> Cell:
    """What the reader must give for a cell that was written."""
    if isinstance(cell, Link):
        target = f"#'{cell.sheet.replace(chr(39), chr(39) * 2)}'!{cell.cell}"
        doubled = target.replace('"', '""')
        return Formula(f'HYPERLINK("{doubled}","{cell.cell}")', cell.cell)
    if isinstance(cell, datetime):
        return cell if cell.time() != datetime.min.time() else cell.date()
    return Decimal(cell) if type(cell) is int else cell


def _equal(one: Cell, other: Cell) -> bool:
    """Equal and of one kind: True is not 1."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)


@settings(max_examples=150, deadline=None)
@given(ROWS, st.sampled_from(["", DATES_1904]))
def test_rows_of_any_kinds_of_value_are_read_as_they_were_written(rows: list[Cells], workbook_pr: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        result, read = _round_trip(Path(folder), rows, workbook_pr=workbook_pr)
    expected = [tuple(map(_as_read, row)) for row in rows] or [(None, None, None)]
    assert len(read.rows) == len(expected)
    for got, wanted in zip(read.rows, expected, strict=True):
        assert all(map(_equal, got, wanted)), (got, wanted)
    assert result.altered == ()


def test_the_longest_text_and_fifteen_digits_are_kept(tmp_path: Path) -> None:
    row: Cells = ("ä" * TEXT_LIMIT, Decimal("123456789012.345"), Decimal("-0.00000000000001"))
    result, read = _round_trip(tmp_path, [row])
    assert read.rows == (row,)
    assert result.altered == ()


@pytest.mark.parametrize(
    ("text", "kept", "cut", "lost"),
    [
        ("a\x07b\x00c", "abc", False, 2),
        ("eins\r\nzwei", "eins\nzwei", False, 1),
        ("\x85Ende\ud800", "Ende", False, 2),
        ("x" * 40_000, "x" * TEXT_LIMIT, True, 40_000 - TEXT_LIMIT),
        ("😀" * 20_000, "😀" * (TEXT_LIMIT // 2), True, 20_000 - TEXT_LIMIT // 2),
    ],
)
def test_what_is_cut_or_removed_is_reported_with_its_cell(
    tmp_path: Path, text: str, kept: str, cut: bool, lost: int
) -> None:
    result, read = _round_trip(tmp_path, [("vorher", None, None), ("hier", None, text)])
    assert read.rows[1] == ("hier", None, kept)
    assert result.altered == (Altered("Tabelle", "Blatt", "D4", cut, lost),)


def test_days_that_excel_does_not_know_and_numbers_too_large_are_no_garbage(tmp_path: Path) -> None:
    _, read = _round_trip(tmp_path, [(date(1899, 12, 31), Decimal("1E+400"), Decimal("NaN"))])
    assert read.rows == (("31.12.1899", ErrorValue("#NUM!"), ErrorValue("#NUM!")),)


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(2024, 10, 31)])
def test_the_first_days_of_the_calendar_are_kept(tmp_path: Path, day: date) -> None:
    _, read = _round_trip(tmp_path, [(day, None, day + timedelta(days=1))])
    assert read.rows == ((day, None, day + timedelta(days=1)),)


def test_a_kind_of_value_that_no_cell_holds_is_a_mistake_of_the_caller(tmp_path: Path) -> None:
    package = Package.open(_book(tmp_path / "leer.xlsx"))
    rows = ((1.5, None, None),)
    with pytest.raises(TypeError, match="a cell cannot hold a float"):
        fill(package, [Table("Tabelle", HEADERS, rows)])  # type: ignore[arg-type]
    assert not package.changed
