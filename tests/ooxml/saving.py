"""Help for the tests of saving: a changed master, its folder, and a disk whose calls fail when told."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pytest

from pakt_xl.domain.errors import UnusableError
from pakt_xl.ooxml.package import Package
from pakt_xl.ooxml.save import save

if TYPE_CHECKING:
    from collections.abc import Callable


BOOK = "xl/workbook.xml"
windows = pytest.mark.skipif(os.name == "nt", reason="modes, links and limits of POSIX systems")


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
