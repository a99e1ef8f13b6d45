"""Engines under xlwings, so that the live adapter runs where Excel is not."""
