"""macOS: the application that is built, with stand-ins for the programs that only a Mac has."""

from __future__ import annotations

import plistlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pakt_xl.desktop.macos import REGISTER, Mac
from pakt_xl.desktop.place import State
from pakt_xl.domain.errors import UnusableError
from tests.desktop.systems import Programs

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMAND = ("/Users/jörg/pakt xl/bin/python", "-P", "-m", "pakt_xl.buttons")
APPLET = {"CFBundleExecutable": "applet", "CFBundleIdentifier": "applet", "CFBundleName": "applet"}


def compiled(words: Sequence[str]) -> int:
    """Do as osacompile: an applet with a property list and the script."""
    _, _, built, source = words
    contents = Path(built) / "Contents"
    contents.mkdir(parents=True)
    (contents / "Info.plist").write_bytes(plistlib.dumps(APPLET))
    (contents / "main.scpt").write_bytes(Path(source).read_bytes())
    return 0


def mac(folder: Path, command: tuple[str, ...] = COMMAND, **codes: int) -> tuple[Mac, Programs]:
    programs = Programs({"osacompile": compiled, "codesign": 0, "lsregister": 0, **codes})
    return Mac(folder / "Applications", command, programs.run), programs


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_install_builds_an_application_that_knows_scheme_and_command(tmp_path: Path) -> None:
    here, programs = mac(tmp_path)
    report = here.install()
    bundle = tmp_path / "Applications" / "pakt-xl.app"
    facts = plistlib.loads((bundle / "Contents" / "Info.plist").read_bytes())
    assert facts == {
        "CFBundleExecutable": "applet",
        "CFBundleIdentifier": "pakt-xl.link",
        "CFBundleName": "pakt-xl",
        "CFBundleURLTypes": [{"CFBundleURLName": "pakt-xl.link", "CFBundleURLSchemes": ["pakt-xl"]}],
        "LSUIElement": True,
        "NSAppleEventsUsageDescription": "pakt-xl prüft und füllt die geöffnete Mappe in Excel.",
        "PaktXlCommand": list(COMMAND),
    }
    assert [path.name for path in (tmp_path / "Applications").iterdir()] == ["pakt-xl.app"]
    assert [call[0].rpartition("/")[2] for call in programs.calls] == ["osacompile", "codesign", "lsregister"]
    assert programs.calls[-1] == [REGISTER, "-f", str(bundle)]
    assert report.state is State.HERE
    assert report.lines == (
        "Links pakt-xl:// sind eingerichtet.",
        "Befehl: '/Users/jörg/pakt xl/bin/python' -P -m pakt_xl.buttons",
        f"Geschrieben: {bundle}",
    )


def test_script_starts_the_command_without_a_shell_and_names_no_path(tmp_path: Path) -> None:
    here, _ = mac(tmp_path)
    here.install()
    script = (here.bundle / "Contents" / "main.scpt").read_text(encoding="ascii")
    assert "on open location theLink" in script
    assert "(rest of theWords) & {theLink}" in script
    assert "do shell script" not in script
    assert "/Users" not in script


def test_install_twice_is_once_and_uninstall_removes_the_application(tmp_path: Path) -> None:
    here, programs = mac(tmp_path)
    first = here.install()
    written = files(tmp_path)
    assert here.install() == first
    assert files(tmp_path) == written
    report = here.uninstall()
    assert files(tmp_path) == {}
    assert programs.calls[-1] == [REGISTER, "-u", str(here.bundle)]
    assert report.lines == ("Links pakt-xl:// sind nicht eingerichtet.", f"Entfernt: {here.bundle}")
    assert here.uninstall().lines == ("Links pakt-xl:// sind nicht eingerichtet.",)
    assert here.status().state is State.NOWHERE


def test_application_that_macos_does_not_know_yet_is_told(tmp_path: Path) -> None:
    here, _ = mac(tmp_path, lsregister=1)
    assert here.install().lines[-1].startswith("macOS kennt das Programm noch nicht: bitte einmal im Finder öffnen")


@pytest.mark.parametrize(
    ("codes", "said"),
    [({"osacompile": 1}, "osacompile"), ({"osacompile": 0}, "osacompile"), ({"codesign": 1}, "codesign")],
)
def test_a_failed_build_leaves_what_was_there(codes: dict[str, int], said: str, tmp_path: Path) -> None:
    mac(tmp_path, ("/alt/pakt-xl-link",))[0].install()
    before = files(tmp_path)
    with pytest.raises(UnusableError, match=said):
        mac(tmp_path, COMMAND, **codes)[0].install()
    assert files(tmp_path) == before


def test_status_tells_state_and_command(tmp_path: Path) -> None:
    here, programs = mac(tmp_path)
    here.install()
    programs.calls.clear()
    assert here.status().state is State.HERE
    assert here.status().lines[-1] == f"Programm: {here.bundle}"
    assert programs.calls == []
    place = here.bundle / "Contents" / "Info.plist"
    place.write_bytes(plistlib.dumps(plistlib.loads(place.read_bytes()) | {"CFBundleURLTypes": []}))
    assert here.status().state is State.INCOMPLETE


def test_another_installation_is_told_replaced_on_install_and_kept_on_uninstall(tmp_path: Path) -> None:
    mac(tmp_path, ("/alt/pakt-xl-link",))[0].install()
    here, _ = mac(tmp_path)
    assert here.status().state is State.ELSEWHERE
    assert "Befehl: /alt/pakt-xl-link" in here.status().lines
    before = files(tmp_path)
    with pytest.raises(UnusableError, match="/alt/pakt-xl-link"):
        here.uninstall()
    assert files(tmp_path) == before
    assert "Ersetzt: /alt/pakt-xl-link" in here.install().lines
    assert here.status().state is State.HERE


@pytest.mark.parametrize(
    "facts", [plistlib.dumps({"CFBundleIdentifier": "org.fremd"}), plistlib.dumps(["x"]), b"<plist>", b"kein Plist"]
)
def test_stranger_of_the_same_name_is_never_touched(facts: bytes, tmp_path: Path) -> None:
    here, _ = mac(tmp_path)
    (here.bundle / "Contents").mkdir(parents=True)
    (here.bundle / "Contents" / "Info.plist").write_bytes(facts)
    before = files(tmp_path)
    assert here.status().state is State.NOWHERE
    assert here.uninstall().state is State.NOWHERE
    with pytest.raises(UnusableError, match="nicht von pakt-xl"):
        here.install()
    assert files(tmp_path) == before
