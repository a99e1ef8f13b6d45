"""The file adapter: tables by name, and what it says of the user's own things."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest

from pakt_xl.books.file import FileBook
from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.sheets import Look, OutColumn
from pakt_xl.domain.table import Cells, Table
from pakt_xl.layout import build_master, workbook_bytes
from pakt_xl.reports import generated_tables, lots, protocol
from tests.masters import PROGRAMME

if TYPE_CHECKING:
    from pathlib import Path

    from pakt_xl.domain.sheets import GeneratedTable

OURS = ("Jahr", "Los")
NOTE = OutColumn("Notiz", Look.TEXT, 20)
NOTES_TABLE = "NotizenOhneZeile"


def book_with(folder: Path, lose: GeneratedTable, *left_out: str) -> Path:
    """A master whose sheet Lose is as given."""
    others = [spec for spec in generated_tables(PROGRAMME) if spec.name not in ("Lose", *left_out)]
    path = folder / "m.xlsx"
    path.write_bytes(workbook_bytes(build_master(PROGRAMME, [*others, lose])))
    return path


def filled(path: Path, *rows: Cells, headers: tuple[str, ...] = OURS) -> tuple[str, ...]:
    """Remarks on filling the table Lose with these rows."""
    return FileBook(path).fill([Table("Lose", headers, rows, key=OURS)]).remarks


def typed(path: Path, cell: str, text: str, sheet: str = "Lose") -> None:
    """Type into a sheet."""
    workbook = openpyxl.load_workbook(path)
    workbook[sheet][cell] = text
    workbook.save(path)


def with_notes(folder: Path, *left_out: str) -> Path:
    """A filled master in which a person has noted something beside two lots."""
    noted = replace(lots.SPEC, columns=(*lots.SPEC.columns[:2], NOTE))
    path = book_with(folder, noted, *left_out)
    filled(path, (2022, "WLAN"), (2023, "WLAN"))
    typed(path, "C5", "Rückruf")
    typed(path, "C6", "Angebot fehlt")
    return path


def test_tables_are_found_whatever_the_case_and_an_unknown_one_is_a_key_error(tmp_path: Path) -> None:
    tables = FileBook(book_with(tmp_path, lots.SPEC)).read()
    assert tables["LOSE"].headers == lots.SPEC.headers
    assert "Lose" in list(tables)
    assert len(tables) == len(list(tables))
    with pytest.raises(KeyError):
        tables["Fehlt"]


def test_nothing_is_said_where_nothing_of_the_users_was_touched(tmp_path: Path) -> None:
    assert filled(book_with(tmp_path, lots.SPEC), (2022, "WLAN")) == ()


def test_a_filter_that_was_removed_is_said(tmp_path: Path) -> None:
    path = book_with(tmp_path, lots.SPEC)
    workbook = openpyxl.load_workbook(path)
    workbook["Lose"].tables["Lose"].autoFilter.add_filter_column(0, ["2022"])
    workbook.save(path)
    assert filled(path, (2022, "WLAN")) == ("Blatt „Lose“: Filter oder Sortierung der Tabelle Lose wurde entfernt.",)


def test_columns_that_are_missing_are_said_one_by_one(tmp_path: Path) -> None:
    path = book_with(tmp_path, lots.SPEC)
    remarks = filled(path, (2022, "WLAN", 1, 2), headers=(*OURS, "Fehlt", "Fehlt auch"))
    assert remarks == (
        "Tabelle Lose: Spalte „Fehlt“ fehlt und wurde nicht gefüllt (pakt-xl repair ergänzt sie).",
        "Tabelle Lose: Spalte „Fehlt auch“ fehlt und wurde nicht gefüllt (pakt-xl repair ergänzt sie).",
    )


def test_a_table_that_is_missing_is_said(tmp_path: Path) -> None:
    book = FileBook(book_with(tmp_path, lots.SPEC))
    assert book.fill([Table("Fehlt", OURS, ())]).remarks == (
        "Tabelle Fehlt fehlt und wurde nicht gefüllt (pakt-xl repair ergänzt sie).",
    )


def test_texts_that_were_changed_are_named_the_first_five_of_them(tmp_path: Path) -> None:
    rows = [(2022, f"W\x07LAN {number}") for number in range(7)]
    path = book_with(tmp_path, lots.SPEC)
    assert filled(path, *rows) == (
        (
            "Texte wurden gekürzt oder von Steuerzeichen befreit: "
            "Lose!B5, Lose!B6, Lose!B7, Lose!B8, Lose!B9 und 2 weitere."
        ),
    )
    assert filled(path, *rows[:1]) == ("Texte wurden gekürzt oder von Steuerzeichen befreit: Lose!B5.",)


def test_notes_that_lost_their_row_are_counted_and_kept(tmp_path: Path) -> None:
    path = with_notes(tmp_path)
    assert filled(path, (2023, "WLAN")) == (
        (
            "Werte aus eigenen Spalten, deren Zeile es nicht mehr gibt, stehen jetzt im Blatt „Notizen ohne Zeile“ "
            "(Anzahl: 1)."
        ),
    )
    tables = FileBook(path).read()
    assert tables["Lose"].rows == ((2023, "WLAN", "Angebot fehlt"),)
    assert tables[NOTES_TABLE].rows == (("Lose", "2022 / WLAN", "Notiz", "Rückruf"),)


def test_notes_stay_beside_their_run_though_several_ran_on_one_day(tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    noted = replace(protocol.SPEC, columns=(protocol.SPEC.columns[0], NOTE))
    path.write_bytes(workbook_bytes(build_master(PROGRAMME, [noted])))
    eight, nine, ten = (datetime(2026, 3, 1, hour, 30, 15) for hour in (8, 9, 10))  # noqa: DTZ001  no time zones

    def ran(*moments: datetime) -> None:
        rows = tuple((moment,) for moment in moments)
        FileBook(path).fill([Table("Protokoll", ("Zeitpunkt",), rows, key=protocol.SPEC.key)])

    ran(nine, eight)
    typed(path, "B5", "neun Uhr", "Protokoll")
    typed(path, "B6", "acht Uhr", "Protokoll")
    ran(ten, nine, eight)
    assert FileBook(path).read()["Protokoll"].rows == ((ten, None), (nine, "neun Uhr"), (eight, "acht Uhr"))


def test_notes_that_would_be_lost_stop_the_run(tmp_path: Path) -> None:
    path = with_notes(tmp_path, NOTES_TABLE)
    before = path.read_bytes()
    with pytest.raises(UnusableError, match=r"verloren \(Anzahl: 2\).*repair.*Es wurde nichts geschrieben"):
        filled(path, (2024, "WLAN"))
    assert path.read_bytes() == before
