"""Parts that are whole in the zip file, but not what a workbook needs: refused, never read as blank."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.attack.damage import files_in, packed, parts_of, sheet_of, told, with_change

if TYPE_CHECKING:
    from pathlib import Path

HUGE = "9" * 5000
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@pytest.mark.parametrize("command", ["check", "run"])
@pytest.mark.parametrize("kept", [b"<html/>", b"<worksheet/>", b"<worksheet " + MAIN.encode() + b"/>"])
def test_sheet_without_cells_is_damage_and_no_empty_table(
    command: str, kept: bytes, sound: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target.write_bytes(packed(parts_of(sound) | {sheet_of(sound, "Schulen"): kept}))
    before = files_in(target.parent)
    outcome = told([command, str(target)], capsys)
    assert (outcome.code, "beschädigt" in outcome.err) == (2, True)
    assert files_in(target.parent) == before


@pytest.mark.parametrize("command", ["check", "run", "repair"])
def test_workbook_part_of_another_kind_is_refused(
    command: str, sound: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target.write_bytes(packed(parts_of(sound) | {"xl/workbook.xml": b"<html/>"}))
    before = files_in(target.parent)
    assert told([command, str(target)], capsys).code == 2
    assert files_in(target.parent) == before


@pytest.mark.parametrize("number", [HUGE, "1048577", "99999999999999999999"])
def test_row_that_no_sheet_has_is_damage(
    number: str, sound: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target.write_bytes(with_change(sound, sheet_of(sound, "Bedarfe"), '<row r="6"', f'<row r="{number}"'))
    outcome = told(["check", str(target)], capsys)
    assert (outcome.code, "beschädigt" in outcome.err) == (2, True)


@pytest.mark.parametrize("attribute", ["headerRowCount", "totalsRowCount", "id"])
def test_number_of_a_table_with_thousands_of_digits_ends_in_no_failure(
    attribute: str, sound: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = parts_of(sound)
    for name in [name for name in parts if name.startswith("xl/tables/")]:
        text = re.sub(rf' {attribute}="\d+"', "", parts[name].decode())
        parts[name] = text.replace("<table ", f'<table {attribute}="{HUGE}" ', 1).encode()
    target.write_bytes(packed(parts))
    for command in ("check", "run", "repair"):
        told([command, str(target)], capsys)


@pytest.mark.parametrize("number", ["", "-1", "1.5", "A1:B2", HUGE])
def test_repair_of_a_workbook_with_absurd_numbers_ends_in_no_failure(
    number: str, sound: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = parts_of(sound)
    for name, data in parts.items():  # two tables are missing; every number that adding them counts on is absurd
        text = re.sub(r' displayName="(Lose|Umschichtungen)"', r' displayName="Eigene_\1"', data.decode())
        text = re.sub(r' (sheetId|activeTab|firstSheet|localSheetId|priority)="\d+"', rf' \1="{number}"', text)
        text = re.sub(r'(<table [^>]*?) id="\d+"', rf'\1 id="{number}"', text)
        parts[name] = text.encode()
    target.write_bytes(packed(parts))
    assert told(["repair", str(target)], capsys).code == 0
    told(["run", str(target)], capsys)


def test_text_under_a_wrong_type_of_cell_is_not_lost(
    sound: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = sheet_of(sound, "Schulen")
    inline = 't="inlineStr"><is><t>Ahornschule'
    target.write_bytes(with_change(sound, name, inline, inline.replace("inlineStr", "wort")))
    usual = told(["check", "--json", str(sound)], capsys).json
    assert usual["budgets"][0]["Schule"] == "Ahornschule"
    assert told(["check", "--json", str(target)], capsys).json == usual


@pytest.mark.parametrize("command", ["run", "repair"])
def test_part_that_nobody_reads_is_proved_before_it_is_copied(
    command: str, sound: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = parts_of(sound)
    if command == "repair":  # something to add, else nothing is written
        table = next(name for name, data in parts.items() if b'displayName="Lose"' in data)
        parts[table] = parts[table].replace(b'"Lose"', b'"Eigene"')
    data = bytearray(packed(parts))
    theme = data.index(b"a:theme")
    data[theme] ^= 1
    target.write_bytes(data)
    before = files_in(target.parent)
    outcome = told([command, str(target)], capsys)
    assert (outcome.code, "theme1.xml" in outcome.err) == (2, True)
    assert files_in(target.parent) == before
