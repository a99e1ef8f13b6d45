"""Tables of the grant with bad cells, doubled and odd numbers, missing columns: nothing fails or is guessed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.attack.damage import told
from tests.attack.test_bad_cells import CELLS, COMMANDING, SEED, changed, tables_of
from tests.checks.books import book, needs, report
from tests.masters import master, rows
from tests.tables import FUNDED, without

if TYPE_CHECKING:
    from pathlib import Path

GRANT = ("Bescheide", "Mittelabrufe", "Abgänge", "Rechnungen")
ODD_DAYS = {
    "before 1900": "><v>-5</v></c>",
    "day zero": "><v>0</v></c>",
    "after 9999": "><v>2958466</v></c>",
    "no day of 1900": "><v>60</v></c>",
}
PAID_HEAD = "Rechnungsnummer | Bedarfsnummer | Menge | Betrag brutto | Rechnungssumme | Bezahlt am"
NOTICE = "Aktenzeichen | Fördersäule | Zuwendung | Durchführung ab | Durchführung bis\n"


@pytest.fixture(scope="module")
def funded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A master with a row in each table of the grant; tests only read it."""
    return master(tmp_path_factory.mktemp("funded") / "m.xlsx", **FUNDED)


def funds_of(path: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    """Run and verify; return Mittelabruf, without its blank row if it has no other."""
    assert told(["run", str(path)], capsys).code in (0, 1)
    assert told(["verify", str(path)], capsys).code == 0
    return [row for row in rows(path, "Mittelabruf") if row["Aktenzeichen"] is not None]


@pytest.mark.parametrize("kind", CELLS | ODD_DAYS)
def test_any_cell_in_the_tables_of_the_grant_is_reported_and_every_command_goes_on(
    kind: str, funded: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rnd = random.Random(f"{SEED} funds {kind}")  # noqa: S311 - a choice of cells, not a secret
    tables = tables_of(funded)
    for name in GRANT:
        info = tables[name]
        place = rnd.randrange(len(info.columns))
        target.write_bytes(changed(funded, info, info.first_data_row, info.first_col + place, (CELLS | ODD_DAYS)[kind]))
        shown = told(["check", str(target)], capsys)
        assert not COMMANDING.search(shown.out + shown.err)
        outcome = told(["check", "--json", str(target)], capsys)
        counted = outcome.json["counts"][name]
        assert counted["used"] + counted["reported"] == counted["read"]
        assert told(["export", str(target), "-o", str(target.parent / "aus"), "--format", "csv"], capsys).code in (0, 1)


@pytest.mark.parametrize("column", ["Aktenzeichen", "Bezahlt am"])
def test_nobody_shall_pay_back_because_a_column_is_missing(column: str) -> None:
    """P02 names the column; M01 would only follow from it."""
    tables = book(FUNDED, Bedarfe=needs("B-1 | 190001 | TAFEL | 4 | 2022 | DigitalPakt"))
    assert not {line[:3] for line in report(without(tables, "Rechnungen", column))} & {"M01", "B06", "B08"}


def test_the_same_call_without_such_an_invoice_is_M01() -> None:
    tables = book(FUNDED, Bedarfe=needs("B-1 | 190001 | TAFEL | 4 | 2022 | DigitalPakt"), Rechnungen="Rechnungsnummer")
    assert "M01 F Bescheide.Zuwendung AZ-1" in report(tables)


def test_of_a_doubled_notice_the_first_row_alone_is_computed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notices = NOTICE + "AZ-1 | 1 | 5.000,00 | 1.1.2022 | 1.1.2024\naz-1 | 1 | 90.000,00 | 1.1.2022 | 1.1.2024"
    (row,) = funds_of(master(tmp_path / "m.xlsx", **FUNDED | {"Bescheide": notices}), capsys)
    assert [row[header] for header in ("Bewilligt", "davon Zuwendung", "Abrufbar")] == [5000, 5000, -2000]


def test_period_that_ends_before_it_begins_pays_for_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notices = NOTICE + "AZ-1 | 1 | 90.000,00 | 1.1.2023 | 1.1.2022"
    path = master(tmp_path / "m.xlsx", **FUNDED | {"Bescheide": notices})
    (row,) = funds_of(path, capsys)
    assert (row["Bezahlte Ausgaben"], row["Abrufbar"]) == (0, -7000)
    assert "B06" in {row["Code"] for row in rows(path, "Prüfbericht")}


@pytest.mark.parametrize(
    ("here", "there"),
    [("AZ*1?", "az*1?"), ("017", "017"), ("\u00c4Z-1", "A\u0308Z-1"), ("=1+1", "=1+1"), ("x" * 300, "x" * 300)],
)
def test_odd_numbers_of_a_notice_meet_in_every_table(
    here: str, there: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wild card is none; leading zeros stay; composed and decomposed letters are the same."""
    texts = {
        "Bescheide": f"{NOTICE}{here} | 1 | 90.000,00 | 1.1.2022 | 1.1.2024\nAZ-11 | 1 | 5,00 | 1.1.2022 | 1.1.2024",
        "Mittelabrufe": f"Abrufnummer | Aktenzeichen | Betrag\nM-1 | {there} | 10,00",
        "Rechnungen": f"{PAID_HEAD} | Aktenzeichen\nR-1 | B-1 | 2 | 7.900,00 | 7.900,00 | 28.2.2022 | {there}",
    }
    found = funds_of(master(tmp_path / "m.xlsx", **FUNDED | texts), capsys)
    spent = {row["Aktenzeichen"]: (row["Bezahlte Ausgaben"], row["Bereits abgerufen"]) for row in found}
    assert spent == {here: (7900, 10), "AZ-11": (0, 0)}


@pytest.mark.parametrize("pillar", ["7", ""])
def test_calls_under_a_notice_that_cannot_be_read_are_in_no_sum(
    pillar: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = master(tmp_path / "m.xlsx", **FUNDED | {"Bescheide": f"Aktenzeichen | Fördersäule\nAZ-1 | {pillar}"})
    assert funds_of(path, capsys) == []
    codes = {row["Code"] for row in rows(path, "Prüfbericht")}
    assert codes & {"Z01", "Z02"}
    assert not codes & {"M01", "M02", "M03", "B06", "B08", "Z04"}


def test_more_gone_than_delivered_is_shown_as_it_is_typed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gone = "Rechnungsnummer | Bedarfsnummer | Menge | Datum | Grund\nR-1 | B-1 | 10 | 5.1.2025 | Defekt"
    path = master(tmp_path / "m.xlsx", **FUNDED | {"Abgänge": gone})
    funds_of(path, capsys)
    (row,) = rows(path, "Zweckbindung")
    assert (row["Menge geliefert"], row["Abgänge"], row["Bestand"]) == (2, 10, -8)


def test_last_years_of_the_calendar_end_no_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notices = NOTICE + "AZ-1 | 1 | 90.000,00 | 1.1.2022 | 31.12.9999"
    path = master(tmp_path / "m.xlsx", **FUNDED | {"Bescheide": notices})
    funds_of(path, capsys)
    (row,) = rows(path, "Zweckbindung")
    assert str(row["Gebunden bis"]) == "9999-12-31"
