"""What the recording COM model makes of values, as Excel does: typed texts, formats, dates, currency, errors."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from tests.engines.com_sample import EURO, formulas, opened
from tests.engines.com_stubs import ComError, ComTime

if TYPE_CHECKING:
    from pathlib import Path

    from tests.engines.com_typed import Locale


def day(year: int, month: int, day: int) -> ComTime:
    return ComTime(year, month, day, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("text", "german", "english"),
    [
        ("017", 17.0, 17.0),
        ("1.234,56 €", Decimal("1234.5600"), "1.234,56 €"),
        ("1,5", 1.5, "1,5"),
        ("1.5", day(2024, 5, 1), 1.5),
        ("1.234", 1234.0, 1.234),
        ("1,234", 1.234, 1234.0),
        ("12,5%", 0.125, "12,5%"),
        ("1E5", 100000.0, 100000.0),
        ("-7", -7.0, -7.0),
        ("(7)", -7.0, -7.0),
        (" 7 ", 7.0, 7.0),
        ("1 1/2", 1.5, 1.5),
        ("31.12.2024", day(2024, 12, 31), "31.12.2024"),
        ("31.2.2024", "31.2.2024", "31.2.2024"),
        ("1/2", day(2024, 2, 1), day(2024, 1, 2)),
        ("12/31/2024", "12/31/2024", day(2024, 12, 31)),
        ("2024-12-31", day(2024, 12, 31), day(2024, 12, 31)),
        ("5.24", "5.24", 5.24),
        ("3. Mai 2024", day(2024, 5, 3), "3. Mai 2024"),
        ("Mai 2024", day(2024, 5, 1), "Mai 2024"),
        ("WAHR", True, "WAHR"),
        ("true", True, True),
        ("#NV", -2146826246, "#NV"),
        ("#DIV/0!", -2146826281, -2146826281),
        ("-Kabel", -2146826259, -2146826259),
        ("AP-01", "AP-01", "AP-01"),
        ("Müller & Söhne", "Müller & Söhne", "Müller & Söhne"),
    ],
)
def test_a_text_is_read_as_if_a_person_had_typed_it(tmp_path: Path, text: str, german: Any, english: Any) -> None:
    locales: tuple[tuple[Locale, Any], ...] = (("de", german), ("en", english))
    for locale, expected in locales:
        with opened(tmp_path, locale) as live:
            cell = live.book.sheets["Start"].range("D4")
            cell.value = text
            assert (locale, cell.raw_value) == (locale, expected)
            assert type(cell.raw_value) is type(expected)


def test_a_cell_formatted_as_text_keeps_what_is_written(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        cells = live.book.sheets["Preise"].range("A5:A6")
        for text in ("=1+1", "1.5", "31.12.2024", "WAHR"):
            cells.value = [[text], ["017"]]
            assert cells.raw_value == ((text,), ("017",))
            assert formulas(cells) == ((text,), ("017",))
        cells.formula = [["=1+1"], ["'017"]]
        assert cells.raw_value == (("=1+1",), ("017",))


def test_a_number_or_a_day_in_a_cell_formatted_as_text_becomes_text(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        cells = live.book.sheets["Preise"].range("A5:A6")
        cells.value = [[1.5], [dt.date(2024, 12, 31)]]
        assert cells.raw_value == (("1,5",), ("31.12.2024",))


def test_an_apostrophe_in_front_makes_text_and_is_not_part_of_it(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        sheet = live.book.sheets["Start"]
        sheet.range("D4:D6").value = [["'017"], ["'=1+1"], ["''quer"]]
        assert sheet.range("D4:D6").raw_value == (("017",), ("=1+1",), ("'quer",))
        assert formulas(sheet.range("D5")) == "=1+1"
        as_text = live.book.sheets["Preise"].range("A5")
        as_text.value = "'017"
        assert as_text.raw_value == "017"


def test_nothing_and_an_empty_text_clear_the_cell(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        cells = live.book.sheets["Summen"].range("A5:B5")
        cells.value = [[None, ""]]
        assert cells.raw_value == ((None, None),)
        assert formulas(cells) == (("", ""),)


def test_a_cell_gives_a_scalar_and_a_block_rows(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        sheet = live.book.sheets["Summen"]
        assert sheet.range("A5").raw_value == "100051"
        assert formulas(sheet.range("A5")) == "100051"
        assert sheet.range("A5:B5").raw_value == (("100051", 1.5),)
        assert sheet.range("A5:A6").raw_value == (("100051",), ("100052",))
        assert sheet.range((5, 1), (5, 1)).shape == (1, 1)


def test_days_come_with_a_time_zone_and_are_numbers_in_the_formula_bar(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        cell = live.book.sheets["Preise"].range("B5")
        assert cell.raw_value == day(2024, 1, 31)
        assert type(cell.raw_value) is ComTime
        assert cell.value == dt.datetime(2024, 1, 31)  # noqa: DTZ001
        assert cell.formula == "45322"
        cell.value = dt.datetime(2024, 2, 29, 13, 30, 15, tzinfo=dt.UTC)
        assert cell.value == dt.datetime(2024, 2, 29, 13, 30, 15)  # noqa: DTZ001


def test_a_day_gives_its_format_only_to_a_cell_without_one(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        fresh, formatted = live.book.sheets["Start"].range("D4"), live.book.sheets["Preise"].range("B5")
        for cell in (fresh, formatted):
            cell.value = dt.date(2024, 5, 1)
            assert cell.value == dt.datetime(2024, 5, 1)  # noqa: DTZ001
        assert fresh.number_format == "m/d/yyyy"
        assert formatted.number_format == "DD.MM.YYYY"


def test_the_same_number_is_a_number_without_a_date_format(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        cell = live.book.sheets["Preise"].range("B5")
        cell.number_format = "0"
        assert cell.raw_value == 45322.0
        assert type(cell.raw_value) is float


def test_currency_is_cut_to_four_places_and_exact_in_the_formula_bar(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        cell = live.book.sheets["Preise"].range("C5")
        assert cell.number_format == EURO
        assert cell.raw_value == Decimal("1234.5678")
        assert type(cell.raw_value) is Decimal
        assert cell.formula == "1234.56785"
        cell.value = 0.00005
        assert (cell.raw_value, cell.formula) == (Decimal("0.0000"), "5E-05")


def test_whole_numbers_come_back_as_floats(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        cell = live.book.sheets["Start"].range("D4")
        cell.value = 7
        assert (cell.raw_value, type(cell.raw_value), cell.formula) == (7.0, float, "7")
        cell.value = True
        assert (cell.raw_value, cell.formula) == (True, "TRUE")


def test_errors_come_as_their_numbers_and_have_their_names_in_the_formula_bar(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        cell = live.book.sheets["Summen"].range("B6")
        assert cell.raw_value == -2146826281
        assert type(cell.raw_value) is int
        assert cell.formula == "#DIV/0!"
        assert cell.options(err_to_str=True).value == "#DIV/0!"
        assert cell.value is None


def test_one_formula_for_a_block_moves_its_relative_references(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        cells = live.book.sheets["Start"].range("D4:E5")
        cells.formula = '=$A4+B$1+Preise!C5+SUM(Preise[Preis])&"A1"'
        assert formulas(cells) == (
            ('=$A4+B$1+Preise!C5+SUM(Preise[Preis])&"A1"', '=$A4+C$1+Preise!D5+SUM(Preise[Preis])&"A1"'),
            ('=$A5+B$1+Preise!C6+SUM(Preise[Preis])&"A1"', '=$A5+C$1+Preise!D6+SUM(Preise[Preis])&"A1"'),
        )


def test_formulas_are_written_one_by_one_and_texts_among_them_are_read_in_english(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        cells = live.book.sheets["Start"].range("D4:D6")
        cells.formula = [["=A1"], ["1.5"], ["1,234"]]
        assert formulas(cells) == (("=A1",), ("1.5",), ("1234",))
        assert cells.raw_value == ((0.0,), (1.5,), (1234.0,))


def test_a_text_longer_than_a_cell_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        cells = live.book.sheets["Summen"].range("A5:B5")
        with pytest.raises(ComError):
            cells.value = [["neu", "x" * 32_768]]
        assert cells.raw_value == (("100051", 1.5),)
        assert live.excel.changes == []
        cells.value = [["neu", "x" * 32_767]]
        assert cells.raw_value[0][0] == "neu"


def test_a_block_smaller_than_the_range_leaves_errors(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        cells = live.book.sheets["Start"].range("D4:E5")
        cells.raw_value = [["a", "b"]]
        assert cells.raw_value == (("a", "b"), (-2146826246, -2146826246))


def test_merged_cells_hold_one_value_and_are_cleared_only_whole(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        sheet = live.book.sheets["Start"]
        assert (sheet.range("A1:B2").merge_cells, sheet.range("C1").merge_cells) == (True, False)
        assert sheet.range("B2:C2").merge_cells is None
        sheet.range("A2:C2").value = [["verdeckt", "verdeckt", "offen"]]
        assert sheet.range("A1:C2").raw_value == (("Titel", None, None), (None, None, "offen"))
        with pytest.raises(ComError):
            sheet.range("B2:C2").clear_contents()
        sheet.range("A1:C2").clear_contents()
        assert sheet.range("A1:C2").raw_value == ((None, None, None), (None, None, None))


def test_a_block_of_different_formats_has_none(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        sheet = live.book.sheets["Preise"]
        assert sheet.range("A5:A6").number_format == "@"
        assert sheet.range("A5:B5").number_format is None
