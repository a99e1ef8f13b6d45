"""What collecting hands back to the edges: every file with what became of it; the numbers add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pakt_xl.returns.returned import State

if TYPE_CHECKING:
    from pathlib import Path

    from pakt_xl.books.port import Filled
    from pakt_xl.domain.rows import ChangeRequest
    from pakt_xl.returns.returned import Returned
    from pakt_xl.run.answering import Answers
    from pakt_xl.run.results import Judged


_SUSPICIOUS = 3  # workbooks in which nothing is filled in; one or two schools may have no wishes


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of files: ``found`` = ``taken`` + ``refused`` + ``passed``."""

    found: int
    taken: int
    refused: int
    passed: int


@dataclass(frozen=True, slots=True)
class Collected:
    """Outcome of ``collect``: what became of every file, the new requests, the answers written.

    ``judged`` is the master as it was before; ``filled`` is None if it needed no change.
    """

    path: Path
    judged: Judged
    returns: tuple[Returned, ...]
    requests: tuple[ChangeRequest, ...]
    filled: Filled | None
    answers: Answers

    @property
    def has_errors(self) -> bool:
        """Whether a file was refused or has a Fehler, or an answer could not be written (exit code 1)."""
        return bool(self.answers.failed) or any(each.has_errors for each in self.returns)

    @property
    def doubt(self) -> str:
        """What is said if most of what was taken is not filled in: the folder may be that of what was sent out."""
        taken = [each for each in self.returns if each.state is State.TAKEN]
        empty = sum(each.empty for each in taken)
        if empty < _SUSPICIOUS or 2 * empty <= len(taken):
            return ""
        return (
            f"Nichts ausgefüllt ist in {empty} von {len(taken)} übernommenen Mappen. Liegen im Ordner die Mappen, die "
            "verschickt wurden? Dann gehen Sie auf den Stand davor zurück und lesen Sie nur die Rückläufe ein."
        )

    @property
    def tally(self) -> Tally:
        """Count the files by what became of them."""
        numbers = Counter(each.state for each in self.returns)
        return Tally(len(self.returns), numbers[State.TAKEN], numbers[State.REFUSED], numbers[State.PASSED])
