"""Tests of the adapters to a workbook."""
