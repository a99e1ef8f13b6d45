"""A workbook as a package of parts: gate, parts, cells in, rows out, safe save."""
