"""The choice of the platform, this machine's own facts, and the command ``pakt-xl buttons``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pakt_xl.cli import main
from pakt_xl.desktop import scheme
from pakt_xl.desktop.linux import Linux
from pakt_xl.desktop.macos import Mac
from pakt_xl.desktop.system import NOT_STARTED, run, this_system
from pakt_xl.desktop.windows import Windows
from tests.desktop.systems import machine
from tests.desktop.winreg import Winreg


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Home folder of this test alone."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    return tmp_path


def test_each_platform_has_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    winreg = Winreg()
    monkeypatch.setitem(sys.modules, "winreg", winreg)
    windows = scheme.place(machine(tmp_path, "win32"))
    assert isinstance(windows, Windows)
    windows.install()
    assert winreg.keys[r"Software\Classes\pakt-xl\shell\open\command"] == {
        "": f'"{tmp_path}/bin/pakt-xl-link.exe" "%1"'
    }
    mac = scheme.place(machine(tmp_path, "darwin"))
    assert isinstance(mac, Mac)
    assert mac.bundle == tmp_path / "home" / "Applications" / "pakt-xl.app"
    for platform in ("linux", "freebsd14"):
        free = scheme.place(machine(tmp_path, platform))
        assert isinstance(free, Linux)
        assert free.command == (f"{tmp_path}/bin/pakt-xl-link",)


def test_this_system_is_this_machine(home: Path) -> None:
    here = this_system()
    assert (here.platform, here.home, here.python) == ("linux", home, Path(sys.executable))
    assert here.base == Path(sys.base_prefix)
    assert here.scripts.is_absolute()
    assert here.find("sh") is not None


def test_program_is_run_without_a_shell_and_silently(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run([sys.executable, "-c", "import sys; print(sys.argv); sys.exit(len(sys.argv))", "$HOME", "a b"]) == 3
    assert run([str(tmp_path / "fehlt")]) == NOT_STARTED
    assert capfd.readouterr() == ("", "")


def test_command_installs_tells_and_uninstalls(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["buttons", "status"]) == 1
    assert capsys.readouterr().out.splitlines()[0] == "Links pakt-xl:// sind nicht eingerichtet."
    assert main(["buttons", "install"]) == 0
    assert (home / ".local" / "share" / "applications" / "pakt-xl.desktop").is_file()
    capsys.readouterr()
    assert main(["buttons", "status"]) == 0
    printed = capsys.readouterr()
    assert printed.out.splitlines()[0] == "Links pakt-xl:// sind eingerichtet."
    assert printed.err == ""
    assert main(["buttons", "uninstall"]) == 0
    assert [path for path in home.rglob("*") if path.is_file()] == []


def test_command_refuses_what_is_not_its_own(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["buttons", "install"])
    entry = home / ".local" / "share" / "applications" / "pakt-xl.desktop"
    entry.write_text("[Desktop Entry]\nExec=/alt/pakt-xl-link %u\n", encoding="utf-8")
    assert main(["buttons", "status"]) == 1
    capsys.readouterr()
    assert main(["buttons", "uninstall"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "/alt/pakt-xl-link %u" in printed.err
    assert len(printed.err.splitlines()) == 1
    assert entry.exists()


def test_help_is_german(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "  buttons                 Lässt die Schaltflächen" in capsys.readouterr().out
    assert main(["buttons", "--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Aufruf: pakt-xl buttons install|status|uninstall"
    assert lines[-1].split() == ["install|status|uninstall", *lines[-1].split()[1:]]
    assert "Für dieses Benutzerkonto einrichten" in lines[-1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Es fehlt die Angabe install|status|uninstall."),
        (["weg"], "Die Angabe install|status|uninstall ist nicht zulässig."),
        (["install", "status"], "Es sind zu viele Angaben."),
    ],
)
def test_wrong_call_is_one_german_sentence(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["buttons", *words]) == 2
    assert capsys.readouterr().err == f"{said} Aufruf: pakt-xl buttons install|status|uninstall\n"


def test_other_commands_do_not_load_the_desktop() -> None:
    loaded = "print([each for each in sys.modules if 'desktop' in each])"
    code = f"import sys; from pakt_xl.cli import main; main(['check', 'fehlt.xlsx']); {loaded}"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
