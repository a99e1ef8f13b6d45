"""Puts back what a workbook lacks from a donor, a freshly built one: sheets, tables, columns and names.

All functions change the target package in memory only; what they refuse is refused before any part of it has
changed, and what the target has already is left alone.
"""

from pakt_xl.ooxml.graft_column import graft_columns
from pakt_xl.ooxml.graft_sheet import graft_names, graft_sheet
from pakt_xl.ooxml.graft_table import graft_table

__all__ = ["graft_columns", "graft_names", "graft_sheet", "graft_table"]
