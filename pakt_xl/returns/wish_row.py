"""A row of Änderungswünsche as it is read: its cells by field, and what is wrong in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pakt_xl.domain.cells import CellError, shown
from pakt_xl.domain.finding import Finding, Place, Severity
from pakt_xl.domain.table import Formula, trim
from pakt_xl.reading.rows import cell_flaw, note_flaw

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pakt_xl.domain.columns import Column
    from pakt_xl.domain.finding import Rule, Value
    from pakt_xl.domain.table import Cell
    from pakt_xl.returns.content import Found, Line

NUMBER, FIELD, VALUE, REASONS = "need_number", "field", "new_value", "reasons"


@dataclass(slots=True)
class WishRow:
    """A row as it is read: its cells by field, its findings so far."""

    school: str
    found: Found
    line: Line
    headers: Mapping[str, str]
    findings: list[Finding]

    def cell(self, field: str) -> Cell:
        """Return the cell of a field; blank if the layout has none."""
        return self.line.cells.get(self.headers.get(field, ""))

    @property
    def is_in_error(self) -> bool:
        """Whether the row is no wish that can be taken."""
        return any(finding.rule.severity is Severity.ERROR for finding in self.findings)

    def place(self, field: str) -> Place:
        """Return where the cell of a field stands."""
        header = self.headers.get(field, "")
        key = shown_text(self.cell(NUMBER)) or str(self.line.number)
        return Place(self.found.sheet, f"{self.found.letters.get(header, 'A')}{self.line.number}", header, "", key)

    def note(self, rule: Rule, field: str, values: Mapping[str, Value] | None = None) -> None:
        """Add a finding on the cell of a field."""
        place = replace(self.place(field), school=self.school)
        self.findings.append(Finding(rule, place, values or {}))

    def read(self, field: str, column: Column) -> object:
        """Read a cell by a column; None with a finding if it cannot be read."""
        cell = self.cell(field)
        try:
            value = column.read(cell)
        except CellError as error:
            flaw = cell_flaw(0, field, column, error)
            self.note(flaw.rule, field, flaw.values)
            return None
        if value is not None and column.note(cell) and not _as_typed(cell, value):
            flaw = note_flaw(0, field, column, cell, value)
            self.note(flaw.rule, field, flaw.values)
        return value


def shown_text(cell: Cell) -> str:
    """Text of a cell for the key of a place, shortened as in messages."""
    return "" if cell is None else trim(shown(cell).strip("„“"))


def _as_typed(cell: Cell, value: object) -> bool:
    """Whether the cell shows just what was read: in a column of text a number is typed as text by nature."""
    shows = cell.value if isinstance(cell, Formula) else cell
    return isinstance(shows, str) and trim(shows) == str(value) and shows == trim(shows)
