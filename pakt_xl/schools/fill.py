"""Fills the template for one school: a pure function from bytes and values to bytes, which any executor can run."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from pakt_xl.schools.mould import Mould, mould_of, value_slots
from pakt_xl.schools.sheet import INCOMPLETE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pakt_xl.schools.sheet import SchoolSheet

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_LEVEL = 1  # measured: of sheets this small the half of the time, a tenth larger
_VERSION, _UTF8, _DEFLATED = 20, 0x800, 8
_TIME, _DAY = 0, 33  # 1 January 1980: the same school gives the same bytes at any time


def workbook_of(template: bytes, school: SchoolSheet) -> bytes:
    """Return the workbook of a school as a file."""
    mould = mould_of(template)
    pieces, directory = [mould.stored], [mould.directory]
    offset = len(mould.stored)
    parts = list(_parts(mould, school))
    for name, data in parts:
        member, entry = _member(name.encode(), data, offset)
        pieces += member
        directory.append(entry)
        offset += sum(map(len, member))
    count, size = mould.members + len(parts), sum(map(len, directory))
    return b"".join([*pieces, *directory, _END.pack(b"PK\x05\x06", 0, 0, count, count, size, offset, 0)])


def workbooks_of(template: bytes, schools: Sequence[SchoolSheet | None]) -> list[bytes | Exception | None]:
    """Return the workbook of each school, None for None; what fails is its exception and stops no other."""
    return [None if school is None else _tried(template, school) for school in schools]


def _tried(template: bytes, school: SchoolSheet) -> bytes | Exception:
    try:
        return workbook_of(template, school)
    except Exception as error:  # noqa: BLE001  whatever is wrong with one school
        return error


def _parts(mould: Mould, school: SchoolSheet) -> Iterator[tuple[str, bytes]]:
    values = value_slots(
        {
            "school": f"{school.name} · Schulnummer {school.number}" if school.name else f"Schulnummer {school.number}",
            "as_of": school.round.as_of,
            "remark": None if school.complete else INCOMPLETE,
            "budget_type": school.round.budget_type,
            "send_to": school.round.send_to,
            "line": school.lines,
            "known": school.known,
        }
    )
    rows = {"need": school.needs, "contact": school.round.contacts, "stamp": school.stamp_rows()}
    yield from ((sheet.part, sheet.filled(values, rows)) for sheet in mould.sheets)
    yield from ((table.part, table.filled(rows)) for table in mould.tables)


def _member(name: bytes, data: bytes, offset: int) -> tuple[tuple[bytes, bytes, bytes], bytes]:
    """Local header, name and packed bytes of a member that begins at this offset, and its entry in the directory."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(data) + packer.flush()
    common = (_VERSION, _UTF8, _DEFLATED, _TIME, _DAY, zlib.crc32(data), len(packed), len(data), len(name), 0)
    entry = _CENTRAL.pack(b"PK\x01\x02", _VERSION, *common, 0, 0, 0, 0, offset) + name
    return (_LOCAL.pack(b"PK\x03\x04", *common), name, packed), entry
