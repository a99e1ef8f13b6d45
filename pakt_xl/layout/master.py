"""Builds the master workbook: Start, the input tables, the generated sheets; ours from the first byte (decision 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook

from pakt_xl.layout.generated import add_generated
from pakt_xl.layout.inputs import add_inputs
from pakt_xl.layout.settings_sheet import add_settings
from pakt_xl.layout.start import add_start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pakt_xl.domain.sheets import GeneratedTable
    from pakt_xl.programme import Programme


def build_master(programme: Programme, generated: Sequence[GeneratedTable]) -> Workbook:
    """Return a fresh master for a programme; ``generated`` are the tables that the tool fills, in their order."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    start = workbook.create_sheet("Start")
    add_settings(workbook, programme)
    add_inputs(workbook, programme)
    add_generated(workbook, generated, programme)
    add_start(workbook, start, generated)
    return workbook
