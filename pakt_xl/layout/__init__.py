"""Builds the master workbook with openpyxl from the row models and the programme."""

from __future__ import annotations

from pakt_xl.layout.master import build_master
from pakt_xl.layout.save import workbook_bytes

__all__ = ["build_master", "workbook_bytes"]
