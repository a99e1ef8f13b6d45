"""The master that the attacks start from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.masters import EXAMPLE_10, master

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Worked example 10 as a master; tests only read it."""
    return master(tmp_path_factory.mktemp("sound") / "m.xlsx", **EXAMPLE_10)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Name of the workbook that a test damages, alone in its folder."""
    return tmp_path / "m.xlsx"
