"""Every file of the folder gets its line: copies, rivals, locks, mails, other kinds of file."""

from __future__ import annotations

import shutil
import zipfile

import pytest

from pakt_xl.domain.errors import UnusableError
from pakt_xl.returns.returned import State
from pakt_xl.run.collecting import collect
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
        "bild.xlsx": "keine Excel-Arbeitsmappe",
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
