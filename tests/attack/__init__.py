"""Attacks from outside: damaged files, bad cells, odd workbooks, interrupted saves, wrong calls."""
