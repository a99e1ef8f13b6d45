"""Workbooks that other programs or people made odd: a run settles, and names what it cannot use."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.attack.damage import files_in, packed, parts_of, told

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RUNS = 3
STRICT = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}


def strict(part: str) -> str:
    for transitional, other in STRICT.items():
        part = part.replace(transitional, other)
    return part


def hidden(part: str) -> str:
    part = re.sub(r' state="visible"', "", part)
    return re.sub(r'(<sheet [^>]*?name="(?:Bedarfe|Lose|Preise)")', r'\1 state="veryHidden"', part)


def protected(part: str) -> str:
    return part.replace("</sheetData>", '</sheetData><sheetProtection sheet="1" password="CC1A"/>', 1)


def filtered(part: str) -> str:
    chosen = '<filterColumn colId="0"><filters><filter val="x"/></filters></filterColumn>'
    return re.sub(r'<autoFilter ref="([^"]+)"\s*/>', rf'<autoFilter ref="\1">{chosen}</autoFilter>', part)


def upper_tables(part: str) -> str:
    return re.sub(r' displayName="(\w+)"', lambda name: f' displayName="{name[1].upper()}"', part)


def upper_headers(part: str) -> str:
    pattern = r'<tableColumn ([^>]*?)name="(Menge|Schulnummer|Preisart)"'
    return re.sub(pattern, lambda found: f'<tableColumn {found[1]}name=" {found[2].upper()}_x000a_"', part)


def renamed_sheets(part: str) -> str:
    return re.sub(r'(<sheet [^>]*?name="(?:Bedarfe|Lose))"', r"""\1 'neu' &amp; alt\"""", part)


@pytest.mark.parametrize(
    "change",
    [strict, hidden, protected, filtered, upper_tables, upper_headers, renamed_sheets],
    ids=lambda f: f.__name__,
)
def test_odd_workbook_gives_the_same_budgets_and_runs_settle(
    change: Callable[[str], str], sound: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    usual = told(["check", "--json", str(sound)], capsys).json
    parts = parts_of(sound)
    odd = {name: change(data.decode()).encode() for name, data in parts.items()}
    assert odd != parts
    target.write_bytes(packed(odd))
    assert told(["check", "--json", str(target)], capsys).json["budgets"] == usual["budgets"]
    versions = []
    for _ in range(RUNS):
        assert told(["run", str(target)], capsys).code == 1
        versions.append(parts_of(target))
    second, third = ({name for name in old if old[name] != new.get(name)} for old, new in pairwise(versions))
    assert len(third) == 2, "a third run changes the sheet and the table of Protokoll alone"
    assert len(second - third) <= 1, "a second run changes the column Stand of Prüfbericht too"


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (('name="Menge"', 'name="Anzahl"'), "fehlt die Spalte „Menge“"),
        (
            ('name="Erfasst im Jahr"', 'name=" menge "'),
            "Die Überschrift „Erfasst im Jahr“ passt nicht zum Namen „ menge “",
        ),
        (('displayName="Preise"', 'displayName="Kosten"'), "Tabelle „Preise“ fehlt"),
        (('displayName="Kontakte"', 'displayName="bedarfe"'), "mehrfach"),
    ],
)
def test_what_is_missing_or_doubled_is_named_and_nothing_is_written(
    change: tuple[str, str], word: str, sound: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = parts_of(sound)
    old, new = change
    needs = next(name for name, data in parts.items() if b'displayName="Bedarfe"' in data)
    for name in [needs] if old.startswith("name") else list(parts):
        parts[name] = parts[name].replace(old.encode(), new.encode())
    target.write_bytes(packed(parts))
    before = files_in(target.parent)
    for command in ("check", "run"):
        outcome = told([command, str(target)], capsys)
        assert (outcome.code, word in outcome.err) == (2, True)
    assert files_in(target.parent) == before
