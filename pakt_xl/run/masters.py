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


def fresh_master(programme: Programme) -> Package:
    """Return an empty master workbook for a programme; it is also the donor of what a workbook lacks."""
    content = _template() if programme.id == TEMPLATE_PROGRAMME else _built(programme)
    return Package(Path("Vorlage.xlsx"), content, 0)


def _built(programme: Programme) -> bytes:
    from pakt_xl.layout import build_master, workbook_bytes  # noqa: PLC0415  openpyxl is loaded only where it builds

    return workbook_bytes(build_master(programme, generated_tables(programme)))


def _template() -> bytes:
    """Bytes of the template: package data in an installed tool, the file in workbooks/ in a source checkout."""
    package = files("pakt_xl")
    for place in (package / "template.xlsx", package / ".." / "workbooks" / "template.xlsx"):
        if place.is_file():
            return place.read_bytes()
    raise UnusableError("Die Vorlage template.xlsx fehlt in der Installation. Bitte das Werkzeug neu installieren.")
