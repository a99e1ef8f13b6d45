"""What collecting writes stays whole: the record of every request, whatever their number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.reports import protocol
from tests.masters import rows
from tests.returns.office import WISHES, made

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_record_of_many_requests_goes_on_in_rows_below(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "PORTION", 2 * len("190001-001; "))
    office = made(tmp_path)
    office.send_back(WISHES)
    office.collect()
    first, second = (str(row["Zeilen je Tabelle"]) for row in rows(office.master, "Protokoll")[:2])
    assert first.endswith("; eingelesen (1 von 2): 190001-001; 190001-002")
    assert second == "eingelesen (2 von 2): 190001-003; 190001-004"
