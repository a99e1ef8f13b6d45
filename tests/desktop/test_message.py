"""The message box: the text goes as one argument, and where there is no box it goes to stderr."""

from __future__ import annotations

import ctypes
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from pakt_xl.desktop.message import APPLESCRIPT, show
from tests.desktop.systems import Programs, machine

if TYPE_CHECKING:
    from pathlib import Path

TEXT = 'Die Mappe „Hamm"; $(rm -rf /) & `x`“ ist schreibgeschützt.\nBitte anders speichern.'
SCREEN = {"DISPLAY": ":0"}


def test_windows_shows_a_box_in_front(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[object, ...]] = []

    def box(*arguments: object) -> int:
        shown.append(arguments)
        return 1

    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=SimpleNamespace(MessageBoxW=box)), raising=False)
    show(TEXT, machine(tmp_path, "win32"))
    assert shown == [(None, TEXT, "pakt-xl", 0x50030)]


def test_windows_without_a_desktop_writes_to_stderr(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    user32 = SimpleNamespace(MessageBoxW=lambda *_: 0)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user32), raising=False)
    show(TEXT, machine(tmp_path, "win32"))
    assert capsys.readouterr().err == f"{TEXT}\n"


@pytest.mark.parametrize("codes", [{}, {"osascript": 1}])
def test_macos_without_a_session_writes_to_stderr(
    codes: dict[str, int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show(TEXT, machine(tmp_path, "darwin", Programs(codes)))
    assert capsys.readouterr().err == f"{TEXT}\n"


def test_macos_hands_the_text_to_a_script_that_never_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    programs = Programs({"osascript": 0})
    show(TEXT, machine(tmp_path, "darwin", programs))
    script = [word for line in APPLESCRIPT for word in ("-e", line)]
    assert programs.calls == [["/usr/bin/osascript", *script, "pakt-xl", TEXT]]
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("zenity", ["--warning", "--no-markup", "--title=pakt-xl", f"--text={TEXT}"]),
        ("kdialog", ["--title", "pakt-xl", "--error", TEXT]),
        ("xmessage", ["-center", "-title", "pakt-xl", TEXT]),
    ],
)
def test_free_desktop_asks_the_program_it_has(
    name: str, words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    programs = Programs({name: 0})
    show(TEXT, machine(tmp_path, "linux", programs, SCREEN))
    assert programs.calls == [[f"/usr/bin/{name}", *words]]
    assert capsys.readouterr().err == ""


def test_program_that_does_not_start_is_followed_by_the_next(tmp_path: Path) -> None:
    programs = Programs({"zenity": 127, "kdialog": 0, "xmessage": 0})
    show(TEXT, machine(tmp_path, "linux", programs, {"WAYLAND_DISPLAY": "wayland-0"}))
    assert [call[0] for call in programs.calls] == ["/usr/bin/zenity", "/usr/bin/kdialog"]


@pytest.mark.parametrize(
    ("codes", "environ", "called"),
    [({"zenity": 0}, {}, 0), ({}, SCREEN, 0), ({"zenity": 1, "kdialog": 0}, SCREEN, 1), ({"zenity": 127}, SCREEN, 1)],
)
def test_without_a_box_the_text_is_on_stderr(
    codes: dict[str, int], environ: dict[str, str], called: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    programs = Programs(codes)
    show(TEXT, machine(tmp_path, "linux", programs, environ))
    assert capsys.readouterr().err == f"{TEXT}\n"
    assert len(programs.calls) == called


def test_nothing_commands_the_terminal_or_ends_the_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    show("a\x00b\x1b[2J\r\udcffc\nd", machine(tmp_path))
    assert capsys.readouterr().err == "a b [2J  c\nd\n"


def test_without_stderr_nothing_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    show(TEXT, machine(tmp_path))
