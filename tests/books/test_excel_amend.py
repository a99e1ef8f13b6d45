"""Amending an open workbook where only Excel can stand in the way: busy, read-only, protected, breaking off."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from pakt_xl.books.client import ClientFacts
from pakt_xl.books.excel import ExcelBook
from pakt_xl.books.port import Amendment
from pakt_xl.domain.errors import UnusableError
from tests.books.adapters import SERVER
from tests.books.test_excel import NOTHING, example, excel, written
from tests.engines.com_engine import ComEngine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pakt_xl.domain.table import Cell
    from tests.engines.com_engine import ComWorkbook

__all__ = ["example", "excel"]  # fixtures

MENGE: dict[tuple[int, str], Cell] = {(0, "Menge"): Decimal(7)}
BUDGET: dict[tuple[int, str], Cell] = {(0, "DigitalPakt-Budget"): Decimal("31000.50")}
BOTH = (Amendment("Schulen", BUDGET), Amendment("Bedarfe", MENGE, [{"Bedarfsnummer": "017"}]))


def refused(opened: ComWorkbook, amendments: Sequence[Amendment] = BOTH) -> str:
    """Return what is said when an amendment is refused."""
    with pytest.raises(UnusableError) as caught:
        ExcelBook(opened.book).amend(amendments)
    return str(caught.value)


def test_only_the_cells_that_change_are_written(excel: ComWorkbook) -> None:
    ExcelBook(excel.book).amend([Amendment("Bedarfe", MENGE)])
    touched = [(call.target, call.member, call.args) for call in written(excel)]
    assert touched == [
        ("Bedarfe!$A$4", "Value", ("Bedarfsnummer",)),  # is the sheet protected?
        ("Bedarfe!$D$5", "Value", ([[7.0]],)),
    ]


def test_what_was_read_before_is_read_anew_after_a_change(excel: ComWorkbook) -> None:
    book = ExcelBook(excel.book)
    assert book.read()["Bedarfe"].rows[0][3] == 6
    book.amend([Amendment("Bedarfe", MENGE)])
    assert book.read()["Bedarfe"].rows[0][3] == 7


def test_drawing_and_calculation_are_as_before(excel: ComWorkbook) -> None:
    excel.excel.fail_when = lambda call: call.target == "Bedarfe!$D$5" and call.member == "Value"
    refused(excel)
    assert (excel.book.app.screen_updating, excel.book.app.calculation) == (True, "automatic")


def test_a_break_half_way_says_what_is_changed_and_how_to_get_back(excel: ComWorkbook) -> None:
    excel.excel.fail_when = lambda call: call.target == "Bedarfe!$D$5" and call.changes
    told = refused(excel)
    assert told.startswith("Beim Ändern der Tabelle „Bedarfe“ brach Excel ab")
    assert "Geändert sind schon: Schulen; die Tabelle „Bedarfe“ kann unvollständig geändert sein." in told
    assert "schließen Sie die Mappe, ohne sie zu speichern" in told
    assert NOTHING not in told


def test_a_cell_in_edit_mode_is_said_and_nothing_is_written(excel: ComWorkbook) -> None:
    book = ExcelBook(excel.book)
    book.read()
    excel.excel.busy(None, "editing")
    with pytest.raises(UnusableError, match=r"Excel ist beschäftigt.*" + NOTHING):
        book.amend(BOTH)
    excel.excel.busy(0)
    assert written(excel) == []


def test_a_busy_excel_is_waited_for(excel: ComWorkbook) -> None:
    excel.excel.busy(50)
    assert ExcelBook(excel.book).amend(BOTH).remarks == ()


def test_a_read_only_workbook_is_refused(excel: ComWorkbook) -> None:
    excel.model.read_only = True
    assert refused(excel).startswith(f"Die Mappe „{excel.book.name}“ ist schreibgeschützt geöffnet")
    assert written(excel) == []


def test_a_protected_sheet_is_refused_before_another_is_changed(excel: ComWorkbook) -> None:
    excel.sheet("Bedarfe").protected = True
    told = refused(excel)
    assert told.startswith("Das Blatt „Bedarfe“ ist geschützt.")
    assert told.endswith(NOTHING)
    headers = {call.args for call in written(excel)}
    assert headers == {("Schulnummer",)}, "only a header was touched, with its own text"


def test_a_protected_sheet_is_refused_on_the_server_too(example: Path) -> None:
    with SERVER.open(example) as opened:
        assert opened.live is not None
        facts = opened.live.client
        assert facts is not None
        book = ExcelBook(opened.live.book, ClientFacts(facts.formulas, facts.filtered, frozenset({"Bedarfe"})))
        with pytest.raises(UnusableError, match="Das Blatt „Bedarfe“ ist geschützt"):
            book.amend(BOTH)


def test_without_knowing_where_formulas_stand_the_server_changes_nothing(example: Path) -> None:
    with SERVER.open(example) as opened:
        assert opened.live is not None
        with pytest.raises(UnusableError, match=r"hat nicht mitgeschickt, wo Formeln stehen.*" + NOTHING):
            ExcelBook(opened.live.book, ClientFacts()).amend(BOTH)


def test_a_cell_that_does_not_keep_what_is_written_is_said(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pakt_xl.books.live_amend.native", lambda _cell, *, verbatim: None if verbatim else 8.0)
    with ComEngine("de").open(example) as opened:
        told = refused(opened, [Amendment("Bedarfe", MENGE)])
    assert "Zelle D5 zeigt etwas anderes, als geschrieben wurde: 8" in told


def test_what_excel_cannot_keep_of_a_text_is_said(excel: ComWorkbook) -> None:
    texts: dict[tuple[int, str], Cell] = {(0, "Bedarfsnummer"): "B\x07-1"}
    assert ExcelBook(excel.book).amend([Amendment("Bedarfe", texts)]).remarks == (
        "Texte wurden gekürzt oder von Steuerzeichen befreit: Bedarfe!A5.",
    )
