"""What is no usable workbook is refused at the gate, each kind with its own German sentence."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest

from pakt_xl.domain.errors import UnusableError
from pakt_xl.ooxml import gate
from pakt_xl.ooxml.package import Package
from tests.ooxml import build
from tests.returns.bombs import huge_in_zip64

if TYPE_CHECKING:
    from pathlib import Path

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
GOOD = build.pack(build.schulen('<row r="1"/>'))


def refused(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    with pytest.raises(UnusableError) as caught:
        Package.open(path)
    message = str(caught.value)
    assert path.name in message
    assert message.endswith(".")
    assert len(message) < 330
    return message


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Mängelliste Hamm.xlsx"


def with_part(name: str, content: str | bytes) -> bytes:
    return build.pack(build.schulen('<row r="1"/>') | {name: content})


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"", "ist leer", id="empty"),
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), "Kennwort", id="encrypted"),
        pytest.param(OLE + "Workbook".encode("utf-16-le"), "alten Format (.xls)", id="xls 97"),
        pytest.param(OLE + "Book".encode("utf-16-le"), "alten Format (.xls)", id="xls 95"),
        pytest.param(OLE, "altes Office-Dokument", id="other OLE file"),
        pytest.param(b"\xef\xbb\xbf\n<!DOCTYPE html><p>x", "HTML-Seite", id="HTML"),
        pytest.param(b"<meta charset=utf-8><TABLE><tr>", "HTML-Seite", id="HTML table"),
        pytest.param("<html>".encode("utf-16"), "HTML-Seite", id="HTML in UTF-16"),
        pytest.param(
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "XML-Kalkulationstabelle 2003",
            id="XML 2003",
        ),
        pytest.param(b"Schulnummer;Schulname\r\n190001;Br\xfcderschule\r\n", "Textdatei (etwa CSV)", id="CSV"),
        pytest.param("Schulnummer\tName".encode("utf-16"), "Textdatei (etwa CSV)", id="Unicode text"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0", "keine Excel-Arbeitsmappe oder sie ist beschädigt", id="picture"),
        pytest.param(b" \r\n ", "keine Excel-Arbeitsmappe oder sie ist beschädigt", id="blanks only"),
        pytest.param(GOOD[:-40], "unvollständig", id="truncated"),
        pytest.param(GOOD[:100], "unvollständig", id="only a beginning"),
        pytest.param(b"PK\x05\x06" + bytes(18), "ZIP-Archiv, aber keine", id="empty zip"),
        pytest.param(build.pack({"a.txt": "x"}), "ZIP-Archiv, aber keine", id="any zip"),
        pytest.param(build.pack({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), ".ods", id="ods"),
        pytest.param(
            build.pack({"[Content_Types].xml": "application/vnd.ms-excel.sheet.binary.macroEnabled.main"}),
            ".xlsb",
            id="xlsb",
        ),
        pytest.param(build.pack({"Index/Document.iwa": "x"}), "Dokument von Apple Numbers", id="Numbers"),
        pytest.param(build.pack({"[Content_Types].xml": "wordprocessingml.document.main"}), "Word-Dokument", id="docx"),
        pytest.param(build.pack({"[Content_Types].xml": "presentationml.slides"}), "Präsentation", id="pptx"),
        pytest.param(with_part("_xmlsignatures/origin.sigs", b""), "digital signiert", id="signed"),
        pytest.param(with_part("../x.xml", b"<a/>"), "„../x.xml“", id="up"),
        pytest.param(with_part("/xl/x.xml", b"<a/>"), "„/xl/x.xml“", id="absolute"),
        pytest.param(with_part("xl\\x.xml", b"<a/>"), "unzulässigen Teil", id="backslash"),
        pytest.param(with_part("C:x.xml", b"<a/>"), "unzulässigen Teil", id="drive"),
        pytest.param(with_part("XL/Workbook.xml", b"<a/>"), "doppelt", id="two of one name but for case"),
        pytest.param(with_part("xl/x.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "DOCTYPE", id="DOCTYPE"),
        pytest.param(
            with_part("xl/x.xml", f"<?xml version='1.0'?><!-- {'-' * 5000} --><?pi?><!DOCTYPE a><a/>"),
            "DOCTYPE",
            id="DOCTYPE after a long comment",
        ),
        pytest.param(with_part("xl/x.rels", '<?xml version="1.0" encoding="ISO-8859-1"?><a/>'), "UTF-8", id="Latin-1"),
        pytest.param(with_part("xl/x.xml", "<a/>".encode("utf-16")), "UTF-8", id="UTF-16"),
        pytest.param(with_part("xl/x.xml", "<a/>".encode("utf-16-be")), "UTF-8", id="UTF-16 without mark"),
    ],
)
def test_what_is_no_usable_workbook_is_refused_in_its_own_words(path: Path, data: bytes, words: str) -> None:
    assert words in refused(path, data)


@pytest.mark.parametrize(
    "content",
    [
        "<a/>",
        "\ufeff<a/>",
        '<?xml version="1.0" encoding="utf-8"?>\r\n<a/>',
        "<?xml version='1.0' encoding='us-ascii'?><a/>",
        f"<!-- <!DOCTYPE a> {'-' * 5000} --><a/>",
        "",
    ],
)
def test_ordinary_beginnings_of_xml_parts_pass(path: Path, content: str) -> None:
    path.write_bytes(with_part("xl/x.xml", content))
    assert Package.open(path).read("xl/x.xml") == content.encode()


def test_two_members_of_the_same_name_are_refused(path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/a.xml", "<a/>")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("xl/a.xml", "<b/>")
    assert "doppelt" in refused(path, stream.getvalue())


def test_macro_workbooks_and_workbooks_in_a_word_file_s_company_pass(path: Path) -> None:
    contents = build.schulen('<row r="1"/>')
    contents["[Content_Types].xml"] = str(contents["[Content_Types].xml"]).replace(
        f"{build.SHEET_TYPE}.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )
    contents["xl/vbaProject.bin"] = b"\xcc\x61"
    contents["xl/embeddings/Brief.docx"] = b"wordprocessingml"
    build.save(path.with_suffix(".xlsm"), contents)
    assert "xl/vbaProject.bin" in Package.open(path.with_suffix(".xlsm")).names


def test_a_file_beyond_the_limit_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "MASTER", gate.Limits(file=1000))
    assert "größer als" in refused(path, GOOD)


def test_missing_files_folders_and_locked_files_have_their_own_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def words(path: Path) -> str:
        with pytest.raises(UnusableError) as caught:
            Package.open(path)
        return str(caught.value)

    assert "gibt es nicht" in words(tmp_path / "fehlt.xlsx")
    assert "ist ein Ordner" in words(tmp_path)
    good = tmp_path / "da.xlsx"
    good.write_bytes(GOOD)

    def locked(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    def broken(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(type(good), "open", locked)
    assert "kein Zugriff" in words(good)
    monkeypatch.setattr(type(good), "open", broken)
    assert "(Systemfehler 5)" in words(good)


def change(data: bytes, signature: bytes, offset: int, value: bytes) -> bytes:
    """The archive with bytes changed at this place of its first local header (or directory entry)."""
    at = data.index(signature) + offset
    return data[:at] + value + data[at + len(value) :]


LOCAL, CENTRAL = b"PK\x03\x04", b"PK\x01\x02"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(change(GOOD, CENTRAL, 8, b"\x01"), "ZIP-Kennwort", id="encrypted member"),
        pytest.param(change(GOOD, CENTRAL, 10, b"\x0e"), "unbekannten Verfahren", id="LZMA"),
        pytest.param(change(GOOD, LOCAL, 8, b"\0"), "beschädigt", id="header contradicts directory"),
        pytest.param(change(GOOD, LOCAL, 30, b"X"), "beschädigt", id="another name in the header"),
        pytest.param(change(GOOD, CENTRAL, 42, b"\x05"), "beschädigt", id="no header at the place"),
        pytest.param(change(GOOD, CENTRAL, 42, b"\xf0\xff\xff\x00"), "beschädigt", id="place behind the end"),
        pytest.param(change(GOOD, CENTRAL, 20, b"\xff\xff"), "Bitte öffnen Sie sie nicht", id="members overlap"),
        pytest.param(
            huge_in_zip64(GOOD), "als größer als 4 GB ausgibt. Bitte öffnen Sie sie nicht", id="huge in ZIP64"
        ),
        pytest.param(
            GOOD[:-22] + b"PK\x06\x07" + bytes(16) + GOOD[-22:], "unvollständig", id="ZIP64 with a false directory"
        ),
    ],
)
def test_damaged_and_odd_archives_are_refused(path: Path, data: bytes, words: str) -> None:
    assert words in refused(path, data)


def test_zip64_is_refused_whether_needed_or_not(path: Path) -> None:
    end = len(GOOD) - 22
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, *end_record(GOOD))
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    assert "ZIP64" in refused(path, GOOD[:end] + record + locator + GOOD[end:])


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("xl/worksheets/sheet1.xml", "Ein Tabellenblatt (intern „xl/worksheets/sheet1.xml“)"),
        ("XL/Media/Bild.png", "Ein Bild (intern „XL/Media/Bild.png“)"),
        ("docProps/app.xml", "Ein innerer Bestandteil (intern „docProps/app.xml“)"),
    ],
)
def test_parts_are_named_for_people(part: str, words: str) -> None:
    assert gate.plain(part) == words


def test_a_zip64_field_in_the_directory_is_refused_and_other_fields_are_not(path: Path) -> None:
    def with_extra(extra: bytes) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name, content in build.schulen('<row r="1"/>').items():
                info = zipfile.ZipInfo(name)
                archive.writestr(info, content)
                info.extra = extra
        return stream.getvalue()

    path.write_bytes(with_extra(struct.pack("<HHL", 0x5455, 4, 0)))
    assert Package.open(path).names
    assert "ZIP64" in refused(path, with_extra(struct.pack("<HHLHHQ", 0x5455, 4, 0, 1, 8, 0)))


def end_record(data: bytes) -> tuple[int, int, int, int]:
    """Number of members twice, size and place of the directory."""
    fields = struct.unpack("<4s4H2LH", data[-22:])
    return fields[3], fields[4], fields[5], fields[6]
