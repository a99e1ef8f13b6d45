"""What is told of a failure that nobody foresaw, and the log it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.failures import sentence

if TYPE_CHECKING:
    from pathlib import Path


def test_the_folder_of_the_log_is_made_with_those_above(tmp_path: Path) -> None:
    folder = tmp_path / "heim" / ".pakt-xl"
    for _ in range(2):
        assert str(folder) in sentence(ZeroDivisionError(), folder)
    assert len(list(folder.glob("pakt-xl-*.log"))) == 2


def test_a_log_is_written_whatever_the_error_says(tmp_path: Path) -> None:
    assert str(tmp_path) in sentence(ZeroDivisionError("halbes Zeichen \ud83d"), tmp_path)
    (log,) = tmp_path.iterdir()
    assert "halbes Zeichen ?" in log.read_text(encoding="utf-8")
