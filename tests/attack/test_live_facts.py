"""What a task pane may say wrongly, and what a browser may pass as a link: one message or nothing, never a loss."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pakt_xl import buttons
from pakt_xl.addin.facts import client_facts
from pakt_xl.books.client import ClientFacts
from pakt_xl.books.excel import ExcelBook
from pakt_xl.books.file import FileBook
from pakt_xl.desktop import message
from pakt_xl.domain.actions import ACTIONS
from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.table import Formula, Table
from tests.books.test_contract import OURS, noted
from tests.engines.remote_engine import RemoteEngine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

ROWS = tuple((year, "WLAN") for year in (2024, 2022, 2021, 2020))
Facts = dict[str, "Sequence[Sequence[object]]"]


def filled(path: Path, change: Callable[[Facts], Facts]) -> Table:
    """Fill the lots of a workbook whose task pane tells changed formulas; return what is in the file then."""
    with RemoteEngine().open(path) as opened:
        assert opened.client is not None
        formulas = change(dict(opened.client.formulas))
        book = ExcelBook(opened.book, replace(opened.client, formulas=formulas))
        try:
            book.fill([Table("Lose", OURS, ROWS, key=OURS)])
        except UnusableError:
            assert opened.book.json()["actions"] == []
            raise
        opened.save(path)
    return FileBook(path).read()["Lose"]


STALE: dict[str, Callable[[Facts], Facts]] = {
    "keine": lambda _: {},
    "keine Zeile": lambda known: known | {"Lose": []},
    "eine Zeile zu wenig": lambda known: known | {"Lose": known["Lose"][:-1]},
    "eine Zeile zu viel": lambda known: known | {"Lose": [*known["Lose"], known["Lose"][-1]]},
    "eine Spalte zu wenig": lambda known: known | {"Lose": [row[:-1] for row in known["Lose"]]},
    "eine Zeile kürzer": lambda known: known | {"Lose": [known["Lose"][0][:-1], *known["Lose"][1:]]},
    "anderer Name": lambda known: {"lose": known["Lose"]},
}


@pytest.mark.parametrize("kind", STALE)
def test_formulas_of_another_table_than_there_is_stop_the_click(kind: str, tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match=r"Formeln der eigenen Spalten \(Notiz, Doppelt\) nicht so mitgeschickt"):
        filled(noted(tmp_path / "m.xlsx"), STALE[kind])


def test_formulas_that_fit_are_kept(tmp_path: Path) -> None:
    table = filled(noted(tmp_path / "m.xlsx"), lambda known: known)
    assert [row[3].text for row in table.rows if isinstance(row[3], Formula)] == [f"A{row}*2" for row in (5, 6, 7, 8)]


def test_text_that_reads_like_a_formula_stays_text(tmp_path: Path) -> None:
    path = noted(tmp_path / "m.xlsx")
    workbook = openpyxl.load_workbook(path)
    workbook["Lose"]["C6"] = '=HYPERLINK("http://boese")'
    workbook["Lose"]["C6"].data_type = "s"
    workbook.save(path)
    table = filled(path, lambda known: known)
    assert table.rows[2][2] == '=HYPERLINK("http://boese")'


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
KEYS = st.fixed_dictionaries({"formulas": JSON, "filtered": JSON, "protected": JSON})


@given(raw=st.one_of(JSON, KEYS))
def test_any_other_shape_is_one_message(raw: Any) -> None:
    facts = ClientFacts()
    with suppress(UnusableError):
        facts = client_facts(raw)
    assert all(isinstance(name, str) for name in (*facts.formulas, *facts.filtered, *facts.protected))
    assert all(len(row) == len(rows[0]) for rows in facts.formulas.values() for row in rows)


def test_facts_on_tables_and_sheets_that_are_not_there_do_nothing(tmp_path: Path) -> None:
    path = noted(tmp_path / "m.xlsx")
    with RemoteEngine().open(path) as opened:
        assert opened.client is not None
        formulas: Facts = dict(opened.client.formulas) | {"Fehlt": [["=1/0"]] * 10_000, "": []}
        facts = ClientFacts(formulas, frozenset({"Fehlt"}), frozenset({"Fehlt", ""}))
        done = ExcelBook(opened.book, facts).fill([Table("Lose", OURS, ROWS, key=OURS)])
    assert done.remarks == ()


LINKS = st.one_of(
    st.text(max_size=40),
    st.text(max_size=10).map(lambda tail: f"pakt-xl://{tail}"),
    st.sampled_from([action.word for action in ACTIONS]).flatmap(
        lambda word: st.text(min_size=1, max_size=5).map(lambda tail: f"pakt-xl://{word}{tail}")
    ),
)


@given(link=LINKS)
def test_only_the_words_are_understood(link: str) -> None:
    action = buttons.action_of_link(link)
    assert (action is None) or link.lower() in (action.link, f"{action.link}/")


@pytest.mark.parametrize(
    "link",
    [
        *(
            "pakt-xl://" + "a" * 1_000_000,
            "pakt-xl://pruefen\0",
            "pakt-xl://pruefen\0/../alles",
            "\0",
            "pakt-xl://\ud800",
        ),
        *(
            "pakt-xl://%70ruefen",
            "pakt-xl%3A//pruefen",
            "pakt-xl://pruefen#alles",
            "pakt-xl://pruefen ",
            "\ufeffpakt-xl://plan",
        ),
        *(
            "pakt-xl://\u0440lan",
            "pakt\u2010xl://plan",
            "pakt-xl:\u2215\u2215plan",
            "pakt-xl://ｐlan",
            "pakt-xl://al\u017fes",
        ),
        *(
            "pakt-xl:pruefen",
            "pakt-xl:///pruefen",
            "pakt-xl://user@pruefen",
            "pakt-xl://pruefen:80",
            "pakt-xl://Alles/alles",
        ),
        *(
            "pakt-xl://Prüfen",
            "pakt-xl://Budgetu\u0308bersicht",
            "pakt-xl://plan,alles",
            '"pakt-xl://plan"',
            "pakt-xl://plan\r\n",
        ),
        *(
            "ofe|u|pakt-xl://plan",
            "file:///pakt-xl://plan",
            "pakt-xl://plan|calc",
            "pakt-xl://plan --book=x",
            "-pakt-xl://plan",
        ),
    ],
    ids=lambda link: ascii(link)[:40],
)
def test_a_link_that_pretends_is_refused(link: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(message, "show", said.append)
    monkeypatch.setattr(buttons, "click", lambda *_: pytest.fail("ein Klick"))
    assert buttons.from_link(link) == 2
    labels = ", ".join(f"„{action.label}“" for action in ACTIONS)
    assert said == [f"Dieser Link gehört zu keiner Schaltfläche. Es gibt {labels}."]
