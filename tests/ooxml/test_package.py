"""A package gives its parts, keeps unchanged ones with their stored bytes, and notices damage."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

import pytest

from pakt_xl.domain.errors import UnusableError
from pakt_xl.ooxml import package as package_module
from pakt_xl.ooxml.package import Package
from tests.ooxml import build

BOOK = "xl/workbook.xml"
PICTURE = bytes(range(256)) * 2000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workbook whose members have dates, a comment-free directory, one stored and one streamed member."""
    contents = build.schulen('<row r="1"/>')
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in contents.items():
            info = zipfile.ZipInfo(name, (2023, 4, 5, 6, 7, 8))
            archive.writestr(info, content, zipfile.ZIP_DEFLATED, 9)
        archive.writestr(zipfile.ZipInfo("xl/media/Bild.png", (2022, 1, 2, 3, 4, 6)), PICTURE)
        info = zipfile.ZipInfo("docProps/Größe.txt", (2021, 1, 2, 3, 4, 6))
        info.external_attr = 0o600 << 16
        archive.writestr(info, "ä")
        archive.writestr(zipfile.ZipInfo("xl/leer.bin"), b"")
    target = tmp_path / "Master.xlsx"
    target.write_bytes(stream.getvalue())
    return target


def written(package: Package) -> bytes:
    stream = io.BytesIO()
    package.write(stream)
    return stream.getvalue()


def stored(data: bytes, name: str) -> bytes:
    """Stored bytes of a member, found by an independent reader of the directory."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo(name)
    head = data[info.header_offset : info.header_offset + 30]
    start = info.header_offset + 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    return data[start : start + info.compress_size]


def directory(data: bytes) -> list[tuple[object, ...]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return [(i.filename, i.date_time, i.CRC, i.compress_type, i.external_attr) for i in archive.infolist()]


def test_names_keep_the_order_of_the_file_and_parts_are_found_without_case(path: Path) -> None:
    package = Package.open(path)
    with zipfile.ZipFile(path) as archive:
        assert package.names == tuple(archive.namelist())
    assert package.find("XL/Workbook.XML") == BOOK
    assert package.find("xl/fehlt.xml") is None
    assert package.read("xl/WORKBOOK.xml").endswith(b"</workbook>")
    assert package.read("xl/media/Bild.png") == PICTURE
    assert package.read("docProps/Größe.txt") == "ä".encode()
    assert package.read("xl/leer.bin") == b""


def test_an_unchanged_package_is_written_with_equal_stored_bytes_dates_and_order(path: Path) -> None:
    before = path.read_bytes()
    package = Package.open(path)
    after = written(package)
    assert package.changed == frozenset()
    assert directory(after) == directory(before)
    assert all(stored(after, name) == stored(before, name) for name in package.names)


def test_streamed_members_with_a_descriptor_behind_them_are_copied(tmp_path: Path) -> None:
    class Pipe(io.RawIOBase):
        """A stream that cannot go back, so that sizes follow the data."""

        def __init__(self) -> None:
            self.data = b""

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.data += bytes(data)  # type: ignore[call-overload]
            return len(bytes(data))  # type: ignore[call-overload]

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in build.schulen('<row r="1"/>').items():
            archive.writestr(name, content)
    path = tmp_path / "Strom.xlsx"
    path.write_bytes(pipe.data)
    after = written(Package.open(path))
    path.write_bytes(after)
    assert Package.open(path).read(BOOK).endswith(b"</workbook>")
    assert stored(after, BOOK) == stored(pipe.data, BOOK)
    with zipfile.ZipFile(path) as archive:
        assert not any(info.flag_bits & 0x8 for info in archive.infolist())  # nothing stands behind the data now


def test_replaced_parts_are_packed_in_their_place_and_all_others_stay(path: Path) -> None:
    before = path.read_bytes()
    package = Package.open(path)
    package.replace("XL/workbook.xml", b"<neu/>" * 1000)
    assert package.changed == {BOOK}
    assert package.read(BOOK) == b"<neu/>" * 1000
    assert b"".join(package.chunks(BOOK)) == b"<neu/>" * 1000
    after = written(package)
    assert [each[:2] for each in directory(after)] == [each[:2] for each in directory(before)]
    assert len(stored(after, BOOK)) < 200
    assert all(stored(after, name) == stored(before, name) for name in package.names if name != BOOK)


def test_bytes_equal_to_those_in_the_file_leave_a_part_unchanged(path: Path) -> None:
    package = Package.open(path)
    original = package.read(BOOK)
    package.replace(BOOK, original[::-1])
    package.replace(BOOK, original)
    assert package.changed == frozenset()
    package.replace("xl/leer.bin", b"")
    assert package.changed == frozenset()


def test_equal_length_and_checksum_do_not_pass_for_equal_bytes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = Package.open(path)
    original = package.read(BOOK)
    checksum = zlib.crc32(original)
    monkeypatch.setattr(zlib, "crc32", lambda *_: checksum)
    package.replace(BOOK, original[::-1])
    assert package.changed == {BOOK}


def test_added_parts_stand_at_the_end_and_can_be_replaced(path: Path) -> None:
    package = Package.open(path)
    package.add("xl/tables/täbelle.xml", b"<alt/>")
    package.replace("xl/tables/täbelle.xml", b"<neu/>")
    assert package.names[-1] == "xl/tables/täbelle.xml"
    assert package.changed == {"xl/tables/täbelle.xml"}
    with zipfile.ZipFile(io.BytesIO(written(package))) as archive:
        assert archive.read("xl/tables/täbelle.xml") == b"<neu/>"
        assert archive.infolist()[-1].date_time == (1980, 1, 1, 0, 0, 0)


def test_a_name_that_exists_cannot_be_added_again(path: Path) -> None:
    with pytest.raises(UnusableError, match="doppelt"):
        Package.open(path).add("xl/WORKBOOK.xml", b"")


def test_dropped_parts_are_gone_and_may_come_back(path: Path) -> None:
    package = Package.open(path)
    package.drop("xl/media/bild.png")
    package.add("xl/neu.xml", b"<a/>")
    package.drop("xl/neu.xml")
    assert package.changed == {"xl/media/Bild.png"}
    assert "xl/media/Bild.png" not in dict.fromkeys(each[0] for each in directory(written(package)))
    with pytest.raises(UnusableError, match="Bild"):
        package.read("xl/media/Bild.png")
    package.add("xl/media/Bild.png", b"anderes")
    assert package.changed == {"xl/media/Bild.png"}
    with zipfile.ZipFile(io.BytesIO(written(package))) as archive:
        assert archive.read("xl/media/Bild.png") == b"anderes"


def test_the_fingerprint_is_that_of_the_file_that_was_read(path: Path) -> None:
    package = Package.open(path)
    state = path.stat()
    assert package.fingerprint.size == state.st_size
    assert package.fingerprint.mtime_ns == state.st_mtime_ns
    path.write_bytes(path.read_bytes())
    assert Package.open(path).fingerprint.sha256 == package.fingerprint.sha256


def flipped(path: Path, name: str, *, place: int) -> Package:
    data = bytearray(path.read_bytes())
    at = bytes(data).index(stored(bytes(data), name)) + place
    data[at] ^= 0xFF
    path.write_bytes(data)
    return Package.open(path)


def test_a_flipped_bit_in_a_stored_or_packed_part_is_damage_named_with_its_part(path: Path) -> None:
    package = flipped(path, "xl/media/Bild.png", place=70_000)
    with pytest.raises(UnusableError, match=r"„Master\.xlsx“ ist beschädigt: Ein Bild \(intern „xl/media/Bild\.png“\)"):
        package.read("xl/media/Bild.png")
    damaged = build.schulen('<row r="1"/>') | {"xl/x.bin": PICTURE}
    package = flipped(build.save(path, damaged), "xl/x.bin", place=5)
    with pytest.raises(UnusableError, match=r"xl/x\.bin"):
        package.read("xl/x.bin")


def with_size(path: Path, name: str, size: int) -> None:
    """Let the directory promise another size of a member."""
    data = bytearray(path.read_bytes())
    at = bytes(data).rindex(name.encode()) - 46 + 24
    data[at : at + 4] = size.to_bytes(4, "little")
    path.write_bytes(data)


@pytest.mark.parametrize("size", [len(PICTURE) - 1, len(PICTURE) + 1])
def test_a_part_longer_or_shorter_than_promised_is_damage(path: Path, size: int) -> None:
    build.save(path, build.schulen('<row r="1"/>') | {"xl/x.bin": PICTURE})
    with_size(path, "xl/x.bin", size)
    with pytest.raises(UnusableError, match="beschädigt"):
        Package.open(path).read("xl/x.bin")


def test_unpacking_stops_at_the_promised_size_and_has_a_limit(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build.save(path, build.schulen('<row r="1"/>') | {"xl/bombe.bin": bytes(50_000_000)})
    with_size(path, "xl/bombe.bin", 10)
    taken: list[bytes] = []
    with pytest.raises(UnusableError, match="beschädigt"):
        taken.extend(Package.open(path).chunks("xl/bombe.bin"))
    assert sum(map(len, taken)) <= 1 << 16
    monkeypatch.setattr(package_module, "PART_LIMIT", 5)
    with pytest.raises(UnusableError, match="aus Sicherheitsgründen"):
        Package.open(path)


def test_a_workbook_that_would_need_zip64_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = Package.open(path)
    monkeypatch.setattr(package_module, "_SHORT", 3)
    with pytest.raises(UnusableError, match="4 GB"):
        written(package)


def test_the_version_in_the_file_may_be_newer_than_ours_and_directories_are_kept(tmp_path: Path) -> None:
    path = build.save(tmp_path / "a.xlsx", build.schulen('<row r="1"/>') | {"xl/ordner/": b""})
    assert "xl/ordner/" in [each[0] for each in directory(written(Package.open(path)))]


def test_opening_needs_only_a_path(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.chdir(path.parent)
    assert Package.open(Path(path.name)).file == "Master.xlsx"
