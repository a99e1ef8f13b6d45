"""Names of a workbook as the task pane sends them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.engines.remote_grid import Area, area, sheet_titles

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.workbook.defined_name import DefinedName
    from openpyxl.worksheet.worksheet import Worksheet

_PLACE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]+\$?[0-9]+(?::\$?[A-Z]+\$?[0-9]+)?)")
_COLUMN = re.compile(r"([^\[\]]+)\[([^\[\]]+)\]")


def names(book: Workbook) -> list[dict[str, Any]]:
    """Return the names of the workbook, then those of each sheet."""
    own = [_name(book, name, None) for name in book.defined_names.values()]
    return own + [_name(book, name, sheet) for sheet in book.worksheets for name in sheet.defined_names.values()]


def _name(book: Workbook, name: DefinedName, scope: Worksheet | None) -> dict[str, Any]:
    place = _place(book, name.attr_text or "")
    return {
        "name": name.name,
        "refers_to": f"={name.attr_text}",
        "type": "Range" if place else "String",
        "sheet_index": place[0] if place else None,
        "address": place[1] if place else None,
        "scope_sheet_name": scope.title if scope else None,
        "scope_sheet_index": sheet_titles(book).index(scope.title) if scope else None,
        "book_scope": scope is None,
    }


def _place(book: Workbook, text: str) -> tuple[int, str] | None:
    """Return sheet position and address of one area or of one column of a table, None for anything else."""
    if found := _PLACE.fullmatch(text):
        title = found[2] or found[1].replace("''", "'")
        return sheet_titles(book).index(title), found[3].replace("$", "")
    found = _COLUMN.fullmatch(text)
    for index, sheet in enumerate(book.worksheets):
        for table in sheet.tables.values():
            columns = [column.name for column in table.tableColumns]
            if found and table.displayName == found[1] and found[2] in columns:
                place = area(table.ref)
                column = place.left + columns.index(found[2])
                return index, Area(column, place.top + 1, column, place.bottom - (table.totalsRowCount or 0)).address
    return None
