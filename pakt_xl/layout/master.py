"""Builds the master workbook: Start, Übersicht, inputs, generated sheets; ours from the first byte (decision 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook

from pakt_xl.domain import key_figures
from pakt_xl.layout.generated import add_generated
from pakt_xl.layout.inputs import add_inputs
from pakt_xl.layout.overview import add_overview
from pakt_xl.layout.settings_sheet import add_settings
from pakt_xl.layout.sheet import OVERVIEW, START
from pakt_xl.layout.start import add_start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pakt_xl.domain.sheets import GeneratedTable
    from pakt_xl.programme import Programme


def build_master(programme: Programme, generated: Sequence[GeneratedTable]) -> Workbook:
    """Return a fresh master for a programme; ``generated`` are the tables that the tool fills, in their order.

    The sheet Übersicht is there if Kennzahlen is, which it shows.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    start = workbook.create_sheet(START)
    figures = next((spec for spec in generated if spec.name == key_figures.TABLE), None)
    overview = workbook.create_sheet(OVERVIEW) if figures else None
    add_settings(workbook, programme)
    add_inputs(workbook, programme)
    add_generated(workbook, generated, programme)
    add_start(workbook, start, generated)
    if figures and overview:
        add_overview(workbook, overview, figures, programme)
    return workbook
