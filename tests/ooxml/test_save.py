"""A save says where the old version lies, and refuses when it could lose what somebody else did."""

from __future__ import annotations

import errno
import os
import stat
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pakt_xl.domain.errors import UnusableError
from pakt_xl.ooxml import save as save_module
from pakt_xl.ooxml.package import Package
from pakt_xl.ooxml.save import Saved, save
from tests.ooxml import build

if TYPE_CHECKING:
    from collections.abc import Callable

from tests.ooxml.saving import BOOK, changed, files, refused, windows, written


@pytest.fixture
def master(tmp_path: Path) -> Path:
    return build.save(tmp_path / "Master.xlsx", build.schulen('<row r="1"/>') | {"xl/bild.bin": os.urandom(300_000)})


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)


def test_saving_in_place_keeps_the_version_before_as_a_copy(master: Path) -> None:
    old = master.read_bytes()
    package = changed(master)
    saved = save(package, master)
    assert saved == Saved(master, master.with_name("Master.vorher.xlsx"))
    assert master.read_bytes() == written(package) != old
    assert master.with_name("Master.vorher.xlsx").read_bytes() == old
    assert files(master.parent) == {"Master.xlsx", "Master.vorher.xlsx"}


def test_a_second_save_keeps_only_the_last_version(master: Path) -> None:
    save(changed(master), master)
    second = master.read_bytes()
    save(changed(master), master)
    assert master.with_name("Master.vorher.xlsx").read_bytes() == second
    assert files(master.parent) == {"Master.xlsx", "Master.vorher.xlsx"}


def test_a_new_file_has_no_version_before_and_leaves_the_source_alone(master: Path) -> None:
    old = master.read_bytes()
    target = master.with_name("Kopie.xlsm")
    assert save(changed(master), target) == Saved(target, None)
    assert master.read_bytes() == old
    assert Package.open(target).read(BOOK).endswith(b"<!-- neu -->")


def test_another_file_that_stands_at_the_target_is_kept_as_a_copy(master: Path) -> None:
    target = master.with_name("Kopie.xlsx")
    target.write_bytes(b"etwas anderes")
    assert save(changed(master), target).backup == master.with_name("Kopie.vorher.xlsx")
    assert master.with_name("Kopie.vorher.xlsx").read_bytes() == b"etwas anderes"


@pytest.mark.parametrize("lock", ["~$Master.xlsx", ".~lock.Master.xlsx#"])
def test_a_workbook_that_is_open_is_refused_unless_another_file_is_written(master: Path, lock: str) -> None:
    master.with_name(lock).write_bytes(b"x")
    message = refused(changed(master), master)
    assert "„Master.xlsx“ ist geöffnet" in message
    assert f"„{lock}“" in message
    assert save(changed(master), master.with_name("Kopie.xlsx")).backup is None


def saved_meanwhile(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b" ")


def saved_with_equal_size_and_time(path: Path) -> None:
    state, data = path.stat(), bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


def touched(path: Path) -> None:
    os.utime(path, ns=(0, 0))


@pytest.mark.parametrize("change", [saved_meanwhile, saved_with_equal_size_and_time, touched, Path.unlink])
def test_a_workbook_that_changed_since_it_was_read_is_not_overwritten(
    master: Path, change: Callable[[Path], None]
) -> None:
    package = changed(master)
    change(master)
    assert "inzwischen geändert, verschoben oder gelöscht" in refused(package, master)


def test_a_change_while_the_copy_is_made_is_noticed_too(master: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = changed(master)
    original = Path.replace

    def replace(source: Path, target: Path) -> Path:
        if target.name == "Master.vorher.xlsx":
            saved_meanwhile(master)
        return original(source, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(UnusableError, match="inzwischen geändert"):
        save(package, master)
    assert master.read_bytes().endswith(b" ")
    assert files(master.parent) == {"Master.xlsx", "Master.vorher.xlsx"}


@windows
def test_the_mode_of_the_file_is_kept_for_the_copy_as_well(master: Path) -> None:
    master.chmod(0o640)
    save(changed(master), master)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in master.parent.iterdir()}
    assert modes == {0o640}


@windows
def test_a_link_stays_a_link_and_its_file_is_replaced(master: Path, tmp_path: Path) -> None:
    (tmp_path / "Ablage").mkdir()
    link = tmp_path / "Ablage" / "Verweis.xlsx"
    link.symlink_to(master)
    saved = save(changed(link), link)
    assert saved == Saved(link, master.with_name("Master.vorher.xlsx"))
    assert link.is_symlink()
    assert Package.open(master).read(BOOK).endswith(b"<!-- neu -->")
    master.with_name("~$Master.xlsx").write_bytes(b"x")
    assert "ist geöffnet" in refused(changed(link), link)


def test_folders_missing_folders_and_protected_files_have_their_own_words(
    master: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Ordner").mkdir()
    assert "ist ein Ordner" in refused(changed(master), tmp_path / "Ordner")
    with pytest.raises(UnusableError, match=r"Den Ordner .*fehlt“ gibt es nicht"):
        save(changed(master), tmp_path / "fehlt" / "a.xlsx")
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    assert "schreibgeschützt" in refused(changed(master), master)


def test_a_file_held_for_a_moment_is_replaced_after_a_pause(master: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original, tries = Path.replace, []

    def held(source: Path, target: Path) -> Path:
        tries.append(target.name)
        if len(tries) % 3:
            raise PermissionError(errno.EACCES, "in use")
        return original(source, target)

    monkeypatch.setattr(Path, "replace", held)
    save(changed(master), master)
    assert tries == ["Master.vorher.xlsx"] * 3 + ["Master.xlsx"] * 3


def test_a_file_held_for_good_is_given_up_after_bounded_tries(master: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)

    def held(_source: Path, _target: Path) -> Path:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, "replace", held)
    assert "kein Zugriff" in refused(changed(master), master)
    assert 1 < sum(pauses) < 5


def test_a_system_without_folder_sync_saves_as_well(master: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = changed(master)
    target = Path(os.path.realpath(master))  # classes of paths are chosen by the system's name
    with monkeypatch.context() as patch:
        patch.setattr(os, "name", "nt")
        patch.setattr(os, "open", None)
        save_module._sync_folder(target.parent)
    assert save(package, target).backup
