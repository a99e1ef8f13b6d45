"""The rows of Änderungswünsche: each is read by the field it wants changed; a row in error is no wish."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pakt_xl.domain.cells import CellError, shown
from pakt_xl.domain.finding import Finding, Place
from pakt_xl.domain.rows import Item, Need, School, columns
from pakt_xl.domain.rows.decisions import (
    FIELD_FUNDING,
    FIELD_ITEM,
    FIELD_NEW,
    FIELD_QUANTITY,
    FIELD_SCHOOL,
    FIELD_WITHDRAWAL,
    FIELD_YEAR,
    NEED_FIELDS,
)
from pakt_xl.domain.school_workbook import Wish
from pakt_xl.domain.table import Formula, fold, trim
from pakt_xl.reading import rules as cell_rules
from pakt_xl.reading.rows import cell_flaw, note_flaw
from pakt_xl.returns import rules
from pakt_xl.returns.returned import WishLine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pakt_xl.domain.columns import Column
    from pakt_xl.domain.finding import Rule, Value
    from pakt_xl.domain.table import Cell
    from pakt_xl.returns.content import Found, Line
    from pakt_xl.returns.master import Master

NUMBER, FIELD, VALUE, REASONS = "need_number", "field", "new_value", "reasons"
_OF_NEED = (FIELD_QUANTITY, FIELD_YEAR, FIELD_FUNDING)


@dataclass(slots=True)
class _Row:
    """A row as it is read: its cells by field, its findings so far."""

    school: str
    found: Found
    line: Line
    headers: Mapping[str, str]
    findings: list[Finding]

    def cell(self, field: str) -> Cell:
        """Return the cell of a field; blank if the layout has none."""
        return self.line.cells.get(self.headers.get(field, ""))

    def place(self, field: str) -> Place:
        header = self.headers.get(field, "")
        key = shown_text(self.cell(NUMBER)) or str(self.line.number)
        return Place(self.found.sheet, f"{self.found.letters.get(header, 'A')}{self.line.number}", header, "", key)

    def note(self, rule: Rule, field: str, values: Mapping[str, Value] | None = None) -> None:
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


def read_wishes(
    found: Found, headers: Mapping[str, str], school: str, master: Master
) -> tuple[tuple[WishLine, ...], tuple[Finding, ...], int]:
    """Return the wishes of a school, the findings on all rows, and the number of rows that are no wish for an error.

    ``headers`` are those of the return's layout by field of `Wish`. A row that stands there twice counts once.
    """
    wishes: dict[WishLine, WishLine] = {}
    findings: list[Finding] = []
    refused = 0
    for line in found.lines:
        row = _Row(school, found, line, headers, [])
        wish = _wish(row, master)
        findings += row.findings
        if wish is None:
            refused += 1
        else:
            wishes.setdefault(replace(wish, line=0), wish)
    return tuple(wishes.values()), tuple(findings), refused


def shown_text(cell: Cell) -> str:
    """Text of a cell for the key of a place, shortened as in messages."""
    return "" if cell is None else trim(shown(cell).strip("„“"))


def _wish(row: _Row, master: Master) -> WishLine | None:
    """Return the wish of a row; None if one of its cells is in error."""
    known = columns(Wish)
    field = row.read(FIELD, known[FIELD])
    number = row.read(NUMBER, known[NUMBER] if field in (None, FIELD_NEW) else replace(known[NUMBER], required=True))
    value = _VALUES[str(field)](row, master) if field else None
    reasons = row.read(REASONS, known[REASONS])
    if field == FIELD_NEW:
        _check_new(row, number, master)
    elif field and number is not None:
        number = _known_need(row, str(number), master)
    if any(finding.rule.code in _ERRORS for finding in row.findings):
        return None
    if reasons is None:
        row.note(rules.WITHOUT_REASONS, REASONS)
    return WishLine(row.school, str(number or ""), str(field), str(value or ""), str(reasons or ""), row.line.number)


_ERRORS = ("Z01", "Z02", "Z04", "Z05")


def _known_need(row: _Row, number: str, master: Master) -> str:
    """Return the number as the master spells it; Z04 if the school has no such need."""
    known = master.needs.get(fold(row.school), {}).get(fold(number))
    if known is None:
        row.note(rules.UNKNOWN_NEED, NUMBER, {"column": row.headers[NUMBER], "found": shown(number)})
    return known or number


def _check_new(row: _Row, number: object, master: Master) -> None:
    if number is not None and fold(str(number)) in master.all_needs:
        expected = "leer bei „Neuer Bedarf“, die Nummer vergibt der Schulträger"
        found = f"{shown(str(number))} gibt es schon"
        row.note(cell_rules.UNREADABLE, NUMBER, {"column": row.headers[NUMBER], "found": found, "expected": expected})


def _of_need(field: str) -> Callable[[_Row, Master], object]:
    """Read the value as the need's own column would: quantity, year, funding."""

    def read(row: _Row, _: Master) -> object:
        return row.read(VALUE, _value_column(columns(Need)[NEED_FIELDS[field]], row))

    return read


def _school(row: _Row, master: Master) -> str | None:
    numbers = {number: school.number or "" for number, school in master.schools.items()}
    return _looked_up(row, numbers, School.TABLE)


def _item(row: _Row, master: Master) -> str | None:
    return _looked_up(row, master.items, Item.TABLE)


def _looked_up(row: _Row, known: Mapping[str, str], table: str) -> str | None:
    """Return the number that the cell names; Z04 if there is none."""
    text = row.read(VALUE, _value_column(columns(Need)["number"], row))
    if text is None:
        return None
    found = known.get(fold(str(text)))
    if found is None:
        values = {"column": row.headers[VALUE], "found": shown(str(text)), "table": table}
        row.note(cell_rules.UNKNOWN, VALUE, values)
    return found


def _free(row: _Row, _: Master) -> object:
    return row.read(VALUE, replace(columns(Wish)[VALUE], required=True, header=row.headers[VALUE]))


def _nothing(row: _Row, _: Master) -> object:  # noqa: ARG001  a withdrawal has no value, whatever stands there
    return ""


def _value_column(column: Column, row: _Row) -> Column:
    return replace(column, header=row.headers[VALUE], required=True, blank_code="")


_VALUES: dict[str, Callable[[_Row, Master], object]] = {
    **{field: _of_need(field) for field in _OF_NEED},
    FIELD_SCHOOL: _school,
    FIELD_ITEM: _item,
    FIELD_NEW: _free,
    FIELD_WITHDRAWAL: _nothing,
}


def _as_typed(cell: Cell, value: object) -> bool:
    """Whether the cell shows just what was read: in a column of text a number is typed as text by nature."""
    shows = cell.value if isinstance(cell, Formula) else cell
    return isinstance(shows, str) and trim(shows) == str(value) and shows == trim(shows)
