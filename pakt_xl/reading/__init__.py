"""Reading: tables of a workbook become a plan, the findings on its cells and rows, and the places of both."""

from pakt_xl.reading.places import Places
from pakt_xl.reading.plan import Counts, Reading, read_plan

__all__ = ["Counts", "Places", "Reading", "read_plan"]
