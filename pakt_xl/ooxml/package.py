"""A workbook file as a package of parts: read on demand, changed in memory, written with unchanged bytes copied."""

from __future__ import annotations

import hashlib
import os
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from pakt_xl.domain.errors import UnusableError
from pakt_xl.ooxml import gate
from pakt_xl.ooxml.directory import Member, damaged, members_of, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PART_LIMIT = 2 * 1024 * 1024 * 1024
"""Bytes of one part unpacked; the sheet of 218,000 needs (all schools of the state) has 1.1 thousand million."""

_CHUNK = 1 << 16
_PROLOG = 1 << 10
_LONG_PROLOG = 1 << 20
_LEVEL = 3  # measured on sheets: half the time of zlib's default, a sixth larger
_XML_ENDINGS = (".xml", ".rels", ".vml")
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_DESCRIPTOR = 0x8
_UTF8 = 0x800
_VERSION = 20
_NO_DATE = (1980, 1, 1, 0, 0, 0)
_LONG = 0xFFFFFFFF
_SHORT = 0xFFFF


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells whether a file is still the one that was read: size in bytes, time of change, sha256."""

    size: int
    mtime_ns: int
    sha256: str


class Package:
    """The parts of one workbook file. Part names are found without regard to case (ECMA-376 Part 2)."""

    def __init__(self, path: Path, data: bytes, mtime_ns: int, limits: gate.Limits = gate.MASTER) -> None:
        self.path = path
        self.file = path.name
        self.fingerprint = Fingerprint(len(data), mtime_ns, hashlib.sha256(data).hexdigest())
        gate.check_file(data, self.file, limits)
        members = members_of(data, self.file)
        gate.check_count(len(members), self.file, limits)
        gate.check_names((member.name for member in members), self.file)
        self._data = memoryview(data)
        self._members = {member.name: member for member in members}
        self._names = {name.lower(): name for name in self._members}
        self._new: dict[str, bytes] = {}
        self._dropped: set[str] = set()
        self._proved: set[str] = set()
        gate.check_kind(self.names, self._if_there("mimetype"), self._if_there("[Content_Types].xml"), self.file)
        self._check_prologs()

    @classmethod
    def open(cls, path: Path) -> Package:
        """Read the file and let it through the gate. Raises UnusableError with one German message."""
        try:
            if path.exists() and not (path.is_file() or path.is_dir()):
                raise UnusableError(f"„{path}“ ist keine gewöhnliche Datei. Bitte geben Sie die Arbeitsmappe an.")
            with path.open("rb") as stream:
                mtime_ns = os.fstat(stream.fileno()).st_mtime_ns
                return cls(path, stream.read(gate.MASTER.file + 1), mtime_ns, gate.MASTER)
        except OSError as error:
            raise UnusableError(unreadable(path, error)) from error

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all parts in the order of the file, new ones at the end."""
        return tuple(self._names.values())

    @property
    def changed(self) -> frozenset[str]:
        """Names of the parts that were replaced, added or dropped."""
        return frozenset(self._new) | frozenset(self._dropped)

    def find(self, name: str) -> str | None:
        """Return the part's name as the file spells it; None when there is no such part."""
        return self._names.get(name.lower())

    def read(self, name: str) -> bytes:
        """All bytes of a part as it is now. Raises UnusableError when it is missing or damaged."""
        stored = self._stored_name(name)
        return self._new[stored] if stored in self._new else b"".join(self._unpack(stored))

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a part piece by piece, so that a large sheet never stands in memory as a whole."""
        stored = self._stored_name(name)
        if stored in self._new:
            return iter((self._new[stored],))
        return self._unpack(stored)

    def stored_size(self, name: str) -> int:
        """Bytes that a part of the file takes in it, packed as it is."""
        return len(self._stored(self._members[self._stored_name(name)]))

    def prove(self, name: str) -> None:
        """Unpack a part to its end, so that damage behind what was read of it is found. Raises UnusableError."""
        stored = self._stored_name(name)
        if stored not in self._new and stored not in self._proved:
            for _ in self._unpack(stored):
                pass

    def replace(self, name: str, data: bytes) -> None:
        """Give a part new bytes; bytes equal to those in the file leave it unchanged."""
        stored = self._stored_name(name)
        self._new.pop(stored, None)
        member = self._members.get(stored)
        same = member and member.info.file_size == len(data) and zlib.crc32(data) == member.info.CRC
        if not same or self.read(stored) != data:
            self._new[stored] = data

    def add(self, name: str, data: bytes) -> None:
        """Append a part whose name is new."""
        gate.check_names((*self.names, name), self.file)
        self._names[name.lower()] = name
        self._new[name] = data

    def drop(self, name: str) -> None:
        """Leave a part out; its content type and relations are the caller's care."""
        stored = self._stored_name(name)
        del self._names[stored.lower()]
        self._new.pop(stored, None)
        if stored in self._members:
            self._dropped.add(stored)

    def write(self, stream: BinaryIO) -> None:
        """Write the package as a zip file: unchanged parts with their stored bytes, order and dates kept.

        Raises UnusableError before the end when a part is damaged that nobody has read so far.
        """
        offset = 0
        directory: list[bytes] = []
        for name in self.names:
            header, central, stored = self._entry(name, offset)
            stream.write(header)
            stream.write(stored)
            directory.append(central)
            offset += len(header) + len(stored)
        size = sum(map(len, directory))
        if offset + size > _LONG or len(directory) > _SHORT:
            raise UnusableError(
                f"Die Arbeitsmappe „{self.file}“ würde größer als 4 GB. Bitte entfernen Sie Bilder oder Blätter."
            )
        stream.writelines(directory)
        stream.write(_END.pack(b"PK\x05\x06", 0, 0, len(directory), len(directory), size, offset, 0))

    def _entry(self, name: str, offset: int) -> tuple[bytes, bytes, bytes | memoryview]:
        """Local header, directory entry and stored bytes of a part that begins at this offset of the new file."""
        member = self._members.get(name)
        info = member.info if member else zipfile.ZipInfo(name, _NO_DATE)
        raw_name = member.raw_name if member else name.encode()
        flags = (info.flag_bits & ~_DESCRIPTOR) if member else _UTF8
        if name in self._new:
            data = self._new[name]
            packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
            stored: bytes | memoryview = packer.compress(data) + packer.flush()
            method, crc, size = zipfile.ZIP_DEFLATED, zlib.crc32(data), len(data)
        else:
            self.prove(name)
            stored = self._stored(self._members[name])
            method, crc, size = info.compress_type, info.CRC, info.file_size
        common = (_VERSION, flags, method, *_dos_time(info.date_time), crc, len(stored), size, len(raw_name), 0)
        local = _LOCAL.pack(b"PK\x03\x04", *common) + raw_name
        made_by = info.create_system << 8 | _VERSION
        places = (0, 0, info.internal_attr, info.external_attr, offset)
        return local, _CENTRAL.pack(b"PK\x01\x02", made_by, *common, *places) + raw_name, stored

    def _stored_name(self, name: str) -> str:
        stored = self.find(name)
        if stored is None:
            raise damaged(self.file, name)
        return stored

    def _if_there(self, name: str) -> bytes:
        return self.read(name) if self.find(name) else b""

    def _stored(self, member: Member) -> memoryview:
        return self._data[member.start : member.end]

    def _unpack(self, name: str, size: int = _CHUNK) -> Iterator[bytes]:
        """Unpack a part of the file, no more than the directory promises, and prove length and checksum."""
        member = self._members[name]
        left, crc = member.info.file_size, 0
        if left > PART_LIMIT:
            raise UnusableError(
                f"Die Datei „{self.file}“ enthält den Teil „{name}“ mit mehr als {PART_LIMIT // 1024**3} GB und "
                "wird aus Sicherheitsgründen nicht gelesen. Bitte fragen Sie nach, woher sie stammt."
            )
        try:
            for chunk in _inflate(self._stored(member), member.info.compress_type, size):
                left -= len(chunk)
                crc = zlib.crc32(chunk, crc)
                if left < 0:
                    break
                yield chunk
        except zlib.error:
            left = -1
        if left or crc != member.info.CRC:
            raise damaged(self.file, name)
        self._proved.add(name)

    def _check_prologs(self) -> None:
        for name in self.names:
            if name.lower().endswith(_XML_ENDINGS):
                head = next(self._unpack(name, _PROLOG), b"")
                if not gate.check_prolog(head, name, self.file, whole=False):
                    self._check_long_prolog(name)

    def _check_long_prolog(self, name: str) -> None:
        """Look further for the root element, but not through a comment of a size that no program writes."""
        head = next(self._unpack(name, _LONG_PROLOG), b"")
        whole = self._members[name].info.file_size <= len(head)
        if not gate.check_prolog(head, name, self.file, whole=whole):
            raise damaged(self.file, name)


def _inflate(stored: memoryview, method: int, size: int) -> Iterator[bytes]:
    """Yield pieces of at most ``size`` bytes. Raises zlib.error for bytes that are not deflated."""
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    for start in range(0, len(stored), size):
        rest: bytes | memoryview = stored[start : start + size]
        if method == zipfile.ZIP_STORED:
            yield bytes(rest)
            continue
        while rest:
            yield unpacker.decompress(rest, size)
            rest = unpacker.unconsumed_tail
    yield unpacker.flush()


def _dos_time(moment: tuple[int, int, int, int, int, int]) -> tuple[int, int]:
    year, month, day, hour, minute, second = moment
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day
