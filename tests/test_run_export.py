"""Export: every table with typed values in three formats, read back by other readers; all files or none."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pyarrow as pa
import pytest
from pyarrow import parquet

from pakt_xl.books.file import FileBook
from pakt_xl.cli import main
from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.rows import MODELS, columns
from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn
from pakt_xl.domain.table import ErrorValue, Formula, Link
from pakt_xl.ooxml.fill import fill
from pakt_xl.ooxml.package import Package
from pakt_xl.ooxml.save import save
from pakt_xl.reports import generated_tables
from pakt_xl.run import run
from pakt_xl.run.export import FORMATS, export
from pakt_xl.run.export_columns import DICTIONARY, Kind, Origin, TypedColumn, generated_columns, input_columns
from pakt_xl.run.export_tables import TypedTable, fitted
from pakt_xl.run.export_text import as_csv, german, guarded, plain_text
from pakt_xl.run.new import new
from tests.masters import EXAMPLE_10, PROGRAMME, master
from tests.office import SOFFICE, TIMEOUT

if TYPE_CHECKING:
    from pakt_xl.domain.table import Cell

NOW = datetime(2026, 11, 24, 10, 15, 30)  # noqa: DTZ001  a workbook shows local time
RUN = datetime(2026, 11, 24, 9, 0, 5)  # noqa: DTZ001
FINE = EXAMPLE_10 | {"Schulen": EXAMPLE_10["Schulen"].replace("30.000,00", "90.000,00")}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo of Hamm after a run. Tests only read it."""
    path = new(tmp_path_factory.mktemp("demo") / "hamm.xlsx", demo=True).path
    run(path, None, RUN)
    return path


@pytest.fixture(scope="module")
def exported(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo as files of all formats. Tests only read them."""
    folder = tmp_path_factory.mktemp("out")
    for kind in FORMATS:
        export(demo, folder, kind, NOW)
    return folder


def csv_rows(path: Path) -> list[dict[str, str]]:
    """Rows as German Excel would part them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def json_rows(path: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def all_tables() -> set[str]:
    return {model.TABLE for model in MODELS} | {table.name for table in generated_tables(PROGRAMME)} | {DICTIONARY}


@pytest.mark.parametrize("kind", FORMATS)
def test_every_input_and_generated_table_and_the_dictionary_are_written(kind: str, exported: Path) -> None:
    assert {file.stem for file in exported.glob(f"*.{kind}")} == all_tables()


def test_all_formats_hold_the_same_rows(exported: Path) -> None:
    for name in all_tables():
        counts = {
            len(csv_rows(exported / f"{name}.csv")),
            len(json_rows(exported / f"{name}.json")),
            parquet.read_metadata(exported / f"{name}.parquet").num_rows,
        }
        assert len(counts) == 1, name
    assert len(csv_rows(exported / "Schulen.csv")) == 52


def test_json_keeps_amounts_as_texts_days_as_iso_and_adds_the_live_columns(tmp_path: Path) -> None:
    path = master(tmp_path / "m.xlsx", **EXAMPLE_10)
    before = path.read_bytes()
    done = export(path, tmp_path / "neu" / "out", "json", NOW)
    assert path.read_bytes() == before
    content = {file.stem: json_rows(file) for file in done.files}
    assert content["Bedarfe"][0] == {
        "Bedarfsnummer": "B-1",
        "Schulnummer": "190001",
        "Artikelnummer": "A-1",
        "Menge": 6,
        "Wunschjahr": 2022,
        "Finanzierung": "DigitalPakt",
        "Erfasst im Jahr": 2020,
        "Noch zu beschaffen": 6,
        "Einzelpreis": "3950.00",
        "Geplant": "23700.00",
        "Bestellt offen": "0.00",
        "Berechnet": "0.00",
    }
    assert content["Preise"][0]["Gültig ab"] == "2019-01-01"
    assert content["Budgetübersicht"][0]["Restbudget"] == "-850.00"
    assert content["Budgetübersicht"][0]["Ausgeschöpft %"] == 1.0283
    assert {"Schlüssel": "Stichtag", "Wert": "2022-03-01"} in content["Einstellungen"]
    assert {"Schlüssel": "Säulen nur aus städtischen Mitteln", "Wert": [3]} in content["Einstellungen"]
    (over,) = [row for row in content["Prüfbericht"] if row["Code"] == "S01"]
    assert (over["Zelle"], over["Differenz"]) == ("D5", "850.00")
    assert content["Protokoll"] == content["Rückläufe"] == content["NotizenOhneZeile"] == []


def test_protocol_is_the_history_of_the_workbook_and_gets_no_row_by_an_export(exported: Path) -> None:
    (row,) = json_rows(exported / "Protokoll.json")
    assert row["Zeitpunkt"] == "2026-11-24T09:00:05"
    assert isinstance(row["Fehler"], int)
    assert csv_rows(exported / "Protokoll.csv")[0]["Zeitpunkt"] == "24.11.2026 09:00:05"


def test_csv_is_what_german_excel_opens(exported: Path) -> None:
    raw = (exported / "Preise.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfArtikelnummer;")
    assert raw.count(b"\r\n") == raw.count(b"\n")
    (first, *_) = csv_rows(exported / "Preise.csv")
    assert first["Einzelpreis"].partition(",")[2].isdigit()
    assert datetime.strptime(first["Gültig ab"], "%d.%m.%Y")  # noqa: DTZ007  a day
    assert {row["Schulnummer"] for row in csv_rows(exported / "Schulen.csv")} >= {"100051"}
    assert "=" not in {text[:1] for row in csv_rows(exported / "Bedarfe.csv") for text in row.values()}


@pytest.mark.parametrize("text", ["=1+1", "+49 2381", "-", "@A1", "\tx", "\rx", "\nx", "＝1", "'=1", "'"])
def test_text_that_could_be_a_formula_gets_an_apostrophe_and_is_read_back_without_it(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert guarded(text).removeprefix("'") == text


@pytest.mark.parametrize("text", ["", "017", "Schule =1", "ja; nein", 'mit "Zeichen"', "a\nb", "1-2"])
def test_other_text_is_written_as_it_is(text: str) -> None:
    table = TypedTable("T", (TypedColumn("A", Kind.TEXT, Origin.TYPED),), ((text,),))
    assert german(text) == text
    lines = as_csv(table).decode("utf-8-sig").splitlines(keepends=True)
    assert list(csv.reader(lines, delimiter=";"))[1:] == [[text] if text else [""]]


def test_numbers_are_not_guarded_and_have_a_german_comma() -> None:
    assert german(Decimal("-850.00")) == "-850,00"
    assert [german(value) for value in (-3, None, date(2024, 10, 31), (1, 3))] == ["-3", "", "31.10.2024", "1; 3"]
    mixed = (Decimal("1234.5"), date(2024, 10, 31), "", None, RUN, 7)
    assert [plain_text(value) for value in mixed] == ["1234.5", "2024-10-31", None, None, "2026-11-24T09:00:05", "7"]


def test_parquet_has_decimals_for_money_and_days_for_dates_and_no_float(exported: Path) -> None:
    budgets = parquet.read_table(exported / "Budgetübersicht.parquet")
    types = {field.name: field.type for field in budgets.schema}
    assert types["Restbudget"] == pa.decimal128(18, 2)
    assert types["Ausgeschöpft %"] == pa.decimal128(18, 4)
    assert types["Schulnummer"] == pa.string()
    assert parquet.read_schema(exported / "Rechnungen.parquet").field("Geliefert am").type == pa.date32()
    assert parquet.read_schema(exported / "Bedarfe.parquet").field("Menge").type == pa.int64()
    schemas = [parquet.read_schema(file) for file in exported.glob("*.parquet")]
    assert not [field for schema in schemas for field in schema if pa.types.is_floating(field.type)]


def test_formats_agree_to_the_cent(exported: Path) -> None:
    texts = [row["Belegt"] for row in csv_rows(exported / "Budgetübersicht.csv")]
    exact = parquet.read_table(exported / "Budgetübersicht.parquet")["Belegt"].to_pylist()
    assert [Decimal(text.replace(",", ".")) for text in texts] == exact
    assert [Decimal(str(row["Belegt"])) for row in json_rows(exported / "Budgetübersicht.json")] == exact
    assert sum(exact) > 0


def test_dictionary_describes_every_column_of_every_file(exported: Path) -> None:
    told: dict[str, list[str]] = {}
    rows = csv_rows(exported / f"{DICTIONARY}.csv")
    for row in rows:
        told.setdefault(row["Tabelle"], []).append(row["Spalte"])
        assert row["Erläuterung"], row
    for file in exported.glob("*.csv"):
        headers = file.read_text(encoding="utf-8-sig").splitlines()[0].split(";")
        assert told[file.stem] == headers
    (school,) = [row for row in rows if (row["Tabelle"], row["Spalte"]) == ("Bedarfe", "Schulnummer")]
    assert (school["Verweist auf"], school["Schlüssel"], school["Pflicht"]) == ("Schulen", "nein", "ja")
    (kind,) = [row for row in rows if (row["Tabelle"], row["Spalte"]) == ("Schulen", "TPEK")]
    assert kind["Werte"] == "fehlt; in Arbeit; liegt vor; umgesetzt"
    (value,) = [row for row in rows if (row["Tabelle"], row["Spalte"]) == ("Änderungsanträge", "Neuer Wert")]
    assert value["Pflicht"] == "wenn zutreffend"
    assert {row["Art"] for row in rows} == {str(kind) for kind in Kind}
    assert {row["Herkunft"] for row in rows} == {str(origin) for origin in Origin}


def test_columns_follow_the_models_and_specs() -> None:
    for model in MODELS[1:]:
        headers = [column.header for column in columns(model).values()]
        assert [column.header for column in input_columns(model)] == [*headers, *model.LIVE]
    for spec in generated_tables(PROGRAMME):
        assert tuple(column.header for column in generated_columns(spec)) == spec.headers


@pytest.mark.parametrize(
    ("look", "cell", "value"),
    [
        (Look.TEXT, Decimal("17.50"), "17,5"),
        (Look.TEXT, Link("Bedarfe", "D5"), "D5"),
        (Look.TEXT, ErrorValue("#REF!"), "#REF!"),
        (Look.TEXT, "halbes Zeichen \ud800", "halbes Zeichen ?"),
        (Look.VALUE, True, "WAHR"),
        (Look.VALUE, date(2024, 1, 1), date(2024, 1, 1)),
        (Look.WHOLE, Formula("1+1", Decimal(2)), 2),
        (Look.EURO, 3, Decimal("3.00")),
        (Look.PERCENT, Decimal("0.50001"), Decimal("0.5000")),
        (Look.DATE, RUN, date(2026, 11, 24)),
        (Look.MOMENT, date(2026, 11, 24), datetime(2026, 11, 24)),  # noqa: DTZ001
        (Look.MOMENT, RUN, RUN),
    ],
)
def test_cell_becomes_the_value_of_its_column(look: Look, cell: Cell, value: object) -> None:
    spec = GeneratedTable("T", "T", "", (OutColumn("A", look, 1),), key=())
    table = fitted("T", generated_columns(spec), [(cell,)])
    assert (table.rows, table.unread) == (((value,),), 0)


@pytest.mark.parametrize(
    ("look", "cell"),
    [
        (Look.WHOLE, "drei"),
        (Look.WHOLE, Decimal("1.5")),
        (Look.WHOLE, True),
        (Look.EURO, "1,00"),
        (Look.EURO, Decimal("1E+16")),
        (Look.PERCENT, Decimal("1E+14")),
        (Look.DATE, Decimal(3)),
        (Look.MOMENT, "gestern"),
    ],
)
def test_cell_that_does_not_fit_is_missing_and_counted(look: Look, cell: Cell) -> None:
    spec = GeneratedTable("T", "T", "", (OutColumn("A", look, 1),), key=())
    table = fitted("T", generated_columns(spec), [(cell,), (None,), ("  ",)])
    assert table.unread == 1
    assert table.rows[0] == (None,)


def test_export_again_replaces_its_files_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = master(tmp_path / "m.xlsx", **EXAMPLE_10)
    first, second = (export(path, tmp_path / "out", "csv", NOW) for _ in range(2))
    assert first.files == second.files
    assert sorted((tmp_path / "out").iterdir()) == sorted(first.files)


def test_export_needs_a_folder_and_names_that_are_free(tmp_path: Path) -> None:
    path = master(tmp_path / "m.xlsx", **EXAMPLE_10)
    with pytest.raises(UnusableError, match="kein Ordner"):
        export(path, path, "json", NOW)
    (tmp_path / "out" / "Bedarfe.csv").mkdir(parents=True)
    with pytest.raises(UnusableError, match=r"Ordner namens Bedarfe\.csv"):
        export(path, tmp_path / "out", "csv", NOW)
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["Bedarfe.csv"]


def test_file_that_cannot_be_replaced_brings_all_old_ones_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, out = master(tmp_path / "m.xlsx", **EXAMPLE_10), tmp_path / "out"
    out.mkdir()
    (out / "Einstellungen.csv").write_text("alt")
    (out / "Bedarfe.csv").write_text("alt")
    before = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target == out / "Bedarfe.csv" and "vorher" not in str(self):
            raise PermissionError(13, "in use", str(target))
        return before(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        export(path, out, "csv", NOW)
    assert {file.name: file.read_text() for file in out.iterdir()} == {
        "Einstellungen.csv": "alt",
        "Bedarfe.csv": "alt",
    }


def test_command_counts_rows_and_says_in_words_why_it_exits_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = master(tmp_path / "m.xlsx", **EXAMPLE_10), tmp_path / "out"
    assert main(["export", str(path), "-o", str(out), "--format", "csv"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"Geschrieben: {len(list(out.iterdir()))} Dateien in {out}"
    assert "Bedarfe 5" in lines[1]
    assert "Budgetübersicht 1" in lines[1]
    assert lines[-1].startswith("Die Mappe hat Fehler; Summen können unvollständig sein.")
    assert main(["export", str(master(tmp_path / "f.xlsx", **FINE)), "-o", str(out)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("Befunde der Mappe: 0 Fehler")


def test_command_counts_cells_that_do_not_fit_and_takes_missing_tables_for_empty(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(shutil.copy(demo, tmp_path))
    package = Package.open(path)
    book = FileBook(path).read()
    record = book["Protokoll"]
    at = record.headers.index("Belegt")
    fill(package, [replace(record, rows=((*record.rows[0][:at], "viel", *record.rows[0][at + 1 :]),), key=())])
    part = next(name for name in package.names if b'displayName="NotizenOhneZeile"' in package.read(name))
    package.replace(part, package.read(part).replace(b'"NotizenOhneZeile"', b'"Fremde"'))
    save(package, path)
    main(["export", str(path), "-o", str(tmp_path / "out")])
    lines = capsys.readouterr().out.splitlines()
    assert lines[2] == "Zellen, die nicht zu ihrer Spalte passen und leer ausgegeben sind: Protokoll 1"
    assert "NotizenOhneZeile 0" in lines[1]
    (row,) = json_rows(tmp_path / "out" / "Protokoll.json")
    assert row["Belegt"] is None


@pytest.mark.libreoffice
def test_csv_opens_in_libreoffice_with_numbers_days_and_texts(tmp_path: Path) -> None:
    """As German Calc opens it: no text is computed, amounts and days can be computed with."""
    kinds = (Kind.TEXT, Kind.MONEY, Kind.DAY, Kind.WHOLE, Kind.SHARE)
    table = TypedTable(
        "Probe",
        tuple(TypedColumn(str(kind), kind, Origin.TYPED) for kind in kinds),
        (
            ("=1+1", Decimal("-1234.56"), date(2024, 10, 31), 1234, Decimal("0.5000")),
            ('Tafel; „groß“\nmit "Fuß"', Decimal("0.10"), date(2020, 1, 2), -5, None),
        ),
    )
    (tmp_path / "Probe.csv").write_bytes(as_csv(table))
    profile = tmp_path / "profile"
    # Semicolon, double quotes, UTF-8, from line 1, German, unquoted fields read as they look.
    options = "CSV:59,34,76,1,,1031,false,true,false"
    subprocess.run(
        [
            *(SOFFICE or "soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", f"--infilter={options}"),
            *("--convert-to", "xlsx", "--outdir", str(tmp_path), str(tmp_path / "Probe.csv")),
        ],
        check=True,
        capture_output=True,
        timeout=TIMEOUT,
    )
    cells = [
        [cell.value for cell in row] for row in openpyxl.load_workbook(tmp_path / "Probe.xlsx")["Probe"].iter_rows()
    ]
    assert cells == [
        [str(kind) for kind in kinds],
        ["'=1+1", -1234.56, datetime(2024, 10, 31), 1234, 0.5],  # noqa: DTZ001  cells know no time zone
        ['Tafel; „groß“\nmit "Fuß"', 0.1, datetime(2020, 1, 2), -5, None],  # noqa: DTZ001
    ]


def test_parquet_without_the_extra_is_one_sentence_and_writes_nothing(tmp_path: Path) -> None:
    path = master(tmp_path / "m.xlsx", **FINE)
    script = (
        "import sys; sys.modules['pyarrow'] = None; from pakt_xl.cli import main;"
        "print([main(['export', sys.argv[1], '-o', sys.argv[2], '--format', kind]) for kind in ('parquet', 'csv')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path), str(tmp_path / "out")], capture_output=True, check=True, timeout=120
    )
    assert done.stdout.decode().splitlines()[-1] == "[2, 0]"
    assert done.stderr.decode() == (
        "Dafür fehlen pandas und pyarrow. Bitte installieren Sie pakt-xl mit dem Zusatz „frames“: "
        'pip install "pakt-xl[frames]"\n'
    )
    assert not list((tmp_path / "out").glob("*.parquet"))
