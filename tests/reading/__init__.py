"""Tests of reading: tables of a workbook to plan and findings."""
