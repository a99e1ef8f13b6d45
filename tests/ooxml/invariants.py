"""What makes Excel repair a workbook, as checks that a test can run on any file: `assert_sound`."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

from tests.ooxml.invariants_book import Book, impossible, order, relation_ids
from tests.ooxml.invariants_sheet import sheet_problems, table_problems

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WORKBOOK = (
    *("fileVersion", "fileSharing", "workbookPr", "AlternateContent", "revisionPtr", "workbookProtection"),
    *("bookViews", "sheets", "functionGroups", "externalReferences", "definedNames", "calcPr", "oleSize"),
    *("customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing", "fileRecoveryPr"),
    *("webPublishObjects", "extLst"),
)
_NAMED_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([\w.]+))!")


def assert_sound(path: Path) -> None:
    """Fail with a list of everything in the file that Excel would repair or refuse."""
    found = problems(path)
    assert not found, "\n".join(found)


def problems(path: Path) -> list[str]:
    """Everything in the file that Excel would repair or refuse, a line each."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    found = [f"member {name} is there twice" for name in names if names.count(name) > 1]
    book = Book(parts)
    found += book.broken
    if not found:
        for check in (_package, _workbook, sheet_problems, table_problems):
            found += check(book)
    return found


def _package(book: Book) -> Iterator[str]:
    types = book.trees["[Content_Types].xml"]
    defaults = {each.get("Extension", "").lower() for each in types.iterfind("{*}Default")}
    overrides = [each.get("PartName", "").lstrip("/") for each in types.iterfind("{*}Override")]
    yield from (f"content type for {name} twice" for name in set(overrides) if overrides.count(name) > 1)
    yield from (f"content type for {name}, which is not there" for name in overrides if name not in book.parts)
    for name in book.parts:
        ending = name.rpartition(".")[2].lower()
        if name != "[Content_Types].xml" and ending not in defaults and name not in overrides:
            yield f"{name} has no content type"
    for name in book.parts:
        if name.endswith(".rels"):
            yield from _relations(book, name)


def _relations(book: Book, name: str) -> Iterator[str]:
    folder, _, own = name.rpartition("_rels/")
    source = folder + own.removesuffix(".rels")
    if source and source not in book.parts:
        yield f"{name} belongs to no part"
    ids = [each.get("Id", "") for each in book.trees[name]]
    yield from (f"{name}: relation {key} twice" for key in set(ids) if ids.count(key) > 1)
    for _, key, target in book.relations(source):
        if target not in book.parts:
            yield f"{name}: relation {key} leads to {target}, which is not there"
    tree = book.trees.get(source)
    named = {value for each in (() if tree is None else tree.iter()) for value in relation_ids(each)}
    yield from (f"{source} names the relation {key}, which is not there" for key in named - set(ids))


def _workbook(book: Book) -> Iterator[str]:
    root = book.trees[book.workbook]
    yield from order(root, WORKBOOK, book.workbook)
    listed = root.findall("{*}sheets/{*}sheet")
    for attribute in ("name", "sheetId"):
        values = [each.get(attribute, "").lower() for each in listed]
        yield from (f"sheet {attribute} {value} twice" for value in set(values) if values.count(value) > 1)
    sheets = {each.get("name", "").lower() for each in listed}
    names = root.findall("{*}definedNames/{*}definedName")
    keys = [(each.get("name", "").lower(), each.get("localSheetId")) for each in names]
    yield from (f"name {key} twice" for key in set(keys) if keys.count(key) > 1)
    for name in names:
        text = re.sub(r'"[^"]*"', "", name.text or "")
        if not text:
            yield f"name {name.get('name')} is empty"
        if int(name.get("localSheetId", "0")) >= len(listed):
            yield f"name {name.get('name')} belongs to no sheet"
        for match in _NAMED_SHEET.finditer(text):
            if (match[1] or match[2]).replace("''", "'").lower() not in sheets:
                yield f"name {name.get('name')} is on no sheet: {text}"
        yield from (f"name {name.get('name')}: {ref} is no place" for ref in impossible(text))
