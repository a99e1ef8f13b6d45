"""Seeded damage to the bytes of a workbook: refused with one sentence, or read as if nothing had happened."""

from __future__ import annotations

import io
import random
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.attack.damage import files_in, packed, parts_of, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SEED = 20211124
EACH = 25  # files of each kind of damage


def flip(data: bytearray, place: int, rnd: random.Random) -> None:
    data[place] ^= 1 << rnd.randrange(8)


def flip_anywhere(data: bytearray, rnd: random.Random) -> None:
    flip(data, rnd.randrange(len(data)), rnd)


def flip_directory(data: bytearray, rnd: random.Random) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        start = archive.start_dir
    flip(data, rnd.randrange(start, len(data)), rnd)


def flip_local_header(data: bytearray, rnd: random.Random) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        place = rnd.choice(archive.infolist()).header_offset
    flip(data, place + rnd.randrange(30), rnd)


def truncate(data: bytearray, rnd: random.Random) -> None:
    del data[rnd.randrange(len(data)) :]


def blank_out(data: bytearray, rnd: random.Random) -> None:
    place = rnd.randrange(len(data))
    data[place : place + 600] = bytes(len(data[place : place + 600]))


def double(data: bytearray, rnd: random.Random) -> None:
    place = rnd.randrange(len(data))
    data[place:place] = data[place : place + 600]


def insert(data: bytearray, rnd: random.Random) -> None:
    place = rnd.randrange(len(data))
    data[place:place] = rnd.randbytes(7)


def exchange(data: bytearray, rnd: random.Random) -> None:
    one, other = (rnd.randrange(len(data) - 600) for _ in range(2))
    data[one : one + 600], data[other : other + 600] = data[other : other + 600], data[one : one + 600]


WAYS: list[Callable[[bytearray, random.Random], None]] = [
    flip_anywhere,
    flip_directory,
    flip_local_header,
    truncate,
    blank_out,
    double,
    insert,
    exchange,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_damaged_bytes_are_refused_or_change_nothing_that_is_shown(
    way: Callable[[bytearray, random.Random], None],
    sound: Path,
    target: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    rnd = random.Random(f"{SEED} {way.__name__}")  # noqa: S311 - damage, not secrets
    usual = told(["check", "--json", str(sound)], capsys).json
    for _ in range(EACH):
        data = bytearray(sound.read_bytes())
        way(data, rnd)
        target.write_bytes(data)
        outcome = told(["check", "--json", str(target)], capsys)
        assert outcome.code == 2 or outcome.json == usual
        assert files_in(target.parent) == {"m.xlsx": bytes(data)}


def spoiled(parts: dict[str, bytes]) -> Iterator[dict[str, bytes]]:
    """Every part left out, and every XML part spoiled in some ways."""
    for name, data in parts.items():
        yield {other: content for other, content in parts.items() if other != name}
        half = data[: len(data) // 2]
        for bad in (b"", half, half + b"\xff\xfe" + data[len(half) :], b"<html/>", data + b"<x/>", b"<a>" * 5000):
            yield parts | {name: bad}


@pytest.mark.parametrize("command", ["check", "run", "repair"])
def test_missing_and_spoiled_parts_end_in_no_failure_and_a_refusal_writes_nothing(
    command: str, sound: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = list(spoiled(parts_of(sound)))
    for parts in random.Random(f"{SEED} {command}").sample(cases, 40):  # noqa: S311
        data = packed(parts)
        target.write_bytes(data)
        outcome = told([command, str(target)], capsys)
        if outcome.code == 2 or command == "check":
            assert files_in(target.parent) == {"m.xlsx": data}
        else:
            assert not zipfile.ZipFile(target).testzip()
        for path in target.parent.iterdir():
            path.unlink()
