"""What one school's workbook shows, as plain values: nothing in it knows the plan, so it can travel to any process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pakt_xl.domain.school_workbook import COPY_MARK, LINES, SchoolLine, SchoolNeed, Stamp, content_checksum, copied

if TYPE_CHECKING:
    from datetime import date

    from pakt_xl.domain.table import Cells

INCOMPLETE = (
    "Unvollständig: Zu Ihrer Schule fehlen dem Schulträger noch Angaben, oder sie sind fehlerhaft. "
    "Die Beträge können sich noch ändern."
)


@dataclass(frozen=True, slots=True)
class Round:
    """What all school workbooks of one round share; ``baseline`` is the checksum of Festschreibung or blank."""

    programme: str
    authority: str
    as_of: date
    budget_type: str
    baseline: str
    contacts: tuple[Cells, ...]  # Thema, Stelle, how to reach it
    send_to: str


@dataclass(frozen=True, slots=True)
class SchoolSheet:
    """The values of one school: those of ``LINES`` in their order, and a row of cells per need."""

    number: str
    name: str
    round: Round
    lines: Cells
    needs: tuple[Cells, ...]
    known: Cells  # concept and infrastructure as the authority knows them
    complete: bool

    def stamp_rows(self) -> tuple[tuple[str, str], ...]:
        """Rows of the stamp: its keys, then a copy of each read-only row."""
        lines = [copied(row) for row in zip(LINES, self.lines, strict=True)]
        needs = [copied(row) for row in self.needs]
        together = self.round
        stamp = Stamp.new(
            together.programme,
            together.authority,
            self.number,
            baseline=together.baseline,
            as_of=together.as_of,
            checksum=content_checksum(lines, needs),
        )
        copies = [(COPY_MARK + SchoolLine.TABLE, text) for text in lines]
        copies += [(COPY_MARK + SchoolNeed.TABLE, text) for text in needs]
        return (*stamp.rows(), *copies)
