"""What the templates of the task pane and the manifest show of us: the actions and the names of our tables."""

from __future__ import annotations

from typing import Any

from pakt_xl.addin.answer import CALLBACK
from pakt_xl.domain.actions import BUTTON_TABLE, SERVED
from pakt_xl.domain.rows import MODELS
from pakt_xl.programme import known_programmes, load
from pakt_xl.reports import generated_tables


def template_values() -> dict[str, Any]:
    """Return the values by the names that the templates use."""
    return {
        "pakt_actions": SERVED,
        "pakt_pane": {"callback": CALLBACK, "inputTables": input_tables(), "filledTables": filled_tables()},
    }


def input_tables() -> list[str]:
    """Names of the tables that people fill."""
    return [model.TABLE for model in MODELS]


def filled_tables() -> list[str]:
    """Names of the tables that we fill, those of every programme."""
    names = [table.name for programme in known_programmes() for table in generated_tables(load(programme))]
    return [*dict.fromkeys(names), BUTTON_TABLE]
