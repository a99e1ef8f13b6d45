"""Streams that are closed or full, disks without room, odd places: the message stays German and stdout pure."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.attack.damage import files_in, told

if TYPE_CHECKING:
    from collections.abc import Sequence

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files and streams")
PROGRAM = f"{sys.executable} -m pakt_xl"


def shell(line: str) -> tuple[int, bytes]:
    """Exit code and stdout of a command line in which PAKT stands for the program."""
    done = subprocess.run(
        ["sh", "-c", line.replace("PAKT", PROGRAM)], stdout=-1, stderr=subprocess.DEVNULL, timeout=60, check=False
    )
    return done.returncode, done.stdout


@POSIX
@pytest.mark.parametrize("stream", ["2>&-", "2>/dev/full", ">&- 2>&- <&-"])
def test_message_that_nobody_can_read_leaves_the_exit_code_and_a_pure_stdout(stream: str) -> None:
    assert shell(f"PAKT check gibt_es_nicht.xlsx {stream}") == (2, b"")


@POSIX
def test_pipe_is_no_workbook_and_nobody_waits_for_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipe = tmp_path / "m.xlsx"
    os.mkfifo(pipe)
    outcome = told(["check", str(pipe)], capsys)
    assert outcome.err == f"„{pipe}“ ist keine gewöhnliche Datei. Bitte geben Sie die Arbeitsmappe an.\n"


@POSIX
def test_link_in_a_circle_has_a_german_message(sound: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    circle = tmp_path / "m.xlsx"
    circle.symlink_to(circle)
    assert told(["check", str(circle)], capsys).code == 2
    assert told(["run", str(sound), "-o", str(circle)], capsys).code == 2


def test_name_that_is_too_long_is_refused_by_every_command(
    sound: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = str(tmp_path / ("x" * 300 + ".xlsx"))
    for call in (["check", name], ["run", str(sound), "-o", name], ["new", name], ["export", str(sound), "-o", name]):
        assert told(call, capsys).code == 2
    assert files_in(tmp_path) == {}


def test_folder_in_the_place_of_the_last_version_leaves_the_workbook_alone(
    sound: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target.write_bytes(sound.read_bytes())
    (target.parent / "m.vorher.xlsx").mkdir()
    before = files_in(target.parent)
    assert told(["run", str(target)], capsys).code == 2
    assert files_in(target.parent) == before


def test_disk_that_cannot_be_written_is_named(
    sound: Path, target: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    usual = Path.open

    def read_only(path: Path, mode: str = "r", **how: Any) -> Any:
        if "x" in mode:
            raise OSError(errno.EROFS, "Read-only file system")
        return usual(path, mode, **how)

    monkeypatch.setattr(Path, "open", read_only)
    outcome = told(["run", str(sound), "-o", str(target)], capsys)
    assert outcome.err.startswith(f"Der Datenträger von „{target}“ ist schreibgeschützt.")


def test_export_without_room_for_all_files_leaves_none(
    sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "Schulen.json").write_text("alt", encoding="utf-8")
    before = files_in(tmp_path)
    write, left = Path.write_bytes, iter([True] * 7)

    def full(path: Path, *content: Any, **how: Any) -> int:
        if not next(left, False):
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(path, *content, **how)

    monkeypatch.setattr(Path, "write_bytes", full)
    assert told(["export", str(sound), "-o", str(tmp_path)], capsys).code == 2
    assert files_in(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["Schulen.json"]


@pytest.mark.parametrize("call", [[], ["prüfe"], ["check"], ["run", "-o"], ["check", "--json=1"], ["new", "--demo"]])
def test_wrong_call_is_one_german_sentence(call: Sequence[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert told(list(call), capsys).code == 2
