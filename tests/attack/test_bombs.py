"""Parts that are small in the file and huge when unpacked: time and memory stay bounded."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from pakt_xl.ooxml.package import Package
from pakt_xl.ooxml.scan import NotPlain
from pakt_xl.ooxml.tokens import plain_tokens
from tests.attack.damage import parts_of, sheet_of, told

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 1 << 20


def deflated(target: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def test_fast_way_gives_up_on_a_row_without_end_and_the_sure_way_reads_on(
    sound: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    part, parts = sheet_of(sound, "Bedarfe"), parts_of(sound)
    parts[part] = parts[part].replace(b"</row>", b" " * 8 * MEGABYTE + b"</row>", 1)
    deflated(target, parts)
    with pytest.raises(NotPlain):
        list(plain_tokens(Package.open(target), part))
    assert told(["check", "--json", str(target)], capsys).json == told(["check", "--json", str(sound)], capsys).json


@pytest.mark.parametrize(("size", "code"), [(100_000, 1), (2 * MEGABYTE, 2)])
def test_comment_before_the_root_is_read_through_only_if_it_has_a_size_that_programs_write(
    size: int, code: int, sound: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = parts_of(sound)
    comment = b"<!--" + b"x" * size + b"-->"
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<workbook ", comment + b"<workbook ", 1)
    deflated(target, parts)
    assert told(["check", str(target)], capsys).code == code


def test_doctype_behind_a_long_comment_is_seen(sound: Path, target: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parts = parts_of(sound)
    hidden = b"<!--" + b"x" * 100_000 + b"--><!DOCTYPE workbook><workbook "
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<workbook ", hidden, 1)
    deflated(target, parts)
    outcome = told(["check", str(target)], capsys)
    assert (outcome.code, "DOCTYPE" in outcome.err) == (2, True)


@pytest.mark.parametrize("table", ["Schulen", "Lose"])
def test_table_that_claims_all_rows_of_the_sheet_ends_in_time(
    table: str, sound: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = parts_of(sound)
    part = next(name for name, data in parts.items() if f'displayName="{table}"'.encode() in data)
    text = parts[part].decode()
    place = text.split(' ref="')[1].split('"')[0]
    longest = place.split(":")[0] + ":" + place.split(":")[1].rstrip("0123456789") + "1048576"
    parts[part] = text.replace(f' ref="{place}"', f' ref="{longest}"').encode()
    deflated(target, parts)
    assert told(["check", "--json", str(target)], capsys).json["budgets"]
