"""The answers to the schools as text files: none that somebody may have edited is replaced."""

from __future__ import annotations

import os
import secrets
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.table import fold
from pakt_xl.reports.answers import answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pakt_xl.domain.plan import Plan
    from pakt_xl.returns.returned import Returned

ANSWERS = "Antworten"
"""The folder beside the master in which the answers to schools are put."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The files written, and a German sentence for each that could not be written."""

    written: tuple[Path, ...] = ()
    failed: tuple[str, ...] = ()


def prove_folder(folder: Path) -> None:
    """Raise UnusableError if a file has the name of the folder: answers are written last, when it would be too late."""
    if folder.exists() and not folder.is_dir():
        raise UnusableError(
            f"„{folder}“ soll der Ordner der Antworten sein, ist aber eine Datei. Bitte benennen Sie sie um oder geben "
            "Sie mit -o einen Ordner an. Es wurde nichts geschrieben."
        )


def write_answers(returns: Sequence[Returned], plan: Plan, folder: Path) -> Answers:
    """Write the answer to each school that is to be told something; what fails at one stops no other."""
    written: list[Path] = []
    failed: list[str] = []
    for number, text in _answers(returns, plan):
        try:
            written += _written(text, _places(folder, number))
        except OSError as error:
            failed.append(
                f"Antwort {number} ließ sich nicht schreiben (Systemfehler {error.errno}). Bitte prüfen Sie Ordner und "
                "Rechte und lesen Sie noch einmal ein."
            )
    return Answers(tuple(written), tuple(failed))


def _answers(returns: Iterable[Returned], plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield Schulnummer and text of each answer."""
    groups: dict[str, list[Returned]] = defaultdict(list)
    for each in returns:
        groups[fold(each.school)].append(each)
    for school in plan.schools:
        text = answer(groups.pop(fold(school.number or ""), []), school, plan) if school.number else ""
        if text:
            yield str(school.number), text


def _written(text: str, places: Iterator[Path]) -> Iterator[Path]:
    """Write a text to the first place that is free and yield it; nothing if one before it holds the same text."""
    for place in places:
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            _put(text, place)
            yield place
            return
        if place.is_file() and place.read_text(encoding="utf-8", errors="replace") == text:
            return


def _put(text: str, place: Path) -> None:
    """Write a text whole or not at all: half an answer would be mailed, and kept by the next call."""
    place = Path(os.path.realpath(place))  # a link stays, what it leads to is written
    beside = place.with_name(f".pakt-xl-{secrets.token_hex(8)}.tmp")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(place)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _places(folder: Path, number: str) -> Iterator[Path]:
    yield folder / f"Antwort {number}.txt"
    count = 2
    while True:
        yield folder / f"Antwort {number} ({count}).txt"
        count += 1
