"""Fresh masters: the packaged template, or for another programme a workbook built from its values."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from pakt_xl.domain.errors import UnusableError
from pakt_xl.ooxml.package import Package
from pakt_xl.reports import generated_tables

if TYPE_CHECKING:
    from pakt_xl.programme import Programme

TEMPLATE_PROGRAMME = "digitalpakt_nrw_2019"
"""The programme that the packaged template is built for."""


def master_bytes(programme: Programme) -> bytes:
    """Return a fresh, empty master workbook for a programme."""
    if programme.id == TEMPLATE_PROGRAMME:
        return _template()
    # openpyxl is loaded only where a workbook is built
    from pakt_xl.layout.master import build_master  # noqa: PLC0415
    from pakt_xl.layout.save import workbook_bytes  # noqa: PLC0415

    return workbook_bytes(build_master(programme, generated_tables(programme)))


def donor(programme: Programme) -> Package:
    """Return a fresh master as the donor of what a workbook lacks."""
    return Package(Path("Vorlage.xlsx"), master_bytes(programme), 0)


def _template() -> bytes:
    """Bytes of the template: package data in an installed tool, the file in workbooks/ in a source checkout."""
    package = files("pakt_xl")
    for place in (package / "template.xlsx", package / ".." / "workbooks" / "template.xlsx"):
        if place.is_file():
            return place.read_bytes()
    raise UnusableError("Die Vorlage template.xlsx fehlt in der Installation. Bitte installieren Sie das Werkzeug neu.")
