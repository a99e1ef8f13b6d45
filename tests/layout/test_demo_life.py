"""The demo has a full life, and every sheet adds up: proved from the sheets of the workbook after a run alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

import pytest

from pakt_xl.books.file import FileBook
from pakt_xl.domain.money import ZERO, percent_down
from pakt_xl.domain.table import Cell, Formula, Table
from pakt_xl.ooxml.save import save
from pakt_xl.programme import load
from pakt_xl.run import run
from pakt_xl.run.demo import demo_package

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Row: TypeAlias = "Mapping[str, Cell]"
Sheets: TypeAlias = "Mapping[str, list[Row]]"
NOW = datetime(2022, 9, 15, 10, 30)  # noqa: DTZ001  workbooks know no time zones
AS_OF = date(2022, 9, 15)
OF_THE_GRANT = ("B05", "B06", "B07", "B08", "B09", "M01", "M02", "M03")


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Sheets:
    path = tmp_path_factory.mktemp("demo") / "hamm.xlsx"
    save(demo_package(load("digitalpakt_nrw_2019")), path)
    run(path, None, NOW)
    return {name: _rows(table) for name, table in FileBook(path).read().items()}


def _rows(table: Table) -> list[Row]:
    shown = ([cell.value if isinstance(cell, Formula) else cell for cell in cells] for cells in table.rows)
    return [dict(zip(table.headers, cells, strict=True)) for cells in shown]


def total(of: Iterable[Row], header: str, where: Callable[[Row], object] = bool) -> Decimal:
    """Sum of a column over the rows that fit; blank cells are nothing."""
    return sum((number(row[header]) for row in of if where(row)), ZERO)


def number(cell: Cell) -> Decimal:
    return cell if isinstance(cell, Decimal) else ZERO


def by_notice(of: Iterable[Row], header: str) -> dict[Cell, Decimal]:
    found: defaultdict[Cell, Decimal] = defaultdict(lambda: ZERO)
    for row in of:
        found[row["Aktenzeichen"]] += number(row[header])
    return dict(found)


def notices(sheets: Sheets) -> dict[Cell, Row]:
    return {row["Aktenzeichen"]: row for row in sheets["Bescheide"]}


def day(cell: Cell) -> date:
    assert isinstance(cell, date)
    return cell


def is_late(row: Row, of: Mapping[Cell, Row]) -> bool:
    """Whether it was delivered outside the days of its notice."""
    notice = of[row["Aktenzeichen"]]
    return not day(notice["Durchführung ab"]) <= day(row["Geliefert am"]) <= day(notice["Durchführung bis"])


def test_the_demo_shows_a_full_life(sheets: Sheets) -> None:
    invoices = sheets["Rechnungen"]
    assert [row["Fördersäule"] for row in sheets["Bescheide"]] == [1, 1, 2]
    assert [day(row["Durchführung bis"]) < AS_OF for row in sheets["Bescheide"]] == [True, False, False]
    numbers = {row["Abrufnummer"] for row in sheets["Mittelabrufe"]}
    assert len(numbers) == 6
    assert {row["Abrufnummer"] for row in invoices} == {*numbers, None}
    assert sum(row["Aktenzeichen"] is not None for row in invoices) == len(invoices) - 1  # B08
    credits_ = [(row["Menge"], row["Betrag brutto"]) for row in invoices if number(row["Betrag brutto"]) < 0]
    assert credits_ == [(-1, Decimal("-3849.30")), (0, Decimal("-412.50"))]  # 11.547,90 / 3 boards; a rebate
    assert {row["USt-Satz"] for row in invoices} == {16, 19}
    assert {row["Grund"] for row in sheets["Abgänge"]} == {"Diebstahl", "Defekt"}


def test_one_central_invoice_is_for_many_schools(sheets: Sheets) -> None:
    """The WLAN of 2021: one number, one sum, a row for each need."""
    schools = {row["Bedarfsnummer"]: row["Schulnummer"] for row in sheets["Bedarfe"]}
    numbers = Counter(row["Rechnungsnummer"] for row in sheets["Rechnungen"])
    central, count = numbers.most_common(1)[0]
    parts = [row for row in sheets["Rechnungen"] if row["Rechnungsnummer"] == central]
    assert count > 6  # more than any other order has needs
    assert len({schools[row["Bedarfsnummer"]] for row in parts}) > 20
    assert {row["Rechnungssumme"] for row in parts} == {total(parts, "Betrag brutto")}


def test_each_mistake_of_the_grant_shows_once_and_each_loss_and_deadline(sheets: Sheets) -> None:
    """B08 twice: without a notice, and under one of another pillar. M02: the end and the proof of the first notice."""
    found = Counter(str(row["Code"]) for row in sheets["Prüfbericht"])
    assert {code: found[code] for code in OF_THE_GRANT} == {
        **dict.fromkeys(("B05", "B06", "B07", "B09"), 1),
        **dict.fromkeys(("B08", "M02", "M03"), 2),
        "M01": 0,
    }


def test_head_sums_are_the_sums_of_their_lists(sheets: Sheets) -> None:
    spent = by_notice(sheets["Mittelabruf"], "Bezahlte Ausgaben")
    proof = sheets["Verwendungsnachweis"]
    assert len(spent) == 3
    assert by_notice(sheets["VerwendungsnachweisBelege"], "Betrag") == spent
    for whole in (True, False):
        rows = [row for row in proof if (row["Warengruppe"] == "gesamt") is whole]
        assert by_notice(rows, "Tatsächliche Ausgaben") == spent
    numbered = [{**row, "Betrag": row["Betrag brutto"]} for row in sheets["Rechnungen"] if row["Abrufnummer"]]
    assert by_notice([*sheets["MittelabrufBelege"], *numbered], "Betrag") == spent


def test_every_invoice_is_in_the_proof_or_there_is_a_reason_why_not(sheets: Sheets) -> None:
    """Every invoice of the demo is for the DigitalPakt and eligible."""
    of = notices(sheets)
    invoices, bare = sheets["Rechnungen"], [row for row in sheets["Rechnungen"] if row["Aktenzeichen"] is None]
    late = [row for row in invoices if row["Aktenzeichen"] and is_late(row, of)]
    unpaid = [row for row in invoices if row["Aktenzeichen"] and row["Bezahlt am"] is None and not is_late(row, of)]
    proved = total(sheets["VerwendungsnachweisBelege"], "Betrag")
    rest = total([*bare, *late, *unpaid], "Betrag brutto")
    assert (len(bare), len(late)) == (1, 1)
    assert len(unpaid) > 10
    assert proved + rest == total(invoices, "Betrag brutto") == total(sheets["Budgetübersicht"], "Berechnet")
    assert len(sheets["VerwendungsnachweisBelege"]) + len(bare) + len(late) + len(unpaid) == len(invoices)


def test_called_and_callable_make_the_grant_of_what_was_paid(sheets: Sheets) -> None:
    calls = by_notice(sheets["Mittelabrufe"], "Betrag")
    for head in sheets["Mittelabruf"]:
        share = percent_down(Decimal(90), number(head["Bezahlte Ausgaben"]))
        assert head["davon Zuwendung"] == min(share, number(head["Bewilligt"]))
        assert head["Bereits abgerufen"] == calls[head["Aktenzeichen"]]
        assert number(head["Bereits abgerufen"]) + number(head["Abrufbar"]) == head["davon Zuwendung"]
        assert number(head["Abrufbar"]) > 0
    for whole in (row for row in sheets["Verwendungsnachweis"] if row["Warengruppe"] == "gesamt"):
        assert number(whole["Zuwendung"]) + number(whole["Eigenanteil"]) == whole["Tatsächliche Ausgaben"]
        assert number(whole["Zuwendung"]) - number(whole["Abgerufen"]) == whole["Differenz"]


def test_stock_is_what_was_delivered_under_a_notice_less_what_is_gone(sheets: Sheets) -> None:
    bound = sheets["Zweckbindung"]
    delivered = total(sheets["Rechnungen"], "Menge", lambda row: row["Aktenzeichen"])
    gone = total(sheets["Abgänge"], "Menge")
    assert (total(bound, "Menge geliefert"), total(bound, "Abgänge")) == (delivered, gone)
    assert total(bound, "Bestand") == delivered - gone
    ends = {row["Aktenzeichen"]: day(row["Gebunden bis"]) for row in bound}
    assert ends == {key: date(day(row["Durchführung bis"]).year + 5, 12, 31) for key, row in notices(sheets).items()}


def test_what_is_to_be_delivered_is_what_the_budgets_hold_as_ordered(sheets: Sheets) -> None:
    """Every order of the demo is for the DigitalPakt; the piece that went back is open again."""
    open_orders = sheets["OffeneLieferungen"]
    assert total(open_orders, "Offener Betrag") == total(sheets["Budgetübersicht"], "Bestellt offen")
    assert all(
        number(row["Bestellt"]) - number(row["Berechnet"]) == row["Offen"]
        and (AS_OF - day(row["Bestellt am"])).days == row["Tage offen"]
        for row in open_orders
    )
    returned = [row for row in open_orders if row["Bestellnummer"] == "BE-2021-055"]
    assert [(row["Bestellt"], row["Berechnet"], row["Offen"]) for row in returned] == [(3, 2, 1)]


def test_years_add_up_to_the_budgets(sheets: Sheets) -> None:
    for header in ("Geplant", "Bestellt offen", "Berechnet"):
        assert total(sheets["Jahresübersicht"], header) == total(sheets["Budgetübersicht"], header)
