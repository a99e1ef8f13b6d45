"""What xlwings-server serves from the project directory, asked over HTTP as the task pane does."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any
from urllib.request import Request, urlopen

import pytest
import xlwings as xw

from pakt_xl.addin.answer import CALLBACK
from pakt_xl.addin.known import filled_tables, input_tables
from pakt_xl.domain.actions import SERVED
from tests.addin.served import ROOT

if TYPE_CHECKING:
    from tests.addin.served import Server

NO_FACTS: dict[str, object] = {"formulas": {}, "filtered": [], "protected": []}
SHEET = {"name": "Tabelle1", "visibility": "Visible", "values": [[1]], "tables": [], "pictures": [], "shapes": []}


def call(server: Server, word: str, facts: object) -> list[dict[str, Any]]:
    """Call a script with a workbook that is not ours; return the actions of the answer."""
    book = {"name": "Mappe1.xlsx", "active_sheet_index": 0, "selection": "A1", "calculation": "Automatic"}
    payload = {"client": "Office.js", "version": xw.__version__, "book": book, "sheets": [SHEET], "names": []}
    request = Request(  # noqa: S310  our own server on this machine
        f"{server.url}/xlwings/custom-scripts-call/{word}",
        json.dumps(payload | {"args": [facts]}).encode(),
        {"Content-Type": "application/json"},
    )
    with urlopen(request) as answer:  # noqa: S310  as above
        actions: list[dict[str, Any]] = json.load(answer)["actions"]
    return actions


def test_scripts_are_those_of_the_actions_and_no_functions_are_there(server: Server) -> None:
    scripts = json.loads(server.get("/xlwings/custom-scripts-meta"))
    assert {each["function_name"] for each in scripts} == {action.word for action in SERVED}
    assert json.loads(server.get("/xlwings/custom-functions-meta"))["functions"] == []


@pytest.mark.parametrize("word", [action.word for action in SERVED])
def test_outcome_comes_as_the_last_action(word: str, server: Server) -> None:
    *before, last = call(server, word, NO_FACTS)
    assert (last["func"], last["args"][0]) == ("runMacro", CALLBACK)
    outcome = json.loads(last["args"][1])
    assert outcome["failed"]
    assert "Einstellungen" in outcome["message"]
    assert not any(action["values"] for action in before)


def test_facts_of_another_shape_are_refused_in_german(server: Server) -> None:
    (answer,) = call(server, "pruefen", {"formulas": "=1+1"})
    outcome = json.loads(answer["args"][1])
    assert outcome["failed"]
    assert outcome["message"].startswith("Der Aufgabenbereich und der Server passen nicht zusammen.")


def test_everything_that_the_pane_loads_is_served_from_here(server: Server) -> None:
    page = server.get("/taskpane.html").decode()
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert any("office.js" in address for address in addresses)
    assert all(address.startswith("/static/") for address in addresses)
    assert all(server.get(address) for address in addresses)


def test_page_may_talk_to_its_own_server_only(server: Server) -> None:
    with urlopen(f"{server.url}/taskpane") as answer:  # noqa: S310  our own server on this machine
        policy = answer.headers["Content-Security-Policy"].split("; ")
    assert {"connect-src 'self'", "frame-src 'self'"} <= set(policy)


def test_pane_knows_all_our_tables(server: Server) -> None:
    page = server.get("/taskpane").decode()
    (known,) = re.findall(r'<script id="pakt-pane" type="application/json">(.*?)</script>', page, re.DOTALL)
    expected = {"callback": CALLBACK, "inputTables": input_tables(), "filledTables": filled_tables()}
    assert json.loads(known) == expected
    assert {"Bedarfe", "Prüfbericht", "Plan2020", "Plan2030", "Schaltflächen"} <= {*input_tables(), *filled_tables()}


def test_server_and_its_framework_are_imported_by_no_other_way() -> None:
    names = "{'uvicorn', 'fastapi', 'starlette', 'jinja2', 'xlwings_server'}"
    code = f"import sys, pakt_xl.cli, pakt_xl.buttons; print({names} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    assert ran.stdout.strip() == "set()"
