"""Tests of the workbook as a package of parts."""
