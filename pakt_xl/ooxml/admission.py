"""Admission of a file from outside: every part unpacked once and counted, what it would reach out for named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pakt_xl.ooxml import gate
from pakt_xl.ooxml.parts import relations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pakt_xl.ooxml.gate import Limits
    from pakt_xl.ooxml.package import Package
    from pakt_xl.ooxml.parts import Workbook

_CELL = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?c[\s/>]")
_LONGEST_START = 64  # bytes kept from one piece to the next, so that the start of a cell is not cut in two
_RELATIONS = re.compile(r"(?:(?P<folder>.*)/)?_rels/(?P<name>[^/]*)\.rels", re.IGNORECASE)

MACROS, LINKS, CONNECTIONS = "Makros", "Verknüpfungen", "Verbindungen"
_BY_KIND = {
    "vbaProject": MACROS,
    "xlMacrosheet": MACROS,
    "xlIntlMacrosheet": MACROS,
    "control": MACROS,
    "externalLink": LINKS,
    "externalLinkPath": LINKS,
    "oleObject": LINKS,
    "connections": CONNECTIONS,
    "queryTable": CONNECTIONS,
}
_BY_PART = (("vbaproject", MACROS), ("externallinks/", LINKS), ("connections.xml", CONNECTIONS))


def check_unpacked(package: Package, limits: Limits) -> None:
    """Unpack every part piece by piece; UnusableError as soon as it is more than the limits allow, or damaged."""
    total = 0
    for name in package.names:
        stored, size = package.stored_size(name), 0
        for chunk in package.chunks(name):
            size += len(chunk)
            total += len(chunk)
            if limits.unpacked is not None and total > limits.unpacked:
                raise gate.too_much(package.file, f"entpackt größer als {limits.unpacked // 1024**2} MB ist")
            if limits.ratio is not None and limits.ratio_from < size > limits.ratio * stored:
                raise gate.too_much(
                    package.file, f"beim Entpacken auf mehr als das {limits.ratio}-Fache wächst (intern „{name}“)"
                )


def check_cells(package: Package, workbook: Workbook, limits: Limits) -> None:
    """Count the cells of all sheets; UnusableError as soon as there are too many."""
    count = 0
    for part in {sheet.part for sheet in workbook.sheets}:
        for found in _cells(package, part):
            count += found
            if limits.cells is not None and count > limits.cells:
                raise gate.too_much(package.file, f"mehr als {limits.cells:,} Zellen hat".replace(",", "."))


def _cells(package: Package, part: str) -> Iterator[int]:
    """Yield the number of cells that begin in each piece of a sheet."""
    rest = b""
    for chunk in package.chunks(part):
        data = rest + chunk
        cut = data.rfind(b"<", -_LONGEST_START) if data else -1
        whole, rest = (data, b"") if cut < 0 else (data[:cut], data[cut:])
        yield len(_CELL.findall(whole))
    yield len(_CELL.findall(rest))


def reaches(package: Package) -> tuple[str, ...]:
    """What the workbook holds that could act or fetch: macros, links to other files, connections. None is followed."""
    found = {kind for name in package.names for mark, kind in _BY_PART if mark in name.lower()}
    for name in package.names:
        match = _RELATIONS.fullmatch(name)
        if match:
            source = "/".join(filter(None, (match["folder"], match["name"])))
            for relation in relations(package, source):
                outside = LINKS if relation.external and relation.kind != "hyperlink" else ""
                found |= set(filter(None, (_BY_KIND.get(relation.kind, ""), outside)))
    return tuple(kind for kind in (MACROS, LINKS, CONNECTIONS) if kind in found)
