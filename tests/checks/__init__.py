"""Tests of the checks: small workbooks as text tables, and the findings on them."""
