"""The package openxml-audit as a second opinion on a workbook, without its false alarms, each named here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openxml_audit import OpenXmlValidator  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from pathlib import Path

FALSE_ALARMS = (
    # Excel opens a workbook without a theme and takes its own.
    r"/xl/workbook\.xml.*Sem_MissingRelationshipType.*relationships/theme",
    # Texts written into the cell are part of the standard; Excel moves them at its next save.
    r"Excel_InlineStrCells",
    # The children of a font are a choice, in any order (ECMA-376 Part 1, 18.8.22); openpyxl writes bold last.
    r"/xl/styles\.xml /styleSheet\[1\]/(fonts\[1\]|dxfs\[1\]/dxf\[\d+\])/font\[\d+\] .*Unexpected element",
)
_FALSE = re.compile("|".join(FALSE_ALARMS))


def alarms(path: Path) -> list[str]:
    """What openxml-audit finds wrong with the workbook, a line each."""
    errors = OpenXmlValidator(max_errors=0).validate(str(path)).errors
    told = (f"{error.part_uri} {error.path} {error.id} {error.description}" for error in errors)
    return [line for line in told if not _FALSE.search(line)]
