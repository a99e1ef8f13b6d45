"""Returns that other office programs saved, and returns in an older layout, are read like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pakt_xl.domain.school_workbook import Wish
from pakt_xl.returns.child import read
from pakt_xl.returns.judge import judge_return
from pakt_xl.returns.layouts import LAYOUTS, TableLayout, wanted
from pakt_xl.returns.master import Master
from pakt_xl.returns.returned import State
from pakt_xl.run import check
from tests.office import recalculate
from tests.returns import programs
from tests.returns.office import FIRST, WISHES, Office
from tests.returns.test_stamps import stamp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl import Workbook

    from pakt_xl.run.collected import Collected

ASKED = {("B-1", "6"), ("B-1", "2024"), ("B-2", None), ("NEU-190001-1", "2 Drucker im Jahr 2023")}


def asked(collected: Collected) -> set[tuple[str | None, str | None]]:
    return {(each.need_number, each.new_value) for each in collected.requests}


@pytest.mark.parametrize("saved_by", [programs.google_sheets, programs.numbers, programs.strict])
def test_return_saved_by_another_program_is_read_without_a_finding(
    saved_by: Callable[[bytes], bytes], office: Office
) -> None:
    path = office.send_back(WISHES)
    path.write_bytes(saved_by(path.read_bytes()))
    (returned,) = (collected := office.collect()).returns
    assert (returned.state, returned.why, returned.findings) == (State.TAKEN, "", ())
    assert sorted(((each.need_number, each.new_value) for each in collected.requests), key=str) == sorted(
        ASKED, key=str
    )


@pytest.mark.libreoffice
def test_return_saved_by_libreoffice_is_read_without_a_finding(office: Office, tmp_path: Path) -> None:
    path = office.send_back([*WISHES[1:3], ("B-1", "Menge", "=3+4", "in LibreOffice gerechnet")])
    path.write_bytes(recalculate(path, tmp_path / "lo").read_bytes())
    (returned,) = (collected := office.collect()).returns
    assert (returned.state, returned.findings) == (State.TAKEN, ())
    assert asked(collected) == {("B-1", "2024"), ("B-2", None), ("B-1", "7")}


def test_changed_cell_is_seen_in_a_return_of_google_sheets(office: Office) -> None:
    def cheat(book: Workbook) -> None:
        book["Ihre Bedarfe"].cell(FIRST, 3).value = 99

    path = office.send_back(change=cheat)
    path.write_bytes(programs.google_sheets(path.read_bytes()))
    (returned,) = office.collect().returns
    assert [(each.rule.code, each.place.cell) for each in returned.findings] == [("R02", "C5")]


def test_unknown_layout_is_refused_and_said(office: Office) -> None:
    office.send_back(WISHES, change=lambda book: stamp(book, "Fassung", "7"))
    (returned,) = office.collect().returns
    assert (returned.state, returned.findings[0].rule.code) == (State.REFUSED, "R02")
    assert "Fassung „7“" in str(office.overview("190001")["Ergebnis"])


def test_return_in_an_older_layout_is_read_by_its_own_names(office: Office) -> None:
    old = dict(LAYOUTS["1"])
    headers = {"need_number": "Nr.", "field": "Was", "new_value": "Wert neu", "reasons": "Warum"}
    old[Wish] = TableLayout("Wünsche", "Wünsche", headers)
    layouts = LAYOUTS | {"0": old}

    def older(book: Workbook) -> None:
        sheet = book["Änderungswünsche"]
        sheet.title = "Wünsche"
        del sheet.tables["Änderungswünsche"]
        for column, header in enumerate(headers.values(), start=1):
            sheet.cell(FIRST - 1, column).value = header
        stamp(book, "Fassung", "0")

    path = office.send_back([*WISHES[:1], ("B-2", "Menge", "viele", "x")], change=older)
    content = read("alt.xlsx", path.read_bytes(), wanted(layouts))
    outlook = check(office.master).judged.outlook
    returned = judge_return("alt.xlsx", content, Master.of(outlook.plan, outlook.programme), layouts)
    assert [(each.need, each.value) for each in returned.wishes] == [("B-1", "6")]
    assert [(each.rule.code, each.place.cell, each.place.column) for each in returned.findings] == [
        ("Z02", "C6", "Wert neu")
    ]


def test_return_without_the_sheet_of_wishes_is_refused(office: Office) -> None:
    office.send_back(change=lambda book: book.remove(book["Änderungswünsche"]))
    (returned,) = office.collect().returns
    assert (returned.state, returned.findings[0].rule.code) == (State.REFUSED, "R02")


def test_any_other_workbook_is_R01(office: Office) -> None:
    office.put("fremd.xlsx", office.master.read_bytes())
    (returned,) = office.collect().returns
    assert (returned.state, returned.findings[0].rule.code) == (State.REFUSED, "R01")
