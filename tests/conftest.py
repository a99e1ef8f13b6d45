"""What all tests share: LibreOffice is asked for once, and no test waits for a clock."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from tests.office import SOFFICE

settings.register_profile("pakt-xl", deadline=None, derandomize=True, database=None)
settings.load_profile("pakt-xl")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs LibreOffice where it is missing; in CI that is a failure."""
    if SOFFICE is None and item.get_closest_marker("libreoffice"):
        if os.environ.get("CI") == "true":
            pytest.fail("LibreOffice (soffice) is missing in CI")
        pytest.skip("LibreOffice (soffice) is not installed")
