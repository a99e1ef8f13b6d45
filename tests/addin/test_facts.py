"""What the task pane says of a workbook: taken as it is meant, or refused."""

from __future__ import annotations

import pytest

from pakt_xl.addin.facts import client_facts
from pakt_xl.domain.errors import UnusableError

EMPTY: dict[str, object] = {"formulas": {}, "filtered": [], "protected": []}


def test_facts_are_taken_over() -> None:
    raw = {"formulas": {"Lose": [["=A1", 1.5, True, None, "x"]]}, "filtered": ["Plan2020"], "protected": ["Lose"]}
    facts = client_facts(raw)
    assert facts.formulas == {"Lose": (("=A1", 1.5, True, None, "x"),)}
    assert facts.filtered == frozenset({"Plan2020"})
    assert facts.protected == frozenset({"Lose"})


def test_empty_facts_are_facts() -> None:
    assert client_facts(EMPTY).formulas == {}


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        "formulas",
        {},
        {"formulas": {}, "filtered": []},
        EMPTY | {"more": 1},
        EMPTY | {"formulas": []},
        EMPTY | {"formulas": {"Lose": "=A1"}},
        EMPTY | {"formulas": {"Lose": ["=A1"]}},
        EMPTY | {"formulas": {"Lose": [[{}]]}},
        EMPTY | {"formulas": {"Lose": [[["=A1"]]]}},
        EMPTY | {"formulas": {"Lose": [["=A1"], []]}},
        EMPTY | {"filtered": "Lose"},
        EMPTY | {"filtered": [1]},
        EMPTY | {"protected": {"Lose": True}},
        EMPTY | {"protected": [None]},
    ],
)
def test_another_shape_is_refused(raw: object) -> None:
    with pytest.raises(UnusableError, match="passen nicht zusammen"):
        client_facts(raw)
