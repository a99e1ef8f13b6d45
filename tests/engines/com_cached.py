"""Puts the last values of formulas into an .xlsx file: openpyxl writes formulas without them, Excel with them."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from tests.engines.com_typed import ErrorValue, Formula

if TYPE_CHECKING:
    from pathlib import Path

    from tests.engines.com_typed import Content

NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def put_cached_values(path: Path, sheets: list[dict[str, Content]]) -> None:
    """Rewrite the file with the values, one mapping of cell names a sheet, in the order of the sheets."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for number, values in enumerate(sheets, start=1):
        part = f"xl/worksheets/sheet{number}.xml"
        parts[part] = _with_values(parts[part], values)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)


def _with_values(part: bytes, values: dict[str, Content]) -> bytes:
    root = etree.fromstring(part)
    for cell in root.iter(f"{NAMESPACE}c"):
        if cell.find(f"{NAMESPACE}f") is None:
            continue
        shown = cell.find(f"{NAMESPACE}v")
        if shown is None:
            shown = etree.SubElement(cell, f"{NAMESPACE}v")
        kind, shown.text = _written(values[cell.get("r", "")])
        cell.set("t", kind)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _written(value: Content) -> tuple[str, str]:
    """Return the type and the text of a formula's value."""
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, ErrorValue):
        return "e", value.name
    if isinstance(value, float):
        return "n", repr(value)
    if isinstance(value, Formula):
        raise TypeError(value)
    return "str", value or ""
