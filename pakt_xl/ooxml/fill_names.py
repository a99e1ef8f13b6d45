"""Names of a workbook that stand for ranges: one that ended with a table ends with it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.ooxml.edit import xml_bytes
from pakt_xl.ooxml.fill_formula import regrown
from pakt_xl.ooxml.parts import child, children, xml_root

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pakt_xl.ooxml.fill_formula import Span
    from pakt_xl.ooxml.package import Package


def regrown_names(package: Package, part: str, spans: Iterable[Span]) -> bytes | None:
    """Return the workbook part with its names following these tables; None if no name changes."""
    root = xml_root(package, part)
    names = child(root, "definedNames")
    changed = False
    for name in () if names is None else children(names, "definedName"):
        text = name.text or ""
        for span in spans:
            text = regrown(text, span)
        if text != (name.text or ""):
            name.text = text
            changed = True
    return xml_bytes(root) if changed else None
