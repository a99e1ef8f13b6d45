"""Loading a programme file: every mistake in it is told with file, key and reason."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import ValidationError

from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.table import fold
from pakt_xl.programme.model import Programme

if TYPE_CHECKING:
    from collections.abc import Hashable

    from pydantic_core import ErrorDetails

FOLDER = Path(__file__).parent
SUFFIX = ".yaml"
_DOUBLED = "ein Schlüssel steht doppelt"

# Reasons in German by the start of pydantic's error type.
_REASONS = (
    ("missing", "fehlt"),
    ("extra_forbidden", "unbekannter Schlüssel"),
    ("string_too_short", "leer"),
    ("string", "Text erwartet"),
    ("too_short", "leere Liste"),
    ("tuple", "Liste erwartet"),
    ("model", "Schlüssel mit Werten erwartet"),
    ("decimal_max_places", "höchstens 2 Nachkommastellen"),
    ("decimal", "Zahl erwartet"),
    ("finite_number", "Zahl erwartet"),
    ("int", "ganze Zahl erwartet"),
    ("date", "Datum JJJJ-MM-TT erwartet"),
    ("bool", "true oder false erwartet"),
    ("greater_than", "zu klein"),
    ("less_than", "zu groß"),
)


class _Loader(yaml.CSafeLoader):
    """YAML without surprises: numbers with a point stay exact, a key that stands twice is a mistake."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Return the mapping; a doubled key raises instead of silently winning."""
        mapping = super().construct_mapping(node, deep=deep)
        if len(mapping) < len(node.value):
            raise yaml.MarkedYAMLError(problem=_DOUBLED, problem_mark=node.start_mark)
        return mapping

    def as_text(self, node: yaml.ScalarNode) -> str:
        """Return a number with a point or a date as text; the model reads it and names the key if it cannot."""
        return str(self.construct_scalar(node))


_Loader.add_constructor("tag:yaml.org,2002:float", _Loader.as_text)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.as_text)


def known_programmes() -> tuple[str, ...]:
    """Ids of the programme files that come with the tool, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob(f"*{SUFFIX}")))


@cache
def load(programme_id: str) -> Programme:
    """Load a programme by the id that stands in the workbook; UnusableError for an unknown id or a broken file."""
    wanted = fold(programme_id)
    for known in known_programmes():
        if fold(known) == wanted:
            return load_file(FOLDER / f"{known}{SUFFIX}")
    names = ", ".join(known_programmes())
    raise UnusableError(
        f"Tabelle Einstellungen: Das Programm „{programme_id}“ ist unbekannt. Eine dieser Kennungen eintragen: {names}."
    )


def load_file(path: Path) -> Programme:
    """Load a programme file; UnusableError names file, key and reason."""
    content = path.read_bytes()
    try:
        data = yaml.load(content, _Loader)  # noqa: S506  a subclass of the safe loader
    except yaml.YAMLError as error:
        raise UnusableError(f"Programmdatei {path.name}{_yaml_reason(error)}") from None
    if not isinstance(data, dict):
        raise UnusableError(f"Programmdatei {path.name}: Schlüssel mit Werten erwartet.")
    try:
        programme = Programme.model_validate(data | {"checksum": hashlib.sha256(content).hexdigest()})
    except ValidationError as error:
        reasons = "; ".join(_reason(detail) for detail in error.errors(include_url=False))
        raise UnusableError(f"Programmdatei {path.name}, {reasons}.") from None
    if programme.id != path.stem:
        raise UnusableError(f"Programmdatei {path.name}, Schlüssel „id“: muss wie die Datei heißen, {path.stem}.")
    return programme


def _yaml_reason(error: yaml.YAMLError) -> str:
    """Return line and reason; the parser's own English is not shown."""
    mark = getattr(error, "problem_mark", None)
    line = f", Zeile {mark.line + 1}" if mark else ""
    if getattr(error, "problem", None) == _DOUBLED:
        return f"{line}: {_DOUBLED}."
    return f"{line}: kein gültiges YAML. Einrückung, Doppelpunkte und Anführungszeichen prüfen."


def _reason(detail: ErrorDetails) -> str:
    """Return key and reason of one mistake; entries of a list are counted from 1."""
    key = " / ".join(str(part + 1) if isinstance(part, int) else part for part in detail["loc"])
    kind = detail["type"]
    if kind == "value_error":
        reason = str(detail["ctx"]["error"])
    else:
        reason = next((text for start, text in _REASONS if kind.startswith(start)), "ungültiger Wert")
    return f"Schlüssel „{key}“: {reason}" if key else reason
