"""Every file of the folder gets its line: copies, rivals, locks, mails, other kinds of file."""

from __future__ import annotations

import shutil
import zipfile

import pytest

from pakt_xl.domain.errors import UnusableError
from pakt_xl.returns.returned import State
from pakt_xl.run.collecting import collect
from tests.masters import rows
from tests.returns.bombs import in_part, packed
from tests.returns.office import NOW, WISHES, Office


def test_same_content_twice_is_taken_once(office: Office) -> None:
    office.send_back(WISHES, "a.xlsx")
    office.send_back(WISHES, "unten/b.xlsx")
    collected = office.collect()
    assert [(each.state, each.why) for each in collected.returns] == [
        (State.TAKEN, ""),
        (State.PASSED, "gleicher Inhalt wie „a.xlsx“"),
    ]
    assert len(collected.requests) == len(WISHES)


def test_R02_different_returns_of_one_school_are_shown_side_by_side_and_none_is_taken(office: Office) -> None:
    office.send_back(WISHES[:1], "a.xlsx")
    office.send_back(WISHES[1:2], "b.xlsx")
    collected = office.collect()
    assert [each.state for each in collected.returns] == [State.REFUSED] * 2
    assert collected.requests == ()
    assert office.overview("190001")["Datei"] == "a.xlsx; b.xlsx"
    words = "nicht übernommen; Von dieser Schule liegen mehrere Rückläufe mit verschiedenem Inhalt vor"
    assert office.overview("190001")["Ergebnis"] == words
    text = office.answer()
    assert "In „a.xlsx“ steht:\n   B-1: Menge = 6 (zwei Klassen mehr)" in text
    assert "In „b.xlsx“ steht:\n   B-1: Wunschjahr = 2024 (Umbau erst 2024)" in text


def test_every_kind_of_file_gets_its_line_and_the_numbers_add_up(office: Office) -> None:
    office.send_back(WISHES, "gut.xlsx")
    data = office.original("190002").read_bytes()
    office.put("anhang.xlsx.bin", data)
    office.put("~$gut.xlsx", b"\x05Anna")
    office.put(".~lock.gut.xlsx#", b",anna")
    office.put("Thumbs.db", b"\xd0\xcf")
    office.put("brief.eml", b"Received: from x\r\nMIME-Version: 1.0\r\n\r\nHallo")
    office.put("outlook.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__substg1.0_".encode("utf-16-le"))
    office.put("kodiert.xlsx", b"UEsDBBQABgAI")
    office.put("alt.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"))
    office.put("leer.xlsx", b"")
    office.put("bild.xlsx", b"\x89PNG\r\n\x1a\n\0")
    shutil.copy(office.master, office.inbox / "fremd.xlsx")
    with zipfile.ZipFile(office.inbox / "paket.zip", "w") as archive:
        archive.writestr("mappe.xlsx", data)
    collected = office.collect()
    told = {each.file: f"{each.state}: {each.why}" for each in collected.returns}
    assert told["gut.xlsx"] == "übernommen: "
    assert told["anhang.xlsx.bin"] == "übernommen: trotz der Endung „.bin“ als Arbeitsmappe gelesen"
    words = {
        "~$gut.xlsx": "übergangen: Sperrdatei von Excel",
        ".~lock.gut.xlsx#": "übergangen: Sperrdatei von LibreOffice",
        "Thumbs.db": "übergangen: Datei des Betriebssystems",
        "brief.eml": "E-Mail-Nachricht",
        "outlook.msg": "E-Mail-Nachricht",
        "kodiert.xlsx": "Versand als E-Mail kodiert",
        "alt.xls": "alten Format (.xls)",
        "leer.xlsx": "leer",
        "bild.xlsx": "ein Bild; daraus lässt sich nichts einlesen",
        "paket.zip": "ZIP-Archiv",
        "fremd.xlsx": "nicht übernommen: ",
    }
    assert {name: text for name, text in words.items() if text not in told[name]} == {}
    assert all("\n" not in line for line in told.values())
    tally = collected.tally
    assert (tally.found, tally.taken, tally.refused, tally.passed) == (13, 2, 8, 3)


def test_the_master_itself_and_old_answers_are_passed_over(office: Office) -> None:
    office.put("Antwort 190001.txt", b"Guten Tag")
    collected = collect(office.master, office.master.parent, None, NOW)
    passed = {each.file for each in collected.returns if each.state is State.PASSED}
    assert {"Mappe Hamm.xlsx", "Rücklauf/Antwort 190001.txt"} <= passed


def test_no_folder_is_one_sentence(office: Office) -> None:
    with pytest.raises(UnusableError, match="ist kein Ordner"):
        collect(office.master, office.master, None, NOW)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("ending", "data", "words"),
    [
        ("xls", OLE + "Workbook".encode("utf-16-le"), "speichern Sie sie als „Excel-Arbeitsmappe (*.xlsx)“"),
        ("ods", {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, "als „Excel-Arbeitsmappe (*.xlsx)“"),
        ("csv", b"Bedarfsnummer;Feld\r\nB-1;Menge\r\n", "nehmen Sie die Arbeitsmappe selbst"),
        (
            "pdf",
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\0",
            "ein PDF-Dokument; daraus lässt sich nichts einlesen. Bitte die Schule",
        ),
        ("jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0", "ein Bild; daraus lässt sich nichts einlesen. Bitte die Schule"),
        ("heic", b"\0\0\0\x18ftypheic", "ein Bild; daraus lässt sich nichts einlesen. Bitte die Schule"),
        ("numbers", {"Index/Document.iwa": b"x"}, "von Apple Numbers. Bitte speichern Sie sie dort mit „Ablage >"),
        ("rar", b"Rar!\x1a\x07\0", "Bitte entpacken Sie es in den Ordner"),
    ],
)
def test_file_that_is_no_workbook_says_what_to_do_and_is_presumed_to_be_the_missing_return(
    ending: str, data: bytes | dict[str, bytes], words: str, office: Office
) -> None:
    office.put(f"post/190001_Mitte.{ending}", data if isinstance(data, bytes) else packed(data))
    office.put("1900021.pdf", b"%PDF")  # begins with no number of a school
    other, returned = office.collect().returns
    assert (other.state, returned.state) == (State.REFUSED, State.REFUSED)
    assert words in returned.why
    row = office.overview("190001")
    presumed = f"fehlt; vermutlich ist „post/190001_Mitte.{ending}“ ihr Rücklauf, er wurde nicht übernommen"
    assert (row["Datei"], row["Ergebnis"]) == (None, f"{presumed} (Grund am Ende der Tabelle)")
    assert office.overview("190002")["Ergebnis"] == "fehlt"
    assert words in str(rows(office.master, "Rückläufe")[-1]["Ergebnis"])


def test_overview_speaks_of_no_inner_parts_of_a_file(office: Office) -> None:
    path = office.send_back(())
    path.write_bytes(in_part("xl/worksheets/sheet3.xml", b"</sheetData>", b"")(path.read_bytes()))
    assert (
        "Ein Tabellenblatt (intern „xl/worksheets/sheet3.xml“) lässt sich nicht lesen."
        in office.collect().returns[0].why
    )
    told = str(rows(office.master, "Rückläufe")[-1]["Ergebnis"])
    assert "Die Datei „Mappe.xlsx“ ist beschädigt: Ein Tabellenblatt lässt sich nicht lesen. Bitte" in told


def test_the_row_of_a_foreign_workbook_says_on_the_overview_what_to_do(office: Office) -> None:
    shutil.copy(office.master, office.inbox / "190001.xlsx")
    office.collect()
    assert str(rows(office.master, "Rückläufe")[-1]["Ergebnis"]).endswith(
        "der Stempel fehlt. Die Schule um ihre eigene, unveränderte Mappe bitten; nichts wurde übernommen."
    )
    assert "vermutlich ist „190001.xlsx“" in str(office.overview("190001")["Ergebnis"])
