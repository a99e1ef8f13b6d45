"""Builds the template of the school workbook: five sheets, guarded but not shut, with slots for a school's values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.protection import WorkbookProtection

from pakt_xl.domain.school_workbook import (
    ANSWERS_SHEET,
    NEEDS_SHEET,
    SCHOOL_SHEET,
    STAMP_SHEET,
    WISHES_SHEET,
    SchoolNeed,
)
from pakt_xl.layout.inputs import list_name
from pakt_xl.layout.save import workbook_bytes
from pakt_xl.layout.school_page import add_page
from pakt_xl.layout.school_tables import add_answers, add_needs, add_stamp, add_wishes

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def school_template() -> bytes:
    """Return the template as a file; the same bytes each time."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    add_page(workbook.create_sheet(SCHOOL_SHEET))
    add_needs(workbook.create_sheet(NEEDS_SHEET))
    add_wishes(workbook.create_sheet(WISHES_SHEET))
    add_answers(workbook.create_sheet(ANSWERS_SHEET))
    add_stamp(workbook.create_sheet(STAMP_SHEET))
    workbook[STAMP_SHEET].sheet_state = "veryHidden"  # no menu of Excel shows such a sheet
    name = list_name(SchoolNeed.TABLE)  # a dropdown cannot name a table
    workbook.defined_names[name] = DefinedName(name, attr_text=f"{SchoolNeed.TABLE}[Bedarfsnummer]")
    for sheet in workbook.worksheets:
        _guard(sheet)
    workbook.security = WorkbookProtection(lockStructure=True)  # a return keeps its sheets and their names
    return workbook_bytes(workbook)


def _guard(sheet: Worksheet) -> None:
    """Protect against slips, without a password; looking around stays free: sort, filter, widen, colour."""
    guard = sheet.protection
    guard.sheet = True
    guard.sort = guard.autoFilter = False  # False: not forbidden
    guard.formatColumns = guard.formatRows = guard.formatCells = False
