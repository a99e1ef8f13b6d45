"""Rows: what can be read counts, blank rows are skipped, row numbers stay true."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pakt_xl.domain.finding import Severity
from pakt_xl.domain.rows import MODELS, Need, Row, columns
from pakt_xl.domain.table import Cell, Cells, ErrorValue, Formula, Table
from pakt_xl.reading import Counts, read_plan
from pakt_xl.reports.wording import message, remedy
from tests.tables import FROZEN, FUNDED, changed, workbook

GOOD = workbook(live=True)


def test_a_good_row_is_read_as_typed() -> None:
    plan = read_plan(GOOD).plan

    assert plan.needs[1] == Need(
        index=1,
        line=6,
        number="B-2",
        school_number="190002",
        item_number="A-2",
        quantity=10,
        year=2022,
        funding="DigitalPakt",
        recorded_year=2020,
    )
    assert plan.orders[0].amount == Decimal("15800.00")
    assert plan.invoices[0].invoiced_on == date(2022, 4, 1)
    assert plan.invoices[0].vat_rate == 19
    assert plan.items[0].pillar == 1
    assert plan.transfers[0].amount == Decimal("1000.00")
    assert plan.contacts[0].office == "Medienzentrum"


def test_a_row_goes_on_with_the_cells_that_can_be_read() -> None:
    tables = changed(changed(GOOD, "Bedarfe", 1, "Wunschjahr", "bald"), "Bedarfe", 1, "Menge", None)

    need = read_plan(tables).plan.needs[0]

    assert (need.number, need.school_number, need.funding) == ("B-1", "190001", "DigitalPakt")
    assert (need.quantity, need.year) == (None, None)
    assert (need.errors, need.unread) == (("Z01", "Z02"), ("quantity", "year"))


def test_an_unreadable_free_cell_is_empty_not_its_default() -> None:
    item = read_plan(changed(GOOD, "Katalog", 1, "Einheit", ErrorValue("#REF!"))).plan.items[0]

    assert (item.unit, item.errors, item.unread) == (None, ("Z02",), ("unit",))


def test_a_negative_quantity_beside_a_positive_amount_is_not_read() -> None:
    invoice = read_plan(changed(GOOD, "Rechnungen", 1, "Menge", Decimal(-1))).plan.invoices[0]

    assert (invoice.quantity, invoice.errors, invoice.unread) == (None, ("Z05",), ("quantity",))


def test_a_blank_cell_with_a_check_of_its_own_is_no_error_of_the_row() -> None:
    transfer = read_plan(changed(GOOD, "Umschichtungen", 1, "Beschluss", " ")).plan.transfers[0]

    assert (transfer.resolution, transfer.errors, transfer.unread) == (None, (), ())


def with_row(name: str, at: int, cells: tuple[Cell, ...]) -> dict[str, Table]:
    """Return the good workbook with a row put in at a place of a table (0-based)."""
    old = GOOD[name]
    return {**GOOD, name: replace(old, rows=(*old.rows[:at], cells, *old.rows[at:]))}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.TABLE)
@pytest.mark.parametrize("blank", [None, "\u00a0 \u200b", Formula('""', "")])
def test_a_row_of_blanks_is_skipped_and_ends_nothing(model: type[Row], blank: Cell) -> None:
    width = len(columns(model))
    live = (Decimal(0),) * len(model.LIVE)  # formulas show 0 in a blank row
    reading = read_plan(with_row(model.TABLE, 1, (blank,) * width + live))

    assert reading.findings == ()
    assert reading.counts == read_plan(GOOD).counts


def test_blank_rows_keep_the_row_numbers_true() -> None:
    reading = read_plan(with_row("Bedarfe", 1, (None,) * 12))

    assert [(need.index, need.line) for need in reading.plan.needs] == [(0, 5), (2, 7)]
    assert reading.places.of(reading.plan.needs[1], "quantity").cell == "E7"


def test_columns_of_the_user_do_not_make_a_row() -> None:
    old = GOOD["Bedarfe"]
    rows = tuple((*cells, "Notiz") for cells in (*old.rows, (None,) * 12))

    reading = read_plan({**GOOD, "Bedarfe": replace(old, headers=(*old.headers, "Notiz"), rows=rows)})

    assert (len(reading.plan.needs), reading.findings) == (2, ())


def test_a_formula_never_computed_is_no_blank() -> None:
    reading = read_plan(with_row("Kontakte", 1, (Formula("A1", None), None, None, None)))

    assert [(finding.rule.code, finding.place.cell) for finding in reading.findings] == [("Z02", "B6"), ("Z01", "C6")]


def test_an_empty_table_has_no_rows() -> None:
    tables = {**GOOD, "Umschichtungen": replace(GOOD["Umschichtungen"], rows=())}

    assert read_plan(tables).plan.transfers == ()


CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.sampled_from(["B-1", "190001", "A-1", "O-1", "DigitalPakt", "ja", "1.234,56", "10.000", "{", " 017 ", "R*"]),
    st.sampled_from([Decimal(-1), Decimal(0), Decimal(3), Decimal("2.5"), Decimal(2022), Decimal("1E+300")]),
    st.sampled_from([date(2022, 3, 1), True, ErrorValue("#N/A"), Formula("A1", None), Formula("A1", Decimal(3))]),
    st.text(max_size=5),
)


@st.composite
def workbooks(draw: st.DrawFn) -> dict[str, Table]:
    """Good tables of which every row may repeat with any cells changed."""
    tables = workbook(live=False, **FROZEN, **FUNDED)
    for model in MODELS[1:]:
        old = tables[model.TABLE]
        rows = draw(st.lists(st.sampled_from(old.rows), max_size=4))
        tables[model.TABLE] = replace(old, rows=tuple(_spoilt(draw, cells) for cells in rows))
    return tables


def _spoilt(draw: st.DrawFn, cells: Cells) -> Cells:
    """Return a row of which about every eighth cell is another one."""
    mixed: list[Cell] = [draw(CELLS) if draw(st.integers(0, 7)) == 0 else cell for cell in cells]
    return tuple(mixed)


@given(workbooks())
def test_every_row_read_is_used_or_reported_and_every_finding_can_be_said(tables: dict[str, Table]) -> None:
    reading = read_plan(tables)

    for name, counts in reading.counts.items():
        wrong = {
            finding.place.cell[1:]
            for finding in reading.findings
            if finding.place.sheet == name and finding.rule.severity is Severity.ERROR
        }
        assert counts == Counts(counts.read, counts.read - len(wrong), len(wrong))
    for finding in reading.findings:
        assert finding.place.key
        assert message(finding)
        assert remedy(finding)


@given(workbooks())
def test_rows_with_a_finding_carry_its_code(tables: dict[str, Table]) -> None:
    reading = read_plan(tables)
    needs = {need.line: need for need in reading.plan.needs}

    for finding in reading.findings:
        if finding.place.sheet == "Bedarfe" and finding.rule.severity is Severity.ERROR:
            assert finding.rule.code in needs[int(finding.place.cell[1:])].errors
    for need in needs.values():
        assert all(getattr(need, field) is None for field in need.unread)
