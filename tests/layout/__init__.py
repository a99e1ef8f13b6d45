"""Proof of the master workbook and its live formulas."""
