"""Frames: every table with the documented dtypes; the example of the documentation runs; no click loads pandas."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from pakt_xl.domain.rows import MODELS
from pakt_xl.frames import DTYPES, frame_of, read_frames
from pakt_xl.reports import generated_tables
from pakt_xl.run import run
from pakt_xl.run.export import export
from pakt_xl.run.export_columns import DICTIONARY, Kind, Origin, TypedColumn
from pakt_xl.run.export_tables import TypedTable
from pakt_xl.run.new import new
from tests.masters import EXAMPLE_10, PROGRAMME, master
from tests.test_handbook import ROOT

if TYPE_CHECKING:
    from pathlib import Path

RUN = datetime(2026, 11, 24, 9, 0, 5)  # noqa: DTZ001  a workbook shows local time
DOCUMENT = (ROOT / "docs" / "daten.md").read_text(encoding="utf-8")
BLOCKS = re.compile(r"```python\n(.*?)```(?:\n\n```text\n(.*?)```)?", re.DOTALL)
"""A block of code and what it prints."""


def test_every_table_is_a_frame_with_the_dtypes_of_its_columns(tmp_path: Path) -> None:
    path = new(tmp_path / "hamm.xlsx", demo=True).path
    run(path, None, RUN)
    before = path.read_bytes()
    frames = read_frames(str(path))
    assert path.read_bytes() == before
    names = [*(model.TABLE for model in MODELS), *(spec.name for spec in generated_tables(PROGRAMME)), DICTIONARY]
    assert list(frames) == names
    dictionary = frames[DICTIONARY]
    assert len(dictionary) == sum(len(frame.columns) for frame in frames.values())
    for table, header, kind in zip(dictionary["Tabelle"], dictionary["Spalte"], dictionary["Art"], strict=True):
        assert str(frames[table][header].dtype) == DTYPES[Kind(kind)], (table, header)


def test_blank_and_unreadable_cells_are_missing_and_the_findings_say_which(tmp_path: Path) -> None:
    needs = EXAMPLE_10["Bedarfe"].replace("| 6     |", "|       |")
    frames = read_frames(master(tmp_path / "m.xlsx", **EXAMPLE_10 | {"Bedarfe": needs}))
    assert frames["Bedarfe"]["Menge"].isna().tolist() == [True, False, False, False, False]
    assert frames["Schulen"]["Geschlossen ab"].isna().all()
    report = frames["Prüfbericht"]
    (blank,) = report[report["Code"] == "Z01"].to_dict("records")
    assert (blank["Blatt"], blank["Zelle"], blank["Spalte"]) == ("Bedarfe", "D5", "Menge")
    assert frames["Budgetübersicht"]["Vollständig"].tolist() == ["nein"]


def test_money_adds_up_to_the_cent(tmp_path: Path) -> None:
    frames = read_frames(master(tmp_path / "m.xlsx", **EXAMPLE_10))
    budget, needs = frames["Budgetübersicht"], frames["Bedarfe"]
    assert budget["Restbudget"].tolist() == [Decimal("-850.00")]
    assert budget["Ausgeschöpft %"].tolist() == [Decimal("1.0283")]
    value = needs["Geplant"] + needs["Bestellt offen"] + needs["Berechnet"]
    assert value[needs["Finanzierung"] == "DigitalPakt"].sum() == Decimal("30850.00")
    assert (needs["Einzelpreis"] * needs["Noch zu beschaffen"]).sum() == needs["Geplant"].sum()
    assert frames["Einstellungen"].set_index("Schlüssel")["Wert"]["Stichtag"] == "2022-03-01"


def test_greatest_amount_and_last_day_fit_and_text_of_another_kind_is_text() -> None:
    kinds = (Kind.MONEY, Kind.DAY, Kind.MIXED, Kind.WHOLE)
    columns = tuple(TypedColumn(str(kind), kind, Origin.TYPED) for kind in kinds)
    last = datetime(9999, 12, 31).date()  # noqa: DTZ001
    rows = ((Decimal("9999999999999999.99"), last, Decimal("0.5"), -(10**15)), (None,) * 4)
    frame = frame_of(TypedTable("T", columns, rows))
    assert frame[str(Kind.MONEY)][0] == Decimal("9999999999999999.99")
    assert frame[str(Kind.DAY)][0].date() == last
    assert frame[str(Kind.MIXED)][0] == "0.5"
    assert frame[str(Kind.WHOLE)][0] == -(10**15)
    assert frame.iloc[1].isna().all()


def test_example_of_the_documentation_runs_on_the_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    path = new(tmp_path / "hamm.xlsx", demo=True).path
    export(path, tmp_path / "out", "csv", RUN)
    blocks = BLOCKS.findall(DOCUMENT)
    assert len(blocks) == DOCUMENT.count("```python") == 5
    names: dict[str, object] = {}
    for code, printed in blocks:
        exec(code, names)  # noqa: S102  code of our own documentation
        assert capsys.readouterr().out == printed
    assert isinstance(names["je_gruppe"], pd.Series)


def test_documented_dtypes_are_those_of_the_code() -> None:
    rows = [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in DOCUMENT.splitlines() if "|" in line]
    told = {row[0].split(" (")[0]: row[-1] for row in rows if row[0].split(" (")[0] in set(Kind)}
    assert told == {str(kind): dtype for kind, dtype in DTYPES.items()}


@pytest.mark.parametrize("module", ["pakt_xl.cli.commands", "pakt_xl.buttons", "pakt_xl.run", "pakt_xl.run.verifying"])
def test_frames_and_pandas_are_not_on_the_way_of_a_click_or_command(module: str) -> None:
    script = (
        f"import sys, {module};"
        "heavy = ('pandas', 'pyarrow', 'openpyxl', 'pakt_xl.frames', 'pakt_xl.run.export_arrow');"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True, timeout=120)
    assert done.stdout.strip() == "[]"


def test_without_the_extra_the_import_says_what_to_install() -> None:
    script = (
        "import sys; sys.modules['pyarrow'] = None\ntry:\n    import pakt_xl.frames\nexcept Exception as e: print(e)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True, timeout=120)
    assert done.stdout.startswith("Dafür fehlen pandas und pyarrow.")
    assert "[frames]" in done.stdout
