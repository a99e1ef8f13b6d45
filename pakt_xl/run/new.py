"""New: a fresh master workbook under a name that is free."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.table import fold
from pakt_xl.ooxml.save import save
from pakt_xl.programme import known_programmes, load
from pakt_xl.run.masters import TEMPLATE_PROGRAMME, fresh_master
from pakt_xl.run.results import Made, Step, no_step

if TYPE_CHECKING:
    from pathlib import Path

    from pakt_xl.ooxml.package import Package
    from pakt_xl.programme import Programme


def new(path: Path, programme_id: str = TEMPLATE_PROGRAMME, *, demo: bool = False, step: Step = no_step) -> Made:
    """Write a fresh master for a programme, on wish with the demo of Hamm.

    Raises UnusableError if the name is taken (nothing is ever replaced), is no .xlsx, or the programme is unknown.
    """
    programme = _programme(programme_id)
    if path.suffix.lower() != ".xlsx":
        raise UnusableError(
            f"Eine neue Mappe braucht die Endung .xlsx: „{path.name}“. Bitte einen anderen Namen wählen."
        )
    if demo and programme.id != TEMPLATE_PROGRAMME:
        raise UnusableError(f"Beispieldaten gibt es nur für das Programm {TEMPLATE_PROGRAMME}.")
    if os.path.lexists(path):
        raise UnusableError(
            f"Die Datei {path} gibt es schon; sie wird nicht ersetzt. Bitte einen anderen Namen wählen."
        )
    step("Mappe wird angelegt")
    save(_with_demo(programme) if demo else fresh_master(programme), path)
    return Made(path)


def _programme(programme_id: str) -> Programme:
    known = known_programmes()
    if fold(programme_id) not in map(fold, known):
        raise UnusableError(f"Das Programm „{programme_id}“ ist unbekannt. Es gibt: {', '.join(known)}.")
    return load(programme_id)


def _with_demo(programme: Programme) -> Package:
    from pakt_xl.run.demo import demo_package  # noqa: PLC0415  openpyxl is loaded only where a workbook is built

    return demo_package(programme)
