"""Windows: exact keys and values, and an uninstall that leaves the registry as it was."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

import pytest

from pakt_xl.desktop.place import State
from pakt_xl.desktop.registry import Registry
from pakt_xl.desktop.windows import Windows
from pakt_xl.domain.errors import UnusableError
from tests.desktop.winreg import Winreg

if TYPE_CHECKING:
    from pathlib import Path

CLASS = r"Software\Classes\pakt-xl"
COMMAND = rf"{CLASS}\shell\open\command"
OFFICE = r"Software\Policies\Microsoft\Office"
TRUSTED = rf"{OFFICE}\16.0\Common\Security\Trusted Protocols\All Applications\pakt-xl:"
PROGRAM = r"C:\Users\Jörg Müller\pakt xl\Scripts\pakt-xl-link.exe"
LINE = f'"{PROGRAM}" "%1"'


def place(winreg: Winreg, base: Path, command: tuple[str, ...] = (PROGRAM,)) -> Windows:
    return Windows(Registry(winreg), command, base)


def with_office() -> Winreg:
    """Registry of a user with policies for Office, among them a trusted protocol of another program."""
    winreg = Winreg()
    winreg.CreateKeyEx(winreg.HKEY_CURRENT_USER, TRUSTED.replace("pakt-xl:", "notes:"), 0, winreg.KEY_WRITE).Close()
    winreg.writes.clear()
    return winreg


def test_install_writes_class_command_and_trust_and_nothing_else(tmp_path: Path) -> None:
    winreg = with_office()
    before = deepcopy(winreg.keys)
    report = place(winreg, tmp_path).install()
    assert {key: values for key, values in winreg.keys.items() if key not in before} == {
        CLASS: {"": "URL:pakt-xl", "URL Protocol": "", "TrustedFrom": TRUSTED},
        rf"{CLASS}\shell": {},
        rf"{CLASS}\shell\open": {},
        COMMAND: {"": LINE},
        TRUSTED: {},
    }
    assert {key: winreg.keys[key] for key in before} == before
    assert report.state is State.HERE
    assert report.lines == (
        "Links pakt-xl:// sind eingerichtet.",
        f"Befehl: {LINE}",
        rf"Geschrieben: HKEY_CURRENT_USER\{CLASS}",
        rf"Freigabe für Office: HKEY_CURRENT_USER\{TRUSTED}",
    )


def test_a_scheme_counts_only_with_its_mark_which_is_written_last(tmp_path: Path) -> None:
    winreg = Winreg()
    place(winreg, tmp_path).install()
    values = [write[1:3] for write in winreg.writes if write[0] == "value"]
    assert values == [(CLASS, ""), (COMMAND, ""), (CLASS, "URL Protocol"), (CLASS, "TrustedFrom")]


def test_module_of_python_is_started_with_the_link_as_last_argument(tmp_path: Path) -> None:
    winreg = Winreg()
    place(winreg, tmp_path, (r"C:\Python 3\pythonw.exe", "-P", "-m", "pakt_xl.buttons")).install()
    assert winreg.keys[COMMAND] == {"": r'"C:\Python 3\pythonw.exe" -P -m pakt_xl.buttons "%1"'}


@pytest.mark.parametrize("start", [Winreg, with_office])
def test_install_twice_is_once_and_uninstall_leaves_what_was_before(start: type[Winreg], tmp_path: Path) -> None:
    winreg = start()
    before = deepcopy(winreg.keys)
    first = place(winreg, tmp_path).install()
    written = deepcopy(winreg.keys)
    assert place(winreg, tmp_path).install() == first
    assert winreg.keys == written
    report = place(winreg, tmp_path).uninstall()
    assert winreg.keys == before
    assert report.state is State.NOWHERE
    assert report.lines == (
        "Links pakt-xl:// sind nicht eingerichtet.",
        rf"Entfernt: HKEY_CURRENT_USER\{CLASS}",
        rf"Entfernt: HKEY_CURRENT_USER\{TRUSTED}",
    )
    assert place(winreg, tmp_path).uninstall().lines == ("Links pakt-xl:// sind nicht eingerichtet.",)
    assert winreg.keys == before


def test_keys_made_on_the_way_stay_where_another_program_uses_them_now(tmp_path: Path) -> None:
    winreg = Winreg()
    place(winreg, tmp_path).install()
    other = TRUSTED.replace("pakt-xl:", "notes:")
    winreg.keys[other] = {}
    place(winreg, tmp_path).uninstall()
    assert other in winreg.keys
    assert other.rpartition("\\")[0] in winreg.keys
    assert TRUSTED not in winreg.keys


def test_without_the_right_to_write_policies_the_links_work_and_excel_asks(tmp_path: Path) -> None:
    winreg = Winreg(denied=(r"Software\Policies",))
    report = place(winreg, tmp_path).install()
    assert not [key for key in winreg.keys if "Policies" in key]
    assert winreg.keys[COMMAND] == {"": LINE}
    assert "TrustedFrom" not in winreg.keys[CLASS]
    assert report.lines[-1].startswith("Ohne Schreibrecht fehlt die Freigabe für Office: Excel fragt vor jedem Klick")
    assert report.lines[-1].endswith(rf"HKEY_CURRENT_USER\{TRUSTED}")
    status = place(winreg, tmp_path).status()
    assert status.state is State.HERE
    assert status.lines[-1] == "Freigabe für Office: fehlt, Excel fragt vor jedem Klick nach."
    place(winreg, tmp_path).uninstall()
    assert winreg.keys == Winreg().keys


def test_trust_that_the_it_has_given_is_used_and_stays(tmp_path: Path) -> None:
    winreg = Winreg(keys=with_office().keys | {TRUSTED.lower(): {}}, denied=(r"Software\Policies", TRUSTED.lower()))
    before = deepcopy(winreg.keys)
    assert place(winreg, tmp_path).install().lines[-1].startswith("Freigabe für Office: HKEY_CURRENT_USER")
    assert place(winreg, tmp_path).status().lines[-1] == "Freigabe für Office: eingetragen."
    lines = place(winreg, tmp_path).uninstall().lines
    assert lines[-1].startswith("Bleibt, weil nicht allein von pakt-xl eingetragen: HKEY_CURRENT_USER")
    assert winreg.keys == before


def test_trust_with_a_value_of_somebody_else_stays(tmp_path: Path) -> None:
    winreg = Winreg()
    place(winreg, tmp_path).install()
    winreg.keys[TRUSTED]["Notiz"] = "bitte lassen"
    assert place(winreg, tmp_path).uninstall().lines[-1].startswith("Bleibt, weil nicht allein von pakt-xl")
    assert winreg.keys[TRUSTED] == {"Notiz": "bitte lassen"}
    assert CLASS not in winreg.keys


def test_trust_that_may_no_longer_be_removed_is_told_and_the_rest_goes(tmp_path: Path) -> None:
    winreg = Winreg()
    place(winreg, tmp_path).install()
    winreg.denied = (r"Software\Policies",)
    assert place(winreg, tmp_path).uninstall().lines[-1].startswith("Bleibt, weil das Schreibrecht fehlt: ")
    assert CLASS not in winreg.keys


def test_entries_of_others_in_our_class_stay_and_are_told(tmp_path: Path) -> None:
    winreg = Winreg()
    place(winreg, tmp_path).install()
    winreg.keys[rf"{CLASS}\DefaultIcon"] = {"": "eigenes.ico"}
    lines = place(winreg, tmp_path).uninstall().lines
    assert rf"Bleibt, weil fremde Einträge darin stehen: HKEY_CURRENT_USER\{CLASS}" in lines
    assert {key: values for key, values in winreg.keys.items() if "pakt-xl" in key} == {
        CLASS: {},
        rf"{CLASS}\DefaultIcon": {"": "eigenes.ico"},
    }


def test_status_without_a_registration(tmp_path: Path) -> None:
    winreg = Winreg()
    report = place(winreg, tmp_path).status()
    assert report.state is State.NOWHERE
    assert report.lines == ("Links pakt-xl:// sind nicht eingerichtet.", "Einrichten: pakt-xl buttons install")
    assert winreg.writes == []


def test_status_of_a_registration(tmp_path: Path) -> None:
    winreg = Winreg()
    place(winreg, tmp_path).install()
    winreg.writes.clear()
    report = place(winreg, tmp_path).status()
    assert report.state is State.HERE
    assert report.lines == (
        "Links pakt-xl:// sind eingerichtet.",
        f"Befehl: {LINE}",
        rf"Schlüssel: HKEY_CURRENT_USER\{CLASS}",
        "Freigabe für Office: eingetragen.",
    )
    assert winreg.writes == []


def test_status_without_the_mark_of_a_scheme_is_incomplete(tmp_path: Path) -> None:
    winreg = Winreg()
    place(winreg, tmp_path).install()
    del winreg.keys[CLASS]["URL Protocol"]
    report = place(winreg, tmp_path).status()
    assert report.state is State.INCOMPLETE
    assert report.lines[-1] == "Vervollständigen: pakt-xl buttons install"


def test_another_installation_is_told_replaced_on_install_and_kept_on_uninstall(tmp_path: Path) -> None:
    winreg = Winreg()
    other = r"D:\alt\pakt-xl-link.exe"
    place(winreg, tmp_path, (other,)).install()
    before = deepcopy(winreg.keys)
    report = place(winreg, tmp_path).status()
    assert report.state is State.ELSEWHERE
    assert report.lines[:2] == (
        "Links pakt-xl:// sind eingerichtet für eine andere Installation.",
        f'Befehl: "{other}" "%1"',
    )
    with pytest.raises(UnusableError, match="gehören zu einer anderen Installation"):
        place(winreg, tmp_path).uninstall()
    assert winreg.keys == before
    assert f'Ersetzt: "{other}" "%1"' in place(winreg, tmp_path).install().lines
    place(winreg, tmp_path).uninstall()
    assert winreg.keys == Winreg().keys


def test_windows_that_refuses_is_one_german_sentence(tmp_path: Path) -> None:
    winreg = Winreg(denied=(CLASS,))
    with pytest.raises(UnusableError, match=r"lässt den Eintrag .* nicht zu \(Zugriff verweigert\). Bitte die IT"):
        place(winreg, tmp_path).install()
    assert winreg.keys == Winreg().keys
    winreg.denied = ()
    place(winreg, tmp_path).install()
    winreg.denied = (CLASS,)
    with pytest.raises(UnusableError, match="nicht zu"):
        place(winreg, tmp_path).uninstall()


def test_python_of_the_microsoft_store_is_refused_since_excel_would_not_see_its_entries(tmp_path: Path) -> None:
    winreg = Winreg()
    with pytest.raises(UnusableError, match=r"python\.org"):
        place(winreg, tmp_path / "WindowsApps" / "PythonSoftwareFoundation.Python.3.11").install()
    assert winreg.writes == []
