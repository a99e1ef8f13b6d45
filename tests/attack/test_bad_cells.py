"""Every kind of cell in every column of the input tables: a finding or one message, never a failure, never silence."""

from __future__ import annotations

import random
import re
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest

from pakt_xl.domain.table import column_letters
from pakt_xl.ooxml.package import Package
from pakt_xl.ooxml.parts import TableInfo, Workbook
from tests.attack.damage import packed, parts_of, told

if TYPE_CHECKING:
    from pathlib import Path

SEED = 20211124
RUNS = 3
INPUTS = ["Einstellungen", "Kontakte", "Schulen", "Katalog", "Preise", "Bedarfe"]
COMMANDING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
LONGEST_LINE = 1200


def text(content: str) -> str:
    return f't="inlineStr"><is><t xml:space="preserve">{escape(content)}</t></is></c>'


CELLS = {
    "error": 't="e"><v>#REF!</v></c>',
    "unknown error": 't="e"><v>#QUATSCH!</v></c>',
    "truth": 't="b"><v>1</v></c>',
    "odd truth": 't="b"><v>7</v></c>',
    "ISO date": 't="d"><v>2021-13-44</v></c>',
    "greatest": "><v>1E+308</v></c>",
    "too great": "><v>1E+400</v></c>",
    "not a number": "><v>NaN</v></c>",
    "negative": "><v>-1</v></c>",
    "broken": "><v>2.5</v></c>",
    "three places": "><v>12.345</v></c>",
    "endless number": f"><v>{'9' * 6000}</v></c>",
    "never computed": "><f>1+1</f></c>",
    "computed": "><f>1+1</f><v>2</v></c>",
    "failed formula": 't="e"><f>1/0</f><v>#DIV/0!</v></c>',
    "long text": text("ä" * 40_000),
    "emoji": text("👩‍👩‍👧"),
    "right to left": text("\u202eשלום\u202c"),
    "like a formula": text("=1+1"),
    "ANSI": text("x _x001B_[31mrot"),
    "markup": text("[red]x[/red]"),
    "escape": text("a_x000D_\nb"),
    "full width": text("１２"),
    "blanks": text("\u00a0\u2009\u200b\ufeff"),
    "zero width": text("1\u200b2"),
    "quotes": text("\"';--"),
    "ten thousand": text("10.000"),
    "exponent": text("1e3"),
    "amount": text("1.234,56 €"),
    "no day": text("31.02.2022"),
    "wild": text("*"),
    "endless digits": text("9" * 5000 + ",00 €"),
    "line ends": text("a\u2028b\u2029c\x85d"),
}


def changed(source: Path, info: TableInfo, row: int, column: int, cell: str) -> bytes:
    """Return the workbook with one cell, which must be there, replaced."""
    parts = parts_of(source)
    place = f"{column_letters(column)}{row}"
    pattern = rf'<c r="{place}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)'
    sheet, found = re.subn(
        pattern,
        lambda old: f'<c r="{place}"{old[1] or ""} {cell}',
        parts[info.sheet.part].decode(),
        count=1,
        flags=re.DOTALL,
    )
    assert found
    return packed(parts | {info.sheet.part: sheet.encode()})


def tables_of(path: Path) -> dict[str, TableInfo]:
    return {table.name: table for table in Workbook.of(Package.open(path)).tables}


@pytest.mark.parametrize("kind", CELLS)
def test_kind_of_cell_anywhere_is_reported_and_commands_no_terminal(
    kind: str, sound: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rnd = random.Random(f"{SEED} {kind}")  # noqa: S311 - a choice of cells, not a secret
    usual = told(["check", "--json", str(sound)], capsys).json
    tables = tables_of(sound)
    for name in INPUTS:
        info = tables[name]
        place = rnd.randrange(len(info.columns))
        row = rnd.randint(info.first_data_row, info.last_data_row)
        header = info.columns[place].name
        target.write_bytes(changed(sound, info, row, info.first_col + place, CELLS[kind]))
        shown = told(["check", str(target)], capsys)
        assert not COMMANDING.search(shown.out + shown.err)
        assert max(map(len, (shown.out + shown.err).split("\n"))) < LONGEST_LINE
        outcome = told(["check", "--json", str(target)], capsys)
        if outcome.code != 2 and outcome.json["findings"] == usual["findings"] and header != "Schulname":
            assert outcome.json["budgets"] == usual["budgets"], (name, header)


def test_runs_on_bad_cells_settle_and_leave_the_input_alone(
    sound: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = tables_of(sound)
    info = tables["Bedarfe"]
    path = sound
    for place, cell in enumerate((CELLS["ANSI"], CELLS["error"], CELLS["like a formula"], CELLS["endless number"])):
        target.write_bytes(changed(path, info, info.first_data_row + place, info.first_col + place, cell))
        path = target
    versions = [parts_of(target)]
    for _ in range(RUNS):
        assert told(["run", str(target)], capsys).code == 1
        versions.append(parts_of(target))
    inputs = {tables[name].sheet.part for name in INPUTS}
    protocol = {tables["Protokoll"].sheet.part, tables["Protokoll"].part}
    report = {tables["Prüfbericht"].sheet.part}
    first, second, third = ({name for name in old if old[name] != new.get(name)} for old, new in pairwise(versions))
    assert not first & inputs
    assert second == protocol | report
    assert third == protocol


def test_greatest_price_and_quantity_end_in_no_failure(
    sound: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = tables_of(sound)
    path = sound
    cells = {("Preise", "Einzelpreis"): "999999999999999", ("Bedarfe", "Menge"): "999999999999999"}
    for (name, header), number in (cells | {("Schulen", "DigitalPakt-Budget"): "0.01"}).items():
        info = tables[name]
        place = [column.name for column in info.columns].index(header)
        cell = f"><v>{number}</v></c>"
        target.write_bytes(changed(path, info, info.first_data_row, info.first_col + place, cell))
        path = target
    for kind in ("brutto", "netto"):
        part = tables["Preise"].sheet.part
        parts = parts_of(target)
        target.write_bytes(packed(parts | {part: parts[part].replace(b"brutto", kind.encode())}))
        for call in (["check"], ["check", "--json"], ["run"], ["run"]):
            assert told([*call, str(target)], capsys).code == 1


@pytest.mark.parametrize("cell", ["><v>1E+308</v></c>", "><f>1+1</f><v>-1E+308</v></c>"])
def test_greatest_number_in_a_formula_column_is_quoted(
    cell: str, sound: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    info = tables_of(sound)["Bedarfe"]
    place = [column.name for column in info.columns].index("Geplant")
    target.write_bytes(changed(sound, info, info.first_data_row, info.first_col + place, cell))
    parts = parts_of(target)
    computed = parts["xl/workbook.xml"].replace(b'fullCalcOnLoad="1"', b"")  # as an office program leaves it
    target.write_bytes(packed(parts | {"xl/workbook.xml": computed}))
    (finding,) = (
        each for each in told(["check", "--json", str(target)], capsys).json["findings"] if each["code"] == "T05"
    )
    assert "1E+308" in finding["message"]
