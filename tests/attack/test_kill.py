"""A run that is killed at any moment leaves the old or the new workbook, whole; an interrupt leaves nothing beside."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
import zipfile
from typing import TYPE_CHECKING

import pytest

from pakt_xl.books.file import FileBook
from pakt_xl.reports import protocol

if TYPE_CHECKING:
    from pathlib import Path

SEED = 20211124
TIMES = 5
LIMIT = 60  # seconds


def running(path: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pakt_xl", "run", str(path)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("name", ["SIGKILL", "SIGINT"])
def test_run_that_is_ended_at_any_moment_leaves_a_whole_workbook(name: str, sound: Path, target: Path) -> None:
    target.write_bytes(sound.read_bytes())
    begin = time.monotonic()
    with running(target) as whole:
        whole.wait(LIMIT)
    lasts = time.monotonic() - begin
    rnd = random.Random(f"{SEED} {name}")  # noqa: S311 - moments, not secrets
    for number in range(TIMES):
        before = target.read_bytes()
        runs = len(FileBook(target).read()[protocol.SPEC.name].rows)
        with running(target) as process:
            time.sleep(lasts * (rnd.uniform(0.7, 1.0) if number % 2 else rnd.random()))
            process.send_signal(getattr(signal, name))
            process.wait(LIMIT)
        after = target.read_bytes()
        assert not zipfile.ZipFile(target).testzip()
        assert after == before or len(FileBook(target).read()[protocol.SPEC.name].rows) == runs + 1
        if name == "SIGINT":
            assert {path.name for path in target.parent.iterdir()} == {"m.xlsx", "m.vorher.xlsx"}
