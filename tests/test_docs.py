"""The other documents keep up with the tool too: links lead somewhere, and quoted messages are those of the code."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from pakt_xl.books import live_errors
from pakt_xl.cli.commands import app
from pakt_xl.domain.actions import ACTIONS, BUTTON_HEADERS, BUTTON_TABLE, CHOICE_NAME
from pakt_xl.ooxml.gate import RETURN
from pakt_xl.returns.rules import ALL_RULES as RETURN_RULES
from tests.test_handbook import HANDBOOK, README, ROOT, section, table_rows

DOCUMENTS = (
    "README.md",
    *(f"docs/{name}.md" for name in ("handbuch", "architecture", "betrieb", "daten", "erster-start-in-excel")),
)
MEGABYTE = 1024 * 1024
SHORTEST = 8  # characters of a quotation that can be looked for
PARTS = re.compile(r" / |…|[()„“*]|Links pakt-xl:// sind ")
"""What stands between the fixed parts of a quoted message: another message, what varies, quotation marks."""


def anchors(text: str) -> set[str]:
    """Return the anchors of the headings, as Markdown makes them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_to_files_and_headings(name: str) -> None:
    path = ROOT / name
    for target, anchor in re.findall(r"\]\(([^)#:]*)(?:#([^)]+))?\)", path.read_text(encoding="utf-8")):
        file = (path.parent / target) if target else path
        assert file.is_file(), target
        if anchor:
            assert anchor in anchors(file.read_text(encoding="utf-8")), anchor


@cache
def words_of_the_code() -> str:
    """Return all texts in the code; where something is put into one, a line ends."""
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "pakt_xl").rglob("*.js")]
    for path in (ROOT / "pakt_xl").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        texts += [
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
    return "\n".join(texts)


@pytest.mark.parametrize("heading", ["14.2 Schaltflächen", "14.3 Aufgabenbereich", "15.6 Meldungen der Runde"])
def test_messages_in_the_handbook_are_those_of_the_code(heading: str) -> None:
    """A person looks for the words in the window; a message that was reworded must be reworded here."""
    messages = [row[0] for row in table_rows(section(heading)) if not row[0].startswith(("Meldung", "---"))]
    fragments = [part.strip(" .:;") for message in messages for part in PARTS.split(message)]
    assert len(messages) > SHORTEST
    assert [part for part in fragments if len(part) >= SHORTEST and part not in words_of_the_code()] == []


@pytest.mark.parametrize(
    "message",
    [
        live_errors.BUSY,
        str(live_errors.protected("…")),
        str(live_errors.read_only("…")),
        str(live_errors.half_way(ValueError(), "…", [], moves=False)).replace("ValueError", "…"),
        str(live_errors.while_reading(ValueError())).replace("ValueError", "…"),
    ],
)
def test_what_excel_refuses_is_explained(message: str) -> None:
    beginning = re.split(r"[.;] ", message, maxsplit=1)[0]
    assert beginning in section("14.2 Schaltflächen")


def test_every_finding_on_returns_is_explained() -> None:
    """They stand beside the command that tells of them, not among the checks of the master."""
    told = {row[0]: row[1] for row in table_rows(section("15.4 Rückläufe einlesen")) if row[0].startswith("R")}
    assert told == {rule.code: str(rule.severity) for rule in RETURN_RULES if rule.code.startswith("R")}


def test_limits_of_returns_are_those_of_the_gate() -> None:
    text = " ".join(section("15.4 Rückläufe einlesen").split())
    whole = f"{RETURN.members:,} Teile; {RETURN.cells:,} Zellen; {RETURN.lines:,} Zeilen".replace(",", ".").split("; ")
    sizes = [f"{size // MEGABYTE} MB" for size in (RETURN.file, RETURN.unpacked or 0)]
    limits = (*whole, *sizes, f"{RETURN.seconds} Sekunden")
    assert [limit for limit in limits if limit not in text] == []


def test_buttons_their_table_and_the_choice_are_explained() -> None:
    labels = [row[0].strip("*") for row in table_rows(section("4.1 Die Schaltflächen"))][2:]
    assert labels == [action.label for action in ACTIONS]
    assert all(f"`{action.link}`" in section("4.2 Einmal einrichten") for action in ACTIONS)
    assert all(header in section("4.1 Die Schaltflächen") for header in (BUTTON_TABLE, *BUTTON_HEADERS))
    assert CHOICE_NAME in section("4.4 Das xlwings-Add-in")


def test_every_command_is_told() -> None:
    names = [command.callback.__name__.replace("_", "-") for command in app.registered_commands if command.callback]
    assert len(names) >= len(ACTIONS)
    for text in (HANDBOOK, README):
        assert [name for name in names if f"pakt-xl {name}" not in text] == []


def test_pictures_say_what_they_show() -> None:
    """Nobody may take a picture of LibreOffice or Chromium for one of Excel."""
    captions = re.findall(r"^!\[.*\n\n(.*)$", HANDBOOK, re.MULTILINE)
    assert len(captions) == HANDBOOK.count("![")
    assert all(caption.startswith(("*Bild: LibreOffice. ", "*Bild: Chromium, nicht Excel. ")) for caption in captions)
