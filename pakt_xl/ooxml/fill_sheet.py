"""A sheet part cut at its rows: head and tail stay text, the rows are looked at only where a table lies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.parsers import expat

from lxml import etree

from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.table import column_letters, column_number
from pakt_xl.ooxml.directory import damaged
from pakt_xl.ooxml.parts import whole_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element as Element

_CELL_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]+)")


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in the file: attributes behind its number, and where in the body its cells lie."""

    number: int
    attributes: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class OldCell:
    """A cell as it stands in the file: column letters, attributes behind its address, content, all its bytes."""

    letters: str
    attributes: str
    content: str
    whole: bytes


@dataclass(frozen=True, slots=True)
class Patterns:
    """What finds rows and cells written with this prefix of the main namespace."""

    row: re.Pattern[bytes]
    cell: re.Pattern[bytes]
    whole_cell: re.Pattern[bytes]
    odd: tuple[re.Pattern[bytes], ...]

    @classmethod
    def of(cls, prefix: str) -> Patterns:
        """Return the patterns for a prefix with its colon, or the empty one."""
        p = prefix.encode()
        content = rb'<%sc r="([A-Z]+)([0-9]+)"([^>]*?)(?:/>|>(.*?)</%sc>)'
        return cls(
            row=re.compile(rb'<%srow r="([0-9]+)"([^>]*)>' % p),
            cell=re.compile(rb'<%sc r="([A-Z]+)[0-9]+"([^>]*)>' % p),
            whole_cell=re.compile(content % (p, p), re.DOTALL),
            odd=(
                re.compile(rb"<[!?]"),
                re.compile(rb'<%srow(?! r="[1-9][0-9]{0,6}")(?=[\s>/])' % p),
                re.compile(rb'<%sc(?! r="[A-Z]{1,3}[1-9][0-9]{0,6}")(?=[\s>/])' % p),
            ),
        )


@dataclass(frozen=True, slots=True)
class SheetXml:
    """A sheet part: head up to and with the start of sheetData, body with its rows, tail from its end on."""

    head: bytes
    body: bytes
    tail: bytes
    prefix: str
    patterns: Patterns

    @classmethod
    def of(cls, data: bytes, part: str, file: str, sheet: str) -> SheetXml:
        """Cut the part. Raises UnusableError when it is damaged or its rows are in no order."""
        name, start = _find_rows(data, part, file)
        prefix = name[: -len("sheetData")]
        opened = data.index(b">", start) + 1
        closing = b"</" + name.encode()
        if data[opened - 2 : opened] == b"/>":
            head, body, tail = data[: opened - 2] + b">", b"", closing + b">" + data[opened:]
        else:
            end = data.rfind(closing)
            if end < opened:
                raise damaged(file, part)
            head, body, tail = data[:opened], data[opened:end], data[end:]
        patterns = Patterns.of(prefix)
        if any(odd.search(body) for odd in patterns.odd):
            body = _in_normal_form(head, body, tail, part, file)
            if any(odd.search(body) for odd in patterns.odd):
                raise _unordered(sheet)
        return cls(head, body, tail, prefix, patterns)

    def rows(self, first: int, last: int, sheet: str) -> tuple[int, dict[int, Row], int]:
        """Rows from ``first`` to ``last``, with the place in the body where they begin and end."""
        begin: int | None = None
        found: dict[int, Row] = {}
        before = end = 0
        for match in self.patterns.row.finditer(self.body):
            number = int(match[1])
            if number <= before or self.body[end : match.start()].strip():
                raise _unordered(sheet)
            if number > last:
                return (match.start() if begin is None else begin), found, match.start()
            row, end = self._row(number, match, sheet)
            before = number
            if number >= first:
                begin = match.start() if begin is None else begin
                found[number] = row
        if self.body[end:].strip():
            raise _unordered(sheet)
        return (len(self.body) if begin is None else begin), found, len(self.body)

    def cells(self, row: Row) -> Iterator[OldCell]:
        """Yield the cells of a row."""
        for match in self.patterns.whole_cell.finditer(self.body, row.start, row.end):
            yield OldCell(match[1].decode(), match[3].decode(), (match[4] or b"").decode(), match[0])

    def last_row(self, rows: bytes) -> int:
        """Return the number of the last of these rows; 0 if there is none."""
        tag = b'<%srow r="' % self.prefix.encode()
        start = rows.rfind(tag) + len(tag)
        return int(rows[start : rows.index(b'"', start)]) if start >= len(tag) else 0

    def _row(self, number: int, match: re.Match[bytes], sheet: str) -> tuple[Row, int]:
        attributes = match[2].decode()
        if attributes.endswith("/"):
            return Row(number, attributes[:-1], match.end(), match.end()), match.end()
        closing = b"</%srow>" % self.prefix.encode()
        end = self.body.find(closing, match.end())
        if end < 0:
            raise _unordered(sheet)
        return Row(number, attributes, match.end(), end), end + len(closing)


def check_well_formed(pieces: Sequence[bytes], part: str, file: str) -> None:
    """Raise UnusableError unless the pieces that stay in a part, its head first, its tail last, are sound XML."""
    parser = expat.ParserCreate(namespace_separator=" ")
    try:
        etree.fromstring(pieces[0] + pieces[-1], etree.XMLParser(resolve_entities=False, no_network=True))
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, etree.XMLSyntaxError) as error:
        raise damaged(file, part) from error


class _FoundError(Exception):
    """Ends the parsing of the head at the element with this name, which begins at this byte."""

    def __init__(self, name: str, start: int) -> None:
        super().__init__(name)
        self.name = name
        self.start = start


def _find_rows(data: bytes, part: str, file: str) -> tuple[str, int]:
    """Name with prefix, and place, of the element sheetData."""
    parser = expat.ParserCreate()
    path: list[str] = []

    def start(name: str, _attributes: dict[str, str]) -> None:
        path.append(name)
        if len(path) == len(("worksheet", "sheetData")) and name.rpartition(":")[2] == "sheetData":
            raise _FoundError(name, parser.CurrentByteIndex)

    def end(_name: str) -> None:
        path.pop()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(data, True)
    except _FoundError as found:
        return found.name, found.start
    except expat.ExpatError as error:
        raise damaged(file, part) from error
    raise damaged(file, part)


def _unordered(sheet: str) -> UnusableError:
    return UnusableError(
        f"Das Blatt „{sheet}“ ist beschädigt: Seine Zeilen stehen nicht in Ordnung. "
        "Bitte öffnen Sie die Datei in Excel, lassen Sie sie reparieren und speichern Sie sie neu."
    )


def _in_normal_form(head: bytes, body: bytes, tail: bytes, part: str, file: str) -> bytes:
    """Rows and cells with their addresses first, without comments: the rare file is brought to the usual form."""
    parser = etree.XMLParser(
        remove_comments=True, remove_pis=True, resolve_entities=False, no_network=True, huge_tree=True
    )
    try:
        root = etree.fromstring(head + body + tail, parser)
    except etree.XMLSyntaxError as error:
        raise damaged(file, part) from error
    data = next(root.iterchildren("{*}sheetData"))
    number = 0
    for row in data.iterchildren("{*}row"):
        number = whole_number(row.get("r", str(number + 1)), 0)
        _address_first(row, str(number))
        column = 0
        for cell in row.iterchildren("{*}c"):
            match = _CELL_ADDRESS.fullmatch(cell.get("r", ""))
            column = column_number(match[1]) if match else column + 1
            _address_first(cell, f"{column_letters(column)}{number}")
    etree.cleanup_namespaces(data)
    text = etree.tostring(data, encoding="UTF-8", with_tail=False)
    opened = text.index(b">") + 1
    return b"" if text.endswith(b"/>") else text[opened : text.rindex(b"</")]


def _address_first(element: Element, address: str) -> None:
    rest = {name: value for name, value in element.attrib.items() if name != "r"}
    element.attrib.clear()
    element.set("r", address)
    element.attrib.update(rest)
