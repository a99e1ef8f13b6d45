"""Workbooks that were made to do harm, built from a sound one."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MEGABYTE = 1 << 20


def parts_of(data: bytes) -> dict[str, bytes]:
    """Parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts as a zip file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def with_part(name: str, content: bytes) -> Callable[[bytes], bytes]:
    """Add a part or replace it."""
    return lambda data: packed(parts_of(data) | {name: content})


def in_part(name: str, old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """Replace some bytes of a part."""

    def change(data: bytes) -> bytes:
        parts = parts_of(data)
        assert old in parts[name]
        return packed(parts | {name: parts[name].replace(old, new, 1)})

    return change


def many_small_parts(data: bytes) -> bytes:
    """Each part too small for the ratio, together 300 MB."""
    return packed(parts_of(data) | {f"xl/media/{number}.bin": bytes(MEGABYTE) for number in range(300)})


def many_members(data: bytes) -> bytes:
    """More members than a workbook needs."""
    return packed(parts_of(data) | {f"xl/media/{number}.bin": b"" for number in range(1_000)})


def overlapping(data: bytes) -> bytes:
    """Two entries of the directory for one stored member, as in Fifield's "A better zip bomb" (2019)."""
    end = data.rindex(b"PK\x05\x06")
    count, size, start = struct.unpack_from("<HLL", data, end + 10)
    first = data[start : start + size]
    length = 46 + sum(struct.unpack_from("<3H", first, 28))
    entry = first[:length]
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count + 1, count + 1, size + length, start, 0)
    return data[: start + size] + entry + tail


def huge_in_zip64(data: bytes) -> bytes:
    """A first member that says in a ZIP64 field to unpack to 5 TB."""
    end = data.rindex(b"PK\x05\x06")
    count, size, start = struct.unpack_from("<HLL", data, end + 10)
    entries, extra = bytearray(data[start : start + size]), struct.pack("<HHQ", 1, 8, 5 << 40)
    name, before = struct.unpack_from("<2H", entries, 28)
    struct.pack_into("<L", entries, 24, 0xFFFFFFFF)
    struct.pack_into("<H", entries, 30, before + len(extra))
    entries[46 + name + before : 46 + name + before] = extra
    return data[:start] + entries + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(entries), start, 0)


def huge_without_extra(data: bytes) -> bytes:
    """A first member whose sizes point to a ZIP64 field that is not there."""
    start = struct.unpack_from("<L", data, data.rindex(b"PK\x05\x06") + 16)[0]
    return data[: start + 20] + b"\xff" * 8 + data[start + 28 :]


def laughing(data: bytes) -> bytes:
    """Entities that grow a thousand million times ("billion laughs")."""
    entities = b"".join(b'<!ENTITY l%d "%s">' % (number, b"&l%d;" % (number - 1) * 10) for number in range(1, 10))
    head = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">' + entities + b"]>"
    return _prefixed(data, head)


def reaching_out(data: bytes) -> bytes:
    """An external entity that names a file of the machine."""
    return _prefixed(data, b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>')


def _prefixed(data: bytes, head: bytes) -> bytes:
    parts = parts_of(data)
    text = parts["xl/workbook.xml"]
    start = text.index(b"<workbook")
    return packed(parts | {"xl/workbook.xml": head + text[start:]})


def utf16(data: bytes) -> bytes:
    """Give a part in UTF-16, in which a scan for ASCII sees no DOCTYPE."""
    parts = parts_of(data)
    text = parts["xl/workbook.xml"].decode()
    return packed(parts | {"xl/workbook.xml": text[text.index("<workbook") :].encode("utf-16")})


def million_rows(data: bytes) -> bytes:
    """A sheet with every row there is, each with one cell."""
    parts = parts_of(data)
    name = max(name for name in parts if name.startswith("xl/worksheets/sheet"))
    numbers = range(1, 1_048_577)
    rows = b"".join(
        b'<row r="%d"><c r="A%d"><v>%d</v></c></row>' % (each, each, each * 7919 % 99991) for each in numbers
    )
    start, end = parts[name].index(b"<sheetData>"), parts[name].index(b"</sheetData>")
    return packed(parts | {name: parts[name][: start + len(b"<sheetData>")] + rows + parts[name][end:]})


def twice(data: bytes) -> bytes:
    """Two members of one name."""
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("XL/Workbook.xml", b"<workbook/>")
    return stream.getvalue()


def nested(data: bytes) -> bytes:
    """A zip in a zip in a zip."""
    for depth in range(3):
        data = packed({f"{depth}.zip": data})
    return data
