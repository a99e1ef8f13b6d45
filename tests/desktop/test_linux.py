"""Free desktops: the desktop file, the list of defaults, and what the system's own tools make of them."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pakt_xl.desktop import scheme
from pakt_xl.desktop.linux import HINT, Linux, linux
from pakt_xl.desktop.place import State
from pakt_xl.domain.errors import UnusableError
from tests.desktop.systems import machine

if TYPE_CHECKING:
    from pathlib import Path

MINE = "x-scheme-handler/pakt-xl=pakt-xl.desktop"


def place(folder: Path, command: tuple[str, ...] = ("/opt/pakt/bin/pakt-xl-link",)) -> Linux:
    return linux(machine(folder), command)


def test_install_writes_the_desktop_file_and_the_default(tmp_path: Path) -> None:
    here = place(tmp_path)
    report = here.install()
    entry = tmp_path / "home" / ".local" / "share" / "applications" / "pakt-xl.desktop"
    defaults = tmp_path / "home" / ".config" / "mimeapps.list"
    assert entry.read_text(encoding="utf-8").splitlines() == [
        "[Desktop Entry]",
        "Type=Application",
        "Name=pakt-xl",
        "Comment=Schaltflächen der Mappe zum DigitalPakt Schule",
        "Exec=/opt/pakt/bin/pakt-xl-link %u",
        "Terminal=false",
        "NoDisplay=true",
        "MimeType=x-scheme-handler/pakt-xl;",
    ]
    assert defaults.read_text(encoding="utf-8") == f"[Default Applications]\n{MINE}\n"
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == sorted(
        [tmp_path / "bin" / "pakt-xl-link", entry, defaults]
    )
    assert report.state is State.HERE
    assert report.lines == (
        "Links pakt-xl:// sind eingerichtet.",
        "Befehl: /opt/pakt/bin/pakt-xl-link %u",
        f"Geschrieben: {entry}",
        f"Standard eingetragen in: {defaults}",
        HINT,
    )


def test_folders_of_the_environment_are_used_and_relative_ones_ignored(tmp_path: Path) -> None:
    environ = {"XDG_DATA_HOME": str(tmp_path / "daten"), "XDG_CONFIG_HOME": "config"}
    here = linux(machine(tmp_path, environ=environ), ("/bin/true",))
    assert here.entry == tmp_path / "daten" / "applications" / "pakt-xl.desktop"
    assert here.defaults == tmp_path / "home" / ".config" / "mimeapps.list"


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/opt/jörg/bin/pakt-xl-link", "/opt/jörg/bin/pakt-xl-link"),
        ("/opt/Jörg Müller/pakt-xl-link", '"/opt/Jörg Müller/pakt-xl-link"'),
        ("/opt/a;b/link", '"/opt/a;b/link"'),
        ("/opt/$HOME/link", r'"/opt/\\$HOME/link"'),
        ('/opt/"a"/link', r'"/opt/\\"a\\"/link"'),
        ("/opt/a`b/link", r'"/opt/a\\`b/link"'),
        ("/opt/a\\b/link", r'"/opt/a\\\\b/link"'),
    ],
)
def test_path_is_quoted_only_if_it_must(path: str, written: str, tmp_path: Path) -> None:
    assert place(tmp_path, (path, "-P")).line == f"{written} -P %u"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"[Default Applications]\n{MINE}\n"),
        ("[Added Associations]\na/b=c\n", f"[Added Associations]\na/b=c\n[Default Applications]\n{MINE}\n"),
        (
            "# von mir\n[Default Applications]\r\ntext/html=a;\r\n\n[Added Associations]\na/b=\udcff\n",
            f"# von mir\n[Default Applications]\r\n{MINE}\ntext/html=a;\r\n\n[Added Associations]\na/b=\udcff\n",
        ),
        (
            "[Added Assoc.]\nx-scheme-handler/pakt-xl=a\n[Default Applications]\nx-scheme-handler/pakt-xl=b;c\n",
            f"[Added Assoc.]\nx-scheme-handler/pakt-xl=a\n[Default Applications]\n{MINE};b;c\n",
        ),
    ],
)
def test_list_of_defaults_gets_one_entry_and_is_afterwards_as_before(before: str, after: str, tmp_path: Path) -> None:
    here = place(tmp_path)
    old, new = (text.encode("utf-8", "surrogateescape") for text in (before, after))
    here.defaults.parent.mkdir(parents=True)
    here.defaults.write_bytes(old)
    here.install()
    assert here.defaults.read_bytes() == new
    here.install()
    assert here.defaults.read_bytes() == new
    here.uninstall()
    assert here.defaults.exists() == bool(before)
    assert not before or here.defaults.read_bytes() == old
    assert not here.entry.exists()


def test_list_of_defaults_behind_a_link_keeps_link_and_rights(tmp_path: Path) -> None:
    here = place(tmp_path)
    real = tmp_path / "dotfiles" / "mimeapps.list"
    real.parent.mkdir()
    real.write_text("[Default Applications]\ntext/html=x\n", encoding="utf-8")
    real.chmod(0o600)
    here.defaults.parent.mkdir(parents=True)
    here.defaults.symlink_to(real)
    here.install()
    assert here.defaults.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o600
    assert MINE in real.read_text(encoding="utf-8")
    assert [path.name for path in real.parent.iterdir()] == ["mimeapps.list"]


def test_uninstall_tells_what_it_removed_and_may_be_repeated(tmp_path: Path) -> None:
    here = place(tmp_path)
    here.install()
    report = here.uninstall()
    assert report.state is State.NOWHERE
    assert report.lines == (
        "Links pakt-xl:// sind nicht eingerichtet.",
        f"Entfernt: {here.entry}",
        f"Standard entfernt aus: {here.defaults}",
    )
    assert here.uninstall().lines == ("Links pakt-xl:// sind nicht eingerichtet.",)


def test_status_compares_both_files(tmp_path: Path) -> None:
    here = place(tmp_path)
    assert here.status().state is State.NOWHERE
    here.install()
    assert here.status().state is State.HERE
    assert here.status().lines[-1] == f"Standard in {here.defaults}: pakt-xl.desktop"
    here.defaults.unlink()
    assert here.status().state is State.INCOMPLETE
    assert here.status().lines[-2:] == (
        f"Standard in {here.defaults}: keiner",
        "Vervollständigen: pakt-xl buttons install",
    )
    here.install()
    here.entry.write_text("[Desktop Entry]\n", encoding="utf-8")
    assert here.status().state is State.ELSEWHERE


def test_another_installation_is_told_replaced_on_install_and_kept_on_uninstall(tmp_path: Path) -> None:
    here = place(tmp_path)
    place(tmp_path, ("/alt/pakt-xl-link",)).install()
    report = here.status()
    assert report.state is State.ELSEWHERE
    assert "Befehl: /alt/pakt-xl-link %u" in report.lines
    with pytest.raises(UnusableError, match="/alt/pakt-xl-link"):
        here.uninstall()
    assert here.status() == report
    assert "Ersetzt: /alt/pakt-xl-link %u" in here.install().lines
    assert here.status().state is State.HERE


@pytest.mark.parametrize("folder", ["pakt", 'Jörg Müllers "Mappe" $HOME `x` \\ &;'])
def test_tools_of_the_system_find_the_registration_and_hand_on_the_link_unread(folder: str, tmp_path: Path) -> None:
    """A real click by GLib: the program gets the link as its one argument, whatever it holds."""
    tools = {name: shutil.which(name) for name in ("xdg-mime", "gio", "desktop-file-validate")}
    if not all(tools.values()):
        pytest.skip(f"needs {', '.join(tools)}")
    here = replace(machine(tmp_path / folder), home=tmp_path / "home")
    program = here.python.parent / "pakt-xl-link"
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$#" "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    scheme.install(here)
    environ = {"PATH": os.environ["PATH"], "HOME": str(here.home)}
    entry = here.home / ".local" / "share" / "applications" / "pakt-xl.desktop"

    def asked(*words: str) -> str:
        return subprocess.run(words, env=environ, check=True, capture_output=True, text=True).stdout.strip()

    assert asked("desktop-file-validate", str(entry)) == ""
    assert asked("xdg-mime", "query", "default", "x-scheme-handler/pakt-xl") == "pakt-xl.desktop"
    link = f"pakt-xl://pruefen\" 'x; $(touch {tmp_path}/boese) `touch {tmp_path}/boese`"
    assert asked("gio", "open", link).splitlines() == ["1", link]  # the program inherits stdout
    assert not (tmp_path / "boese").exists()
    scheme.uninstall(here)
    assert asked("xdg-mime", "query", "default", "x-scheme-handler/pakt-xl") == ""
