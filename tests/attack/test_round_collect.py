"""What collecting writes stays whole: the record of every request, whatever their number."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING

from pakt_xl.reports import protocol
from tests.masters import rows
from tests.returns.office import WISHES, made

if TYPE_CHECKING:
    import pytest


def test_the_record_of_many_requests_goes_on_in_rows_below(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "PORTION", 2 * len("190001-001; "))
    office = made(tmp_path)
    office.send_back(WISHES)
    office.collect()
    first, second = (str(row["Zeilen je Tabelle"]) for row in rows(office.master, "Protokoll")[:2])
    assert first.endswith("; eingelesen (1 von 2): 190001-001; 190001-002")
    assert second == "eingelesen (2 von 2): 190001-003; 190001-004"


def test_a_full_disk_leaves_no_half_answer_that_would_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = Path.write_text

    def full(path: Path, text: str, **how: str) -> int:
        usual(path, text[:20], **how)
        raise OSError(errno.ENOSPC, "No space left on device")

    office = made(tmp_path)
    office.send_back([("B-9", "Menge", 1, "x")])
    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", full)
        assert office.collect().answers.failed[0].startswith("Antwort 190001 ließ sich nicht schreiben")
    assert list((tmp_path / "Antworten").iterdir()) == []
    office.collect()
    assert [path.name for path in (tmp_path / "Antworten").iterdir()] == ["Antwort 190001.txt"]
