"""The school workbooks: what a school is shown, and the template filled with it as a pure function."""

from pakt_xl.schools.fill import workbook_of
from pakt_xl.schools.sheet import SchoolSheet

__all__ = ["SchoolSheet", "workbook_of"]
