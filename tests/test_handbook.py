"""The handbook keeps up with the tool: every check, table, setting, column and picture stands there."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

from pakt_xl import checks
from pakt_xl.domain.finding import Rule
from pakt_xl.domain.rows import MODELS, Row, columns
from pakt_xl.domain.settings import setting_columns
from pakt_xl.programme import load
from pakt_xl.reading.rules import ALL_RULES
from pakt_xl.reports import generated_tables

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
HANDBOOK = (ROOT / "docs" / "handbuch.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
LARGEST_PICTURE = 200_000  # bytes


def rules() -> set[Rule]:
    """Return every rule that a finding can carry: those of reading and the constants beside the checks."""
    modules = [
        importlib.import_module(f"{checks.__name__}.{each.name}") for each in pkgutil.iter_modules(checks.__path__)
    ]
    return {*ALL_RULES, *(value for module in modules for value in vars(module).values() if isinstance(value, Rule))}


def severities() -> dict[str, set[str]]:
    """Return the words of Schwere that findings of each code can bear."""
    by_code: dict[str, set[str]] = {}
    for rule in rules():
        by_code.setdefault(rule.code, set()).add(str(rule.severity))
    return by_code


def check_rows() -> list[list[str]]:
    """Return the rows of the table of checks."""
    return [row for row in table_rows(section("6 Alle Prüfungen")) if re.fullmatch(r"[A-Z][0-9]{2}", row[0])]


def table_rows(text: str) -> list[list[str]]:
    """Return the cells of all Markdown tables, a list a line."""
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]


def section(heading: str) -> str:
    """Return the text below a heading up to the next heading."""
    found = re.search(rf"^#+ {re.escape(heading)}\b.*?$(.*?)(?=^#|\Z)", HANDBOOK, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[1]


def test_every_check_stands_in_the_table_with_its_severity() -> None:
    """Codes are public: whoever meets one in the Prüfbericht finds it here; one that is not built is not told."""
    assert {row[0]: set(row[1].split(", ")) for row in check_rows()} == severities()


def test_every_check_says_what_it_means_and_what_to_do() -> None:
    """A code without a sentence helps nobody, and one with two rows confuses."""
    rows = check_rows()
    assert all(len(row) == 4 and row[2].endswith(".") and row[3].endswith(".") for row in rows)
    assert len(rows) == len({row[0] for row in rows})


def test_every_table_is_mentioned() -> None:
    """Input tables and generated tables, by the name that formulas use."""
    names = [model.TABLE for model in MODELS] + [spec.name for spec in generated_tables(load("digitalpakt_nrw_2019"))]
    assert [name for name in names if not re.search(rf"\b{name}\b", HANDBOOK)] == []


def test_every_setting_is_explained() -> None:
    """The table of Einstellungen lists the keys in the order of the sheet."""
    keys = [row[0] for row in table_rows(section("3.1 Einstellungen"))][2:]
    assert keys == [column.header for column in setting_columns().values()]


@pytest.mark.parametrize(
    ("heading", "model"),
    [(f"3.{number} {model.TABLE}", model) for number, model in enumerate(MODELS[1:], start=2)],
    ids=[model.TABLE for model in MODELS[1:]],
)
def test_every_typed_column_is_explained(heading: str, model: type[Row]) -> None:
    """Each input sheet has a table of its typed columns in their order, and names those that the workbook computes."""
    text = section(heading)
    assert [row[0] for row in table_rows(text)][2:] == [column.header for column in columns(model).values()]
    assert all(header in text for header in model.LIVE)


@pytest.mark.parametrize("text", [HANDBOOK, README], ids=["handbook", "readme"])
def test_pictures_exist_and_load_quickly(text: str) -> None:
    """Every picture that is shown is there, is a PNG, and is small."""
    names = re.findall(r"!\[[^\]]+\]\((?:docs/)?pictures/([^)]+)\)", text)
    assert names
    assert len(names) == text.count("![")
    contents = {name: (PICTURES / name).read_bytes() for name in names}
    assert all(content.startswith(b"\x89PNG") for content in contents.values())
    assert {name: len(content) for name, content in contents.items() if len(content) > LARGEST_PICTURE} == {}


def test_every_picture_is_shown() -> None:
    """No picture lies about that nobody sees."""
    assert {path.name for path in PICTURES.iterdir()} == set(re.findall(r"pictures/([\w-]+\.png)", HANDBOOK))


def test_links_within_the_handbook_lead_to_headings() -> None:
    """A link to a section names its heading as Markdown makes it an anchor."""
    headings = re.findall(r"^#+ (.+)$", HANDBOOK, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", HANDBOOK)) - anchors == set()
