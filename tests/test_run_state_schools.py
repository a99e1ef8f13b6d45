"""schools-from-csv: new schools become rows, what the office typed stays, the rest is told; twice changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from pakt_xl.books.file import FileBook
from pakt_xl.cli import main
from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.table import Formula
from pakt_xl.ooxml.fill import fill
from pakt_xl.ooxml.package import Package
from pakt_xl.ooxml.parts import Workbook
from pakt_xl.ooxml.save import save
from pakt_xl.run import check, run
from pakt_xl.run.new import new
from pakt_xl.run.state_list import Listed
from pakt_xl.run.state_schools import Taken, Told, take_schools
from tests.masters import EXAMPLE_10, master, rows
from tests.ooxml.invariants import assert_sound
from tests.rich_master import enrich
from tests.test_run_rich import changed
from tests.test_state_list import state_list

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 24, 10, 15, 30)  # noqa: DTZ001  a workbook shows local time
SCHOOLS = {
    "Schulen": """
        Schulnummer | Schulname    | Schulform   | DigitalPakt-Budget | TPEK
        190001      | Ahornschule  | Gymnasium   | 30.000,00          | fehlt
        190002      | Birkenschule | Grundschule | 20.000,00          | umgesetzt
        190003      |              |             | 10.000,00          | umgesetzt
        """,
}


def office(folder: Path, **texts: str) -> Path:
    return master(folder / "m.xlsx", **EXAMPLE_10 | SCHOOLS | texts)


def taken(path: Path, *lines: str) -> Taken:
    file = state_list(path.parent / "liste.csv", *lines)
    return take_schools(FileBook(path), file, "10315", NOW)


LIST = (
    "190001 | 20 | Ahornschule | 10315",
    "190002 | 02 | Birkenschule | 10315",
    "190003 | 15 | =Buchenschule | 10315",
    "190005 | 30 | Berufskolleg Ost | 10315",
    "190004 | 88 | Förderkolleg | 10315",
    "200000 | 02 | Fremde Schule | 10316",
)


def test_new_schools_become_rows_and_blank_names_and_types_are_filled(tmp_path: Path) -> None:
    path = office(tmp_path)
    before = rows(path, "Schulen")
    done = taken(path, *LIST)
    after = rows(path, "Schulen")
    assert [(row["Schulnummer"], row["Schulname"], row["Schulform"]) for row in after] == [
        ("190001", "Ahornschule", "Gymnasium"),
        ("190002", "Birkenschule", "Grundschule"),
        ("190003", "=Buchenschule", "Gesamtschule"),
        ("190004", "Förderkolleg", None),
        ("190005", "Berufskolleg Ost", "Berufskolleg"),
    ]
    for row in after[3:]:
        nothing = [row[header] for header in ("DigitalPakt-Budget", "Infrastruktur", "TPEK", "Geschlossen ab")]
        assert nothing == [None] * 4, "nothing is invented"
        assert isinstance(row["Restbudget"], Formula)
    typed = ("DigitalPakt-Budget", "Infrastruktur", "TPEK")
    assert [[row[header] for header in typed] for row in after[:3]] == [
        [row[header] for header in typed] for row in before
    ]
    assert [school.number for school in done.comparison.new] == ["190004", "190005"]
    assert done.comparison.untyped == (Told("190004", "Förderkolleg", "", "88"),)
    assert done.comparison.places == {(2, "Schulname"): "B7", (2, "Schulform"): "C7"}
    assert_sound(path)


def test_what_is_missing_in_new_rows_is_told_by_check(tmp_path: Path) -> None:
    path = office(tmp_path)
    taken(path, *LIST)
    blanks = [
        (finding.place.key, finding.place.column)
        for finding in check(path).judged.findings
        if finding.rule.code == "Z01" and finding.place.sheet == "Schulen"
    ]
    assert {column for key, column in blanks if key == "190005"} == {"DigitalPakt-Budget", "Infrastruktur", "TPEK"}
    assert ("190004", "Schulform") in blanks


def test_twice_is_once_and_leaves_the_file_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = office(tmp_path)
    first = taken(path, *LIST)
    assert first.filled is not None
    assert first.filled.backup is not None
    once, stamp = path.read_bytes(), path.stat().st_mtime_ns
    second = taken(path, *LIST)
    assert second.filled is None
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (once, stamp)
    assert main(["schools-from-csv", str(path), str(tmp_path / "liste.csv"), "--authority", "10315"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Nichts zu tun; die Mappe ist unverändert."
    assert path.read_bytes() == once


def test_other_name_and_other_type_are_told_and_not_overwritten(tmp_path: Path) -> None:
    path = office(tmp_path)
    before = path.read_bytes()
    done = taken(
        path,
        "190001 | 10 | Ahorn-Realschule | 10315",
        "190002 | 02 | BIRKENSCHULE | 10315",
        "190003 | 88 | | 10315",
    )
    assert path.read_bytes() == before
    assert done.filled is None
    assert done.comparison.renamed == (Told("190001", "Ahornschule", "Ahornschule", "Ahorn-Realschule"),)
    assert done.comparison.retyped == (Told("190001", "Ahornschule", "Gymnasium", "Realschule"),)
    assert done.comparison.untyped == (Told("190003", "", "", "88"),)


def test_unreadable_type_stays_and_is_told(tmp_path: Path) -> None:
    path = office(tmp_path, Schulen=SCHOOLS["Schulen"].replace("Gymnasium  ", "Gymmnasium "))
    done = taken(path, "190001 | 20 | Ahornschule | 10315")
    assert done.comparison.retyped == (Told("190001", "Ahornschule", "Gymmnasium", "Gymnasium"),)


def test_closed_schools_are_told_by_what_the_list_says(tmp_path: Path) -> None:
    path = office(
        tmp_path,
        Schulen=SCHOOLS["Schulen"].rstrip() + "\n190006 | Erlenschule | Realschule | 1,00 | fehlt\n",
    )
    done = taken(
        path,
        "190001 | 20 | Ahornschule | 10315 | 9 | 31.07.2021",
        "190002 | 02 | Birkenschule | 10315 | 2 | 31.07.2027",
        "190003 | 15 | Buchenschule | 10316",
        "190007 | 15 | Längst geschlossen | 10315 | 9 | 31.07.2020",
        "190008 | 15 | Läuft aus | 10315 | 2 | 31.07.2027",
    )
    assert [(told.number, told.listed) for told in done.comparison.closed] == [
        ("190001", "laut Liste geschlossen (31.07.2021)"),
        ("190002", "läuft laut Liste aus (31.07.2027)"),
        ("190003", "gehört laut Liste zum Schulträger 10316"),
        ("190006", "steht nicht in der Liste"),
    ]
    assert [school.number for school in done.comparison.new] == ["190008"]
    assert done.comparison.left_closed == 1
    assert {row["Geschlossen ab"] for row in rows(path, "Schulen")} == {None}, "no day is invented"


def test_school_that_the_office_knows_as_closed_is_not_told_again(tmp_path: Path) -> None:
    schools = """
        Schulnummer | Schulname    | Schulform   | DigitalPakt-Budget | Geschlossen ab
        190001      | Ahornschule  | Gymnasium   | 30.000,00          | 1.8.2021
        """
    path = office(tmp_path, Schulen=schools, Bedarfe="Bedarfsnummer")
    done = taken(path, "190002 | 02 | Birkenschule | 10315")
    assert done.comparison.closed == ()
    assert rows(path, "Schulen")[0]["Geschlossen ab"] == date(2021, 8, 1)


def test_doubled_number_counts_once_and_a_row_without_a_number_is_left_alone(tmp_path: Path) -> None:
    schools = """
        Schulnummer | Schulname   | Schulform | DigitalPakt-Budget
        190001      | Ahornschule | Gymnasium | 1,00
        190001      | Zweite      |           | 1,00
                    | Ohne        |           | 1,00
        """
    path = office(tmp_path, Schulen=schools)
    done = taken(path, "190001 | 20 | Ahornschule | 10315")
    assert done.filled is None
    assert done.comparison.renamed == ()


def test_fresh_master_gets_its_schools_from_the_first_row_on(tmp_path: Path) -> None:
    path = new(tmp_path / "neu.xlsx").path
    taken(path, *LIST)
    assert [row["Schulnummer"] for row in rows(path, "Schulen")] == [f"19000{number}" for number in range(1, 6)]
    (row,) = rows(path, "Protokoll")
    assert "Schulen aus liste.csv, Schulträger 10315: 5 neu, 0 leere Zellen gefüllt" in str(row["Zeilen je Tabelle"])
    assert_sound(path)


def test_nothing_else_of_the_users_workbook_changes(tmp_path: Path) -> None:
    path = office(tmp_path)
    run(path, None, NOW)
    enrich(path, {"190001": "Rückruf"})
    before = path.read_bytes()
    taken(path, *LIST)
    named = changed(path, before, tmp_path)
    allowed = {"Schulen", "Schulen (Tabelle)", "Protokoll", "Protokoll (Tabelle)", "xl/workbook.xml"}
    assert named - allowed <= {"xl/calcChain.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
    assert {"Schulen", "Schulen (Tabelle)"} <= named
    assert Workbook.of(Package.open(path)).table("Schulen") is not None


def test_command_counts_lines_and_takes_the_paths_in_either_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = office(tmp_path)
    file = state_list(
        tmp_path / "liste.csv",
        *LIST,
        "190009 | 0A | Schulamt | 10315",
        "190007 | 15 | Geschlossen | 10315 | 9 | 31.07.2020",
        "190002 | 02 | Noch einmal | 10315",
        "19 | 02 | Falsch | 10315",
        "190001 | 20 | Ahorn | 10315",
    )
    assert main(["schools-from-csv", str(file), str(path), "--authority", "10315"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:8] == [
        (
            "Liste: 11 Zeilen = 5 Schulen des Schulträgers 10315 + 6 ausgelassen (1 anderer Schulträger, 1 Schulamt, "
            "1 geschlossen und nicht in der Mappe, 2 doppelt, 1 ohne lesbare Schulnummer)"
        ),
        "Neu: 2",
        "    190004 Förderkolleg (Schulform offen)",
        "    190005 Berufskolleg Ost (Berufskolleg)",
        "Leere Zellen in Schulen gefüllt: 2",
        "    B7: Schulname =Buchenschule",
        "    C7: Schulform Gesamtschule",
        "Schulform ohne Wort in der Auswahlliste: 1",
    ]
    assert lines[8] == "    190004 Förderkolleg: Schlüssel 88; bitte eintragen"
    assert lines[-3] == (
        "Budget, Infrastruktur und TPEK der neuen Schulen fehlen noch; „pakt-xl check“ nennt die Zellen (Z01)."
    )
    assert lines[-2:] == [f"Geschrieben: {path}", f"Vorherige Fassung: {tmp_path / 'm.vorher.xlsx'}"]


def test_command_tells_what_the_list_says_otherwise(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = office(tmp_path)
    file = state_list(
        tmp_path / "liste.csv", "190001 | 10 | Ahorn | 10315", "190002 | 02 | Birkenschule | 10315 | 9 | 31.07.2021"
    )
    main(["schools-from-csv", str(path), str(file), "--authority", "10315"])
    assert capsys.readouterr().out.splitlines() == [
        "Liste: 2 Zeilen = 2 Schulen des Schulträgers 10315 + 0 ausgelassen",
        *("Anderer Name (nicht geändert): 1", "    190001: Mappe „Ahornschule“, Liste „Ahorn“"),
        *("Andere Schulform (nicht geändert): 1", "    190001: Mappe „Gymnasium“, Liste „Realschule“"),
        "Geschlossen? („Geschlossen ab“ bitte selbst eintragen): 2",
        "    190002 Birkenschule: laut Liste geschlossen (31.07.2021)",
        "    190003: steht nicht in der Liste",
        "Nichts zu tun; die Mappe ist unverändert.",
    ]


@pytest.mark.parametrize("names", [("m.xlsx", "n.xlsx"), ("a.csv", "b.csv")])
def test_command_needs_one_workbook_and_one_list(
    names: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [str(tmp_path / name) for name in names]
    assert main(["schools-from-csv", *paths, "--authority", "10315"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("Es braucht eine Mappe (.xlsx oder .xlsm) und die Liste des Landes (.csv)")


def test_wrong_list_or_authority_or_workbook_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = office(tmp_path)
    before = path.read_bytes()
    file = state_list(tmp_path / "liste.csv", *LIST)
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("Schulnummer;Name\n1;2\n", encoding="utf-8")
    other = tmp_path / "other.xlsx"
    other.write_bytes(b"kein Excel")
    for arguments in ((path, wrong, "10315"), (path, file, "99"), (other, file, "10315"), (path, tmp_path, "10315")):
        master_, list_, authority = map(str, arguments)
        assert main(["schools-from-csv", master_, list_, "--authority", authority]) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert len(printed.err.splitlines()) == 1
    assert path.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["liste.csv", "m.xlsx", "other.xlsx", "wrong.csv"]


def test_workbook_without_the_table_of_schools_is_refused(tmp_path: Path) -> None:
    path = office(tmp_path)
    package = Package.open(path)
    part = next(name for name in package.names if b'displayName="Schulen"' in package.read(name))
    package.replace(part, package.read(part).replace(b'"Schulen"', b'"Fremde"'))
    with path.open("wb") as stream:
        package.write(stream)
    with pytest.raises(UnusableError, match="Tabelle „Schulen“ fehlt"):
        taken(path, *LIST)


def test_formula_that_shows_nothing_is_not_overwritten(tmp_path: Path) -> None:
    path = office(tmp_path)
    package = Package.open(path)
    schools = FileBook(path).read()["Schulen"]
    last = list(schools.rows[2])
    last[schools.headers.index("Schulname")] = Formula('""', "")
    fill(package, [replace(schools, rows=(*schools.rows[:2], tuple(last)), key=())])
    save(package, path)
    done = taken(path, "190003 | 15 | Buchenschule | 10315")
    assert done.comparison.renamed == (Told("190003", "Buchenschule", "", "Buchenschule"),)
    assert done.comparison.places == {(2, "Schulform"): "C7"}
    assert isinstance(rows(path, "Schulen")[2]["Schulname"], Formula)


def test_listed_school_without_a_name_leaves_the_cell_blank(tmp_path: Path) -> None:
    path = new(tmp_path / "neu.xlsx").path
    done = taken(path, "190001 | 20 | | 10315")
    assert done.comparison.new == (Listed("190001", "", "20", "1", "01.08.1973"),)
    assert rows(path, "Schulen")[0]["Schulname"] is None
