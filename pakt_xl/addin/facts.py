"""What the task pane says of the open workbook, as JSON; a shape that is not ours is refused, never guessed at."""

from __future__ import annotations

from pakt_xl.books.client import ClientFacts
from pakt_xl.domain.errors import UnusableError

_KEYS = {"formulas", "filtered", "protected"}


def client_facts(raw: object) -> ClientFacts:
    """Return the facts of ``{"formulas": {table: [[cell]]}, "filtered": [table], "protected": [sheet]}``.

    A cell is text, a number, a truth value or null. Raises UnusableError for every other shape.
    """
    if not isinstance(raw, dict) or set(raw) != _KEYS or not isinstance(raw["formulas"], dict):
        raise _refused()
    formulas = {_text(name): _block(rows) for name, rows in raw["formulas"].items()}
    return ClientFacts(formulas, _names(raw["filtered"]), _names(raw["protected"]))


def _block(raw: object) -> tuple[tuple[object, ...], ...]:
    """Rows of cells, all of one length."""
    if not isinstance(raw, list):
        raise _refused()
    rows = tuple(_row(row) for row in raw)
    if len({len(row) for row in rows}) > 1:
        raise _refused()
    return rows


def _row(raw: object) -> tuple[object, ...]:
    if not isinstance(raw, list) or not all(cell is None or isinstance(cell, str | int | float) for cell in raw):
        raise _refused()
    return tuple(raw)


def _names(raw: object) -> frozenset[str]:
    if not isinstance(raw, list):
        raise _refused()
    return frozenset(_text(name) for name in raw)


def _text(raw: object) -> str:
    if not isinstance(raw, str):
        raise _refused()
    return raw


def _refused() -> UnusableError:
    return UnusableError(
        "Der Aufgabenbereich und der Server passen nicht zusammen. Bitte den Aufgabenbereich schließen und neu öffnen; "
        "hilft das nicht, die Betreuung des Servers ansprechen."
    )
