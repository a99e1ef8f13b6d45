"""One server, one browser and one exported demo for all tests of the task pane."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from pakt_xl.domain.actions import ACTIONS, Action
from pakt_xl.ooxml.save import save
from pakt_xl.run.demo import demo_package
from tests.addin.served import Pane, Server, browsing, serving
from tests.addin.workbook import exported
from tests.masters import PROGRAMME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture(scope="session")
def pane(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pane]:
    with browsing(tmp_path_factory.mktemp("chromium")) as running:
        yield running


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo master as a file; the tests work on copies."""
    path = tmp_path_factory.mktemp("demo") / "hamm.xlsx"
    save(demo_package(PROGRAMME), path)
    return path


@pytest.fixture(scope="session")
def demo_json(demo: Path) -> str:
    return json.dumps(exported(demo))


@pytest.fixture
def workbook(demo_json: str) -> dict[str, Any]:
    """The demo as the stand-in for Office.js holds it, to be changed at will."""
    loaded: dict[str, Any] = json.loads(demo_json)
    return loaded


class Desk:
    """A workbook open in the stand-in for Office.js, with the task pane beside it."""

    def __init__(self, pane: Pane, server: Server, folder: Path) -> None:
        self.pane, self._server, self._folder = pane, server, folder

    def open(self, workbook: dict[str, Any], server: Server | None = None, **parts: Any) -> None:
        """Open the pane with this workbook; ``parts`` go to the driver: width, height, status of the answer."""
        path = self._folder / "workbook.json"
        path.write_text(json.dumps(workbook), encoding="utf-8")
        self.pane("open", url=f"{(server or self._server).url}/taskpane", workbook=str(path), **parts)

    def click(self, action: Action = ACTIONS[0]) -> dict[str, Any]:
        """Click a button and return what the pane shows then."""
        self.pane("click", word=action.word)
        assert self.seen()["errors"] == []
        return self.shown()

    def shown(self) -> dict[str, Any]:
        shown: dict[str, Any] = self.pane("pane")
        return shown

    def workbook(self) -> dict[str, Any]:
        workbook: dict[str, Any] = self.pane("workbook")
        return workbook

    def seen(self) -> dict[str, Any]:
        """What was noticed since the page was opened: the call, foreign addresses, errors of the page."""
        seen: dict[str, Any] = self.pane("seen")
        return seen


@pytest.fixture
def desk(pane: Pane, server: Server, tmp_path: Path) -> Desk:
    return Desk(pane, server, tmp_path)
