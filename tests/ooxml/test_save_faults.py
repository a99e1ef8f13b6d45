"""Whatever fails during a save, the old or the new workbook stands there whole, and nothing is left beside it."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pakt_xl.domain.errors import UnusableError
from pakt_xl.ooxml.save import Saved, save
from tests.ooxml import build

if TYPE_CHECKING:
    from collections.abc import Callable

    from pakt_xl.ooxml.package import Package

from tests.ooxml.saving import Faults, changed, files, refused, windows, written


@pytest.fixture
def master(tmp_path: Path) -> Path:
    return build.save(tmp_path / "Master.xlsx", build.schulen('<row r="1"/>') | {"xl/bild.bin": os.urandom(300_000)})


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)


def no_space() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def no_access() -> None:
    raise PermissionError(errno.EACCES, "Permission denied")


def broken_disk() -> None:
    raise OSError(errno.EIO, "Input/output error")


def cut_connection() -> None:
    raise FileNotFoundError(errno.ENOENT, "No such file")


def failed_calls(master: Path, fail: Callable[[], None]) -> list[str]:
    """Let each call of a save fail in turn, each time on a fresh copy of the master; returns all calls."""
    original = master.read_bytes()
    number = 0
    while True:
        number += 1
        for path in master.parent.iterdir():
            path.unlink()
        master.write_bytes(original)
        with pytest.MonkeyPatch.context() as patch:
            package = changed(master)
            faults = Faults(patch, number, fail)
            result = outcome(package, master)
        check(master, original, written(package), result)
        if number > len(faults.calls):
            return faults.calls


def outcome(package: Package, master: Path) -> Saved | str:
    try:
        return save(package, master)
    except UnusableError as error:
        return str(error)


def check(master: Path, old: bytes, new: bytes, result: Saved | str) -> None:
    copy = master.with_name("Master.vorher.xlsx")
    if isinstance(result, Saved):
        assert master.read_bytes() == new
        assert copy.read_bytes() == old
    else:
        assert master.read_bytes() == old
        assert result.endswith("wurde nicht geändert.") or "inzwischen geändert" in result
    assert files(master.parent) <= {"Master.xlsx", "Master.vorher.xlsx"}
    assert not copy.exists() or copy.read_bytes() == old


@pytest.mark.parametrize("fail", [no_space, no_access, broken_disk, cut_connection])
def test_every_call_that_fails_leaves_the_old_or_the_new_file_whole(master: Path, fail: Callable[[], None]) -> None:
    calls = failed_calls(master, fail)
    assert len(calls) > 40
    assert {"open file", "write", "fsync", "replace", "chmod", "close"} <= set(calls)


def test_an_interruption_by_the_user_leaves_nothing_behind(master: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_stream: int) -> None:
        raise KeyboardInterrupt

    old = master.read_bytes()
    package = changed(master)
    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        save(package, master)
    assert master.read_bytes() == old
    assert files(master.parent) == {"Master.xlsx"}


@windows
def test_a_full_disk_is_said_so(master: Path) -> None:
    import resource  # noqa: PLC0415 - POSIX only

    package = changed(master)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        message = refused(package, master)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    assert "fehlt Platz auf dem Datenträger" in message


ROOT = Path(__file__).parents[2]
KILLED = """
import os, sys
from pathlib import Path
import pytest
from pakt_xl.ooxml.save import save
from tests.ooxml.saving import Faults, changed
master = Path(sys.argv[1])
number = int(sys.argv[2])
package = changed(master)
with pytest.MonkeyPatch.context() as patch:
    Faults(patch, number, lambda: os._exit(9))
    save(package, master)
"""


@windows
def test_a_kill_at_any_moment_leaves_the_old_or_the_new_file_whole(master: Path) -> None:
    old = master.read_bytes()
    new = written(changed(master))
    codes: list[int] = []
    while 0 not in codes:
        master.write_bytes(old)
        master.with_name("Master.vorher.xlsx").unlink(missing_ok=True)
        arguments = [sys.executable, "-c", KILLED, str(master), str(4 * len(codes) + 1)]
        codes.append(subprocess.run(arguments, check=False, cwd=ROOT).returncode)
        assert master.read_bytes() in (old, new)
        if master.read_bytes() == new:
            assert master.with_name("Master.vorher.xlsx").read_bytes() == old
    assert set(codes) == {0, 9}
