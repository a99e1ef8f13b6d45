"""Places: the sheet, cell, column, school and key that a finding on a row names."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from pakt_xl.domain.finding import Place
from pakt_xl.domain.rows import ChangeRequest, Disposal, Invoice, Need, Order, Row, School, Setting, Transfer, columns
from pakt_xl.domain.table import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pakt_xl.reading.tables import Source


@dataclass(frozen=True, slots=True)
class Places:
    """Where the rows of a plan stand in the workbook.

    ``schools`` gives the school's number of the first need with a (folded) number. Without ``sources``, for rows
    that were made by hand, a place names the table and no cell.
    """

    sources: Mapping[str, Source] = field(default_factory=dict)
    schools: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, Setting] = field(default_factory=dict)

    def of(self, row: Row, field: str = "", school: str = "") -> Place:
        """Place of a row, or of the cell of one of its fields.

        ``field`` is the name of a field or the header of a live column; without one the cell is the row's first
        and the column stays empty. The school is the row's own unless one is given.
        """
        model = type(row)
        column = columns(model).get(field)
        header = column.header if column else field
        first = next(iter(columns(model).values())).header
        return Place(
            sheet=self.sheet(model),
            cell=self._cell(model, row.index, header or first),
            column=header,
            school=school or self.school_of(row, field),
            key=key_text(row),
        )

    def column(self, model: type[Row], header: str = "") -> Place:
        """Place of a table, or of one of its columns as a whole: the first cell of its rows."""
        first = next(iter(columns(model).values())).header
        return Place(sheet=self.sheet(model), cell=self._cell(model, 0, header or first), column=header)

    def setting(self, key: str) -> Place:
        """Place of the value of a setting; no cell if the key is missing."""
        row = self.settings.get(fold(key))
        return self.of(row, "value") if row else Place(self.sheet(Setting), "", "Wert", "", key)

    def sheet(self, model: type[Row]) -> str:
        """Name of the sheet on which a table stands."""
        source = self.sources.get(model.TABLE)
        return source.table.sheet if source else model.TABLE

    def school_of(self, row: Row, field: str = "") -> str:
        """Number of the school that a row belongs to; for what hangs on a need that of the need; empty if none.

        A transfer belongs to the school that gives, its cell "An Schule" to the one that gets.
        """
        if isinstance(row, School):
            return row.number or ""
        if isinstance(row, Need):
            return row.school_number or ""
        if isinstance(row, Order | Invoice | Disposal | ChangeRequest):
            return self.schools.get(fold(row.need_number or ""), "")
        if isinstance(row, Transfer):
            return (row.to_school if field == "to_school" else row.from_school) or ""
        return ""

    def _cell(self, model: type[Row], index: int, header: str) -> str:
        source = self.sources.get(model.TABLE)
        position = source.position(header) if source else None
        return source.table.cell(index, position) if source and position is not None else ""


def key_text(row: Row) -> str:
    """Schlüssel of a row: its numbers joined; its number in the table where one of them is blank (reading 55)."""
    parts = [getattr(row, name) for name in row.ROW_KEY]
    if not parts or None in parts:
        return str(row.index + 1)
    return " / ".join(f"{part:%d.%m.%Y}" if isinstance(part, date) else part for part in parts)


def school_by_need(needs: Iterable[Need]) -> dict[str, str]:
    """School's number of the first need with each number (reading 10)."""
    found: dict[str, str] = {}
    for need in needs:
        if need.number is not None:
            found.setdefault(fold(need.number), need.school_number or "")
    return found
