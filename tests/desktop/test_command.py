"""The command behind the scheme: our own program if it is installed, else Python with our module."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pakt_xl.desktop.command import link_command
from pakt_xl.domain.errors import UnusableError
from tests.desktop.systems import machine


def test_program_beside_python_is_taken(tmp_path: Path) -> None:
    assert link_command(machine(tmp_path)) == (f"{tmp_path}/bin/pakt-xl-link",)
    assert link_command(machine(tmp_path, "win32")) == (f"{tmp_path}/bin/pakt-xl-link.exe",)


def test_program_in_the_folder_for_scripts_is_taken(tmp_path: Path) -> None:
    here = machine(tmp_path, "win32", program=False)
    here.scripts.mkdir()
    (here.scripts / "pakt-xl-link").touch()  # not what Windows starts
    assert link_command(here)[1:] == ("-P", "-m", "pakt_xl.buttons")
    (here.scripts / "pakt-xl-link.exe").touch()
    assert link_command(here) == (f"{tmp_path}/Scripts/pakt-xl-link.exe",)


def test_python_without_a_window_is_preferred_on_windows_only(tmp_path: Path) -> None:
    module = ("-P", "-m", "pakt_xl.buttons")
    assert link_command(machine(tmp_path, "win32", program=False)) == (f"{tmp_path}/bin/python.exe", *module)
    (tmp_path / "bin" / "pythonw.exe").touch()
    assert link_command(machine(tmp_path, "win32", program=False)) == (f"{tmp_path}/bin/pythonw.exe", *module)
    assert link_command(machine(tmp_path, program=False)) == (f"{tmp_path}/bin/python", *module)


@pytest.mark.parametrize("path", ["/opt/100%u/python", "/opt/a\nb/python", "python"])
def test_path_that_a_registration_would_misread_is_refused(path: str, tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match="in einen anderen Ordner installieren"):
        link_command(replace(machine(tmp_path, program=False), python=Path(path)))
