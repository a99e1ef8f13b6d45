"""Tables in the recording COM model: size, rows, totals and filters, as Excel treats them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engines.com_cells import formula_text
from tests.engines.com_filter import Criterion
from tests.engines.com_model import ModelError
from tests.engines.com_sample import EURO, formulas, opened
from tests.engines.com_stubs import ComError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_table_tells_its_parts(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        prices, sums = live.book.sheets["Preise"].tables["preise"], live.book.sheets["Summen"].tables["Summen"]
        assert (prices.name, prices.range.address, prices.show_headers) == ("Preise", "$A$4:$D$6", True)
        header, totals = prices.header_row_range, sums.totals_row_range
        assert header is not None
        assert header.address == "$A$4:$D$4"
        body = prices.data_body_range
        assert body is not None
        assert (body.address, body.shape) == ("$A$5:$D$6", (2, 4))
        assert (prices.show_totals, sums.show_totals) == (False, True)
        assert sums.range.address == "$A$4:$B$7"
        assert totals is not None
        assert totals.address == "$A$7:$B$7"
        body = sums.data_body_range
        assert body is not None
        assert body.address == "$A$5:$B$6"
        assert sums.range.sheet.name == "Summen"


def test_a_larger_table_fills_calculated_columns_and_keeps_the_look_of_its_rows(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        sheet = live.book.sheets["Preise"]
        sheet.range("D9").value = "steht da"
        sheet.tables["Preise"].resize(sheet.range("A4:D9"))
        assert sheet.tables["Preise"].range.address == "$A$4:$D$9"
        assert formulas(sheet.range("A7:D8")) == (("", "", "", "=C7*1.19"), ("", "", "", "=C8*1.19"))
        assert sheet.range("D9").raw_value == "steht da"
        formats = [sheet.range((8, column)).number_format for column in range(1, 5)]
        assert formats == ["@", "DD.MM.YYYY", EURO, "General"]


def test_a_column_whose_cells_differ_is_not_filled(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        sheet = live.book.sheets["Preise"]
        live.book.app.api.AutoCorrect.AutoFillFormulasInLists = False
        sheet.range("D6").formula = "=C6*2"
        assert formulas(sheet.range("D5:D6")) == (("=C5*1.19",), ("=C6*2",))
        sheet.tables["Preise"].resize(sheet.range("A4:D7"))
        assert formulas(sheet.range("D7")) == ""


def test_a_formula_fills_its_column_unless_that_is_switched_off_or_a_cell_has_a_value(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        sheet = live.book.sheets["Preise"]
        sheet.range("D5:D6").formula = [["=C5*2"], ["=C6*3"]]
        assert formulas(sheet.range("D5:D6")) == (("=C5*3",), ("=C6*3",))
        sheet.range("D5").formula = "=1"
        assert formulas(sheet.range("D5:D6")) == (("=1",), ("=1",))
        sheet.range("D6").value = 5
        sheet.range("D5").formula = "=2"
        assert formulas(sheet.range("D5:D6")) == (("=2",), ("5",))


def test_a_smaller_table_leaves_its_cells_where_they_are(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        sheet = live.book.sheets["Preise"]
        sheet.tables["Preise"].resize(sheet.range("A4:D5"))
        assert sheet.range("A6").raw_value == "017"
        assert formulas(sheet.range("D6")) == "=C6*1.19"


@pytest.mark.parametrize("address", ["A5:D9", "A4:D4"])
def test_a_table_keeps_its_header_row_and_at_least_one_row(tmp_path: Path, address: str) -> None:
    with opened(tmp_path) as live:
        sheet = live.book.sheets["Preise"]
        with pytest.raises(ComError):
            sheet.tables["Preise"].resize(sheet.range(address))
        assert live.excel.changes == []


def test_a_table_does_not_grow_over_another_one_or_over_merged_cells(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        sheet, grid = live.book.sheets["Preise"], live.sheet("Preise").grid
        grid.merged = live.sheet("Start").grid.merged  # A1:B2, above the table
        sheet.tables["Preise"].resize(sheet.range("A4:D7"))
        other = live.table("Summen")
        other.sheet = live.sheet("Preise")
        other.sheet.tables.append(other)
        other.box = type(other.box)(9, 1, 12, 2)
        with pytest.raises(ComError):
            sheet.tables["Preise"].resize(sheet.range("A4:D9"))
        other.sheet.tables.remove(other)
        grid.merged = (type(other.box)(9, 1, 9, 2),)
        with pytest.raises(ComError):
            sheet.tables["Preise"].resize(sheet.range("A4:D9"))


def test_a_table_without_a_row_has_no_data_until_something_is_entered(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        sheet, model = live.book.sheets["Preise"], live.table("Preise")
        sheet.range("A5:D6").clear_contents()
        table = sheet.tables["Preise"]
        table.resize(sheet.range("A4:D5"))
        model.insert_row = True
        assert table.data_body_range is None
        assert table.range.address == "$A$4:$D$5"
        sheet.range("A5").value = "AP-07"
        body = table.data_body_range
        assert body is not None
        assert body.address == "$A$5:$D$5"


def test_the_totals_row_goes_and_comes_back_below_the_data(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        sheet = live.book.sheets["Summen"]
        table = sheet.tables["Summen"]
        with pytest.raises(ModelError, match="totals row"):
            table.resize(sheet.range("A4:B9"))
        table.show_totals = False
        assert table.range.address == "$A$4:$B$6"
        assert formulas(sheet.range("A7:B7")) == (("", ""),)
        table.resize(sheet.range("A4:B8"))
        table.show_totals = True
        assert table.range.address == "$A$4:$B$9"
        assert formulas(sheet.range("A9:B9")) == (("Summe", "=SUBTOTAL(109,Summen[Betrag])"),)


def test_the_totals_row_needs_a_free_row(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        sheet = live.book.sheets["Summen"]
        sheet.tables["Summen"].show_totals = False
        sheet.range("B7").value = 1
        with pytest.raises(ModelError, match="move the cells"):
            sheet.tables["Summen"].show_totals = True


def test_a_filter_is_seen_and_cleared(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        model, table = live.table("Preise"), live.book.sheets["Preise"].tables["Preise"]
        model.autofilter = True
        model.criteria[1] = Criterion(["=AP-01"], 7)
        assert [one.type for one in table.autofilter.criteria] == ["values", "none", "none", "none"]
        with pytest.raises(ModelError, match="filtered"):
            live.book.sheets["Preise"].range("A5:D6").value = [[None] * 4] * 2
        table.autofilter.clear()
        assert [one.type for one in table.autofilter.criteria] == ["none"] * 4
        assert model.criteria == {}


def test_a_filter_set_by_xlwings_is_one(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        table = live.book.sheets["Preise"].tables["Preise"]
        table.show_autofilter = True
        table.autofilter.apply_comparison(2, "greater_than", 5)
        assert table.autofilter.criteria[1].type == "comparison"
        table.show_autofilter = False
        assert [one.type for one in table.autofilter.criteria] == ["none"] * 4


def test_clearing_the_filter_of_a_table_without_one_shows_its_arrows(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        table = live.book.sheets["Preise"].tables["Preise"]
        table.show_autofilter = False
        table.autofilter.clear()
        assert table.show_autofilter is True


def test_the_header_of_a_table_stays_text(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        cell = live.book.sheets["Preise"].range("C4")
        cell.value = "2024"
        assert cell.raw_value == "2024"
        cell.value = 2025
        assert cell.raw_value == "2025"


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("=Preise[[#This Row],[Preis]]*2", "=[@Preis]*2"),
        ("=Preise[[#This Row],[Gültig ab]]+1", "=[@[Gültig ab]]+1"),
        ("=Summen[[#This Row],[Betrag]]", "=Summen[@Betrag]"),
        ("=SUM(Preise[[#This Row],[Preis]:[Brutto]])", "=SUM(Preise[@[Preis]:[Brutto]])"),
        ("=SUM(Preise[Preis])", "=SUM(Preise[Preis])"),
    ],
)
def test_a_reference_to_the_own_row_is_shown_short_and_saved_long(tmp_path: Path, long: str, short: str) -> None:
    with opened(tmp_path) as live:
        cell = live.book.sheets["Preise"].range("D5")
        for written in (long, short):
            cell.formula = written
            assert cell.formula == short
            assert formula_text(live.sheet("Preise").grid.content((5, 4))) == long
        live.excel.short_references = False
        assert cell.formula == long


def test_only_formats_are_filled_down(tmp_path: Path) -> None:
    with opened(tmp_path) as live:
        sheet = live.book.sheets["Preise"]
        sheet.range("A6:D6").autofill(sheet.range("A6:D8"), "fill_formats")
        assert sheet.range("A8").number_format == "@"
        assert sheet.range("A8").raw_value is None
        with pytest.raises(ModelError):
            sheet.range("A6:D6").autofill(sheet.range("A6:D8"), "fill_copy")
