"""The scripts among several users: each call writes into its own workbook, and nothing of it stays in memory."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
import xlwings as xw

from pakt_xl.addin.answer import CALLBACK
from tests.engines.remote_engine import NAME, register

if TYPE_CHECKING:
    from types import ModuleType

FACTS: dict[str, object] = {"formulas": {}, "filtered": [], "protected": []}


@pytest.fixture
def scripts(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    register()
    monkeypatch.setenv("XLWINGS_LICENSE_KEY", "noncommercial")  # xlwings asks for it when it is imported
    from pakt_xl.addin import scripts as imported  # noqa: PLC0415  not before the key is there

    return imported


def opened(name: str) -> xw.Book:
    """Open a workbook as the server does for a call; it is not one of ours."""
    sheet = {"name": "Tabelle1", "values": [[name]], "tables": []}
    book = {"name": f"{name}.xlsx", "active_sheet_index": 0, "calculation": "Automatic"}
    return xw.Book(
        json={"client": "Office.js", "version": xw.__version__, "book": book, "sheets": [sheet], "names": []}
    )


def books() -> int:
    """Count the workbooks that xlwings holds."""
    app = xw.engines[NAME].apps.active
    assert app
    return len(app.books)


def actions(book: xw.Book) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = book.json()["actions"]
    return found


def test_outcome_goes_to_the_caller_though_another_workbook_was_opened_since(scripts: ModuleType) -> None:
    mine, other = opened("meine"), opened("fremde")
    asyncio.run(scripts.pruefen(None, mine, FACTS))
    assert [action["args"][0] for action in actions(mine)] == [CALLBACK]
    assert json.loads(actions(mine)[0]["args"][1])["failed"]
    assert actions(other) == []


def test_nothing_of_a_workbook_stays_in_memory(scripts: ModuleType) -> None:
    book = opened("meine")
    before = books()
    book.sheets[0].range("A1").raw_value  # noqa: B018  xlwings remembers what was read
    assert scripts.get_range_api.cache_info().currsize
    asyncio.run(scripts.pruefen(None, book, FACTS))
    assert scripts.get_range_api.cache_info().currsize == 0
    assert books() == before


def test_facts_of_another_shape_are_refused_in_the_pane(scripts: ModuleType) -> None:
    book = opened("meine")
    asyncio.run(scripts.pruefen(None, book, {}))
    (action,) = actions(book)
    told = json.loads(action["args"][1])
    assert told["failed"]
    assert told["message"].startswith("Der Aufgabenbereich und der Server passen nicht zusammen.")


def test_unforeseen_failure_is_raised_and_leaves_no_change(
    scripts: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_action: object, book: xw.Book, _client: object) -> None:
        book.sheets[0].range("A1").value = "halb"
        raise ZeroDivisionError

    monkeypatch.setattr(scripts, "click", broken)
    book = opened("meine")
    with pytest.raises(ZeroDivisionError):
        asyncio.run(scripts.pruefen(None, book, FACTS))
    assert actions(book) == []
