"""What the task pane would send of a file, as the remote engine of the tests builds it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.engines.remote_engine import RemoteEngine
from tests.engines.remote_formulas import as_shown, as_stored
from tests.engines.remote_payload import is_date
from tests.engines.remote_sample import SHEET, filter_rows, protect, sample, table_of, written

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    path = tmp_path / "klein.xlsx"
    sample(path)
    return path


def test_values_come_as_the_task_pane_sends_them(path: Path) -> None:
    with RemoteEngine().open(path) as live:
        sheet = live.book.sheets["Zweites"]
        assert sheet.range("A1:C2").raw_value == [(True, "", 1.5), ("", "#DIV/0!", "")]
        assert sheet.range("D29:E30").raw_value == [(None, None), (None, None)]
        body = live.book.sheets[0].range("B4:F5").raw_value
    assert [row[0] for row in body] == ["017", "018"]
    assert body[1][1] == "=1+1"
    assert [row[4] for row in body] == ["2024-12-31T00:00:00.000Z", "2024-01-02T13:30:00.000Z"]
    assert [type(row[2]) for row in body] == [int, int]
    assert [row[3] for row in body] == ["", ""]  # nothing calculated these formulas


def test_a_table_comes_with_its_places(path: Path) -> None:
    with RemoteEngine().open(path) as live:
        table = table_of(live.book)
        places = (table.range, table.header_row_range, table.data_body_range, table.totals_row_range)
        assert [place.address for place in places if place] == ["$B$3:$F$6", "$B$3:$F$3", "$B$4:$F$5", "$B$6:$F$6"]
        assert (table.show_headers, table.show_totals, table.show_autofilter) == (True, True, True)


def test_names_lead_to_their_cells(path: Path) -> None:
    with RemoteEngine().open(path) as live:
        places = {name.name: name.refers_to_range.address for name in live.book.names}
    assert places == {"Auswahl": "$C$1", "Beträge": "$E$4:$E$5"}


def test_the_task_pane_tells_formulas_filters_and_protection(path: Path) -> None:
    filter_rows(path)
    protect(path, SHEET)
    with RemoteEngine().open(path) as live:
        facts = live.client
    assert facts is not None
    assert facts.formulas["Lieferungen"] == [
        ["017", "Müller", 2, "=[@Menge]*1.5", 45657],
        ["018", "=1+1", 3, "=[@Menge]*1.5", 45293.5625],
    ]
    assert isinstance(facts.formulas["Lieferungen"][0][4], int)
    assert facts.filtered == {"Lieferungen"}
    assert facts.protected == {SHEET}


def test_the_file_itself_is_never_changed(path: Path) -> None:
    before = path.read_bytes()
    written(path, "A1", "neu")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("number_format", "dated"),
    [
        ("DD.MM.YYYY", True),
        ("[h]:mm", True),
        ("General", False),
        ('#,##0.00\\ "€"', False),
        ("[$€-407] 0.00E+00", False),
        ('0 "Tage"', False),
        ("@", False),
    ],
)
def test_dates_are_known_by_their_number_format(number_format: str, dated: bool) -> None:
    assert is_date(number_format) is dated


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("=T[[#This Row],[Menge]]+1", "=[@Menge]+1"),
        ("=T[[#This Row],[Nr. neu]]", "=[@[Nr. neu]]"),
        ("=U[[#This Row],[Menge]]", "=U[@Menge]"),
        ('="T[[#This Row],[Menge]]"', '="T[[#This Row],[Menge]]"'),
        ("=_xlfn.XLOOKUP(1,T[A],T[B])", "=XLOOKUP(1,T[A],T[B])"),
        ("=SUM(T[[#This Row],[A]:[B]])", "=SUM(T[@[A]:[B]])"),
    ],
)
def test_formulas_are_shown_as_excel_does_and_stored_as_files_do(stored: str, shown: str) -> None:
    told = as_shown(stored, "T")
    assert told == shown.replace("T[@[A]:[B]]", "[@[A]:[B]]")
    assert as_stored(told, "T") == stored


def test_the_engine_is_there_although_xlwings_was_imported_without_a_key() -> None:
    code = (
        "import os, xlwings; before = [one.name for one in xlwings.engines]; "
        "from tests.engines.remote_engine import register; register(); register(); "
        "print(before, [one.name for one in xlwings.engines], 'XLWINGS_LICENSE_KEY' in os.environ)"
    )
    environment = {name: value for name, value in os.environ.items() if name != "XLWINGS_LICENSE_KEY"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] ['remote'] False"
