"""Whatever fails during a save, the old or the new workbook stands there whole, and nothing is left beside it."""

from __future__ import annotations

import errno
import io
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pytest

from pakt_xl.domain.errors import UnusableError
from pakt_xl.ooxml import save as save_module
from pakt_xl.ooxml.package import Package
from pakt_xl.ooxml.save import Saved, save
from tests.ooxml import build

if TYPE_CHECKING:
    from collections.abc import Callable

BOOK = "xl/workbook.xml"
windows = pytest.mark.skipif(os.name == "nt", reason="modes, links and limits of POSIX systems")


@pytest.fixture
def master(tmp_path: Path) -> Path:
    return build.save(tmp_path / "Master.xlsx", build.schulen('<row r="1"/>') | {"xl/bild.bin": os.urandom(300_000)})


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)


def changed(path: Path) -> Package:
    package = Package.open(path)
    package.replace(BOOK, package.read(BOOK) + b"<!-- neu -->")
    return package


def written(package: Package) -> bytes:
    stream = io.BytesIO()
    package.write(stream)
    return stream.getvalue()


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def refused(package: Package, target: Path) -> str:
    """The German message of a save that must change nothing in the folder."""
    before = {path: path.read_bytes() for path in target.parent.iterdir() if path.is_file()}
    with pytest.raises(UnusableError) as caught:
        save(package, target)
    assert {path: path.read_bytes() for path in target.parent.iterdir() if path.is_file()} == before
    return str(caught.value)


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


class Faults:
    """Lets the n-th call that touches the disk fail; counts them all when n is 0."""

    def __init__(self, patch: pytest.MonkeyPatch, number: int, fail: Callable[[], None]) -> None:
        self.calls: list[str] = []
        self._number, self._fail = number, fail
        for owner, name in (
            (os, "fsync"),
            (os, "open"),
            (os, "fstat"),
            (Path, "chmod"),
            (Path, "stat"),
            (Path, "exists"),
            (Path, "is_dir"),
        ):
            patch.setattr(owner, name, self._counted(name, getattr(owner, name)))
        patch.setattr(Path, "replace", self._counted("replace", Path.replace))
        patch.setattr(Path, "open", self._opened(Path.open))

    def hit(self, name: str) -> None:
        self.calls.append(name)
        if len(self.calls) == self._number:
            self._fail()

    def _counted(self, name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            self.hit(name)
            return original(*arguments, **options)

        return call

    def _opened(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            self.hit("open file")
            return Stream(original(*arguments, **options), self)

        return call


class Stream:
    """A file whose every operation is counted."""

    def __init__(self, inner: Any, faults: Faults) -> None:
        self._inner, self._faults = inner, faults

    def __enter__(self) -> Self:  # noqa: D105
        return self

    def __exit__(self, *_: object) -> None:  # noqa: D105
        self._inner.close()
        self._faults.hit("close")

    def __getattr__(self, name: str) -> Any:  # noqa: D105
        self._faults.hit(name)
        return getattr(self._inner, name)


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


KILLED = """
import os, sys
from pathlib import Path
import pytest
from pakt_xl.ooxml.save import save
from tests.ooxml.test_save import Faults, changed
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
        codes.append(subprocess.run(arguments, check=False).returncode)
        assert master.read_bytes() in (old, new)
        if master.read_bytes() == new:
            assert master.with_name("Master.vorher.xlsx").read_bytes() == old
    assert set(codes) == {0, 9}
