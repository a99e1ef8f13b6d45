"""The demo of Hamm: always the same, true where it is true, and with every check at work."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from pakt_xl.layout.demo import demo_tables
from pakt_xl.programme import load
from pakt_xl.run import check
from pakt_xl.run.demo import demo_package, faulty_package
from tests.ooxml.invariants import assert_sound

if TYPE_CHECKING:
    from pathlib import Path

    from pakt_xl.ooxml.package import Package

HAMM = load("digitalpakt_nrw_2019")
ONLY_ELSEWHERE = {"P01"}  # an incomplete programme file: pakt-xl new --programme digitalpakt_2_nrw shows it
CODES = {
    *("Z01", "Z02", "Z03", "Z04", "Z05", "Z06", "Z07", "Z08", "Z09", "Z10", "Z11", "Z12", "Z13", "P01", "P02"),
    *("S01", "S02", "S03", "S04", "S05", "S06", "S07", "S08", "J01", "T01", "T02", "T03", "T04", "T05"),
    *("B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B09", "J02", "M01", "M02", "M03"),
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _saved(demo_package(HAMM), tmp_path_factory.mktemp("demo") / "hamm.xlsx")


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _saved(faulty_package(HAMM), tmp_path_factory.mktemp("demo") / "fehlerhaft.xlsx")


def _saved(package: Package, path: Path) -> Path:
    with path.open("wb") as stream:
        package.write(stream)
    return path


def _codes(path: Path) -> Counter[str]:
    return Counter(finding.rule.code for finding in check(path).judged.findings)


def test_the_52_schools_have_the_types_that_the_city_names() -> None:
    types = Counter(row[2] for row in demo_tables()["Schulen"].rows)
    assert types == {
        "Grundschule": 27,
        "Hauptschule": 5,
        "Förderschule": 4,
        "Realschule": 5,
        "Gymnasium": 5,
        "Gesamtschule": 3,
        "Berufskolleg": 3,
    }


def test_the_budgets_add_up_to_eleven_million() -> None:
    budgets = [row[3] for row in demo_tables()["Schulen"].rows]
    assert sum(budget for budget in budgets if isinstance(budget, Decimal)) == Decimal("11000000.00")


def test_there_are_about_two_thousand_needs_and_always_the_same() -> None:
    needs = demo_tables()["Bedarfe"].rows
    assert 1900 < len(needs) < 2200
    assert needs == demo_tables()["Bedarfe"].rows


def test_the_demo_has_no_unreadable_cell_and_its_formulas_show_what_the_tool_computes(demo: Path) -> None:
    assert not {"Z01", "Z02", "Z03", "Z04", "Z05", "Z12", "T05"} & set(_codes(demo))


def test_demo_and_faulty_demo_show_every_check(demo: Path, faulty: Path) -> None:
    assert set(_codes(demo)) | set(_codes(faulty)) == CODES - ONLY_ELSEWHERE


def test_both_demos_are_sound_workbooks(demo: Path, faulty: Path) -> None:
    assert_sound(demo)
    assert check(faulty).judged.has_errors
