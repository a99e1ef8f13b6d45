"""The layouts of the school workbook by version: which tables stand where, under which headers.

Whoever raises LAYOUT_VERSION writes the names of the version before out here, so that its returns are still read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pakt_xl.domain import school_workbook as workbook
from pakt_xl.domain.rows.base import columns
from pakt_xl.domain.school_workbook import SCHOOL_MODELS, Answer, SchoolLine, SchoolNeed, StampLine, Wish
from pakt_xl.returns.content import Wanted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pakt_xl.domain.rows import Row


@dataclass(frozen=True, slots=True)
class TableLayout:
    """A table of a layout: its name, its sheet, and the header of each field of its row model."""

    table: str
    sheet: str
    headers: Mapping[str, str]


Layout = dict[type["Row"], TableLayout]

_SHEETS = {
    SchoolLine: workbook.SCHOOL_SHEET,
    SchoolNeed: workbook.NEEDS_SHEET,
    Wish: workbook.WISHES_SHEET,
    Answer: workbook.ANSWERS_SHEET,
    StampLine: workbook.STAMP_SHEET,
}


def _present() -> Layout:
    """Return the layout that is written today, from the row models."""
    return {
        model: TableLayout(
            model.TABLE, _SHEETS[model], {name: column.header for name, column in columns(model).items()}
        )
        for model in SCHOOL_MODELS
    }


LAYOUTS: dict[str, Layout] = {str(workbook.LAYOUT_VERSION): _present()}
"""Every layout that was ever sent out, by the version in its stamp."""


def wanted(layouts: Mapping[str, Layout]) -> list[Wanted]:
    """Return what to look for in a file: the tables of all layouts."""
    return [
        Wanted(table_id(version, model), each.table, each.sheet, tuple(each.headers.values()))
        for version, layout in layouts.items()
        for model, each in layout.items()
    ]


def table_id(version: str, model: type[Row]) -> str:
    """Name a table of a layout in the answer of the reading process."""
    return f"{version}/{model.__name__}"
