"""Amends input tables in the package of a workbook: single cells and new rows; everything else stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.domain.errors import UnusableError
from pakt_xl.ooxml.amend_draft import AmendDraft, draft_of
from pakt_xl.ooxml.amend_plan import NOTHING_WRITTEN, missing_table, plan_of
from pakt_xl.ooxml.calc import drop_calc_chain, force_recalculation
from pakt_xl.ooxml.directory import damaged
from pakt_xl.ooxml.fill_draft import Source
from pakt_xl.ooxml.fill_names import regrown_names
from pakt_xl.ooxml.fill_plan import span_of
from pakt_xl.ooxml.fill_room import Room
from pakt_xl.ooxml.fill_sheet import SheetXml
from pakt_xl.ooxml.fill_styles import Styles
from pakt_xl.ooxml.parts import Workbook
from pakt_xl.ooxml.read import Reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pakt_xl.domain.amendment import Amendment
    from pakt_xl.ooxml.fill_draft import Altered
    from pakt_xl.ooxml.fill_formula import Span
    from pakt_xl.ooxml.package import Package
    from pakt_xl.ooxml.parts import TableInfo

_REPAIR = "pakt-xl repair ergänzt sie"


def amend(package: Package, amendments: Sequence[Amendment]) -> tuple[Altered, ...]:
    """Change cells and append rows, each table at most once; the caller saves the package.

    Returns the texts that Excel could not keep as they came. Raises UnusableError when a table, column or row is
    missing, a formula would be lost or something stands in the way; the package is unchanged then.
    """
    amender = _Amender(package)
    for amendment in amendments:
        amender.amend(amendment)
    return amender.finish()


class _Amender:
    """Collects the drafts of all tables; nothing is put into the package before `finish`."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._book = Workbook.of(package)
        self._styles = Styles(package, self._book)
        self._source = Source(package, self._book, self._styles, Reader(package, self._book))
        self._parts: dict[str, bytes] = {}
        self._ends: dict[str, int] = {}
        self._spans: list[Span] = []
        self._altered: list[Altered] = []
        self._problems: list[str] = []

    def amend(self, amendment: Amendment) -> None:
        """Draft the sheet and the table part of one table."""
        info = self._book.table(amendment.table)
        if info is None:
            raise missing_table(amendment.table, _REPAIR)
        if info.part in self._ends:
            message = f"the table {info.name} is amended twice"
            raise ValueError(message)
        try:
            self._amend(amendment, info)
        except (
            UnicodeDecodeError
        ) as error:  # pragma: no cover  the reader finds it first; should it ever not, no traceback
            raise damaged(self._book.file, info.sheet.part) from error

    def _amend(self, amendment: Amendment, info: TableInfo) -> None:
        calculated = {index for index, column in enumerate(info.columns) if column.formula is not None}
        plan = plan_of(amendment, self._source.reader.table(info), calculated)
        part = info.sheet.part
        sheet = SheetXml.of(self._parts.get(part) or self._package.read(part), part, self._book.file, info.sheet.name)
        span = span_of(info, plan.count)
        problem = Room(self._package, self._book, info, span, sheet, self._ends).obstacle()
        if problem:
            self._problems.append(problem)
            return
        draft: AmendDraft = draft_of(self._source, info, plan, span, sheet)
        self._parts |= {part: draft.sheet, info.part: draft.table}
        self._ends[info.part] = span.new_last
        self._spans.append(span)
        self._altered += draft.altered

    def finish(self) -> tuple[Altered, ...]:
        """Refuse if anything is in the way, else put all parts into the package."""
        if self._problems:
            raise UnusableError("\n".join((*self._problems, NOTHING_WRITTEN)))
        names = regrown_names(self._package, self._book.part, self._spans)
        for name, data in self._parts.items():
            self._package.replace(name, data)
        self._styles.apply()
        if names:
            self._package.replace(self._book.part, names)
        if self._package.changed & self._parts.keys():
            drop_calc_chain(self._package)
            force_recalculation(self._package)
        return tuple(self._altered)
