"""Writes a workbook of ours so that the same workbook gives the same bytes: no clock in the file."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import ARC_APP

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MADE = datetime(2020, 1, 1)  # noqa: DTZ001  the date of every master; workbooks know no time zones
ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def workbook_bytes(workbook: Workbook) -> bytes:
    """Return the workbook as a file; opening it computes every formula."""
    properties = workbook.properties
    properties.creator, properties.lastModifiedBy = "pakt-xl", "pakt-xl"
    properties.created = properties.modified = MADE
    workbook.calculation.fullCalcOnLoad = True
    raw = BytesIO()
    with ZipFile(raw, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(workbook, archive).write_data()
    return _without_dates(raw)


def _without_dates(raw: BytesIO) -> bytes:
    done = BytesIO()
    with ZipFile(raw) as source, ZipFile(done, "w") as target:
        for name in source.namelist():
            member = ZipInfo(name, ZIP_DATE)
            member.compress_type = ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            content = source.read(name)
            target.writestr(member, _honest(content) if name == ARC_APP else content)
    return done.getvalue()


def _honest(properties: bytes) -> bytes:
    """Name the program that made the file: what says Excel is not laid out again by LibreOffice when it is opened."""
    return re.sub(rb"(?<=<Application>)[^<]*", b"pakt-xl", properties).replace(b"<AppVersion>3.1</AppVersion>", b"")
