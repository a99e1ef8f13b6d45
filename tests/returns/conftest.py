"""An office for every test, copied from one that is made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.returns.office import Office, copied, made

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def made_office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return made(tmp_path_factory.mktemp("office"))


@pytest.fixture
def office(made_office: Office, tmp_path: Path) -> Office:
    return copied(made_office, tmp_path / "Amt")
