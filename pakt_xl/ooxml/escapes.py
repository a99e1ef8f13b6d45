"""Escapes of SpreadsheetML text: ``_x000a_`` stands for a character that XML or Excel would not keep."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ESCAPE_START = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # escapes may share an underscore


def decode(text: str) -> str:
    """Text of a cell or header as a person sees it (ECMA-376 Part 1, 22.9.2.19, ST_Xstring)."""
    if "_x" not in text:
        return text
    decoded = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if any("\ud800" <= char <= "\udfff" for char in decoded):
        # Two escapes may spell one character as a surrogate pair; half a pair is no character at all.
        return decoded.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return decoded


def encode(text: str) -> str:
    """Text in which nothing reads as an escape: a typed ``_x000a_`` stays these seven characters."""
    if "_x" not in text:
        return text
    return _ESCAPE_START.sub("_x005F_", text)
