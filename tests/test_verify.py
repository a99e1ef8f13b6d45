"""Verify: the generated sheets are what the inputs give, or which cells are not; sorting is no difference."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.worksheet.table import TableColumn

from pakt_xl.books.file import FileBook
from pakt_xl.cli import main
from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn
from pakt_xl.domain.table import Cell, ErrorValue, Formula, Link, Table
from pakt_xl.ooxml.fill import fill
from pakt_xl.ooxml.package import Package
from pakt_xl.ooxml.save import save
from pakt_xl.run import run
from pakt_xl.run.applying import apply, propose
from pakt_xl.run.differences import CellDifference, compared
from pakt_xl.run.new import new
from pakt_xl.run.repair import repair
from pakt_xl.run.verifying import Verified, verify
from tests.masters import EXAMPLE_10, master, rows
from tests.office import recalculate

if TYPE_CHECKING:
    from collections.abc import Sequence

EIGHT, NINE = (datetime(2026, 11, 24, hour, 15, 30) for hour in (8, 9))  # noqa: DTZ001  workbooks know no time zones


def ran(folder: Path, **texts: str) -> Path:
    """A master of worked example 10 after a run."""
    path = master(folder / "m.xlsx", **EXAMPLE_10 | texts)
    run(path, None, EIGHT)
    return path


def put(path: Path, name: str, *cells: tuple[int, str, Cell]) -> Path:
    """Change single cells of a table (row from 0, header, value), as a user would."""
    package = Package.open(path)
    table = FileBook(path).read()[name]
    lines = [list(row) for row in table.rows]
    for row, header, value in cells:
        lines[row][table.headers.index(header)] = value
    fill(package, [replace(table, rows=tuple(map(tuple, lines)), key=())])
    save(package, path)
    return path


def reordered(path: Path, name: str) -> Path:
    """Turn the rows of a table round, as sorting does."""
    package = Package.open(path)
    table = FileBook(path).read()[name]
    fill(package, [replace(table, rows=table.rows[::-1], key=())])
    save(package, path)
    return path


def differing(verified: Verified) -> list[str]:
    return [each.table for each in verified.differences]


def cells(verified: Verified) -> list[tuple[str, str, str | None, str | None]]:
    return [
        (f"{cell.sheet}!{cell.cell}", cell.column, cell.expected, cell.actual)
        for table in verified.differences
        for cell in table.cells
    ]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo of Hamm after a run. Tests only read it."""
    path = new(tmp_path_factory.mktemp("demo") / "hamm.xlsx", demo=True).path
    run(path, None, EIGHT)
    return path


def test_demo_after_a_run_holds_and_nothing_is_written(demo: Path) -> None:
    before = demo.read_bytes()
    verified = verify(demo)
    assert verified.holds
    assert verified.differences == ()
    assert verified.last is not None
    assert verified.last.moment == EIGHT
    assert verified.rows > 1000
    assert demo.read_bytes() == before
    assert sorted(each.name for each in demo.parent.iterdir()) == ["hamm.vorher.xlsx", "hamm.xlsx"]


@pytest.mark.libreoffice
def test_demo_holds_after_libreoffice_has_opened_and_saved_it(demo: Path, tmp_path: Path) -> None:
    """The notes on formulas that were never computed are gone then, and dates, links and texts are stored anew."""
    verified = verify(recalculate(demo, tmp_path))
    assert (verified.holds, verified.differences) == (True, ())


@pytest.mark.libreoffice
def test_findings_on_the_state_of_the_file_are_no_difference(tmp_path: Path) -> None:
    path = master(tmp_path / "m.xlsx", **EXAMPLE_10)
    run(path, None, EIGHT)
    computed = recalculate(path, tmp_path)
    put(computed, "Bedarfe", (0, "Geplant", Formula("1+1", Decimal(2))))  # a deviation, for a run to report
    run(computed, None, NINE)
    codes = [row["Code"] for row in rows(computed, "Prüfbericht")]
    assert "T05" in codes
    assert verify(computed).holds
    assert verify(recalculate(computed, tmp_path / "again")).holds


def test_part_that_repair_adds_after_the_run_is_no_difference(tmp_path: Path) -> None:
    path = ran(tmp_path)
    package = Package.open(path)
    part = next(name for name in package.names if b'name="Telefon"' in package.read(name))
    package.replace(part, package.read(part).replace(b'name="Telefon"', b'name="Rufnummer"'))
    sheet = next(name for name in package.names if "worksheets/" in name and b">Telefon<" in package.read(name))
    package.replace(sheet, package.read(sheet).replace(b">Telefon<", b">Rufnummer<"))
    save(package, path)
    run(path, None, NINE)
    assert "P02" in {row["Code"] for row in rows(path, "Prüfbericht")}
    repair(path, None)
    assert verify(path).holds


def test_one_amount_that_was_changed_is_named_with_its_cell(tmp_path: Path) -> None:
    path = put(ran(tmp_path), "Budgetübersicht", (0, "Restbudget", Decimal("-849.99")))
    verified = verify(path)
    assert not verified.holds
    assert (verified.same_inputs, verified.same_programme, verified.same_version) == (True, True, True)
    table = FileBook(path).read()["Budgetübersicht"]
    place = table.cell(0, table.headers.index("Restbudget"))
    assert cells(verified) == [(f"Budgetübersicht!{place}", "Restbudget", "-850,00 €", "-849,99 €")]
    assert [(each.table, each.rows) for each in verified.differences] == [("Budgetübersicht", 1)]


def test_every_generated_table_is_looked_at(tmp_path: Path) -> None:
    """A number in place of the first text of each table; nothing else changes."""
    path = ran(tmp_path)
    clean = verify(path)
    book = FileBook(path).read()
    names = [name for name in book if name not in ("Protokoll", "Rückläufe", "NotizenOhneZeile")]
    tampered = []
    for name in names:
        table = book[name]
        generated = name in ("Lose", "Verteilliste", "Plan2022", "Programmwerte", "Jahresübersicht", "Lesarten")
        if generated and table.rows and table.rows[0][0] is not None:
            put(path, name, (0, table.headers[-1], "verändert"))
            tampered.append(name)
    assert len(tampered) == 6
    assert clean.holds
    assert set(differing(verify(path))) == set(tampered)


def test_changed_input_is_told_even_if_no_sheet_shows_it(tmp_path: Path) -> None:
    quiet = put(ran(tmp_path), "Kontakte", (0, "Telefon", "02381 17-0"))
    verified = verify(quiet)
    assert (verified.holds, verified.same_inputs, verified.differences) == (False, False, ())
    loud = put(quiet, "Bedarfe", (0, "Menge", Decimal(5)))
    verified = verify(loud)
    assert not verified.same_inputs
    assert {"Budgetübersicht", "Plan2022", "Verteilliste"} <= set(differing(verified))
    run(loud, None, NINE)
    assert verify(loud).holds


@pytest.mark.parametrize("name", ["Verteilliste", "Programmwerte", "Prüfbericht", "Preise", "Protokoll"])
def test_sorted_table_is_no_difference(name: str, demo: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(demo, tmp_path))
    run(path, None, NINE)
    before = rows(path, name)
    reordered(path, name)
    assert rows(path, name) != before
    verified = verify(path)
    assert verified.holds
    assert verified.last is not None
    assert verified.last.moment == NINE


def test_of_two_runs_in_one_second_the_upper_row_is_the_newer(tmp_path: Path) -> None:
    path = put(ran(tmp_path), "Kontakte", (0, "Telefon", "1"))
    run(path, None, EIGHT)
    assert verify(path).holds
    reordered(path, "Protokoll")
    assert not verify(path).same_inputs


def test_two_runs_of_the_same_inputs_give_the_same_checksums(tmp_path: Path) -> None:
    path = ran(tmp_path)
    first = verify(path).last
    run(path, None, NINE)
    second = verify(path).last
    assert first is not None
    assert second is not None
    assert (first.inputs, first.programme) == (second.inputs, second.programme)
    assert len(first.inputs) == len(first.programme) == 64
    other = verify(ran(tmp_path, Kontakte="Thema | Stelle\nBedarf | Schulamt")).last
    assert other is not None
    assert other.inputs != first.inputs


def test_what_is_left_out_is_no_difference(tmp_path: Path) -> None:
    path = ran(tmp_path)
    put(path, "Protokoll", (0, "Belegt", Decimal(1)))
    put(path, "Prüfbericht", (0, "Stand", "erledigt"), (0, "Nr.", Decimal(9)))
    put(path, "Rückläufe", (0, "Ergebnis", "angerufen"))
    put(path, "NotizenOhneZeile", (0, "Wert", "Notiz"))
    assert verify(path).holds


def test_columns_sheets_and_totals_of_another_program_are_no_difference(tmp_path: Path) -> None:
    """A library such as openpyxl drops the stored values of formulas, so links and totals show nothing at first."""
    path = ran(tmp_path)
    book = openpyxl.load_workbook(path)
    book.create_sheet("Auswertung")["A1"] = "=SUM(Lose[Auftragswert netto])"
    sheet = book["Lose"]
    sheet.insert_cols(2)
    sheet["B4"], sheet["B5"] = "Eigene Spalte", "typisch"
    table = sheet.tables["Lose"]
    table.ref = table.autoFilter.ref = table.ref.replace("F", "G")
    table.tableColumns.insert(1, TableColumn(id=len(table.tableColumns) + 1, name="Eigene Spalte"))
    book.save(path)
    assert "Eigene Spalte" in FileBook(path).read()["Lose"].headers
    verified = verify(path)
    assert (verified.differences, verified.holds) == ((), True)


def test_amendment_after_the_run_leaves_old_sheets_and_that_is_told(tmp_path: Path) -> None:
    request = (
        "Antragsnummer | Bedarfsnummer | Feld | Neuer Wert | Begründung | Entscheidung | Entschieden am\n"
        "Ä-1 | B-1 | Menge | 4 | Umbau | genehmigt | 1.2.2022"
    )
    path = ran(tmp_path, Änderungsanträge=request)
    book = FileBook(path)
    apply(book, propose(book), NINE)
    verified = verify(path)
    assert verified.same_inputs, "Protokoll has a row for what apply did"
    assert "Budgetübersicht" in differing(verified)


def test_missing_table_and_column_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = ran(tmp_path)
    package = Package.open(path)
    for name in list(package.names):
        data = package.read(name)
        if name.startswith("xl/tables/") and b'displayName="Lesarten"' in data:
            package.replace(name, data.replace(b'"Lesarten"', b'"Fremde"'))
        if name.startswith("xl/tables/") and b'displayName="Lose"' in data:
            package.replace(name, data.replace(b'name="Erreicht"', b'name="Anders"'))
        if "worksheets/" in name and b">Erreicht<" in data:
            package.replace(name, data.replace(b">Erreicht<", b">Anders<"))
    save(package, path)
    verified = verify(path)
    told = {each.table: (each.is_missing, each.absent) for each in verified.differences}
    assert told == {"Lesarten": (True, ()), "Lose": (False, ("Erreicht",))}
    assert main(["verify", str(path)]) == 1
    out = capsys.readouterr().out
    assert "Lesarten: Die Tabelle fehlt; „pakt-xl run“ legt sie wieder an." in out
    assert "Lose: Die Spalte „Erreicht“ fehlt; „pakt-xl repair“ ergänzt sie." in out


def test_command_says_yes(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(demo)]) == 0
    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    assert lines[0].startswith(
        "Ja: Die erzeugten Blätter sind, was diese Eingaben ergeben (Lauf vom 24.11.2026 08:15:30;"
    )
    assert lines[1].startswith("Nicht verglichen: Protokoll, Rückläufe, Notizen ohne Zeile und eigene Spalten;")
    assert lines[2:] == ["Geschrieben wurde nichts."]
    assert printed.err == ""


def test_command_names_the_first_cells_and_counts_the_rest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = ran(tmp_path)
    put(path, "Lose", *((row, "Auftragswert netto", Decimal(1)) for row in range(7)))
    assert main(["verify", str(path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(
        "Nein (letzter Eintrag im Protokoll: 24.11.2026 08:15:30). Die Eingaben sind unverändert;"
    )
    assert lines[1] == "Lose: 7 Zeilen weichen ab."
    assert lines[2].startswith(
        "    Lose!C5 (Auftragswert netto, Zeile 2020 / Präsentationstechnik): Soll 0,00 €, Ist 1,00 €"
    )
    assert lines[7] == "    und 2 weitere"


def test_command_says_that_inputs_changed_and_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(ran(tmp_path), "Kontakte", (0, "Telefon", "1"))
    assert main(["verify", str(path)]) == 1
    first = capsys.readouterr().out.splitlines()[0]
    assert "Seit dem letzten Lauf wurden Eingaben geändert: Bitte „pakt-xl run“ ausführen" in first
    assert first.endswith("Auf die erzeugten Blätter wirkt sich das nicht aus.")
    put(path, "Bedarfe", (4, "Menge", Decimal(21)))
    main(["verify", str(path)])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("wenn nichts geändert werden sollte.")
    assert [line for line in lines if line.startswith("    Verteilliste!")] == [
        "    Verteilliste!G9 (Menge, Zeile 2022 / B-5): Soll 21, Ist 20",
    ]


def test_command_names_rows_that_are_missing_and_rows_too_many(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put(ran(tmp_path), "Budgetübersicht", (0, "Schulnummer", "190009"))
    assert main(["verify", str(path)]) == 1
    assert capsys.readouterr().out.splitlines()[1:4] == [
        "Budgetübersicht: 2 Zeilen weichen ab.",
        "    Budgetübersicht: Es fehlt die Zeile 190001 (Schulnummer).",
        "    Budgetübersicht!A5: Zu viel ist die Zeile 190009 (Schulnummer).",
    ]


def test_other_programme_file_is_told_and_other_version_is_no_difference(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put(ran(tmp_path), "Protokoll", (0, "Fassung", "0.0.9"))
    assert main(["verify", str(path)]) == 0
    assert "Gerechnet hat damals die Fassung 0.0.9, jetzt rechnet" in capsys.readouterr().out
    put(path, "Protokoll", (0, "Prüfsumme Programm", "0" * 64))
    assert main(["verify", str(path)]) == 1
    assert "Die Programmdatei ist nicht die des letzten Laufs" in capsys.readouterr().out


def test_workbook_that_never_ran_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = master(tmp_path / "m.xlsx", **EXAMPLE_10)
    assert main(["verify", str(path)]) == 1
    assert capsys.readouterr().out.startswith("Nein: Das Protokoll nennt keinen Lauf;")
    assert verify(path).last is None
    odd = put(ran(tmp_path), "Protokoll", (0, "Zeitpunkt", "gestern"))
    assert verify(odd).last is None
    day = put(ran(tmp_path), "Protokoll", (0, "Zeitpunkt", date(2026, 11, 24)))
    last = verify(day).last
    assert last is not None
    assert last.moment == datetime(2026, 11, 24)  # noqa: DTZ001


def test_json_has_every_cell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(ran(tmp_path), "Budgetübersicht", (0, "Restbudget", Decimal(1)))
    assert main(["verify", str(path), "--json"]) == 1
    printed = capsys.readouterr().out
    told = json.loads(printed)
    assert printed.isascii()
    assert (told["same"], told["same_inputs"], told["last_run"]["moment"]) == (False, True, "2026-11-24T08:15:30")
    (table,) = told["tables"]
    assert (table["table"], table["rows"], table["missing"], table["missing_columns"]) == (
        *("Budgetübersicht", 1, False),
        [],
    )
    (cell,) = table["cells"]
    assert (cell["column"], cell["key"], cell["expected"], cell["actual"]) == (
        *("Restbudget", "190001", "-850,00 €", "1,00 €"),
    )


@pytest.mark.parametrize("content", [b"", b"kein Excel"])
def test_file_that_is_no_workbook_is_refused(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "m.xlsx"
    path.write_bytes(content)
    assert main(["verify", str(path)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1


SPEC = GeneratedTable(
    "T",
    "Blatt T",
    "",
    (
        OutColumn("Nummer", Look.TEXT, 1),
        OutColumn("Betrag", Look.EURO, 1),
        OutColumn("Tag", Look.DATE, 1),
        OutColumn("Text", Look.VALUE, 1),
    ),
    key=("Nummer",),
)


def given(*lines: Sequence[Cell], totals: tuple[Cell, ...] | None = None) -> Table:
    """The table as the workbook holds it, with the columns in another order and one of the user's."""
    turned = tuple((line[3], "eigene", *line[:3]) for line in lines)
    ends = (totals[3], None, *totals[:3]) if totals else None
    return Table("T", ("Text", "Eigene", "Nummer", "Betrag", "Tag"), turned, "Blatt T", 4, 1, totals=ends)


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        (("1", Decimal("2.00"), None, "a"), ("1", Decimal(2), None, "a")),
        (("1", Decimal("2.10"), None, "a"), ("1", Decimal("2.1000000001"), None, "a")),
        (("1", 2, None, ""), ("1", Decimal(2), None, None)),
        (("1", None, date(2024, 10, 31), None), ("1", None, Decimal(45596), None)),  # shown as a number
        (("1", None, None, Link("Bedarfe", "D5")), ("1", None, None, Formula('HYPERLINK("#Bedarfe!D5","D5")', "D5"))),
        (("1", None, None, "a\r\nb"), ("1", None, None, "a\nb")),
        (("1", None, None, ErrorValue("#NV")), ("1", None, None, ErrorValue("#NV"))),
    ],
)
def test_equal_values_are_equal_however_they_are_stored(expected: Sequence[Cell], actual: Sequence[Cell]) -> None:
    assert compared(SPEC, SPEC.table([tuple(expected)]), given(actual, (None,) * 4)) is None


@pytest.mark.parametrize(
    ("expected", "actual", "column", "shown"),
    [
        (("1", Decimal("2.00"), None, None), ("1", Decimal("2.01"), None, None), "Betrag", ("2,00 €", "2,01 €")),
        (("1", Decimal("2.00"), None, None), ("1", "2", None, None), "Betrag", ("2,00 €", "2")),
        (("1", Decimal("2.00"), None, None), ("1", Decimal("2.001"), None, None), "Betrag", ("2,00 €", "2,001")),
        (("1", Decimal(1), None, None), ("1", True, None, None), "Betrag", ("1,00 €", "WAHR")),
        (("1", None, date(2024, 1, 2), None), ("1", None, None, None), "Tag", ("02.01.2024", "leer")),
        (("1", None, None, "a"), ("1", None, None, "A"), "Text", ("a", "A")),
        (("1", None, None, "a"), ("1", None, None, ErrorValue("#REF!")), "Text", ("a", "#REF!")),
    ],
)
def test_other_value_is_named_with_its_cell(
    expected: Sequence[Cell], actual: Sequence[Cell], column: str, shown: tuple[str, str]
) -> None:
    found = compared(SPEC, SPEC.table([tuple(expected)]), given(actual))
    assert found is not None
    place = {"Betrag": "D5", "Tag": "E5", "Text": "A5"}[column]
    assert found.cells == (CellDifference("Blatt T", place, column, "1", *shown),)


def test_only_the_code_of_a_finding_leaves_its_row_out() -> None:
    """A need may be numbered T05."""
    spec = GeneratedTable(
        "T",
        "T",
        "",
        tuple(OutColumn(name, Look.TEXT, 1) for name in ("Code", "Schlüssel", "Text")),
        ("Code", "Schlüssel"),
    )
    there = Table("T", spec.headers, (("Z01", "T05", "b"), ("T05", "1", "b"), ("P02", "2", "b")), "T", 4, 1)
    found = compared(spec, spec.table([("Z01", "T05", "a"), ("T05", "9", "a")]), there)
    assert found is not None
    assert [(cell.cell, cell.expected, cell.actual) for cell in found.cells] == [("C5", "a", "b")]


def test_missing_surplus_and_doubled_rows_are_told_apart() -> None:
    one, two, three = (("1", Decimal(1), None, "a"), ("2", Decimal(2), None, "b"), ("3", None, None, None))
    found = compared(SPEC, SPEC.table([one, two]), given(three, two, two))
    assert found is not None
    assert found.rows == 3
    assert found.cells == (
        CellDifference("Blatt T", "", "Nummer", "1", "1", None),
        CellDifference("Blatt T", "C7", "Nummer", "2", None, "2"),
        CellDifference("Blatt T", "C5", "Nummer", "3", None, "3"),
    )


def test_of_rows_with_one_key_the_equal_ones_belong_together() -> None:
    one, two, other = (("1", Decimal(each), None, None) for each in (1, 2, 3))
    assert compared(SPEC, SPEC.table([one, two]), given(two, one)) is None
    found = compared(SPEC, SPEC.table([one, two]), given(two, other))
    assert found is not None
    assert [(cell.expected, cell.actual, cell.cell) for cell in found.cells] == [("1,00 €", "3,00 €", "D6")]


def test_totals_row_is_compared_where_there_is_one() -> None:
    line = ("1", Decimal(1), None, None)
    ends = ("Summe", Formula("SUBTOTAL(109,T[Betrag])", Decimal(1)), None, None)
    wanted = replace(SPEC.table([line]), totals=("Summe", Decimal(1), None, None))
    assert compared(SPEC, wanted, given(line, totals=ends)) is None
    assert compared(SPEC, wanted, given(line)) is None
    found = compared(SPEC, wanted, given(line, totals=("Summe", Decimal(2), None, None)))
    assert found is not None
    assert [(cell.cell, cell.expected, cell.actual) for cell in found.cells] == [("D6", "1,00 €", "2,00 €")]


def test_protocol_without_its_columns_names_no_run(tmp_path: Path) -> None:
    path = ran(tmp_path)
    package = Package.open(path)
    for name in list(package.names):
        data = package.read(name)
        if name.startswith("xl/tables/") or "worksheets/" in name:
            package.replace(name, data.replace("Prüfsumme Eingaben".encode(), "Prüfsumme anders".encode()))
    save(package, path)
    verified = verify(path)
    assert (verified.last, verified.holds) == (None, False)
