"""The parts of a workbook as trees, and what the checks of its soundness share."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from pakt_xl.domain.table import column_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
REF = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]*)")


@dataclass(frozen=True)
class Sheet:
    """A sheet with its tree, its cells in the order of the file, and the table parts it names."""

    name: str
    part: str
    root: Element

    @cached_property
    def cells(self) -> dict[str, Element]:
        """Cells by address."""
        return {cell.get("r", ""): cell for cell in self.root.iterfind("{*}sheetData/{*}row/{*}c")}


class Book:
    """The parts of a workbook as trees."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self.broken: list[str] = []
        self.trees: dict[str, Element] = {}
        for name, data in parts.items():
            if name.endswith((".xml", ".rels", ".vml")):
                try:
                    self.trees[name] = etree.fromstring(data)
                except etree.XMLSyntaxError as error:
                    self.broken.append(f"{name}: {error}")

    @cached_property
    def workbook(self) -> str:
        """Name of the workbook part."""
        return next(target for kind, _, target in self.relations("") if kind == "officeDocument")

    @cached_property
    def sheets(self) -> list[Sheet]:
        """The worksheets; chart sheets are left out."""
        targets = {key: target for _, key, target in self.relations(self.workbook)}
        listed = [
            (each.get("name", ""), targets[_relation_id(each)])
            for each in self.trees[self.workbook].iterfind("{*}sheets/{*}sheet")
        ]
        return [Sheet(name, part, self.trees[part]) for name, part in listed if local(self.trees[part]) == "worksheet"]

    def relations(self, part: str) -> list[tuple[str, str, str]]:
        """Kind, id and target of the relations of a part, web addresses left out."""
        folder, name = posixpath.split(part)
        tree = self.trees.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        return [
            (
                each.get("Type", "").rpartition("/")[2],
                each.get("Id", ""),
                posixpath.normpath(posixpath.join("/", folder, unquote(each.get("Target", "")))).lstrip("/"),
            )
            for each in (tree if tree is not None else ())
            if each.get("TargetMode") != "External"
        ]

    def related(self, part: str, kind: str) -> list[str]:
        """Targets of one kind of relation."""
        return [target for each, _, target in self.relations(part) if each == kind]

    def size(self, kind: str, path: str) -> int:
        """Number of entries of a list in the part of this kind that belongs to the workbook; 0 without it."""
        found = self.related(self.workbook, kind)
        return len(self.trees[found[0]].findall(path)) if found else 0


def order(root: Element, wanted: tuple[str, ...], part: str) -> Iterator[str]:
    """Children in another order than the schema's, or unknown; extensions may stand anywhere."""
    main = etree.QName(root).namespace
    names = [local(each) for each in root if isinstance(each.tag, str) and etree.QName(each).namespace == main]
    unknown = [name for name in names if name not in wanted]
    if unknown:
        yield f"{part}: {unknown} unknown"
    elif names != sorted(names, key=wanted.index):
        yield f"{part}: {names} in no order"


def impossible(formula: str) -> Iterator[str]:
    """Places in a formula that no sheet has."""
    if "#REF!" in formula:
        yield "#REF!"
    bare = re.sub(r"\"[^\"]*\"|'(?:[^']|'')*'!?|\[[^\]]*\]", "", formula)
    for match in re.finditer(r"(?<![\w.$])\$?[A-Z]{1,3}\$?([0-9]+)(?![\w(.])", bare):
        if not 1 <= int(match[1]) <= LAST_ROW:
            yield match[0]


def bounds(ref: str) -> tuple[int, int, int, int] | None:
    """First row, last row, first column, last column; whole columns and rows too."""
    ends = ref.split(":")
    if len(ends) == 2 and all(re.fullmatch(r"\$?[A-Z]{1,3}", end) for end in ends):
        return 1, LAST_ROW, *(column_number(end.strip("$")) for end in ends)  # type: ignore[return-value]
    matches = [REF.fullmatch(end) for end in ends]
    if not all(matches) or len(matches) > 2:
        return None
    rows = [int(match[2]) for match in matches if match]
    columns = [column_number(match[1]) for match in matches if match]
    if rows[0] > rows[-1] or columns[0] > columns[-1] or rows[-1] > LAST_ROW or columns[-1] > LAST_COLUMN:
        return None
    return rows[0], rows[-1], columns[0], columns[-1]


def letters(number: int) -> str:
    """Letters of a column number."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def local(element: Element) -> str:
    """Name of an element without its namespace."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _relation_id(element: Element) -> str:
    return next(relation_ids(element), "")


def relation_ids(element: Element) -> Iterator[str]:
    """Ids of relations that an element names."""
    for name, value in element.attrib.items():
        if "officeDocument" in str(name) and str(name).endswith(("}id", "}embed", "}link", "}pict", "}relid")):
            yield str(value)
